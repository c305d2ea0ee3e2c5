"""Maps, held against the tables: the right map, classes, blanks, labels, furniture, alt text."""

import itertools
import re

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import shapely
from figure_helpers import (
    LAYER,
    boxes,
    discs,
    legend_counts,
    legend_texts,
    names_and_numbers,
    texts,
    values_of,
    with_targets,
)  # fmt: skip
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.text import Text

import ntm_analysis as ntm
from ntm_analysis import measures, places
from ntm_analysis.errors import DataError, InputError
from ntm_analysis.figures import labels, maps, save, style
from ntm_analysis.figures.classes import classify
from ntm_analysis.plan import Plan
from ntm_analysis.text import format_number
from ntm_analysis.vocabulary import BLANKS, INDICATORS, MAP_KIND
from ntm_analysis.wording import label, say

CASES = ("as they are", "one value", "all blank", "all equal", "one extreme")
MATRIX = list(itertools.product(INDICATORS, CASES, ("vi", "en"), ("png", "svg", "pdf")))
# Each value of each dimension at least twice, each indicator with at least three cases.
SAMPLE = [
    (indicator, CASES[(at + step) % 5], ("vi", "en")[(at + step) % 2], ("png", "svg", "pdf")[(at + step) % 3])
    for at, indicator in enumerate(INDICATORS)
    for step in range(3)
]  # fmt: skip


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def all_texts(ax: Axes) -> str:
    return " ".join(t.get_text() for t in ax.get_figure().findobj(Text))


