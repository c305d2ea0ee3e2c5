"""Holds the looks of a Word file, its heads, feet and properties against the reference document."""

from functools import cache
from typing import Any

from ntm_analysis import store
from ntm_analysis.publishing.page import ASSETS
from ntm_analysis.publishing.verify import package
from ntm_analysis.publishing.verify.form import form, unexpected
from ntm_analysis.publishing.verify.wordform import BODY, NAMES, W
from ntm_analysis.wording import say

_PAGES = (("11906", "16838", None), ("16838", "11906", "landscape"))
LANGUAGES = {"vi-VN": "vi", "en-GB": "en"}


@cache
def _reference() -> dict[str, bytes]:
    return package.parts((ASSETS / "reference.docx").read_bytes())


def unlike(held: dict[str, bytes], title: str, lang: str) -> list[str]:
    """List the parts that are not those of the reference document.

    Parameters
    ----------
    held : dict of bytes
        The parts of the file.
    title : str
        Of the report.
    lang : {"vi", "en"}
    """
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
    said += _styles(package.tree(held["word/styles.xml"]), lang) + _sections(held)
    return said + _properties(held, title, lang)


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
        if (
            name in seen
            or (name in wanted and _plain(style) != wanted[name])
            or (name not in wanted and (style.get(f"{W}default") or _used(name)))
        ):
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
    sizes = [
        tuple(size.get(f"{W}{name}") for name in ("w", "h", "orient"))
        for size in package.tree(held["word/document.xml"]).iter(f"{W}pgSz")
    ]
    return [f"pgSz: {size}" for size in sizes if size not in _PAGES] + [
        f"sectPr: {sorted(found)}" for found in _heads(held) if found != wanted
    ]


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


_CORE = form(
    r"""
    cp:coreProperties: cp:keywords dcterms:created dcterms:modified dc:title dc:creator dc:language
    cp:keywords:
    dcterms:created: @xsi:type=dcterms:W3CDTF =MADE
    dcterms:modified: @xsi:type=dcterms:W3CDTF =MADE
    dc:title: =.*
    dc:creator: =ntm_analysis
    dc:language: =vi-VN|en-GB
    """.replace("MADE", f"{store.MADE:%Y-%m-%dT%H:%M:%SZ}"),
    NAMES,
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
