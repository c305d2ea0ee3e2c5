"""Reads the published files of a batch again and holds them against the tables of the plan."""

import zipfile
import zlib
from pathlib import Path

from ntm_analysis import store
from ntm_analysis.batch import extras, ledger, results, verify_page
from ntm_analysis.batch.ledger import Record
from ntm_analysis.errors import InputError, NtmError
from ntm_analysis.publishing import SOURCES
from ntm_analysis.wording import say


def folders(path: Path) -> list[Path]:
    """Return the folders with a ledger: the one named, or those below it.

    Raises
    ------
    InputError
        If there is none.
    """
    held = sorted(file.parent for file in path.rglob(ledger.NAME)) if path.is_dir() else []
    if not held:
        raise InputError(
            f"{str(path)!r} holds no reports (no {ledger.NAME} in it or below); name the "
            "folder that 'ntm run' wrote, as in reports/thanh_hoa_2024."
        )
    return held


def verify(folder: Path) -> tuple[int, list[str]]:
    """Hold the files of a folder against the tables; return how many were read, what is wrong.

    Parameters
    ----------
    folder : Path
        Of one plan and language, with its ledger.

    Returns
    -------
    count : int
        Files of reports that were read, ZIPs too.
    said : list of str
        A sentence for each thing that is wrong; one too where the ledger names no file at all.
    """
    known = ledger.load(folder)
    records = [record for record in known.values() if record.files]
    if not records:
        return 0, [say("verify.nothing", str(ledger.about(folder).get("lang", "vi")))]
    said: list[str] = []
    with store.results_in(folder / results.FOLDER):
        for record in records:
            said += _report(folder, record)
        said += _sources(folder, records)
    count = sum(len(record.files) + extras.zipped(record) for record in records)
    said += _zips(folder, records)
    lang = records[0].lang
    said += verify_page.index_wrong(folder, known, sizes=not said)
    said += verify_page.history_wrong(folder, lang)
    said += verify_page.summary_wrong(folder, known, lang)
    unknown = verify_page.unknown(folder, known)
    return count, said + [say("verify.unknown", lang, file=name) for name in unknown]


def _report(folder: Path, record: Record) -> list[str]:
    """Hold the files of a report against the tables, and their bytes against the ledger."""
    said = _contents(folder, record)
    for name, sha in record.files.items():
        told = any(sentence.startswith(f"{name}: ") for sentence in said)
        if not told and (folder / name).is_file() and store.sha256(folder / name) != sha:
            said.append(say("verify.bytes", record.lang, file=name))
    return said


def _contents(folder: Path, record: Record) -> list[str]:
    import nbformat

    from ntm_analysis.publishing.verify import notebook as checked
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
        own = checked.wrong(content, checked.stored(record.notebook), record.lang)
        said += [f"{notebook.name}: {sentence}" for sentence in own]
        told = publish.verified(report, files)
        named = tuple(f"{file.name}: " for file in files)  # the others are about the notebook
        said += [one if one.startswith(named) else f"{notebook.name}: {one}" for one in told]
        return said
    except Exception as error:  # a damaged notebook makes the libraries fail in any way
        why = str(error) if isinstance(error, NtmError) else type(error).__name__
        return [*said, f"{notebook.name}: {say('verify.unread', record.lang, error=why)}"]


def _sources(folder: Path, records: list[Record]) -> list[str]:
    """Hold the page of sources against the plan, and the links of all pages against it."""
    from ntm_analysis.plan import load_plan
    from ntm_analysis.publishing.verify import web, websources

    pages = [name for record in records for name in record.files if name.endswith(".html")]
    if not pages:
        return []
    about = ledger.about(folder)
    lang = str(about["lang"])
    file = folder / SOURCES
    if not file.is_file():
        return [say("verify.gone", lang, file=file.name)]
    content = file.read_bytes()
    plan = load_plan(str(about["plan"]))
    try:
        held = results.held_by(records, plan)
    except NtmError as error:
        return [f"{file.name}: {error}"]
    wrong = websources.wrong(content, plan, lang, held)
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
            found = _packed(folder, record, folder / name)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NtmError) as error:
            found = [say("verify.unread", record.lang, error=error)]
        said += [f"{name}: {sentence}" for sentence in found]
    return said


def _packed(folder: Path, record: Record, file: Path) -> list[str]:
    """Say what a ZIP lacks, what it has besides, and what is not the file beside it."""
    from ntm_analysis.publishing.verify import package

    wanted = extras.packed(folder, record)
    held = package.parts(file.read_bytes())
    lacks = [each for each in wanted if each not in held]
    more = [each for each in held if each not in {*record.files, SOURCES}]
    other = [
        each for each, content in held.items()
        if each not in more
        and not ((folder / each).is_file() and (folder / each).read_bytes() == content)
    ]  # fmt: skip
    kinds = {"packed_less": lacks, "packed_more": more, "packed": other}
    return [
        say(f"verify.{kind}", record.lang, file=each)
        for kind, found in kinds.items()
        for each in found
    ]
