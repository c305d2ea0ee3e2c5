"""Rules of results against values counted by hand: what counts once, what is none, whose number it is."""

import datetime as dt
import io
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import icalendar
import matplotlib.dates as mdates
import openpyxl
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from test_progress import BILLION, TODAY, with_cell

from ntm_analysis import successors
from ntm_analysis.compare import compare, lines
from ntm_analysis.errors import InputError
from ntm_analysis.figures import progress as pictures
from ntm_analysis.plan import Plan
from ntm_analysis.progress.calendar import NOBODY, calendar_of, parties_with_dates
from ntm_analysis.progress.checking import check_results, check_rows
from ntm_analysis.progress.dates import judge_money, paid_over_the_year
from ntm_analysis.progress.percent import format_percent
from ntm_analysis.progress.province import by_province
from ntm_analysis.progress.reading import Row
from ntm_analysis.progress.results import Results, plan_with
from ntm_analysis.progress.sheets import SHEETS
from ntm_analysis.progress.states import by_name, judge
from ntm_analysis.progress.template import write_template
from ntm_analysis.progress.units import homes, parse
from ntm_analysis.publishing.model import Document
from ntm_analysis.publishing.verify.book import wrong as wrong_in_book
from ntm_analysis.publishing.verify.values import wrong
from ntm_analysis.publishing.workbook import xlsx
from ntm_analysis.reporting import (
    present,
    result_changes,
    result_sections,
    result_tables,
    result_words,
)
from ntm_analysis.reporting.results import load_earlier

YEAR_END, AFTER = dt.date(2024, 12, 31), dt.date(2025, 3, 1)
TITLES = {"recognitions": "Công nhận", "disbursements": "Giải ngân"}
Line = list[Any]


def day(text: str) -> dt.date:
    return dt.datetime.strptime(f"{text}/2024" if text.count("/") == 1 else text, "%d/%m/%Y").date()


def commune(unit: str | None, date: str = "2/5", decision: str = "", count: int | None = None,
            district: str = "Hoằng Hóa", level: str = "",
            indicator: str = "Xã nông thôn mới") -> Line:  # fmt: skip
    return [indicator, district, unit, count, day(date), decision, level, ""]


def village(unit: str, **more: Any) -> Line:
    return commune(unit, **{"indicator": "Thôn, bản nông thôn mới", **more})


def product(unit: str | None, **more: Any) -> Line:
    return commune(unit, **{"indicator": "Sản phẩm OCOP", **more})


def whole(count: int | None, date: str, unit: str | None = None,
          indicator: str = "Xã nông thôn mới") -> Line:  # fmt: skip
    return [indicator, "Toàn tỉnh", unit, count, day(date), "", "", ""]


def district(name: str, unit: str | None, count: int | None, date: str,
             indicator: str = "Huyện nông thôn mới nâng cao") -> Line:  # fmt: skip
    return [indicator, name, unit, count, day(date), "", "", ""]


def paid(amount: int, date: str, fund: str = "Ngân sách tỉnh") -> Line:
    return [fund, day(date), amount, "kho bạc"]


def checked(plan: Plan, recognitions: list[Line], payments: list[Line] | None = None) -> Results:
    rows = [
        Row(sheet, TITLES[sheet], number, dict(zip(keys, line, strict=True)),
            dict(zip(keys, "ABCDEFGH", strict=False)))
        for sheet, lines in (("recognitions", recognitions), ("disbursements", payments or []))
        for keys in [[field.key for field in SHEETS[sheet]]]
        for number, line in enumerate(lines, start=2)
    ]  # fmt: skip
    return check_rows(rows, [], plan, TODAY)


def found(results: Results) -> list[tuple[str, str]]:
    cells = zip(results.findings["check"], results.findings["place"], strict=True)
    return [(check, place.partition("!")[2]) for check, place in cells]


