"""Processes of jobs: forked from a warm server where that is possible, else started anew."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, Any

from ntm_analysis import store
from ntm_analysis.batch import work
from ntm_analysis.batch.job import Job

CAN_FORK = sys.platform == "linux"
NO_FORK_VARIABLE = "NTM_NO_FORK"
LOST = "lost"


@dataclass
class Process:
    """A job's process as its watcher sees it.

    `code` is its exit code, negative for a signal; `fault` says why there is none: it was never
    started, or the server was lost.
    """

    kill: Any
    pid: int = 0
    begun: float = 0.0
    code: int | None = None
    fault: str = ""
    peak_kb: int = 0
    ended: threading.Event = field(default_factory=threading.Event)

    def end(self, code: int | None, peak_kb: int = 0, fault: str = "") -> None:
        """Note how it ended, once."""
        if not self.ended.is_set():
            self.code, self.peak_kb, self.fault = code, peak_kb, fault
            self.ended.set()


class Forked:
    """Starts jobs from a warm server; starts the server again if it is lost.

    Where the server cannot even get warm, each job gets a process of its own.
    """

    def __init__(self, home: Path | None = None) -> None:
        self._about: dict[str, Any] | None = None
        self._home, self._guard = home, threading.Lock()
        self._server: subprocess.Popen | None = None
        self._connection: Connection | None = None
        self._processes: dict[str, Process] = {}
        self._fresh = Fresh(home)
        self.warmed, self.since = False, time.time()
        self._open()

    def load(self, about: dict[str, Any]) -> None:
        """Say which plans, layers and languages the server is to load before any job."""
        self._about = about
        self._send(("load", about))

    def start(self, job: Job, folder: Path) -> Process:
        """Start a job in its folder."""
        token = uuid.uuid4().hex
        with self._guard:
            if self._connection is None and not self.warmed:
                return self._fresh.start(job, folder)
            if self._connection is None:
                self._open()
            process = Process(kill=lambda: self._send(("kill", token)))
            self._processes[token] = process
        spec = {"job": job.as_dict(), "folder": str(folder), "since": self.since}
        if not self._send(("start", token, spec)):
            process.end(None, fault=LOST)
        return process

    def close(self) -> None:
        """End the server and all of its jobs."""
        with self._guard:
            connection, self._connection = self._connection, None
            if connection is not None:
                _hang_up(connection)
            if self._server is not None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._server.wait(timeout=5)
                self._server.kill()
                self._server.wait()

    def _open(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._server = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-m", "ntm_analysis.batch.server", str(theirs.fileno())],
                pass_fds=[theirs.fileno()], start_new_session=True, stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self._home,
                env=_environment(self._home),
            )  # fmt: skip
        self._connection = Connection(ours.detach())
        if self._about is not None:
            self._connection.send(("load", self._about))
        threading.Thread(target=self._listen, args=(self._connection,), daemon=True).start()

    def _send(self, message: tuple) -> bool:
        with self._guard, contextlib.suppress(OSError, ValueError):
            if self._connection is not None:
                self._connection.send(message)
                return True
        return False

    def _listen(self, connection: Connection) -> None:
        try:
            while True:
                kind, *rest = connection.recv()
                if kind == "ready":
                    self.warmed = True
                    continue
                token, value, peak = rest
                process = self._processes.get(token)
                if process is None:
                    continue
                if kind == "started":
                    process.pid, process.begun = value, time.monotonic()
                elif kind == "refused":
                    process.end(None, fault=value)
                else:
                    process.end(value, peak)
                    self._processes.pop(token, None)
        except (EOFError, OSError):
            with self._guard:
                if self._connection is connection:
                    self._connection = None
                lost, self._processes = self._processes, {}
            for process in lost.values():
                process.end(None, fault=LOST)


def _hang_up(connection: Connection) -> None:
    """End a connection at once; a close alone ends nothing while a thread still reads from it."""
    with (
        contextlib.suppress(OSError, ValueError),
        socket.socket(fileno=os.dup(connection.fileno())) as spoken,
    ):
        spoken.shutdown(socket.SHUT_RDWR)
    connection.close()


class Fresh:
    """Starts each job as a new Python process with a kernel of its own."""

    def __init__(self, home: Path | None = None) -> None:
        self._home, self.since = home, time.time()

    def load(self, about: dict[str, Any]) -> None:
        """Nothing is loaded for all."""

    def start(self, job: Job, folder: Path) -> Process:
        """Start a job in its folder."""
        spec = folder / "spec.json"
        entry = {
            "job": {**job.as_dict(), "plain": True},
            "folder": str(folder),
            "since": self.since,
        }
        spec.write_text(json.dumps(entry), encoding="utf-8")
        with (folder / work.LOG).open("ab") as log:
            child = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-m", "ntm_analysis.batch.work", str(spec)],
                stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True,
                cwd=self._home, env=_environment(self._home),
            )  # fmt: skip
        process = Process(lambda: _kill(child), child.pid, time.monotonic())
        threading.Thread(target=_await, args=(child, process, child.stdin), daemon=True).start()
        return process

    def close(self) -> None:
        """Nothing is kept open."""


def _kill(child: subprocess.Popen) -> None:
    import psutil

    with contextlib.suppress(psutil.Error):
        for inner in psutil.Process(child.pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                inner.kill()
    child.kill()


def _await(child: subprocess.Popen, process: Process, held: IO[bytes] | None) -> None:
    code = child.wait()
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    if held is not None:
        held.close()
    process.end(code)


def _environment(home: Path | None) -> dict[str, str]:
    return {**os.environ, **({store.HOME_VARIABLE: str(home)} if home else {})}


def starter(home: Path | None = None) -> Forked | Fresh:
    """Return what starts jobs on this machine; its server imports while the caller goes on.

    Parameters
    ----------
    home : Path, optional
        Folder that holds data, layers and notebooks, where it is not that of this process.
    """
    can_fork = CAN_FORK and not os.environ.get(NO_FORK_VARIABLE)
    return Forked(home) if can_fork else Fresh(home)