def check_map(plan: Plan, indicator: str, case: str, lang: str, kind: str) -> None:
    values = values_of(case, indicator, plan)
    ax = maps.target_map(
        with_targets(plan, indicator, values), indicator, lang=lang, districts=LAYER
    )
    mark = MAP_KIND[indicator] == "mark"
    expected = {
        code: (
            places.unit_name(code),
            "" if pd.isna(value) or (mark and value == 1) else format_number(value, lang, 0),
        )
        for code, value in values.items()
    }
    assert names_and_numbers(ax) == expected
    blank = int(values.isna().sum())
    counts = legend_counts(ax)
    assert sum(counts) == 27
    entry = f"{label('blank', 'not_assigned', lang)}  ({blank})"
    assert (entry in legend_texts(ax)) == (blank > 0)
    said = style.alt_text(ax)
    filled = values.dropna().sort_index()
    if blank:
        assert f"{label('blank', 'not_assigned', lang)}: {blank} " in said
    if len(filled) and not mark:
        assert format_number(filled.max(), lang, 0) in said
    for code in filled.index[filled == filled.max()][:4]:
        assert places.unit_name(code) in said
    assert said.startswith(label("alt.kind", MAP_KIND[indicator], lang))
    assert said not in (ax.get_title(loc="left"), all_texts(ax))
    for word in ("nan", "NaN", "None", "Missing", "<NA>"):
        assert word not in all_texts(ax) + said
    content = save.picture(ax.get_figure(), kind, said)
    assert content.startswith({"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}[kind])


@pytest.mark.parametrize(("indicator", "case", "lang", "kind"), SAMPLE)
def test_every_indicator_draws_whatever_its_values(
    plan: Plan, indicator: str, case: str, lang: str, kind: str
) -> None:
    check_map(plan, indicator, case, lang, kind)


def test_the_whole_matrix_draws(plan: Plan, whole: bool) -> None:
    if not whole:
        pytest.skip("240 maps are drawn by make test-all; make test draws a sample of 24")
    for cell in MATRIX:
        check_map(plan, *cell)
        plt.close("all")


def test_symbols_grow_in_area_with_the_number(plan: Plan) -> None:
    ax = maps.target_map(plan, "ocop_products", districts=LAYER)
    drawn = next(c for c in ax.collections if c.get_gid() == "symbols")
    values = plan.target("ocop_products").loc[LAYER.index].to_numpy(dtype=float)
    assert drawn.get_sizes() / values == pytest.approx(drawn.get_sizes()[0] / values[0])
    assert len(drawn.get_sizes()) == 27
    for handle in ax.get_legend().legend_handles:
        value = int(handle.get_label().split()[0])
        drawn_as = drawn.get_sizes()[values == value][0]
        assert handle.get_markersize() ** 2 == pytest.approx(drawn_as), "the legend is to scale"
    by_value = {}
    for value, colour in zip(values, drawn.get_facecolors(), strict=True):
        by_value.setdefault(value, set()).add(to_hex(colour))
    assert [len(found) for found in by_value.values()] == [1] * 7
    assert len(set.union(*by_value.values())) == 7
    assert len({to_hex(c) for c in ax.collections[0].get_facecolors()}) == 1, "counts never shade"


def test_counts_are_not_shaded_and_rates_show_their_formula(plan: Plan) -> None:
    assert {MAP_KIND[name] for name in INDICATORS} == {"mark", "symbols"}
    for name in measures.MEASURES:
        ax = maps.measure_map(plan, name, lang="en", districts=LAYER)
        assert label("formula", name, "en") in all_texts(ax).replace("\n", " ")
        assert len({to_hex(c) for c in ax.collections[0].get_facecolors()}) > 1
        plt.close("all")


def test_measures_printed_on_the_map_are_those_of_a_hand(plan: Plan) -> None:
    ax = maps.measure_map(plan, "ocop_per_10k_people", lang="en", districts=LAYER)
    assert names_and_numbers(ax)[395] == ("Thọ Xuân", f"{7 / 195_998 * 10_000:.2f}")
    ax = maps.measure_map(plan, "village_ntm_share_pct", lang="vi", districts=LAYER)
    assert names_and_numbers(ax)[402] == ("Như Xuân", "16,67")  # 10 of 60


def test_a_district_target_is_a_marked_district(plan: Plan) -> None:
    ax = maps.target_map(plan, "district_advanced", districts=LAYER)
    marked = {
        code
        for code, colour in zip(LAYER.index, ax.collections[0].get_facecolors(), strict=True)
        if to_hex(colour) != style.PAPER
    }
    assert marked == {395, 406}
    assert ax.get_title(loc="left").replace("\n", " ") == (
        "Huyện nông thôn mới nâng cao 2024: giao cho Quảng Xương, Thọ Xuân"
    )
    assert legend_texts(ax) == ["Được giao  (2)", "Không giao chỉ tiêu  (25)"]
    assert discs(ax) == []


@pytest.mark.parametrize(
    ("indicator", "title"),
    [
        ("village_ntm", "Thôn, bản nông thôn mới 2024: Như Xuân được giao nhiều nhất, 10 trên 60"),
        ("ocop_products", "Sản phẩm OCOP 2024: Quảng Xương, Thiệu Hóa được giao nhiều nhất, mỗi đơn vị 8 trên 120"),
        ("commune_model", "Xã nông thôn mới kiểu mẫu 2024: 10 đơn vị được giao, mỗi đơn vị 1"),
        ("commune_advanced", "Xã nông thôn mới nâng cao 2024: 4 đơn vị được giao nhiều nhất, mỗi đơn vị 2 trên 19"),
        ("district_ntm", "Huyện nông thôn mới 2024: giao cho Như Thanh"),
    ],
)  # fmt: skip
def test_the_title_states_the_finding(plan: Plan, indicator: str, title: str) -> None:
    ax = maps.target_map(plan, indicator, districts=LAYER)
    said = ax.get_title(loc="left").replace("\n", " ")
    names = re.compile(r"(Quảng Xương|Thiệu Hóa), (Quảng Xương|Thiệu Hóa)")
    assert names.sub("Quảng Xương, Thiệu Hóa", said) == title


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("size", ["A4", "A5", "slide"])
@pytest.mark.parametrize("what", [*INDICATORS, "ocop_per_10k_people"])
def test_labels_neither_overlap_nor_leave_the_frame(
    plan: Plan, what: str, size: str, lang: str, whole: bool
) -> None:
    if lang == "en" and not whole and what not in ("ocop_products", "ocop_per_10k_people"):
        pytest.skip("all indicators in English run in make test-all")
    draw = maps.target_map if what in INDICATORS else maps.measure_map
    ax = draw(plan, what, lang=lang, size=size, districts=LAYER)
    found = boxes(ax)
    assert len(texts(ax, "label")) == 27
    whole_page = ax.get_figure().bbox
    for text in [*ax.texts, ax.title, ax._left_title, *ax.get_legend().findobj(Text)]:
        extent = text.get_window_extent()
        if text.get_text():
            assert whole_page.x0 <= extent.x0 <= extent.x1 <= whole_page.x1, text
            assert whole_page.y0 <= extent.y0 <= extent.y1 <= whole_page.y1, text
    frame = labels.frame(ax)
    for name, box in found.items():
        assert frame.buffer(0.5).contains(box), name
    for (one, first), (other, second) in itertools.combinations(found.items(), 2):
        assert first.intersection(second).area < 0.05, f"{one} and {other}"
    for disc in discs(ax):
        for name, box in found.items():
            assert disc.intersection(box).area < 0.15, name
    shapes = dict(zip(LAYER.index, labels.on_page(ax, LAYER), strict=True))
    leaders = {
        int(line.get_gid().split("-")[1])
        for line in ax.lines
        if str(line.get_gid()).startswith("leader")
    }
    land = shapely.union_all(list(shapes.values()))
    for code in LAYER.index:
        box = found[f"label {code}"]
        if code in leaders:
            assert box.intersection(land).area < 0.05 * box.area, places.unit_name(code)
        else:
            assert shapes[code].buffer(0.5).contains(box.centroid), places.unit_name(code)


def test_the_labels_are_the_same_on_every_run(plan: Plan) -> None:
    runs = [
        {c: t.get_position() for c, t in texts(maps.target_map(plan, "ocop_products"), "label").items()}
        for _ in range(2)
    ]  # fmt: skip
    assert runs[0] == runs[1]


def test_kinds_of_blank_are_kept_apart_in_colour_and_in_grey(plan: Plan) -> None:
    values = pd.Series(2.0, index=LAYER.index)
    kinds = pd.Series("", index=LAYER.index)
    for code, kind in zip(LAYER.index, [*BLANKS, *BLANKS], strict=False):
        values[code], kinds[code] = np.nan, kind
    ax = maps.choropleth(LAYER, values, name="x", title="x", lang="en", blanks=kinds)
    hatched = {c.get_gid(): c.get_hatch() for c in ax.collections if c.get_hatch()}
    assert set(hatched) == {f"blank-{kind}" for kind in BLANKS}
    assert len(set(hatched.values())) == len(BLANKS), "each has a pattern of its own, seen in grey"
    shown = legend_texts(ax)
    assert shown[0] == f"2  ({27 - 2 * len(BLANKS)})"
    assert set(shown[1:]) == {f"{label('blank', kind, 'en')}  (2)" for kind in BLANKS}
    said = style.alt_text(ax)
    assert all(f"{label('blank', kind, 'en')}: 2 units." in said for kind in BLANKS)


def test_a_blank_looks_like_no_number(plan: Plan) -> None:
    ax = maps.measure_map(plan, "commune_ntm_pct", districts=LAYER)
    empty = plan.target("commune_ntm").loc[LAYER.index].isna().to_numpy()
    colours = np.array([to_hex(c) for c in ax.collections[0].get_facecolors()])
    assert set(colours[empty]) == {style.PAPER}
    assert style.PAPER not in set(colours[~empty])
    assert not set(style.SEQUENCE) & {style.PAPER}


def test_zero_is_a_number_and_blank_is_not() -> None:
    series = pd.Series(0.0, index=LAYER.index)
    series[395] = np.nan
    for kind in ("shade", "symbols"):
        ax = maps.choropleth(LAYER, series, name="x", title="x", blank="trống", kind=kind)
        printed = names_and_numbers(ax)
        assert printed[395] == ("Thọ Xuân", "")
        assert printed[381] == ("Bỉm Sơn", "0")
        assert legend_texts(ax) == ["0  (26)", "trống  (1)"]


def test_an_unknown_kind_and_negative_symbols_are_refused() -> None:
    series = pd.Series(-1.0, index=LAYER.index)
    with pytest.raises(InputError, match=r"kind of map 'pie'; allowed: symbols, shade, mark"):
        maps.choropleth(LAYER, series, name="x", title="x", kind="pie")
    with pytest.raises(InputError, match="-1 is below zero"):
        maps.choropleth(LAYER, series, name="x", title="x", kind="symbols")
    with pytest.raises(DataError, match="infinite"):
        maps.choropleth(LAYER, series * np.inf, name="x", title="x")
    blanks = pd.Series("lost", index=LAYER.index)
    with pytest.raises(InputError, match="kind of blank 'lost'"):
        maps.choropleth(LAYER, series * np.nan, name="x", title="x", blanks=blanks)


@pytest.mark.parametrize(
    "values",
    [
        [1] * 27, [0.0] * 27, list(range(27)), [1.0] * 26 + [1e9], [-1.0, *[0.5] * 26],
        [1] * 20 + [2, 3, 4, 5, 6, 7, 8], [-3, -2, -1, 0, *[5] * 23], list(range(-13, 14)),
        [0.001] * 13 + [0.002] * 14,
    ],
)  # fmt: skip
def test_no_class_parts_a_tie_and_labels_tell_classes_apart(values: list[float]) -> None:
    series = pd.Series(values, index=LAYER.index, dtype=float)
    classes = classify(series, "vi", 2)
    placed = {value: {classes.place(v) for v in series[series == value]} for value in set(values)}
    assert all(len(found) == 1 for found in placed.values())
    order = [next(iter(placed[value])) for value in sorted(placed)]
    assert order == sorted(order)
    assert sum(classes.counts(series)) == 27
    assert all(count > 0 for count in classes.counts(series)), "no class is empty"
    assert len(set(classes.labels)) == len(classes.labels)
    negative, positive = {v for v in values if v < 0}, {v for v in values if v > 0}
    assert not {classes.place(v) for v in negative} & {classes.place(v) for v in positive}
    assert len(set(classes.colours)) == len(classes.colours)


def test_small_multiples_share_classes_and_scale(plan: Plan) -> None:
    first = maps.small_multiples(plan, lang="vi", districts=LAYER)
    seen: dict[int, set[tuple[str, float]]] = {}
    for ax, indicator in zip(first.get_figure().axes, plan.headline["indicator"], strict=True):
        values = plan.target(indicator).loc[LAYER.index].dropna()
        drawn = [c for c in ax.collections if c.get_gid() == "symbols"]
        if MAP_KIND[indicator] == "mark":
            assert drawn == []
            continue
        printed = {code: t.get_text() for code, t in texts(ax, "value").items()}
        assert printed == {code: str(value) for code, value in values.items()}
        for value, colour, size in zip(
            values, drawn[0].get_facecolors(), drawn[0].get_sizes(), strict=True
        ):
            seen.setdefault(int(value), set()).add((to_hex(colour), round(float(size), 6)))
    legend = first.get_figure().legends[0]
    handles = [h for h in legend.legend_handles if h.get_label()[0].isdigit()]
    for handle in handles:
        highest = int(handle.get_label().split(" – ")[-1])
        colour, size = next(iter(seen[highest]))
        assert to_hex(handle.get_markerfacecolor()) == colour
        assert handle.get_markersize() ** 2 == pytest.approx(size), "the legend is to scale"
    assert [h.get_label() for h in handles] == ["1", "2", "3 – 5", "6 – 10"]
    assert set(seen) == set(range(1, 11))
    assert all(len(found) == 1 for found in seen.values()), "same value, same colour and size"
    assert style.alt_text(first).startswith("8 bản đồ nhỏ")


def test_furniture_stands_on_the_map(plan: Plan) -> None:
    ax = maps.target_map(plan, "ocop_products", lang="vi", districts=LAYER)
    said = all_texts(ax).replace("\n", " ")
    assert "phụ lục, dòng 211–238" in said
    assert "31/12/2024" in said
    assert "geoBoundaries (CC BY 3.0 IGO)" in said
    bar = next(line for line in ax.lines if line.get_gid() == "scale-bar")
    length = max(bar.get_xdata()) - min(bar.get_xdata())
    assert f"{length / 1000:.0f} km" in said.split("Nguồn")[0] + said
    assert length == pytest.approx(20_000)
    other = maps.target_map(plan, "ocop_products", lang="en", districts=LAYER, boundaries="/x/mine")
    assert "the layer mine" in all_texts(other)


def test_legend_prints_numbers_the_vietnamese_way() -> None:
    series = pd.Series([7507.44] + [1095.2] * 26, index=LAYER.index)
    ax = maps.choropleth(LAYER, series, name="x", title="x", lang="vi", decimals=2)
    assert legend_texts(ax) == ["1.095,20  (26)", "7.507,44  (1)"]


def test_islands_and_holes_are_drawn() -> None:
    from ntm_analysis.figures.units import path_of

    for shape in LAYER.geometry:
        rings = sum(1 + len(part.interiors) for part in shapely.get_parts(shape))
        path = path_of(shape)
        assert (path.codes == path.MOVETO).sum() == rings
    assert max(len(shapely.get_parts(shape)) for shape in LAYER.geometry) > 3, "there are islands"


def test_alt_text_names_extremes_extent_and_blanks(plan: Plan) -> None:
    said = style.alt_text(maps.target_map(plan, "village_ntm", districts=LAYER))
    assert "Cao nhất: 10 (Như Xuân)" in said
    assert "thấp nhất: 2 (Quan Sơn, Như Thanh)" in said
    assert "Không giao chỉ tiêu: 17 đơn vị" in said
    assert "từ Mường Lát ở phía tây đến Nga Sơn ở phía đông" in said


def voronoi(count: int) -> "ntm.geography.gpd.GeoDataFrame":
    import geopandas as gpd

    points = shapely.points(np.random.default_rng(7).uniform(0, 140_000, (count, 2)))
    square = shapely.box(0, 0, 140_000, 120_000)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points)))
    cells = [c for c in shapely.intersection(cells, square) if c.area > 0]
    return gpd.GeoDataFrame(
        {"name": [f"Xã số {at}" for at in range(len(cells))], "geometry": cells},
        index=pd.Index(range(10_000, 10_000 + len(cells)), name="code"), crs="EPSG:5897",
    )  # fmt: skip


@pytest.mark.parametrize("count", [166, 700])
@pytest.mark.parametrize("kind", ["symbols", "shade"])
def test_many_units_draw_and_those_without_label_are_listed(count: int, kind: str) -> None:
    layer = voronoi(count)
    values = pd.Series(range(len(layer)), index=layer.index, dtype=float)
    ax = maps.choropleth(layer, values, name="x", title="x", kind=kind, size="A4")
    written = set(texts(ax, "label"))
    missing = {name.split()[2] for name in maps.unlabelled(ax)}
    assert {int(code) - 10_000 for code in written} | set(map(int, missing)) == set(
        range(len(layer))
    )
    assert len(written) + len(missing) == len(layer)
    assert len(written) > 20
    found = {k: b for k, b in boxes(ax).items() if k.startswith("label") or k == "legend"}
    tree = shapely.STRtree(list(found.values()))
    one, other = tree.query(list(found.values()), predicate="overlaps")
    crossed = [
        a
        for a, b in zip(one, other, strict=True)
        if list(found.values())[a].intersection(list(found.values())[b]).area > 0.05
    ]
    assert crossed == []
    note = say("map.unlabelled_count", "vi", count=len(missing))
    assert note in style.alt_text(ax)
    assert note in all_texts(ax)
