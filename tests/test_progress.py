"""Results against the plan: a generated year, planted mistakes, states at four dates, the real end."""

import datetime as dt
import random
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import icalendar
import openpyxl
import pandas as pd
import pytest

import ntm_analysis as ntm
from ntm_analysis import places, successors
from ntm_analysis.errors import InputError
from ntm_analysis.plan import Plan
from ntm_analysis.progress.calendar import calendar_of, parties_with_dates, write_calendars
from ntm_analysis.progress.checking import Results, check_results
from ntm_analysis.progress.dates import judge_duties, judge_money, paid_over_the_year
from ntm_analysis.progress.province import by_province
from ntm_analysis.progress.states import by_name, judge
from ntm_analysis.progress.template import write_template
from ntm_analysis.reporting.result_words import named as named_in_words
from ntm_analysis.text import fold
from ntm_analysis.wording import keys, label

TODAY = dt.date(2025, 6, 30)
DATES = [dt.date(2024, 3, 31), dt.date(2024, 9, 30), dt.date(2024, 12, 31), dt.date(2025, 3, 1)]
BILLION = 10**9
Rows = dict[str, list[list[Any]]]


def generated_year(plan: Plan) -> Rows:
    """Recognise all that the plan assigns, on days of the year and, for some, after it."""
    chance = random.Random(20240101)
    communes: dict[int, list[str]] = {}
    table = successors.table()
    for name, code in zip(table["old_name"], table["district_code"], strict=True):
        communes.setdefault(int(code), []).append(name)
    rows: list[list[Any]] = []
    used: Counter[int] = Counter()
    for cell in plan.targets.dropna(subset=["value"]).to_dict("records"):
        code, name = int(cell["district_code"]), cell["indicator"]
        for number in range(int(cell["value"])):
            home = communes[code][used[code] % len(communes[code])]
            used[code] += 1
            unit = {"d": places.unit_name(code), "c": f"Xã {home}"}.get(
                name[0],
                f"Thôn {used[code]}, xã {home}" if name[0] == "v" else f"Sản phẩm {used[code]}",
            )
            day = dt.date(2024, 1, 15) + dt.timedelta(days=chance.randrange(380))
            decision = f"{len(rows) + 1}/QĐ-UBND"
            rows.append([label("indicator", name), places.unit_name(code), unit, None, day, decision,
                         "3 sao" if name[0] == "o" else None, f"nguồn {number}"])  # fmt: skip
    money = [
        [label("source", fund), dt.date(2024, month, 25), amount * BILLION, "kho bạc"]
        for month in range(1, 13)
        for fund, amount in (("central_budget", 50), ("provincial_budget", 12))
    ]
    duties = [["inspection_plan: x", dt.date(2024, 10, 30), ""],
              ["district_plans: y", dt.date(2024, 2, 1), ""]]  # fmt: skip
    return {"Công nhận": rows, "Giải ngân": money, "Nhiệm vụ đã xong": duties}


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("results") / "results.xlsx"
    write_template(ntm.load_plan("thanh_hoa_2024"), file)
    return file


def filled(blank: Path, folder: Path, rows: Rows) -> Path:
    """Fill in the template as its user does: below the headings, sheet by sheet."""
    book = openpyxl.load_workbook(blank)
    for title, lines in rows.items():
        for at, line in enumerate(lines, start=2):
            for column, value in enumerate(line, start=1):
                book[title].cell(at, column, value)
    book.save(folder / "filled.xlsx")
    return folder / "filled.xlsx"


@pytest.fixture
def year(plan: Plan, blank: Path, tmp_path: Path) -> Results:
    return check_results(filled(blank, tmp_path, generated_year(plan)), plan, TODAY)


def test_the_generated_year_is_taken_whole(plan: Plan, year: Results) -> None:
    assert year.sound, year.findings["message_vi"].tolist()
    counts = year.recognitions["indicator"].value_counts()
    assert counts[["commune_ntm", "commune_advanced", "commune_model"]].sum() == 46
    assert counts[["village_ntm", "village_model"]].sum() == 90
    assert (counts["ocop_products"], counts["district_ntm"] + counts["district_advanced"]) == (
        120,
        3,
    )
    assert len(year.disbursements) == 24


