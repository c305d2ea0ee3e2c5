"""The province's targets in the text: sentences and lists, and the numbers in them that are no target."""

from pathlib import Path

import pytest
from documents import HEAD, ROWS, TEXT, WRITERS, write_txt

import ntm_analysis as ntm
from ntm_analysis.plan import Plan

TITLE = ["KẾ HOẠCH", "Xây dựng nông thôn mới tỉnh Quảng Trị năm 2025", "I. MỤC TIÊU"]
MONEY = [
    "III. NGUỒN VỐN",
    "Tổng nguồn vốn: 100 tỷ đồng, trong đó: NSTW 60 tỷ đồng; NS tỉnh 40 tỷ đồng.",
]
# Sentences and lists of targets, and what a reader takes from them.
TARGETS = {
    "- Số xã đạt chuẩn nông thôn mới: 08 xã.|- Xã NTM nâng cao: 05;|- Thôn, bản NTM kiểu mẫu: 12 thôn"
    "|- Huyện đạt chuẩn nông thôn mới: 01 huyện":
        {"commune_ntm": 8, "commune_advanced": 5, "village_model": 12, "district_ntm": 1},
    "Phấn đấu đạt chuẩn nông thôn mới: 08 xã; nông thôn mới nâng cao: 05 xã; nông thôn mới kiểu mẫu là 02 xã.":
        {"commune_ntm": 8, "commune_advanced": 5, "commune_model": 2},
    "Phấn đấu: xã NTM: 08 xã, xã NTM nâng cao: 05 xã, sản phẩm OCOP: 30 sản phẩm.":
        {"commune_ntm": 8, "commune_advanced": 5, "ocop_products": 30},
    "Phấn đấu có thêm mười hai (12) xã và hai huyện đạt chuẩn nông thôn mới; 1.250 thôn nông thôn mới.":
        {"commune_ntm": 12, "district_ntm": 2, "village_ntm": 1250},
    "1. Mục tiêu chung|Trong năm 2025 công nhận mới 6 xã đạt chuẩn nông thôn mới.|2. Mục tiêu cụ thể"
    "|Phấn đấu 5 xã nông thôn mới nâng cao, 3 xã nông thôn mới kiểu mẫu.":
        {"commune_ntm": 6, "commune_advanced": 5, "commune_model": 3},
    "1. Cấp xã|- Công nhận 8 xã đạt chuẩn NTM|2. Cấp huyện|- Công nhận 1 huyện đạt chuẩn NTM|3. OCOP"
    "|- Có thêm 1.100 sản phẩm OCOP":
        {"commune_ntm": 8, "district_ntm": 1, "ocop_products": 1100},
    "Phấn đấu 17 xã đạt chuẩn nông thôn mới (gồm: 05 xã miền núi, 12 xã đồng bằng), 9 xã đạt chuẩn nông "
    "thôn mới nâng cao.":
        {"commune_ntm": 17, "commune_advanced": 9},
    "Phấn đấu 17 xã và 60 thôn/bản miền núi đạt chuẩn nông thôn mới; 120 sản phẩm OCOP.":
        {"commune_ntm": 17, "village_ntm": 60, "ocop_products": 120},
}  # fmt: skip
# Numbers that are no target, the word for it, and the characters.
NO_TARGETS = [
    ("từ 3 đến 5 xã đạt chuẩn nông thôn mới nâng cao", "range", "từ 3 đến 5 xã"),
    ("2-3 xã đạt chuẩn nông thôn mới nâng cao", "range", "2-3 xã"),
    ("không có xã đạt chuẩn nông thôn mới nâng cao", "none", "không có xã"),
    ("vượt 2 xã nông thôn mới nâng cao so với năm 2024", "change", "2 xã"),
    ("có 75/101 xã đạt chuẩn nông thôn mới nâng cao", "stock", "75/101 xã"),
    ("nâng tổng số lên 20 xã nông thôn mới nâng cao", "stock", "20 xã"),
    ("mười hai (13) xã nông thôn mới nâng cao", "unread", "mười hai (13) xã"),
    ("mỗi huyện có ít nhất 2 xã nông thôn mới nâng cao", "each", "2 xã"),
]


