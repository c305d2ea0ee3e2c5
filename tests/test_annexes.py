"""Annexes in the layouts that plans use: several tables, groups, marks; and what was not read of them."""

from pathlib import Path

import docx
import pytest
from documents import HEAD, ROWS, TEXT, pdf_story, write_html, write_txt
from reportlab.platypus import Paragraph, SimpleDocTemplate

import ntm_analysis as ntm
from ntm_analysis.plan import Plan, save_plan

TITLE = ["KẾ HOẠCH", "Xây dựng nông thôn mới tỉnh Thanh Hóa năm 2024"]
FIRST = ["Phụ lục 1", "TT\tTên huyện\tXã NTM", "\tTổng\t5", "1\tThọ Xuân\t2", "2\tNhư Thanh\t3"]
SECOND = ["Phụ lục 2", "TT\tTên huyện\tSản phẩm OCOP", "\tTổng\t12", "1\tThọ Xuân\t5",
          "2\tNhư Thanh\t7"]  # fmt: skip
CELLS = {
    ("Thọ Xuân", "commune_ntm"): 2, ("Như Thanh", "commune_ntm"): 3,
    ("Thọ Xuân", "ocop_products"): 5, ("Như Thanh", "ocop_products"): 7,
}  # fmt: skip


def read(folder: Path, *lines: str) -> Plan:
    return ntm.read_plan(write_txt(folder / "plan.txt", list(lines), []))


def cells(plan: Plan) -> dict[tuple[str, str], int]:
    """Return each target by the name that is printed on its line."""
    names = dict(zip(plan.districts["line"], plan.districts["as_printed"], strict=True))
    by_code = dict(zip(plan.districts["district_code"], plan.districts["as_printed"], strict=True))
    return {
        (names.get(row.line) or by_code[row.district_code], row.indicator): row.value
        for row in plan.targets.itertuples()
    }  # fmt: skip


def remarks(plan: Plan) -> dict[str, str]:
    return dict(zip(plan.remarks["kind"], plan.remarks["subject"], strict=True))


@pytest.mark.parametrize("province", ["Thanh Hóa", "Quảng Trị"])
def test_targets_in_two_tables(tmp_path: Path, province: str) -> None:
    """Also where there is no register, and the names as printed are all that is known."""
    title = [line.replace("Thanh Hóa", province) for line in TITLE]
    plan = read(tmp_path, *title, *FIRST, *SECOND)
    assert cells(plan) == CELLS
    assert dict(zip(plan.totals["indicator"], plan.totals["value"], strict=True)) == {
        "commune_ntm": 5, "ocop_products": 12,
    }  # fmt: skip
    assert "no_column" in remarks(plan)
    assert not (ntm.audit(plan)["severity"] == "error").any()
    wrong = read(tmp_path, *title, *FIRST, *SECOND[:-1], "2\tNhư Thanh\t8")
    assert list(ntm.audit(wrong).query("severity == 'error'")["check"]) == ["column_sum"]
    save_plan(plan, tmp_path / "package")
    assert cells(ntm.load_plan(tmp_path / "package")) == CELLS


def test_a_table_that_gives_the_same_targets_again_is_named(tmp_path: Path) -> None:
    plan = read(tmp_path, *TITLE, *FIRST, "Phụ lục 2", "TT\tTên huyện\tXã NTM", "1\tThọ Xuân\t4")
    assert remarks(plan)["table_again"] == "commune_ntm"
    assert cells(plan)["Thọ Xuân", "commune_ntm"] == 2


def test_groups_may_count_their_districts_from_one(tmp_path: Path) -> None:
    plan = read(tmp_path, *TITLE, "Phụ lục", "TT\tTên huyện\tXã NTM", "\tTổng\t6",
                "I\tMiền núi\t3", "1\tThọ Xuân\t1", "2\tNhư Thanh\t2", "II\tĐồng bằng\t3",
                "1\tNghi Sơn\t2", "2\tNga Sơn\t1")  # fmt: skip
    found = ntm.audit(plan)
    assert not found["check"].isin(["order", "order_twice", "column_sum"]).any()
    gap = read(tmp_path, *TITLE, "Phụ lục", "TT\tTên huyện\tXã NTM", "1\tThọ Xuân\t1",
               "1\tNghi Sơn\t2")  # fmt: skip
    assert "order_twice" in set(ntm.audit(gap)["check"])


