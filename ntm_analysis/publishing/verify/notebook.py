"""Holds an executed notebook against itself: what each output says thrice, it must say alike."""

import base64
import hashlib
from collections.abc import Iterator
from typing import Any

from ntm_analysis.publishing import extract
from ntm_analysis.publishing.model import MIME, Figure, Table, load, plain
from ntm_analysis.wording import say

_SOURCE = ("cell_type", "source")


def wrong(notebook: Any, stored: Any | None, lang: str) -> list[str]:
    """Say which outputs of a notebook contradict themselves, and which cells are not its own.

    Parameters
    ----------
    notebook : NotebookNode
        As it is kept beside its report.
    stored : NotebookNode or None
        As it was before it was executed, where that is known.
    lang : {"vi", "en"}
    """
    said = []
    for number, cell in enumerate(notebook.cells, start=1):
        for output in cell.get("outputs", []):
            for found in _contradictions(output):
                said.append(say("verify.cell_says", lang, number=number, found=found[:160]))
    if stored is not None:
        said += [say("verify.cell_other", lang, number=number)
                 for number in _other_cells(notebook, stored)]  # fmt: skip
    return said


def _contradictions(output: Any) -> Iterator[str]:
    data = output.get("data", {})
    if MIME not in data:
        return
    png = base64.b64decode(data["image/png"]) if "image/png" in data else b""
    block = load(data[MIME], png)
    if isinstance(block, Figure):
        alt = output.get("metadata", {}).get("image/png", {}).get("alt", "")
        for text in (alt, data.get("text/plain", ""), *_described(png)):
            if text != block.alt:
                yield text or block.alt
        return
    if isinstance(block, Table):
        wanted = extract.texts(block)[1:]  # the caption stands in no HTML of a notebook
    else:
        wanted = [plain(block.spans)]
        if data.get("text/plain", "") != wanted[0]:
            yield data.get("text/plain", "")
    shown = _texts(data.get("text/html", ""))
    if shown is not None and _joined(shown) != _joined(wanted):
        yield " | ".join(text for text in shown if text not in wanted) or " | ".join(wanted)


def _joined(texts: list[str]) -> list[str]:
    return [" ".join(text.split()) for text in texts]


def _described(png: bytes) -> list[str]:
    """Return the words for a picture that stand in it, if any."""
    import io

    from PIL import Image

    if not png:
        return []
    with Image.open(io.BytesIO(png)) as image:
        found = image.info.get("Description")
    return [str(found)] if found else []


def _texts(html: str) -> list[str] | None:
    """Return the texts of a table's cells, or of a paragraph; None where there is no HTML."""
    if not html:
        return None
    import lxml.html

    root = lxml.html.fragment_fromstring(html, create_parent="div")
    cells = list(root.iter("th", "td"))
    return [cell.text_content() for cell in cells] or [root.text_content()]


def _other_cells(notebook: Any, stored: Any) -> list[int]:
    """List the cells that are not those of the stored notebook, but for the parameters given."""
    own = [[cell[key] for key in _SOURCE] for cell in stored.cells]
    wrong, at = [], 0
    for number, cell in enumerate(notebook.cells, start=1):
        if "injected-parameters" in cell.metadata.get("tags", []):
            continue
        if at >= len(own) or [cell[key] for key in _SOURCE] != own[at]:
            wrong.append(number)
        at += 1
    return wrong + ([len(notebook.cells)] if at < len(own) else [])


def stored(sha: str) -> Any | None:
    """Return the notebook of a hash among those at hand; None where it is not there any more."""
    import nbformat

    from ntm_analysis import store

    files = (
        file for home in store.homes() for file in sorted((home / "notebooks").glob("*.ipynb"))
    )
    for file in files:
        if hashlib.sha256(file.read_bytes()).hexdigest() == sha:
            return nbformat.read(file, as_version=4)
    return None
