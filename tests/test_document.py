"""Every address and every printed number of the package, held against the document itself."""

import hashlib
import re
from pathlib import Path

import pandas as pd
import pytest

import ntm_analysis as ntm
from ntm_analysis.plan import Plan, save_plan
from ntm_analysis.schema import TABLES

DOCUMENT = Path(__file__).resolve().parents[2] / "shared/document/thanh_hoa_2024_plan.txt"
pytestmark = [
    pytest.mark.checkout,
    pytest.mark.skipif(
        not DOCUMENT.exists(), reason="the plan's text is not part of the project and not beside it"
    ),
]


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return DOCUMENT.read_text(encoding="utf-8").split("\n")


def test_document_is_the_one_that_was_read(plan: Plan) -> None:
    assert hashlib.sha256(DOCUMENT.read_bytes()).hexdigest() == plan.document["sha256"]


@pytest.mark.parametrize(
    "table", [t for t in TABLES if t not in {"targets", "totals", "not_stated", "remarks"}]
)
def test_printed_characters_stand_on_their_line(plan: Plan, lines: list[str], table: str) -> None:
    for row in plan.tables[table].to_dict("records"):
        number = int(str(row.get("line", row.get("lines"))).split("|")[0])
        assert row["as_printed"] in lines[number - 1], row
        if row.get("share_as_printed"):
            assert row["share_as_printed"] in lines[number - 1], row


def test_annex_cells_equal_the_document_cell_by_cell(plan: Plan, lines: list[str]) -> None:
    seen = 0
    for row in plan.targets.to_dict("records"):
        cell = lines[int(row["line"]) - 1].split("\t")[int(row["column"]) - 1].strip()
        assert cell == row["as_printed"]
        assert (cell == "") == pd.isna(row["value"])
        assert cell == "" or int(cell) == row["value"]
        seen += 1
    assert seen == 216
    for row in plan.totals.to_dict("records"):
        assert int(lines[209].split("\t")[int(row["column"]) - 1]) == row["value"]


def test_annex_columns_are_headed_by_their_indicator(plan: Plan, lines: list[str]) -> None:
    heads = lines[208].split("\t")
    expected = {
        "district_ntm": "Huyện NTM", "district_advanced": "Huyện NTM nâng cao",
        "commune_ntm": "Xã NTM", "commune_advanced": "Xã NTM nâng cao",
        "commune_model": "Xã NTM kiểu mẫu", "village_ntm": "Thôn, bản NTM",
        "village_model": "Thôn, bản NTM kiểu mẫu",
        "ocop_products": "Số sản phẩm OCOP được xếp hạng",
    }  # fmt: skip
    for row in plan.totals.to_dict("records"):
        assert heads[int(row["column"]) - 1] == expected[row["indicator"]]


def test_annex_has_no_row_that_the_tables_lack(plan: Plan, lines: list[str]) -> None:
    printed = {int(m[1]) for m in (re.match(r"(\d+)\t", line) for line in lines[210:]) if m}
    assert printed == set(plan.districts["order"]) == set(range(1, 28))


def test_every_reference_of_the_document_is_there(plan: Plan, lines: list[str]) -> None:
    for row in plan.references.to_dict("records"):
        cited = {number for number, line in enumerate(lines, 1) if row["number"] in line}
        assert cited == set(map(int, row["lines"].split("|"))), row["number"]
    found = set(re.findall(r"\d+(?:/\d{4})?/[A-ZĐ]{2,4}-[A-Za-zĐ]+", "\n".join(lines)))
    assert found <= set(plan.references["number"])


def test_every_dated_deadline_of_the_document_is_a_duty(plan: Plan, lines: list[str]) -> None:
    pattern = r"trước ngày [\d/]+|trong [Qq]uý [IV]+|trong tháng [\d/]+|trong năm 2024"
    printed = {
        (number, text)
        for number, line in enumerate(lines, 1)
        if number >= 83 and not line.startswith("- Tiếp tục") for text in re.findall(pattern, line)
    }  # fmt: skip
    known = {(int(r["line"]), r["as_printed"]) for r in plan.duties.to_dict("records")}
    missing = {
        (number, text) for number, text in printed
        if not any(line == number and text in said for line, said in known)
    }  # fmt: skip
    # Line 179 names the year once for the three quarters that follow.
    assert missing == {(179, "trong năm 2024")}


def test_the_package_is_what_the_document_reads_to(plan: Plan, tmp_path: Path) -> None:
    """Byte for byte with our own labels, notes and correction; without them but for these."""
    again = ntm.read_plan(DOCUMENT, authored=plan.folder)
    save_plan(again, tmp_path / "again")
    for file in plan.folder.iterdir():
        assert (tmp_path / "again" / file.name).read_bytes() == file.read_bytes(), file.name
    read = ntm.read_plan(DOCUMENT)
    assert (read.name, read.province, read.year) == (plan.name, plan.province, plan.year)
    own = {"duty", "what_vi", "what_en", "note_vi", "note_en", "reading"}
    for name in set(TABLES) - {"corrections", "remarks"}:
        shared = [column for column in (c.name for c in TABLES[name]) if column not in own]
        pd.testing.assert_frame_equal(read.tables[name][shared], plan.tables[name][shared])


def test_corrections_are_still_needed(plan: Plan, lines: list[str]) -> None:
    for row in plan.corrections.to_dict("records"):
        assert lines[int(row["line"]) - 1].count(row["as_printed"]) == row["expect"]
        assert row["read_as"] not in lines[int(row["line"]) - 1]


def test_no_sentence_of_the_document_is_copied(plan: Plan, lines: list[str], root: Path) -> None:
    """No run of twelve words of the text stands in the data, except the plan's own title."""
    carried = " ".join(
        file.read_text(encoding="utf-8") for file in (root / "data").rglob("*.csv")
    ).split()
    runs = {" ".join(carried[at : at + 12]) for at in range(len(carried) - 11)}
    words = " ".join(lines).split()
    assert not runs & {" ".join(words[at : at + 12]) for at in range(len(words) - 11)}
