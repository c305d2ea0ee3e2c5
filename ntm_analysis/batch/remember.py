"""Jobs of a catalogue that was checked before, so that a run with nothing to do takes no time."""

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from ntm_analysis import store
from ntm_analysis.batch import keys, ledger, reads
from ntm_analysis.batch.job import Job
from ntm_analysis.batch.listing import Listing

NAME = ".jobs{lang}.json"


class Memory:
    """The checked jobs that a folder of reports remembers of a catalogue.

    What they rest on: the catalogue, the options, the package, the notebooks, and every table and
    layer that the check read. Where any of it changed, the catalogue is checked anew.
    """

    def __init__(self, out: Path, lang: str = "") -> None:
        self._file = out / NAME.format(lang=f"-{lang}" if lang.isalpha() else "")
        self._content = ""

    def load(
        self, file: Path, options: dict[str, Any], meanwhile: Callable[[], object] = lambda: None
    ) -> Listing:
        """Return the checked jobs of a catalogue; see `catalogue.load` for the options.

        `meanwhile` is called before a check anew, which takes a while.
        """
        key = _key(file, options)
        found = _remembered(self._file, key)
        if found is not None:
            return found
        meanwhile()
        reads.start()
        reads.clear()
        from ntm_analysis.batch import catalogue

        listing = catalogue.load(file, **options)
        inputs = {**reads.current(), **{str(j.notebook): keys.notebook(j) for j in listing.jobs}}
        content = {**vars(listing), "jobs": [job.as_dict() for job in listing.jobs]}
        entry = {"key": key, "inputs": inputs, "listing": content}
        self._content = json.dumps(entry, ensure_ascii=False)
        return listing

    def keep(self) -> None:
        """Remember what was checked, if it was checked anew."""
        if self._content:
            with suppress(OSError):
                ledger.write_whole(self._file, self._content)


def _key(file: Path, options: dict[str, Any]) -> str:
    try:
        content = store.sha256(file)
    except OSError:
        return ""
    homes = [str(home) for home in store.homes()]
    parts = [str(file.absolute()), content, options, keys.package(), homes]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


def _remembered(remembered: Path, key: str) -> Listing | None:
    try:
        content = json.loads(remembered.read_text(encoding="utf-8"))
        if not key or content["key"] != key:
            return None
        below = reads.roots()
        for name, known in content["inputs"].items():
            if keys.current(name, below) != known:
                return None
        kept = content["listing"]
        return Listing(**{**kept, "jobs": [Job.from_dict(entry) for entry in kept["jobs"]]})
    except (OSError, ValueError, KeyError, TypeError):
        return None
