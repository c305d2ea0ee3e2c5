"""Tells how far a run is: a bar on a terminal, plain lines in a log, failures only if quiet."""

import os
import sys
from contextlib import suppress
from typing import IO, Any

from ntm_analysis.batch import ledger
from ntm_analysis.batch.ledger import Record
from ntm_analysis.wording import say


class Progress:
    """Takes the record of each job that ends."""

    def __init__(self, total: int, lang: str, *, quiet: bool = False) -> None:
        self.total, self.lang, self.quiet, self.at = total, lang, quiet, 0
        self._bar: Any = None

    def __enter__(self) -> "Progress":
        if self.total and not self.quiet and _is_terminal(sys.stderr):
            from tqdm import tqdm

            left = say("batch.left", self.lang, left="{remaining}")
            form = "{percentage:3.0f}% |{bar}| {n_fmt}/{total_fmt}, " + left
            self._bar = tqdm(total=self.total, bar_format=form, file=sys.stderr, leave=False)
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def one(self, record: Record) -> None:
        """Tell of one job that ended."""
        self.at += 1
        wrong = record.status in ledger.WRONG
        status = say(f"batch.status_{record.status}", self.lang)
        said = f"{record.id}: {status}"
        said += f": {record.error}" if wrong else f", {record.seconds:.1f} s"
        if self._bar is not None:
            self._bar.update()
            if wrong:
                self._bar.write(said, file=sys.stderr)
        elif wrong or not self.quiet:
            self.line(f"[{self.at}/{self.total}] {said}")

    @staticmethod
    def line(text: str, stream: IO[str] | None = None) -> None:
        """Write a line, to standard error by default; a closed pipe stops nothing."""
        target = stream or sys.stderr
        try:
            print(text, file=target, flush=True)
        except (OSError, ValueError):
            silence(target)


def silence(stream: IO[str]) -> None:
    """Let a stream whose reader is gone lead nowhere, so that no later write fails."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def _is_terminal(stream: IO[str]) -> bool:
    try:
        return stream.isatty()
    except ValueError:
        return False
