"""Reads the pages of a PDF with pdfminer: each run of text, shape and picture as it is painted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager, PDFTextState
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import decode_text, mult_matrix

# What a page of ours paints with: plain text, lines, filled boxes, pictures, and tags.
_OPERATORS = {
    "q", "Q", "cm", "cs", "CS", "scn", "SCN", "BT", "ET", "Tr", "Tf", "Tm", "TJ", "Tj", "m", "l",
    "h", "f", "S", "w", "M", "BDC", "BMC", "EMC", "Do",
}  # fmt: skip
_PAGE = {"Type", "Resources", "MediaBox", "StructParents", "Tabs", "Parent", "Contents", "Annots"}
_RESOURCES = {"ProcSet", "ColorSpace", "Font", "XObject"}
_MARKED = {"MCID", "Lang", "Alt", "Attached", "Subtype", "Type"}
_MOST_BACK = 400  # thousandths of the type's size that kerning goes back at most


@dataclass(frozen=True)
class Box:
    """Something painted on a page: where it lies, and as the how manyth it was painted."""

    x0: float
    y0: float
    x1: float
    y1: float
    order: int
    colour: Any


@dataclass(frozen=True)
class Run(Box):
    """Some letters on a line; `mcid` is the number of its marked content, None for no content."""

    text: str
    size: float
    mcid: int | None


@dataclass(frozen=True)
class Shape(Box):
    """A filled box or a stroked line; `thick` is the width of the stroke, 0 for a filled one."""

    thick: float


@dataclass(frozen=True)
class Image(Box):
    """A picture: its pixels as a stream, and the number of its marked content."""

    stream: PDFStream
    mcid: int | None


@dataclass
class Page:
    """What is on a page, in the order in which it was painted; `strange` is what may not be."""

    number: int
    width: float
    height: float
    runs: list[Run] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    alts: list[str] = field(default_factory=list)
    strange: dict[str, None] = field(default_factory=dict)


class _Device(PDFTextDevice):
    """Notes what is painted on one page."""

    page: Page
    _order = 0

    def start(self, page: Page) -> None:
        self.page = page
        self._marks: list[int | None] = []

    def begin_tag(self, tag: PSLiteral, props: Any = None) -> None:
        held = props if isinstance(props, dict) else {}
        self.page.strange |= dict.fromkeys(sorted(held.keys() - _MARKED))
        if "Alt" in held:
            self.page.alts.append(decode_text(held["Alt"]))
        self._marks.append(held.get("MCID"))

    def end_tag(self) -> None:
        if self._marks:
            self._marks.pop()
        else:
            self.page.strange["EMC"] = None

    @property
    def _mcid(self) -> int | None:
        return next((mark for mark in reversed(self._marks) if mark is not None), None)

    def _next(self) -> int:
        self._order += 1
        return self._order

    def render_string(
        self, textstate: PDFTextState, seq: Any, ncs: PDFColorSpace, graphicstate: PDFGraphicState
    ) -> None:
        font, size = textstate.font, textstate.fontsize
        a, b, c, d, e, f = mult_matrix(textstate.matrix, self.ctm or (1, 0, 0, 1, 0, 0))
        across, said = 0.0, []
        for part in seq:
            if isinstance(part, int | float):
                across -= part * 0.001 * size
                if part > _MOST_BACK:
                    self.page.strange[f"TJ {part}"] = None
                continue
            for cid in font.decode(part):
                said.append(font.to_unichr(cid))
                across += font.char_width(cid) * size
        if b or c or a <= 0 or abs(a - d) > 0.001:
            self.page.strange["Tm"] = None
        start, y = e + textstate.linematrix[0] * a, f + textstate.linematrix[1] * d
        textstate.linematrix = (textstate.linematrix[0] + across, textstate.linematrix[1])
        made = Run(start, y, start + across * a, y + 0.45 * size * abs(d), self._next(),
                   graphicstate.ncolor, "".join(said), size * abs(d), self._mcid)  # fmt: skip
        self.page.runs.append(made)

    def paint_path(
        self, gstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]
    ) -> None:
        points = [self._point(*part[-2:]) for part in path if len(part) > 2]
        thick = gstate.linewidth if stroke else 0.0
        colour = gstate.scolor if stroke else gstate.ncolor
        pairs = pairwise(points) if stroke else [points]
        for some in map(list, pairs):
            xs, ys = [p[0] for p in some], [p[1] for p in some]
            if some:
                box = min(xs), min(ys), max(xs), max(ys)
                self.page.shapes.append(Shape(*box, self._next(), colour, float(thick)))

    def _point(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.ctm or (1, 0, 0, 1, 0, 0)
        return a * x + c * y + e, b * x + d * y + f

    def render_image(self, name: str, stream: PDFStream) -> None:
        a, b, c, d, e, f = self.ctm or (1, 0, 0, 1, 0, 0)
        if b or c or a <= 0 or d <= 0:
            self.page.strange["Do"] = None
        box = e, f, e + a, f + d
        self.page.images.append(Image(*box, self._next(), None, stream, self._mcid))


class _Interpreter(PDFPageInterpreter):
    """Names each operator that a page of ours does not use, and each form within a page."""

    def _strange(self, name: str) -> None:
        self.device.page.strange[name] = None

    def do_Tr(self, render: Any) -> None:  # noqa: N802 - the name of the operator
        if render != 0:
            self._strange(f"{render} Tr")

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: N802 - the name of the operator
        stream = resolve1(self.xobjmap.get(xobjid_arg.name))
        if (
            not isinstance(stream, PDFStream)
            or getattr(stream.get("Subtype"), "name", "") != "Image"
        ):
            self._strange(f"{xobjid_arg.name} Do")
        else:
            self.device.render_image(xobjid_arg.name, stream)


def _named(name: str) -> Any:
    def act(self: _Interpreter, *operands: Any) -> None:
        self._strange(name)

    return act


for _method in [name for name in dir(PDFPageInterpreter) if name.startswith("do_")]:
    _name = _method.removeprefix("do_").replace("_a", "*")
    if _name not in _OPERATORS and _method != "do_keyword":
        setattr(_Interpreter, _method, _named(_name))


def read(found: Sequence[Any]) -> list[Page]:
    """Return what is on the pages that pdfminer found."""
    device = _Device(PDFResourceManager())
    interpreter = _Interpreter(device.rsrcmgr, device)
    made = []
    for number, page in enumerate(found, start=1):
        x0, y0, width, height = (float(side) for side in page.mediabox)
        made.append(Page(number, width, height))
        device.start(made[-1])
        strange = [*(page.attrs.keys() - _PAGE), *(page.resources.keys() - _RESOURCES)]
        strange += ["MediaBox"] if x0 or y0 else []
        made[-1].strange |= dict.fromkeys(map(str, sorted(strange)))
        interpreter.render_contents(page.resources, page.contents, (1, 0, 0, 1, 0, 0))
    return made