@pytest.mark.parametrize("on", DATES)
def test_every_state_is_that_of_an_independent_count(
    plan: Plan, year: Results, on: dt.date
) -> None:
    """Counted from the rows that were written, with plain dictionaries."""
    within: Counter[tuple[str, str]] = Counter()
    after: Counter[tuple[str, str]] = Counter()
    for indicator, district, _, _, day, *_ in generated_year(plan)["Công nhận"]:
        if day <= on:
            (within if day.year == 2024 else after)[indicator, district] += 1
    judged = judge(plan, year, on)
    assert len(judged) == 216
    for row in judged.to_dict("records"):
        key = label("indicator", row["indicator"]), places.unit_name(row["district_code"])
        done, late = within[key], after[key]
        if pd.isna(row["target"]):
            assert row["state"] == "not_assigned"
            continue
        target = int(row["target"])
        if not done + late:
            expected = "cannot_be_judged"
        elif done == target:
            expected = "reached"
        elif on <= dt.date(2024, 12, 31):
            expected = "on_the_way"
        else:
            expected = "late" if done + late >= target else "missed"
        assert row["state"] == expected, row
        assert done + late == 0 or (row["reached"], row["after"]) == (done, late)


def test_money_is_summed_exactly_and_the_rest_is_unknown(plan: Plan, year: Results) -> None:
    money = judge_money(plan, year, dt.date(2024, 9, 30)).set_index("source")
    assert money.loc["central_budget", "paid"] == 9 * 50 * BILLION
    assert money.loc["central_budget", "percent"] == Fraction(100 * 450_000, 644_870)
    assert money.loc["provincial_budget", "paid"] == 9 * 12 * BILLION
    assert pd.isna(money.loc["credit", "paid"])
    assert money.index[money["whole"]].tolist() == ["central_budget", "provincial_budget"]
    line = paid_over_the_year(plan, year, "provincial_budget", dt.date(2024, 3, 31))
    assert line.tolist() == [12 * BILLION, 24 * BILLION, 36 * BILLION]


def test_duties_before_and_by_are_kept_apart(plan: Plan, year: Results) -> None:
    at = {on: judge_duties(plan, year, on).set_index("duty")["state"] for on in DATES}
    # "trước ngày 30/10/2024": the 30th itself is late.
    assert at[DATES[2]]["inspection_plan"] == "done_late"
    assert at[DATES[1]]["inspection_plan"] == "due_soon"
    assert at[DATES[0]]["inspection_plan"] == "open"
    # "trong quý I/2024": the last day is still in time, the day after is not.
    assert (
        judge_duties(plan, year, dt.date(2024, 3, 31)).set_index("duty")["state"][
            "farm_training_plan"
        ]
        == "due_soon"
    )
    assert at[DATES[1]]["farm_training_plan"] == "overdue"
    assert at[DATES[0]]["district_plans"] == "done"
    assert (at[DATES[0]]["ocop_plan"], at[DATES[0]]["guide_and_inspect"]) == ("undated", "periodic")


RECOGNITION = ["Xã nông thôn mới", "Thạch Thành", "Xã Thạch Long", None, dt.date(2024, 5, 2), "1/QĐ",
               None, "báo"]  # fmt: skip
PAYMENT = ["Ngân sách tỉnh", dt.date(2024, 5, 2), 10**9, "kho bạc"]


def with_cell(row: list[Any], column: int, value: object) -> list[Any]:
    return [value if at == column else cell for at, cell in enumerate(row)]