def read(folder: Path, text: str) -> Plan:
    return ntm.read_plan(write_txt(folder / "plan.txt", [*TITLE, *text.split("|"), *MONEY], []))


def headline(plan: Plan) -> dict[str, int]:
    return dict(zip(plan.headline["indicator"], plan.headline["value"], strict=True))


@pytest.mark.parametrize("text", list(TARGETS))
def test_targets_as_a_reader_takes_them(tmp_path: Path, text: str) -> None:
    plan = read(tmp_path, text)
    assert headline(plan) == TARGETS[text]
    assert not (ntm.audit(plan)["severity"] == "error").any()


@pytest.mark.parametrize("kind", list(WRITERS))
def test_a_list_of_targets_is_read_from_every_kind_of_file(tmp_path: Path, kind: str) -> None:
    text, expected = next(iter(TARGETS.items()))
    lines = [*TITLE, *text.split("|"), *MONEY]
    rows = [["TT", "Ghi chú"], ["1", "không"]]
    assert headline(ntm.read_plan(WRITERS[kind](tmp_path / f"plan{kind}", lines, rows))) == expected


@pytest.mark.parametrize(("words", "kind", "printed"), NO_TARGETS)
def test_a_number_that_is_no_target_is_said_to_be_none(
    tmp_path: Path, words: str, kind: str, printed: str
) -> None:
    plan = read(tmp_path, f"Phấn đấu 8 xã đạt chuẩn nông thôn mới; {words}.")
    assert headline(plan) == {"commune_ntm": 8}
    row = plan.remarks.query(f"kind == '{kind}_left_out'").iloc[0]
    assert (row["subject"], row["as_printed"]) == ("commune_advanced", printed)


def test_the_name_of_ocop_is_no_number(tmp_path: Path) -> None:
    plan = read(tmp_path, "Phấn đấu 8 xã NTM.|2. Thực hiện Chương trình mỗi xã một sản phẩm.")
    assert headline(plan) == {"commune_ntm": 8}
    assert not plan.remarks["kind"].str.endswith("left_out").any()


def test_a_target_outside_of_its_section_is_named(tmp_path: Path) -> None:
    text = "Phấn đấu 8 xã đạt chuẩn NTM.|II. TỔ CHỨC|1. Sở Y tế giúp 12 xã đạt chuẩn NTM."
    plan = read(tmp_path, text)
    assert headline(plan) == {"commune_ntm": 8}
    row = plan.remarks.query("kind == 'target_elsewhere'").iloc[0]
    assert (row["as_printed"], row["taken"], row["line"]) == ("12 xã", "8", 11)


@pytest.mark.parametrize(
    ("printed", "severity"),
    [("ít nhất 11", ""), ("ít nhất 12", ""), ("trên 11", ""), ("không quá 13", ""), ("gần 13", ""),
     ("khoảng 11", "warning"), ("ít nhất 13", "warning"), ("trên 13", "warning"), ("13", "error")],
)  # fmt: skip
def test_a_qualifier_bounds_what_the_annex_may_say(
    tmp_path: Path, printed: str, severity: str
) -> None:
    """The annex assigns 12 products."""
    text = [line.replace("12 sản phẩm", f"{printed} sản phẩm") for line in TEXT]
    plan = ntm.read_plan(write_txt(tmp_path / "plan.txt", text, [HEAD, *ROWS]))
    found = ntm.audit(plan).query("check == 'headline_annex'")
    assert list(found["severity"]) == ([severity] if severity else [])


def test_what_was_not_found_is_named(tmp_path: Path) -> None:
    plan = read(tmp_path, "Tiếp tục nâng cao chất lượng.")
    assert {"no_headline_read", "no_targets_read"} <= set(plan.remarks["kind"])
    assert "no_funding_read" not in set(plan.remarks["kind"])
