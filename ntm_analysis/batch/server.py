"""The fork server: imports the heavy libraries once, then forks a process for each job.

It talks with its parent over one connection: ``("start", token, spec)`` and ``("kill", token)``
come in; ``("ready",)``, ``("started", token, pid, 0)``, ``("refused", token, sentence, 0)`` and
``("ended", token, code, peak_kb)`` go out; a negative code is a signal. When the parent is gone,
all jobs and what they started are killed and the server ends.
"""

import contextlib
import ctypes
import gc
import os
import random
import signal
import sys
import time
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

import psutil

from ntm_analysis.batch import work
from ntm_analysis.batch.job import Job

TOKEN_VARIABLE = "NTM_BATCH_JOB"  # noqa: S105 - names a job, no secret
_DIES_WITH_PARENT, _ADOPTS = 1, 36  # PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER of Linux


class Server:
    """Forks, watches and buries the processes of jobs."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.jobs: dict[int, str] = {}
        self.since = time.time()
        self.ended, self._wake = os.pipe()
        os.set_blocking(self._wake, False)

    def serve(self) -> None:
        """Answer the parent until it is gone."""
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)
        try:
            self.connection.send(("ready",))
            while True:
                ready = wait([self.connection, self.ended], timeout=1.0)
                if not ready:
                    self._end_orphans()
                if self.ended in ready:
                    os.read(self.ended, 4096)
                    self._bury()
                if self.connection in ready:
                    self._answer(self.connection.recv())
        except (EOFError, OSError):
            for pid in list(self.jobs):
                kill_tree(pid)
            self.jobs.clear()
            self._end_orphans()
            os._exit(0)

    def _answer(self, message: tuple) -> None:
        kind, token, *rest = message
        if kind == "start":
            try:
                pid = os.fork()
            except OSError as error:
                self.connection.send(("refused", token, str(error), 0))
                return
            if pid == 0:
                self._be_job(token, rest[0])
            self.jobs[pid] = token
            self.connection.send(("started", token, pid, 0))
        else:
            for pid in [pid for pid, known in self.jobs.items() if known == token]:
                kill_tree(pid)

    def _bury(self) -> None:
        """Report the jobs that ended, and end what they left behind."""
        while True:
            try:
                pid, status, used = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            token = self.jobs.pop(pid, None)
            if token is None:
                continue
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)
            self._end_orphans()
            code = os.waitstatus_to_exitcode(status)
            self.connection.send(("ended", token, code, used.ru_maxrss))

    def _end_orphans(self) -> None:
        """Kill processes whose job is over and that this server has inherited."""
        live = set(self.jobs.values())
        for child in psutil.Process().children():
            with contextlib.suppress(psutil.Error):
                token = child.environ().get(TOKEN_VARIABLE)
                of_live_job = token in live if token else bool(live)
                if child.pid not in self.jobs and not of_live_job:
                    kill_tree(child.pid)

    def _be_job(self, token: str, spec: dict[str, Any]) -> None:
        """Become the process of a job; never returns."""
        code = work.FAILED
        try:
            _leave_server(self.connection, self.ended, self._wake)
            folder = Path(spec["folder"])
            _redirect(folder / work.LOG)
            os.environ[TOKEN_VARIABLE] = token
            random.seed()
            if "numpy" in sys.modules:
                sys.modules["numpy"].random.seed()
            code = work.run_job(Job.from_dict(spec["job"]), folder, min(spec["since"], self.since))
        except BaseException as failure:
            with contextlib.suppress(BaseException):
                print(repr(failure), file=sys.__stderr__)
            code = 70
        finally:
            with contextlib.suppress(BaseException):
                sys.__stderr__.flush()  # type: ignore[union-attr]
            os._exit(code)


def _leave_server(connection: Connection, *pipes: int) -> None:
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    _prctl(_DIES_WITH_PARENT, signal.SIGKILL)
    connection.close()
    for pipe in pipes:
        os.close(pipe)


def _redirect(log: Path) -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    written = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    for target, source in ((0, nothing), (1, written), (2, written)):
        os.dup2(source, target)


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def kill_tree(pid: int) -> None:
    """Kill a process, its group, and all that descends from it."""
    with contextlib.suppress(psutil.Error):
        for child in psutil.Process(pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                child.kill()
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)


def main() -> None:
    """Serve the connection whose file descriptor is the first argument."""
    from ntm_analysis.batch import warm

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    connection = Connection(int(sys.argv[1]))
    _prctl(_ADOPTS, 1)
    server = Server(connection)
    warm.imports()
    try:
        warm.load(connection.recv()[1])
    except EOFError:
        return
    gc.collect()
    gc.freeze()  # what is loaded is never looked through again, nor copied for that
    server.serve()


if __name__ == "__main__":
    main()
