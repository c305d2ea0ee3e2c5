"""Reads a plan of the New Rural Development programme into tables that can be trusted.

Heavy libraries are imported where they are used, so that ``import ntm_analysis`` stays light.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "load_plan": "plan",
    "Plan": "plan",
    "audit": "checks",
    "judge": "quote.judging",
    "read_document": "document.files",
    "read_plan": "document.reader",
    "read_tables": "document.reader",
    "load_districts": "geography",
    "load_communes": "geography",
    "load_layer": "geography",
    "resolve": "places",
    "succession": "successors",
    "crosswalk": "successors",
    "maps": "figures",
    "charts": "figures",
    "gallery": "figures.gallery",
    "places": "",
    "checks": "",
    "measures": "",
    "geography": "",
    "wording": "",
}
__all__ = sorted([*_HOMES, "__version__"])


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'ntm_analysis' has no attribute {name!r}")
    home = _HOMES[name]
    if home in {"", "figures"}:
        return import_module(".".join(part for part in ("ntm_analysis", home, name) if part))
    return getattr(import_module(f"ntm_analysis.{home}"), name)
