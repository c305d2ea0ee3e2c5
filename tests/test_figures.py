"""What is drawn, held against the tables: colours, labels, legend, alt text."""

import warnings
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.text import Annotation, Text

import ntm_analysis as ntm
from ntm_analysis import places
from ntm_analysis.figures import maps, save, style
from ntm_analysis.plan import Plan
from ntm_analysis.vocabulary import INDICATORS


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def unit_texts(ax: Axes) -> dict[str, str]:
    names = set(places.units()["name"])
    said = [t.get_text() for t in ax.texts if t.get_text().split("\n")[0] in names]
    return {text.split("\n")[0]: text.partition("\n")[2] for text in said}


def all_texts(ax: Axes) -> str:
    return " ".join(t.get_text() for t in ax.get_figure().findobj(Text))


@pytest.mark.parametrize("indicator", INDICATORS)
def test_map_names_27_units_and_prints_each_value(plan: Plan, indicator: str) -> None:
    ax = ntm.maps.target_map(plan, indicator)
    values = plan.target(indicator)
    expected = {
        places.unit_name(code): "" if pd.isna(value) else str(value)
        for code, value in values.items()
    }
    assert unit_texts(ax) == expected
    for word in ("nan", "NaN", "None", "Missing", "<NA>"):
        assert word not in all_texts(ax)


def test_map_colours_follow_the_values_and_blanks_look_like_no_number(plan: Plan) -> None:
    ax = ntm.maps.target_map(plan, "commune_ntm")
    values = plan.target("commune_ntm").sort_index()
    colours = [to_hex(colour) for colour in ax.collections[0].get_facecolors()]
    by_value: dict[object, set[str]] = {}
    for value, colour in zip(values.fillna(-1), colours, strict=False):
        by_value.setdefault(value, set()).add(colour)
    assert all(len(found) == 1 for found in by_value.values())
    assert len(set.union(*by_value.values())) == len(by_value) == 4
    assert by_value[-1] == {style.BLANK_FILL}
    legend = [text.get_text() for text in ax.get_legend().get_texts()]
    assert legend == ["1  (5)", "2  (3)", "3  (2)", "Không giao chỉ tiêu  (17)"]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("indicator", ["ocop_products", "district_ntm"])
def test_labels_neither_overlap_nor_leave_the_frame(plan: Plan, lang: str, indicator: str) -> None:
    ax = ntm.maps.target_map(plan, indicator, lang=lang)
    names = set(places.units()["name"])
    labels = [
        t for t in ax.texts if isinstance(t, Annotation) and t.get_text().split("\n")[0] in names
    ]
    boxes = [label.get_window_extent() for label in labels]
    frame = ax.get_window_extent()
    assert len(boxes) == 27
    for at, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[:at]), labels[at].get_text()
        assert frame.x0 <= box.x0
        assert box.x1 <= frame.x1


def test_measure_map_prints_rates_and_its_formula(plan: Plan) -> None:
    ax = ntm.maps.measure_map(plan, "ocop_per_10k_people", lang="en")
    assert unit_texts(ax)["Thọ Xuân"] == f"{7 / 195_998 * 10_000:.2f}"
    assert "people on 1 April 2019" in all_texts(ax)


@pytest.mark.parametrize(
    "values",
    [[1] * 27, [np.nan] * 27, [0.0] * 27, list(range(27)), [1.0] * 26 + [1e9], [-1.0, *[0.5] * 26]],
)
def test_odd_values_are_drawn_and_no_class_parts_a_tie(values: list[float]) -> None:
    layer = ntm.load_districts()
    series = pd.Series(values, index=layer.index, dtype=float)
    ax = maps.choropleth(
        layer, series, name="x", title="x", subtitle="", blank="no value", source=""
    )
    counts = [int(t.get_text().rpartition("(")[2][:-1]) for t in ax.get_legend().get_texts()]
    assert sum(counts) == 27


def test_zero_is_a_number_and_blank_is_not(plan: Plan) -> None:
    layer = ntm.load_districts()
    series = pd.Series(0.0, index=layer.index)
    series[395] = np.nan
    ax = maps.choropleth(layer, series, name="x", title="x", subtitle="", blank="trống", source="")
    assert unit_texts(ax)["Thọ Xuân"] == ""
    assert unit_texts(ax)["Bỉm Sơn"] == "0"
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["0  (26)", "trống  (1)"]


def test_funding_chart_draws_each_amount_to_one_scale(plan: Plan) -> None:
    ax = ntm.charts.funding_mix(plan)
    widths = sorted(round(bar.get_width(), 3) for bar in ax.patches)
    assert widths == [100.55, 182.5, 644.87, 681.5, 730.539, 1095.207, 4072.266, 4899.644]
    assert "4.899,644 tỷ đồng · 65,26% · chênh 8 triệu đồng" in all_texts(ax)


def test_ranked_bars_leave_blanks_out(plan: Plan) -> None:
    ax = ntm.charts.ranked(plan.target("village_ntm"), places.units()["name"], title="x")
    assert [bar.get_width() for bar in ax.patches] == [2, 2, 5, 5, 5, 5, 8, 9, 9, 10]
    assert ax.get_yticklabels()[-1].get_text() == "Như Xuân"


def test_alt_text_names_the_extremes(plan: Plan) -> None:
    said = style.alt_text(ntm.maps.target_map(plan, "village_ntm"))
    assert "Cao nhất: 10 (Như Xuân)" in said
    assert "thấp nhất: 2 (Quan Sơn, Như Thanh)" in said
    assert "17 đơn vị không có số" in said


def test_no_letter_is_missing_from_the_font(plan: Plan) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ax = ntm.maps.target_map(plan, "ocop_products")
        ax.set_title("ẮẰẲẴẶ ẤẦẨẪẬ ẾỀỂỄỆ ỐỒỔỖỘ ỚỜỞỠỢ ỨỪỬỮỰ ỲỴỶỸ Đđ đồng")
        ax.get_figure().canvas.draw()


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_same_input_same_bytes(plan: Plan, tmp_path: Path, kind: str) -> None:
    files = [tmp_path / f"{name}.{kind}" for name in "ab"]
    for file in files:
        save.save(ntm.maps.target_map(plan, "district_ntm"), file)
    assert files[0].read_bytes() == files[1].read_bytes()
