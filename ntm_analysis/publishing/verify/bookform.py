"""What may be in a workbook of ours: its parts, its elements, its looks; nothing else."""

from ntm_analysis import store
from ntm_analysis.publishing.verify import package
from ntm_analysis.publishing.verify.form import form, unexpected

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_NAMES = {
    MAIN: "",
    _DRAWING: "a",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://www.w3.org/XML/1998/namespace": "xml",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
    "http://www.w3.org/2001/XMLSchema-instance": "xsi",
}
_PARTS = (
    r"\[Content_Types\]\.xml", r"_rels/\.rels", r"docProps/(?:app|core)\.xml",
    r"xl/(?:workbook|styles|sharedStrings)\.xml", r"xl/theme/theme1\.xml",
    r"xl/_rels/workbook\.xml\.rels", r"xl/worksheets/sheet\d+\.xml",
)  # fmt: skip
# Columns are at least six letters wide and rows a line high: none is there unseen.
_FORMS = {
    "xl/workbook.xml": form(
        r"""
        workbook: fileVersion workbookPr bookViews sheets definedNames calcPr
        fileVersion: @appName=xl @lastEdited=4 @lowestEdited=4 @rupBuild=\d+
        workbookPr: @defaultThemeVersion=\d+
        bookViews: workbookView
        workbookView: @xWindow=\d+ @yWindow=\d+ @windowWidth=\d{4,5} @windowHeight=\d{4,5}
        sheets: sheet
        sheet: @name=.* @sheetId=\d+ @r:id=rId\d+
        definedNames: definedName
        definedName: @name=_xlnm\.(?:_FilterDatabase|Print_Titles) @localSheetId=\d+ @hidden=1 \
            ='[^']+'!(?:\$A\$4:\$[A-Z]+\$\d+|\$4:\$4)
        calcPr: @calcId=\d+ @fullCalcOnLoad=1
        """,
        _NAMES,
    ),
    "xl/styles.xml": form(
        r"""
        styleSheet: numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles
        numFmts: numFmt @count=\d+
        numFmt: @numFmtId=1\d\d @formatCode=\[\$-(?:42A|409)\]\#,\#\#0(?:\.0+)?
        fonts: font @count=\d+
        font: b u sz color name family scheme
        b:
        u:
        sz: @val=1[124]
        color: @theme=1 @rgb=FF0B5D7A @auto=1
        name: @val=Calibri|Times\sNew\sRoman
        family: @val=2
        scheme: @val=minor
        fills: fill @count=\d+
        fill: patternFill
        patternFill: fgColor bgColor @patternType=none|gray125|solid
        fgColor: @rgb=FFEDEDED
        bgColor: @indexed=64
        borders: border @count=\d+
        border: left right top bottom diagonal
        left: color @style=thin
        right: color @style=thin
        top: color @style=thin
        bottom: color @style=thin
        diagonal:
        cellStyleXfs: xf @count=1
        cellXfs: xf @count=\d+
        xf: alignment @numFmtId=0|1\d\d @fontId=\d+ @fillId=0|2 @borderId=[01] @xfId=0 \
            @quotePrefix=1 @applyNumberFormat=1 @applyFont=1 @applyFill=1 @applyBorder=1 \
            @applyAlignment=1
        alignment: @vertical=top @wrapText=1
        cellStyles: cellStyle @count=1
        cellStyle: @name=Normal @xfId=0 @builtinId=0
        dxfs: @count=0
        tableStyles: @count=0 @defaultTableStyle=\w+ @defaultPivotStyle=\w+
        """,
        _NAMES,
    ),
    "xl/sharedStrings.xml": form(
        r"""
        sst: si @count=\d+ @uniqueCount=\d+
        si: t
        t: @xml:space=preserve =.*
        """,
        _NAMES,
    ),
    "docProps/core.xml": form(
        r"""
        cp:coreProperties: dc:title dc:creator cp:lastModifiedBy dcterms:created dcterms:modified
        dc:title: =.*
        dc:creator: =ntm_analysis
        cp:lastModifiedBy: =ntm_analysis
        dcterms:created: @xsi:type=dcterms:W3CDTF =MADE
        dcterms:modified: @xsi:type=dcterms:W3CDTF =MADE
        """.replace("MADE", f"{store.MADE:%Y-%m-%dT%H:%M:%SZ}"),
        _NAMES,
    ),
}
_SHEET = form(
    r"""
    worksheet: sheetPr dimension sheetViews sheetFormatPr cols sheetData autoFilter hyperlinks \
        pageMargins pageSetup
    sheetPr: pageSetUpPr
    pageSetUpPr: @fitToPage=1
    dimension: @ref=[A-Z]+\d+(?::[A-Z]+\d+)?
    sheetViews: sheetView
    sheetView: pane selection @tabSelected=1 @workbookViewId=0
    pane: @xSplit=1 @ySplit=4 @topLeftCell=B5 @activePane=bottomRight @state=frozen
    selection: @pane=\w+ @activeCell=[A-Z]+\d+ @sqref=[A-Z]+\d+
    sheetFormatPr: @defaultRowHeight=15
    cols: col
    col: @min=\d+ @max=\d+ @width=(?:[6-9]|[1-9]\d)(?:\.\d+)? @customWidth=1
    sheetData: row
    row: c @r=\d+ @spans=\d+:\d+ @ht=(?:1[5-9]|[2-9]\d|[1-4]\d\d)(?:\.\d+)? @customHeight=1
    c: v @r=[A-Z]+\d+ @s=\d+ @t=s
    v: =-?[\d.]+(?:[Ee][-+]?\d+)?
    autoFilter: @ref=A4:[A-Z]+\d+
    hyperlinks: hyperlink
    hyperlink: @ref=A\d+ @location='[^']+'!A1 @display=.*
    pageMargins: @left=0\.7 @right=0\.7 @top=0\.75 @bottom=0\.75 @header=0\.3 @footer=0\.3
    pageSetup: @paperSize=9 @fitToHeight=0 @orientation=portrait|landscape
    """,
    _NAMES,
)
_THEME, _ABOUT = "xl/theme/theme1.xml", "docProps/app.xml"
_BLACK = {"dk1": ("windowText", "000000"), "lt1": ("window", "FFFFFF")}


