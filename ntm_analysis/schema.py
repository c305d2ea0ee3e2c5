"""The tables of a plan: columns, types, units, what is allowed. The one home of the schema."""

from dataclasses import dataclass
from typing import Any

from ntm_analysis.vocabulary import (
    DUE_KINDS,
    INDICATORS,
    MENTIONS,
    NOT_STATED,
    READINGS,
    ROLES,
)

_PATTERNS = {
    "string": r".+",
    "integer": r"-?\d{1,18}",
    "number": r"-?\d+(?:\.\d+)?",
    "date": r"\d{4}(?:-\d{2}-\d{2})?",
    "lines": r"\d+(?:\|\d+)*",
}


@dataclass(frozen=True)
class Column:
    """One column: name, type (string, integer, number, date, lines), unit, what is allowed."""

    name: str
    type: str = "string"
    required: bool = True
    unit: str = ""
    allowed: tuple[str, ...] = ()
    about: str = ""

    @property
    def pattern(self) -> str:
        """The regular expression that a filled cell fits."""
        return _PATTERNS[self.type]


def _optional(name: str, kind: str = "string", **more: Any) -> Column:
    return Column(name, kind, required=False, **more)


PRINTED = Column("as_printed", about="the characters as printed in the document")
MAYBE_PRINTED = _optional("as_printed", about=PRINTED.about)
SECTION = Column(
    "section", about="the document's own numbering; blank before its first heading", required=False
)
LINE = Column("line", "integer", about="line of the source document, counted from 1")
MAYBE_LINE = _optional("line", "integer", about=LINE.about)
COLUMN = Column("column", "integer", about="column of the annex, counted from 1")
DISTRICT = _optional(
    "district_code", "integer",
    about="GSO code, vintage in units_on; blank: no rule gives the printed name a code",
)  # fmt: skip
INDICATOR = Column("indicator", allowed=INDICATORS)
BODY = _optional("body", about="key of data/bodies.csv; blank: a body that it does not hold")
COUNT = Column("value", "integer", unit="count")
# Files with pages and paragraphs have these two at the end of every table with addresses.
PAGE = (
    _optional("page", "integer", about="page of the source document, counted from 1"),
    _optional("paragraph", "integer", about="paragraph of the source document, counted from 1"),
)

