"""The tables that notebooks show: plain DataFrames, columns named by keys of the wording."""

import pandas as pd

from ntm_analysis import checks, geography, measures, places
from ntm_analysis.bodies import issuer_name
from ntm_analysis.evidence import REGISTER, Evidence, cited, computed, trace, with_lines
from ntm_analysis.plan import Plan
from ntm_analysis.reporting.duties import bodies, due, duties, duties_of
from ntm_analysis.schema import KEYS
from ntm_analysis.text import format_date, format_number
from ntm_analysis.vocabulary import ZONES
from ntm_analysis.wording import label, say

__all__ = ["bodies", "due", "duties", "duties_of"]


def cells(plan: Plan, indicator: str, codes: list[int] | None = None) -> Evidence:
    """Return the cells of an indicator's column of the annex as the inputs of a formula."""
    rows = plan.matrix().index if codes is None else codes
    return computed("sum", *(cited("targets", code, indicator) for code in rows))


def headline(plan: Plan, lang: str = "vi") -> pd.DataFrame:
    """Return the headline targets beside the annex total and the sum of the districts."""
    totals = plan.totals.set_index("indicator")["value"]
    wide = plan.matrix()
    made = pd.DataFrame(
        {
            "indicator": label("indicator", row.indicator, lang),
            "headline": row.value,
            "annex": totals[row.indicator],
            "districts_sum": int(wide[row.indicator].sum()),
            "assigned": int(wide[row.indicator].notna().sum()),
            "blank": int(wide[row.indicator].isna().sum()),
            "line": int(row.line),
        }
        for row in plan.headline.itertuples()
    )
    names = list(plan.headline["indicator"])
    return trace(
        made,
        headline=[cited("headline", name) for name in names],
        annex=[cited("totals", name) for name in names],
        districts_sum=[cells(plan, name) for name in names],
        assigned=[computed("count", cells(plan, name)) for name in names],
        blank=[computed("blanks", cells(plan, name)) for name in names],
    )


def findings(found: pd.DataFrame, lang: str = "vi", plan: Plan | None = None) -> pd.DataFrame:
    """Return findings (or all checks) for a reader: severity, message, lines.

    With the plan, each message carries the figures of the plan on its lines as evidence.
    """
    made = pd.DataFrame(
        {
            "severity": [label("severity", name, lang) for name in found["severity"]],
            "message": found[f"message_{lang}"],
            "lines": found["lines"].str.replace("-", "–"),
        }
    )
    if plan is None:
        return made
    return trace(made, message=[of_check(plan, row) for row in found.to_dict("records")])


def of_check(plan: Plan, row: dict) -> Evidence | None:
    """Return the figures that a check compared: those of its subject, else what is on its lines."""
    within = checks.lines_in(row["lines"])
    inputs: list[Evidence] = []
    for table in ("headline", "totals", "targets", "funding", "districts"):
        rows = plan.tables[table]
        for key in rows[rows["line"].isin(within)].to_dict("records"):
            name = key.get("indicator", "")
            if name and row["subject"] != name:
                continue
            inputs.append(cited(table, *(key[part] for part in KEYS[table])))
    if inputs:
        return computed("check" if row["unit"] else "lines", *inputs)
    for table in ("corrections", "duties", "mentions", "remarks"):
        rows = plan.tables[table]
        for key in rows[rows["line"].isin(within)].to_dict("records"):
            inputs.append(cited(table, *(key[part] for part in KEYS[table])))
    return computed("lines", *inputs) if inputs else None


def questions(plan: Plan, found: pd.DataFrame, lang: str = "vi") -> pd.DataFrame:
    """Return the findings, each with the question for the office that issued the plan."""
    made = findings(found, lang, plan)
    asked = [question or say("question.other", lang) for question in found[f"question_{lang}"]]
    made.insert(2, "question", asked)
    return trace(made, question=[of_check(plan, row) for row in found.to_dict("records")])


def findings_of(plan: Plan, code: int, lang: str = "vi") -> pd.DataFrame:
    """Return the findings that concern one district: those on its own row of the annex."""
    found = checks.audit(plan)
    line = plan.cite("districts", code).line
    return findings(found[found["lines"] == str(line)], lang, plan)


