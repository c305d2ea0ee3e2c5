"""What may be in a PDF of ours beside its pieces: foot, numbers of pages, links, no cover."""

import re
from collections.abc import Iterator
from typing import Any

from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text

from ntm_analysis.publishing.model import Document, Heading, plain
from ntm_analysis.publishing.verify import pdfglyphs, pdfplace
from ntm_analysis.publishing.verify.pages import Box, Page, Run
from ntm_analysis.publishing.verify.pdf import Read
from ntm_analysis.wording import say

_MARGIN = 40.0  # points, a little less than the smallest margin of 15 mm
_SMALLEST, _THICKEST, _GREY = 5.0, 1.0, 0.92  # points: of type and of lines; of the heads of tables
_A4 = {(595, 842), (842, 595)}
_CATALOG = {
    "Type", "Pages", "Metadata", "Lang", "StructTreeRoot", "MarkInfo", "ViewerPreferences",
    "Outlines",
}  # fmt: skip
_LINK = {
    "Type", "Subtype", "Rect", "Border", "QuadPoints", "Dest", "F", "StructParent", "Contents",
}  # fmt: skip
_MOST_SAID = 40  # letters of what a link says of itself
_TITLE = re.compile(r"<dc:title>.*?</dc:title>", re.DOTALL)


def cut_off(read: Read) -> list[int]:
    """List the pages whose content runs beyond the margins."""
    return [page.number for page in read.pages
            if any(_beyond(run, page) for run in page.runs if run.mcid is not None)]  # fmt: skip


def _beyond(run: Run, page: Page) -> bool:
    if not run.text.strip():
        return False
    end = run.x1 - (len(run.text) - len(run.text.rstrip())) * run.size * 0.25
    across = run.x0 < _MARGIN or end > page.width - _MARGIN
    return across or run.y0 < _MARGIN or run.y0 + run.size > page.height - _MARGIN + run.size / 4


def strange(read: Read, document: Document) -> list[str]:
    """List what a PDF holds that none of ours does, each with its page."""
    said = list(read.strange)
    said += sorted(map(str, read.document.catalog.keys() - _CATALOG))
    said += _titles(read, document)
    said += pdfplace.misplaced(read.root, read.pages, document)
    said += pdfglyphs.wrong(read.found)
    alts = {figure.alt for figure in document.figures()}
    for page, raw in zip(read.pages, read.found, strict=True):
        found = [*page.strange, *_unseen(page), *_covered(page), *_links(read, page, raw)]
        found += [alt for alt in page.alts if alt not in alts]
        if (round(page.width), round(page.height)) not in _A4:
            found.append("MediaBox")
        said += [f"{page.number}: {one}" for one in found]
    return said


def wrong_feet(read: Read, document: Document) -> list[int]:
    """List the pages that show beside their content another thing than number, heads and foot."""
    foot = re.escape("".join(say("report.working_paper", document.lang).split()))
    heads = {
        re.escape("".join("".join(c.title for c in table.columns).split()))
        for table in document.tables()
    }
    held = f"(?:{'|'.join(sorted(heads))})*" if heads else ""
    wrong = []
    for page in read.pages:
        number = str(page.number) if page.number > 1 else ""
        shown = "".join("".join(run.text for run in page.runs if run.mcid is None).split())
        if not re.fullmatch(number + held + foot, shown):
            wrong.append(page.number)
    return wrong


def _titles(read: Read, document: Document) -> Iterator[str]:
    """Yield titles and entries of the outline that are not those of the report."""
    info = read.document.info[0] if read.document.info else {}
    if decode_text(info.get("Title", b"")) != document.title:
        yield "Title"
    about = resolve1(read.document.catalog["Metadata"]).get_data().decode("utf-8", "replace")
    shown = re.sub(r"<[^>]+>", "", "".join(_TITLE.findall(about)))
    if _unescaped(shown).split() != document.title.split():
        yield "dc:title"
    heads = [b for b in document.blocks if isinstance(b, Heading) and b.level > 1]
    listed = list(_outline(resolve1(read.document.catalog.get("Outlines")) or {}))
    if ["".join(t.split()) for t in listed] != ["".join(plain(h.spans).split()) for h in heads]:
        yield f"Outlines {' | '.join(listed)[:60]}"


def _unescaped(text: str) -> str:
    import html

    return html.unescape(text)


