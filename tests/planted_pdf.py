"""Changes planted in a PDF: objects written anew behind its end, as an editor saves them."""

import io
import re
import zlib
from collections.abc import Callable
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psparser import PSLiteral


class Editor:
    """A PDF whose objects can be replaced and added."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.document = PDFDocument(PDFParser(io.BytesIO(content)))
        self.pages = list(PDFPage.create_pages(self.document))
        self._new: dict[int, bytes] = {}
        self._next = max(max(x.get_objids()) for x in self.document.xrefs) + 1

    def put(self, number: int, value: Any) -> None:
        """Replace an object."""
        self._new[number] = written(value)

    def add(self, value: Any) -> PDFObjRef:
        """Add an object; return a reference to it."""
        self._next += 1
        self._new[self._next - 1] = written(value)
        return PDFObjRef(self.document, self._next - 1)

    def page(self, at: int = 0) -> tuple[int, dict[str, Any]]:
        """Return number and entries of a page."""
        number = self.pages[at].pageid
        return number, dict(resolve1(PDFObjRef(self.document, number)))

    def painted(self, edit: Callable[[bytes], bytes], at: int = 0) -> None:
        """Edit what is painted on a page."""
        entries = self.page(at)[1]
        before = resolve1(entries["Contents"]).get_data()
        after = edit(before)
        assert after != before
        self.put(entries["Contents"].objid, Stream({}, after))

    def saved(self) -> bytes:
        """Return the file with the new objects behind its end."""
        made, places = self.content + b"\n", {}
        for number, said in self._new.items():
            places[number] = len(made)
            made += b"%d 0 obj\n%s\nendobj\n" % (number, said)
        start = self.content.rindex(b"startxref")
        before = int(self.content[start:].split()[1])
        at = len(made)
        made += b"xref\n"
        for number, place in sorted(places.items()):
            made += b"%d 1\n%010d 00000 n \n" % (number, place)
        trailer = {**self.document.xrefs[0].get_trailer(), "Size": self._next, "Prev": before}
        kept = {
            key: trailer[key] for key in ("Size", "Prev", "Root", "Info", "ID") if key in trailer
        }
        return made + b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (written(kept), at)


class Stream:
    """A stream that is written packed."""

    def __init__(self, entries: dict[str, Any], data: bytes) -> None:
        self.entries, self.data = entries, zlib.compress(data)


def written(value: Any) -> bytes:
    """Return a value as a PDF writes it."""
    if isinstance(value, Stream):
        about = {**value.entries, "Filter": name("FlateDecode"), "Length": len(value.data)}
        return written(about) + b"\nstream\n" + value.data + b"\nendstream"
    if isinstance(value, PDFStream):
        return written(dict(value.attrs)) + b"\nstream\n" + value.rawdata + b"\nendstream"
    if isinstance(value, dict):
        return b"<<%s>>" % b" ".join(b"/%s %s" % (k.encode(), written(v)) for k, v in value.items())
    if isinstance(value, list):
        return b"[%s]" % b" ".join(map(written, value))
    if isinstance(value, PDFObjRef):
        return b"%d 0 R" % value.objid
    if isinstance(value, PSLiteral):
        return b"/%s" % str(value.name).encode()
    if isinstance(value, bytes):
        return b"<%s>" % value.hex().encode()
    return str(value).lower().encode() if isinstance(value, bool) else str(value).encode()


def name(said: str) -> PSLiteral:
    """Return a name."""
    return PSLiteral(said)


def _painted(edit: Callable[[bytes], bytes], at: int = 0) -> Callable[[bytes], bytes]:
    def plant(content: bytes) -> bytes:
        editor = Editor(content)
        editor.painted(edit, at)
        return editor.saved()

    return plant


def _on_page(**entries: Any) -> Callable[[bytes], bytes]:
    def plant(content: bytes) -> bytes:
        editor = Editor(content)
        number, held = editor.page()
        editor.put(number, {**held, **entries})
        return editor.saved()

    return plant


def _in_catalog(**entries: Any) -> Callable[[bytes], bytes]:
    def plant(content: bytes) -> bytes:
        editor = Editor(content)
        trailer = editor.document.xrefs[0].get_trailer()
        editor.put(trailer["Root"].objid, {**resolve1(trailer["Root"]), **entries})
        return editor.saved()

    return plant


def _note(**entries: Any) -> Callable[[bytes], bytes]:
    """Lay an annotation on the first page."""

    def plant(content: bytes) -> bytes:
        editor = Editor(content)
        number, held = editor.page()
        made = {"Type": name("Annot"), "Rect": [100, 700, 300, 730], **entries}
        held["Annots"] = [*resolve1(held.get("Annots", [])), editor.add(made)]
        editor.put(number, held)
        return editor.saved()

    return plant


def _links_swapped(content: bytes) -> bytes:
    editor = Editor(content)
    one, two = resolve1(editor.page()[1]["Annots"])[:2]
    held = resolve1(one), resolve1(two)
    editor.put(one.objid, {**held[0], "Dest": held[1]["Dest"]})
    return editor.saved()


def _pictures_swapped(content: bytes) -> bytes:
    editor = Editor(content)
    found = {}
    for page in editor.pages:
        for held in (resolve1(page.resources.get("XObject")) or {}).values():
            found[held.objid] = resolve1(held)
    (one, first), (two, second) = list(found.items())[:2]
    editor.put(one, Stream(dict(second.attrs), second.get_data()))
    editor.put(two, Stream(dict(first.attrs), first.get_data()))
    return editor.saved()


def _outline(content: bytes) -> bytes:
    editor = Editor(content)
    first = resolve1(editor.document.catalog["Outlines"])["First"]
    editor.put(first.objid, {**resolve1(first), "Title": b"9"})
    return editor.saved()


def _said_otherwise(key: str) -> Callable[[bytes], bytes]:
    """Give the first paragraph of the tags another text for who hears it."""

    def plant(content: bytes) -> bytes:
        editor = Editor(content)
        held = [resolve1(editor.document.catalog["StructTreeRoot"])["K"]]
        while held:
            one = held.pop(0)
            value = resolve1(one)
            if isinstance(value, list):
                held += value
            elif isinstance(value, dict):
                if getattr(value.get("S"), "name", "") == "P":
                    editor.put(one.objid, {**value, key: b"9"})
                    break
                held.append(value.get("K", []))
        return editor.saved()

    return plant


def _info(content: bytes) -> bytes:
    editor = Editor(content)
    held = editor.document.xrefs[0].get_trailer()["Info"]
    editor.put(held.objid, {**resolve1(held), "Title": b"9"})
    return editor.saved()


def _glyphs_swapped(content: bytes) -> bytes:
    """Draw two letters as each other; what they are said to be stays."""
    from fontTools.ttLib import TTFont

    editor = Editor(content)
    font = resolve1(next(iter(resolve1(editor.pages[0].resources["Font"]).values())))
    about = resolve1(resolve1(resolve1(font["DescendantFonts"])[0])["FontDescriptor"])
    own = TTFont(io.BytesIO(resolve1(about["FontFile2"]).get_data()))
    one, two = own.getGlyphOrder()[2:4]
    glyphs = own["glyf"]
    glyphs[one], glyphs[two] = glyphs[two], glyphs[one]
    target = io.BytesIO()
    own.save(target)
    editor.put(about["FontFile2"].objid, Stream({}, target.getvalue()))
    return editor.saved()


def _rows_swapped(said: bytes) -> bytes:
    """Paint two texts of the table's first column in each other's place; the tags stay."""
    places = list(
        re.finditer(rb"1 0 0 -1 ([\d.]+) ([\d.]+) cm(?=/c0 cs 0 scn\nBT 0 Tr/f\d 11 )", said)
    )
    left = places[2][1]  # behind the two heads: the first cell
    one, two = [place for place in places[2:] if place[1] == left][:2]
    return b"".join(
        (said[: one.start()], two[0], said[one.end() : two.start()], one[0], said[two.end() :])
    )


def _first(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    return lambda painted: painted.replace(old, new, 1)


_WRITE = b"BT 0 Tr/f0 14 Tf 1 0 0 -1 0 0 Tm(\\000\\001\\000\\002)Tj ET"
PDF: dict[str, Callable[[bytes], bytes]] = {
    "letters that lie on the page": _painted(lambda said: said + b"\n/Artifact BMC q 1 0 0 -1 200 300 cm/c0 cs 0 scn " + _WRITE + b" Q EMC"),
    "letters of a content that no tag names": _painted(lambda said: said + b"\n/Span<</MCID 999>>BDC q 1 0 0 -1 200 300 cm/c0 cs 0 scn " + _WRITE + b" Q EMC"),
    "a white box over a number": _painted(lambda said: said + b"\n/Artifact BMC q /c0 cs 1 scn 85 600 m 500 600 l 500 760 l 85 760 l h f Q EMC"),
    "a grey box over a number": _painted(lambda said: said + b"\n/Artifact BMC q /c0 cs 0.9294 scn 85 600 m 500 600 l 500 760 l 85 760 l h f Q EMC"),
    "a line through the text": _painted(lambda said: b"/Artifact BMC q /c0 CS 0 SCN 0.5 w 4 M 85 778.8 m 500 778.8 l S Q EMC\n" + said),
    "a broad line": _painted(lambda said: said + b"\n/Artifact BMC q /c0 CS 1 SCN 300 w 85 700 m 500 700 l S Q EMC"),
    "white letters": _painted(_first(b"/c0 cs 0 scn", b"/c0 cs 1 scn")),
    "letters that are not painted": _painted(_first(b"0 Tr", b"3 Tr")),
    "letters too small": _painted(_first(b"/f0 14 Tf", b"/f0 1 Tf")),
    "letters turned": _painted(_first(b"1 0 0 -1 0 0 Tm", b"0 1 1 0 0 0 Tm")),
    "letters on others": _painted(lambda said: _moved(said)),
    "a letter dropped": _painted(_first(b"(\\000\\001", b"(")),
    "a spacing of letters": _painted(_first(b"BT ", b"BT 400 Tc ")),
    "a part cut out": _painted(lambda said: b"0 0 10 10 re W n\n" + said),
    "a note": _note(Subtype=name("FreeText"), Contents=b"9", DA=b"/Helv 12 Tf"),
    "a stamp": _note(Subtype=name("Stamp")),
    "a link outside": _note(Subtype=name("Link"), Border=[0, 0, 0], A={"S": name("URI"), "URI": b"http://x.org"}),
    "links swapped": _links_swapped,
    "pictures swapped": _pictures_swapped,
    "the outline": _outline,
    "the title": _info,
    "a text in the place of another": _said_otherwise("ActualText"),
    "words for a paragraph": _said_otherwise("Alt"),
    "a text in the place of letters": _painted(_first(b"<</MCID 0", b"<</ActualText(9)/MCID 0")),
    "a page turned": _on_page(Rotate=180),
    "a page cut": _on_page(CropBox=[0, 0, 595, 600]),
    "an action": _on_page(AA={"O": {"S": name("JavaScript"), "JS": b"1"}}),
    "an action on opening": _in_catalog(OpenAction={"S": name("JavaScript"), "JS": b"1"}),
    "files within": _in_catalog(Names={"EmbeddedFiles": {"Names": []}}),
    "a form": _in_catalog(AcroForm={"Fields": []}),
    "layers": _in_catalog(OCProperties={"OCGs": [], "D": {}}),
    "letters drawn as others": _glyphs_swapped,
    "rows in each other's place": _painted(_rows_swapped, 0),
    "another language": _in_catalog(Lang=b"fr"),
}  # fmt: skip


def _moved(said: bytes) -> bytes:
    """Paint the second run where the first one stands."""
    places = list(re.finditer(rb"1 0 0 -1 [\d.]+ [\d.]+ cm", said))
    one, two = places[0], places[1]
    return said[: two.start()] + one[0] + said[two.end() :]
