"""Annexes of a reviewer and of our own: each cell as a reader would take it, decided by hand."""

from pathlib import Path

import docx
import pandas as pd
import pytest
from documents import write_html, write_txt
from test_annexes import cells, remarks

import ntm_analysis as ntm
from ntm_analysis.plan import Plan, load_plan, save_plan

MONEY = ["II. NGUỒN VỐN", "Tổng vốn: 100 tỷ đồng, gồm: NSTW 60 tỷ đồng; NS tỉnh 40 tỷ đồng."]


def title(province: str, year: int) -> list[str]:
    return [
        "KẾ HOẠCH",
        f"Thực hiện Chương trình MTQG xây dựng nông thôn mới tỉnh {province} năm {year}",
    ]


def read(
    folder: Path, rows: str, province: str = "Quảng Trị", year: int = 2025, *, kind: str = ".txt"
) -> Plan:
    """Read a plan whose annex has rows parted by lines and cells parted by bars."""
    text = [*title(province, year), *MONEY, "Phụ lục"]
    table = [[cell.strip() for cell in line.split("|")] for line in rows.strip().splitlines()]
    if kind == ".txt":
        return ntm.read_plan(write_txt(folder / "plan.txt", text, table))
    assert kind == ".html"
    return ntm.read_plan(write_html(folder / "plan.html", text, table))


def values(plan: Plan) -> dict[tuple[str, str], int]:
    """Return the cells that hold a number."""
    return {key: value for key, value in cells(plan).items() if not pd.isna(value)}


def totals(plan: Plan) -> dict[str, int]:
    return dict(zip(plan.totals["indicator"], plan.totals["value"], strict=True))


def errors(plan: Plan, folder: Path) -> set[str]:
    """Return the checks that found an error; the plan can be saved and loaded besides."""
    save_plan(plan, folder / "package")
    load_plan(folder / "package")
    found = ntm.audit(plan)
    return set(found.loc[found["severity"] == "error", "check"])