def unknown_in(held: dict[str, bytes], title: str, names: list[str]) -> list[str]:
    """List what a workbook holds that none of ours does.

    Parameters
    ----------
    held : dict of bytes
        The parts of the file.
    title : str
        Of the report.
    names : list of str
        Of the sheets.
    """
    said = package.unknown(held, _PARTS) + package.wrong_links(held)
    sheets = {name: _SHEET for name in held if name.startswith("xl/worksheets/")}
    missing = [name for name in (*_FORMS, _THEME, _ABOUT) if name not in held]
    if missing:
        return said + missing
    for name, allowed in {**_FORMS, **sheets}.items():
        said += [f"{name}: {one}" for one in unexpected(package.tree(held[name]), allowed)]
    linked = {target for _, target in package.related(held, "xl/workbook.xml").values()}
    said += sorted(sheets.keys() - linked)
    theme = package.tree(held[_THEME])
    for name, wanted in _BLACK.items():
        colours = [tuple(e.attrib.values()) for part in theme.iter(f"{{{_DRAWING}}}{name}")
                   for e in part]  # fmt: skip
        said += [] if colours == [wanted] else [f"theme1.xml: {name}"]
    core = package.tree(held["docProps/core.xml"])
    titles = [e.text for e in core.iter("{http://purl.org/dc/elements/1.1/}title")]
    said += [] if titles == [title] else [f"core.xml: title {titles}"]
    return said + _application(held, names)


def _application(held: dict[str, bytes], names: list[str]) -> list[str]:
    """List the texts of the application's part that name no sheet."""
    known = {"Worksheets", "Named Ranges", "Microsoft Excel", "false", "0", "12.0000", *names}
    known |= {f"'{name}'!Print_Titles" for name in names}
    texts = {(e.text or "").strip() for e in package.tree(held[_ABOUT]).iter()}
    return [f"app.xml: {text[:60]}" for text in sorted(texts - known)
            if text and not text.isdigit()]  # fmt: skip
