"""Workbooks of results as people really fill them in: what is taken, and what is refused and where."""

import datetime as dt
import unicodedata
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from test_progress import PAYMENT, RECOGNITION, TODAY, filled, with_cell

import ntm_analysis as ntm
from ntm_analysis.checks.remarks import remark_words
from ntm_analysis.errors import InputError
from ntm_analysis.evidence import Address, cited, note, title_of, value_of
from ntm_analysis.plan import Plan
from ntm_analysis.progress.checking import check_results
from ntm_analysis.progress.province import by_province
from ntm_analysis.progress.results import plan_with
from ntm_analysis.progress.states import judge
from ntm_analysis.progress.template import write_template
from ntm_analysis.publishing.model import Document
from ntm_analysis.publishing.verify.values import wrong
from ntm_analysis.reporting import present, result_tables

VILLAGE = [*with_cell(RECOGNITION, 0, "Thôn, bản nông thôn mới")]
OTHER = with_cell(with_cell(RECOGNITION, 2, "Xã Thành Long"), 5, "2/QĐ")
COUNT = with_cell(RECOGNITION, 2, None)


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("results") / "results.xlsx"
    write_template(ntm.load_plan("thanh_hoa_2024"), file)
    return file


@pytest.mark.parametrize(
    ("rows", "check", "cell"),
    [
        ([with_cell(COUNT, 3, "=SUM(1,2)")], "formula", "D2"),
        ([with_cell(COUNT, 3, "1.234,5")], "no_count", "D2"),
        ([with_cell(COUNT, 3, 2.5)], "no_count", "D2"),
        ([with_cell(RECOGNITION, 3, 5)], "count_of_one", "D2"),
        ([with_cell(with_cell(RECOGNITION, 2, "không có"), 3, 5)], "none_and_count", "D2"),
        ([with_cell(RECOGNITION, 2, 5)], "unit_is_stock", "C2"),
        ([with_cell(RECOGNITION, 2, "#N/A")], "cell_error", "C2"),
        ([with_cell(RECOGNITION, 1, "Toàn tỉnh")], "unit_of_province", "C2"),
        ([with_cell(RECOGNITION, 7, "x" * 301)], "too_long", "H2"),
        ([with_cell(COUNT, 3, 3), with_cell(COUNT, 3, 3)], "row_twice", "C3"),
        ([RECOGNITION, with_cell(with_cell(RECOGNITION, 2, unicodedata.normalize(
            "NFD", "THẠCH  LONG")), 5, "2/QĐ")], "unit_twice", "C3"),
        ([RECOGNITION, with_cell(with_cell(RECOGNITION, 2, "Xã Thạch\u200b Long"), 5, "2/QĐ")],
         "unit_twice", "C3"),
        ([with_cell(RECOGNITION, 4, 45414)], "no_day", "E2"),
        ([with_cell(RECOGNITION, 4, "05/25/2024")], "no_day", "E2"),
        ([with_cell(RECOGNITION, 4, "2/5/24")], "no_day", "E2"),
    ],
)  # fmt: skip
def test_what_would_be_read_wrongly_is_refused_in_its_cell(
    plan: Plan, blank: Path, tmp_path: Path, rows: list[list[Any]], check: str, cell: str
) -> None:
    done = check_results(filled(blank, tmp_path, {"Công nhận": rows}), plan, TODAY)
    found = done.findings.set_index("check")
    assert found.loc[check, "place"] == f"Công nhận!{cell}"
    assert found.loc[check, "severity"] == "error"
    assert not done.sound


