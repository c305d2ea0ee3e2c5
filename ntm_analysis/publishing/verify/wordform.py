"""What may be in a Word file of ours: its parts and its elements; nothing else."""

from ntm_analysis.publishing.verify import package
from ntm_analysis.publishing.verify.form import form, unexpected

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFFICE = "http://schemas.openxmlformats.org"
NAMES = {
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
    w:pStyle: \
        @w:val=Heading[1-3]|Compact|SmallTable|TableCaption|ImageCaption|CaptionedFigure|BodyText|FirstParagraph|KeptText|FootnoteText|TOCHeading|toc1
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
    w:instrText: @xml:space=preserve \
        =\s(?:SEQ\s(?:Table|Figure)\s\\\*\sARABIC|REF\sntm_(?:table|figure)_\d+\s\\h|TOC\s\\o\s"2-2"\s\\n\s\\h)\s
    w:footnoteReference: @w:id=[1-9]\d*
    w:hyperlink: w:r @w:anchor=section-\d+
    w:bookmarkStart: @w:id=\d+ @w:name=section-\d+|table-\d+-grid|ntm_(?:table|figure)_\d+
    w:bookmarkEnd: @w:id=\d+
    w:tbl: w:tblPr w:tblGrid w:tr
    w:tblPr: w:tblStyle w:tblW w:tblLayout w:tblLook
    w:tblStyle: @w:val=Table
    w:tblW: @w:type=pct|dxa @w:w=[1-9]\d{3,4}
    w:tblLayout: @w:type=fixed
    w:tblLook: @w:firstRow=1 @w:lastRow=0 @w:firstColumn=0 @w:lastColumn=0 @w:noHBand=0 \
        @w:noVBand=0 @w:val=0020
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
    w:pgMar: @w:top=1134 @w:bottom=1134 @w:left=1701|1134 @w:right=850|1134 @w:header=567 \
        @w:footer=567
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
    NAMES,
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
    NAMES,
)


def unknown_in(held: dict[str, bytes]) -> list[str]:
    """List the parts, and what is in the text, that no Word file of ours has."""
    said = package.unknown(held, _PARTS) + package.wrong_links(held)
    for name, allowed in (("document", BODY), ("footnotes", NOTES)):
        found = unexpected(package.tree(held[f"word/{name}.xml"]), allowed)
        said += [f"{name}.xml: {one}" for one in found]
    return said