def targets(plan: Plan, lang: str = "vi") -> pd.DataFrame:
    """Return the 27 x 8 targets with names and lines, in the order of the plan."""
    wide = plan.matrix()
    lines = plan.districts.set_index("district_code")["line"]
    shown = wide.rename(columns={name: label("short", name, lang) for name in wide.columns})
    shown.insert(0, "district", [places.unit_name(code, lang) for code in wide.index])
    shown["line"] = lines.loc[wide.index]
    made = shown.reset_index(drop=True).rename_axis(columns=None)
    evidence = {
        label("short", name, lang): [cited("targets", code, name) for code in wide.index]
        for name in wide.columns
    }
    return trace(made, **evidence)


def concentration(plan: Plan, lang: str = "vi") -> pd.DataFrame:
    """Return how concentrated each indicator is among the districts."""
    wide = plan.matrix()
    made = pd.DataFrame(
        {
            "indicator": label("indicator", name, lang),
            "assigned": int(wide[name].notna().sum()),
            "top_five": measures.top_share(wide[name], 5),
            "herfindahl": measures.herfindahl(wide[name]),
        }
        for name in wide.columns
    )
    columns = [cells(plan, str(name)) for name in wide.columns]
    trace(
        made,
        assigned=[computed("count", column) for column in columns],
        top_five=[computed("top_five", column) for column in columns],
        herfindahl=[computed("herfindahl", column) for column in columns],
    )
    return with_lines(made, plan)


def zones(plan: Plan, lang: str = "vi") -> pd.DataFrame:
    """Return the sum of each indicator by zone; a zone without any target stays blank."""
    wide = plan.matrix()
    zone = places.units(plan.units_on)["zone"].loc[wide.index]
    summed = wide.groupby(zone.to_numpy()).sum(min_count=1).loc[list(ZONES)]
    shown = summed.rename(columns={name: label("short", name, lang) for name in wide.columns})
    shown.insert(0, "zone", [label("zone", str(name), lang) for name in summed.index])
    made = shown.reset_index(drop=True).rename_axis(columns=None)
    members = [list(wide.index[(zone == name).to_numpy()]) for name in summed.index]
    evidence: dict[str, list[Evidence | None]] = {
        label("short", name, lang): [cells(plan, name, codes) for codes in members]
        for name in wide.columns
    }
    return with_lines(trace(made, **evidence), plan)


def rates(plan: Plan, measure: str, lang: str = "vi") -> pd.DataFrame:
    """Return a named measure by district with its numerator, the highest first."""
    chosen = measures.measure(measure)
    register = places.units(plan.units_on)
    values = chosen.values(plan.matrix(), register).dropna().sort_values(ascending=False)
    made = pd.DataFrame(
        {
            "district": [places.unit_name(code, lang) for code in values.index],
            "value": plan.target(chosen.indicator).loc[values.index].to_numpy(),
            "rate": values.to_numpy(),
        }
    )
    above = [cited("targets", code, chosen.indicator) for code in values.index]
    formula = "per_10000" if measure.endswith("_per_10k_people") else "per_100"
    rates = [
        computed(formula, one, *(cited(REGISTER, code, column=c) for c in chosen.denominator))
        for one, code in zip(above, values.index, strict=True)
    ]
    return with_lines(trace(made, value=above, rate=rates), plan)


def district_targets(plan: Plan, code: int, lang: str = "vi") -> pd.DataFrame:
    """Return the eight targets of a district with its share of the province and the line."""
    wide = plan.matrix()
    made = pd.DataFrame(
        {
            "indicator": label("indicator", name, lang),
            "value": wide.loc[code, name],
            "share": None
            if pd.isna(wide.loc[code, name])
            else measures.share_of_total(wide[name])[code],
            "line": plan.cite("targets", code, name).line,
        }
        for name in wide.columns
    )
    own = [cited("targets", code, name) for name in wide.columns]
    shares = [
        computed("share", one, cells(plan, str(name)))
        for one, name in zip(own, wide.columns, strict=True)
    ]
    return trace(made, value=own, share=shares)


def references(plan: Plan, lang: str = "vi") -> pd.DataFrame:
    """Return the legal references of a plan."""
    rows = plan.references
    dates = [
        format_date(pd.Timestamp(date).date(), lang) if len(date) == 10 else date
        for date in rows["date"]
    ]
    made = pd.DataFrame(
        {
            "number": rows["number"],
            "issuer": [issuer_name(str(name), lang) for name in rows["issuer"]],
            "date": dates,
            "lines": rows["lines"].str.replace("|", ", "),
        }
    )
    return trace(
        made,
        number=[cited("references", number, column="number") for number in rows["number"]],
        date=[cited("references", number, column="date") for number in rows["number"]],
    )