# What is found, with its cell; nothing where the rows are right.
CASES: list[tuple[str, list[Line], list[tuple[str, str]]]] = [
    ("a district by number and by name",
     [district("Thọ Xuân", None, 1, "1/3"), district("Thọ Xuân", "Huyện Thọ Xuân", None, "6/11")],
     [("unit_twice", "C3")]),
    ("a district by number on two days",
     [district("Thọ Xuân", None, 1, "1/3"), district("Thọ Xuân", None, 1, "6/11")],
     [("unit_twice", "C3")]),
    ("a district by two standards",
     [district("Thọ Xuân", None, 1, "1/3"),
      district("Thọ Xuân", None, 1, "6/11", "Huyện nông thôn mới")], []),
    ("communes apart by one mark",
     [commune("Xã Hoằng Đồng"), commune("Xã Hoằng Đông"), commune("Hoằng Phú"),
      commune("Hoằng Phụ"), commune("xã Hoằng Quỳ"), commune("xã Hoằng Quý"),
      commune("Hoằng Thành"), commune("Hoằng Thanh"),
      commune("Hoa Lộc", district="Hậu Lộc"), commune("Hòa Lộc", district="Hậu Lộc"),
      commune("Nga Thanh", district="Nga Sơn"), commune("Nga Thành", district="Nga Sơn")], []),
    ("a commune written in two ways",
     [commune("Hoằng Hà"), commune("HOANG HA"), commune("X. Hoằng Hà, huyện Hoằng Hóa")],
     [("unit_twice", "C3"), ("unit_twice", "C4")]),
    ("a name without marks that is two communes", [commune("Hoang Dong")],
     [("commune_unclear", "C2")]),
    ("villages apart by signs alone",
     [village("Thôn 1, xã Hoằng Hà"), village("Thôn 1 xã Hoằng Hà"),
      village("thôn 01 (Xã Hoằng Hà)"), village("Xã Hoằng Hà, thôn 1"),
      village("Thôn 1 - xã Hoang Ha, huyện Hoằng Hóa")],
     [("unit_twice", f"C{row}") for row in (3, 4, 5, 6)]),
    ("villages of the same name in other communes, or of another number",
     [village("Thôn 1, xã Hoằng Đông"), village("Thôn 1, xã Hoằng Đồng"),
      village("Thôn 11, xã Hoằng Đông"), village("Thôn Phượng Xã, xã Hoằng Đông"),
      village("Thôn Đồng, xã Hoằng Hà"), village("Thôn Đông, xã Hoằng Hà")], []),
    ("two communes in a cell",
     [commune(unit) for unit in ("Hoằng Hà, Hoằng Phú", "xã Hoằng Hà, xã Hoằng Phú",
                                 "Hoằng Hà và Hoằng Phú", "Hoằng Hà; Hoằng Phú", "Hoằng Hà/Hoằng Phú",
                                 "Xã Hoằng Hà (và Hoằng Phú)")],
     [("unit_many", f"C{row}") for row in range(2, 8)]),
    ("several villages in a cell",
     [village(unit) for unit in ("Thôn 1, 2 xã Hoằng Hà", "Thôn 1 và thôn 2, xã Hoằng Hà",
                                 "Xã Hoằng Hà, thôn 1, thôn 2", "Thôn 1; Thôn 2, xã Hoằng Hà")],
     [("unit_many", f"C{row}") for row in range(2, 6)]),
    ("a village of a commune in a town",
     [village("Khu phố 3, phường Bắc Sơn, thị xã Bỉm Sơn", district="Bỉm Sơn")], []),
    ("one decision for several communes",
     [commune("Hoằng Hà", decision="12/QĐ-UBND"), commune("Hoằng Phú", decision="12/QĐ-UBND")], []),
    ("a decision with two days, in either order",
     [commune("Hoằng Hà", decision="12/QĐ-UBND"),
      commune("Thạch Long", "3/6", "12/QĐ-UBND", district="Thạch Thành")],
     [("decision_twice", "C3")]),
    ("a decision with two days, the other way round",
     [commune("Thạch Long", "3/6", "12/QĐ-UBND", district="Thạch Thành"),
      commune("Hoằng Hà", decision="12/QĐ-UBND")],
     [("decision_twice", "C3")]),
    ("the same number of two districts, of two years, of a district and the province",
     [village("Thôn 1, xã Hoằng Hà", decision="12/QĐ-UBND"),
      village("Thôn 1, xã Thạch Long", date="3/6", decision="12/QĐ-UBND", district="Thạch Thành"),
      village("Thôn 2, xã Hoằng Hà", date="7/1/2025", decision="12/QĐ-UBND"),
      commune("Hoằng Hà", "9/9", "12/QĐ-UBND")], [("after_year", "E4")]),
    ("products of one name by two decisions, and by one",
     [product("Mật ong", decision="1/QĐ"), product("Mật ong", date="6/6", decision="2/QĐ"),
      product("Mật ong – HTX Ánh Dương", decision="1/QĐ"), product("MẬT ONG", decision="1/QĐ")],
     [("unit_twice", "C5"), ("product_alike", "C3")]),
    ("numbers of products by star class",
     [product(None, count=3, level="3 sao"), product(None, count=3, level="4 sao"),
      product(None, count=3, level="3 sao")], [("row_twice", "C4")]),
    ("a star class where there is none, and none that is one",
     [commune("Hoằng Hà", level="3 sao"), product(None, count=2, level="6 sao")],
     [("no_level", "G3"), ("level_left_out", "G2")]),
    ("a number of the province of one star class",
     [with_cell(whole(30, "30/9", indicator="Sản phẩm OCOP"), 6, "4 sao")],
     [("level_of_province", "G2")]),
    ("a negative number is wrong once", [commune("Hoằng Hà", count=-1)], [("no_count", "D2")]),
    ("none without a day", [with_cell(commune("không có"), 4, None)], [("blank", "E2")]),
    ("none after a recognition, and before one",
     [commune("Hoằng Hà"), commune("không có", "30/6"), commune("không có", "30/4")],
     [("none_but_made", "C3")]),
    ("a nought as a number is none", [commune(None, count=0), district("Thọ Xuân", None, 0, "1/3")],
     []),
    ("a number beside names", [commune("Hoằng Hà"), commune(None, count=2, date="3/6")],
     [("number_and_names", "C3")]),
    ("numbers of the province of one day", [whole(5, "30/9"), whole(6, "30/9")],
     [("total_twice", "C3")]),
    ("numbers of the province that fall", [whole(6, "31/3"), whole(5, "30/9")],
     [("total_falls", "C3")]),
    ("the province has none, a district some",
     [whole(None, "30/9", "không có"), commune("Hoằng Hà")], [("total_below", "C2")]),
    ("the province had none before", [whole(None, "31/3", "Chưa có"), commune("Hoằng Hà")], []),
    ("the province below its districts of that day",
     [whole(1, "30/9"), commune("Hoằng Hà"), commune("Hoằng Phú"), commune("Hoằng Phụ", "1/10")],
     [("total_below", "C2")]),
    ("an older number of the province, above its districts",
     [whole(5, "31/3"), commune("Hoằng Hà"), commune("Hoằng Phú")], [("total_older", "C2")]),
    ("districts carried over are not in the number of the province",
     [whole(0, "31/12", indicator="Huyện nông thôn mới"),
      district("Hậu Lộc", None, None, "1/10", "Huyện nông thôn mới")], [("blank", "C3")]),
    ("a decision with and without the words before its number",
     [commune("Hoằng Hà", decision="12/QĐ-UBND"),
      commune("Hoằng Phú", "3/6", decision="QĐ số 12/QĐ-UBND"),
      commune("Hoằng Phụ", "4/6", decision="Số: 12/QĐ-UBND")],
     [("decision_twice", "C3"), ("decision_twice", "C4")]),
    ("how many in the place of a name",
     [village(name, district="Như Xuân") for name in ("3 thôn, xã Thanh Hòa", "Ba thôn xã Thanh Hòa",
                                                      "Các bản xã Thanh Hòa")]
     + [commune(name) for name in ("17 xã đạt chuẩn", "cả 3 xã", "Hai xã")]
     + [product(name) for name in ("03 sản phẩm", "3 sản phẩm 4 sao", "Năm sản phẩm")],
     [("unit_is_stock", f"C{row}") for row in range(2, 11)]),
    ("names that begin with a number or hold one",
     [product("Bộ 3 sản phẩm gốm"), product("Rượu 29"), village("Thôn Ba Làng, xã Hoằng Hà")], []),
    ("lines of a cell",
     [commune("Hoằng Hà\nHoằng Phú"), village("Thôn 1\nThôn 2, xã Hoằng Hà"),
      village("Thôn 3\nxã Hoằng Hà"), product("Chè xanh\nMiến dong")],
     [("unit_many", "C2"), ("unit_many", "C3"), ("unit_perhaps_many", "C5")]),
    ("villages of a row, said without a sign between",
     [village("Thôn 1 Thôn 2 xã Hoằng Hà"), village("Thôn 1 đến thôn 3, xã Hoằng Hà"),
      village("Thôn 1, Hoằng Hà"), village("Thôn 7-9, xã Hoằng Hà"),
      village("Khu phố 26-3, xã Hoằng Hà"), village("Thôn Bản Na, xã Hoằng Hà"),
      village("Thôn Đông Thôn, xã Hoằng Hà"), village("Thôn Đông Thôn 2, xã Hoằng Hà")],
     [("unit_many", "C2"), ("unit_many", "C3"), ("unit_or_commune", "C4"),
      ("unit_perhaps_many", "C5")]),
    ("a unit that goes on to name another district",
     [commune("Hoằng Hà (huyện Hà Trung)"), village("Thôn 1, xã Hoằng Hà, H. Hoằng Hóa"),
      village("Thôn 2, xã Hoằng Hà, huyện Hoằng Hoá, tỉnh Thanh Hóa"),
      commune("Hoằng Phú, TP. Thanh Hóa")],
     [("unit_elsewhere", "C2"), ("unit_elsewhere", "C5")]),
    ("a commune in the place of a village",
     [village("xã Hoằng Hà"), village("Thôn, xã Hoằng Hà")],
     [("village_missing", "C2"), ("village_missing", "C3")]),
    ("one unit with its number in a list, its district or the word for number",
     [commune("1. Hoằng Hà"), commune("2) Hoằng Hà (huyện Hoằng Hóa)"),
      village("Thôn số 1, xã Hoằng Hà"), village("3. Thôn 1, xã Hoằng Hà")],
     [("unit_twice", "C3"), ("unit_twice", "C5")]),
    ("a district with its decision needs no name beside it",
     [with_cell(district("Thọ Xuân", None, None, "6/11"), 5, "1343/QĐ-TTg"),
      district("Quảng Xương", None, None, "6/11")], [("blank", "C3")]),
    ("a district carried over beside a number of the province",
     [whole(0, "31/12", indicator="Huyện nông thôn mới"),
      district("Hậu Lộc", "Hậu Lộc", None, "1/10", "Huyện nông thôn mới")], []),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_what_contradicts_is_found_and_nothing_else(
    plan: Plan, rows: list[Line], expected: list[tuple[str, str]]
) -> None:
    done = checked(plan, rows)
    assert found(done) == expected, done.findings["message_vi"].tolist()
    wrong = {name for name, _ in expected} & set(
        done.findings.loc[done.findings["severity"] == "error", "check"]
    )
    assert done.sound == (not wrong)


def test_every_commune_of_the_register_is_known_by_its_name_in_any_form() -> None:
    table = successors.table().drop_duplicates(["old_name", "district_code"])
    assert len(table) > 500
    for name, code in zip(table["old_name"], table["district_code"], strict=True):
        for indicator, unit, own in (
            ("commune_ntm", name, ""), ("commune_ntm", f"Xã {name}", ""),
            ("village_ntm", f"Thôn 1, xã {name}", "Thôn 1"),
            ("village_ntm", f"Thôn 1 thị trấn {name} huyện Sông Xanh", "Thôn 1"),
            ("village_ntm", f"Phường {name}, thôn 1", "thôn 1"),
        ):  # fmt: skip
            made = parse(indicator, unit)
            assert (made.own, made.several) == (own, False), unit
            assert [other for home, other in homes(made.commune) if home == code] == [name], unit


@pytest.mark.parametrize(
    "unit",
    ["không có", "Không", "KHONG CO", "Chưa có", "chưa", "0", "0 có", "Chưa có xã nào đạt",
     "không có đơn vị nào", "none", "None yet"],
)  # fmt: skip
def test_all_ways_of_saying_none_count_nought(plan: Plan, unit: str) -> None:
    done = checked(plan, [commune(unit, "30/9")])
    assert found(done) == []
    assert done.recognitions[["unit", "count"]].to_numpy().tolist() == [["", 0]]


@pytest.mark.parametrize(
    ("unit", "check"),
    [
        ("-", "unit_no_name"), ("–", "unit_no_name"), ("…", "unit_no_name"), ("?", "unit_no_name"),
        ("chưa có số liệu", "none_unclear"), ("không rõ", "none_unclear"),
        ("Chưa có xã Hoằng Hà", "none_unclear"), ("0 xã Hoằng Hà", "none_unclear"),
    ],
)  # fmt: skip
def test_what_is_neither_none_nor_a_name_is_refused(plan: Plan, unit: str, check: str) -> None:
    assert found(checked(plan, [commune(unit, "30/9")])) == [(check, "C2")]


def test_names_that_sound_like_none_are_names(plan: Plan) -> None:
    rows = [village(f"{name}, xã Hoằng Hà") for name in ("Chùa Thông", "Khổng Tào", "Thôn Không")]
    assert checked(plan, rows).recognitions["count"].tolist() == [1, 1, 1]


@pytest.mark.parametrize(
    ("rows", "on", "reached", "state"),
    [
        # 5 by 31/3, of which the districts entered none; 2 more after that day.
        ([whole(5, "31/3"), commune("Hoằng Hà"), commune("Hoằng Phú")], YEAR_END, 7, "on_the_way"),
        # The two are of before the day: they are in the number already.
        ([whole(5, "30/9"), commune("Hoằng Hà"), commune("Hoằng Phú")], YEAR_END, 5, "on_the_way"),
        ([whole(5, "30/9"), commune("Hoằng Hà"), commune("Hoằng Phú")], dt.date(2024, 6, 30), 2,
         "on_the_way"),
        ([whole(None, "31/3", "không có"), commune("Hoằng Hà")], YEAR_END, 1, "on_the_way"),
        ([whole(17, "31/3"), commune("Hoằng Hà")], YEAR_END, 18, "beyond"),
        # A number of the next year is no number of this one, whatever the districts entered.
        ([whole(17, "20/1/2025"), commune("Hoằng Hà")], AFTER, 1, "cannot_be_judged"),
        ([whole(16, "20/1/2025"), commune("Hoằng Hà")], AFTER, 1, "missed"),
        ([whole(16, "20/1/2025"), commune("Hoằng Hà", "7/2/2025")], AFTER, None, "cannot_be_judged"),
        # Hoằng Hóa is assigned no commune: its "none" says nothing of those that are.
        ([commune("không có", "30/9")], AFTER, None, "cannot_be_judged"),
        ([commune("không có", "30/9", district="Thạch Thành")], AFTER, 0, "cannot_be_judged"),
    ],
)  # fmt: skip
def test_the_province_s_number_and_its_districts_make_one(
    plan: Plan, rows: list[Line], on: dt.date, reached: int | None, state: str
) -> None:
    """17 communes are assigned, none of them to Hoằng Hóa."""
    done = checked(plan, rows)
    assert done.sound
    row = by_province(plan, done, on).set_index("indicator").loc["commune_ntm"]
    assert row["target"] == 17
    assert (None if pd.isna(row["reached"]) else row["reached"]) == reached
    assert row["state"] == state
    shown = present.block(result_tables.province(plan, done, on))
    assert wrong(Document("x", "vi", (shown,)), plan_with(plan, done)) == []


def test_a_number_of_the_province_does_not_hide_who_is_silent(plan: Plan) -> None:
    """Communes are assigned to districts of which none gave a result; the province did."""
    row = by_province(plan, checked(plan, [whole(17, "30/9")]), YEAR_END).set_index("indicator")
    assigned = (plan.targets["indicator"] == "commune_ntm") & plan.targets["value"].notna()
    assert row.loc["commune_ntm", "silent"] == assigned.sum() > 0
    assert row.loc["commune_ntm", "state"] == "reached"


def test_the_report_says_of_which_day_the_province_s_number_is(plan: Plan) -> None:
    done = checked(plan, [whole(5, "31/3"), commune("Hoằng Hà", "1/3"), commune("Hoằng Phú"),
                          commune("Hoằng Phụ")])  # fmt: skip
    said = result_words.own_numbers(plan, done, YEAR_END)
    assert said == (
        "Xã nông thôn mới: số của toàn tỉnh từ đầu năm kế hoạch đến 31/03/2024 là 5; các huyện "
        "cộng lại đến ngày đó là 1; sau ngày đó các huyện ghi thêm 2, được cộng vào."
    )
    assert "up to 31 March 2024 is 5" in result_words.own_numbers(plan, done, YEAR_END, "en")


def test_districts_named_are_told_as_their_states_are(plan: Plan) -> None:
    """The plan names Thọ Xuân and Quảng Xương (advanced), Như Thanh (NTM); Hậu Lộc is carried over."""
    ntm = "Huyện nông thôn mới"
    done = checked(plan, [
        district("Quảng Xương", "không có", None, "31/12"), district("Thọ Xuân", "Thọ Xuân", None, "6/11"),
        district("Như Thanh", "Như Thanh", None, "15/1/2025", ntm),
        district("Hậu Lộc", "không có", None, "31/12", ntm),
    ])  # fmt: skip
    rows = by_name(plan, done, AFTER).set_index("indicator")
    assert rows.loc["district_advanced", ["open", "silent", "late"]].tolist() == [[406], [], []]
    assert rows.loc["district_ntm", ["open", "silent", "late"]].tolist() == [[], [], [403]]
    states = judge(plan, done, AFTER).set_index(["district_code", "indicator"])["state"]
    assert states[406, "district_advanced"] == "missed"
    assert states[403, "district_ntm"] == "late"
    assert states[400, "district_ntm"] == "not_assigned"  # carried over, and not recognised
    said = result_words.named(plan, done, AFTER)
    assert "đã báo cáo là chưa được công nhận: Quảng Xương (31/12/2024)" in said
    assert "được công nhận sau năm kế hoạch: Như Thanh (15/01/2025)" in said
    assert "Hậu Lộc" not in said


@pytest.mark.parametrize(
    ("told", "on", "state"),
    [
        ("30/6", YEAR_END, "on_the_way"), ("30/6", AFTER, "cannot_be_judged"),
        ("31/12", AFTER, "missed"), ("5/1/2025", AFTER, "missed"),
    ],
)  # fmt: skip
def test_none_tells_up_to_its_day(plan: Plan, told: str, on: dt.date, state: str) -> None:
    done = checked(plan, [commune("không có", told, district="Thạch Thành")])
    row = judge(plan, done, on).set_index(["district_code", "indicator"]).loc[(391, "commune_ntm")]
    assert (row["reached"], row["state"]) == (0, state)
    province = by_province(plan, done, on).set_index("indicator").loc["commune_ntm"]
    assigned = plan.target("commune_ntm").notna().sum()
    assert province["silent"] == assigned - 1  # Thạch Thành has reported
    table = present.block(result_tables.province(plan, done, on))
    assert wrong(Document("x", "vi", (table,)), plan_with(plan, done)) == []


def test_the_sheet_of_a_district_says_what_is_known_of_it(plan: Plan) -> None:
    """Yên Định stands in; of Quảng Xương first nothing is told, then that it has not got there."""
    instead = district("Yên Định", "Yên Định", None, "7/11")
    for rows, said in (
        ([instead], "kế hoạch nêu tên huyện Quảng Xương, chưa có kết quả nào được báo cáo; được công "
         "nhận dù không nêu tên: Yên Định"),
        ([instead, district("Quảng Xương", "không có", None, "31/12")],
         "kế hoạch nêu tên huyện Quảng Xương, đã báo cáo là chưa được công nhận; được công nhận "
         "thay: Yên Định"),
    ):  # fmt: skip
        assert said in result_sections._by_name(plan, checked(plan, rows), AFTER, 406, "vi")
    late = checked(plan, [district("Quảng Xương", "Quảng Xương", None, "7/1/2025")])
    assert "được công nhận sau năm kế hoạch" in result_sections._by_name(
        plan, late, AFTER, 406, "vi"
    )


def test_one_district_of_no_plan_says_nothing_of_those_named(plan: Plan) -> None:
    done = checked(plan, [district("Yên Định", "không có", None, "31/12")])
    assert "chưa có kết quả nào được báo cáo cho các huyện kế hoạch nêu tên (Thọ Xuân" in (
        result_words.named(plan, done, AFTER)
    )


def test_money_of_after_the_year_is_not_money_of_the_year(plan: Plan) -> None:
    """182.5 billion are planned: 182.4 within the year, 1 after it, which is not above the plan."""
    payments = [paid(182_400_000_000, "30/12"), paid(BILLION, "15/1/2025")]
    done = checked(plan, [], payments)
    assert found(done) == [("after_year", "B3")]
    row = judge_money(plan, done, AFTER).set_index("source").loc["provincial_budget"]
    assert (row["paid"], row["paid_after"]) == (182_400_000_000, BILLION)
    assert row["percent"] == Fraction(100 * 1824, 1825)
    line = paid_over_the_year(plan, done, "provincial_budget", AFTER)
    assert line.tolist() == [182_400_000_000]
    table = present.block(result_tables.money(plan, done, AFTER))
    assert [column.title for column in table.columns][1:] == [
        "Kế hoạch (tỷ đồng)", "Đã giải ngân (tỷ đồng)", "Giải ngân sau năm (tỷ đồng)", "% kế hoạch",
    ]  # fmt: skip
    assert wrong(Document("x", "vi", (table,)), plan_with(plan, done)) == []
    above = checked(plan, [], [paid(182_500_000_001, "30/12")])
    assert [check for check, _ in found(above)] == ["above_plan"]


@pytest.mark.parametrize(
    ("amount", "shown", "percent"),
    [
        (182_499_999_999, "182.499.999.999", ">99,99"), (1, "1", "<0,01"),
        (182_500_000_000, "182,500", "100,00"), (91_250_000_000, "91,250", "50,00"),
    ],
)  # fmt: skip
def test_percentages_do_not_round_to_nought_or_all(
    plan: Plan, amount: int, shown: str, percent: str
) -> None:
    done = checked(plan, [], [paid(amount, "30/9")])
    table = present.block(result_tables.money(plan, done, YEAR_END))
    (row,) = [row for row in table.rows if row[0].text == "Ngân sách tỉnh"]
    assert [cell.text for cell in row[2:]] == [shown, percent]
    assert wrong(Document("x", "vi", (table,)), plan_with(plan, done)) == []
    document = Document("Giải ngân", "vi", (table,))
    held = plan_with(plan, done)
    book = xlsx(document, held)
    assert wrong_in_book(book, document, held) == []
    cells = {
        cell.value
        for sheet in openpyxl.load_workbook(io.BytesIO(book))
        for line in sheet
        for cell in line
    }
    assert (percent if percent[0] in "<>" else float(percent.replace(",", "."))) in cells


def test_percentages_above_all_and_in_both_languages() -> None:
    assert format_percent(Fraction(10_000_001, 100_000)) == ">100,00"
    assert format_percent(Fraction(99_999, 1000), "en", 1) == ">99.9"
    assert format_percent(Fraction(0)) == "0,00"
    assert format_percent(Fraction(12345, 100), "en") == "123.45"


def test_names_at_the_ends_of_lines_do_not_lie_on_each_other() -> None:
    heights = pictures._apart([100.0, 100.0, 99.5, 2.0, 0.0], 6.0)
    ordered = sorted(heights)
    assert all(after - before >= 6 for before, after in pairwise(ordered))
    assert min(heights) >= 0
    assert heights[0] == max(heights)


def test_lines_of_money_end_on_the_day_and_their_names_behind_them(plan: Plan) -> None:
    done = checked(
        plan,
        [],
        [paid(182_500_000_000, "1/3"), paid(644_870_000_000, "1/4", "Ngân sách trung ương")],
    )
    funds = ("central_budget", "provincial_budget")
    ax = pictures.money_line(
        plan, {fund: paid_over_the_year(plan, done, fund, AFTER) for fund in funds}, AFTER
    )
    end = mdates.date2num(YEAR_END)
    for line in ax.lines:
        assert mdates.date2num(line.get_xdata()[-1]) == end
    names = [text for text in ax.texts if "Ngân sách" in text.get_text()]
    assert [text.xy[0] for text in names] == [end, end]
    assert abs(names[0].xy[1] - names[1].xy[1]) > 5
    assert "31/12/2024" in ax.get_title(loc="left")
    plt.close("all")


def test_what_excel_says_beside_a_refused_value_is_whole_sentences(
    plan: Plan, tmp_path: Path
) -> None:
    for lang in ("vi", "en"):
        write_template(plan, tmp_path / f"{lang}.xlsx", lang)
        book = openpyxl.load_workbook(tmp_path / f"{lang}.xlsx")
        said = [rule.error for sheet in book for rule in sheet.data_validations.dataValidation]
        assert len(said) == 9
        assert all(len(words) <= 255 and words.endswith(".") for words in said)


def test_a_payment_below_a_million_is_asked_about(plan: Plan) -> None:
    done = checked(plan, [], [paid(999_999, "2/5"), paid(1_000_000, "3/5"), paid(0, "4/5")])
    assert found(done) == [("amount_small", "C2")]
    assert done.disbursements["amount_vnd"].tolist() == [999_999, 1_000_000, 0]


def test_a_commune_of_a_district_that_merged_is_no_error(plan: Plan) -> None:
    """Đông Sơn became a part of the city of Thanh Hóa in 2025; its communes kept their names."""
    later = replace(plan, units_on="2025-03-01", tables={
        **plan.tables, "districts": plan.districts[plan.districts["district_code"] != 405],
        "targets": plan.targets[plan.targets["district_code"] != 405],
    })  # fmt: skip
    rows = [commune("Đông Khê", district="Thanh Hóa"), commune("Hoằng Hà", district="Thanh Hóa")]
    assert found(checked(plan, rows)) == [("wrong_district", "C2"), ("wrong_district", "C3")]
    assert found(checked(later, rows)) == [("wrong_district", "C3"), ("commune_unknown", "C2")]


def test_nothing_is_above_a_plan_of_at_least_so_much(plan: Plan) -> None:
    funding = plan.funding.assign(qualifier="at_least")
    vague = replace(plan, tables={**plan.tables, "funding": funding})
    payments = [paid(182_500_000_001, "2/5")]
    assert found(checked(plan, [], payments)) == [("above_plan", "A2")]
    assert found(checked(vague, [], payments)) == []


def test_a_workbook_of_another_plan_is_told_and_of_another_year_refused(
    plan: Plan, tmp_path: Path
) -> None:
    write_template(plan, tmp_path / "results.xlsx")
    for other, kinds in (
        (plan, []),
        (replace(plan, name="plan of another edition"), ["other_plan"]),
        (replace(plan, year=2025), ["other_year"]),
    ):
        done = check_results(tmp_path / "results.xlsx", other, TODAY)
        assert done.findings["check"].tolist() == kinds
        assert done.sound == (kinds != ["other_year"])


def test_the_summary_counts_what_is_known_by_the_day(plan: Plan) -> None:
    rows = [commune("Hoằng Hà", "2/5"), commune("Hoằng Phú", "30/9"), commune("Hoằng Phụ", "1/10")]
    done = checked(plan, rows, [paid(10**6, "1/12")])
    said = "".join(span.text for span in result_words.summary(done, day("30/9")).spans)
    assert "theo 2 dòng công nhận, 0 lần giải ngân và 0 nhiệm vụ" in said
    assert said.endswith("chưa được tính: 2.")
    assert "chưa được tính" not in str(result_words.summary(done, YEAR_END))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fund,date,amount_vnd,source\nprovincial_budget,02/05/2024,1,000,000,000,kho bạc\n",
         [("cells_shifted", "E2")]),
        ("fund,date,amount_vnd,source\nprovincial_budget,02/05/2024,1,000\n",
         [("cells_shifted", "D2")]),
        ('fund,date,amount_vnd,source\nprovincial_budget,02/05/2024,1000000,kho bạc,\n', []),
        ('fund,date,amount_vnd,source\nprovincial_budget,02/05/2024,1.000.000,"a, b"\n', []),
    ],
)  # fmt: skip
def test_cells_of_a_csv_file_beyond_the_headings_are_refused(
    plan: Plan, tmp_path: Path, text: str, said: list[tuple[str, str]]
) -> None:
    (tmp_path / "disbursements.csv").write_text(text, encoding="utf-8")
    done = check_results(tmp_path, plan, TODAY)
    assert found(done) == said
    assert len(done.disbursements) == (0 if said else 1)


