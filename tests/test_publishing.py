"""Reports as HTML, Word, PDF, Excel: what stands in them, planted changes, hostile text."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import nbformat
import papermill
import pytest

from ntm_analysis import store
from ntm_analysis.bodies import briefed
from ntm_analysis.errors import DataError, InputError
from ntm_analysis.evidence import cited
from ntm_analysis.plan import Plan
from ntm_analysis.publishing import columns, extract, page, sources
from ntm_analysis.publishing import pdf as pdf_module
from ntm_analysis.publishing.model import (
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Span,
    Table,
)
from ntm_analysis.publishing.pdf import pdf
from ntm_analysis.publishing.sheets import sheets
from ntm_analysis.publishing.verify.check import check
from ntm_analysis.publishing.word import docx
from ntm_analysis.publishing.workbook import xlsx
from ntm_analysis.reporting.plan_tables import with_plan

WRITERS = {
    ".html": lambda document, plan: page.page(document, plan).encode(),
    ".docx": docx,
    ".pdf": pdf,
    ".xlsx": xlsx,
}


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Document:
    out = tmp_path_factory.mktemp("sheet") / "out.ipynb"
    papermill.execute_notebook(
        str(store.find_notebook("04_district_profile")), str(out),
        parameters={"district": "395"}, kernel_name="python3", progress_bar=False,
        extra_arguments=["--log-level=CRITICAL"],
    )  # fmt: skip
    return extract.document(nbformat.read(out, as_version=4), "x", "vi", contents=True)


def written(document: Document, plan: Plan, folder: Path) -> dict[str, Path]:
    files = {}
    for ending, write in WRITERS.items():
        files[ending] = folder / f"report{ending}"
        files[ending].write_bytes(write(document, plan))
    return files


def replaced(archive: Path, part: str, old: str, new: str) -> None:
    """Replace the first place of a text in one part of a Word or Excel file."""
    held = {}
    with zipfile.ZipFile(archive) as source:
        held = {name: source.read(name) for name in source.namelist()}
    text = held[part].decode()
    assert old in text
    held[part] = text.replace(old, new, 1).encode()
    with zipfile.ZipFile(archive, "w") as target:
        for name, content in held.items():
            target.writestr(name, content)


def test_all_four_formats_are_verified_and_have_the_same_bytes_again(
    sheet: Document, plan: Plan, tmp_path: Path
) -> None:
    files = written(sheet, plan, tmp_path)
    assert check(sheet, plan, list(files.values())) == []
    for ending, write in WRITERS.items():
        assert write(sheet, plan) == files[ending].read_bytes(), ending


def test_one_digit_changed_in_word_is_found(sheet: Document, plan: Plan, tmp_path: Path) -> None:
    file = written(sheet, plan, tmp_path)[".docx"]
    replaced(file, "word/document.xml", ">5,83<", ">5,38<")
    (said,) = check(sheet, plan, [file])
    assert "report.docx: Bảng 1, hàng 8" in said
    assert "“5,83”" in said
    assert "“5,38”" in said


def test_a_footnote_changed_or_moved_is_found(sheet: Document, plan: Plan, tmp_path: Path) -> None:
    file = written(sheet, plan, tmp_path)[".docx"]
    replaced(file, "word/footnotes.xml", "221", "222")
    assert any("222" in said for said in check(sheet, plan, [file]))
    file.write_bytes(docx(sheet, plan))
    with zipfile.ZipFile(file) as source:
        body = source.read("word/document.xml").decode()
    mark = re.search(r"<w:r>(?:(?!<w:r>).)*?<w:footnoteReference[^>]*/></w:r>", body, re.DOTALL)[0]
    replaced(file, "word/document.xml", mark, "")
    replaced(file, "word/document.xml", "</w:p></w:tc>", f"{mark}</w:p></w:tc>")
    assert check(sheet, plan, [file])


def test_a_row_dropped_from_the_workbook_is_found(
    sheet: Document, plan: Plan, tmp_path: Path
) -> None:
    import openpyxl

    file = written(sheet, plan, tmp_path)[".xlsx"]
    book = openpyxl.load_workbook(file)
    book.worksheets[3].delete_rows(7)
    book.save(file)
    assert any("Bảng 1" in said for said in check(sheet, plan, [file]))
    file.write_bytes(xlsx(sheet, plan))
    replaced(file, "xl/worksheets/sheet4.xml", 'r="B12" s="5"><v>7<', 'r="B12" s="5"><v>8<')
    (said,) = check(sheet, plan, [file])
    assert "B12" in said


def test_a_page_and_a_pdf_with_another_number_are_found(
    sheet: Document, plan: Plan, tmp_path: Path
) -> None:
    files = written(sheet, plan, tmp_path)
    content = files[".html"].read_text("utf-8")
    files[".html"].write_text(content.replace(">5,83<", ">5,84<", 1), "utf-8")
    assert any("“5,84" in said for said in check(sheet, plan, [files[".html"]]))
    moved = content.replace(
        "sources.html#targets-395-ocop_products", "sources.html#targets-395-x", 1
    )
    files[".html"].write_text(moved, "utf-8")
    assert any("targets-395-x" in said for said in check(sheet, plan, [files[".html"]]))
    table = sheet.tables()[0]
    row = (table.rows[-1][0], replace(table.rows[-1][1], text="9"), *table.rows[-1][2:])
    other = replace(table, rows=(*table.rows[:-1], row))
    blocks = tuple(other if block is table else block for block in sheet.blocks)
    files[".pdf"].write_bytes(pdf(replace(sheet, blocks=blocks), plan))
    assert any("“7”" in said and "“9”" in said for said in check(sheet, plan, [files[".pdf"]]))


def test_a_number_that_the_tables_do_not_give_is_found(sheet: Document, plan: Plan) -> None:
    table = sheet.tables()[0]
    for at, text in ((1, "8"), (2, "5,93")):
        row = list(table.rows[-1])
        row[at] = replace(row[at], text=text)
        blocks = tuple(
            replace(table, rows=(*table.rows[:-1], tuple(row))) if block is table else block
            for block in sheet.blocks
        )
        (said,) = check(replace(sheet, blocks=blocks), plan, [])
        assert f"“{text}”" in said
    row = [replace(table.rows[-1][0], text="Xã nông thôn mới"), *table.rows[-1][1:]]
    blocks = tuple(
        replace(table, rows=(*table.rows[:-1], tuple(row))) if block is table else block
        for block in sheet.blocks
    )
    assert check(replace(sheet, blocks=blocks), plan, [])


def test_word_has_paper_language_fields_and_repeated_heads(sheet: Document, plan: Plan) -> None:
    import docx as reader

    made = reader.Document(io.BytesIO(docx(sheet, plan)))
    section = made.sections[0]
    sides = (section.page_width, section.page_height, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides] == [210, 297, 30, 15]
    assert made.styles["Normal"].font.name == "Times New Roman"
    assert made.styles["Normal"].font.size.pt == 13
    xml = made.element.xml
    assert xml.count("<w:tblHeader") == len(sheet.tables())
    assert xml.count("SEQ Table") == len(sheet.tables())
    assert 'TOC \\o "2-2"' in xml
    assert all(f'descr="{figure.alt}"' in xml for figure in sheet.figures())
    titles = [p.text for p in made.paragraphs if p.style.name == "Heading 1"]
    assert titles == ["Huyện Thọ Xuân: chỉ tiêu năm 2024"]


def test_pdf_is_tagged_in_vietnamese_and_embeds_its_font(sheet: Document, plan: Plan) -> None:
    import pdfplumber

    content = pdf(sheet, plan)
    assert b"pdfuaid:part" in content or b"/MarkInfo" in content
    with pdfplumber.open(io.BytesIO(content)) as file:
        assert file.doc.catalog["Lang"] == b"vi"
        assert len(file.pages) <= 4
        assert {round(side) for side in (file.pages[0].width, file.pages[0].height)} == {595, 842}
        fonts = {char["fontname"].partition("+")[2] for char in file.pages[0].chars}
    assert fonts <= {"Tinos", "Tinos-Bold", "Tinos-Italic"}


def table_of(columns: int, rows: int, number: int = 1, text: str = "ô") -> Table:
    heads = tuple(Column(f"c{at}", f"Cột {at}") for at in range(columns))
    cells = tuple(tuple(Cell(f"{text} {row}.{at}") for at in range(columns)) for row in range(rows))
    return Table(heads, cells, "Bảng thử", number=number)


def test_a_table_of_many_columns_and_its_note_lie_on_a_landscape_page(
    plan: Plan, tmp_path: Path
) -> None:
    import docx as reader
    import pdfplumber

    blocks = (
        Heading(1, (Span("Thử"),), "section-1"),
        Paragraph((Span("Trước."),)),
        Heading(2, (Span("Bảng rộng"),), "section-2"),
        table_of(12, 3),
        Paragraph((Span("Chú thích của bảng."),)),
        Heading(2, (Span("Sau"),), "section-3"),
        Paragraph((Span("Sau bảng."),)),
    )
    document = Document("Thử", "vi", blocks)
    files = written(document, plan, tmp_path)
    assert check(document, plan, list(files.values())) == []
    with pdfplumber.open(files[".pdf"]) as file:
        pages = [(page.width > page.height, page.extract_text()) for page in file.pages]
    assert [wide for wide, _ in pages] == [False, True, False]
    assert "Bảng rộng" in pages[1][1]
    assert "Chú thích của bảng." in pages[1][1]
    sections = reader.Document(str(files[".docx"])).sections
    assert [s.page_width > s.page_height for s in sections] == [False, True, False]


@pytest.mark.parametrize("lines", range(22, 40, 3))
def test_short_tables_are_not_parted_and_keep_heading_and_sentence(plan: Plan, lines: int) -> None:
    import pdfplumber

    blocks = (
        Heading(1, (Span("Thử"),), "section-1"),
        *(Paragraph((Span(f"Đoạn {at}."),)) for at in range(lines)),
        Heading(2, (Span("Mục của bảng"),), "section-2"),
        Paragraph((Span("Câu về bảng."),)),
        table_of(3, 8),
    )
    content = pdf(Document("Thử", "vi", blocks), plan)
    with pdfplumber.open(io.BytesIO(content)) as file:
        texts = [page.extract_text() for page in file.pages]
    wanted = ("Mục của bảng", "Câu về bảng.", "Bảng thử", "ô 0.0", "ô 7.2")
    assert any(all(part in text for part in wanted) for text in texts)


def test_columns_get_the_room_that_makes_a_table_low() -> None:
    heads = (Column("severity", "Mức"), Column("message", "Phát hiện"), Column("lines", "Dòng"))
    long = "một câu dài về một chỗ trong kế hoạch cần được xem lại trước khi ký " * 2
    rows = [(Cell("Lưu ý"), Cell(long), Cell("179"))] * 9
    rows.append((Cell("Lưu ý"), Cell(long), Cell("121, 127, 153, 157, 175")))
    shares = columns.widths(Table(heads, tuple(rows)))
    assert sum(shares) == pytest.approx(1)
    assert shares[1] > 0.7  # a rule by the longest cell alone leaves it 0.6
    names = [(Cell("Phường Hàm Rồng"), Cell(long))] * 9
    name, _ = columns.widths(Table(heads[:2], tuple(names)))
    assert name * columns.PORTRAIT >= columns.ems("Phường Hàm Rồng")  # on one line


def test_text_beyond_the_margins_of_a_pdf_is_found(
    plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocks = (Heading(1, (Span("Thử"),), "section-1"), Paragraph((Span("một câu dài " * 40),)))
    document = Document("Thử", "vi", blocks)
    template = (pdf_module.ASSETS / "report.typ").read_text("utf-8")
    other = template.replace("right: 15mm", "right: 5mm")
    (tmp_path / "report.typ").write_text(other, "utf-8")
    monkeypatch.setattr(pdf_module, "ASSETS", tmp_path)
    made = tmp_path / "report.pdf"
    made.write_bytes(pdf(document, plan))
    assert check(document, plan, [made]) == [
        "report.pdf: trang 1 có chữ nằm ngoài lề, khi in sẽ bị cắt"
    ]


HOSTILE = [
    "<script>alert(1)</script>", "=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "#panic[x]",
    '#read("/etc/hosts")', "*bold* _it_ `code` $x^2$ [a](http://x.org)", "![x](file:///x)", "{{ 7*7 }}",
    "\\input{x}", "a & b < c > d \"e\" 'f'", "tên " * 2500,
]  # fmt: skip


def test_hostile_text_stays_text_in_every_format(plan: Plan, tmp_path: Path) -> None:
    rows = tuple((Cell(text.strip()), Cell("7", "7", cited("targets", 395, "ocop_products")))
                 for text in HOSTILE)  # fmt: skip
    columns = (Column("what", HOSTILE[0]), Column("value", "Số", "number"))
    blocks = (
        Heading(1, (Span(HOSTILE[0]),), "section-1"),
        *(Paragraph((Span(text.strip()),)) for text in HOSTILE),
        Table(columns, rows, HOSTILE[5], number=1),
    )
    document = Document(HOSTILE[0], "vi", blocks)
    files = written(document, plan, tmp_path)
    assert check(document, plan, list(files.values())) == []
    assert "<script" not in files[".html"].read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "said"), [("a\x07b", "U\\+0007"), ("1\u202e23", "U\\+202E"), ("x" * 10_000, "no page")]
)
def test_what_cannot_be_printed_is_refused_in_a_sentence(text: str, said: str) -> None:
    cell = nbformat.v4.new_markdown_cell(text)
    cell.metadata.tags = ["lang:vi"]
    with pytest.raises(DataError, match=said):
        extract.document(nbformat.v4.new_notebook(cells=[cell]), "x", "vi")


def test_briefs_are_for_the_21_bodies_of_the_annex_and_the_office(plan: Plan) -> None:
    assert len(briefed(plan.assignments)) == len(set(briefed(plan.assignments))) == 22
    assert "provincial_departments" not in briefed(plan.assignments)


def test_sources_quote_the_sentence_of_the_right_document_only(plan: Plan, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Có 17 xã đạt chuẩn.", encoding="utf-8")
    with pytest.raises(InputError, match="is not the document of the plan"):
        sources.page(plan, "vi", other)
    made = sources.page(plan, "vi")
    row = re.search(r'<tr id="funding-local_budget">.*?</tr>', made)[0]
    for shown in ("II.2.1", "39", "4.072.266 tỷ đồng", "đọc là “4.072,266 tỷ đồng”"):
        assert shown in row
    assert len(re.findall(r'<tr id="targets-', made)) == 216


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed here")
def test_word_opens_in_libreoffice(sheet: Document, plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx(sheet, plan))
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
         "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "a.docx"],
        check=True, capture_output=True, timeout=200,
    )  # fmt: skip
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_tables_of_the_plan_are_in_words_and_their_lines_whole(plan: Plan, lang: str) -> None:
    made = {table.number: table for table in with_plan(Document("x", lang, ()), plan).tables()}
    cells = [cell.text for table in made.values() for row in table.rows for cell in row]
    assert len(cells) > 2000
    assert not [text for text in cells if re.fullmatch(r"[a-z]+(_[a-z]+)+|\d+\.0|nan|None", text)]
    (unsaid,) = [table for table in made.values() if table.columns[0].key == "topic"]
    at = [column.key for column in unsaid.columns].index("line")
    assert [row[at].text for row in unsaid.rows] == ["", "53", "", "", "131", "139"]


def test_a_sheet_names_the_plan_as_its_source_only_where_it_is(sheet: Document, plan: Plan) -> None:
    targets, *_, context, _ = sheets(sheet, plan)
    assert targets.titles[-2:] == ("Mục / Section", "Nguyên văn / As printed")
    assert "Nguồn: kế hoạch" in targets.under
    assert context.name == "Bảng 4 Bối cảnh"
    assert "không ghi số nào của kế hoạch" in context.under
    assert len(context.titles) == len(context.table.columns) == 4


def test_a_place_that_a_row_cites_twice_is_printed_once(plan: Plan) -> None:
    cell = [
        Cell("a", evidence=cited("references", "27/2022/NĐ-CP", column=name))
        for name in ("number", "date")
    ]
    two = [
        Cell("1", "1", cited("targets", 395, name))
        for name in ("district_advanced", "commune_model")
    ]
    columns = tuple(Column(name, name, "text") for name in ("number", "date"))
    made = Document("x", "vi", (Table(columns, (tuple(cell), tuple(two)), "t"),))
    (only,) = sheets(made, plan)
    assert [row[-1].text for row in only.rows] == [
        "Nghị định số 27/2022/NĐ-CP ngày 19/4/2022", "1; 1",
    ]  # fmt: skip


def test_a_source_and_a_qualifier_that_are_not_known_keep_their_words(plan: Plan) -> None:
    rows = plan.funding.copy()
    rows.loc[rows["source"] == "credit", "source"] = "Vốn viện trợ"
    rows["qualifier"] = ["over", "hơn hẳn", *[""] * (len(rows) - 2)]
    held = replace(plan, tables={**plan.tables, "funding": rows})
    made = with_plan(Document("x", "vi", ()), held).tables()
    (funding,) = [table for table in made if table.columns[0].key == "source"]
    at = [column.key for column in funding.columns].index("qualifier")
    assert "Vốn viện trợ" in {row[0].text for row in funding.rows}
    assert [row[at].text for row in funding.rows[:3]] == ["trên", "hơn hẳn", ""]


@pytest.mark.parametrize("letters", [60, 190])
def test_a_run_of_letters_without_a_blank_stays_in_its_cell_and_page(
    plan: Plan, tmp_path: Path, letters: int
) -> None:
    run = "Triểnkhaithựchiện" * 12
    cells = (Cell(f"{run[:letters]} hồ sơ"), Cell(f"{run[:letters]} (chủ trì)"), Cell("135"))
    titles = {"duty": "Nhiệm vụ", "parties": "Đơn vị", "line": "Dòng"}
    made = tuple(
        Column(key, title, "address" if key == "line" else "text") for key, title in titles.items()
    )
    blocks = (Paragraph((Span(run[:letters]),)), Table(made, (cells, cells), "t", number=1))
    document = Document("x", "vi", blocks)
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf(document, plan))
    assert check(document, plan, [file]) == []
