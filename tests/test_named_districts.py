"""Districts that the text names for a standard, held against the marks of the annex."""

from pathlib import Path

import pytest
from documents import write_txt

import ntm_analysis as ntm

# An invented province, whose districts are in no register, and one of the register.
PLACES = {
    "Sông Mây": ["TP. Hồ Xanh", "H. Hồ Xanh", "Núi Đỏ", "Thị xã Đèo Gió", "Bản Lim"],
    "Thanh Hóa": ["TP. Sầm Sơn", "TX. Nghi Sơn", "Thọ Xuân", "Như Thanh", "Quảng Xương"],
}
HEAD = ["TT", "Huyện, thành phố", "Huyện NTM", "Huyện NTM nâng cao", "Xã NTM"]
SENTENCES = [
    "Có 01 huyện đạt chuẩn nông thôn mới ({a}); 02 huyện đạt chuẩn nông thôn mới nâng cao: {b}, {c}.",
    "01 huyện ({a}) đạt chuẩn NTM, 02 huyện ({b}, {c}) đạt chuẩn NTM nâng cao.",
    "Công nhận 02 huyện đạt chuẩn nông thôn mới nâng cao: huyện {b} và huyện {c}; 01 huyện đạt chuẩn nông "
    "thôn mới, gồm {a}.",
    "Số huyện đạt chuẩn nông thôn mới: 01 huyện ({a});|Số huyện nông thôn mới nâng cao: 02 huyện ({b} và {c}).",
]  # fmt: skip


def named_marked(
    folder: Path, province: str, sentence: str, marked: tuple[int, int, int]
) -> list[tuple[str, str, str, str]]:
    """Return what the audit says; `marked` are the rows of the annex for {a}, {b} and {c}."""
    rows = [["", "Tổng", "1", "2", "5"]]
    for number, name in enumerate(PLACES[province]):
        advanced = "1" if number in marked[1:] else ""
        rows.append([str(number + 1), name, "1" if number == marked[0] else "", advanced, "1"])
    text = ["KẾ HOẠCH", f"Xây dựng nông thôn mới tỉnh {province} năm 2024", "I. MỤC TIÊU",
            *sentence.split("|"), "Phụ lục"]  # fmt: skip
    found = ntm.audit(ntm.read_plan(write_txt(folder / "a.txt", text, [HEAD, *rows])))
    rows_found = found[found["check"] == "named_marked"]
    return list(
        rows_found[["subject", "severity", "printed", "computed"]].itertuples(
            index=False, name=None
        )
    )


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("province", PLACES)
def test_names_behind_a_number_are_held_against_the_marks(
    tmp_path: Path, province: str, sentence: str
) -> None:
    third, fourth, fifth = PLACES[province][2:]
    bare = fourth.removeprefix("Thị xã ")
    said = sentence.format(a=third, b=bare, c=fifth)
    assert named_marked(tmp_path, province, said, (2, 3, 4)) == []
    wrong = named_marked(tmp_path, province, said, (3, 2, 4))
    assert [row[:2] for row in wrong] == [("district_ntm", "error"), ("district_advanced", "error")]
    assert wrong[0][2].split() == third.split()


def test_a_town_and_a_district_of_one_name_are_told_apart(tmp_path: Path) -> None:
    said = "01 huyện đạt chuẩn NTM (huyện Hồ Xanh)."
    assert named_marked(tmp_path, "Sông Mây", said, (1, 2, 3)) == []
    wrong = named_marked(tmp_path, "Sông Mây", said, (0, 2, 3))
    assert wrong == [("district_ntm", "error", "H. Hồ Xanh", "TP. Hồ Xanh")]


def test_a_name_that_no_row_bears_is_a_warning(tmp_path: Path) -> None:
    said = "01 huyện đạt chuẩn NTM (Suối Khô)."
    assert [row[1] for row in named_marked(tmp_path, "Sông Mây", said, (2, 3, 4))] == ["warning"]


def test_a_new_clause_names_districts_of_its_own(tmp_path: Path) -> None:
    text = ["KẾ HOẠCH", "Xây dựng nông thôn mới tỉnh Thanh Hóa năm 2024", "I. MỤC TIÊU",
            "Huyện Thọ Xuân và huyện Quảng Xương đạt chuẩn nông thôn mới nâng cao; huyện Như Thanh đạt chuẩn "
            "nông thôn mới; 05 xã đạt chuẩn nông thôn mới."]  # fmt: skip
    mentions = ntm.read_plan(write_txt(tmp_path / "a.txt", text, [])).mentions
    assert list(zip(mentions["kind"], mentions["as_printed"], strict=True)) == [
        ("district_advanced", "Thọ Xuân"), ("district_advanced", "Quảng Xương"),
        ("district_ntm", "Như Thanh"),
    ]  # fmt: skip
