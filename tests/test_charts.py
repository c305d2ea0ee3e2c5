"""Charts, held against the tables: lengths, labels, alt text."""

import datetime as dt
import itertools

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.text import Text

import ntm_analysis as ntm
from ntm_analysis import measures, places
from ntm_analysis.figures import charts, gallery, save, style
from ntm_analysis.plan import Plan
from ntm_analysis.wording import say

UNITS = places.units()


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def all_texts(ax: Axes) -> str:
    return " ".join(t.get_text() for t in ax.get_figure().findobj(Text)).replace("\n", " ")


def test_funding_bars_have_one_scale_and_both_shares_beside_them(plan: Plan) -> None:
    ax = charts.funding_mix(plan)
    widths = sorted(round(bar.get_width(), 3) for bar in ax.patches)
    assert widths == [100.55, 182.5, 644.87, 681.5, 730.539, 1095.207, 4072.266, 4899.644]
    rows: dict[float, list[str]] = {}
    for text in ax.texts:
        if text.get_position()[1] in range(8) and text.get_text():
            rows.setdefault(text.get_position()[1], []).append(text.get_text())
    assert rows[0][:3] == ["4.899,644", "65,26", "65,264"]
    assert rows[1][:3] == ["644,870", "–", "8,590"]
    assert rows[7][:3] == ["1.095,207", "14,59", "14,588"]
    assert "không gồm tiền người" in " ".join(rows[7][3].split())
    assert "in “4.072.266 tỷ đồng”, đọc là “4.072,266 tỷ đồng”" in all_texts(ax)


def test_the_8_million_are_drawn_to_scale(plan: Plan) -> None:
    inset = next(a for a in charts.funding_mix(plan).child_axes if a.get_gid() == "gap")
    ends = [bar.get_x() + bar.get_width() for bar in inset.patches]
    assert ends[0] - ends[1] == pytest.approx(8, abs=1e-6)  # million VND
    drawn = inset.lines[0].get_xdata()
    assert max(drawn) - min(drawn) == pytest.approx(8, abs=1e-6)
    assert "Chênh 8 triệu đồng" in all_texts(inset)


def test_no_gap_no_inset(plan: Plan, broken_plan) -> None:
    folder = broken_plan(
        "funding", '4899644000000,65.26,,"4.899,644', '4899636000000,65.26,,"4.899,636'
    )
    ax = charts.funding_mix(ntm.load_plan(folder))
    assert ax.child_axes == []
    assert "Chênh" not in all_texts(ax)


def test_state_and_others_add_up_to_the_total(plan: Plan) -> None:
    ax = charts.state_split(plan, lang="en")
    widths = [bar.get_width() for bar in ax.patches]
    assert widths[0] == pytest.approx(4899.644)
    assert sum(widths[1:]) == pytest.approx(681.5 + 730.539 + 100.55 + 1095.207)
    assert "2,607.796 billion VND · 34.74%" in all_texts(ax)


def test_leverage_of_one_dong_of_central_money(plan: Plan) -> None:
    ax = charts.leverage(plan, lang="en")
    assert [round(bar.get_width(), 4) for bar in ax.patches] == [
        round(x / 644.87, 4) for x in (182.5, 4072.266, 681.5, 730.539, 100.55, 1095.207)
    ]
    assert f"goes with {(7507.44 - 644.87) / 644.87:.2f} VND" in all_texts(ax)
    assert "Formula: each bar = money of the source / central budget" in all_texts(ax)


def test_what_if_shows_total_and_gap_of_each_source(plan: Plan) -> None:
    ax = charts.what_if(plan, 10, lang="en")
    bars = [bar.get_width() for bar in ax.patches]
    assert [round(r + g, 3) for r, g in zip(bars[::2], bars[1::2], strict=True)] == [7507.44] * 5
    assert [round(gap, 4) for gap in bars[1::2]] == [489.9644, 68.15, 73.0539, 10.055, 109.5207]
    assert "Computed, not forecast" in all_texts(ax)
    assert "7,017.476 left, 489.964 missing (6.53%)" in all_texts(ax)


