"""Money lists in the layouts that plans use: each amount in its place, or a remark that says why not."""

import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import docx
import pandas as pd
import pytest
from documents import WRITERS, write_txt
from funding_layouts import LAYOUTS, TITLE, TOTAL

import ntm_analysis as ntm
from ntm_analysis.errors import InputError
from ntm_analysis.plan import Plan, save_plan

BILLION = 10**9
NUMBER = r"(?<![\d.,/])\d[\d.,]*(?= (?:tỷ|triệu)|[;),%]| ?$|,)"


def invented() -> dict[str, tuple[dict[str, tuple[str, str]], list[str], list[str]]]:
    """Return the plans of funding_plans.txt: the tree, the planted mistakes and the text of each."""
    found: dict[str, tuple[dict[str, tuple[str, str]], list[str], list[str]]] = {}
    content = Path(__file__).with_name("funding_plans.txt").read_text(encoding="utf-8")
    for part in content.split("\n= ")[1:]:
        name, *lines = part.rstrip().split("\n")
        rows = [re.fullmatch(r": (.+) < (.*?) = ?(.*)", line) for line in lines]
        tree = {row[1].lower(): (row[2].lower(), row[3]) for row in rows if row}
        planted = [line[2:] for line in lines if line.startswith("! ")]
        found[name] = tree, planted, [line for line in lines if line[:2] not in {": ", "! "}]
    return found


INVENTED = invented()


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
def test_each_layout_gives_the_tree_and_finds_an_amount_that_does_not_add_up(
    tmp_path: Path, layout: str
) -> None:
    text, expected = LAYOUTS[layout]
    plan = read(tmp_path, text)
    assert tree(plan) == expected
    assert not errors(plan)
    assert "amount_elsewhere" not in remarks(plan)
    save_plan(plan, tmp_path / "package")
    # Rows by purpose are not read; 40 and 60 are amounts of the list.
    for amount in re.findall(
        r"\b[1-9]0(?= tỷ|[.]000[.]000|\t|\||$)", text.partition("|1\tHỗ trợ")[0]
    ):
        wrong = re.sub(
            rf"\b{amount}(?= tỷ|[.]000[.]000|\t|\||$)", str(int(amount) + 5), text, count=1
        )
        assert errors(read(tmp_path, wrong)), amount


@pytest.mark.parametrize("name", list(INVENTED))
def test_the_money_of_an_invented_plan(tmp_path: Path, name: str, whole: bool) -> None:
    """The tree is the one counted by hand, no number is silent, and each changed number is found."""
    expected, planted, lines = INVENTED[name]
    plan = read(tmp_path, "|".join(lines))
    found = {
        r.source.lower(): (r.parent.lower(), "" if pd.isna(r.amount_vnd) else r.amount_vnd)
        for r in plan.funding.itertuples()
    }
    billions = {
        key: (of, int(Decimal(n) * BILLION) if n else "") for key, (of, n) in expected.items()
    }
    assert found == billions
    assert not errors(plan)
    if whole or plan.funding["unit"].any() or plan.funding["amount_vnd"].isna().any():
        save_plan(plan, tmp_path / "package")
        assert len(ntm.load_plan(tmp_path / "package").funding) == len(expected)
    assert not silent(plan, lines)
    before = looked_at(plan)
    for start in planted if whole else planted[:1]:
        text = "|".join(lines)
        at = re.search(rf"(?<![\d.,]){re.escape(start)}", text).start()
        wrong = text[:at] + str(int(text[at]) % 9 + 1) + text[at + 1 :]
        assert looked_at(read(tmp_path, wrong)) != before, start


def looked_at(plan: Plan) -> list[str]:
    return sorted(ntm.audit(plan).query("severity != 'note'")["message_vi"])


def silent(plan: Plan, lines: list[str]) -> list[str]:
    """Return the numbers of a text, outside of tables, that no row and no remark holds."""
    said: dict[int, str] = defaultdict(str)
    for table in (plan.funding, plan.remarks):
        for row in table.to_dict("records"):
            shares = row.get("share_as_printed", "")
            said[0 if pd.isna(row["line"]) else row["line"]] += f"|{row['as_printed']}|{shares}"
    return [
        number
        for at, line in enumerate(lines, start=len(TITLE) + 1) if "\t" not in line
        for match in re.finditer(NUMBER, re.sub(r"^\W?\d+[.)]|(?i:năm) 20\d\d|/20\d\d", "", line))
        if (number := match[0].rstrip(".,")) not in said[2 * at - 1]  # blank lines stand between
    ]  # fmt: skip


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
        "Tổng vốn: 900 tỷ đồng năm 2024; năm 2025: 100 tỷ đồng, gồm: ",
        "Tổng vốn: 100 tỷ đồng/năm, gồm: ",
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


