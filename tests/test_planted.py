"""Every change planted in a file of a report is found by what is in the file, whatever its hash."""

import copy
import json
import re
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from planted_files import PLANTS, WRITERS, report
from planted_pdf import PDF

from ntm_analysis import checks
from ntm_analysis.evidence import cited
from ntm_analysis.plan import Plan
from ntm_analysis.publishing import sources
from ntm_analysis.publishing.model import (
    MIME,
    Cell,
    Column,
    Document,
    Paragraph,
    Span,
    Table,
    dump,
    plain,
)
from ntm_analysis.publishing.verify import notebook, websources
from ntm_analysis.publishing.verify.check import check
from ntm_analysis.reporting import duties, money, present, tables
from ntm_analysis.wording import say

ALL = {**PLANTS, **{f"pdf: {name}": (".pdf", plant) for name, plant in PDF.items()}}


@pytest.fixture(scope="module")
def made(plan: Plan) -> dict[tuple[str, str], bytes]:
    """The report in each language and format."""
    return {(lang, ending): write(report(lang), plan)
            for lang in ("vi", "en") for ending, write in WRITERS.items()}  # fmt: skip


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_files_as_written_are_right(
    lang: str, made: dict[tuple[str, str], bytes], plan: Plan, tmp_path: Path
) -> None:
    files = [tmp_path / f"report{ending}" for ending in WRITERS]
    for file in files:
        file.write_bytes(made[lang, file.suffix])
    assert check(report(lang), plan, files) == []


@pytest.mark.parametrize("name", ALL)
def test_a_planted_change_is_found(
    name: str, made: dict[tuple[str, str], bytes], plan: Plan, tmp_path: Path
) -> None:
    ending, plant = ALL[name]
    before = made["vi", ending]
    after = plant(before)
    assert after != before
    file = tmp_path / f"report{ending}"
    file.write_bytes(after)
    said = check(report("vi"), plan, [file])
    assert said
    assert all(sentence.startswith(f"{file.name}: ") for sentence in said)
    assert not [sentence for sentence in said if "Error" in sentence], said


SOURCES = {
    "what it is": ("Sản phẩm OCOP, huyện Thọ Xuân", "Sản phẩm OCOP, huyện Thọ Xuan"),
    "a line": ('<td class="address">39</td><td>4.072.266', '<td class="address">38</td><td>4.072.266'),
    "a section": ('<td class="address">II.2.1</td><td class="address">39<', '<td class="address">II.2</td><td class="address">39<'),
    "as printed": ("4.072.266 tỷ đồng", "4.072.267 tỷ đồng"),
    "more than is printed": ("<td>7</td>", "<td>77</td>"),
    "how it was read": ("đọc là “4.072,266 tỷ đồng”", "đọc là “4.072,267 tỷ đồng”"),
    "a figure of the register": ("Số xã: ", "Số xã: 9"),
    "a row dropped": ('<tr id="funding-credit">', '<tr id="funding-credits">'),
    "a row more": ("</tbody>", '<tr id="x"><td>9</td><td></td><td></td><td></td><td></td></tr></tbody>'),
    "a cell more": ("</td></tr>", "</td><td>9</td></tr>"),
    "a heading": ("<h2>", "<h2>9 "),
    "the head": ("</th></tr>", "</th><th>9</th></tr>"),
    "the introduction": ("sha256 ", "sha256 0"),
    "the title": ("<title>", "<title>9 "),
    "the foot": ("<footer>", "<footer>9 "),
    "looks": ("<style>", "<style>td:nth-child(4){display:none}"),
    "a script": ("</main>", "<script>1</script></main>"),
}  # fmt: skip


@pytest.mark.parametrize("name", SOURCES)
def test_a_change_of_the_page_of_sources_is_found(name: str, plan: Plan) -> None:
    made = sources.page(plan, "vi")
    old, new = SOURCES[name]
    assert old in made
    assert websources.wrong(made.replace(old, new, 1).encode(), plan, "vi")


def test_the_page_of_sources_is_right_with_sentences_too(plan: Plan, tmp_path: Path) -> None:
    for lang in ("vi", "en"):
        made = sources.page(plan, lang)
        assert websources.wrong(made.encode(), plan, lang) == []
    head, row = "</th></tr></thead>", 'id="funding-credit">'
    title = say("sources.sentence", "vi")
    quoted = made_with_sentences(sources.page(plan, "vi"), title)
    assert websources.wrong(quoted.encode(), plan, "vi") == []
    assert head in quoted
    assert row in quoted
    assert websources.wrong(
        quoted.replace("<mark></mark>", "<mark>9</mark>", 1).encode(), plan, "vi"
    )


def made_with_sentences(page: str, title: str) -> str:
    """Return a page of sources as it is with the plan's own document, each sentence empty."""
    heads = page.replace("</th></tr></thead>", f'</th><th scope="col">{title}</th></tr></thead>')
    return re.sub(r"(<tr id=.*?)</tr>", r"\1<td><mark></mark></td></tr>", heads)


def _with(table: Table, row: int, key: str, text: str) -> Table:
    """Return a table with another text in one cell."""
    at = [column.key for column in table.columns].index(key)
    rows = list(table.rows)
    cells = list(rows[row])
    assert cells[at].text != text
    cells[at] = replace(cells[at], text=text)
    rows[row] = tuple(cells)
    return replace(table, rows=tuple(rows))


