"""One run at a time in a folder; a lock ends with the process that holds it."""

import datetime as dt
import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ntm_analysis.errors import InputError

NAME = ".lock"


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder; the operating system frees it if this process dies.

    Raises
    ------
    InputError
        If another process holds it; the sentence says which.
    """
    with (folder / NAME).open("a+", encoding="utf-8") as file:
        try:
            _take(file)
        except OSError:
            raise InputError(_said(folder)) from None
        file.seek(0)
        file.truncate()
        now = dt.datetime.now().astimezone().isoformat(timespec="seconds")
        json.dump({"pid": os.getpid(), "host": socket.gethostname(), "since": now}, file)
        file.flush()
        yield
        file.seek(0)
        file.truncate()


def _said(folder: Path) -> str:
    try:
        holder = json.loads((folder / NAME).read_text(encoding="utf-8"))
        who = f"process {holder['pid']} on {holder['host']}, since {holder['since']}"
    except (ValueError, KeyError, OSError):
        who = "another process"
    return (
        f"The folder {str(folder)!r} is held by another run ({who}); wait until it is done, or "
        "name another folder with --out."
    )


if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[str]) -> None:
        # Far behind the text, so that others can read who holds it.
        file.seek(1 << 20)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