def test_the_total_before_a_table_gives_its_unit_and_is_held_against_it(tmp_path: Path) -> None:
    rows = "|TT\tNguồn vốn\tSố tiền|1\tNSTW\t60.500|2\tNS tỉnh\t40.000|\tTổng cộng\t100.500"
    lead = "III. NGUỒN VỐN|Tổng nhu cầu vốn năm 2025: {0}, cụ thể theo biểu sau:"
    plan = read(tmp_path, lead.format("100.500 triệu đồng") + rows)
    assert dict(zip(plan.funding["source"], plan.funding["amount_vnd"], strict=True)) == {
        "total": 100_500_000_000, "central_budget": 60_500_000_000, "provincial_budget": 40_000_000_000,
    }  # fmt: skip
    assert set(plan.funding["unit"]) == {"triệu đồng"}
    assert not errors(plan)
    with pytest.raises(InputError, match="no unit of money"):
        read(tmp_path, lead.format("105.500 triệu đồng") + rows)
    stated = rows.replace("Số tiền", "Số tiền (triệu đồng)")
    wrong = errors(read(tmp_path, lead.format("105.500 triệu đồng") + stated))
    assert len(wrong) == 1
    assert "105.500.000.000 đồng" in wrong[0]
    for said in ("100.500 triệu đồng", "100,5 tỷ đồng", "khoảng 105 tỷ đồng"):
        assert not errors(read(tmp_path, lead.format(said) + stated))
    need = "III. NGUỒN VỐN|Tổng nhu cầu vốn: 200.000 triệu đồng.|Dự kiến cân đối được như bảng"
    assert not errors(read(tmp_path, need + stated))


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


def test_a_period_divided_by_years_has_the_plans_own(tmp_path: Path) -> None:
    plan = read(tmp_path, "III. NGUỒN VỐN|Tổng vốn giai đoạn 2021-2025: 300 tỷ đồng, trong đó:"
                "|- Năm 2024: 200 tỷ đồng;|- Năm 2025: 100 tỷ đồng, gồm: NSTW 60 tỷ đồng; ngân sách "
                "tỉnh 40 tỷ đồng.")  # fmt: skip
    assert tree(plan) == TOTAL
    assert list(plan.remarks.query("kind == 'amount_left_out'")["as_printed"]) == [
        "300 tỷ đồng", "200 tỷ đồng",
    ]  # fmt: skip


def test_a_source_in_several_places_is_named_by_each(tmp_path: Path) -> None:
    """Investment and recurrent money of each budget, and each budget of both: no false doubling."""
    by_budget = read(tmp_path, "III. NGUỒN VỐN|Tổng vốn: 100 tỷ đồng, gồm:|- NSTW: 60 tỷ đồng (Vốn đầu "
                     "tư 45 tỷ đồng; vốn sự nghiệp 15 tỷ đồng);|- NS tỉnh: 40 tỷ đồng (vốn đầu tư 20 tỷ "
                     "đồng; vốn sự nghiệp 20 tỷ đồng).")  # fmt: skip
    assert tree(by_budget) == {
        **TOTAL, "Vốn đầu tư (NSTW)": ("central_budget", 45),
        "vốn sự nghiệp (NSTW)": ("central_budget", 15),
        "vốn đầu tư (NS tỉnh)": ("provincial_budget", 20),
        "vốn sự nghiệp (NS tỉnh)": ("provincial_budget", 20),
    }  # fmt: skip
    by_kind = read(tmp_path, "III. NGUỒN VỐN|1. Vốn đầu tư: 70 tỷ đồng, trong đó: NSTW 50 tỷ đồng; NS "
                   "tỉnh 20 tỷ đồng.|2. Vốn sự nghiệp: 30 tỷ đồng, trong đó: NSTW 10 tỷ đồng; NS tỉnh "
                   "20 tỷ đồng.|Tổng cộng: 100 tỷ đồng.")  # fmt: skip
    # Neither is all of the central money, so neither bears its key.
    assert "central_budget" not in tree(by_kind)
    assert tree(by_kind)["NSTW (Vốn sự nghiệp)"] == ("Vốn sự nghiệp", 10)
    assert tree(by_kind)["total"] == ("", 100)
    for plan in (by_budget, by_kind):
        assert not errors(plan)
    twice = read(tmp_path, LAYOUTS["letters"][0] + "|c) NSTW: 60 tỷ đồng;")
    assert any("đứng hai lần" in error for error in errors(twice))