@pytest.fixture(scope="module")
def shown(plan: Plan) -> dict[str, Table]:
    """Tables as the reports show them."""
    names = list(plan.duties["duty"])
    found = {
        "duties": duties.duties(plan, names, "vi"),
        "mine": duties.duties(plan, duties.duties_of_body(plan, "finance"), "vi", "finance"),
        "references": tables.references(plan, "vi"),
        "findings": tables.questions(plan, checks.audit(plan), "vi"),
        "targets": tables.targets(plan, "vi"),
        "funding": money.funding(plan, "vi"),
    }
    return {name: present.block(frame, "vi") for name, frame in found.items()}


# Table, row, column, and another text there; all are true of other rows or other plans.
SAID = [
    ("duties", 0, "due", "Trước 29/02/2024"), ("duties", 0, "parties", "Sở Tài chính (chủ trì)"),
    ("duties", -1, "due", "Định kỳ"), ("mine", 0, "role", "Chủ trì"),
    ("mine", 0, "others", "Sở Tài chính (chủ trì)"), ("references", 0, "issuer", "Quốc hội"),
    ("findings", 0, "message", "Ngân sách nhà nước trực tiếp: các phần cộng lại là 4.899,644 tỷ đồng."),
    ("findings", 0, "severity", "Lưu ý"), ("findings", 0, "question", "Có đúng không?"),
    ("findings", 0, "lines", "33–40"), ("funding", 0, "note", "gồm cả vốn tín dụng"),
]  # fmt: skip


def test_the_tables_of_reports_say_what_the_plan_says(shown: dict[str, Table], plan: Plan) -> None:
    for table in shown.values():
        assert check(Document("x", "vi", (table,)), plan, []) == []


@pytest.mark.parametrize(("name", "row", "key", "text"), SAID)
def test_what_stands_beside_a_figure_is_held_against_its_row(
    name: str, row: int, key: str, text: str, shown: dict[str, Table], plan: Plan
) -> None:
    changed = _with(shown[name], row, key, text)
    assert check(Document("x", "vi", (changed,)), plan, [])


def test_titles_of_columns_that_are_swapped_are_found(shown: dict[str, Table], plan: Plan) -> None:
    table = shown["targets"]
    one, two = table.columns[-2], table.columns[-3]
    columns = tuple({one: two, two: one}.get(column, column) for column in table.columns)
    assert check(Document("x", "vi", (replace(table, columns=columns),)), plan, [])


@pytest.mark.parametrize(
    ("lang", "text", "unit", "right"),
    [
        ("vi", "7.507,440", " tỷ đồng", True), ("vi", "7.507,440", " triệu đồng", False),
        ("en", "7,507.440", " billion VND", True), ("en", "7,507.440", " million VND", False),
        ("vi", "7.507.440.000.000", " đồng", True), ("vi", "7.507,440", " đồng", False),
        ("vi", "7.507.440.000.000", " tỷ đồng", False), ("vi", "7.507,440", "; xem", True),
    ],
)  # fmt: skip
def test_the_unit_beside_an_amount_is_part_of_it(
    lang: str, text: str, unit: str, right: bool, plan: Plan
) -> None:
    spans = (Span(text, evidence=cited("funding", "total")), Span(unit))
    assert (check(Document("x", lang, (Paragraph(spans),)), plan, []) == []) == right
    column = Column("x", f"Số tiền ({unit.strip()})", "number")
    table = Table((column,), ((Cell(text, "7", cited("funding", "total")),),), "x", number=1)
    assert (check(Document("x", lang, (table,)), plan, []) == []) == right


def _cell(block: Paragraph | Table, html: str) -> nbformat.NotebookNode:
    said = plain(block.spans) if isinstance(block, Paragraph) else ""
    data = {MIME: dump(block), "text/html": html, "text/plain": said}
    cell = nbformat.v4.new_code_cell("show()")
    cell.outputs = [nbformat.v4.new_output("display_data", data=data)]
    return cell


def test_a_notebook_that_contradicts_itself_is_found(shown: dict[str, Table]) -> None:
    prose = Paragraph((Span("Có "), Span("7", True), Span(" xã.")))
    table = shown["targets"]
    html = present.table_block_html(table)
    cells = [nbformat.v4.new_markdown_cell("Một câu."), _cell(prose, "<p>Có <strong>7</strong> xã.</p>"),
             _cell(table, html)]  # fmt: skip
    own = nbformat.v4.new_notebook(cells=cells)
    assert notebook.wrong(own, own, "vi") == []
    for kind, old, new in (("text/html", "<td", "<td>9</td><td"), (MIME, "Thọ Xuân", "Thọ Xuan")):
        other = copy.deepcopy(own)
        data = other.cells[2].outputs[0].data
        data[kind] = json.loads(json.dumps(data[kind], ensure_ascii=False).replace(old, new, 1))
        assert notebook.wrong(other, own, "vi")
    other = copy.deepcopy(own)
    other.cells[1].outputs[0].data[MIME]["spans"][2]["text"] = " huyện."
    assert notebook.wrong(other, own, "vi")
    for at, source in ((0, "Một câu khác."), (1, "show(9)")):
        other = copy.deepcopy(own)
        other.cells[at].source = source
        assert notebook.wrong(other, own, "vi") == [f"ô {at + 1} không phải ô của notebook đã chạy"]
    assert notebook.wrong(nbformat.v4.new_notebook(cells=cells[:2]), own, "vi")
