"""Makes ntm_analysis/publishing/assets/reference.docx: pandoc's own, in the look of Decree 30/2020.

Call it from the top of the checkout: .venv/bin/python docs/make_reference.py
"""

import subprocess
import tempfile
from pathlib import Path

import docx
import pypandoc
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

TARGET = Path("ntm_analysis/publishing/assets/reference.docx")
FONT = "Times New Roman"
JUSTIFY, LEFT, CENTER = (
    WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER,
)  # fmt: skip
# style: size, bold, italic, alignment, first line (mm), before, after (pt)
LOOKS = {
    "Normal": (13, False, False, None, 0, 0, 0),
    "Body Text": (13, False, False, JUSTIFY, 10, 4, 4),
    "First Paragraph": (13, False, False, JUSTIFY, 10, 4, 4),
    "Compact": (11, False, False, None, 0, 1, 1),
    "Heading 1": (14, True, False, CENTER, 0, 6, 10),
    "Heading 2": (13, True, False, LEFT, 0, 12, 4),
    "Heading 3": (13, True, True, LEFT, 0, 8, 4),
    "Caption": (12, True, False, LEFT, 0, 6, 4),
    "Table Caption": (12, True, False, LEFT, 0, 6, 4),
    "Image Caption": (12, True, False, LEFT, 0, 2, 10),
    "Captioned Figure": (13, False, False, CENTER, 0, 4, 2),
    "Figure": (13, False, False, CENTER, 0, 4, 2),
    "Footnote Text": (10, False, False, LEFT, 0, 0, 0),
    "TOC Heading": (13, True, False, LEFT, 0, 6, 4),
}
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def main() -> None:
    """Write the reference document."""
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "reference.docx"
        draft.write_bytes(
            subprocess.run(  # noqa: S603 - pandoc of the environment
                [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"],
                check=True, capture_output=True,
            ).stdout
        )  # fmt: skip
        document = docx.Document(str(draft))
    for style in document.styles:
        fonts = style.element.find(f".//{qn('w:rFonts')}")
        if fonts is not None:
            fonts.getparent().remove(fonts)
    for name, look in LOOKS.items():
        set_style(named(document, name), *look)
    add_styles(document)
    set_table(document)
    set_defaults(document)
    set_page(document)
    document.core_properties.author = "ntm_analysis"
    document.core_properties.title = ""
    document.save(str(TARGET))


def named(document, name):
    """Return a style by its name."""
    return next(style for style in document.styles if style.name == name)


def set_style(style, size, bold, italic, alignment, first, before, after) -> None:
    """Set one paragraph style."""
    style.font.name, style.font.size = FONT, Pt(size)
    style.font.bold, style.font.italic = bold, italic
    style.font.color.rgb = RGBColor(0, 0, 0)
    form = style.paragraph_format
    form.alignment = alignment
    form.first_line_indent, form.left_indent = Mm(first), Mm(0)
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.1
    form.keep_with_next = style.name.startswith("Heading") or style.name in {
        "Table Caption", "Captioned Figure", "Figure", "TOC Heading", "Kept Text",
    }  # fmt: skip


def add_styles(document) -> None:
    """Add the styles that pandoc lacks: contents, page heads, small tables, text that is kept."""
    from docx.enum.style import WD_STYLE_TYPE

    for name in ("toc 1", "header", "footer", "Small Table", "Kept Text"):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        if name == "Small Table":
            set_style(style, 9, False, False, None, 0, 1, 1)
            continue
        if name == "Kept Text":
            set_style(style, *LOOKS["Body Text"])
            continue
        set_style(style, 13 if name != "footer" else 10, False, name == "footer",
                  LEFT if name == "toc 1" else CENTER, 0, 0, 3)  # fmt: skip
    link = document.styles["Hyperlink"]
    link.font.color.rgb = RGBColor(0, 0, 0)


def set_table(document) -> None:
    """Give tables lines and a shaded, bold head."""
    style = document.styles["Table"].element
    for child in list(style):
        if child.tag in {qn("w:tblPr"), qn("w:tblStylePr")}:
            style.remove(child)
    space = nsdecls("w")
    style.append(parse_xml(
        f'<w:tblPr {space}><w:tblBorders>{BORDERS}</w:tblBorders><w:tblCellMar>'
        '<w:left w:w="55" w:type="dxa"/><w:right w:w="55" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    ))  # fmt: skip
    style.append(parse_xml(
        f'<w:tblStylePr {space} w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr>'
        '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/></w:tcPr></w:tblStylePr>'
    ))  # fmt: skip


def set_defaults(document) -> None:
    """Name the font of everything and leave the theme's out."""
    defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in defaults.findall(qn("w:rFonts")):
        defaults.remove(old)
    fonts = OxmlElement("w:rFonts")
    for side in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{side}"), FONT)
    defaults.insert(0, fonts)


def set_page(document) -> None:
    """Set paper and margins; number pages above, from the second on."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.style = document.styles["header"]
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = number.add_run()
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._element.append(part)
    for footer in (section.footer, section.first_page_footer):
        footer.paragraphs[0].style = document.styles["footer"]
        footer.paragraphs[0].text = "WORKING_PAPER"
    section.first_page_header.paragraphs[0].style = document.styles["header"]


if __name__ == "__main__":
    main()
