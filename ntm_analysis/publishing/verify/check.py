"""Opens each written file of a report again and says what in it is not as it must be."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ntm_analysis.plan import Plan
from ntm_analysis.publishing.model import Document
from ntm_analysis.publishing.page import evidence_of, formulas
from ntm_analysis.publishing.verify import book, pdf, values, web, word
from ntm_analysis.publishing.verify.pieces import differences, expected
from ntm_analysis.wording import say


def check(document: Document, plan: Plan | None, files: list[Path]) -> list[str]:
    """Hold a report against the tables of its plan, and each of its files against the report.

    Parameters
    ----------
    document : Document
    plan : Plan, optional
        May be left out where there is only a page and no number carries evidence.
    files : list of Path
        By their endings: .html, .docx, .pdf, .xlsx; others are left alone.

    Returns
    -------
    list of str
        A sentence for each thing that is wrong: the file, where in it, expected, found.
    """
    said = values.wrong(document, plan) if plan else []
    for file in files:
        reader = _READERS.get(file.suffix)
        if reader is None:
            continue
        try:
            found = reader(file.read_bytes(), document, plan)
        except Exception as error:  # a damaged file makes the libraries fail in any way
            found = [say("verify.unread", document.lang, error=f"{type(error).__name__}: {error}")]
        said += [f"{file.name}: {sentence}" for sentence in found]
    return said


def _html(content: bytes, document: Document, plan: Plan | None) -> list[str]:
    lang = document.lang
    said = [say("verify.unsafe", lang, found=found) for found in web.unsafe(content)]
    wanted = expected(document, plan, cell_notes=True)
    said += differences(wanted, web.read(content), lang)
    return said + _links(content, document, lang) + _pictures(web.pictures(content), document)


def _links(content: bytes, document: Document, lang: str) -> list[str]:
    """Hold the target of each number's link against its evidence."""
    order = {evidence: f"#how-{at}" for at, evidence in enumerate(formulas(document), start=1)}
    held = [evidence for block in document.blocks for evidence in evidence_of(block)]
    wanted = [order.get(e) or f"sources.html#{e.inputs[0].anchor}" for e in held]
    return [
        say("verify.link", lang, text=text, expected=target, found=found)
        for target, (found, text) in zip(wanted, web.links(content), strict=False)
        if target != found
    ]


def _docx(content: bytes, document: Document, plan: Plan) -> list[str]:
    lang = document.lang
    said = differences(expected(document, plan), word.read(content), lang)
    said += _pictures(word.pictures(content), document)
    foot = say("report.working_paper", lang)
    if word.feet(content) != {foot}:
        said.append(say("verify.foot", lang, expected=foot))
    return said


def _pdf(content: bytes, document: Document, plan: Plan) -> list[str]:
    lang = document.lang
    read = pdf.read(content)
    said = differences(expected(document, plan), read.pieces, lang)
    said += [say("verify.page", lang, found=found) for found in read.wrong_pages]
    said += [say("verify.cut_off", lang, page=page) for page in read.cut_off]
    said += [] if read.nfc else [say("verify.nfc", lang)]
    foot = say("report.working_paper", lang)
    if not all("".join(foot.split()) in "".join(text.split()) for text in read.artifacts):
        said.append(say("verify.foot", lang, expected=foot))
    return said


def _pictures(found: set[str], document: Document) -> list[str]:
    """Say which pictures of a report are not in a file byte for byte."""
    return [
        say("verify.picture", document.lang, number=figure.number)
        for figure in document.figures()
        if hashlib.sha256(figure.png).hexdigest() not in found
    ]


_READERS: dict[str, Callable[[bytes, Document, Any], list[str]]] = {
    ".html": _html,
    ".docx": _docx,
    ".pdf": _pdf,
    ".xlsx": book.wrong,
}