def test_an_open_quote_is_told_with_its_line(plan: Plan, tmp_path: Path) -> None:
    text = 'duty,date\ninspection_plan,02/05/2024\n"district_plans,03/05/2024\n,\n'
    (tmp_path / "duties_done.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="the quote that opens a cell in line 3 is never closed"):
        check_results(tmp_path, plan, TODAY)


def test_numbers_in_sentences_are_written_as_their_readers_write_them(plan: Plan) -> None:
    message = checked(plan, [commune(None, count=1.5)]).findings.iloc[0]  # type: ignore[arg-type]
    assert "“1,5”" in message["message_vi"]
    assert "“1.5”" in message["message_en"]


def test_what_changed_tells_percentages_and_where_both_numbers_stand(plan: Plan) -> None:
    before, after = (
        Results(**{**vars(done), "sha256": sha * 64, "name": f"{sha}.xlsx"})
        for sha, done in (
            ("a", checked(plan, [commune("Hoằng Hà")], [paid(73 * BILLION, "2/5")])),
            ("b", checked(plan, [commune("Hoằng Hà"), commune("Hoằng Phú")],
                          [paid(73 * BILLION, "2/5"), paid(73 * BILLION, "3/5")])),
        )
    )  # fmt: skip
    made = result_changes.changes(plan, after, YEAR_END, before, YEAR_END)
    rows = made.to_numpy().tolist()
    assert ["Ngân sách tỉnh", "% kế hoạch", "40,00", "80,00"] in rows
    assert ["Ngân sách tỉnh", "Đã giải ngân (tỷ đồng)", "73", "146"] in rows
    assert ["Hoằng Hóa, Xã nông thôn mới", "Đạt trong năm", "1", "2"] in rows
    table = present.block(made)
    numbers = [cell for row in table.rows for cell in row[2:] if cell.text[0].isdigit()]
    assert len(numbers) == 8  # province, district, money and percentage, each on both sides
    marks = {
        address.key[0] for cell in numbers for address in cell.evidence.inputs if address.of_results
    }
    assert marks == {"a" * 12, "b" * 12}
    held = plan_with(plan, before, after)
    assert wrong(Document("x", "vi", (table,)), held) == []


def test_earlier_results_that_are_refused_today_are_said_and_stop_nothing(
    plan: Plan, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    (tmp_path / "recognitions.csv").write_text(
        "indicator,district,unit,date\ncommune_ntm,399,không có,\n", encoding="utf-8"
    )
    done = checked(plan, [commune("Hoằng Hà")])
    result_changes.show_changes(plan, done, YEAR_END, str(tmp_path), "2024-09-30")
    assert f"tệp {tmp_path.name} không còn, hoặc không qua được kiểm tra" in capsys.readouterr().out
    assert load_earlier(str(tmp_path / "gone.xlsx"), plan, YEAR_END) is None


def test_every_dated_duty_is_in_a_calendar(plan: Plan) -> None:
    """Read in the plan: Thọ Xuân leads by 30/6, Như Thanh is a subject too; one duty has no party."""
    parties = parties_with_dates(plan)
    uids = {
        str(event["uid"]).partition("@")[0]
        for party in parties
        for event in icalendar.Calendar.from_ical(calendar_of(plan, party)).walk("VEVENT")
    }
    assert uids == set(plan.duties.loc[plan.duties["due_date"] != "", "duty"])
    assert {p for p in parties if p.startswith("district_4") or p == "district_395"} == {
        "district_395", "district_400", "district_403", "district_406",
    }  # fmt: skip
    own = icalendar.Calendar.from_ical(calendar_of(plan, "district_395"))
    assert str(own["x-wr-calname"]).startswith("Huyện Thọ Xuân: ")
    days = {str(e["uid"]).partition("@")[0]: e["dtstart"].dt for e in own.walk("VEVENT")}
    assert days["dossier_tho_xuan"] == dt.date(2024, 6, 30)
    (left,) = icalendar.Calendar.from_ical(calendar_of(plan, NOBODY)).walk("VEVENT")
    assert left["dtstart"].dt == dt.date(2024, 12, 30)  # before 31/12
    assert "Kế hoạch chưa nêu đơn vị thực hiện" in str(left["description"])


def test_a_cell_that_is_0_in_the_other_plan_and_blank_here_differs(plan: Plan) -> None:
    targets = plan.targets.copy()
    targets.loc[targets["value"].isna().idxmax(), "value"] = 0
    other = replace(plan, tables={**plan.tables, "targets": targets})
    said = lines(compare(plan, other), plan, other)
    at = said.index("Ô của các huyện khác nhau: 1 trên 216")
    cell = "Thanh Hóa, Huyện nông thôn mới: –; kế hoạch kia: 0; chênh lệch –"
    assert said[at + 1 :] == [cell]


def test_there_is_no_exact_difference_from_at_least_so_many(plan: Plan) -> None:
    headline, funding = plan.headline.copy(), plan.funding.copy()
    headline.loc[headline["indicator"] == "commune_ntm", "qualifier"] = "at_least"
    funding.loc[funding["source"] == "credit", "qualifier"] = "about"
    other = replace(plan, tables={**plan.tables, "headline": headline, "funding": funding})
    for sides in (compare(plan, other), compare(other, plan)):
        assert sides.not_comparable == [("qualified", "commune_ntm"), ("qualified", "credit")]
        unknown = sides.targets.set_index("indicator")["difference"].isna()
        assert unknown[unknown].index.tolist() == ["commune_ntm"]
    said = lines(compare(plan, other), plan, other)
    assert "Xã nông thôn mới: 17; kế hoạch kia: 17; chênh lệch –" in said
    assert any("chênh lệch của Vốn tín dụng" in line for line in said)