def test_ranked_bars_leave_blanks_out_and_show_zones(plan: Plan) -> None:
    values = plan.target("village_ntm")
    ax = charts.ranked(values, UNITS["name"], title="x", zones=UNITS["zone"])
    assert [bar.get_width() for bar in ax.patches] == [2, 2, 5, 5, 5, 5, 8, 9, 9, 10]
    assert ax.get_yticklabels()[-1].get_text() == "Như Xuân"
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["Miền núi"]
    assert "Để trống: 17 đơn vị" in style.alt_text(ax)
    assert say("chart.assigned", count=10, blank=17) in all_texts(ax)


def test_zone_shares_add_up_and_name_the_mountains(plan: Plan) -> None:
    ax = charts.zone_shares(plan, UNITS["zone"])
    by_row = np.zeros(8)
    for bar in ax.patches:
        by_row[round(bar.get_y() + bar.get_height() / 2)] += bar.get_width()
    assert by_row == pytest.approx([100] * 8)
    mountain = UNITS.index[UNITS["zone"] == "mountain"]
    assert len(mountain) == 11
    expected = plan.target("ocop_products")[mountain].sum() / 120 * 100
    assert ax.patches[7].get_width() == pytest.approx(expected)
    assert "11 huyện miền núi" in all_texts(ax)


def test_the_lorenz_curve_and_its_index(plan: Plan) -> None:
    values = plan.target("village_ntm")
    ax = charts.concentration(values, name="x", lang="en")
    curve = ax.lines[1]
    assert list(curve.get_xdata()) == pytest.approx([10 * step for step in range(11)])
    held = np.cumsum([2, 2, 5, 5, 5, 5, 8, 9, 9, 10]) / 60 * 100
    assert list(curve.get_ydata()) == pytest.approx([0, *held])
    filled = values.dropna().to_numpy(dtype=float)
    by_pairs = np.abs(filled[:, None] - filled[None, :]).sum() / (2 * len(filled) * filled.sum())
    assert measures.gini(values) == pytest.approx(by_pairs)
    assert f"Gini index {by_pairs:.2f}" in all_texts(ax)
    assert "17 units without a target are not counted" in all_texts(ax)
    empty = charts.concentration(values * pd.NA, name="x", lang="en")
    assert "x: assigned to no unit" in all_texts(empty)


def test_heat_table_prints_92_numbers_and_leaves_124_cells_blank(plan: Plan) -> None:
    ax = charts.heat_table(plan, UNITS["name"])
    printed = {(int(t.get_position()[1]), int(t.get_position()[0])): t.get_text()
               for t in ax.texts if t.get_text().isdigit()}  # fmt: skip
    wide = plan.matrix()
    expected = {
        (row, column): str(wide.iloc[row, column])
        for row, column in itertools.product(range(27), range(8))
        if not pd.isna(wide.iloc[row, column])
    }
    assert printed == expected
    assert len(printed) == 92
    blank = [p for p in ax.patches if p.get_hatch()]
    assert len(blank) == 124
    assert {p.get_facecolor() for p in blank}.isdisjoint(
        {p.get_facecolor() for p in ax.patches if not p.get_hatch()}
    )


