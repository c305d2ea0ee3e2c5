"""Sentences from outside: each number gets the verdict and the address that a person gave it."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from documents import HEAD, ROWS, TEXT, write_txt
from quoted import SENTENCES
from quoted_distorted import DISTORTED
from quoted_hard import HARD
from quoted_lists import LISTS
from quoted_meaning import MEANING
from quoted_more import MORE
from quoted_press import PRESS
from quoted_reported import REPORTED
from quoted_true import ORDINARY
from quoted_words import WORDS

import ntm_analysis as ntm
from ntm_analysis.errors import InputError
from ntm_analysis.evidence import describe
from ntm_analysis.plan import Plan
from ntm_analysis.quote import judging

ALL = [*SENTENCES, *PRESS, *MORE, *HARD, *MEANING, *ORDINARY, *WORDS, *LISTS, *REPORTED, *DISTORTED]
LETTERS = {"A": "agrees", "R": "rounding", "D": "differs", "U": "unsupported"}


@pytest.fixture(scope="module", autouse=True)
def listed_once() -> Iterator[None]:
    """List the figures of the plan once for all sentences: that is most of the time of each."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("figures_of", "named_groups"):
            patch.setattr(judging, name, cache(getattr(judging, name)))
        yield


def test_the_list_is_long_and_holds_every_verdict() -> None:
    judged = [verdict for _, numbers in ALL for _, verdict, _ in numbers]
    assert len(ALL) >= 840
    assert all(judged.count(letter) >= 10 for letter in LETTERS)


@pytest.mark.parametrize(
    ("lang", "sentence", "expected"),
    [(("vi", "en")[at % 2], *judged) for at, judged in enumerate(ALL)],
    ids=[sentence[:40] for sentence, _ in ALL],
)
def test_each_number_is_judged_as_by_hand(
    plan: Plan, lang: str, sentence: str, expected: list[tuple[str, str, str]]
) -> None:
    found = ntm.judge(sentence, plan, lang).to_dict("records")
    assert [(r["number"], r["verdict"], r["lines"]) for r in found] == [
        (number, LETTERS[letter], lines) for number, letter, lines in expected
    ]
    assert all(r["message"].strip() for r in found)


def test_a_word_that_is_not_accounted_for_is_named(plan: Plan) -> None:
    found = [
        ntm.judge("Tỉnh dành 182,5 tỷ đồng trả nợ từ ngân sách tỉnh.", plan, lang).iloc[0]
        for lang in ("vi", "en")
    ]
    assert [row["message"] for row in found] == [
        "Câu còn nói “trả nợ”; kế hoạch không nêu điều này, nên không đối chiếu.",
        "The sentence also says “trả nợ”, which the plan does not, so it is not held against the plan.",
    ]


