"""What may be in a Word file of ours: its parts, its elements, its looks. All else is unexpected."""

from functools import cache
from typing import Any

from ntm_analysis import store
from ntm_analysis.publishing.page import ASSETS
from ntm_analysis.publishing.verify import package
from ntm_analysis.publishing.verify.form import Form, form, unexpected
from ntm_analysis.wording import say

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFFICE = "http://schemas.openxmlformats.org"
_NAMES = {
    f"{_OFFICE}/wordprocessingml/2006/main": "w",
    f"{_OFFICE}/drawingml/2006/main": "a",
    f"{_OFFICE}/drawingml/2006/picture": "pic",
    f"{_OFFICE}/drawingml/2006/wordprocessingDrawing": "wp",
    f"{_OFFICE}/officeDocument/2006/relationships": "r",
    "http://www.w3.org/XML/1998/namespace": "xml",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    f"{_OFFICE}/package/2006/metadata/core-properties": "cp",
    "http://www.w3.org/2001/XMLSchema-instance": "xsi",
}
LANGUAGES = {"vi-VN": "vi", "en-GB": "en"}
_PARTS = (
    r"\[Content_Types\]\.xml", r"_rels/\.rels", r"docProps/(?:app|core|custom)\.xml",
    r"word/(?:document|footnotes|comments|styles|settings|numbering|fontTable|webSettings)\.xml",
    r"word/(?:header|footer)[12]\.xml", r"word/theme/theme1\.xml", r"word/media/rId\d+\.png",
    r"word/_rels/(?:document|footnotes)\.xml\.rels",
)  # fmt: skip
# Columns are at least a few letters wide and pictures a few centimetres: none is there unseen.
BODY = form(
    r"""
    w:document: w:body
    w:body: w:p w:tbl w:sectPr w:bookmarkStart w:bookmarkEnd
    w:p: w:pPr w:r w:hyperlink w:bookmarkStart w:bookmarkEnd
    w:pPr: w:pStyle w:keepNext w:jc w:spacing w:sectPr
    w:pStyle: @w:val=Heading[1-3]|Compact|SmallTable|TableCaption|ImageCaption|CaptionedFigure|BodyText|FirstParagraph|KeptText|FootnoteText|TOCHeading|toc1
    w:keepNext:
    w:jc: @w:val=left|right|center
    w:spacing: @w:before=0 @w:after=0
    w:r: w:rPr w:t w:fldChar w:instrText w:footnoteReference w:drawing
    w:rPr: w:rStyle w:b w:bCs
    w:rStyle: @w:val=FootnoteReference|Hyperlink
    w:b:
    w:bCs:
    w:t: @xml:space=preserve =.*
    w:fldChar: @w:fldCharType=begin|separate|end
    w:instrText: @xml:space=preserve =\s(?:SEQ\s(?:Table|Figure)\s\\\*\sARABIC|REF\sntm_(?:table|figure)_\d+\s\\h|TOC\s\\o\s"2-2"\s\\n\s\\h)\s
    w:footnoteReference: @w:id=[1-9]\d*
    w:hyperlink: w:r @w:anchor=section-\d+
    w:bookmarkStart: @w:id=\d+ @w:name=section-\d+|table-\d+-grid|ntm_(?:table|figure)_\d+
    w:bookmarkEnd: @w:id=\d+
    w:tbl: w:tblPr w:tblGrid w:tr
    w:tblPr: w:tblStyle w:tblW w:tblLayout w:tblLook
    w:tblStyle: @w:val=Table
    w:tblW: @w:type=pct @w:w=5000
    w:tblLayout: @w:type=fixed
    w:tblLook: @w:firstRow=1 @w:lastRow=0 @w:firstColumn=0 @w:lastColumn=0 @w:noHBand=0 @w:noVBand=0 @w:val=0020
    w:tblGrid: w:gridCol
    w:gridCol: @w:w=[1-9]\d{2,3}
    w:tr: w:trPr w:tc
    w:trPr: w:cantSplit w:tblHeader
    w:cantSplit:
    w:tblHeader: @w:val=on
    w:tc: w:tcPr w:p
    w:tcPr:
    w:sectPr: w:headerReference w:footerReference w:footnotePr w:pgSz w:pgMar w:titlePg
    w:headerReference: @w:type=default|first @r:id=rId\d+
    w:footerReference: @w:type=default|first @r:id=rId\d+
    w:footnotePr: w:numRestart
    w:numRestart: @w:val=eachSect
    w:pgSz: @w:w=11906|16838 @w:h=11906|16838 @w:orient=landscape
    w:pgMar: @w:top=1134 @w:bottom=1134 @w:left=1701|1134 @w:right=850|1134 @w:header=567 @w:footer=567
    w:titlePg:
    w:drawing: wp:inline
    wp:inline: wp:extent wp:effectExtent wp:docPr a:graphic
    wp:extent: @cx=[1-9]\d{6} @cy=[1-9]\d{5,6}
    wp:effectExtent: @b=0 @l=0 @r=0 @t=0
    wp:docPr: @id=\d+ @name=figure-\d+ @descr=.*
    a:graphic: a:graphicData
    a:graphicData: pic:pic @uri=http://schemas\.openxmlformats\.org/drawingml/2006/picture
    pic:pic: pic:nvPicPr pic:blipFill pic:spPr
    pic:nvPicPr: pic:cNvPr pic:cNvPicPr
    pic:cNvPr: @id=\d+ @name=Picture @descr=figure-\d+\.png
    pic:cNvPicPr: a:picLocks
    a:picLocks: @noChangeArrowheads=1 @noChangeAspect=1
    pic:blipFill: a:blip a:stretch
    a:blip: @r:embed=rId\d+
    a:stretch: a:fillRect
    a:fillRect:
    pic:spPr: a:xfrm a:prstGeom a:noFill a:ln @bwMode=auto
    a:xfrm: a:off a:ext
    a:off: @x=0 @y=0
    a:ext: @cx=[1-9]\d{6} @cy=[1-9]\d{5,6}
    a:prstGeom: a:avLst @prst=rect
    a:avLst:
    a:noFill:
    a:ln: a:noFill a:headEnd a:tailEnd @w=9525
    a:headEnd:
    a:tailEnd:
    """,
    _NAMES,
)
NOTES = form(
    r"""
    w:footnotes: w:footnote
    w:footnote: w:p @w:id=-1|\d+ @w:type=separator|continuationSeparator
    w:p: w:pPr w:r
    w:pPr: w:pStyle
    w:pStyle: @w:val=FootnoteText
    w:r: w:rPr w:t w:footnoteRef w:separator w:continuationSeparator
    w:rPr: w:rStyle
    w:rStyle: @w:val=FootnoteReference
    w:footnoteRef:
    w:separator:
    w:continuationSeparator:
    w:t: @xml:space=preserve =.*
    """,
    _NAMES,
)