TABLES: dict[str, tuple[Column, ...]] = {
    "districts": (DISTRICT, _optional("order", "integer"), PRINTED, SECTION, LINE),
    "targets": (
        DISTRICT,
        INDICATOR,
        _optional("value", "integer", unit="count", about="blank: not assigned; never 0"),
        MAYBE_PRINTED,
        SECTION,
        LINE,
        COLUMN,
    ),
    "totals": (INDICATOR, COUNT, PRINTED, SECTION, LINE, COLUMN),
    "headline": (
        INDICATOR,
        COUNT,
        _optional("qualifier", about="as in: over, nearly, about, at_least"),
        PRINTED,
        SECTION,
        LINE,
    ),
    "funding": (
        Column("source", about="a known source, or an unknown one under its printed name"),
        _optional("parent", about="the source that it is part of"),
        _optional("amount_vnd", "integer", unit="VND", about="blank: nothing decides its reading"),
        _optional("share_stated_pct", "number", unit="percent of the parent"),
        _optional("qualifier", about="as in: over, nearly, about, at_least"),
        PRINTED,
        _optional("unit", about="the unit stated above or beside it, where the amount prints none"),
        _optional("share_as_printed"),
        Column("reading", allowed=READINGS, about="how the characters were read"),
        SECTION,
        LINE,
        _optional("note_vi", about="what the plan counts in and leaves out, in our words"),
        _optional("note_en", about="the same in English"),
    ),
    "duties": (
        Column("duty", about="short id"),
        Column("what_vi", about="our own label, or the clause itself"),
        _optional("what_en", about="our own label"),
        Column("due_kind", allowed=DUE_KINDS),
        _optional("due_date", "date", about="last day of a period named with 'within'"),
        _optional("as_printed", about="the deadline as printed; blank: no deadline stated"),
        SECTION,
        LINE,
    ),
    "duty_parties": (
        Column("duty"),
        BODY,
        DISTRICT,
        Column("role", allowed=ROLES, about="lead: whom the plan gives the duty to"),
        PRINTED,
        SECTION,
        LINE,
    ),
    "assignments": (BODY, DISTRICT, PRINTED, SECTION, LINE),
    "references": (
        Column("number"),
        _optional("issuer", about="blank: neither the text nor the number tells"),
        _optional("date", "date", about="a year alone is allowed"),
        PRINTED,
        SECTION,
        Column("lines", "lines", about="all lines that cite it, joined by |"),
    ),
    "mentions": (
        Column("kind", allowed=MENTIONS, about="what a district is named for; an annex"),
        DISTRICT,
        _optional(
            "subject", about="number of the annex, name of a district without a code; else blank"
        ),
        PRINTED,
        SECTION,
        LINE,
    ),
    "corrections": (
        LINE,
        PRINTED,
        Column("read_as"),
        Column("reason_vi"),
        Column("reason_en"),
        Column("expect", "integer", about="how often the misprint stands on its line"),
    ),
    "not_stated": (
        Column("topic", allowed=NOT_STATED),
        Column("scope", allowed=("plan", "district")),
        _optional("section", about="where the plan leaves the matter to somebody"),
        _optional("line", "integer", about="where the plan leaves the matter to somebody"),
    ),
    "remarks": (
        Column("kind", about="what the reader of the document left out, assumed or could not read"),
        _optional("subject"),
        _optional("taken", about="what was taken"),
        _optional("other", about="what was not"),
        MAYBE_PRINTED,
        SECTION,
        MAYBE_LINE,
    ),
}
KEYS: dict[str, tuple[str, ...]] = {
    "districts": ("district_code",),
    "targets": ("district_code", "indicator"),
    "totals": ("indicator",),
    "headline": ("indicator",),
    "funding": ("source",),
    "duties": ("duty",),
    "duty_parties": ("duty", "as_printed"),
    "assignments": ("district_code",),
    "references": ("number",),
    "mentions": ("kind", "district_code", "subject", "line"),
    "corrections": ("line",),
    "not_stated": ("topic",),
    "remarks": ("kind", "subject", "line", "as_printed", "taken", "other"),
}
_JSON_TYPES = {"lines": "string", "date": "string"}


def columns_of(table: str, *, paged: bool) -> tuple[Column, ...]:
    """Return the columns of a table; page and paragraph too, if its document has them."""
    has_address = any(column.name in {"line", "lines"} for column in TABLES[table])
    return TABLES[table] + (PAGE if paged and has_address and table != "corrections" else ())


def resources(*, paged: bool) -> list[dict[str, Any]]:
    """Return the resources of a plan's Data Package descriptor."""
    return [
        {
            "name": table.replace("_", "-"),
            "path": f"{table}.csv",
            "profile": "tabular-data-resource",
            "encoding": "utf-8",
            "schema": {
                "fields": [_field(column) for column in columns_of(table, paged=paged)],
                "missingValues": [""],
                **_primary_key(table, columns),
            },
        }
        for table, columns in TABLES.items()
    ]


def _primary_key(table: str, columns: tuple[Column, ...]) -> dict[str, list[str]]:
    """Return the key, unless one of its columns may be blank, which the standard forbids."""
    required = {column.name for column in columns if column.required}
    return {"primaryKey": list(KEYS[table])} if required.issuperset(KEYS[table]) else {}


def _field(column: Column) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "name": column.name,
        "type": _JSON_TYPES.get(column.type, column.type),
    }
    if column.about:
        entry["description"] = column.about
    if column.unit:
        entry["unit"] = column.unit
    limits: dict[str, Any] = {"required": True} if column.required else {}
    if column.allowed:
        limits["enum"] = list(column.allowed)
    return {**entry, "constraints": limits} if limits else entry
