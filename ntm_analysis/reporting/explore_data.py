"""What the interactive page tells: numbers, bodies, duties, money, each in both languages."""

from typing import Any

import geopandas as gpd

from ntm_analysis import places
from ntm_analysis.bodies import body_name
from ntm_analysis.figures import legend, style
from ntm_analysis.figures.classes import classify
from ntm_analysis.plan import Plan
from ntm_analysis.reporting import tables
from ntm_analysis.reporting.explore_map import DISC, WIDTH
from ntm_analysis.text import LANGUAGES, format_billion, format_number, is_blank
from ntm_analysis.vocabulary import BUDGET_LEVELS, MAIN_SOURCES, MAP_KIND
from ntm_analysis.wording import label, say

Pair = dict[str, str]  # one text in both languages


def both(key: str, **fields: object) -> Pair:
    """Return a text in both languages."""
    return {lang: say(key, lang, **fields) for lang in LANGUAGES}


def named(kind: str, name: str) -> Pair:
    """Return the label of a member of a vocabulary in both languages."""
    return {lang: label(kind, name, lang) for lang in LANGUAGES}


def content(plan: Plan, layer: gpd.GeoDataFrame) -> dict[str, Any]:
    """Return what the script needs: indicators with their classes, units, words, money."""
    wide = plan.matrix().loc[layer.index]
    words = (
        "not_assigned", "assigned", "choose", "selected", "value", "line", "in_line", "duties",
        "no_duties", "shown", "indicator",
    )  # fmt: skip
    return {
        "indicators": [_indicator(plan, name) for name in plan.headline["indicator"]],
        "units": {
            str(code): _unit(plan, int(code), str(layer.loc[code, "name"])) | {
                "values": [None if is_blank(value) else int(value) for value in wide.loc[code]]
            }
            for code in layer.index
        },
        "words": {
            lang: {w: _raw(f"explore.{w}", lang) for w in words} for lang in LANGUAGES
        },
        "disc": DISC, "mark": legend.MARK, "land": style.LAND,
    }  # fmt: skip


def _raw(key: str, lang: str) -> str:
    """Return a text with its fields left open, for the script to fill in."""
    fields = {name: f"{{{name}}}" for name in ("name", "line", "count", "all")}
    return say(key, lang, **fields)


def _indicator(plan: Plan, name: str) -> dict[str, Any]:
    values = plan.target(name)
    made = {lang: classify(values, lang, 0) for lang in LANGUAGES}
    classes = made["vi"]
    return {
        "id": name, "kind": MAP_KIND[name], "label": named("indicator", name),
        "top": int(values.max()) if values.notna().any() else 0,
        "blank": int(values.isna().sum()),
        "classes": [
            {
                "bound": bound, "colour": colour, "ink": style.text_on(colour), "count": count,
                "label": {lang: made[lang].labels[at] for lang in LANGUAGES},
            }
            for at, (bound, colour, count) in enumerate(
                zip(classes.bounds, classes.colours, classes.counts(values), strict=True)
            )
        ],
    }  # fmt: skip


def _unit(plan: Plan, code: int, name: str) -> dict[str, Any]:
    """Return what the page tells of a district besides its numbers."""
    kinds = places.units(plan.units_on)["kind"]
    cited = plan.cite("assignments", code)
    duties = plan.duties.set_index("duty")
    body = {lang: body_name(str(cited.row["body"]), lang) for lang in LANGUAGES}
    return {
        "name": name,
        "kind": named("kind", str(kinds[code])),
        "line": cited.line,
        "body": {
            lang: say("explore.body", lang, body=body[lang], line=cited.line) for lang in LANGUAGES
        },
        "duties": [
            {lang: _duty(duties.loc[duty], lang) for lang in LANGUAGES}
            for duty in sorted(tables.duties_of(plan, code), key=lambda d: duties["due_date"][d])
        ],
    }  # fmt: skip


def _duty(row: Any, lang: str) -> str:
    return say(
        "explore.duty", lang, due=tables.due(row, lang), what=row[f"what_{lang}"],
        section=row["section"], line=row["line"],
    )  # fmt: skip


def rows(plan: Plan, layer: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Return the rows of the table of targets, in the order of the plan."""
    lines = plan.districts.set_index("district_code")["line"]
    return [
        {
            "code": code, "name": str(layer.loc[code, "name"]), "zone": layer.loc[code, "zone"],
            "values": [None if is_blank(value) else int(value) for value in values],
            "line": int(lines[code]),
        }
        for code, values in plan.matrix().iterrows()
    ]  # fmt: skip


def parts(plan: Plan) -> list[dict[str, Any]]:
    """Return the parts of the bar and, to the same scale, those of the state budget."""
    total, starts = plan.amount("total"), {False: 0.0, True: 0.0}
    made: list[dict[str, Any]] = []
    for source in (*MAIN_SOURCES, *BUDGET_LEVELS):
        level = source in BUDGET_LEVELS
        width = WIDTH * plan.amount(source) / total
        colour, name = style.SOURCE_COLOURS[source], named("source", source)
        fits = all(style.text_width(name[lang], 13) < width - 8 for lang in LANGUAGES)
        made.append(
            {
                "source": source, "level": level, "colour": colour, "ink": style.text_on(colour),
                "x": round(starts[level], 2), "width": round(width, 2), "written": fits,
            }
        )  # fmt: skip
        starts[level] += width
    return made


def funding(plan: Plan) -> list[dict[str, Any]]:
    """Return each source with its numbers and a sentence that tells them, in both languages."""
    rows = []
    for row in plan.funding.to_dict("records"):
        told = {lang: _source(plan, row, lang) for lang in LANGUAGES}
        rows.append(
            {
                "source": row["source"], "level": row["source"] in BUDGET_LEVELS,
                "colour": style.SOURCE_COLOURS.get(row["source"]), "line": int(row["line"]),
                **{key: {lang: told[lang][key] for lang in LANGUAGES} for key in told["vi"]},
            }
        )  # fmt: skip
    return rows


def _source(plan: Plan, row: dict[str, Any], lang: str) -> dict[str, str]:
    """Return a source's numbers, note and sentence in one language."""
    share = row["share_stated_pct"]
    note = str(row[f"note_{lang}"])
    if row["reading"] == "correction":
        read_as = plan.corrections.set_index("line")["read_as"][row["line"]]
        read = say("explore.correction", lang, printed=row["as_printed"], read_as=read_as)
        note = f"{note}. {read}" if note else read
    shown = {
        "amount": format_billion(row["amount_vnd"], lang, 3),
        "printed": format_number(share, lang),
        "computed": format_number(100 * row["amount_vnd"] / plan.amount("total"), lang, 3),
        "note": note,
    }
    said = say(
        "explore.part", lang, source=label("source", row["source"], lang), note=note,
        billion=shown["amount"], computed=shown["computed"], section=row["section"],
        printed=shown["printed"] + ("" if is_blank(share) else "%"), line=row["line"],
    )  # fmt: skip
    return shown | {"said": said.strip()}


def gap(plan: Plan) -> Pair | None:
    """Say what the levels leave unaccounted for, or nothing."""
    printed = plan.amount("state_budget")
    computed = sum(plan.amount(level) for level in BUDGET_LEVELS)
    if printed == computed:
        return None
    return {
        lang: say(
            "explore.gap", lang, computed=format_billion(computed, lang),
            printed=format_billion(printed, lang),
            difference=format_number(abs(printed - computed), lang),
        )
        for lang in LANGUAGES
    }  # fmt: skip
