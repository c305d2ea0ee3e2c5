"""The tables of duties and bodies that notebooks show."""

import pandas as pd

from ntm_analysis import places
from ntm_analysis.bodies import bodies as register
from ntm_analysis.bodies import body_name
from ntm_analysis.evidence import cited, trace
from ntm_analysis.plan import Plan
from ntm_analysis.text import format_date
from ntm_analysis.wording import label, say

# The groups that a plan gives duties to, and the kind of body that may belong to each.
GROUPS = {"department": "provincial_departments", "association": "sociopolitical_organisations"}


def duties(plan: Plan, names: list[str], lang: str = "vi", body: str | None = None) -> pd.DataFrame:
    """Return duties in order of date, those without one last.

    Parameters
    ----------
    plan : Plan
    names : list of str
        Ids of duties.
    lang : {"vi", "en"}
    body : str, optional
        Show its role in a column of its own, and only the others among the parties.
    """
    rows = _in_order(plan, names)
    made = pd.DataFrame(
        {
            "duty": row[f"what_{lang}"],
            "due": due(row, lang),
            **({"role": role(plan, row["duty"], body, lang)} if body else {}),
            ("others" if body else "parties"): _parties(plan, row["duty"], lang, body),
            "line": int(row["line"]),
        }
        for row in rows
    )
    if not rows:
        return made
    dated = [cited("duties", row["duty"], column="due_date") for row in rows]
    return trace(
        made,
        duty=[cited("duties", row["duty"], column="what") for row in rows],
        due=[d if r["due_date"] else None for d, r in zip(dated, rows, strict=True)],
    )


def _in_order(plan: Plan, names: list[str]) -> list[dict]:
    chosen = plan.duties[plan.duties["duty"].isin(names)]
    dated = chosen.assign(order=chosen["due_date"].replace("", "9999"))
    rows: list[dict] = dated.sort_values(["order", "line"]).to_dict("records")
    return rows


def duties_of(plan: Plan, code: int) -> list[str]:
    """List the duties that name a district."""
    parties = plan.duty_parties
    return list(dict.fromkeys(parties.loc[parties["district_code"] == code, "duty"]))


def duties_of_body(plan: Plan, body: str) -> list[str]:
    """List the duties that name a body, in order of date."""
    parties = plan.duty_parties
    names = list(parties.loc[parties["body"] == body, "duty"])
    return [row["duty"] for row in _in_order(plan, names)]


def dated(plan: Plan, names: list[str]) -> list[str]:
    """List those of some duties that have a date, in its order."""
    return [row["duty"] for row in _in_order(plan, names) if row["due_date"]]


def group_of(body: str) -> str:
    """Return the group of bodies that one may belong to; empty if none."""
    return GROUPS.get(str(register().loc[body, "kind"]), "")


def districts_of(plan: Plan, body: str) -> list[int]:
    """List the districts that a body directs, in the order of the annex."""
    rows = plan.assignments
    return [int(code) for code in rows.loc[rows["body"] == body, "district_code"]]


def due(row: dict, lang: str) -> str:
    """Say when a duty is due, from its kind and date."""
    kind = label("due", row["due_kind"], lang)
    if not row["due_date"]:
        return kind
    return f"{kind} {format_date(pd.Timestamp(row['due_date']).date(), lang)}"


def role(plan: Plan, duty: str, body: str, lang: str) -> str:
    """Say which role a body has in a duty."""
    rows = plan.duty_parties
    found = rows.loc[(rows["duty"] == duty) & (rows["body"] == body), "role"]
    return "; ".join(dict.fromkeys(label("role", name, lang) for name in found))


def _parties(plan: Plan, duty: str, lang: str, without: str | None = None) -> str:
    rows = plan.duty_parties[plan.duty_parties["duty"] == duty]
    names = [
        f"{_party(row, lang)} ({label('role', row['role'], lang).lower()})"
        for row in rows[rows["body"] != without].to_dict("records")
    ]
    return "; ".join(names) or say("duty.nobody" if without is None else "duty.alone", lang)


def _party(row: dict, lang: str) -> str:
    return body_name(row["body"], lang) if row["body"] else places.unit_name(row["district_code"])


def bodies(plan: Plan, lang: str = "vi") -> pd.DataFrame:
    """Return the bodies of the annex with their districts and lines."""
    groups = plan.assignments.groupby("body", sort=False)
    return pd.DataFrame(
        {
            "body": body_name(str(body), lang),
            "district": places.unit_names(rows["district_code"], lang),
            "lines": ", ".join(map(str, rows["line"])),
        }
        for body, rows in groups
    )
