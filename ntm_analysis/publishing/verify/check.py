"""Opens each written file of a report again and says what in it is not as it must be."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ntm_analysis.errors import NtmError
from ntm_analysis.plan import Plan
from ntm_analysis.publishing.model import Document
from ntm_analysis.publishing.verify import book, pdf, values, web, webform, word
from ntm_analysis.publishing.verify.pieces import Manner, differences, expected
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
            told = error if isinstance(error, NtmError) else f"{type(error).__name__}: {error}"
            found = [say("verify.unread", document.lang, error=told)]
        said += [f"{file.name}: {sentence}" for sentence in found]
    return said


def _html(content: bytes, document: Document, plan: Plan | None) -> list[str]:
    lang = document.lang
    said = [say("verify.unsafe", lang, found=found) for found in webform.strange(content)]
    return said + differences(web.expected(document, plan), web.read(content), lang)


def _docx(content: bytes, document: Document, plan: Plan) -> list[str]:
    lang = document.lang
    found, strange = word.read(content, document.title, lang)
    said = [say("verify.strange", lang, found=one) for one in strange]
    wanted = expected(document, plan, Manner(_sha256, links=True))
    return said + differences(wanted, found, lang)


def _pdf(content: bytes, document: Document, plan: Plan) -> list[str]:
    from ntm_analysis.publishing.verify import pdfform

    lang = document.lang
    read = pdf.read(content)
    wanted = expected(document, plan, Manner(pdf.pixels))
    said = differences(wanted, read.pieces, lang, spaced=False)
    said += [say("verify.strange", lang, found=one) for one in pdfform.strange(read, document)]
    said += [say("verify.page", lang, found=found) for found in read.wrong_pages]
    said += [say("verify.cut_off", lang, page=page) for page in pdfform.cut_off(read)]
    said += [] if read.nfc else [say("verify.nfc", lang)]
    foot = say("report.working_paper", lang)
    said += [say("verify.foot", lang, page=page, expected=foot)
             for page in pdfform.wrong_feet(read, document)]  # fmt: skip
    return said


def _sha256(png: bytes) -> str:
    return hashlib.sha256(png).hexdigest()


_READERS: dict[str, Callable[[bytes, Document, Any], list[str]]] = {
    ".html": _html,
    ".docx": _docx,
    ".pdf": _pdf,
    ".xlsx": book.wrong,
}
