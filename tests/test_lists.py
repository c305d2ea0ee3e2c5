"""Units counted and named in prose: the number of names against the number that is stated."""

from pathlib import Path

import pytest
from documents import HEAD, ROWS, TEXT, WRITERS, write_txt

import ntm_analysis as ntm
from ntm_analysis.document.files import read_document
from ntm_analysis.document.lists import NameList, name_lists

DOCUMENT = Path(__file__).resolve().parents[2] / "shared/document/thanh_hoa_2024_plan.txt"


def lists(folder: Path, *text: str) -> list[NameList]:
    return name_lists(read_document(write_txt(folder / "a.txt", list(text), [])))


@pytest.mark.parametrize(
    ("sentence", "stated", "counted"),
    [
        ("Phấn đấu 03 huyện: Sông Mây, Núi Đỏ và Hồ Xanh đạt chuẩn.", 3, (3,)),
        ("Phấn đấu 03 huyện: Sông Mây và Hồ Xanh đạt chuẩn.", 3, (2,)),
        ("Có 05 xã đạt chuẩn nông thôn mới, gồm: Đà Mây (Na Sông); Trung Núi, Tân Hồ (Chiêm Xanh); "
         "An Đỏ, An Vàng (Sơn Trắng).", 5, (5,)),
        ("Có 05 xã đạt chuẩn nông thôn mới, gồm: Đà Mây (Na Sông); Trung Núi, Tân Hồ (Chiêm Xanh).",
         5, (3,)),
        ("02 huyện (Sông Mây, Núi Đỏ) nâng cao", 2, (2,)),
        ("Có 4 xã: huyện Na Sông (Đà Mây, Đà Núi); huyện Chiêm Xanh (Tân Hồ, Tân An).", 4, (4,)),
        ("Có 4 xã: huyện Na Sông (Đà Mây, Đà Núi); huyện Chiêm Xanh (Tân Hồ).", 4, (3,)),
        ("Có 05 xã đạt chuẩn, gồm: Đà Mây, Tân Hồ, An Đỏ và 02 xã khác.", 5, (5,)),
        ("Có 05 xã đạt chuẩn, gồm: Đà Mây, Tân Hồ và 02 xã khác.", 5, (4,)),
        ("Có 12 thôn: Na Sông 9 thôn, Chiêm Xanh 2 thôn và 1 thôn khác.", 12, (12,)),
        # Where a list can be read in two ways, either may hold.
        ("Có 3 xã: Na Sông (Đà Mây, Đà Núi); Chiêm Xanh (Tân Hồ).", 3, (2, 3)),
        ("Có 12 thôn: Na Sông 9, Chiêm Xanh 2, Sơn Trắng 1.", 12, (3, 12)),
        ("Có 12 thôn: Na Sông 9 thôn, Chiêm Xanh 2 thôn.", 12, (11,)),
        ("Có 03 thôn, gồm: thôn Tân Sơn 1, thôn Tân Sơn 2, thôn 7.", 3, (3, 10)),
        # The district that units lie in is none of them; a new clause names others.
        ("06 xã (Đà Mây, Đà Núi - huyện Na Sông; Tân Hồ, An Đỏ - thị xã Hồ Xanh; An Vàng thuộc huyện Sơn "
         "Trắng; xã Tân An, huyện Sơn Trắng)", 6, (6,)),
        ("06 xã (Đà Mây, Đà Núi - huyện Na Sông; Tân Hồ, An Đỏ - thị xã Hồ Xanh; An Vàng thuộc huyện Sơn "
         "Trắng)", 6, (5,)),
        ("01 xã nông thôn mới kiểu mẫu là xã Đà Mây, huyện Na Sông.", 1, (1,)),
        ("02 huyện nâng cao: huyện Sông Mây và huyện Núi Đỏ; huyện Hồ Xanh đạt chuẩn.", 2, (2,)),
        ("Đưa 02 xã là Đà Mây và Tân Hồ về đích.", 2, (2,)),
    ],
)  # fmt: skip
def test_a_list_is_counted(
    tmp_path: Path, sentence: str, stated: int, counted: tuple[int, ...]
) -> None:
    found = lists(tmp_path, sentence)
    assert [(one.stated, one.counted) for one in found] == [(stated, counted)]
    assert found[0].address.as_printed in sentence
    assert found[0].address.line == 1


@pytest.mark.parametrize(
    "sentence",
    ["Có 17 xã (trong đó 2 xã miền núi) đạt chuẩn.", "Ngân sách của 27 huyện, thị xã, thành phố.",
     "Có 05 xã trên địa bàn các huyện: Na Sông, Chiêm Xanh.", "Hỗ trợ 60 thôn, bản miền núi.",
     "Có 10 xã và 30 thôn đạt chuẩn nông thôn mới kiểu mẫu; 120 sản phẩm OCOP."],
)  # fmt: skip
def test_what_names_nothing_is_no_list(tmp_path: Path, sentence: str) -> None:
    assert lists(tmp_path, sentence) == []


def test_bullets_after_a_number_are_counted(tmp_path: Path) -> None:
    bullets = ["- Xã Đà Mây, huyện Na Sông;", "- Xã Tân Hồ, huyện Chiêm Xanh;"]
    found = lists(tmp_path, "Có 03 xã đạt chuẩn nông thôn mới, gồm:", *bullets, "2. Việc khác.")
    assert [(one.stated, one.counted) for one in found] == [(3, (2,))]
    assert found[0].names == ("Xã Đà Mây", "Xã Tân Hồ")
    assert (
        lists(tmp_path, "Có 03 xã sẽ làm:", "- Rà soát mọi tiêu chí;", "- Báo cáo kết quả.") == []
    )


@pytest.mark.parametrize("kind", list(WRITERS))
def test_a_wrong_list_is_a_finding_with_its_place(tmp_path: Path, kind: str) -> None:
    for named, expected in ((["Đà Mây", "Tân Hồ"], 1), (["Đà Mây", "Tân Hồ", "An Đỏ"], 0)):
        text = list(TEXT)
        text.insert(4, f"Xã nâng cao: 03 xã, gồm: {' (Thọ Xuân); '.join(named)} (Thọ Xuân).")
        file = WRITERS[kind](tmp_path / f"plan{kind}", text, [HEAD, *ROWS])
        found = ntm.audit(ntm.read_plan(file)).query("check == 'list_count'")
        assert len(found) == expected
    text[4] = text[4].replace("An Đỏ", "Đà Mây")
    found = ntm.audit(ntm.read_plan(WRITERS[kind](file, text, [HEAD, *ROWS])))
    assert found.query("check == 'list_twice'")["severity"].tolist() == ["warning"]


@pytest.mark.checkout
@pytest.mark.skipif(not DOCUMENT.exists(), reason="the plan's text is not beside the project")
def test_the_real_document_has_no_wrong_list() -> None:
    assert all(one.holds for one in name_lists(read_document(DOCUMENT)))