def test_local_money_that_holds_the_provinces_own(tmp_path: Path) -> None:
    plan = read(tmp_path, "III. NGUỒN VỐN|Tổng vốn: 500 tỷ đồng, gồm:|- NSTW: 100 tỷ đồng;|- Ngân sách "
                "địa phương: 400 tỷ đồng, gồm:|+ Ngân sách tỉnh: 300 tỷ đồng;|+ Ngân sách huyện, xã: 100 "
                "tỷ đồng.")  # fmt: skip
    assert tree(plan) == {
        "total": ("", 500), "central_budget": ("total", 100), "Ngân sách địa phương": ("total", 400),
        "provincial_budget": ("Ngân sách địa phương", 300),
        "local_budget": ("Ngân sách địa phương", 100),
    }  # fmt: skip
    assert not errors(plan)


@pytest.mark.parametrize(
    ("addition", "printed", "reason"),
    [
        ("|Ngoài ra, lồng ghép từ chương trình khác: 20 tỷ đồng.", "20 tỷ đồng", "besides"),
        ("|- Riêng vốn vay ưu đãi: 5 tỷ đồng (nằm trong NSTW).", "5 tỷ đồng", "besides"),
        ("|- Nợ đọng: 7 tỷ đồng.", "7 tỷ đồng", "debt"),
        (" (tăng 5 tỷ đồng, trong đó bổ sung 3 tỷ đồng)", "3 tỷ đồng", "change"),
        (", đã phân bổ đợt 1: 25 tỷ đồng", "25 tỷ đồng", "done_before"),
        (
            "|Mức thưởng: 2 tỷ đồng cho mỗi xã đạt chuẩn; 500 triệu đồng cho mỗi thôn.",
            "500 triệu đồng",
            "per_unit",
        ),
        ("|Hỗ trợ làm đường 150 triệu đồng/km.", "150 triệu đồng", "per_unit"),
        (" (tăng 15%)", "", ""),
    ],
)
def test_what_stands_beside_the_list(
    tmp_path: Path, addition: str, printed: str, reason: str
) -> None:
    plan = read(tmp_path, LAYOUTS["total under a heading"][0].rstrip(".") + addition)
    assert tree(plan) == TOTAL
    assert not errors(plan)
    assert not plan.funding["share_as_printed"].any()
    found = plan.remarks.query("kind == 'amount_left_out'")
    assert (reason, printed) in [("", ""), *zip(found["subject"], found["as_printed"], strict=True)]


def test_money_carried_over_is_a_part(tmp_path: Path) -> None:
    plan = read(tmp_path, "III. NGUỒN VỐN|Tổng vốn: 100 tỷ đồng, gồm:|- NSTW: 60 tỷ đồng, gồm: năm 2024 "
                "chuyển sang 5 tỷ đồng, năm 2025: 55 tỷ đồng;|- NS tỉnh: 40 tỷ đồng.")  # fmt: skip
    assert tree(plan) == {**TOTAL, "năm 2024 chuyển sang": ("central_budget", 5),
                          "năm 2025": ("central_budget", 55)}  # fmt: skip


def test_money_carried_over_that_the_whole_has_no_room_for_stands_beside_it(tmp_path: Path) -> None:
    plan = read(tmp_path, "III. NGUỒN VỐN|1. Tổng vốn: 100 tỷ đồng.|- NSTW: 60 tỷ đồng;|- NS tỉnh: 40 tỷ đồng.|"
                "2. Vốn năm 2024 chuyển sang: 15 tỷ đồng (NSTW: 9 tỷ đồng; NS tỉnh: 6 tỷ đồng).")  # fmt: skip
    assert tree(plan) == TOTAL
    assert not errors(plan)
    found = plan.remarks.query("kind == 'amount_left_out'")
    assert list(found["as_printed"]) == ["15 tỷ đồng", "9 tỷ đồng", "6 tỷ đồng"]


