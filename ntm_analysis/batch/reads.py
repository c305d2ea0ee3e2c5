"""Which files a report reads: what `store` finds, and every file that Python opens to read."""

import hashlib
import importlib.util
import os
import site
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from ntm_analysis import store

PACKAGE = Path(__file__).resolve().parent.parent
CARRIED = PACKAGE / "carried"
CHANGED = "changed while it was read"
_SYSTEM = ("/proc", "/sys", "/dev", "/etc", "/usr", "/run", "/var/lib", "/opt/homebrew")
_seen: dict[str, None] = {}
_behind: dict[str, list[str]] = {}
_into: list[Any] = []
_excluded: list[str] = []


def start() -> None:
    """Note from now on what this process reads."""
    if not _excluded:
        roots = [sys.prefix, sys.base_prefix, *site.getsitepackages(), site.getusersitepackages()]
        home = Path.home()
        roots += [str(home / name) for name in (".cache", ".config", ".ipython", ".jupyter")]
        _excluded.extend([*dict.fromkeys(roots), *_SYSTEM])
        store.watchers.append(lambda path: _note(str(path)))
        sys.addaudithook(_on_event)


def into(file: Path) -> None:
    """Write what was read so far, and from now on, into a file as well."""
    _into[:] = [file.open("a", encoding="utf-8", buffering=1)]
    for path in _seen:
        _into[0].write(path + "\n")


def remember_for(folder: Path) -> None:
    """Forget what was read so far, until a folder is found: whoever finds it has read it all."""
    _behind[str(folder.absolute())] = list(_seen)
    _seen.clear()


def clear() -> None:
    """Forget everything."""
    _seen.clear()


def hashes(file: Path, skip: list[Path], since: float) -> dict[str, str]:
    """Return the hash of each file that was read, under a name without the machine's paths.

    Those that this process noted, and those that another noted in a file.

    Parameters
    ----------
    file : Path
        What `into` wrote.
    skip : list of Path
        Files and folders that do not count: the notebook, the job's own folder.
    since : float
        A file written after this moment (seconds since 1970) may have been read before or after;
        it gets no hash, so that the report is made anew next time.
    """
    noted = [*_seen, *(file.read_text(encoding="utf-8").splitlines() if file.is_file() else [])]
    inputs: dict[str, str] = {}
    for path in paths(noted):
        if not any(path.is_relative_to(other.absolute()) for other in skip):
            late = path.is_file() and path.stat().st_mtime >= since
            inputs[name_of(path)] = CHANGED if late else sha256(path)
    return inputs


def current() -> dict[str, str]:
    """Return name and hash of each file that this process has read since `clear`."""
    return {name_of(path): sha256(path) for path in paths(list(_seen))}


def sha256(path: Path) -> str:
    """Return the hash of a file; of a folder, that of the names of the files in it."""
    if not path.is_dir():
        return store.sha256(path)
    names = sorted(file.relative_to(path).as_posix() for file in _files(path))
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def name_of(path: Path) -> str:
    """Return the path below a home of the data or the working folder, else whole; folders end in /.

    A folder counts as read with all that is in it, so that a file which comes later is noticed.
    Where the short name stands for another file, the name is whole too.
    """
    end, below = "/" if path.is_dir() else "", roots()
    for root in below:
        if path.is_relative_to(root.absolute()):
            name = path.relative_to(root.absolute()).as_posix() + end
            if path_of(name, below) in (root / name, None):
                return name
    return path.as_posix() + end


def roots() -> tuple[Path, ...]:
    """Return the folders that names of `name_of` are below: homes of the data, working folder."""
    return (*store.homes(), Path.cwd())


def path_of(name: str, below: tuple[Path, ...] = ()) -> Path | None:
    """Return the file or folder that a name of `name_of` stands for; None if it is gone.

    Parameters
    ----------
    name : str
    below : tuple of Path
        What `roots` returns, where many names are looked up.
    """
    for root in below or roots():
        found = root / name
        if found.is_dir() if name.endswith("/") else found.is_file():
            return found
    return None


def paths(noted: list[str]) -> list[Path]:
    """Return the files and folders that were noted, and all files in the folders, each once."""
    found = [Path(line) for line in noted]
    folders = {path for path in found if path.is_dir()}
    return sorted(folders | {file for path in found for file in _files(path)})


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return [file for file in path.rglob("*") if file.is_file()]
    return [path] if path.is_file() else []


def _on_event(event: str, arguments: tuple) -> None:
    if event != "open":
        return
    path, mode, flags = arguments
    writing = any(c in mode for c in "wax+") if isinstance(mode, str) else False
    if not isinstance(path, str | bytes) or writing or flags & (os.O_WRONLY | os.O_RDWR):
        return
    _note(os.fsdecode(path))


def _note(path: str) -> None:
    if path.endswith(".pyc"):
        try:
            path = importlib.util.source_from_cache(path)
        except ValueError:
            return
    path = str(Path(path).absolute())
    if path in _seen or any(path.startswith(root) for root in _excluded):
        return
    if path.startswith(str(PACKAGE)) and not path.startswith(str(CARRIED)):
        return
    _seen[path] = None
    for more in _behind.get(path, ()):
        _note(more)
    with suppress(OSError, ValueError):  # a notebook closed the file; `hashes` also asks `_seen`
        for file in _into:
            file.write(path + "\n")
