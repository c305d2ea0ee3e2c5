"""The audit: what it finds in the real plan, and that it finds every planted mistake."""

from dataclasses import replace

import pandas as pd
import pytest

import ntm_analysis as ntm
from ntm_analysis import checks
from ntm_analysis.plan import Plan


def errors(plan: Plan) -> pd.DataFrame:
    found = checks.audit(plan)
    return found[found["severity"] == "error"]


def changed(plan: Plan, table: str, row: int, column: str, value: object) -> Plan:
    frame = plan.tables[table].copy()
    frame.loc[row, column] = value
    return replace(plan, tables={**plan.tables, table: frame})


def test_the_state_budget_is_the_only_error(plan: Plan) -> None:
    found = errors(plan)
    assert len(found) == 1
    error = found.iloc[0]
    assert (error["printed"], error["computed"]) == (4_899_644_000_000, 4_899_636_000_000)
    assert error["difference"] == -8_000_000
    assert error["lines"] == "33-39"
    assert "8.000.000 đồng" in error["message"]


def test_column_sums_total_and_shares_hold(plan: Plan) -> None:
    holds = checks.run(plan).query("severity == 'holds'")["check"].value_counts()
    assert holds.to_dict() == {
        "column_sum": 8, "headline_annex": 8, "share": 5, "funding_sum": 1, "share_sum": 1,
    }  # fmt: skip


def test_other_findings_are_the_correction_and_two_names(plan: Plan) -> None:
    found = ntm.audit(plan)
    assert found["severity"].tolist() == ["error", "warning", "note", "note"]
    assert found["lines"].tolist() == ["33-39", "39", "213", "216"]


def test_every_changed_cell_of_the_annex_is_found(plan: Plan) -> None:
    for row in plan.targets.index:
        value = plan.targets.loc[row, "value"]
        news = [1] if pd.isna(value) else [value + 1, value - 1, pd.NA]
        for new in news:
            assert len(errors(changed(plan, "targets", row, "value", new))) == 2, (row, new)


def test_every_changed_amount_beyond_rounding_is_found(plan: Plan) -> None:
    for row in plan.funding.index:
        amount = int(plan.funding.loc[row, "amount_vnd"])
        broken = changed(plan, "funding", row, "amount_vnd", amount + 20_000_000)
        differences = set(errors(broken)["difference"])
        assert differences != {-8_000_000}, plan.funding.loc[row, "source"]


def test_a_mended_state_budget_leaves_no_error(plan: Plan) -> None:
    row = plan.funding.index[plan.funding["source"] == "local_budget"][0]
    assert errors(changed(plan, "funding", row, "amount_vnd", 4_072_274_000_000)).empty


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_messages_exist_in_both_languages(plan: Plan, lang: str) -> None:
    said = " ".join(checks.run(plan, lang)["message"])
    assert ("short by 8,000,000 VND (lines 33–39)" in said) == (lang == "en")
    assert ("thiếu 8.000.000 đồng (dòng 33–39)" in said) == (lang == "vi")
