"""Measures against independent expressions, on the real targets."""

import numpy as np
import pytest

from ntm_analysis import measures, places
from ntm_analysis.errors import InputError
from ntm_analysis.evidence import lines
from ntm_analysis.plan import Plan
from ntm_analysis.reporting import money


def test_shares_and_concentration_against_numpy(plan: Plan) -> None:
    values = plan.target("village_ntm")
    plain = np.array([5, 2, 8, 5, 9, 2, 10, 5, 5, 9], dtype=float)  # read off the annex
    assert plain.sum() == 60
    assert measures.herfindahl(values) == pytest.approx(np.dot(plain / 60, plain / 60))
    assert measures.top_share(values, 5) == pytest.approx(100 * (10 + 9 + 9 + 8 + 5) / 60)
    shares = measures.share_of_total(values)
    assert shares.isna().sum() == 17
    assert shares.sum() == pytest.approx(100)


def test_rates_by_hand(plan: Plan) -> None:
    rate = measures.measure("ocop_per_10k_people").values(plan.matrix(), places.units())
    assert rate[395] == pytest.approx(7 / 195_998 * 10_000)
    density = measures.measure("ocop_per_100_km2").values(plan.matrix(), places.units())
    assert density[382] == pytest.approx(3 / 44.94 * 100)
    communes = measures.measure("commune_model_pct").values(plan.matrix(), places.units())
    assert communes[380] == 25.0
    assert communes.isna().sum() == 17


def test_unknown_measure_is_refused() -> None:
    with pytest.raises(InputError, match="did you mean 'ocop_per_10k_people'"):
        measures.measure("ocop_per_10k")


def test_ratios_by_hand_with_their_lines(plan: Plan) -> None:
    found = money.ratios(plan)
    assert found["non_state"].value == pytest.approx((7507.44 - 4899.644) / 4899.644)
    assert found["central"].value == pytest.approx((7507.44 - 644.87) / 644.87)
    assert found["local"].value == pytest.approx(4072.266 / (644.87 + 182.5))
    assert found["private"].value == pytest.approx((730.539 + 100.55 + 1095.207) / 4899.644)
    assert lines(found["local"].evidence, plan) == [35, 37, 39]


def test_what_if_by_hand(plan: Plan) -> None:
    frame = money.what_if(plan, 10)
    assert [str(gap) for gap in frame["gap"]] == [
        "489.9644",
        "68.1500",
        "73.0539",
        "10.0550",
        "109.5207",
    ]
    assert str(frame["new_total"].iloc[0]) == "7017.4756"