@pytest.mark.parametrize(
    ("sheet", "rows", "check"),
    [
        ("Công nhận", [with_cell(VILLAGE, 2, "Thôn 1")], "commune_missing"),
        ("Công nhận", [with_cell(RECOGNITION, 4, dt.date(2025, 1, 2))], "after_year"),
        ("Công nhận", [with_cell(RECOGNITION, 2, "Xã Bay Lên")], "commune_unknown"),
        ("Giải ngân", [PAYMENT, PAYMENT], "payment_twice"),
    ],
)
def test_what_may_be_right_is_said_and_counted(
    plan: Plan, blank: Path, tmp_path: Path, sheet: str, rows: list[list[Any]], check: str
) -> None:
    done = check_results(filled(blank, tmp_path, {sheet: rows}), plan, TODAY)
    assert done.findings["check"].tolist() == [check]
    assert done.findings["severity"].tolist() == ["warning"]
    assert len(done.recognitions) + len(done.disbursements) == len(rows)


def test_a_total_is_held_against_levels_of_levels(plan: Plan, blank: Path, tmp_path: Path) -> None:
    rows = [with_cell(with_cell(PAYMENT, 0, "Tổng vốn"), 2, 10**9 - 1), PAYMENT]
    done = check_results(filled(blank, tmp_path, {"Giải ngân": rows}), plan, TODAY)
    assert done.findings["check"].tolist() == ["below_parts"]
    assert "999.999.999 đồng" in done.findings["message_vi"].iloc[0]
    assert "1,000,000,000 VND" in done.findings["message_en"].iloc[0]


def edited(blank: Path, folder: Path, change: Any) -> Path:
    file = filled(blank, folder, {"Công nhận": [RECOGNITION, OTHER]})
    book = openpyxl.load_workbook(file)
    change(book)
    book.save(file)
    return file


def test_days_of_the_macintosh_calendar_are_the_same_days(
    plan: Plan, blank: Path, tmp_path: Path
) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        book["Công nhận"]["E2"] = dt.datetime(2024, 5, 2, 13, 5)

    done = check_results(edited(blank, tmp_path, change), plan, TODAY)
    assert [day.date() for day in done.recognitions["date"]] == [dt.date(2024, 5, 2)] * 2


def test_merged_cells_sheets_and_columns(plan: Plan, blank: Path, tmp_path: Path) -> None:
    def merge(book: openpyxl.Workbook) -> None:
        book["Công nhận"].merge_cells("B2:B3")

    done = check_results(edited(blank, tmp_path, merge), plan, TODAY)
    assert done.findings["place"].tolist() == ["Công nhận!B3"]
    assert "(Huyện)" in done.findings["message_vi"].iloc[0]

    def copy(book: openpyxl.Workbook) -> None:
        book.copy_worksheet(book["Công nhận"]).title = "Công nhận (2)"

    done = check_results(edited(blank, tmp_path, copy), plan, TODAY)
    assert done.findings[["severity", "check"]].to_numpy().tolist() == [
        ["error", "sheet_of_results"]
    ]

    def scratch(book: openpyxl.Workbook) -> None:
        book.create_sheet("Nháp")["B2"] = "xem lại"
        book.copy_worksheet(book["Giải ngân"]).title = "Giải ngân (trống)"

    done = check_results(edited(blank, tmp_path, scratch), plan, TODAY)
    assert done.findings["check"].tolist() == ["sheet_unknown", "sheet_unknown"]
    assert len(done.recognitions) == 2

    def twice(book: openpyxl.Workbook) -> None:
        book.copy_worksheet(book["Công nhận"]).title = "Recognitions"

    with pytest.raises(InputError, match="two sheets of recognitions"):
        check_results(edited(blank, tmp_path, twice), plan, TODAY)

    def column(book: openpyxl.Workbook) -> None:
        book["Công nhận"]["I1"] = "Số lượng"

    done = check_results(edited(blank, tmp_path, column), plan, TODAY)
    assert done.findings[["check", "place"]].to_numpy().tolist() == [
        ["column_twice", "Công nhận!I1"]
    ]

    def hide(book: openpyxl.Workbook) -> None:
        book["Công nhận"].row_dimensions[3].hidden = True

    assert len(check_results(edited(blank, tmp_path, hide), plan, TODAY).recognitions) == 2


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_csv_with_the_signs_that_excel_writes(plan: Plan, tmp_path: Path, sign: str) -> None:
    folder = tmp_path / "results"
    folder.mkdir()
    lines = [
        ["Chỉ tiêu *", "Huyện *", "Đơn vị hoặc sản phẩm được công nhận", "Ngày", "Số quyết định"],
        ["Xã nông thôn mới", "Thạch Thành", '"Xã Thạch Long"', "02/05/2024", "1/QĐ"],
    ]
    text = "\r\n".join(sign.join(line) for line in lines)
    (folder / "Công nhận.csv").write_text(f"\ufeff{text}", encoding="utf-8")
    done = check_results(folder, plan, TODAY)
    assert done.findings.empty
    assert done.recognitions[["district_code", "unit"]].to_numpy().tolist() == [
        [391, "Xã Thạch Long"]
    ]