def _outline(given: Any) -> Iterator[str]:
    entry = resolve1(given.get("First"))
    while entry:
        yield decode_text(resolve1(entry["Title"])) + ("" if entry.keys() <= _ENTRY else " ?")
        yield from _outline(entry)
        entry = resolve1(entry.get("Next"))


_ENTRY = {"Parent", "Next", "Prev", "First", "Last", "Count", "Title", "Dest"}


def _unseen(page: Page) -> Iterator[str]:
    """Yield text that no reader sees, and shapes that are neither lines nor heads of tables."""
    for run in page.runs:
        if run.text.strip() and (run.colour not in (0, 0.0, (0,)) or run.size < _SMALLEST):
            yield f"{run.text.strip()[:40]} ({run.colour}, {run.size:.1f})"
    for shape in page.shapes:
        grey = isinstance(shape.colour, int | float) and _GREY < shape.colour < 1 - (1 - _GREY) / 2
        line = shape.colour == 0 and 0 < shape.thick <= _THICKEST
        if not line and not (grey and not shape.thick):
            yield f"S {shape.colour} {shape.thick}" if shape.thick else f"f {shape.colour}"
    for image in page.images:
        if image.x1 - image.x0 < _MARGIN or image.y1 - image.y0 < _MARGIN / 2:
            yield "Do"


def _covered(page: Page) -> Iterator[str]:
    """Yield text that another thing is painted over, or that stands on other text."""
    runs = [run for run in page.runs if run.text.strip()]
    boxes: list[Box] = [*page.images, *page.shapes]
    for run in runs:
        for box in boxes:
            line = isinstance(getattr(box, "thick", None), float) and getattr(box, "thick", 0) > 0
            if (line or box.order > run.order) and _meet(run, box):
                yield run.text.strip()[:40]
                break
    for at, run in enumerate(runs):
        for other in runs[at + 1 :]:
            if _meet(run, other):
                yield f"{run.text.strip()[:30]} / {other.text.strip()[:30]}"


def _meet(run: Box, other: Box) -> bool:
    """Tell whether a box lies over the letters of a run, by more than their edge."""
    return (
        other.y0 < run.y1 - 0.5
        and other.y1 > run.y0 + 0.5
        and other.x0 < run.x1 - 1
        and other.x1 > run.x0 + 1
    )


def _links(read: Read, page: Page, raw: Any) -> Iterator[str]:
    """Yield the annotations that are no links within the file to what their text names."""
    numbers = {found.pageid: at for at, found in enumerate(read.found)}
    for held in resolve1(raw.annots) or []:
        link = resolve1(held)
        kind = getattr(link.get("Subtype"), "name", "")
        target = resolve1(link.get("Dest"))
        inside = isinstance(target, list) and getattr(target[0], "objid", 0) in numbers
        if kind != "Link" or not inside or not link.keys() <= _LINK or any(link.get("Border", [1])):
            yield f"Annot {kind} {sorted(map(str, link.keys() - _LINK))}"
            continue
        text = _under(page, resolve1(link["Rect"]))
        there = read.pages[numbers[target[0].objid]]
        said = decode_text(resolve1(link.get("Contents", b"")))
        if not _right(text, said, _at(there, float(target[2]), float(target[3])), there.number):
            yield f"Link {text[:40]} {said[:40]}"


def _right(text: str, said: str, there: str, number: int) -> bool:
    """Tell whether a link leads to what its text names, and says the same of itself.

    The text of an entry of the contents ends in the number of the page; that of a reference to a
    table may stand within a line.
    """
    short = "".join(said.split())
    if short in text:
        return there.startswith(short)
    name = text.removesuffix(str(number)) or text
    numbers = re.findall(r"\d+", said)
    return (
        there.startswith(name)
        and len(said) <= _MOST_SAID
        and numbers == [text.removeprefix(name) or text]
    )


def _under(page: Page, rect: Any) -> str:
    """Return the text that lies in a link, without blanks."""
    x0, y0, x1, y1 = map(float, rect)
    held = [
        run.text
        for run in page.runs
        if x0 - 1 <= (run.x0 + run.x1) / 2 <= x1 + 1 and y0 - 1 <= run.y0 + 1 <= y1 + 1
    ]
    return "".join("".join(held).split())


def _at(page: Page, x: float, y: float) -> str:
    """Return the text from a place of a page on, line by line, without blanks."""
    held = [run for run in page.runs if run.y0 + 4 <= y and (run.x0 >= x - 1 or run.y0 < y - 25)]
    held.sort(key=lambda run: (-round(run.y0), run.x0))
    return "".join("".join(run.text for run in held[:8]).split())
