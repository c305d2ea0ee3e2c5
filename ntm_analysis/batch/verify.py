"""Reads the published files of a batch again and holds them against the tables of the plan."""

import zipfile
from pathlib import Path

from ntm_analysis import store
from ntm_analysis.batch import extras, ledger, results
from ntm_analysis.batch.ledger import Record
from ntm_analysis.errors import InputError, NtmError
from ntm_analysis.publishing import sources
from ntm_analysis.wording import say


def folders(path: Path) -> list[Path]:
    """Return the folders with a ledger: the one named, or those in it.

    Raises
    ------
    InputError
        If there is none.
    """
    found = [path, *sorted(p for p in path.glob("*") if p.is_dir())] if path.is_dir() else []
    held = [folder for folder in found if (folder / ledger.NAME).is_file()]
    if not held:
        raise InputError(
            f"{str(path)!r} holds no reports (no {ledger.NAME} in it or one below); name the "
            "folder that 'ntm run' wrote, as in reports/thanh_hoa_2024."
        )
    return held


def verify(folder: Path) -> tuple[int, list[str]]:
    """Hold the files of a folder against the tables; return how many were read, what is wrong.

    Parameters
    ----------
    folder : Path
        Of one plan and language, with its ledger.
    """
    records = [record for record in ledger.load(folder).values() if record.files]
    said: list[str] = []
    count = 0
    with store.results_in(folder / results.FOLDER):
        for record in records:
            said += _report(folder, record)
            count += len(record.files)
        said += _sources(folder, records)
    return count, said + _zips(folder, records)


def _report(folder: Path, record: Record) -> list[str]:
    import nbformat

    from ntm_analysis.reporting import formats, publish

    gone = [name for name in record.files if not (folder / name).is_file()]
    said = [say("verify.gone", record.lang, file=name) for name in gone]
    notebook = folder / f"{record.id}.ipynb"
    files = [folder / name for name in record.files if name not in gone]
    files = [file for file in files if file.suffix != ".ipynb"]
    if not notebook.is_file() or not files:
        return said
    try:
        content = nbformat.read(notebook, as_version=4)
        name = files[0].name.removesuffix(files[0].suffix)
        report = formats.Report(name, record.title, record.lang, record.parameters, content)
        return said + publish.verified(report, files)
    except (NtmError, ValueError) as error:
        return [*said, f"{notebook.name}: {error}"]


def _sources(folder: Path, records: list[Record]) -> list[str]:
    """Hold the page of sources against the plan, and the links of all pages against it."""
    from ntm_analysis.plan import load_plan
    from ntm_analysis.publishing.verify import web

    pages = [name for record in records for name in record.files if name.endswith(".html")]
    if not pages:
        return []
    about = ledger.about(folder)
    lang = str(about["lang"])
    file = folder / sources.NAME
    if not file.is_file():
        return [say("verify.gone", lang, file=file.name)]
    content = file.read_bytes()
    plan = load_plan(str(about["plan"]))
    try:
        held = results.held_by(records, plan)
    except NtmError as error:
        return [f"{file.name}: {error}"]
    wrong = web.sources_wrong(content, plan, lang, held)
    said = [f"{file.name}: {sentence}" for sentence in wrong]
    known = web.anchors(content)
    for name in pages:
        if (folder / name).is_file():
            for target, text in web.links((folder / name).read_bytes()):
                page, _, anchor = target.partition("#")
                if page and anchor not in known:
                    found = say("verify.anchor", lang, text=text[:60], target=target)
                    said.append(f"{name}: {found}")
    return said


def _zips(folder: Path, records: list[Record]) -> list[str]:
    """Hold what lies in each ZIP against the files beside it."""
    said = []
    for record in filter(extras.zipped, records):
        name = extras.zip_name(record)
        if not (folder / name).is_file():
            said.append(say("verify.gone", record.lang, file=name))
            continue
        try:
            with zipfile.ZipFile(folder / name) as archive:
                held = {each: archive.read(each) for each in archive.namelist()}
        except zipfile.BadZipFile as error:
            said.append(f"{name}: {say('verify.unread', record.lang, error=error)}")
            continue
        said += [
            f"{name}: {say('verify.packed', record.lang, file=each)}"
            for each in record.files
            if (folder / each).is_file() and held.get(each) != (folder / each).read_bytes()
        ]
    return said