# Name: rows of the annex, cells, totals, remarks that there must be, errors.
HUONG, DAK = "Hướng Hóa", "Đakrông"
LAYOUTS: dict[str, tuple[str, dict, dict, set[str], set[str]]] = {
    "A25 communes that have not reached the standard": (
        "TT|Huyện|Số xã chưa đạt chuẩn NTM|OCOP\n1|Hướng Hóa|3|5\n2|Đakrông|4|7",
        {(HUONG, "ocop_products"): 5, (DAK, "ocop_products"): 7}, {}, {"column_left_out"}, set()),
    "A25 not at the higher level, files": (
        "TT|Huyện|Số xã không đạt chuẩn NTM nâng cao|Số hồ sơ OCOP|Xã NTM\n1|Hướng Hóa|3|5|1\n2|Đakrông|4|7|2",
        {(HUONG, "commune_ntm"): 1, (DAK, "commune_ntm"): 2}, {}, {"column_left_out"}, set()),
    "A26 levels in short": (
        "TT|Huyện|Xã NTM NC|Xã NTM KM|Xã NTM\n1|Hướng Hóa|3|1|5\n2|Đakrông|4|0|7\n|Tổng|7|1|12",
        {(HUONG, "commune_advanced"): 3, (HUONG, "commune_model"): 1, (HUONG, "commune_ntm"): 5,
         (DAK, "commune_advanced"): 4, (DAK, "commune_model"): 0, (DAK, "commune_ntm"): 7},
        {"commune_advanced": 7, "commune_model": 1, "commune_ntm": 12}, {"zero"}, set()),
    "A26 smart communes are none of the levels": (
        "TT|Huyện|Xã NTM|Xã NTM thông minh|Thôn NTM kiểu mẫu|Khu dân cư NTM kiểu mẫu\n"
        "1|Hướng Hóa|3|1|5|6\n2|Đakrông|4|1|7|8",
        {(HUONG, "commune_ntm"): 3, (DAK, "commune_ntm"): 4}, {},
        {"column_left_out", "columns_alike"}, set()),
    "A27 the part that is added": (
        "Huyện|Số xã đạt chuẩn NTM|Trong đó: tăng thêm năm 2025\nHướng Hóa|25|2\nĐakrông|13|1\nTổng|38|3",
        {(HUONG, "commune_ntm"): 2, (DAK, "commune_ntm"): 1}, {"commune_ntm": 3},
        {"column_left_out"}, set()),
    "A28 subtotals of groups": (
        "TT|Huyện|Xã NTM|Xã NTM nâng cao\nA|Các huyện đồng bằng||\n1|Hải Lăng|1|2\n2|Triệu Phong|2|\n"
        "|Cộng A|3|2\nB|Các huyện miền núi||\n1|Hướng Hóa|3|\n2|Đakrông|1|0\n|Cộng B|4|0\n"
        "|Tổng cộng (A+B)|7|2",
        {("Hải Lăng", "commune_ntm"): 1, ("Hải Lăng", "commune_advanced"): 2,
         ("Triệu Phong", "commune_ntm"): 2, (HUONG, "commune_ntm"): 3, (DAK, "commune_ntm"): 1,
         (DAK, "commune_advanced"): 0},
        {"commune_ntm": 7, "commune_advanced": 2}, {"subtotal", "row_left_out"}, set()),
    "A28 subtotals at the end": (
        "TT|Huyện|Xã NTM\nI|Đồng bằng|\n1|Hải Lăng|1\n2|Triệu Phong|2\nII|Miền núi|\n1|Hướng Hóa|3\n"
        "|Tổng I|3\n|Tổng II|3\n|Tổng cộng|6",
        {("Hải Lăng", "commune_ntm"): 1, ("Triệu Phong", "commune_ntm"): 2, (HUONG, "commune_ntm"): 3},
        {"commune_ntm": 6}, {"subtotal"}, set()),
    "A28 a wrong subtotal": (
        "TT|Huyện|Xã NTM\nA|Các huyện đồng bằng|\n1|Hải Lăng|1\n2|Triệu Phong|2\n|Cộng A|4\n"
        "B|Các huyện miền núi|\n1|Hướng Hóa|3\n|Cộng B|3\n|Tổng cộng|6",
        {("Hải Lăng", "commune_ntm"): 1, ("Triệu Phong", "commune_ntm"): 2, (HUONG, "commune_ntm"): 3},
        {"commune_ntm": 6}, {"subtotal", "subtotal_differs"}, {"subtotal_differs"}),
    "B6 names, units, shares and notes in cells": (
        "TT|Huyện|Xã NTM|Xã NTM nâng cao|Xã NTM kiểu mẫu|OCOP\n1|Hướng Hóa|2 (Vĩnh Ô, Vĩnh Khê)|1 xã|1(*)|5\n"
        "2|Đakrông|1|03/15||7\n|Tổng|3|4|1|12",
        {(HUONG, "commune_ntm"): 2, (HUONG, "commune_advanced"): 1, (HUONG, "commune_model"): 1,
         (HUONG, "ocop_products"): 5, (DAK, "commune_ntm"): 1, (DAK, "ocop_products"): 7},
        {"commune_ntm": 3, "commune_advanced": 4, "commune_model": 1, "ocop_products": 12},
        {"cell_unread", "cell_note"}, {"cell_unread"}),
    "B6 names that are not as many": (
        "TT|Huyện|Xã NTM\n1|Hướng Hóa|3 (Vĩnh Ô và xã Vĩnh Khê)\n2|Đakrông|1\n|Tổng|4",
        {(HUONG, "commune_ntm"): 3, (DAK, "commune_ntm"): 1}, {"commune_ntm": 4}, {"cell_names"}, set()),
    "B7 marks with a number as their total": (
        "TT|Huyện|Huyện NTM|Xã NTM\n1|Hướng Hóa|x|2\n2|Đakrông||3\n|Tổng|1|5",
        {(HUONG, "district_ntm"): 1, (HUONG, "commune_ntm"): 2, (DAK, "commune_ntm"): 3},
        {"district_ntm": 1, "commune_ntm": 5}, {"marks_counted"}, set()),
    "B7 marks of communes say no number": (
        "TT|Huyện|Xã NTM nâng cao|Xã NTM\n1|Hướng Hóa|x|2\n2|Đakrông||3\n|Tổng|1|5",
        {(HUONG, "commune_ntm"): 2, (DAK, "commune_ntm"): 3}, {"commune_ntm": 5},
        {"column_of_marks"}, set()),
    "B8 parts of a district and shares": (
        "TT|Huyện|Xã NTM|Xã NTM nâng cao\n1|Hướng Hóa|2|1\n|Trong đó: Xã Tân Lập|1|\n|Xã Tân Liên|1|1\n"
        "2|Đakrông|3|2\n|Tổng|5|3\n|Trong đó: miền núi|5|3\n|Tỷ lệ (%)|100|100",
        {(HUONG, "commune_ntm"): 2, (HUONG, "commune_advanced"): 1, (DAK, "commune_ntm"): 3,
         (DAK, "commune_advanced"): 2},
        {"commune_ntm": 5, "commune_advanced": 3}, {"part_row"}, set()),
    "D-b the plan's own year": (
        "TT|Huyện|Xã NTM năm 2021|Xã NTM năm 2024|Xã NTM năm 2025|Duy trì xã NTM\n1|Hướng Hóa|1|2|3|9\n"
        "2|Đakrông|4|5|6|8\n|Tổng|5|7|9|17",
        {(HUONG, "commune_ntm"): 3, (DAK, "commune_ntm"): 6}, {"commune_ntm": 9},
        {"column_left_out"}, set()),
    "only a column of another year": (
        "TT|Huyện|Xã NTM năm 2024|OCOP\n1|Hướng Hóa|3|2\n2|Đakrông|1|1",
        {(HUONG, "ocop_products"): 2, (DAK, "ocop_products"): 1}, {}, {"column_left_out"}, set()),
    "D-b quarters and the whole year": (
        "TT|Huyện|Xã NTM quý I|Xã NTM quý II|Xã NTM cả năm\n1|Hướng Hóa|1|2|3\n2|Đakrông||1|1\n|Tổng|1|3|4",
        {(HUONG, "commune_ntm"): 3, (DAK, "commune_ntm"): 1}, {"commune_ntm": 4},
        {"column_left_out"}, set()),
}  # fmt: skip


