"""What a catalogue may hold: its keys, their types, and the sentences for what is wrong."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ntm_analysis.batch.job import MEMORY_LIMIT_MB, TIME_LIMIT_S
from ntm_analysis.batch.lines import Address, Lines
from ntm_analysis.batch.mistakes import Mistakes
from ntm_analysis.errors import one_of


class Entry(BaseModel):
    """One entry of the catalogue: a notebook, its parameters, what it is repeated for."""

    model_config = ConfigDict(extra="forbid", strict=True)
    notebook: str
    parameters: dict[str, Any] = {}
    for_each: str | dict[str, list[Any]] | None = None
    formats: list[str] | None = None
    time_limit: float | None = Field(None, gt=0)
    memory_limit: float | None = Field(None, gt=0)


class Catalogue(BaseModel):
    """The whole catalogue: plan, language, formats and limits of all, and the reports."""

    model_config = ConfigDict(extra="forbid", strict=True)
    plan: str
    lang: str = "vi"
    boundaries: str | None = None
    cover: str | None = None
    formats: list[str] = ["html"]
    time_limit: float = Field(TIME_LIMIT_S, gt=0)
    memory_limit: float = Field(MEMORY_LIMIT_MB, gt=0)
    reports: list[Any]


def form(model: Any, lines: Lines, address: Address, mistakes: Mistakes) -> Any:
    """Validate a part of the catalogue; note what is wrong, return None then."""
    part = lines.content
    for step in address:
        part = part[step]
    if part is None:
        return None
    try:
        return model.model_validate(part)
    except ValidationError as error:
        for one in error.errors():
            loc = tuple(one["loc"])
            said = f"{'.'.join(map(str, loc)) or 'This'}: {one['msg']}."
            if one["type"] == "extra_forbidden":
                said = str(one_of("key", loc[-1], model.model_fields))
            elif one["type"] == "missing":
                said = f"The key {loc[-1]!r} is missing."
            mistakes.add(lines.file, lines.of((*address, *loc)), said)
        return None