def test_marks_and_tables_that_are_not_read_are_named(tmp_path: Path) -> None:
    plan = read(tmp_path, *TITLE, "Phụ lục 1", "TT\tTên huyện\tXã NTM kiểu mẫu\tXã NTM\tKinh phí (tỷ đồng)",
                "1\tThọ Xuân\tx\t2\t10", "2\tNhư Thanh\t\t3\t20", "Phụ lục 2",
                "TT\tXã\tXã NTM\tXã NTM nâng cao", "1\tXuân Sinh\tx\t", "2\tXuân Tín\t\tx",
                "Phụ lục 3", "TT\tTên xã\tĐạt chuẩn\tNâng cao", "1\tXuân Sinh\tx\t", "2\tXuân Tín\t\tx")  # fmt: skip
    said = remarks(plan)
    assert said["column_of_marks"] == "Xã NTM kiểu mẫu"
    assert said["column_left_out"] == "Kinh phí (tỷ đồng)"
    assert list(plan.remarks.query("kind == 'annex_left_out'")["subject"]) == [
        "TT | Xã | Xã NTM | Xã NTM nâng cao", "TT | Tên xã | Đạt chuẩn | Nâng cao",
    ]  # fmt: skip
    assert "commune_model" not in set(plan.targets["indicator"])
    # Money by district is stated then, though it is not read.
    assert "district_funding" not in set(plan.not_stated["topic"])


def test_the_mark_of_a_footnote_is_no_digit(tmp_path: Path) -> None:
    """Raised behind a number in Word, HTML and PDF, or a character of its own in a text."""
    at = next(i for i, line in enumerate(TEXT) if "Vốn xổ số" in line)
    marked = [*TEXT]
    marked[at] = TEXT[at].replace("100,000", "100,000@")
    rows = [HEAD, *ROWS]
    plain = write_txt(tmp_path / "a.txt", [t.replace("@", "¹²") for t in marked], rows)
    page = write_html(tmp_path / "b.html", marked, rows)
    page.write_text(page.read_text(encoding="utf-8").replace("@", "<sup><a>12</a></sup>"),
                    encoding="utf-8")  # fmt: skip
    document = docx.Document()
    for line in marked:
        before, sign, after = line.partition("@")
        paragraph = document.add_paragraph(before)
        if sign:
            paragraph.add_run("12").font.superscript = True
            paragraph.add_run(after)
    document.save(str(tmp_path / "c.docx"))
    story = pdf_story(marked, rows)
    story[at] = Paragraph(marked[at].replace("@", "<super size=7>12</super>"), story[at].style)
    SimpleDocTemplate(str(tmp_path / "d.pdf")).build(story)
    for file in (plain, page, tmp_path / "c.docx", tmp_path / "d.pdf"):
        plan = ntm.read_plan(file)
        row = plan.funding.set_index("source").loc["Vốn xổ số kiến thiết"]
        assert (row["amount_vnd"], row["as_printed"]) == (100_000_000_000, "100,000¹² tỷ đồng")
        save_plan(plan, tmp_path / f"{file.stem}-package")


def test_invisible_characters_within_numbers_do_not_part_them(tmp_path: Path) -> None:
    text = [
        line.replace("05 xã", "0\u200b5 xã").replace("200,250", "200\u00ad,250") for line in TEXT
    ]
    plan = ntm.read_plan(write_txt(tmp_path / "plan.txt", text, [HEAD, *ROWS]))
    assert plan.headline.set_index("indicator")["value"]["commune_ntm"] == 5
    assert plan.funding.set_index("source")["amount_vnd"]["community"] == 200_250_000_000
    save_plan(plan, tmp_path / "package")
    ntm.load_plan(tmp_path / "package")


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028"])
def test_signs_at_which_a_text_is_split_may_stand_in_a_cell(tmp_path: Path, sign: str) -> None:
    """The package is written and read again; Word keeps such a sign for a break within a line."""
    plan = read(tmp_path, *TITLE, "Phụ lục", "TT\tTên huyện\tXã NTM", f"\tTổng\t1{sign}5",
                f"1\tThọ Xuân\t2{sign}1", "2\tNghi Sơn\t3")  # fmt: skip
    save_plan(plan, tmp_path / "package")
    again = ntm.load_plan(tmp_path / "package")
    assert list(again.remarks["as_printed"]) == list(plan.remarks["as_printed"])


def test_names_in_a_column_behind_their_count_are_counted(tmp_path: Path) -> None:
    rows = ["TT\tTên huyện\tXã NTM\tTên xã\tXã NTM nâng cao\tTên các xã",
            "1\tThọ Xuân\t2\tĐà Mây, Đà Núi\t1\tTân Hồ", "2\tNghi Sơn\t3\tAn Đỏ, An Vàng và Tân An\t\t",
            "\tTổng\t5\t\t1\t"]  # fmt: skip
    plan = read(tmp_path, *TITLE, "Phụ lục", *rows)
    assert "cell_names" not in remarks(plan)
    rows[2] = rows[2].replace(" và Tân An", "")
    found = read(tmp_path, *TITLE, "Phụ lục", *rows).remarks.query("kind == 'cell_names'")
    assert list(found[["subject", "taken", "other", "as_printed"]].itertuples(index=False, name=None)) == [
        ("commune_ntm", "3", "2", "An Đỏ, An Vàng"),
    ]  # fmt: skip