@pytest.mark.parametrize(
    ("sheet", "rows", "check", "cell"),
    [
        ("Công nhận", [with_cell(RECOGNITION, 0, "Xã thông minh")], "indicator_unknown", "A2"),
        ("Công nhận", [with_cell(RECOGNITION, 1, "Xuân Sơn")], "district_unknown", "B2"),
        ("Công nhận", [RECOGNITION, with_cell(RECOGNITION, 5, "2/QĐ")], "unit_twice", "C3"),
        ("Công nhận", [RECOGNITION, with_cell(with_cell(RECOGNITION, 2, "Xã Thành Long"), 4,
                                              dt.date(2024, 6, 1))], "decision_twice", "C3"),
        ("Công nhận", [with_cell(RECOGNITION, 4, dt.date(2023, 12, 31))], "before_year", "E2"),
        ("Công nhận", [with_cell(RECOGNITION, 4, dt.date(2025, 7, 1))], "in_future", "E2"),
        ("Công nhận", [with_cell(RECOGNITION, 4, "31/02/2024")], "no_day", "E2"),
        ("Công nhận", [with_cell(RECOGNITION, 4, None)], "blank", "E2"),
        ("Công nhận", [with_cell(RECOGNITION, 2, None)], "blank", "C2"),
        ("Công nhận", [with_cell(with_cell(RECOGNITION, 0, "Thôn, bản nông thôn mới"), 2,
                                 "Thôn 2, xã Cẩm Tú")], "wrong_district", "C2"),
        ("Công nhận", [with_cell(with_cell(RECOGNITION, 0, "Huyện nông thôn mới"), 2,
                                 "Huyện Như Thanh")], "unit_elsewhere", "C2"),
        ("Công nhận", [with_cell(with_cell(RECOGNITION, 0, "Sản phẩm OCOP"), 6, "6 sao")],
         "no_level", "G2"),
        ("Giải ngân", [with_cell(PAYMENT, 0, "Vốn trời cho")], "fund_unknown", "A2"),
        ("Giải ngân", [with_cell(PAYMENT, 2, "1,5 tỷ")], "no_amount", "C2"),
        ("Giải ngân", [PAYMENT, with_cell(PAYMENT, 2, 182_000_000_000)], "above_plan", ""),
        ("Giải ngân", [PAYMENT, with_cell(with_cell(PAYMENT, 0, "Ngân sách nhà nước trực tiếp"), 2,
                                          10**9 - 1)], "below_parts", ""),
        ("Nhiệm vụ đã xong", [["bay_len_trang: x", dt.date(2024, 5, 2), ""]], "duty_unknown", "A2"),
        ("Nhiệm vụ đã xong", [["inspection_plan: x", dt.date(2024, 5, 2), ""]] * 2, "duty_twice", ""),
    ],
)  # fmt: skip
def test_each_planted_mistake_is_found_in_its_cell(
    plan: Plan,
    blank: Path,
    tmp_path: Path,
    sheet: str,
    rows: list[list[Any]],
    check: str,
    cell: str,
) -> None:
    done = check_results(filled(blank, tmp_path, {sheet: rows}), plan, TODAY)
    found = done.findings.query("severity == 'error'")
    assert check in found["check"].tolist(), found["message_vi"].tolist()
    row = found[found["check"] == check].iloc[0]
    assert row["place"].startswith(f"{sheet}!{cell}")
    assert row["place"] in row["message_vi"]
    assert not done.sound


def test_every_finding_has_its_sentence() -> None:
    code = Path(ntm.__file__).parent / "progress/checking.py"
    known = {key.removeprefix("results.find.") for key in keys() if key.startswith("results.find.")}
    import re

    used = set(re.findall(r"find\(\s*\"(\w+)\"", code.read_text(encoding="utf-8")))
    used |= set(re.findall(r"yield \"(\w+)\"", code.read_text(encoding="utf-8")))
    assert len(used) > 10
    assert used <= known
    assert {f"{kind}_unknown" for kind in ("indicator", "district", "fund", "duty")} <= known


REAL = {
    "Công nhận": [
        ["Sản phẩm OCOP", "Toàn tỉnh", None, 136, dt.date(2024, 12, 29), None, None,
         "truyenhinhthanhhoa.vn"],
        ["Huyện nông thôn mới nâng cao", "Thọ Xuân", "Thọ Xuân", None, dt.date(2024, 11, 6),
         "1339/QĐ-TTg", None, "kinhtedothi.vn"],
        ["Huyện nông thôn mới nâng cao", "Yên Định", "Yên Định", None, dt.date(2024, 11, 7),
         "1345/QĐ-TTg", None, "báo"],
        ["Huyện nông thôn mới", "Hậu Lộc", "Hậu Lộc", None, dt.date(2025, 1, 2), "5/QĐ-TTg", None,
         "langngheviet.com.vn"],
    ],
}  # fmt: skip


def test_the_real_end_of_2024(plan: Plan, blank: Path, tmp_path: Path) -> None:
    results = check_results(filled(blank, tmp_path, REAL), plan, TODAY)
    assert results.sound
    on = dt.date(2025, 1, 31)
    province = by_province(plan, results, on).set_index("indicator")
    assert (province.loc["ocop_products", "reached"], province.loc["ocop_products", "target"]) == (
        136,
        120,
    )
    assert province.loc["ocop_products", "state"] == "beyond"
    named = by_name(plan, results, on).set_index("indicator")
    advanced = named.loc["district_advanced"]
    assert (advanced["target"], advanced["by_number"], advanced["by_name"]) == (2, 2, 1)
    assert [places.unit_name(code) for code in advanced["stand_ins"]] == ["Yên Định"]
    # Nothing was told of Quảng Xương, as its state says too; it is not reported as open.
    assert [places.unit_name(code) for code in advanced["silent"]] == ["Quảng Xương"]
    assert advanced["open"] == []
    first = named.loc["district_ntm"]
    assert (first["by_number"], first["by_name"]) == (0, 0)
    assert [places.unit_name(code) for code in first["carried_over"]] == ["Hậu Lộc"]
    said = named_in_words(plan, results, on)
    assert "đạt 2 trên 2 theo số lượng, 1 trên 2 theo tên" in said
    assert "Được công nhận thay (kế hoạch không nêu tên): Yên Định." in said
    assert "Kế hoạch nêu tên, chưa có kết quả nào được báo cáo: Quảng Xương." in said
    # Nothing was told of Như Thanh, which is not nought; Hậu Lộc is told apart.
    assert "chưa có kết quả nào được báo cáo cho các huyện kế hoạch nêu tên (Như Thanh)" in said
    assert "ngoài chỉ tiêu: Hậu Lộc (02/01/2025)" in said
    cells = judge(plan, results, on).set_index(["district_code", "indicator"])["state"]
    assert cells[400, "district_ntm"] == "carried_over"
    assert cells[394, "district_advanced"] == "not_assigned_reached"
    assert cells[406, "district_advanced"] == "cannot_be_judged"
    for name in ("commune_ntm", "village_ntm", "village_model", "commune_model"):
        assert province.loc[name, "state"] == "cannot_be_judged"
        assert pd.isna(province.loc[name, "reached"])
    assert judge_money(plan, results, on)["paid"].isna().all()


