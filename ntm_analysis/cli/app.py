"""The application `ntm` and the options that its commands share."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ntm_analysis.errors import InputError, one_of
from ntm_analysis.store import DEFAULT_LAYER, DEFAULT_PLAN
from ntm_analysis.wording import check_language

if TYPE_CHECKING:
    import pandas as pd

    from ntm_analysis.plan import Plan

__all__ = ["DEFAULT_LAYER", "DEFAULT_PLAN", "app"]
app = typer.Typer(
    help="Plans of the New Rural Development programme: tables, checks, maps, reports.",
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
)  # fmt: skip

Lang = Annotated[str, typer.Option(help="Language: vi or en.")]
PlanOption = Annotated[str, typer.Option("--plan", help="A plan's name or folder.")]
Format = Annotated[str, typer.Option("--format", help="text, json; csv where a table is printed.")]
Boundaries = Annotated[str, typer.Option(help="A boundary layer's name or folder.")]


def known_format(name: str, allowed: tuple[str, ...] = ("text", "json")) -> str:
    """Return `name` if it is one of the formats of the command."""
    if name not in allowed:
        raise one_of("format", name, allowed)
    return name


def open_plan(plan: str) -> "Plan":
    """Load a plan by name or folder, or read it from its document."""
    from ntm_analysis.document.files import is_document
    from ntm_analysis.document.reader import read_plan
    from ntm_analysis.plan import load_plan

    return read_plan(plan) if is_document(plan) else load_plan(plan)


def printed_table(table: "pd.DataFrame", format: str, default: Callable[[Any], Any] = str) -> str:
    """Return a table for a program, as JSON records or CSV; ``text`` gives aligned columns.

    `default` turns exact numbers, which JSON does not have, into what it has.
    """
    if format == "csv":
        return str(table.to_csv(index=False, lineterminator="\n")).rstrip("\n")
    if format == "text":
        from ntm_analysis.text import BLANK

        shown = table.astype("object")
        return str(shown.where(shown.notna(), BLANK).to_string(index=False))
    objects = table.astype("object")
    records = objects.where(objects.notna(), None).to_dict("records")
    return json.dumps(records, ensure_ascii=False, indent=2, default=default)


def check_target(out: Path, endings: tuple[str, ...], lang: str) -> None:
    """Refuse a language or a target before anything is drawn."""
    check_language(lang)
    if out.suffix.lower() not in endings:
        raise one_of("kind of file", out.suffix, endings)
    if out.is_dir():
        raise InputError(f"{str(out)!r} is a folder; name a file that ends in {endings[-1]}.")
    if not out.parent.is_dir():
        raise InputError(f"There is no folder {str(out.parent)!r} for {out.name}; make it first.")
