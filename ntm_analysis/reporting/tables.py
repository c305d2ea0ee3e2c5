"""The tables that notebooks show: plain DataFrames, columns named by keys of the wording."""

import pandas as pd

from ntm_analysis import checks, geography, measures, places
from ntm_analysis.bodies import body_name
from ntm_analysis.plan import Plan
from ntm_analysis.text import format_date, format_number
from ntm_analysis.vocabulary import ZONES
from ntm_analysis.wording import label, say


def headline(plan: Plan, lang: str = "vi") -> pd.DataFrame:
    """Return the headline targets beside the annex total and the sum of the districts."""
    totals = plan.totals.set_index("indicator")["value"]
    wide = plan.matrix()
    return pd.DataFrame(
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


def findings(found: pd.DataFrame, lang: str = "vi") -> pd.DataFrame:
    """Return findings (or all checks) for a reader: severity, message, lines."""
    return pd.DataFrame(
        {
            "severity": [label("severity", name, lang) for name in found["severity"]],
            "message": found[f"message_{lang}"],
            "lines": found["lines"].str.replace("-", "–"),
        }
    )


def findings_of(plan: Plan, code: int, lang: str = "vi") -> pd.DataFrame:
    """Return the findings that concern one district: those on its own row of the annex."""
    found = checks.audit(plan)
    line = plan.cite("districts", code).line
    return findings(found[found["lines"] == str(line)], lang)


def targets(plan: Plan, lang: str = "vi") -> pd.DataFrame:
    """Return the 27 x 8 targets with names and lines, in the order of the plan."""
    wide = plan.matrix()
    lines = plan.districts.set_index("district_code")["line"]
    shown = wide.rename(columns={name: label("short", name, lang) for name in wide.columns})
    shown.insert(0, "district", [places.unit_name(code, lang) for code in wide.index])
    shown["line"] = lines.loc[wide.index]
    return shown.reset_index(drop=True).rename_axis(columns=None)


def concentration(plan: Plan, lang: str = "vi") -> pd.DataFrame:
    """Return how concentrated each indicator is among the districts."""
    wide = plan.matrix()
    return pd.DataFrame(
        {
            "indicator": label("indicator", name, lang),
            "assigned": int(wide[name].notna().sum()),
            "top_five": measures.top_share(wide[name], 5),
            "herfindahl": measures.herfindahl(wide[name]),
        }
        for name in wide.columns
    )


def zones(plan: Plan, lang: str = "vi") -> pd.DataFrame:
    """Return the sum of each indicator by zone; a zone without any target stays blank."""
    wide = plan.matrix()
    zone = places.units(plan.units_on)["zone"].loc[wide.index]
    summed = wide.groupby(zone.to_numpy()).sum(min_count=1).loc[list(ZONES)]
    shown = summed.rename(columns={name: label("short", name, lang) for name in wide.columns})
    shown.insert(0, "zone", [label("zone", str(name), lang) for name in summed.index])
    return shown.reset_index(drop=True).rename_axis(columns=None)


def rates(plan: Plan, measure: str, lang: str = "vi") -> pd.DataFrame:
    """Return a named measure by district with its numerator, the highest first."""
    chosen = measures.measure(measure)
    register = places.units(plan.units_on)
    values = chosen.values(plan.matrix(), register).dropna().sort_values(ascending=False)
    return pd.DataFrame(
        {
            "district": [places.unit_name(code, lang) for code in values.index],
            "value": plan.target(chosen.indicator).loc[values.index].to_numpy(),
            "rate": values.to_numpy(),
        }
    )


def district_targets(plan: Plan, code: int, lang: str = "vi") -> pd.DataFrame:
    """Return the eight targets of a district with its share of the province and the line."""
    wide = plan.matrix()
    return pd.DataFrame(
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


def duties(plan: Plan, names: list[str], lang: str = "vi") -> pd.DataFrame:
    """Return duties in order of date, those without one last."""
    chosen = plan.duties[plan.duties["duty"].isin(names)]
    dated = chosen.assign(order=chosen["due_date"].replace("", "9999")).sort_values(
        ["order", "line"]
    )
    return pd.DataFrame(
        {
            "duty": row[f"what_{lang}"],
            "due": due(row, lang),
            "parties": _parties(plan, row["duty"], lang),
            "line": int(row["line"]),
        }
        for row in dated.to_dict("records")
    )


def duties_of(plan: Plan, code: int) -> list[str]:
    """List the duties that name a district."""
    parties = plan.duty_parties
    return list(dict.fromkeys(parties.loc[parties["district_code"] == code, "duty"]))


def due(row: dict, lang: str) -> str:
    """Say when a duty is due, from its kind and date."""
    kind = label("due", row["due_kind"], lang)
    if not row["due_date"]:
        return kind
    return f"{kind} {format_date(pd.Timestamp(row['due_date']).date(), lang)}"


def _parties(plan: Plan, duty: str, lang: str) -> str:
    rows = plan.duty_parties[plan.duty_parties["duty"] == duty]
    names = [
        f"{_party(row, lang)} ({label('role', row['role'], lang).lower()})"
        for row in rows.to_dict("records")
    ]
    return "; ".join(names) or say("duty.nobody", lang)


def _party(row: dict, lang: str) -> str:
    return body_name(row["body"], lang) if row["body"] else places.unit_name(row["district_code"])


def bodies(plan: Plan, lang: str = "vi") -> pd.DataFrame:
    """Return the bodies of the annex with their districts and lines."""
    groups = plan.assignments.groupby("body", sort=False)
    return pd.DataFrame(
        {
            "body": body_name(str(body), lang),
            "district": ", ".join(places.unit_name(code, lang) for code in rows["district_code"]),
            "lines": ", ".join(map(str, rows["line"])),
        }
        for body, rows in groups
    )


def references(plan: Plan, lang: str = "vi") -> pd.DataFrame:
    """Return the legal references of a plan."""
    rows = plan.references
    dates = [
        format_date(pd.Timestamp(date).date(), lang) if len(date) == 10 else date
        for date in rows["date"]
    ]
    return pd.DataFrame(
        {
            "number": rows["number"],
            "issuer": rows["issuer"],
            "date": dates,
            "lines": rows["lines"].str.replace("|", ", "),
        }
    )


def not_stated(
    plan: Plan, scope: tuple[str, ...] = ("plan", "district"), lang: str = "vi"
) -> pd.DataFrame:
    """Return what the plan does not say, and the line where it leaves the matter to somebody."""
    rows = plan.not_stated[plan.not_stated["scope"].isin(scope)]
    return pd.DataFrame(
        {
            "topic": [label("not_stated", name, lang) for name in rows["topic"]],
            "left_to": ["" if pd.isna(line) else str(line) for line in rows["line"]],
        }
    )


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
            unit["area_source"],
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
    return pd.DataFrame(
        {
            "item": say(f"context.{name}", lang),
            "figure": value,
            "origin": origin,
            "confidence": say(f"confidence.{confidence}", lang),
        }
        for name, value, origin, confidence in rows
    )


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