@pytest.mark.parametrize(
    ("words", "share"),
    [(", chiếm 60%", 60), (", bằng 60% tổng nguồn vốn", 60), (", đạt 110% so với kế hoạch", None),
     (", bằng 60%", None), (", 95% dự toán", None)],
)  # fmt: skip
def test_a_percentage_is_a_share_or_named(tmp_path: Path, words: str, share: int | None) -> None:
    plan = read(
        tmp_path,
        f"III. NGUỒN VỐN|Tổng vốn: 100 tỷ đồng, gồm: NSTW: 60 tỷ đồng{words}; NS tỉnh: 40 tỷ đồng.",
    )
    stated = plan.funding.set_index("source")["share_stated_pct"]["central_budget"]
    assert (None if pd.isna(stated) else stated) == share
    assert ("percentage_left_out" in remarks(plan)) == (share is None)
    assert not errors(plan)


def test_digits_before_a_unit_in_words_are_no_amount_in_words(tmp_path: Path) -> None:
    plan = read(
        tmp_path,
        "III. NGUỒN VỐN|Tổng vốn: 1,5 nghìn tỷ đồng, gồm: NSTW: 900 tỷ đồng; NS tỉnh: 600 tỷ đồng.",
    )
    assert "amount_in_words" not in remarks(plan)


def test_money_from_outside_the_budget_is_none_of_it(tmp_path: Path) -> None:
    plan = read(tmp_path, "III. NGUỒN VỐN|Tổng vốn: 100 tỷ đồng, gồm:|- NSTW: 60 tỷ đồng;|- Vốn huy động ngoài "
                "NSNN: 40 tỷ đồng (doanh nghiệp: 30 tỷ đồng; nhân dân: 10 tỷ đồng).")  # fmt: skip
    outside = "Vốn huy động ngoài NSNN"
    assert tree(plan) == {"total": ("", 100), "central_budget": ("total", 60), outside: ("total", 40),
                          "enterprise": (outside, 30), "community": (outside, 10)}  # fmt: skip


def test_a_range_or_a_slip_is_no_amount(tmp_path: Path) -> None:
    plan = read(tmp_path, "III. NGUỒN VỐN|Tổng vốn từ 100 đến 120 tỷ đồng, gồm: NSTW 60-70 tỷ đồng; NS "
                "tỉnh: 4 00,5 tỷ đồng; tín dụng 10 tỷ đồng.")  # fmt: skip
    amounts = plan.funding.set_index("source")["amount_vnd"]
    assert list(amounts.index[amounts.isna()]) == ["total", "central_budget", "provincial_budget"]
    ranges = plan.remarks.query("kind == 'amount_range'")
    assert list(ranges["as_printed"]) == ["từ 100 đến 120 tỷ đồng", "60-70 tỷ đồng"]
    assert remarks(plan)["amount_unread"] == "4 00,5 tỷ đồng"


def test_every_amount_is_named_where_there_is_no_list_or_beside_a_table(tmp_path: Path) -> None:
    alone = read(tmp_path, "I. MỤC TIÊU|Phấn đấu 8 xã đạt chuẩn NTM.|II. NGUỒN VỐN|Tổng kinh phí: 100 tỷ "
                 "đồng.|Năm 2025 bố trí 35,5 tỷ đồng mua xi măng.")  # fmt: skip
    assert list(alone.remarks.query("kind == 'amount_elsewhere'")["as_printed"]) == [
        "100 tỷ đồng", "35,5 tỷ đồng",
    ]  # fmt: skip
    table = read(tmp_path, "III. NGUỒN VỐN (ĐVT: triệu đồng)|TT\tNguồn\tSố tiền\tGhi chú|1\tNSTW\t600\t"
                 "|2\tNS tỉnh\t250\tđã trừ 12 tỷ đồng nợ|3\tXổ số\t~100\t|4\tTín dụng\t(50)\t"
                 "|\tTổng\t1.000\t")  # fmt: skip
    assert remarks(table)["amount_elsewhere"] == "12 tỷ đồng"
    unread = table.remarks.query("kind == 'source_without_amount'")
    assert list(unread["as_printed"]) == ["~100", "(50)"]