def unknown_in(held: dict[str, bytes], title: str, lang: str) -> list[str]:
    """List what a Word file holds that none of ours does.

    Parameters
    ----------
    held : dict of bytes
        The parts of the file.
    title : str
        Of the report.
    lang : {"vi", "en"}
    """
    said = package.unknown(held, _PARTS) + package.wrong_links(held)
    for name, allowed in (("document", BODY), ("footnotes", NOTES)):
        found = unexpected(package.tree(held[f"word/{name}.xml"]), allowed)
        said += [f"{name}.xml: {one}" for one in found]
    return said + _looks(held, lang) + _properties(held, title, lang)


@cache
def _reference() -> dict[str, bytes]:
    return package.parts((ASSETS / "reference.docx").read_bytes())


def _looks(held: dict[str, bytes], lang: str) -> list[str]:
    """List the parts of the look that are not those of the reference document."""
    reference = _reference()
    said = []
    same = ["theme/theme1", "fontTable", "webSettings", "header1", "header2", "footer1", "footer2"]
    foot = say("report.working_paper", lang).encode()
    for name in [f"word/{each}.xml" for each in same]:
        wanted = reference[name].replace(b"WORKING_PAPER", foot)
        if package.canonical(held[name]) != package.canonical(wanted):
            said.append(name)
    wanted_parts = set(map(_plain, package.tree(reference["word/settings.xml"])))
    said += [
        f"settings.xml: <{part.tag.rpartition('}')[2]}>"
        for part in package.tree(held["word/settings.xml"])
        if _plain(part) not in wanted_parts
    ]
    said += [] if not len(package.tree(held["word/comments.xml"])) else ["word/comments.xml"]
    return said + _styles(package.tree(held["word/styles.xml"]), lang) + _sections(held)


