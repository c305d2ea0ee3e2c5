"""What a job's own process does: run the notebook, write the formats, verify, say how it went."""

import json
import os
import re
import shutil
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from ntm_analysis import store
from ntm_analysis.batch.job import Job

OUTCOME = "outcome.json"
STATE = "cell"
READS = "reads.txt"
LOG = "log.txt"
OUT = "out"
DONE, FAILED = 0, 1


class _SelfEndedError(Exception):
    """The notebook called ``sys.exit``."""


def run_job(job: Job, folder: Path, since: float) -> int:
    """Run a job in its folder; return the exit code of its process.

    The folder gets `OUT` with the files to publish, `OUTCOME`, `LOG`, and the notebook as far as
    it came.
    """
    from ntm_analysis.batch import reads

    os.environ["NTM_BATCH_STATE"] = str(folder / STATE)
    kept = folder.parent.parent / "results"
    if kept.is_dir():
        os.environ[store.RESULTS_VARIABLE] = str(kept)
    noted = folder / READS
    if job.plain:
        reads.clear()  # its kernel notes what it reads
    else:
        reads.start()
        reads.into(noted)
    started = time.time()
    error, files = "", []
    try:
        files = _make(job, folder, noted)
    except Exception as failure:
        error = _sentence(failure, job.lang)
        _log_failure(failure)
    inputs = reads.hashes(noted, [folder, job.notebook, kept], since)
    outcome = {
        "error": error, "cell": _cell(folder), "seconds": round(time.time() - started, 2),
        "files": files, "inputs": inputs,
    }  # fmt: skip
    try:
        _write(outcome, folder)
    except OSError:  # a full disk: what failed makes room for the sentence that says so
        shutil.rmtree(folder / OUT, ignore_errors=True)
        (folder / f"{job.id}.ipynb").unlink(missing_ok=True)
        _write({**outcome, "files": [], "inputs": {}}, folder)
    return FAILED if error else DONE


def _write(outcome: dict[str, Any], folder: Path) -> None:
    draft = folder / f".{OUTCOME}"
    draft.write_text(json.dumps(outcome, ensure_ascii=False), encoding="utf-8")
    draft.replace(folder / OUTCOME)


def _make(job: Job, folder: Path, noted: Path) -> list[str]:
    """Execute, write and verify; return the names of the files to publish."""
    from ntm_analysis.batch import quotes
    from ntm_analysis.errors import DataError
    from ntm_analysis.reporting import formats
    from ntm_analysis.wording import say

    notebook = _execute(job, folder / f"{job.id}.ipynb", noted)
    quotes.append(notebook, job)
    (folder / STATE).unlink(missing_ok=True)  # what fails from here on is in none of its cells
    out = folder / OUT
    out.mkdir()
    report = formats.Report(job.file_name, job.title, job.lang, job.parameters, notebook)
    files = formats.write(report, job.formats, out)
    wrong = formats.verify(report, files)
    if wrong:
        raise DataError(say("batch.not_verified", job.lang, said=" ".join(wrong)))
    kept = out / f"{job.id}.ipynb"
    kept.write_text(_text(notebook), encoding="utf-8")
    return [kept.name, *(file.name for file in files)]


def _execute(job: Job, executed: Path, noted: Path) -> Any:
    import papermill

    options = ["--log-level=CRITICAL"]
    if job.plain:
        line = (
            "__import__('ntm_analysis.batch.reads', fromlist=['reads']).start(); "
            "__import__('ntm_analysis.batch.reads', fromlist=['reads'])"
            f".into(__import__('pathlib').Path({str(noted)!r}))"
        )
        options.append(f"--IPKernelApp.exec_lines={line}")
    notebook = papermill.execute_notebook(
        str(job.notebook), str(executed), parameters=job.parameters, kernel_name="python3",
        engine_name="ntm", plain=job.plain, progress_bar=False, log_output=False,
        extra_arguments=options,
    )  # fmt: skip
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            ended = output.output_type == "error" and output.ename == "SystemExit"
            if ended and "raises-exception" not in cell.metadata.get("tags", []):
                raise _SelfEndedError(output.evalue or "0")
    return without_times(notebook)


def without_times(notebook: Any) -> Any:
    """Take out of an executed notebook what differs from run to run: times, paths, a random id."""
    about = notebook.metadata.pop("papermill", {})
    notebook.metadata["papermill"] = {"parameters": about.get("parameters", {})}
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = "injected-parameters"
    return notebook


def _text(notebook: Any) -> str:
    import nbformat

    return str(nbformat.writes(notebook, version=4)) + "\n"


def _cell(folder: Path) -> int:
    with suppress(OSError, ValueError):
        return int((folder / STATE).read_text(encoding="utf-8"))
    return 0


def _sentence(failure: Exception, lang: str) -> str:
    """Say what failed in one line, without the path of any machine."""
    from ntm_analysis.batch import reads
    from ntm_analysis.wording import say, translated

    if isinstance(failure, _SelfEndedError):
        return say("batch.system_exit", lang, code=failure)
    name, value = getattr(failure, "ename", ""), getattr(failure, "evalue", "")
    if name == "SystemExit":
        return say("batch.system_exit", lang, code=value)
    if name:
        said = failed(name.rpartition(".")[2], value, lang)
    elif type(failure).__module__.startswith("ntm_analysis"):
        said = translated(str(failure), lang)
    else:
        said = failed(type(failure).__name__, str(failure), lang)
    for root in filter(lambda path: path.name, reads.roots()):
        said = said.replace(f"{root.absolute()}{os.sep}", "")
    return " ".join(_without_folders(said.replace(str(Path.home()), "~")).split())[:400]


def _without_folders(said: str) -> str:
    r"""Leave of each path from the top of a disk its last part; a quoted one may hold blanks.

    >>> _without_folders(r"No file '/srv/my data/x.csv' or D:\old\y.csv; see https://a.vn/b/c")
    "No file 'x.csv' or y.csv; see https://a.vn/b/c"
    >>> _without_folders("/a/xã.csv: xã/phường, 24/2024/QĐ-TTg, và / hoặc")
    'xã.csv: xã/phường, 24/2024/QĐ-TTg, và / hoặc'
    """
    said = re.sub(r"(?<=['\"“])(?:[A-Za-z]:[\\/]+|/)[^'\"”\n]*[\\/](?=[^'\"”\\/])", "", said)
    return re.sub(r"(?<![\w/.:~])(?:[A-Za-z]:[\\/]+|/)(?:[^\s\\/'\"“”:,]+[\\/]+)+", "", said)


def failed(name: str, said: str, lang: str) -> str:
    """Return what an error says to a reader: one of the package its sentence, others by name."""
    from ntm_analysis import errors
    from ntm_analysis.wording import say, translated

    known = translated(said, lang)
    if hasattr(errors, name):
        return known
    quoted = known if known != said or not said.strip() else say("batch.quoted", lang, said=said)
    return say("batch.python_error", lang, name=name, said=quoted).rstrip(": ")


def _log_failure(failure: Exception) -> None:
    import traceback

    with suppress(OSError, ValueError):  # the notebook closed it
        traceback.print_exception(failure, file=sys.__stderr__)


def main() -> None:
    """Run the job described in the file that is the first argument; ends with its parent."""
    spec = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.exit(run_job(Job.from_dict(spec["job"]), Path(spec["folder"]), spec["since"]))


def _end_with_parent() -> None:
    """Wait for the end of standard input, which the parent holds open, and end then."""
    with suppress(OSError, ValueError):
        sys.stdin.buffer.read()
    os._exit(3)


if __name__ == "__main__":
    main()
