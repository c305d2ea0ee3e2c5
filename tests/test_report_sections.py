"""What every report on the province says: first things, what to check, what is not said, quotes."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from lxml import etree

from ntm_analysis.evidence import cited, note
from ntm_analysis.plan import Plan
from ntm_analysis.publishing import columns, page
from ntm_analysis.publishing.model import Document, Heading, Paragraph, Span, Table
from ntm_analysis.publishing.pdf import pdf
from ntm_analysis.publishing.verify.check import check
from ntm_analysis.publishing.word import docx
from ntm_analysis.reporting import first, money, plan_tables, present, quotes, sections, tables

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
QUANG_XUONG, THIEU_HOA = 406, 398


def document_of(table: Table, *paragraphs: Paragraph, lang: str = "vi") -> Document:
    head = Heading(1, (Span("Thử"),), "section-1")
    return Document("Thử", lang, (head, *paragraphs, replace(table, number=1)))


def body_of(content: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


@pytest.mark.parametrize(
    ("about", "lines", "topics"),
    [
        ("targets", ["213", "216"], {"baseline", "unit_names", "ocop_stars"}),
        ("money", ["33-39", "39"], {"district_funding", "investment_recurrent_split"}),
    ],
)
def test_each_report_shows_the_findings_and_silences_that_concern_it(
    plan: Plan, about: str, lines: list[str], topics: set[str]
) -> None:
    assert sorted(sections.findings(plan, about)["lines"]) == lines
    assert set(sections.not_stated(plan, about)) == topics


def test_a_report_without_findings_says_so_and_has_no_empty_table(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(present, "sentence", lambda text: shown.append(str(text)))
    monkeypatch.setattr(present, "table", lambda *args, **how: shown.append("a table"))
    none = sections.findings(plan)[:0]
    monkeypatch.setattr(sections, "findings", lambda *about: none)
    sections.show_findings(plan, "targets", "vi")
    assert shown == [
        "Số liệu cần xem lại", "Không có chỗ nào cần xem lại trong phần này của kế hoạch.",
    ]  # fmt: skip


def test_all_districts_that_are_assigned_most_are_cited(plan: Plan) -> None:
    most = first.of_targets(plan, "ocop_products", "vi")[1]
    (eight,) = [span for span in most.spans if span.text == "8"]
    assert {int(a.key[0]) for a in eight.evidence.inputs} == {QUANG_XUONG, THIEU_HOA}
    assert note(eight.evidence, plan, "vi").endswith("dòng 215, 222.")
    document = Document("Thử", "vi", (Heading(1, (Span("Thử"),), "s"), Paragraph(most.spans)))
    assert check(document, plan, []) == []
    spans = tuple(replace(s, text="9") if s is eight else s for s in most.spans)
    wrong = replace(document, blocks=(document.blocks[0], Paragraph(spans)))
    assert "“9” khác số tính lại từ bảng “8”" in " ".join(check(wrong, plan, []))


def test_money_has_the_digits_that_the_plan_prints(plan: Plan) -> None:
    shown = present.block(money.funding(plan), "vi").rows
    assert [row[1].text for row in shown] == [
        "7.507,44", "4.899,644", "644,870", "182,500", "4.072,266", "681,500", "730,539",
        "100,550", "1.095,207",
    ]  # fmt: skip
    rest = present.block(money.what_if(plan, 10), "vi").rows
    assert rest[0][2].text == "489,9644"  # a tenth of 4.899,644, nothing rounded away


def test_names_of_parts_and_issuers_are_in_the_language_of_the_reader(plan: Plan) -> None:
    at = cited("targets", 395, "ocop_products")
    assert note(at, plan, "en") == "Annex, line 221; as printed “7”."
    assert note(at, plan, "vi") == "Phụ lục, dòng 221; nguyên văn “7”."
    english = tables.references(plan, "en").set_index("number")["issuer"]
    assert english["27/2022/NĐ-CP"] == "Government"
    assert english["450/NQ-HĐND"] == "People’s Council of Thanh Hóa Province"
    assert english["60/VPĐP-KHTH"].startswith("Provincial Coordination Office for New Rural")
    document = plan_tables.with_plan(Document("Test", "en", ()), plan)
    named = {
        cell.text for table in document.tables() for row in table.rows
        for column, cell in zip(table.columns, row, strict=True) if column.key == "section"
    }  # fmt: skip
    assert {"Annex", "Legal basis", "Recipients", "II.2.1"} <= named
    assert not {"Phụ lục", "Căn cứ", "Nơi nhận"} & named


def test_a_check_of_a_name_is_not_called_a_sum(plan: Plan) -> None:
    found = sections.findings(plan, "targets").to_dict("records")
    notes = [note(tables.of_check(plan, row), plan, "vi") for row in found]
    assert all(text.startswith("Dựa vào những gì đã in ở các dòng này") for text in notes)


def test_no_word_is_broken_in_a_table_for_word(plan: Plan) -> None:
    table = present.block(tables.targets(plan, "en"), "en")
    document = document_of(table, lang="en")
    body = body_of(docx(document, plan))
    widths = [int(column.get(f"{W}w")) for column in body.iter(f"{W}gridCol")]
    styles = {style.get(f"{W}val") for style in body.find(f".//{W}tbl").iter(f"{W}pStyle")}
    assert styles == {"SmallTable"}  # 9 points; in dxa a point is 20, and 110 lie beside a cell
    for at, column in enumerate(table.columns):
        words = [columns.ems(word, bold=True) for word in column.title.split()]
        words += [columns.ems(word) for row in table.rows for word in row[at].text.split()]
        assert max(words) * 9 * 20 <= widths[at] - 110, column.title


def test_the_mark_of_a_footnote_stands_apart_from_the_digit(plan: Plan) -> None:
    import pdfplumber

    number = Span("40", evidence=cited("targets", 395, "ocop_products"))
    paragraph = Paragraph((Span("Có "), number, Span(" xã.")))
    document = Document("Thử", "vi", (Heading(1, (Span("Thử"),), "s"), paragraph))
    run = body_of(docx(document, plan)).find(f".//{W}footnoteReference").getparent()
    assert run.getprevious().findtext(f"{W}t") == "\u00a0"
    with pdfplumber.open(io.BytesIO(pdf(document, plan))) as file:
        letters = file.pages[0].chars
    at = next(
        i for i, c in enumerate(letters) if "".join(x["text"] for x in letters[i : i + 2]) == "40"
    )
    mark = next(c for c in letters[at + 2 :] if c["text"] == "1")
    assert mark["x0"] - letters[at + 1]["x1"] > 1  # point


LINES = {
    43: ["- Vốn tín dụng: 730,539 tỷ đồng, chiếm 9,73%; nguồn khác: 5 tỷ đồng."],
    221: ["11", "Thọ Xuân", "", "1", "", "2", "1", "", "2", "7\u202e", "Sở Tài chính"],
}


def test_sentences_of_the_plan_are_quoted_with_their_figures_marked(plan: Plan) -> None:
    held = [
        cited("funding", "credit"), cited("funding", "credit", column="share_stated_pct"),
        cited("targets", 395, "district_advanced"), cited("targets", 395, "village_ntm"),
        cited("units", 395, column="communes"),
    ]  # fmt: skip
    blocks = quotes.blocks(held, plan, LINES)
    table = blocks[-1]
    assert isinstance(table, Table)
    marked = [[text for text, bold in row[1].pieces() if bold] for row in table.rows]
    assert [row[0].text for row in table.rows] == ["43", "221"]
    assert table.rows[0][1].text == "- Vốn tín dụng: 730,539 tỷ đồng, chiếm 9,73%;"
    assert marked == [["730,539 tỷ đồng", "9,73%"], ["1"]]
    assert "7[U+202E]" in table.rows[1][1].text
    assert quotes.blocks(held, plan, {}) == []
    document = document_of(table)
    bold = [run.findtext(f"{W}t") for run in body_of(docx(document, plan)).iter(f"{W}r")
            if run.find(f"{W}rPr/{W}b") is not None]  # fmt: skip
    assert "730,539 tỷ đồng" in " ".join(filter(None, bold))
    assert re.search("<mark>9,73%</mark>", page.page(document, plan))