def test_none_is_a_report_and_a_missing_row_is_none(
    plan: Plan, blank: Path, tmp_path: Path
) -> None:
    row = [
        "Xã nông thôn mới",
        "Thạch Thành",
        "không có",
        None,
        dt.date(2024, 12, 31),
        None,
        None,
        "",
    ]
    results = check_results(filled(blank, tmp_path, {"Công nhận": [row]}), plan, TODAY)
    assert results.sound
    states = judge(plan, results, dt.date(2025, 2, 1)).set_index(["district_code", "indicator"])
    assert states.loc[(391, "commune_ntm"), "state"] == "missed"
    assert states.loc[(391, "commune_ntm"), "reached"] == 0
    assert states.loc[(389, "commune_ntm"), "state"] == "cannot_be_judged"


def test_csv_in_the_same_columns_and_other_files(plan: Plan, tmp_path: Path) -> None:
    folder = tmp_path / "results"
    folder.mkdir()
    (folder / "recognitions.csv").write_text(
        "indicator,district,unit,date,decision\ncommune_ntm,391,Thạch Long,02/05/2024,1/QĐ\n",
        encoding="utf-8",
    )
    results = check_results(folder, plan, TODAY)
    assert results.sound
    assert results.recognitions["district_code"].tolist() == [391]
    for name, content in (("a.xlsx", b"not a workbook"), ("a.txt", b"x"), ("b.xlsx", b"")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InputError, match="workbook"):
            check_results(tmp_path / name, plan, TODAY)
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(InputError, match="no sheet of results"):
        check_results(empty, plan, TODAY)


def test_the_template_locks_headings_and_offers_lists(
    plan: Plan, blank: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(blank)
    sheet = book["Công nhận"]
    assert sheet.protection.sheet
    assert sheet["A1"].protection.locked
    assert [cell.value for cell in sheet[1]][:3] == ["Chỉ tiêu *", "Huyện *",
                                                     "Đơn vị hoặc sản phẩm được công nhận"]  # fmt: skip
    lists = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert len(lists) == 2
    names = [row[1].value for row in book["Danh mục"].iter_rows(min_row=2, max_row=29)]
    assert names[:2] == ["Thanh Hóa", "Sầm Sơn"]
    assert names[-1] == "Toàn tỉnh"
    assert "Mường Lát" in names
    write_template(plan, tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == blank.read_bytes()
    with pytest.raises(InputError, match="is there already"):
        write_template(plan, blank)


def test_calendars_hold_the_dated_duties_of_each_body(plan: Plan, tmp_path: Path) -> None:
    files = write_calendars(plan, tmp_path / "calendars")
    assert {file.stem.removesuffix("_vi") for file in files} == set(parties_with_dates(plan))
    calendar = icalendar.Calendar.from_ical(calendar_of(plan, "coordination_office"))
    events = {str(event["uid"]).partition("@")[0]: event for event in calendar.walk("VEVENT")}
    # Read by hand in the plan: 133, three of 135, 137, 139, and with others 177.
    assert len(events) == 6
    assert events["inspection_plan"]["dtstart"].dt == dt.date(2024, 10, 29)
    assert "trước ngày 30/10/2024" in str(events["inspection_plan"]["description"])
    assert fold(str(events["inspection_plan"]["summary"])).startswith("xay dung")
    with pytest.raises(InputError, match="'veterans'"):
        calendar_of(plan, "veterans")
