"""The district layer: whole, without gap or overlap, joined on both sides."""

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from pyproj import Geod

import ntm_analysis as ntm
from ntm_analysis import geography, places, store
from ntm_analysis.errors import DataError, InputError


@pytest.fixture(scope="module")
def districts() -> gpd.GeoDataFrame:
    return ntm.load_districts(on="2024-12-31")


@pytest.fixture(scope="module")
def shipped() -> gpd.GeoDataFrame:
    return gpd.read_file(store.find_layer("districts_2024") / "districts_2024.shp")


def test_27_valid_polygons_named_as_in_the_register(shipped: gpd.GeoDataFrame) -> None:
    assert len(shipped) == 27
    assert shipped.is_valid.all()
    assert shipped.crs.to_epsg() == 4326
    assert (
        dict(zip(shipped["code"], shipped["name"], strict=True)) == places.units()["name"].to_dict()
    )


def test_no_gap_and_no_overlap(shipped: gpd.GeoDataFrame) -> None:
    shapes = shipped.geometry.to_numpy()
    assert shapely.coverage_is_valid(shapes)
    whole = shapely.union_all(shapes)
    assert sum(shape.area for shape in shapes) == pytest.approx(whole.area, rel=1e-9)
    mainland = max(shapely.get_parts(whole), key=shapely.area)
    assert shapely.get_num_interior_rings(mainland) == 0


def test_islands_are_kept_and_areas_near_the_official_ones(shipped: gpd.GeoDataFrame) -> None:
    parts = shipped.set_index("code").geometry.map(shapely.get_num_geometries)
    assert parts[parts > 1].to_dict() == {400: 2, 407: 9}
    geod = Geod(ellps="WGS84")
    area = shipped.set_index("code").geometry.map(
        lambda s: abs(geod.geometry_area_perimeter(s)[0]) / 1e6
    )
    difference = (area / places.units()["area_km2"] - 1).abs()
    assert difference.max() < 0.04
    assert difference.median() < 0.005


def test_neighbours_are_those_of_the_map(districts: gpd.GeoDataFrame) -> None:
    # Read off a map of the province.
    names = {places.unit_name(code) for code in geography.neighbours(districts, 395)}
    assert names == {"Ngọc Lặc", "Yên Định", "Thiệu Hóa", "Triệu Sơn", "Thường Xuân"}


def test_label_points_lie_inside(districts: gpd.GeoDataFrame) -> None:
    assert geography.label_points(districts).within(districts.geometry).all()


def test_a_join_that_would_lose_a_row_stops(districts: gpd.GeoDataFrame) -> None:
    values = pd.Series(1, index=districts.index, name="value")
    with pytest.raises(DataError, match=r"only in layer 395 \(Thọ Xuân\), only in values none"):
        geography.join(districts, values.drop(395), "layer", "values")
    with pytest.raises(DataError, match="only in values 999"):
        geography.join(districts, pd.concat([values, pd.Series({999: 1})]), "layer", "values")
    with pytest.raises(DataError, match="more than once 395"):
        geography.join(districts, pd.concat([values, values.loc[[395]]]), "layer", "values")


def test_a_layer_that_lacks_a_unit_is_refused(shipped: gpd.GeoDataFrame, tmp_path) -> None:
    shipped.iloc[1:].to_file(tmp_path / "layer.shp", encoding="UTF-8")
    with pytest.raises(DataError, match=r"only in register 380 \(Thanh Hóa\)"):
        ntm.load_districts(boundaries=tmp_path)
    with pytest.raises(InputError, match="no boundary layer 'nowhere'"):
        ntm.load_districts(boundaries="nowhere")