@pytest.mark.parametrize("name", list(LAYOUTS))
@pytest.mark.parametrize("kind", [".txt", ".html"])
def test_layouts(tmp_path: Path, name: str, kind: str) -> None:
    rows, wanted, sums, said, wrong = LAYOUTS[name]
    plan = read(tmp_path, rows, kind=kind)
    assert values(plan) == wanted
    assert totals(plan) == sums
    assert said <= set(plan.remarks["kind"])
    assert errors(plan, tmp_path) == wrong


def test_a_district_that_stands_again_with_an_addition(tmp_path: Path) -> None:
    plan = read(tmp_path, "TT|Huyện|Xã NTM\n1|Thọ Xuân|2\n2|Như Thanh|1\n3|Huyện Thọ Xuân (bổ sung)|1\n|Tổng|4",
                "Thanh Hóa", 2024)  # fmt: skip
    assert remarks(plan)["district_twice"] == "Huyện Thọ Xuân (bổ sung)"
    assert "district_unknown" not in remarks(plan)


def test_a_cell_that_is_not_read_is_shown_with_its_words(tmp_path: Path) -> None:
    plan = read(tmp_path, "TT|Huyện|Xã NTM\n1|Hướng Hóa|2-3\n2|Đakrông|1\n|Tổng|4")
    found = ntm.audit(plan).set_index("check")
    said = found.loc["cell_unread", "message_vi"]
    assert "“2-3”" in said
    assert "commune_ntm" not in said
    assert found.loc["sum_open", "severity"] == "note"


