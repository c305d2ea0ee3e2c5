"""IPython's kernel shell inside this process: its messages are kept instead of sent to a socket."""

import asyncio
import builtins
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from ipykernel.compiler import XCachingCompiler
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.error import StdinNotImplementedError, UsageError
from jupyter_client.session import Session
from traitlets.config import Config

prepared: "list[Shell]" = []


class Stream(io.TextIOBase):
    """A stream whose text becomes one message when it is flushed."""

    encoding = "utf-8"
    errors = "strict"

    def __init__(self, name: str, send: Callable[[str, dict[str, str]], None]) -> None:
        self.name, self._send = name, send
        self._waiting: list[str] = []

    def writable(self) -> bool:
        """Say that it takes text."""
        return True

    def write(self, text: str) -> int:
        """Keep text until the next flush."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        self._waiting.append(text)
        return len(text)

    def flush(self) -> None:
        """Send what waits."""
        text = "".join(self._waiting)
        self._waiting.clear()
        if text:
            self._send("stream", {"name": self.name, "text": text})


class KeptSession(Session):
    """A session that hands each message to a listener."""

    listener: Callable[[dict[str, Any]], None]

    def send(
        self, stream: Any, msg_or_type: Any, content: Any = None, parent: Any = None, **_: Any
    ) -> dict:  # fmt: skip
        """Build a message where only its type was given, and hand it on."""
        built = msg_or_type
        if not isinstance(msg_or_type, dict):
            built = self.msg(msg_or_type, content=content, parent=parent)
        self.listener(built)
        return built


class Shell(ZMQInteractiveShell):
    """The kernel's shell with a session of its own and no kernel around it."""

    def enable_gui(self, gui: Any = None) -> None:
        """Take the inline pictures; a window cannot be shown."""
        if gui not in (None, "inline"):
            raise UsageError(f"There is no window for {gui!r} in a batch.")

    def listen(self, listener: Callable[[dict[str, Any]], None]) -> None:
        """Hand each message to a listener from now on."""
        self.display_pub.session.listener = listener

    def request(self, kind: str, content: dict[str, Any]) -> dict[str, Any]:
        """Return a message as a client would send it."""
        return dict(self.display_pub.session.msg(kind, content))

    def reply(self, request: dict[str, Any], content: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to a request."""
        return dict(self.display_pub.session.msg("execute_reply", content, parent=request))

    def begin(self, code: str) -> dict[str, Any]:
        """Announce a cell; what is sent from now on belongs to it."""
        parent = self.request("execute_request", {"code": code})
        for part in (self, self.display_pub, self.displayhook):
            part.set_parent(parent)
        self._tell("status", {"execution_state": "busy"})
        count = self.execution_count
        self._tell("execute_input", {"code": code, "execution_count": count})
        return parent

    def end(self) -> None:
        """Say that a cell is over."""
        sys.stdout.flush()
        sys.stderr.flush()
        self._tell("status", {"execution_state": "idle"})

    def _tell(self, kind: str, content: dict[str, Any]) -> None:
        session = self.display_pub.session
        session.send(None, kind, content, parent={"header": self.display_pub.parent_header})

    @contextmanager
    def streams(self) -> Iterator[None]:
        """Let what is printed become messages, and refuse to ask the user."""
        before = sys.stdout, sys.stderr, builtins.input, sys.displayhook
        sys.stdout, sys.stderr = Stream("stdout", self._tell), Stream("stderr", self._tell)
        builtins.input = _no_input
        try:
            yield
        finally:
            sys.stdout, sys.stderr, builtins.input, sys.displayhook = before

    async def run(self, code: str) -> dict[str, Any]:
        """Run a cell as ipykernel does; return the content of its reply."""
        problem = None
        try:
            transformed = self.transform_cell(code)
        except Exception:
            transformed, problem = code, sys.exc_info()
        options = {"transformed_cell": transformed, "preprocessing_exc_tuple": problem}
        if self.should_run_async(code, **options):
            future = asyncio.ensure_future(self.run_cell_async(code, store_history=True, **options))
            result = None
            try:
                result = await future
            finally:
                self.events.trigger("post_execute")
                self.events.trigger("post_run_cell", result)
        else:
            result = self.run_cell(code, store_history=True)
        self.payload_manager.clear_payload()
        content: dict[str, Any] = {"status": "ok", "execution_count": self.execution_count - 1}
        if not result.success or self._last_traceback_during_displayhook:
            failure = result.error_before_exec or result.error_in_exec
            content |= {
                "status": "error", "traceback": self._last_traceback or [],
                "ename": type(failure).__name__, "evalue": str(failure),
            }  # fmt: skip
        return content


def _no_input(prompt: object = "") -> str:
    raise StdinNotImplementedError(
        "raw_input was called, but this frontend does not support input requests."
    )


def prepare() -> None:
    """Make the shell that jobs forked from this process run their cells in."""
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    prepared[:] = [new_shell()]


def new_shell() -> Shell:
    """Return a shell ready to run cells, without history on disk."""
    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    kernel = SimpleNamespace(eventloop=None)
    shell = Shell.instance(config=config, kernel=kernel, compiler_class=XCachingCompiler)
    session = KeptSession(username="kernel")
    session.listener = lambda message: None
    shell.display_pub.session = shell.displayhook.session = session
    shell.display_pub.pub_socket = shell.displayhook.pub_socket = session
    shell.displayhook.topic = b"execute_result"
    return shell