def test_a_truncated_workbook_is_refused(plan: Plan, blank: Path, tmp_path: Path) -> None:
    content = blank.read_bytes()
    for length in (0, 100, len(content) // 2, len(content) - 30):
        (tmp_path / "cut.xlsx").write_bytes(content[:length])
        with pytest.raises(InputError, match="is not a whole Excel workbook"):
            check_results(tmp_path / "cut.xlsx", plan, TODAY)


def test_a_plan_without_codes_is_refused_in_a_sentence(plan: Plan, tmp_path: Path) -> None:
    districts = plan.districts.assign(district_code=pd.array([pd.NA] * 27, dtype="Int64"))
    other = replace(plan, units_on="", tables={**plan.tables, "districts": districts})
    with pytest.raises(InputError, match="27 of the 27 districts of thanh_hoa_2024 have no code"):
        write_template(other, tmp_path / "results.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_readers_see_names_and_no_keys(plan: Plan, blank: Path, tmp_path: Path) -> None:
    rows = {"Công nhận": [with_cell(RECOGNITION, 4, None)],
            "Giải ngân": [with_cell(PAYMENT, 2, None)]}  # fmt: skip
    done = check_results(filled(blank, tmp_path, rows), plan, TODAY)
    said = " ".join(done.findings["message_vi"]) + " ".join(done.findings["message_en"])
    for key in ("date", "amount_vnd", "district_code"):
        assert f"({key})" not in said
    assert "(Ngày)" in said
    assert "(Số tiền (đồng))" in said
    words = remark_words(
        {"kind": "cell_unread", "subject": "commune_ntm: 2,0", "taken": "", "other": ""}, "vi"
    )
    assert words["subject"] == "Xã nông thôn mới: 2,0"
    book = openpyxl.load_workbook(blank)
    duties = [cell.value for cell in book["Danh mục"]["D"][1:] if cell.value]
    assert len(duties) == len(set(duties)) == len(plan.duties)
    assert not any("_" in name for name in duties)
    done = check_results(
        filled(blank, tmp_path, {"Nhiệm vụ đã xong": [
            [name, dt.date(2024, 12, 30), ""] for name in duties]}), plan, TODAY)  # fmt: skip
    assert done.findings.empty
    assert sorted(done.duties_done["duty"]) == sorted(plan.duties["duty"])


def test_a_number_has_its_row_of_the_workbook(plan: Plan, blank: Path, tmp_path: Path) -> None:
    file = filled(blank, tmp_path, {"Công nhận": [RECOGNITION, with_cell(COUNT, 3, 4)],
                                    "Giải ngân": [PAYMENT]})  # fmt: skip
    done = check_results(file, plan, TODAY)
    held = plan_with(plan, done)
    cells = openpyxl.load_workbook(file)["Công nhận"]
    for row in (2, 3):
        address = Address("recognitions", (done.mark, str(row)), "in_year")
        assert value_of(address, held) == (cells.cell(row, 4).value or 1)
    assert done.recognitions["as_printed"].tolist() == ["Xã Thạch Long", "4"]
    paid = cited("disbursements", done.mark, 2)
    assert value_of(paid.inputs[0], held) == 10**9
    assert title_of(paid.inputs[0], held) == "Giải ngân, hàng 2: Ngân sách tỉnh"
    assert note(paid, held) == "Tệp kết quả: Giải ngân, hàng 2: Ngân sách tỉnh."
    with pytest.raises(InputError, match="is not in the results"):
        value_of(Address("recognitions", (done.mark, "99")), held)


PROVINCE = ["Sản phẩm OCOP", "Toàn tỉnh", None, 100, dt.date(2024, 9, 30), None, None, "báo"]


@pytest.mark.parametrize(
    ("rows", "reached", "after", "state"),
    [
        ([(100, dt.date(2024, 9, 30)), (136, dt.date(2024, 12, 29))], 136, None, "beyond"),
        # The later number counts from the start of the year: it is not taken from the other.
        ([(100, dt.date(2024, 12, 31)), (125, dt.date(2025, 1, 20))], 100, None, "late"),
        # One of before the end of the year leaves open what came on its last day.
        (
            [(100, dt.date(2024, 12, 30)), (125, dt.date(2025, 1, 20))],
            100,
            None,
            "cannot_be_judged",
        ),
        ([(100, dt.date(2024, 12, 30))], 100, None, "cannot_be_judged"),
        ([(100, dt.date(2024, 12, 31))], 100, None, "missed"),
        ([(100, dt.date(2024, 12, 30)), (110, dt.date(2025, 1, 20))], 100, None, "missed"),
        # Nor is it what came after the year.
        ([(125, dt.date(2025, 1, 20))], None, None, "cannot_be_judged"),
        ([(110, dt.date(2025, 1, 20))], None, None, "missed"),
        ([("không có", dt.date(2024, 3, 30)), (136, dt.date(2024, 12, 29))], 136, None, "beyond"),
    ],
)
def test_numbers_of_the_province_count_from_the_start_of_the_year(
    plan: Plan, blank: Path, tmp_path: Path, rows: list[tuple[Any, Any]], reached: int | None,
    after: int | None, state: str,
) -> None:  # fmt: skip
    lines = []
    for number, day in rows:
        line = with_cell(PROVINCE, 4, day)
        none = isinstance(number, str)
        lines.append(with_cell(line, 2 if none else 3, number) if not none else
                     with_cell(with_cell(line, 2, number), 3, None))  # fmt: skip
    results = check_results(filled(blank, tmp_path, {"Công nhận": lines}), plan, TODAY)
    assert results.sound
    row = by_province(plan, results, dt.date(2025, 2, 1)).set_index("indicator")
    found = row.loc["ocop_products"]
    assert (None if pd.isna(found["reached"]) else found["reached"]) == reached
    assert (None if pd.isna(found["after"]) else found["after"]) == after
    assert found["state"] == state
    cells = judge(plan, results, dt.date(2025, 2, 1))
    assert set(cells.loc[cells["indicator"] == "ocop_products", "state"]) == {"cannot_be_judged"}
    shown = present.block(result_tables.province(plan, results, dt.date(2025, 2, 1)))
    assert wrong(Document("x", "vi", (shown,)), plan_with(plan, results)) == []


def test_rows_beyond_the_size_that_a_file_states_are_read(
    plan: Plan, blank: Path, tmp_path: Path
) -> None:
    """Other programs write a size that is too small."""

    def stray(book: openpyxl.Workbook) -> None:
        book["Giải ngân"].cell(4_000, 16_384, "x")

    file, short = edited(blank, tmp_path, stray), tmp_path / "short.xlsx"
    with zipfile.ZipFile(file) as given, zipfile.ZipFile(short, "w") as made:
        for name in given.namelist():
            text = given.read(name)
            made.writestr(name, text.replace(b'<dimension ref="A1:H3"', b'<dimension ref="A1:H2"'))
            assert (b'ref="A1:H3"' in text) == (name == "xl/worksheets/sheet2.xml")
    done = check_results(short, plan, TODAY)
    assert len(done.recognitions) == 2
    assert done.findings["place"].tolist() == ["Giải ngân!XFD4000"]
