"""Money lists in the layouts that plans use: each amount in its place, or a remark that says why not."""

from pathlib import Path

import pytest
from documents import WRITERS, write_txt
from funding_layouts import LAYOUTS, TITLE, TOTAL

import ntm_analysis as ntm
from ntm_analysis.errors import InputError
from ntm_analysis.plan import Plan

BILLION = 10**9


def read(folder: Path, text: str) -> Plan:
    return ntm.read_plan(write_txt(folder / "plan.txt", [*TITLE, *text.split("|")], []))


def tree(plan: Plan) -> dict[str, tuple[str, int]]:
    """Return each source with its parent and its billions of đồng."""
    return {r.source: (r.parent, r.amount_vnd // BILLION) for r in plan.funding.itertuples()}


def remarks(plan: Plan) -> dict[str, str]:
    """Return the printed characters, or else the subject, of the last remark of each kind."""
    return {r.kind: r.as_printed or r.subject for r in plan.remarks.itertuples()}


def errors(plan: Plan) -> list[str]:
    return list(ntm.audit(plan).query("severity == 'error'")["message_vi"])


@pytest.mark.parametrize("layout", list(LAYOUTS))
def test_each_layout_gives_the_tree_and_finds_a_part_that_does_not_add_up(
    tmp_path: Path, layout: str
) -> None:
    text, expected = LAYOUTS[layout]
    plan = read(tmp_path, text)
    assert tree(plan) == expected
    assert not errors(plan)
    # The last amount is a part in all layouts but the last, where it is the total: ten less or more.
    *_, last = [word for word in ("40 tỷ", "20 tỷ", "\t100") if word in text]
    at = text.rindex(last)
    digits = last.split()[0].strip()
    wrong = text[:at] + text[at:].replace(digits, str(int(digits) + 10), 1)
    assert len(errors(read(tmp_path, wrong))) == 1


@pytest.mark.parametrize("kind", list(WRITERS))
def test_the_commonest_layout_is_read_from_every_kind_of_file(tmp_path: Path, kind: str) -> None:
    text = [*TITLE, *LAYOUTS["total under a heading"][0].split("|")]
    rows = [["TT", "Ghi chú"], ["1", "không"]]
    plan = ntm.read_plan(WRITERS[kind](tmp_path / f"plan{kind}", text, rows))
    assert tree(plan) == TOTAL


@pytest.mark.parametrize(
    "sentence",
    [
        "Tổng nhu cầu vốn giai đoạn 2021-2025 là 900 tỷ đồng. Riêng năm 2025 là 100 tỷ đồng, gồm: ",
        "Tổng nhu cầu vốn giai đoạn 2021-2025 là 900 tỷ đồng, trong đó năm 2025 là 100 tỷ đồng, gồm: ",
        "Tổng vốn năm 2024: 900 tỷ đồng; năm 2025: 100 tỷ đồng, gồm: ",
        "Tổng vốn thực hiện Chương trình giai đoạn 2021-2025 năm 2025 là 100 tỷ đồng, gồm: ",
        "Tổng vốn: 100 tỷ đồng, tăng 900 tỷ đồng so với năm 2024, gồm: ",
        "Tổng vốn: 100 tỷ đồng (năm 2024: 900 tỷ đồng), gồm: ",
    ],
)
def test_the_money_is_that_of_the_plans_own_year(tmp_path: Path, sentence: str) -> None:
    plan = read(tmp_path, f"III. NGUỒN VỐN|{sentence}NSTW 60 tỷ đồng; ngân sách tỉnh 40 tỷ đồng.")
    assert tree(plan) == TOTAL
    assert remarks(plan).get("amount_left_out") == ("900 tỷ đồng" if "900" in sentence else None)


def test_the_money_of_a_period_is_taken_with_a_word_where_there_is_no_other(tmp_path: Path) -> None:
    plan = read(tmp_path, "III. NGUỒN VỐN|Tổng vốn giai đoạn 2021-2025 là 100 tỷ đồng, gồm: "
                "NSTW 60 tỷ đồng; ngân sách tỉnh 40 tỷ đồng.")  # fmt: skip
    assert tree(plan) == TOTAL
    assert remarks(plan)["period_taken"] == "100 tỷ đồng"


def test_another_breakdown_of_the_same_money_is_not_added(tmp_path: Path) -> None:
    plan = read(tmp_path, "III. NGUỒN VỐN|1. Tổng vốn: 100 tỷ đồng, gồm: NSTW 60 tỷ đồng, ngân sách "
                "tỉnh 40 tỷ đồng. Trong đó: vốn đầu tư 70 tỷ đồng, vốn sự nghiệp 30 tỷ đồng.")  # fmt: skip
    assert tree(plan) == TOTAL
    assert remarks(plan)["second_breakdown"] == "30 tỷ đồng"


def test_the_sums_tell_thousands_from_decimals_where_no_number_shows_it(tmp_path: Path) -> None:
    english = read(tmp_path, "III. NGUỒN VỐN|1. Tổng vốn: 1,250 tỷ đồng, gồm:|- NSTW: 1,000 tỷ đồng;"
                   "|- NS tỉnh: 250 tỷ đồng.")  # fmt: skip
    assert {row[1] for row in tree(english).values()} == {1250, 1000, 250}
    plain = read(tmp_path, "III. NGUỒN VỐN|1. Tổng vốn: 644,870 tỷ đồng, gồm:|- NSTW: 544,870 tỷ "
                 "đồng;|- NS tỉnh: 100,000 tỷ đồng.")  # fmt: skip
    assert {row[1] for row in tree(plain).values()} == {644, 544, 100}
    for plan in (english, plain):
        assert "habit_assumed" in remarks(plan)
        assert not errors(plan)


def test_no_amount_of_the_document_is_lost_without_a_word(tmp_path: Path) -> None:
    plan = read(tmp_path, LAYOUTS["total under a heading"][0] + "|- Vốn tín dụng: - tỷ đồng;"
                "|- Vốn doanh nghiệp: theo thực tế;|- Nhân dân đóng góp: 50."
                "|IV. TỔ CHỨC THỰC HIỆN|Trích 3 tỷ đồng mua máy móc.")  # fmt: skip
    assert tree(plan) == TOTAL
    silent = plan.remarks.query("kind == 'source_without_amount'")
    assert list(silent["subject"]) == ["credit", "enterprise", "community"]
    assert remarks(plan)["amount_elsewhere"] == "3 tỷ đồng"


def test_columns_of_a_money_table(tmp_path: Path) -> None:
    """The plan's year is taken, what is left out is named, investment and recurrent are added."""
    head = "III. NGUỒN VỐN (ĐVT: tỷ đồng)|TT\tNguồn\t"
    years = read(tmp_path, f"{head}Năm 2024\tNăm 2025|\tTổng cộng\t9\t100|1\tNSTW\t5\t60"
                 "|2\tNS tỉnh\t4\t40")  # fmt: skip
    assert tree(years) == TOTAL
    assert remarks(years)["money_column_left_out"] == "Năm 2024"
    split = (f"{head}Tổng\tVốn đầu tư\tVốn sự nghiệp|\tTổng cộng\t100,0\t70,0\t30,0"
             "|1\tNSTW\t60,0\t40,0\t{0}|2\tNS tỉnh\t40,0\t30,0\t10,0")  # fmt: skip
    assert tree(read(tmp_path, split.format("20,0"))) == TOTAL
    assert not errors(read(tmp_path, split.format("20,0")))
    wrong = errors(read(tmp_path, split.format("21,0")))
    assert len(wrong) == 1
    assert "61.000.000.000 đồng" in wrong[0]


@pytest.mark.parametrize(
    ("heads", "said"),
    [("Số tiền", "no unit of money"), ("Huyện A (tỷ đồng)\tHuyện B (tỷ đồng)", "several columns")],
)
def test_a_money_table_that_cannot_be_read_says_why(tmp_path: Path, heads: str, said: str) -> None:
    cells = "\t60" * len(heads.split("\t"))
    with pytest.raises(InputError, match=said):
        read(tmp_path, f"III. NGUỒN VỐN|TT\tNguồn\t{heads}|1\tNSTW{cells}|2\tNS tỉnh{cells}")