def test_a_list_and_a_table_that_say_different_things(tmp_path: Path) -> None:
    text = ("III. NGUỒN VỐN|Tổng vốn: 100 tỷ đồng, gồm: NSTW 60 tỷ đồng; NS tỉnh 40 tỷ đồng."
            "|TT\tNguồn\tSố tiền (tỷ đồng)|1\tNSTW\t{0}|2\tNS tỉnh\t40|\tTổng\t100")  # fmt: skip
    assert not errors(read(tmp_path, text.format(60)))
    wrong = errors(read(tmp_path, text.format(65)))
    assert len(wrong) == 1
    assert "65.000.000.000 đồng" in wrong[0]


def test_an_amount_in_words_is_named_unless_it_repeats_one_in_digits(tmp_path: Path) -> None:
    plan = read(tmp_path, "III. NGUỒN VỐN|Tổng vốn: 100 tỷ đồng (một trăm tỷ đồng), gồm: NSTW: sáu mươi tỷ "
                "đồng; NS tỉnh: 40 tỷ đồng.")  # fmt: skip
    named = plan.remarks.query("kind == 'amount_in_words'")
    assert list(named["as_printed"]) == ["sáu mươi tỷ đồng"]


def test_a_box_drawn_as_a_table_of_one_cell_is_text(tmp_path: Path) -> None:
    document = docx.Document()
    for line in [*TITLE, "III. NGUỒN VỐN"]:
        document.add_paragraph(line)
    box = document.add_table(1, 1).cell(0, 0)
    box.text = "Tổng vốn: 100 tỷ đồng, gồm:"
    for line in ("- NSTW: 60 tỷ đồng;", "- NS tỉnh: 40 tỷ đồng."):
        box.add_paragraph(line)
    document.save(str(tmp_path / "plan.docx"))
    assert tree(ntm.read_plan(tmp_path / "plan.docx")) == TOTAL


def test_parts_that_only_their_sum_tells_from_the_whole(tmp_path: Path) -> None:
    plan = read(tmp_path, "III. NGUỒN VỐN|Tổng vốn: 400 tỷ đồng|- NSTW: 200 tỷ đồng|- Vốn lồng ghép: 120 tỷ "
                "đồng|- Chương trình A: 70 tỷ đồng|- Chương trình B: 50 tỷ đồng|- Dân góp: 80 tỷ đồng")  # fmt: skip
    assert tree(plan) == {
        "total": ("", 400), "central_budget": ("total", 200), "integrated": ("total", 120),
        "Chương trình A": ("integrated", 70), "Chương trình B": ("integrated", 50),
        "community": ("total", 80),
    }  # fmt: skip


def test_a_list_whose_amounts_bear_no_unit_is_named(tmp_path: Path) -> None:
    plan = read(tmp_path, "I. MỤC TIÊU|Phấn đấu 8 xã đạt chuẩn NTM.|II. NGUỒN VỐN"
                "|Tổng nguồn vốn: 500, trong đó:|- Ngân sách TW: 250|- Ngân sách tỉnh: 250")  # fmt: skip
    named = plan.remarks.query("kind == 'source_without_amount'")
    assert list(named["as_printed"]) == ["500", "250", "250"]


def kinds(plan: Plan) -> set[tuple[str, str]]:
    return set(zip(plan.remarks["kind"], plan.remarks["as_printed"], strict=True))


def test_a_unit_stated_once_has_its_address(tmp_path: Path) -> None:
    """A statement ends with its section; "1.000 đồng" that states a unit is no amount."""
    plan = read(tmp_path, "I. NGUỒN VỐN|ĐVT: 1.000 đồng|- Tổng vốn: 100.000.000|- NSTW: 60.000.000|- NS tỉnh: "
                "40.000.000|II. TỔ CHỨC|Dự phòng: 7.000")  # fmt: skip
    assert tree(plan) == TOTAL
    assert set(plan.funding["unit"]) == {"1.000 đồng"}
    stated = plan.remarks.query("kind == 'unit_stated'")
    assert stated[["as_printed", "line"]].to_numpy().tolist() == [["1.000 đồng", 7]]
    assert ("amount_elsewhere", "1.000 đồng") not in kinds(plan)
    assert "7.000" not in set(plan.funding["as_printed"])


