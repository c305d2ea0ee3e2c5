"""Opens a document of any known kind, or says in one sentence why it cannot be read."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from ntm_analysis.document.model import Document, Line
from ntm_analysis.errors import InputError

MAX_BYTES = 100 * 2**20
MAX_LINES = 300_000
MAX_LINE = 200_000
KINDS = (".txt", ".md", ".docx", ".html", ".htm", ".pdf")
_SIGNATURES = {
    b"%PDF": (".pdf",),
    b"PK\x03\x04": (".docx",),
    b"\xd0\xcf\x11\xe0": (),
}


def is_document(name: str | Path) -> bool:
    """Tell whether a name is that of a document rather than of a plan's folder."""
    path = Path(name)
    return path.is_file() or (path.suffix.lower() in KINDS and not path.is_dir())


def read_document(file: str | Path) -> Document:
    """Read a .txt, .md, .docx, .html or .pdf file into numbered lines.

    Nothing in the file is run, and nothing that it points to is fetched.

    Raises
    ------
    InputError
        If the file is missing, empty, damaged, encrypted, too large, a scan, or of another kind.
    """
    path = Path(file)
    content = _content(path)
    kind = path.suffix.lower()
    lines = _reader(kind)(content, path.name)
    if not any(line.text.strip() for line in lines):
        raise InputError(f"{path.name} holds no text; give the file that holds the plan's text.")
    if len(lines) > MAX_LINES or any(len(line.text) > MAX_LINE for line in lines):
        raise InputError(
            f"{path.name} is larger than a plan can be; allowed: {MAX_LINES} lines of at most "
            f"{MAX_LINE} characters."
        )
    digest = hashlib.sha256(content).hexdigest()
    return Document(path.name, digest, tuple(lines), paged=kind in {".docx", ".pdf"})


def _content(path: Path) -> bytes:
    """Return the bytes of a file whose kind, size and first bytes agree."""
    kind = path.suffix.lower()
    if not path.is_file():
        raise InputError(f"There is no file {str(path)!r}; name a document.")
    if kind not in KINDS:
        raise InputError(
            f"{path.name} is of an unknown kind {kind!r}; allowed: {', '.join(KINDS)}. Save it as "
            "one of these."
        )
    if path.stat().st_size > MAX_BYTES:
        raise InputError(f"{path.name} is larger than {MAX_BYTES // 2**20} MB; cut it down.")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path.name} cannot be opened ({error.strerror}).") from None
    if not content.strip():
        raise InputError(f"{path.name} is empty; give the file that holds the plan's text.")
    for signature, kinds in _SIGNATURES.items():
        if content.startswith(signature) and kind not in kinds:
            raise InputError(_wrong_kind(path, kinds))
    return content


def _wrong_kind(path: Path, kinds: tuple[str, ...]) -> str:
    if not kinds:
        return (
            f"{path.name} is encrypted or a Word file of the old kind (.doc); open it in Word, "
            "remove the password and save it as .docx."
        )
    return f"{path.name} holds a {kinds[0]} file; give it the ending {kinds[0]}."


def _reader(kind: str) -> Callable[[bytes, str], list[Line]]:
    """Return the reader of a kind of file; heavy libraries are imported only here."""
    if kind == ".docx":
        from ntm_analysis.document.word import read_word

        return read_word
    if kind == ".pdf":
        from ntm_analysis.document.pdf import read_pdf

        return read_pdf
    if kind in {".html", ".htm"}:
        from ntm_analysis.document.web import read_html

        return read_html
    from ntm_analysis.document.plain import read_markdown, read_plain

    return read_markdown if kind == ".md" else read_plain