def ntm_quote(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-m", "ntm_analysis.cli", "quote", *arguments]
    return subprocess.run(call, cwd=cwd, capture_output=True, text=True, check=False)


def test_the_sentence_of_the_issue_and_what_is_said_of_it(tmp_path: Path) -> None:
    sentence = "Thanh Hóa dành gần 7,6 nghìn tỷ đồng xây dựng nông thôn mới năm 2024"
    done = ntm_quote(sentence, "--plan", "thanh_hoa_2024", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout == (
        "Làm tròn hợp lý: “7,6 nghìn tỷ đồng”. Tổng vốn: kế hoạch in “7.507,44 tỷ đồng” (Mục II.2.1, "
        "dòng 31). Làm tròn gần nhất đến hàng đó là 7.500 tỷ đồng.\n"
    )


def test_a_number_that_does_not_agree_ends_with_1_and_its_address(tmp_path: Path) -> None:
    done = ntm_quote("Nga Sơn có 3 xã nông thôn mới nâng cao.", "--format", "json", cwd=tmp_path)
    assert done.returncode == 1
    row = json.loads(done.stdout)[0]
    assert row["verdict"] == "differs"
    assert (row["stated"], row["in_plan"], row["as_printed"]) == (3, 2, "2")
    assert (row["section"], row["lines"], row["column"]) == ("Phụ lục", "217", "6")


def test_json_and_csv_say_the_same(tmp_path: Path) -> None:
    sentence = "Vốn tín dụng 730,539 tỷ đồng, chiếm 9,73%; năm 2024 có 17 xã."
    rows = json.loads(ntm_quote(sentence, "--format", "json", cwd=tmp_path).stdout)
    table = ntm_quote(sentence, "--format", "csv", cwd=tmp_path).stdout
    assert [row["in_plan"] for row in rows] == [730_539_000_000, 9.73, 17]
    read = list(csv.DictReader(io.StringIO(table)))
    assert [{k: "" if v is None else str(v) for k, v in row.items()} for row in rows] == read
    assert sentence[rows[1]["start"] - 1 :].startswith("9,73%")


def test_money_of_no_named_source_agrees_with_none_and_names_those_it_fits(plan: Plan) -> None:
    row = ntm.judge("Có nguồn vốn khoảng 700 tỷ đồng.", plan).iloc[0]
    assert row["verdict"] == "unsupported"
    assert "Vốn lồng ghép: kế hoạch in “681,500 tỷ đồng” (Mục II.2.1, dòng 41)" in row["message"]
    assert row["also"].endswith(
        "; Vốn tín dụng: kế hoạch in “730,539 tỷ đồng” (Mục II.2.1, dòng 43)"
    )


def test_a_misprint_is_said_to_be_one(plan: Plan) -> None:
    row = ntm.judge("Ngân sách địa phương là 4.072,266 tỷ đồng.", plan).iloc[0]
    assert row["verdict"] == "agrees"
    assert "in “4.072.266 tỷ đồng”" in row["message"]
    assert "được đọc là 4.072,266 tỷ đồng" in row["message"]


def test_a_document_can_be_the_plan(tmp_path: Path) -> None:
    file = write_txt(tmp_path / "plan.txt", TEXT, [HEAD, *ROWS])
    sentence = "Năm 2024: 1.200,5 tỷ đồng, 5 xã đạt chuẩn nông thôn mới; Thọ Xuân 6 sản phẩm OCOP."
    done = ntm_quote(sentence, "--plan", str(file), "--format", "json", cwd=tmp_path)
    rows = json.loads(done.stdout)
    assert [(r["verdict"], r["lines"]) for r in rows] == [
        ("agrees", "11"), ("agrees", "7"), ("differs", "35"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("call", "code", "said"),
    [
        (("",), 2, "The sentence is empty"),
        (("x" * 6000,), 2, "allowed: 5000"),
        (("17 xã", "--plan", "nowhere"), 2, "no plan 'nowhere'"),
        (("17 xã", "--format", "xml"), 2, "format 'xml'; allowed: text, json, csv"),
        (("Trời đẹp ngày 05/12/2024.",), 0, "không có số nào"),
    ],
)
def test_calls_that_hold_nothing_to_judge(
    tmp_path: Path, call: tuple[str, ...], code: int, said: str
) -> None:
    done = ntm_quote(*call, cwd=tmp_path)
    assert done.returncode == code
    assert said in done.stdout + done.stderr
    assert (done.stdout + done.stderr).count("\n") == 1


def test_a_province_without_a_register_is_quoted_too(tmp_path: Path) -> None:
    text = [line.replace("Thanh Hóa", "Sông Mây") for line in TEXT]
    other = ntm.read_plan(write_txt(tmp_path / "other.txt", text, [HEAD, *ROWS]))
    assert other.units_on == ""
    found = ntm.judge("Sông Mây dành 1.200,50 tỷ đồng và giao 13 sản phẩm OCOP năm 2024", other)
    assert found["verdict"].tolist() == ["agrees", "differs"]
    with pytest.raises(InputError, match="have no code"):
        ntm.maps.target_map(other, "ocop_products")


@pytest.mark.parametrize(
    "topic", ["number_and_date", "baseline", "unit_names", "district_funding", "ocop_stars"]
)
def test_what_the_plan_leaves_open_is_said_to_be_so(plan: Plan, topic: str) -> None:
    cited = plan.cite("not_stated", topic)
    assert describe(cited, plan, "vi").split("\n")[1] == "Kế hoạch không nêu"
    assert describe(cited, plan, "en").split("\n")[1] == "Not stated in the plan"


def test_each_sentence_of_a_text_is_judged_in_its_own_language(plan: Plan) -> None:
    text = (
        "Thọ Xuân phấn đấu có 2 xã đạt chuẩn nông thôn mới nâng cao. 17 xã đạt chuẩn nông thôn mới. "
        "Ngan sach tinh bo tri 182,5 ty dong. Communities will contribute 1,095 billion VND in 2024."
    )
    found = ntm.judge(text, plan).to_dict("records")
    assert [(row["verdict"], row["lines"]) for row in found] == [
        ("agrees", "221"), ("agrees", "27"), ("agrees", "37"), ("rounding", "47"),
    ]  # fmt: skip
