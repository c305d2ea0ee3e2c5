"""Which of today's communes stand where a district's targets lived: tables, maps and notebook 06."""

import pandas as pd
import pytest
from test_notebooks import executed, rows_of

import ntm_analysis as ntm
from ntm_analysis.figures import communes as drawn
from ntm_analysis.figures import style
from ntm_analysis.figures.labels import unlabelled
from ntm_analysis.plan import Plan
from ntm_analysis.reporting import first, publish, succession

# By hand, from Resolution 1686: clause 131 and the districts that the former communes were in.
DONG_TIEN = {
    "Thành phố Thanh Hóa": "Thiệu Vân, Thiệu Khánh, Đông Lĩnh",
    "Huyện Thiệu Hóa": "Tân Châu, Thiệu Giao",
    "Huyện Đông Sơn": "Đông Thanh, Đông Tiến",
}


def test_targets_are_not_divided_among_the_communes_of_a_district(plan: Plan) -> None:
    table = succession.by_district(plan).set_index("district")
    assert list(table.columns) == ["commune_count", "communes_today"]
    communes = table["communes_today"].str.split(", ").map(len)
    assert (communes == table["commune_count"]).all()
    assert communes.sum() == 166 + 6 + 2  # six communes in two districts, one in three
    for frame in (succession.by_commune(), succession.across(), succession.unclear()):
        assert not any("target" in column for column in frame.columns)


def test_every_commune_of_today_is_found_with_its_district() -> None:
    table = succession.by_commune().set_index("commune_today")
    assert len(table) == 166
    assert table.loc["Xã Sao Vàng", "former_district"] == "Thọ Xuân"
    assert table.loc["Phường Đông Tiến", "former_district"] == "Thanh Hóa, Thiệu Hóa, Đông Sơn"
    assert (table["across"] != "").sum() == 7


def test_what_came_from_which_district_is_told_for_those_across() -> None:
    table = succession.across()
    rows = table[table["commune_today"] == "Phường Đông Tiến"]
    assert dict(zip(rows["former_district"], rows["former_communes"], strict=True)) == DONG_TIEN


@pytest.mark.parametrize(("lang", "open_word"), [("vi", "Để ngỏ"), ("en", "Left open")])
def test_what_is_open_is_said(plan: Plan, lang: str, open_word: str) -> None:
    table = succession.unclear(lang)
    row = table[table["former_commune"].str.contains("Hải Yến")].iloc[0]
    assert row["went_into"] in {"chưa xác định", "open"}
    assert open_word in row["what_is_known"]
    assert len(table) == 12  # ten divided, Thạch Đồng not confirmed, Hải Yến open
    assert "Hải Yến (Nghi Sơn)" in first.of_communes(plan, lang)[2]
    assert open_word in ntm.succession("Nghi Sơn", lang).attrs["unresolved"][0]


def test_map_names_all_and_sets_off_the_seven() -> None:
    communes, districts = ntm.load_communes(), ntm.load_districts()
    ax = drawn.commune_map(communes, districts)
    assert unlabelled(ax) == ()
    fills = [tuple(c) for c in ax.collections[0].get_facecolor()]
    assert len(fills) == 166
    assert fills.count(style.mpl.colors.to_rgba(style.KINDS[1])) == 7
    assert "phường Đông Tiến: Thanh Hóa, Thiệu Hóa, Đông Sơn" in style.alt_text(ax)


def test_panels_name_each_commune_of_each_district() -> None:
    ax = drawn.commune_panels(ntm.load_communes(), ntm.load_districts(), lang="en")
    axes = style.figure_of(ax).axes
    assert len(axes) == 27
    words = {t.get_text().replace("\n", " ") for t in axes[14].texts}
    assert words == set(ntm.succession(395)["name"])
    assert all(unlabelled(panel) == () for panel in axes)


def test_the_notebook_lists_what_the_library_says(tmp_path) -> None:
    page = publish.page(executed("06_communes_2025", tmp_path), "x", "vi")
    rows = {row[0]: row[1:] for row in rows_of(page) if len(row) == 3}
    targets = {row[0]: row[1:9] for row in rows_of(page) if len(row) == 10}
    for code, name in ntm.load_districts()["name"].items():
        shown = rows[name][1].replace("*", "").split(", ")
        assert shown == ntm.succession(code)["name"].tolist(), name
    assert targets["Thọ Xuân"] == ["–", "1", "–", "2", "1", "–", "2", "7"]
    assert pd.Series([row[0] for row in rows_of(page) if len(row) == 6]).nunique() >= 166
