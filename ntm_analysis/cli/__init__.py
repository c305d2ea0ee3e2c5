"""The command ``ntm``: each command calls one public function of the package."""

import sys

from ntm_analysis.cli import batch, boundaries, explore, maps, plans, progress, quote, verify
from ntm_analysis.cli.app import app
from ntm_analysis.errors import NtmError

__all__ = [
    "app",
    "batch",
    "boundaries",
    "explore",
    "main",
    "maps",
    "plans",
    "progress",
    "quote",
    "verify",
]


def main() -> None:
    """Run the command; a wrong input ends with one sentence and exit code 2."""
    try:
        app()
    except NtmError as error:
        print(f"ntm: {error}", file=sys.stderr)  # noqa: T201 - the command's own output
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
