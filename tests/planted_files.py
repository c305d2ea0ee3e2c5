"""A small report in all formats, and changes planted in its files, each as a reader could meet it."""

import io
import re
import warnings
import zipfile
from collections.abc import Callable

from ntm_analysis.evidence import cited, computed
from ntm_analysis.plan import Plan
from ntm_analysis.publishing import page
from ntm_analysis.publishing.model import (
    Cell,
    Column,
    Document,
    Figure,
    Heading,
    Paragraph,
    Span,
    Table,
)
from ntm_analysis.publishing.pdf import pdf
from ntm_analysis.publishing.word import docx
from ntm_analysis.publishing.workbook import xlsx

WRITERS: dict[str, Callable[[Document, Plan], bytes]] = {
    ".html": lambda document, plan: page.page(document, plan).encode(),
    ".docx": docx,
    ".pdf": pdf,
    ".xlsx": xlsx,
}
Plant = tuple[str, Callable[[bytes], bytes]]
PLANTS: dict[str, Plant] = {}


def picture(shade: int) -> bytes:
    """A picture of one shade."""
    from PIL import Image

    target = io.BytesIO()
    Image.new("RGBA", (900, 500), (shade, shade, shade, 255)).save(target, "PNG")
    return target.getvalue()


def report(lang: str) -> Document:
    """A report with prose, footnotes, a formula, a reference, tables, two pictures, contents.

    The annex gives Thọ Xuân 7 OCOP products and Quan Sơn 2.
    """
    one, two = (cited("targets", code, "ocop_products") for code in (395, 387))
    both = computed("sum", one, two)
    said = {"vi": ("Số liệu", "Giao", "sản phẩm, xem", "Tên"),
            "en": ("Figures", "Given are", "products, see", "Name")}[lang]  # fmt: skip
    table = Table(
        (Column("name", said[3]), Column("value", "OCOP", "number")),
        ((Cell("Thọ Xuân"), Cell("7", "7", one)), (Cell("=1+1"), Cell("–", ""))),
        said[0], name="ocop", number=1,
    )  # fmt: skip
    return Document(
        said[0], lang,
        (
            Heading(1, (Span(said[0]),), "section-1"),
            Paragraph((Span(f"{said[1]} "), Span("7", evidence=one), Span(f" {said[2]} "),
                       Span({"vi": "Bảng 1", "en": "Table 1"}[lang], ref="ocop"), Span("; "),
                       Span("9", evidence=both), Span(" 7.507 tỷ đồng."))),
            Heading(2, (Span(f"{said[0]} A"),), "section-2"),
            table,
            Figure(picture(40), "A picture of 40", f"{said[0]} 40", 1),
            Heading(2, (Span(f"{said[0]} B"),), "section-3"),
            Figure(picture(90), "A picture of 90", f"{said[0]} 90", 2),
        ),
        contents=True,
    )  # fmt: skip


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(held: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in held.items():
            archive.writestr(name, part)
    return target.getvalue()


def part(name: str, old: str, new: str) -> Callable[[bytes], bytes]:
    """Replace the first place of a pattern in one part of a Word or Excel file."""

    def plant(content: bytes) -> bytes:
        held = _parts(content)
        text, count = re.subn(old, new, held[name].decode(), count=1, flags=re.DOTALL)
        assert count, f"{old!r} is not in {name}"
        return _packed({**held, name: text.encode()})

    return plant


def added(name: str, text: bytes = b"x") -> Callable[[bytes], bytes]:
    """Add a part to a Word or Excel file."""
    return lambda content: _packed({**_parts(content), name: text})


def text(old: str, new: str) -> Callable[[bytes], bytes]:
    """Replace the first place of a text in a page."""

    def plant(content: bytes) -> bytes:
        said = content.decode()
        assert old in said, old
        return said.replace(old, new, 1).encode()

    return plant


def twice(name: str) -> Callable[[bytes], bytes]:
    """Add a part of the name that another one has."""

    def plant(content: bytes) -> bytes:
        target = io.BytesIO(content)
        with warnings.catch_warnings(), zipfile.ZipFile(target, "a") as archive:
            warnings.simplefilter("ignore")  # zipfile says what is done here
            archive.writestr(name, _parts(content)[name].replace(b"7", b"9"))
        return target.getvalue()

    return plant


def swapped(name: str, pattern: str) -> Callable[[bytes], bytes]:
    """Swap the first two different matches of a pattern in a part."""

    def plant(content: bytes) -> bytes:
        held = _parts(content)
        said = held[name].decode()
        one, two = list(dict.fromkeys(re.findall(pattern, said)))[:2]
        said = said.replace(one, "\0").replace(two, one).replace("\0", two)
        return _packed({**held, name: said.encode()})

    return plant


BODY = "word/document.xml"
RUN = "<w:r><w:t>9</w:t></w:r>"
_VML = '<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="9"/></v:shape></w:pict>'
_CELL = "<w:tc><w:tcPr/><w:p><w:r><w:t>9</w:t></w:r></w:p></w:tc>"
WORD: dict[str, Callable[[bytes], bytes]] = {
    "a digit": part(BODY, ">7<", ">1<"),
    "a unit": part(BODY, "tỷ đồng", "triệu đồng"),
    "a blank within a number": part(BODY, r"7\.507", "7.5 07"),
    "a content control": part(BODY, "(<w:p>)", r"<w:sdt><w:sdtContent><w:p>" + RUN + r"</w:p></w:sdtContent></w:sdt>\1"),
    "a content control around a cell": part(BODY, r"(<w:tc>.*?</w:tc>)", r"<w:sdt><w:sdtContent>\1</w:sdtContent></w:sdt>"),
    "a cell too many": part(BODY, "</w:tr>", _CELL + "</w:tr>"),
    "a row too many": part(BODY, "</w:tbl>", f"<w:tr><w:trPr/>{_CELL}{_CELL}</w:tr></w:tbl>"),
    "a table in a cell": part(BODY, "</w:tc>", "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl></w:tc>"),
    "text along a path": part(BODY, "</w:r>", f"</w:r><w:r>{_VML}</w:r>"),
    "pictures swapped": swapped(BODY, r'r:embed="\w+"'),
    "a picture of nothing": part(BODY, r'cx="\d+"', 'cx="1"'),
    "other words for a picture": part(BODY, "A picture of 40", "A picture of 49"),
    "a comment": part("word/comments.xml", r"/>\s*$", f'><w:comment w:id="1"><w:p>{RUN}</w:p></w:comment></w:comments>'),
    "a head of pages": part("word/header1.xml", "</w:p>", RUN + "</w:p>"),
    "a foot of pages": part("word/footer1.xml", "<w:t>", "<w:t>9 "),
    "a second line in the foot": part("word/footer2.xml", "</w:p>", f"</w:p><w:p>{RUN}</w:p>"),
    "a head on another page": part(BODY, '(w:headerReference[^>]*)w:type="default"', r'\1w:type="even"'),
    "a field that takes text in": part(BODY, r" SEQ Table [^<]*", " INCLUDETEXT x "),
    "a field without an end": part(BODY, '<w:r><w:fldChar w:fldCharType="end"/></w:r>', ""),
    "a reference elsewhere": part(BODY, "REF ntm_table_1", "REF ntm_figure_1"),
    "a sequence of another kind": part(BODY, "SEQ Table", "SEQ Figure"),
    "a bookmark elsewhere": part(BODY, 'w:name="ntm_table_1"', 'w:name="ntm_table_7"'),
    "contents that lead elsewhere": part(BODY, 'w:anchor="section-2"', 'w:anchor="section-3"'),
    "a link outside": part(BODY, 'w:anchor="section-2"', 'r:id="rId1"'),
    "hidden text": part(BODY, r"<w:r><w:t", "<w:r><w:rPr><w:vanish/></w:rPr><w:t"),
    "white text": part(BODY, r"<w:r><w:t", '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t'),
    "a symbol": part(BODY, "</w:r>", '</w:r><w:r><w:sym w:font="Symbol" w:char="F039"/></w:r>'),
    "an inserted run": part(BODY, r"(<w:r><w:t)", r'<w:ins w:id="1">' + RUN + r"</w:ins>\1"),
    "a deleted run": part(BODY, r"(<w:r><w:t)", r"<w:del w:id='1'><w:r><w:delText>9</w:delText></w:r></w:del>\1"),
    "a tab": part(BODY, "<w:r><w:t", "<w:r><w:tab/><w:t"),
    "a numbered paragraph": part(BODY, '(<w:pStyle w:val="Heading1"/>)', r'\1<w:numPr><w:numId w:val="1000"/></w:numPr>'),
    "a column of no width": part(BODY, r'<w:gridCol w:w="\d+"', '<w:gridCol w:w="1"'),
    "a page turned": part(BODY, '(<w:pgSz )', r'\1w:orient="landscape" '),
    "words of its own": part(BODY, "<w:document", '<!DOCTYPE x [<!ENTITY e "9">]><w:document'),
    "text outside of runs": part(BODY, "<w:p><w:pPr>", "<w:p>9<w:pPr>"),
    "a style that hides": part("word/styles.xml", '(w:styleId="BodyText".*?<w:rPr>|w:styleId="BodyText">)', r"\1<w:vanish/>"),
    "a style of its own": part("word/styles.xml", "</w:styles>", '<w:style w:type="paragraph" w:default="1" w:styleId="X"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'),
    "defaults of styles": part("word/styles.xml", r'(<w:docDefaults>.*?)w:val="24"', r'\1w:val="2"'),
    "a setting": part("word/settings.xml", "</w:settings>", "<w:trackRevisions/></w:settings>"),
    "a template from outside": part("word/_rels/document.xml.rels", "</Relationships>", '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="http://x.org/x.dotm" TargetMode="External"/></Relationships>'),
    "a picture from outside": part("word/_rels/document.xml.rels", r'Target="media/\w+\.png"', 'Target="http://x.org/x.png" TargetMode="External"'),
    "macros": part("[Content_Types].xml", r"openxmlformats-officedocument\.wordprocessingml\.document\.main", "ms-word.document.macroEnabled.main"),
    "a part more": added("word/vbaProject.bin"),
    "a picture more": added("word/media/rId999.png"),
    "a part twice": twice(BODY),
    "another footnote": part("word/footnotes.xml", "221", "222"),
    "a footnote more": part("word/footnotes.xml", "</w:footnotes>", f'<w:footnote w:id="99"><w:p>{RUN}</w:p></w:footnote></w:footnotes>'),
    "another title": part("docProps/core.xml", "<dc:title>", "<dc:title>9 "),
    "a property": part("docProps/custom.xml", r"/>\s*$", '><property name="x"/></Properties>'),
}  # fmt: skip
PLANTS |= {f"docx: {name}": (".docx", plant) for name, plant in WORD.items()}

SHEET = "xl/worksheets/sheet4.xml"
BOOK: dict[str, Callable[[bytes], bytes]] = {
    "a digit": part(SHEET, "<v>7</v>", "<v>8</v>"),
    "a text": part("xl/sharedStrings.xml", "Thọ Xuân", "Thọ Xuan"),
    "a note": part("xl/sharedStrings.xml", "tỷ đồng", "triệu đồng"),
    "a note more": part("xl/worksheets/sheet3.xml", "</sheetData>", '<row r="99"><c r="A99"><v>9</v></c></row></sheetData>'),
    "a cell beside the table": part(SHEET, "</row>", '<c r="Z4"><v>9</v></c></row>'),
    "contents that lead elsewhere": part("xl/worksheets/sheet2.xml", "location=\"'[^']+'", "location=\"'Bìa'"),
    "contents with another title": part("xl/worksheets/sheet2.xml", "<v>3</v>|<v>4</v>", "<v>0</v>"),
    "a format of numbers": part("xl/styles.xml", r"#,##0", "#,##0&quot;0&quot;"),
    "thousands that are scaled": part("xl/styles.xml", r"#,##0", "#,##0,"),
    "a look of another kind": part(SHEET, r'<c r="B5" s="\d+"', '<c r="B5" s="0"'),
    "a hidden row": part(SHEET, '<row r="5"', '<row r="5" hidden="1"'),
    "a row of no height": part(SHEET, r'(<row r="5"[^>]*)ht="[\d.]+"', r'\1ht="0"'),
    "a hidden column": part(SHEET, '<col min="2"', '<col hidden="1" min="2"'),
    "a column of no width": part(SHEET, r'(<col min="2" max="2") width="[\d.]+"', r'\1 width="0.1"'),
    "a hidden sheet": part("xl/workbook.xml", '(<sheet name="[^"]+" sheetId="4")', r'\1 state="hidden"'),
    "a sheet renamed": part("xl/workbook.xml", 'sheet name="', 'sheet name="9 '),
    "sheets swapped": swapped("xl/workbook.xml", r'r:id="rId\d+"'),
    "a formula": part(SHEET, "<v>7</v>", "<f>1+6</f><v>7</v>"),
    "zeros not shown": part(SHEET, "<sheetView ", '<sheetView showZeros="0" '),
    "a filter that hides": part(SHEET, r"(<autoFilter [^>]*)/>", r'\1><filterColumn colId="0"/></autoFilter>'),
    "a look by rule": part(SHEET, "<autoFilter", '<conditionalFormatting sqref="A1"/><autoFilter'),
    "merged cells": part(SHEET, "<hyperlinks>", '<mergeCells><mergeCell ref="A5:B5"/></mergeCells><hyperlinks>'),
    "white letters": part("xl/styles.xml", '<color theme="1"/>', '<color rgb="FFFFFFFF"/>'),
    "white by the theme": part("xl/theme/theme1.xml", 'lastClr="000000"', 'lastClr="FFFFFF"'),
    "letters by parts": part("xl/sharedStrings.xml", "<si><t>([^<]+)</t>", r"<si><r><t>\1</t></r>"),
    "a foot in print": part(SHEET, "</worksheet>", "<headerFooter><oddFooter>9</oddFooter></headerFooter></worksheet>"),
    "a name": part("xl/workbook.xml", "<definedNames>", '<definedNames><definedName name="x">9</definedName>'),
    "comments": added("xl/comments1.xml"),
    "macros": added("xl/vbaProject.bin"),
    "links outside": part("xl/_rels/workbook.xml.rels", "</Relationships>", '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink" Target="http://x.org/x.xlsx" TargetMode="External"/></Relationships>'),
    "a part twice": twice(SHEET),
    "another title": part("docProps/core.xml", "<dc:title>", "<dc:title>9 "),
    "a company": part("docProps/app.xml", "<Company>", "<Company>9 x"),
}  # fmt: skip
PLANTS |= {f"xlsx: {name}": (".xlsx", plant) for name, plant in BOOK.items()}

WEB: dict[str, Callable[[bytes], bytes]] = {
    "a digit": text(">7<", ">1<"),
    "a unit": text("tỷ đồng", "triệu đồng"),
    "a note": text("221", "222"),
    "a link elsewhere": text("sources.html#targets-395-ocop_products", "sources.html#targets-387-ocop_products"),
    "a reference elsewhere": text('href="#table-1"', 'href="#figure-1"'),
    "contents that lead elsewhere": text('href="#section-2"', 'href="#section-3"'),
    "a name elsewhere": text('id="table-1"', 'id="table-9"'),
    "text between blocks": text("<footer>", "9<footer>"),
    "a block of another kind": text("<footer>", "<blockquote>9</blockquote><footer>"),
    "text within a frame": text("</table></div>", "</table>9</div>"),
    "a second table in a frame": text("</table></div>", "</table><table><tbody><tr><td>9</td></tr></tbody></table></div>"),
    "a foot": text("<footer>", "<footer>9 "),
    "a title": text("<title>", "<title>9 "),
    "a formula": text('<li id="how-1">', '<li id="how-1">9 '),
    "a formula more": text('<li id="how-1">', '<li id="how-2">9</li><li id="how-1">'),
    "an input of a formula": text("sources.html#targets-387", "sources.html#targets-388"),
    "no working paper": text('<p class="working">', '<p class="working">9 '),
    "a way out": text('href="index.html"', 'href="sources.html"'),
    "looks": text("<style>", '<style>td::after{content:"9"}'),
    "looks of one element": text("<td", '<td style="display:none"'),
    "a second set of looks": text("</style>", "</style><style>td{display:none}</style>"),
    "a loose policy": text("default-src 'none'; img", "default-src 'none'; script-src *; img"),
    "a policy of more": text("form-action 'none'", "form-action *"),
    "a refresh": text("<title>", '<meta http-equiv="refresh" content="0;url=http://x.org"><title>'),
    "a script": text("</main>", "<script>1</script></main>"),
    "a handler": text("<table", '<table onclick="x()"'),
    "a button that acts": text("<footer>", '<button formaction="http://x.org">9</button><footer>'),
    "a comment": text("<footer>", "<!-- 9 --><footer>"),
    "hidden": text("<table", "<table hidden"),
    "a picture of another": text('src="data:image/png;base64,', 'src="data:image/png;base64,AAAA'),
    "a picture from outside": text('src="data:image/png', 'src="http://x.org/x.png" alt="data:image/png'),
    "other words for a picture": text("A picture of 40", "A picture of 49"),
    "a title on hover": text("<td class", '<td title="9" class'),
    "another base": text("<title>", '<base href="http://x.org"><title>'),
    "behind the page": text("</html>", "</html>9"),
}  # fmt: skip
PLANTS |= {f"html: {name}": (".html", plant) for name, plant in WEB.items()}