def _styles(found: Any, lang: str) -> list[str]:
    """List the styles that are not those of the reference document.

    Those that pandoc adds, for code, are used nowhere: the form of the body names the ones that
    are. None of them may be a default.
    """
    reference = package.tree(_reference()["word/styles.xml"])
    wanted = {style.get(f"{W}styleId"): _plain(style) for style in reference.iter(f"{W}style")}
    said = []
    seen = set()
    for style in found.iter(f"{W}style"):
        name = style.get(f"{W}styleId")
        if name in seen or (name in wanted and _plain(style) != wanted[name]):
            said.append(f"styles.xml: {name}")
        elif name not in wanted and (style.get(f"{W}default") or _used(name)):
            said.append(f"styles.xml: {name}")
        seen.add(name)
    said += [f"styles.xml: {name}" for name in wanted if name not in seen]
    ours = [code for code, name in LANGUAGES.items() if name == lang]
    for part in reference.iter(f"{W}lang"):
        part.set(f"{W}val", ours[0])
        part.set(f"{W}eastAsia", ours[0])
    defaults = f"{W}docDefaults"
    if [_plain(e) for e in found.iter(defaults)] != [_plain(e) for e in reference.iter(defaults)]:
        said.append("styles.xml: docDefaults")
    return said


def _used(style: str) -> bool:
    names = (BODY.attributes["w:pStyle@w:val"], BODY.attributes["w:rStyle@w:val"])
    return any(pattern.fullmatch(style) for pattern in names)


def _plain(element: Any) -> tuple[Any, ...]:
    """Return an element as values that are equal where the elements are, `w:lang` apart."""
    kids = tuple(_plain(kid) for kid in element)
    return element.tag, tuple(sorted(element.attrib.items())), (element.text or "").strip(), kids


def _sections(held: dict[str, bytes]) -> list[str]:
    """List the sections that have other heads and feet than the reference document has."""
    wanted = _heads(_reference())[-1]
    return [f"sectPr: {sorted(found)}" for found in _heads(held) if found != wanted]


def _heads(held: dict[str, bytes]) -> list[set[tuple[str, str, str]]]:
    known = package.related(held, "word/document.xml")
    key = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    return [
        {
            (part.tag.rpartition("}")[2], part.get(f"{W}type"), known[part.get(key)][1])
            for part in section
            if part.get(key)
        }
        for section in package.tree(held["word/document.xml"]).iter(f"{W}sectPr")
    ]


_CORE: Form = form(
    r"""
    cp:coreProperties: cp:keywords dcterms:created dcterms:modified dc:title dc:creator dc:language
    cp:keywords:
    dcterms:created: @xsi:type=dcterms:W3CDTF =MADE
    dcterms:modified: @xsi:type=dcterms:W3CDTF =MADE
    dc:title: =.*
    dc:creator: =ntm_analysis
    dc:language: =vi-VN|en-GB
    """.replace("MADE", f"{store.MADE:%Y-%m-%dT%H:%M:%SZ}"),
    _NAMES,
)


def _properties(held: dict[str, bytes], title: str, lang: str) -> list[str]:
    core = package.tree(held["docProps/core.xml"])
    said = [f"core.xml: {one}" for one in unexpected(core, _CORE)]
    for name, wanted in (("title", title), ("language", None)):
        texts = [e.text for e in core.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}")]
        right = texts == [wanted] if wanted else [LANGUAGES.get(texts[0])] == [lang]
        said += [] if right else [f"core.xml: {name} {texts}"]
    if package.canonical(held["docProps/app.xml"]) != package.canonical(
        _reference()["docProps/app.xml"]
    ):
        said.append("docProps/app.xml")
    return said + (
        ["docProps/custom.xml"] if len(package.tree(held["docProps/custom.xml"])) else []
    )
