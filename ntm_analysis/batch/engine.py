"""papermill's engine ``ntm``, registered under ``papermill.engine``.

papermill loads it whenever it is imported itself, so nothing heavy is imported before it is used.
"""

from typing import Any


class NtmEngine:
    """Runs a notebook warm where it can (see `ntm_analysis.batch.client`), else in a kernel."""

    @classmethod
    def execute_notebook(cls, nb: Any, kernel_name: str, **kwargs: Any) -> Any:
        """Execute a notebook; see papermill."""
        from ntm_analysis.batch.client import CellEngine

        return CellEngine.execute_notebook(nb, kernel_name, **kwargs)

    @classmethod
    def nb_kernel_name(cls, nb: Any, name: str | None = None) -> str:
        """Return the name of a notebook's kernel; see papermill."""
        from papermill.utils import nb_kernel_name

        return str(nb_kernel_name(nb, name))

    @classmethod
    def nb_language(cls, nb: Any, language: str | None = None) -> str:
        """Return the language of a notebook; see papermill."""
        from papermill.utils import nb_language

        return str(nb_language(nb, language))
