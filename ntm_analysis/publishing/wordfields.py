"""Fields and sections of Word that pandoc's tree has no node for: numbers, references, contents."""

from typing import Any

from ntm_analysis.publishing.model import Document, Heading, plain

Node = dict[str, Any]
# Marks that `wordfile` turns into ends of sections, with the heads and feet of the document.
PORTRAIT_ENDS, LANDSCAPE_ENDS = "portrait-ends", "landscape-ends"


def _raw(xml: str) -> Node:
    return {"t": "RawInline", "c": ["openxml", xml]}


def _run(inner: str) -> str:
    return f"<w:r>{inner}</w:r>"


def _char(kind: str) -> str:
    return _run(f'<w:fldChar w:fldCharType="{kind}"/>')


def _field(code: str, shown: str) -> str:
    """Return a field with what it shows now; both are of our own letters and digits."""
    return (
        _char("begin")
        + _run(f'<w:instrText xml:space="preserve"> {code} </w:instrText>')
        + _char("separate")
        + _run(f'<w:t xml:space="preserve">{shown}</w:t>')
        + _char("end")
    )


def numbered(label: str, sequence: str, number: int, anchor: str, mark: int) -> list[Node]:
    """Return the start of a caption: its word and its number, counted by Word, under a bookmark."""
    start = f'<w:bookmarkStart w:id="{10_000 + mark}" w:name="{bookmark(anchor)}"/>'
    end = f'<w:bookmarkEnd w:id="{10_000 + mark}"/>'
    said = _run(f'<w:t xml:space="preserve">{label} </w:t>')
    return [_raw(start + said + _field(f"SEQ {sequence} \\* ARABIC", str(number)) + end)]


def reference(anchor: str, shown: str) -> list[Node]:
    """Return a reference to a caption that Word follows and keeps true."""
    return [_raw(_field(f"REF {bookmark(anchor)} \\h", shown))]


def gap() -> Node:
    """Return a narrow space that does not break, so that a footnote's mark is no exponent."""
    form = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
    return _raw(_run(f'{form}<w:t xml:space="preserve">\u00a0</w:t>'))


def bookmark(anchor: str) -> str:
    """Return the name of the bookmark of a table or picture."""
    return "ntm_" + anchor.replace("-", "_")


def contents(document: Document) -> list[Node]:
    """Return the filled contents: a field of Word whose entries are links, without page numbers.

    Page numbers are Word's to count; a number written here could be wrong.
    """
    from ntm_analysis.publishing.word import styled, words
    from ntm_analysis.wording import say

    heads = [b for b in document.blocks if isinstance(b, Heading) and b.level == 2]
    said = words(say("report.contents", document.lang))
    made = [styled("TOC Heading", [{"t": "Para", "c": said}])]
    for at, head in enumerate(heads):
        link = {
            "t": "Link",
            "c": [["", [], []], words(plain(head.spans)), [f"#{head.anchor}", ""]],
        }
        inlines: list[Node] = [link]
        if at == 0:
            code = _run('<w:instrText xml:space="preserve"> TOC \\o "2-2" \\n \\h </w:instrText>')
            inlines.insert(0, _raw(_char("begin") + code + _char("separate")))
        if at == len(heads) - 1:
            inlines.append(_raw(_char("end")))
        made.append(styled("toc 1", [{"t": "Para", "c": inlines}]))
    return made


def on_landscape(blocks: list[Node]) -> list[Node]:
    """Return blocks on a landscape page of their own."""
    return [_block(PORTRAIT_ENDS), *blocks, _block(LANDSCAPE_ENDS)]


def _block(mark: str) -> Node:
    inner = f'<w:pPr><w:pStyle w:val="{mark}"/></w:pPr>'
    return {"t": "RawBlock", "c": ["openxml", f"<w:p>{inner}</w:p>"]}
