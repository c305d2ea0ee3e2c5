"""Names and numbers of the document itself: bodies, districts, annexes, order, number and date."""

from collections.abc import Iterator

import pandas as pd

from ntm_analysis import places
from ntm_analysis.bodies import bodies, body_name
from ntm_analysis.checks.finding import Finding, finding, line_list
from ntm_analysis.plan import Plan
from ntm_analysis.text import fold, nfc

# Remarks of rows below which the order of an annex may begin again.
_BEGINS = {"row_left_out", "subtotal", "subtotal_differs", "table_joined"}


def check_names(plan: Plan) -> Iterator[Finding]:
    """Check how units and bodies are written, how annexes are cited, order numbers, the number."""
    yield from _district_names(plan)
    yield from _misspelt_bodies(plan)
    yield from _bodies_in_several_ways(plan)
    yield from _annexes(plan)
    yield from _order(plan)
    yield from _number_and_date(plan)


def _district_names(plan: Plan) -> Iterator[Finding]:
    known = plan.districts[plan.districts["district_code"].notna()]
    for row in known.to_dict("records"):
        match = places.resolve(row["as_printed"], on=plan.units_on)
        wrong = match.code != row["district_code"]
        if not wrong and match.rule not in {"listed variant", "folded"}:
            continue
        yield finding(
            "name", "error" if wrong else "note", str(row["district_code"]),
            (row["section"], str(row["line"])),
            lambda lang, row=row: {  # type: ignore[misc]
                "printed": row["as_printed"],
                "name": places.unit_name(row["district_code"], lang, full=True),
            },
            said=f"check.name.{'fails' if wrong else 'note'}",
            numbers={"printed": row["as_printed"], "computed": match.name},
        )  # fmt: skip


def _named_bodies(plan: Plan) -> pd.DataFrame:
    """Return each printed name of a body once per line; groups are described, not named."""
    columns = ["body", "as_printed", "section", "line"]
    rows = pd.concat([plan.assignments[columns], plan.duty_parties[columns]])
    groups = set(bodies().query("kind == 'group'").index)
    named = rows[(rows["body"] != "") & ~rows["body"].isin(groups)]
    return named.drop_duplicates(["body", "as_printed", "line"]).sort_values("line", kind="stable")


def _misspelt_bodies(plan: Plan) -> Iterator[Finding]:
    misprints = bodies()["misprints"].str.split("|")
    for row in _named_bodies(plan).to_dict("records"):
        wrong = {fold(nfc(name)) for name in misprints[row["body"]] if name}
        if fold(nfc(row["as_printed"])) in wrong:
            yield finding(
                "body_misspelt", "warning", row["body"], (row["section"], str(row["line"])),
                lambda lang, row=row: {  # type: ignore[misc]
                    "printed": row["as_printed"], "name": body_name(row["body"], lang),
                },
                numbers={"printed": row["as_printed"], "computed": body_name(row["body"])},
            )  # fmt: skip


def _bodies_in_several_ways(plan: Plan) -> Iterator[Finding]:
    """Find bodies under several names; case and the place of a tone mark make no other name."""
    for body, rows in _named_bodies(plan).groupby("body", sort=False):
        ways = {fold(nfc(name)): name for name in reversed(rows["as_printed"].tolist())}
        if len(ways) > 1:
            printed = "; ".join(f"“{name}”" for name in reversed(ways.values()))
            yield finding(
                "body_several_ways", "note", str(body),
                (rows["section"].iloc[0], line_list(rows["line"])),
                lambda lang, body=body, printed=printed: {  # type: ignore[misc]
                    "name": body_name(str(body), lang), "printed": printed,
                },
                numbers={"printed": printed},
            )  # fmt: skip


def _annexes(plan: Plan) -> Iterator[Finding]:
    """Find annexes that are cited by a number that no annex bears."""
    cited = plan.mentions[plan.mentions["kind"] == "annex_cited"]
    heads = plan.mentions[plan.mentions["kind"] == "annex_heading"]
    for number, rows in cited[cited["subject"] != ""].groupby("subject", sort=False):
        if heads.empty or number in set(heads["subject"]):
            continue
        printed = "; ".join(f"“{name}”" for name in heads["as_printed"])
        yield finding(
            "annex_cited", "warning", str(number),
            (rows["section"].iloc[0], line_list([*rows["line"], *heads["line"]])),
            lambda _, number=number, printed=printed, rows=rows: {  # type: ignore[misc]
                "subject": number, "printed": printed, "cited": line_list(rows["line"]),
                "headed": line_list(heads["line"]),
            },
            numbers={"printed": str(rows["as_printed"].iloc[0])},
        )  # fmt: skip


def _order(plan: Plan) -> Iterator[Finding]:
    """Find order numbers of the annex that are left out or stand twice; a group may begin again."""
    rows = plan.districts.dropna(subset=["order"])
    groups = plan.remarks.loc[plan.remarks["kind"].isin(_BEGINS), "line"].tolist()
    for before, row in zip(rows.to_dict("records"), rows.iloc[1:].to_dict("records"), strict=False):
        begins = row["order"] == 1 and any(before["line"] < at < row["line"] for at in groups)
        if row["order"] != before["order"] + 1 and not begins:
            yield finding(
                "order", "warning", row["as_printed"],
                (row["section"], f"{before['line']}-{row['line']}"),
                lambda _, row=row, before=before: {  # type: ignore[misc]
                    "printed": row["order"], "before": before["order"],
                    "subject": row["as_printed"],
                },
                numbers={"printed": int(row["order"]), "computed": int(before["order"]) + 1},
            )  # fmt: skip


def _number_and_date(plan: Plan) -> Iterator[Finding]:
    if (plan.not_stated["topic"] == "number_and_date").any():
        yield finding("number_and_date", "warning", "number_and_date", ("", ""), lambda _: {})