def word(folder: Path, *blocks: str | list[list[str]]) -> Path:
    """Write a Word file of paragraphs and tables; a cell "^" is merged with the one above it."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(len(block), len(block[0]))
        for at, row in enumerate(block):
            for column, text in enumerate(row):
                if text == "^":
                    table.cell(at - 1, column).merge(table.cell(at, column))
                elif text == "<":
                    table.cell(at, column - 1).merge(table.cell(at, column))
                else:
                    table.cell(at, column).text = text
    document.save(str(folder / "plan.docx"))
    return folder / "plan.docx"


HEADS = ["TT", "Huyện", "Xã NTM", "OCOP"]
START = [*title("Quảng Trị", 2025), *MONEY, "Phụ lục 1"]


@pytest.mark.parametrize(
    "between", ["Phụ lục 1 (tiếp theo)", "Vùng miền núi", "Phụ lục 2. Miền núi"]
)
def test_tables_with_the_same_headings_are_read_together(tmp_path: Path, between: str) -> None:
    one = [HEADS, ["1", "Hải Lăng", "1", "5"], ["2", "Triệu Phong", "2", "6"]]
    two = [HEADS, ["3", "Hướng Hóa", "3", "7"], ["4", "Đakrông", "1", "8"], ["", "Tổng", "7", "26"]]
    plan = ntm.read_plan(word(tmp_path, *START, one, between, two))
    assert values(plan) == {
        ("Hải Lăng", "commune_ntm"): 1, ("Hải Lăng", "ocop_products"): 5,
        ("Triệu Phong", "commune_ntm"): 2, ("Triệu Phong", "ocop_products"): 6,
        (HUONG, "commune_ntm"): 3, (HUONG, "ocop_products"): 7,
        (DAK, "commune_ntm"): 1, (DAK, "ocop_products"): 8,
    }  # fmt: skip
    assert totals(plan) == {"commune_ntm": 7, "ocop_products": 26}
    assert not errors(plan, tmp_path)


def test_a_table_for_each_zone_with_a_total_of_its_own(tmp_path: Path) -> None:
    one = [
        HEADS,
        ["1", "Hải Lăng", "1", "5"],
        ["2", "Triệu Phong", "2", "6"],
        ["", "Cộng", "3", "11"],
    ]
    two = [HEADS, ["1", "Hướng Hóa", "3", "7"], ["2", "Đakrông", "1", "8"], ["", "Cộng", "4", "15"]]
    plan = ntm.read_plan(word(tmp_path, *START, "1. Đồng bằng", one, "2. Miền núi", two))
    assert len(values(plan)) == 8
    assert totals(plan) == {}
    assert {"table_joined", "subtotal", "no_total_row"} <= set(remarks(plan))
    assert not errors(plan, tmp_path)


def test_a_cell_merged_over_districts_is_not_given_to_one(tmp_path: Path) -> None:
    rows = [
        HEADS,
        ["1", "Hải Lăng", "3", "5"],
        ["2", "Triệu Phong", "^", "6"],
        ["", "Tổng", "3", "11"],
    ]
    plan = ntm.read_plan(word(tmp_path, *START, rows))
    assert values(plan) == {("Hải Lăng", "ocop_products"): 5, ("Triệu Phong", "ocop_products"): 6}
    assert remarks(plan)["cell_shared"] == "commune_ntm"
    assert not errors(plan, tmp_path)


def test_a_name_merged_over_two_rows(tmp_path: Path) -> None:
    rows = [["TT", "Huyện", "Đợt", "Xã NTM", "OCOP"], ["1", "Hải Lăng", "Đợt 1", "1", "5"],
            ["^", "^", "Đợt 2", "2", ""], ["2", "Triệu Phong", "Đợt 1", "", "6"], ["^", "^", "Đợt 2", "4", ""],
            ["", "Tổng", "", "7", "11"]]  # fmt: skip
    plan = ntm.read_plan(word(tmp_path, *START, rows))
    row = plan.remarks.query("kind == 'cells_several'").iloc[0]
    assert (row["subject"], row["other"]) == ("commune_ntm", "1; 2")
    assert plan.targets.query("indicator == 'commune_ntm'")["value"].dropna().tolist() == [4]
    assert plan.targets.query("indicator == 'ocop_products'")["value"].tolist() == [5, 6]
    assert not errors(plan, tmp_path)
