"""Vintages: which units stood on a day, and the succession to the communes of July 2025."""

import pandas as pd
import pytest

import ntm_analysis as ntm
from ntm_analysis import geography, places, store, successors
from ntm_analysis.errors import DataError, NameRefusedError


@pytest.mark.parametrize(
    ("day", "count"),
    [("2020-01-01", 27), ("2020-05-31", 27), ("2024-12-31", 27), ("2025-01-01", 26), ("2025-06-30", 26), ("2025-07-01", 166), ("2026-11-25", 166)],
)  # fmt: skip
def test_units_of_a_day(day: str, count: int) -> None:
    units = places.units(day)
    assert len(units) == count
    assert units["area_km2"].sum() == pytest.approx(11_114.7, abs=0.1)
    assert units["vintage"].nunique() == 1


def test_each_vintage_knows_its_own_names() -> None:
    assert places.resolve("Huyện Tĩnh Gia", "2020-03-01").rule == "prefix"
    assert places.unit_name(407, on="2020-03-01") == "Tĩnh Gia"
    assert places.units("2025-01-01").loc[380, "area_km2"] == 228.22
    with pytest.raises(NameRefusedError, match="joined the city of Thanh Hóa on 1/1/2025"):
        places.resolve("Đông Sơn", "2025-03-01")
    with pytest.raises(NameRefusedError, match="districts ended on 30/6/2025"):
        places.resolve("Huyện Thọ Xuân", "2025-07-01")
    assert places.resolve("Phường Hạc Thành", "2025-07-01").code == 14797
    assert places.resolve("Đông Tiến", "2025-07-01").code == 15853  # not Đồng Tiến, marks missing
    with pytest.raises(NameRefusedError):
        places.resolve("Dong Tien", "2025-07-01")
    assert places.units("2025-07-01")["kind"].value_counts().to_dict() == {
        "commune": 147,
        "ward": 19,
    }


def test_all_codes_of_2025_are_reused_and_84_have_another_name() -> None:
    rows = successors.table()
    former = rows.drop_duplicates("old_code").set_index("old_code")["old_name"]
    new = places.units("2025-07-01")["name"]
    assert set(new.index) <= set(former.index)
    assert (former[new.index] != new).sum() == 84


def test_succession_is_whole() -> None:
    rows = successors.table()
    assert set(rows["new_code"].dropna()) == set(places.units("2025-07-01").index)
    assert rows.loc[rows["old_to"] == "2025-06-30", "old_code"].nunique() == 547
    assert set(successors.straddlers()["name"]) == {
        "Bỉm Sơn", "Công Chính", "Định Hòa", "Đông Quang", "Đông Sơn", "Đông Tiến", "Nam Sầm Sơn",
    }  # fmt: skip
    unresolved = rows[rows["new_code"].isna()]
    assert unresolved["old_name"].tolist() == ["Hải Yến"]
    assert "Hải Yến" in ntm.succession("Nghi Sơn").attrs["unresolved"][0]


def test_homonyms_go_by_clause_not_by_name() -> None:
    rows = successors.table()
    same = rows[rows["old_name"] == "Phú Sơn"]
    assert same["old_code"].nunique() > 1
    assert same["clause"].nunique() == same["old_code"].nunique()
    assert same["new_code"].nunique() == same["old_code"].nunique()


def test_succession_of_a_district() -> None:
    # Read from clauses 134 and 135 of Resolution 1686.
    found = ntm.succession("Sầm Sơn")
    assert found["name"].to_dict() == {16516: "Nam Sầm Sơn", 16531: "Sầm Sơn"}
    assert found["clause"].to_dict() == {16516: "135", 16531: "134"}
    assert found.loc[16516, "other_districts"] == "Quảng Xương"


def test_targets_are_never_divided() -> None:
    assert not any(
        "target" in column or "value" in column for column in ntm.succession(395).columns
    )
    assert (
        not pd.read_csv(store.find("data/places/succession_2025.csv"))
        .columns.str.contains("share")
        .any()
    )


def test_two_vintages_are_not_joined() -> None:
    districts = ntm.load_districts()
    with pytest.raises(DataError, match=r"of vintage 2020-06-01, values of 2025-01-01"):
        geography.join(
            districts, places.units("2025-01-01")[["area_km2", "vintage"]], "layer", "values"
        )