def not_stated(plan: Plan, topics: list[str] | None = None, lang: str = "vi") -> pd.DataFrame:
    """Return what the plan does not say, and the line where it leaves the matter to somebody.

    `topics` are those to be shown, all by default.
    """
    rows = plan.not_stated
    if topics is not None:
        rows = rows[rows["topic"].isin(topics)]
    made = pd.DataFrame(
        {
            "topic": [label("not_stated", name, lang) for name in rows["topic"]],
            "left_to": ["" if pd.isna(line) else str(line) for line in rows["line"]],
        }
    )
    lines = [cited("not_stated", topic, column="line") for topic in rows["topic"]]
    return trace(
        made,
        left_to=[None if pd.isna(n) else one for n, one in zip(rows["line"], lines, strict=True)],
    )


def of_districts(plan: Plan) -> list[str]:
    """List the topics on which a plan is silent that concern each district."""
    rows = plan.not_stated
    return list(rows.loc[rows["scope"] == "district", "topic"])


def context(plan: Plan, code: int, lang: str = "vi") -> pd.DataFrame:
    """Return figures about a district from outside the plan, with source and confidence."""
    unit = places.units(plan.units_on).loc[code]
    status = label("status", unit["status_2024"], lang)
    counts = f"{unit['communes']} / {unit['wards']} / {unit['townships']}"
    rows = [
        ("zone", label("zone", unit["zone"], lang), say("origin.zone", lang), "high"),
        ("communes", counts, say("origin.gso", lang), "high"),
        (
            "area",
            format_number(unit["area_km2"], lang, 2),
            places.area_source(str(unit["area_source"]), lang),
            unit["area_confidence"],
        ),
        (
            "population",
            format_number(unit["population_2019"], lang),
            say("origin.census", lang),
            "high",
        ),
        ("status", status, _status_source(unit, lang), unit["status_confidence"]),
    ]
    made = pd.DataFrame(
        {
            "item": say(f"context.{name}", lang),
            "figure": value,
            "origin": origin,
            "confidence": say(f"confidence.{confidence}", lang),
        }
        for name, value, origin, confidence in rows
    )
    counted = (cited(REGISTER, code, column=name) for name in ("communes", "wards", "townships"))
    area, people = (cited(REGISTER, code, column=c) for c in ("area_km2", "population_2019"))
    return trace(made, figure=[None, computed("listed", *counted), area, people, None])


def _status_source(unit: pd.Series, lang: str) -> str:
    """Return the press source of a status, or the words for how it was inferred."""
    source = str(unit["status_source"])
    return say(f"origin.{source}", lang) if source.isidentifier() else source


def same_zone_neighbours(plan: Plan, code: int, boundaries: str) -> list[int]:
    """List the units that border a district and lie in its zone."""
    layer = geography.load_districts(plan.units_on, boundaries)
    beside = geography.neighbours(layer, code)
    return [other for other in beside if layer.loc[other, "zone"] == layer.loc[code, "zone"]]


def compared(plan: Plan, codes: list[int], lang: str = "vi") -> pd.DataFrame:
    """Return the targets of a few districts side by side."""
    names = [places.unit_name(code, lang) for code in codes]
    rows = targets(plan, lang)
    return rows[rows["district"].isin(names)]


def body_targets(plan: Plan, codes: list[int], lang: str = "vi") -> pd.DataFrame:
    """Return the targets of the districts of a body with their sum where there are several."""
    rows = compared(plan, codes, lang)
    if len(codes) < 2:
        return rows
    wide = plan.matrix().loc[codes]
    sums = {label("short", name, lang): wide[name].sum(min_count=1) for name in wide.columns}
    last = pd.DataFrame([{"district": say("table.sum", lang), **sums}], index=[len(wide) + 1000])
    made = pd.concat([rows.drop(columns="line"), last]).astype(dict.fromkeys(sums, "Int64"))
    made.attrs = rows.attrs
    rest: list[None] = [None] * len(rows)
    evidence = {
        label("short", str(n), lang): [*rest, cells(plan, str(n), codes)] for n in wide.columns
    }
    trace(made, **evidence)
    return with_lines(made, plan)