def test_before_by_and_within_are_drawn_differently(plan: Plan) -> None:
    from dataclasses import replace

    duties = plan.duties.copy()
    row = duties["duty"] == "inspection_plan"
    duties.loc[row, "due_kind"] = "by"
    changed = replace(plan, tables={**plan.tables, "duties": duties})
    ax = charts.timeline(changed)
    looks = {
        line.get_gid(): (line.get_marker(), line.get_markerfacecolor())
        for line in ax.lines
        if line.get_gid()
    }
    assert looks == {"before": ("<", "white"), "by": ("s", style.INK)}
    bars = [
        (round(b.get_x()), round(b.get_x() + b.get_width()))
        for b in ax.patches
        if b.get_gid() == "within"
    ]
    assert len(bars) == 13
    assert (92, 183) in bars, "the second quarter of 2024: days 92 to 182"
    assert len(ax.get_legend().get_texts()) == 3
    assert (
        "nâng cao, báo cáo UBND tỉnh thẩm tra (Thọ Xuân): Trong kỳ, chậm nhất 30/06/2024"
        in style.alt_text(ax)
    )


def test_a_period_that_is_not_named_has_no_start() -> None:
    from ntm_analysis.figures.duties import period_start

    assert period_start("khi cần", dt.date(2024, 5, 1)) is None
    assert period_start("trong năm 2024", dt.date(2024, 12, 31)) == dt.date(2024, 1, 1)
    assert period_start("huyện Như Thanh trong Quý IV", dt.date(2024, 12, 31)) == dt.date(
        2024, 10, 1
    )


def test_bodies_are_joined_to_their_districts(plan: Plan) -> None:
    ax = charts.bodies(plan, UNITS["name"], UNITS["zone"], lang="en")
    assert "21 bodies are in charge of 27 units" in all_texts(ax)
    rows = {t.get_text(): t.get_position()[1] for t in ax.texts}
    assert rows["Department of Finance"] == rows["Thọ Xuân"]
    assert rows["Department of Agriculture and Rural Development"] == np.mean(
        [rows[name] for name in ("Quảng Xương", "Quan Sơn", "Lang Chánh")]
    )


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_picture_of_the_gallery_draws_with_its_text(lang: str, plan: Plan) -> None:
    seen = {}
    for name, ax in ntm.gallery(plan, lang):
        said = style.alt_text(ax)
        assert len(said) > 60
        assert said not in {t.get_text() for t in ax.get_figure().findobj(Text)}
        for word in ("nan", "NaN", "None", "<NA>"):
            assert word not in all_texts(ax).split() + said.split(), name
        figure = ax.get_figure()
        figure.draw_without_rendering()
        drawn, (width, height) = figure.get_tightbbox(), figure.get_size_inches()
        assert drawn.x0 >= 0, f"{name} is cut off on the left"
        assert drawn.y0 >= 0, f"{name} is cut off below"
        assert drawn.x1 <= width, f"{name} is cut off on the right"
        assert drawn.y1 <= height, f"{name} is cut off above"
        if lang == "vi":
            assert save.picture(ax.get_figure(), "svg", said, 72)
        seen[name] = said
        plt.close("all")
    assert set(seen) == set(gallery.drawings(plan))
    assert len(set(seen.values())) == len(seen)


def test_charts_take_axes_and_give_them_back(plan: Plan) -> None:
    calls = [
        lambda ax: charts.funding_mix(plan, ax=ax), lambda ax: charts.state_split(plan, ax=ax),
        lambda ax: charts.leverage(plan, ax=ax), lambda ax: charts.what_if(plan, ax=ax),
        lambda ax: charts.ranked(plan.target("ocop_products"), UNITS["name"], title="x", ax=ax),
        lambda ax: charts.zone_shares(plan, UNITS["zone"], ax=ax),
        lambda ax: charts.concentration(plan.target("ocop_products"), name="x", ax=ax),
        lambda ax: charts.heat_table(plan, UNITS["name"], ax=ax),
        lambda ax: charts.timeline(plan, ax=ax),
        lambda ax: charts.bodies(plan, UNITS["name"], UNITS["zone"], ax=ax),
    ]  # fmt: skip
    assert len(calls) == len(charts.__all__)
    for call in calls:
        ax = plt.figure(figsize=(10, 7)).subplots()
        assert call(ax) is ax
        assert len(plt.get_fignums()) == 1
        plt.close("all")