@pytest.mark.parametrize(
    ("parts", "read_as", "said"),
    [
        ("NSTW 60, NS huyện, xã 40 tỷ đồng", [60, 40], ("unit_by_sum", "60")),
        ("NSTW 60 tỷ đồng, NS huyện, xã 40", [60, 40], ("unit_by_sum", "40")),
        ("NSTW 60, NS huyện, xã 45 tỷ đồng", [None, 45], ("amount_no_unit", "60")),
        ("NSTW 60 tỷ đồng, NS tỉnh 40 tỷ đồng, NS xã 5", [60, 40], ("source_without_amount", "5")),
        ("NSTW 60 tỷ đồng, NS xã và NS huyện mỗi cấp 20 tỷ đồng", [60, None],
         ("amount_each", "20 tỷ đồng")),
        ("NSTW 60 tỷ đồng, NS tỉnh 40 tỷ đồng. Dự phòng 5", [60, 40], ("number_without_unit", "5")),
        ("NSTW 60 tỷ đồng, NS tỉnh 40 tỷ đồng, tín dụng chiếm 5%", [60, 40],
         ("share_without_amount", "5%")),
    ],
)  # fmt: skip
def test_a_number_without_a_unit_is_read_by_its_sum_or_named(
    tmp_path: Path, parts: str, read_as: list[int | None], said: tuple[str, str]
) -> None:
    plan = read(tmp_path, f"II. NGUỒN VỐN|Tổng vốn 100 tỷ đồng. Trong đó {parts}.")
    amounts = [None if pd.isna(a) else a // BILLION for a in plan.funding["amount_vnd"]]
    assert amounts[1:] == read_as or said[0] == "number_without_unit"
    assert said in kinds(plan)
    assert not errors(plan)


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("trong đó vốn năm trước chuyển sang 20 tỷ đồng", []),
        ("trong đó chuyển nguồn 20 tỷ đồng, bổ sung 15 tỷ đồng", []),
        ("trong đó chuyển nguồn 70 tỷ đồng", ["central_budget"]),
        ("trong đó vốn đầu tư 20 tỷ đồng, vốn sự nghiệp 15 tỷ đồng", ["central_budget"]),
    ],
)
def test_what_is_only_of_which_is_no_sum(tmp_path: Path, text: str, sums: list[str]) -> None:
    plan = read(tmp_path, f"II. NGUỒN VỐN|Tổng vốn: 100 tỷ đồng, gồm:|- NSTW: 60 tỷ đồng, {text};|- NS tỉnh: "
                "40 tỷ đồng.")  # fmt: skip
    found = ntm.audit(plan).query("severity == 'error'")
    assert list(found["subject"]) == sums
    assert set(found["check"]) <= {"funding_sum"}


@pytest.mark.parametrize(
    ("text", "differs"),
    [
        ("Bố trí cho: hạ tầng 50 tỷ đồng, sản xuất 30 tỷ đồng, đào tạo 20 tỷ đồng.", False),
        ("Bố trí cho: hạ tầng 55 tỷ đồng, sản xuất 30 tỷ đồng, đào tạo 20 tỷ đồng.", True),
        ("Phân bổ theo nội dung:|- Giao thông: 50 tỷ đồng;|- Xã A: 30 tỷ đồng;|- Xã B: 20 tỷ đồng.", False),
        ("Phân bổ theo nội dung:|- Giao thông: 50 tỷ đồng;|- Xã A: 30 tỷ đồng;|- Xã B: 10 tỷ đồng.", True),
    ],
)  # fmt: skip
def test_what_money_is_spent_on_is_no_source(tmp_path: Path, text: str, differs: bool) -> None:
    plan = read(tmp_path, f"{LAYOUTS['total under a heading'][0]}|{text}")
    assert tree(plan) == TOTAL
    assert not errors(plan)
    assert len(plan.remarks.query("kind == 'purpose_left_out'")) == 3
    assert ("purposes_differ" in set(plan.remarks["kind"])) == differs


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (", một trăm linh hai tỷ, ba trăm triệu đồng", ""),
        (" (Bằng chữ: Một trăm linh hai tỷ ba trăm triệu đồng chẵn)", ""),
        (" (một trăm linh ba tỷ ba trăm triệu đồng)", "words_differ"),
    ],
)
def test_words_are_held_against_the_digits_beside_them(
    tmp_path: Path, words: str, kind: str
) -> None:
    plan = read(tmp_path, f"II. NGUỒN VỐN|Tổng vốn: 102,3 tỷ đồng{words}, gồm:|- NSTW: 60,3 tỷ đồng;|- NS tỉnh: "
                "42,0 tỷ đồng.")  # fmt: skip
    assert {"amount_in_words", "words_differ"} & set(plan.remarks["kind"]) == set(
        filter(None, [kind])
    )
    assert bool(errors(plan)) == bool(kind)


