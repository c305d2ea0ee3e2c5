"""Joins are two-sided and keyed by code and vintage; layers say of which vintage they are."""

import json
import shutil
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

import ntm_analysis as ntm
from ntm_analysis import geography, measures, places, store
from ntm_analysis.errors import DataError, InputError
from ntm_analysis.joins import join


@pytest.fixture(scope="module")
def districts() -> gpd.GeoDataFrame:
    return ntm.load_districts()


def of_2025() -> pd.Series:
    """26 values keyed by the codes of 1/1/2025, and no word of their vintage."""
    return pd.Series(1, index=places.units("2025-01-01").index, name="value")


def test_a_bare_series_of_another_vintage_is_an_error(districts: gpd.GeoDataFrame) -> None:
    with pytest.raises(DataError, match=r"layer is of vintage 2020-06-01, values of 2025-01-01"):
        join(districts, of_2025(), "layer", "values")
    stated = pd.Series(1, index=districts.index)
    stated.attrs["vintage"] = "2025-01-01"
    with pytest.raises(DataError, match=r"values of 2025-01-01.*declared crosswalk"):
        join(districts, stated.rename("value"), "layer", "values")


def test_a_bare_series_of_reused_commune_codes_is_an_error() -> None:
    communes = ntm.load_communes()
    bare = pd.Series(1, index=communes.index, name="value")
    with pytest.raises(
        DataError, match=r"values states no vintage, layer is of 2025-07-01; codes of"
    ):
        join(communes, bare, "layer", "values")
    bare.attrs["vintage"] = "2025-07-01"
    assert (join(communes, bare, "layer", "values")["value"] == 1).all()


def test_a_vintage_of_the_same_lines_is_joined(districts: gpd.GeoDataFrame) -> None:
    before = places.units("2020-02-01")[["name", "vintage"]].rename(columns={"name": "then"})
    joined = join(districts, before, "layer", "values")
    assert joined.loc[407, ["name", "then"]].tolist() == ["Nghi Sơn", "Tĩnh Gia"]


def test_two_vintages_in_one_table_are_an_error(districts: gpd.GeoDataFrame) -> None:
    mixed = districts[["vintage"]].rename(columns={"vintage": "x"}).assign(vintage="2020-06-01")
    mixed.loc[380, "vintage"] = "2025-01-01"
    with pytest.raises(
        DataError, match="values holds units of the vintages 2020-06-01, 2025-01-01"
    ):
        join(districts, mixed, "layer", "values")


def test_a_crosswalk_carries_over_row_by_row_and_never_adds() -> None:
    crosswalk = ntm.crosswalk("2020-03-01", "2024-06-01")
    then = pd.Series(range(27), index=places.units("2020-03-01").index, name="value")
    joined = join(ntm.load_districts(), then, "layer", "values", crosswalk=crosswalk)
    assert joined.loc[407, "value"] == 26
    merging = ntm.crosswalk("2024-06-01", "2025-03-01")
    with pytest.raises(DataError, match=r"more than one row for 380 \(Thanh Hóa\)"):
        join(places.units("2025-03-01"), then.rename("v"), "register", "values", crosswalk=merging)
    added = then.groupby(merging.set_index("code_from")["code_to"]).sum()
    assert join(places.units("2025-03-01"), added, "register", "values").loc[380, "value"] == 24


def test_no_crosswalk_leads_to_the_communes() -> None:
    with pytest.raises(InputError, match="never divided among them"):
        ntm.crosswalk("2024-12-31", "2025-07-01")
    with pytest.raises(InputError, match="leads to a later day"):
        ntm.crosswalk("2025-01-01", "2024-12-31")


def test_a_layer_of_another_vintage_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="communes_2025 is of vintage 2025-07-01"):
        ntm.load_districts(boundaries="communes_2025")
    with pytest.raises(DataError, match="districts_2024 is of vintage 2020-06-01"):
        ntm.load_districts(on="2025-02-01")
    with pytest.raises(InputError, match="no districts on 2026-11-25"):
        ntm.load_districts(on="2026-11-25")
    with pytest.raises(InputError, match="no communes of 2024-12-31"):
        ntm.load_communes(on="2024-12-31")
    folder = tmp_path / "layer"
    shutil.copytree(store.find_layer("districts_2024"), folder)
    said = json.loads((folder / "layer.json").read_text())
    for wrong in ({**said, "vintage": "2023-01-01"}, "x"):
        (folder / "layer.json").write_text(json.dumps(wrong))
        with pytest.raises(DataError, match="states no known vintage"):
            ntm.load_districts(boundaries=folder)


def test_a_measure_loses_no_district_without_a_word(plan) -> None:
    with pytest.raises(DataError, match=r"only in register 395 \(Thọ Xuân\)"):
        measures.measure("ocop_per_10k_people").values(plan.matrix().drop(395), places.units())


def test_the_166_communes_share_the_lines_of_the_27_districts(districts: gpd.GeoDataFrame) -> None:
    communes = ntm.load_communes()
    assert len(communes) == 166
    assert communes.is_valid.all()
    assert shapely.coverage_is_valid(communes.to_crs(4326).geometry.to_numpy())
    whole, apart = (layer.union_all() for layer in (districts, communes))
    assert whole.symmetric_difference(apart).area < 1  # m², of rounding alone
    outlines = shapely.union_all(communes.boundary.to_numpy())
    inner = communes[~communes["districts"].str.contains("|", regex=False)]
    for code, parts in inner.groupby("districts"):
        outside = parts.union_all().difference(districts.geometry[int(code)].buffer(0.01))
        assert outside.area < 1
    # Only inside the seven straddlers does a district line run where no commune has one.
    straddling = communes.drop(inner.index).union_all()
    free = districts.boundary.difference(outlines.buffer(0.01))
    assert free.difference(straddling.buffer(0.02)).length.max() < 0.1
    assert (free.length > 100).sum() >= 10


def test_label_points_of_communes_lie_inside() -> None:
    communes = ntm.load_communes()
    assert geography.label_points(communes).within(communes.geometry).all()


def test_both_layers_say_what_they_are() -> None:
    for name, level, vintage in (
        ("districts_2024", "district", "2020-06-01"),
        ("communes_2025", "commune", "2025-07-01"),
    ):
        said = geography.record(name)
        assert (said["level"], said["vintage"]) == (level, vintage)
        assert "MIT" in said["licence"]
        assert len(said["sha256"]) == 64
        assert len(ntm.load_layer(name)) == {"district": 27, "commune": 166}[level]
