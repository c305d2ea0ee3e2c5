"""Runs the cells of a notebook inside this process where it was started warm.

A process that was forked from a warm parent holds a prepared shell (`shell.prepare`); the cells run
in it, through the same client, messages and shell classes as with a kernel, so that the outputs are
the same. Any other process starts a kernel as plain papermill does. Either way a parameter that the
notebook does not declare is refused.
"""

import asyncio
import os
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine

from ntm_analysis.batch import shell
from ntm_analysis.errors import one_of

STATE_VARIABLE = "NTM_BATCH_STATE"
SAVE_EVERY_S = 1.0


class CellEngine(NBClientEngine):
    """Runs a notebook warm if it can; notes the number of the running cell in a file."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **kwargs: Any) -> Any:
        """Execute the cells; see papermill."""
        _refuse_unknown(nb_man.nb)
        _note_cells(nb_man)
        plain = bool(kwargs.pop("plain", False))
        if plain or not shell.prepared:
            return super().execute_managed_notebook(nb_man, kernel_name, **kwargs)
        return WarmClient(nb_man, kernel_name=kernel_name).execute()


def _refuse_unknown(nb: Any) -> None:
    from ntm_analysis.batch.parameters import declared_in

    given = nb.metadata.get("papermill", {}).get("parameters", {})
    if given:
        declared = declared_in(nb)
        for name in given:
            if name not in declared:
                raise one_of("parameter", name, declared)


def _note_cells(nb_man: Any) -> None:
    """Write the number of each code cell as it starts; save what is done once a second."""
    state = os.environ.get(STATE_VARIABLE)
    start, save = nb_man.cell_start, nb_man.save
    number, saved = 0, time.monotonic()

    def cell_start(cell: Any, cell_index: int | None = None, **kwargs: Any) -> None:
        nonlocal number
        if cell.cell_type == "code" and cell.source.strip():
            number += 1
            if state:
                Path(state).write_text(str(number), encoding="utf-8")
        start(cell, cell_index, **kwargs)

    def seldom(**kwargs: Any) -> None:
        nonlocal saved
        if time.monotonic() - saved > SAVE_EVERY_S:
            save(**kwargs)
            saved = time.monotonic()

    nb_man.cell_start, nb_man.save = cell_start, seldom


class WarmClient(PapermillNotebookClient):
    """papermill's client on a shell in this process instead of a kernel in another."""

    @contextmanager
    def setup_kernel(self, **kwargs: Any) -> Iterator[None]:
        """Take the prepared shell for the time of the notebook."""
        self.kc = ShellClient(shell.prepared[0])
        self.km = SimpleNamespace(is_alive=lambda: True)
        with self.kc.shell.streams():
            yield


class Channel:
    """Messages in the order in which they were sent."""

    def __init__(self) -> None:
        self.messages: deque[dict[str, Any]] = deque()

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        """Return the next message; waits for ever where none comes, as the caller has a limit."""
        while not self.messages:
            await asyncio.sleep(timeout or 0.01)
        return self.messages.popleft()


class ShellClient:
    """The part of a kernel's client that nbclient uses, answered by a shell in this process."""

    def __init__(self, prepared: "shell.Shell") -> None:
        self.shell = prepared
        self.iopub_channel, self.shell_channel = Channel(), Channel()
        prepared.listen(self.iopub_channel.messages.append)

    async def execute(self, code: str, **kwargs: Any) -> str:
        """Run one cell; its messages and its reply wait in the channels."""
        from nbclient.exceptions import DeadKernelError

        if self.shell.exit_now:
            raise DeadKernelError("The notebook ended itself with exit().")
        request = self.shell.begin(code)
        content = await self.shell.run(code)
        self.shell.end()
        self.shell_channel.messages.append(self.shell.reply(request, content))
        return str(request["header"]["msg_id"])

    def kernel_info(self) -> str:
        """Answer which language the shell speaks."""
        from ipykernel.ipkernel import IPythonKernel

        request = self.shell.request("kernel_info_request", {})
        content = {"language_info": dict(IPythonKernel.language_info)}
        self.shell_channel.messages.append(self.shell.reply(request, content))
        return str(request["header"]["msg_id"])