@pytest.mark.parametrize(
    "rows",
    [
        "TT\tNguồn\tSố tiền|\tĐơn vị: tỷ đồng\t|1\tNSTW\t60|2\tNS tỉnh\t40|\tTổng\t100",
        "TT\tNguồn\tSố tiền|\t\ttriệu đồng|1\tNSTW\t60.000|2\tNS tỉnh\t40.000|\tTổng\t100.000",
        "TT\tNguồn\tĐVT\tSố tiền|1\tNSTW\ttỷ đồng\t60|2\tNS tỉnh\ttriệu đồng\t40.000|\tTổng\ttỷ đồng\t100",
    ],
)  # fmt: skip
def test_a_unit_within_the_table(tmp_path: Path, rows: str) -> None:
    assert tree(read(tmp_path, f"II. NGUỒN VỐN|{rows}")) == TOTAL


def test_words_that_end_like_a_unit_state_none(tmp_path: Path) -> None:
    """The last word of "cộng đồng" is no đồng."""
    with pytest.raises(InputError, match="no unit of money"):
        read(
            tmp_path,
            "II. Vốn huy động (doanh nghiệp, cộng đồng)|TT\tNguồn\tSố tiền|1\tNSTW\t60|2\tNS tỉnh\t40",
        )


def test_local_money_is_the_same_in_list_and_table(tmp_path: Path) -> None:
    text = ("III. NGUỒN VỐN|Tổng vốn: 500 tỷ đồng, gồm: NSTƯ 100 tỷ đồng; NSĐP {0} tỷ đồng.|TT\tNguồn\tSố tiền (tỷ "
            "đồng)|I\tNSTW\t100|II\tNgân sách địa phương\t400|1\tNgân sách tỉnh\t300|2\tNgân sách huyện, xã\t100"
            "|\tTổng\t500")  # fmt: skip
    assert not errors(read(tmp_path, text.format(400)))
    assert len(errors(read(tmp_path, text.format(450)))) == 1
    several = read(tmp_path, "II. NGUỒN VỐN|Tổng vốn 100 tỷ đồng, gồm: NSTW 60 tỷ đồng, ngân sách tỉnh, huyện, xã 40 "
                   "tỷ đồng.")  # fmt: skip
    assert "provincial_budget" not in set(several.funding["source"])


@pytest.mark.parametrize(
    ("funding", "checks"),
    [
        ("Tổng vốn: 160 tỷ đồng, trong đó:|Ngân sách nhà nước: 60 tỷ đồng, gồm:|- NSTW: 40 tỷ đồng;|- NS tỉnh: 20 tỷ đồng.|Vốn tín dụng: 40 tỷ đồng.", ["source_misplaced", "source_misplaced"]),
        ("1. Tổng vốn: 100 tỷ đồng, trong đó: ngân sách nhà nước 60 tỷ đồng, vốn tín dụng 40 tỷ đồng. Trong đó: NSTW 20 tỷ đồng, ngân sách tỉnh 20 tỷ đồng.", ["funding_sum"]),
        ("1. Tổng vốn: 100 tỷ đồng, trong đó: ngân sách nhà nước 60 tỷ đồng, vốn tín dụng 40 tỷ đồng. Trong đó: NSTW 40 tỷ đồng, ngân sách tỉnh 20 tỷ đồng.", []),
    ],
    ids=["side by side", "within credit", "right"],
)  # fmt: skip
def test_amounts_that_fit_by_chance_in_the_wrong_place_are_found(
    tmp_path: Path, funding: str, checks: list[str]
) -> None:
    file = tmp_path / "plan.txt"
    file.write_text("\n".join([*TITLE, "III. NGUỒN VỐN", *funding.split("|")]), encoding="utf-8")
    found = ntm.audit(ntm.read_plan(file))
    kinds = {"source_misplaced", "funding_sum"}
    assert list(found.loc[found["check"].isin(kinds), "check"]) == checks
