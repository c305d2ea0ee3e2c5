"""Text and Markdown files: lines, and tables drawn with tabs or pipes."""

import re
from dataclasses import replace

from ntm_analysis.document.model import Cell, Clean, Line
from ntm_analysis.document.table import TOTAL
from ntm_analysis.errors import InputError
from ntm_analysis.text import fold, raised

_STRUCK = re.compile(r"~~(?=\S)(.+?)~~|<(?:s|del|strike)>(.*?)</(?:s|del|strike)>")
_RULE = re.compile(r"[\s|+:=-]{3,}")
# Lines of a text that was wrapped at a margin are nearly all shorter than this.
_WRAPPED_BELOW = 140


def read_plain(content: bytes, name: str) -> list[Line]:
    """Read the lines of a text file in UTF-8 or UTF-16; a line's number is that of the file."""
    return _lines([line.removesuffix("\r") for line in _decoded(content, name).split("\n")])


def read_markdown(content: bytes, name: str) -> list[Line]:
    """Read the lines of a Markdown file without its own signs: bold, headings, quotes, struck text."""
    text = [line.removesuffix("\r") for line in _decoded(content, name).split("\n")]
    lines = _lines([_without_signs(line) for line in text])
    struck = [[m[1] or m[2] for m in _STRUCK.finditer(line)] for line in text]
    return [
        replace(line, beside=tuple(("struck", one) for one in aside)) if aside else line
        for line, aside in zip(lines, struck, strict=True)
    ]


def _without_signs(line: str) -> str:
    """Return a line of Markdown as a reader sees it.

    >>> _without_signs("## **II. VỐN**"), _without_signs("* Xã NTM: **08** xã, ~~4~~5 thôn")
    ('II. VỐN', '* Xã NTM: 08 xã, 5 thôn')
    """
    if "|" not in line and re.fullmatch(r"\s*(?:[-=*_]\s*){3,}", line):
        return ""
    line = re.sub(r"^\s{0,3}(?:>\s?)+", "", _STRUCK.sub("", line))
    line = re.sub(r"^(\s{0,3})#{1,6}\s+(.*?)\s*#*\s*$", r"\1\2", line)
    line = re.sub(r"<sup>(.*?)</sup>", lambda found: raised(found[1]), line)
    line = re.sub(r"<br\s*/?>", " ", line)
    line = re.sub(r"<!--.*?-->|</?[a-zA-Z][^<>]*>|\[\^\w+\](?!:)|\*\*|`", "", line)
    line = re.sub(r"(?<!\w)(__|_)(?=[^\s_])(.+?)(?<=[^\s_])\1(?!\w)", r"\2", line)
    line = re.sub(r"(?<!\\)\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*", r"\1", line)
    line = re.sub(r"!?\[([^\[\]]*)\]\([^()]*\)", r"\1", line)
    return re.sub(r"\\([\\`*_{}\[\]()#+.!|>~-])", r"\1", line)


def _lines(raw: list[str]) -> list[Line]:
    margin = _margin(raw)
    lines: list[Line] = []
    inside = False
    for number, characters in enumerate(raw, start=1):
        cells = row_cells(characters) or (_short_total(characters) if inside else ())
        inside = bool(cells) or (inside and not characters.strip())
        full = bool(margin) and len(characters.rstrip()) > 0.8 * margin
        lines.append(Line(number, Clean(characters), full=full, cells=cells))
    return _numbered_tables(lines)


def _decoded(content: bytes, name: str) -> str:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name} is not text in UTF-8 (byte {error.start}); save it as UTF-8, or give the "
            "Word file it came from."
        ) from None
    if "\x00" in text:
        raise InputError(f"{name} holds bytes that are no text; give the plan's text file.")
    return text


def _margin(raw: list[str]) -> int:
    """Return the width at which a text was wrapped, or 0 where a line is a paragraph."""
    lengths = sorted(len(line.rstrip()) for line in raw if line.strip() and "\t" not in line)
    if len(lengths) < 8 or lengths[-1] > _WRAPPED_BELOW:
        return 0
    return lengths[int(0.95 * (len(lengths) - 1))]


def row_cells(characters: str) -> tuple[Cell, ...]:
    """Take a line apart at its tabs or pipes; a line with fewer than two has no cells."""
    if characters.count("\t") >= 2:
        parts = characters.split("\t")
    elif characters.count("|") >= 2 and not _RULE.fullmatch(characters.strip()):
        parts = characters.strip().removeprefix("|").removesuffix("|").split("|")
    else:
        return ()
    return tuple(Cell(Clean(part), column) for column, part in enumerate(parts, start=1))


def _short_total(characters: str) -> tuple[Cell, ...]:
    """Take a row of totals apart that has no more than its name and one number, within a table."""
    name, tab, value = characters.partition("\t")
    if not tab or not TOTAL.match(fold(name)) or not value.strip()[:1].isdigit():
        return ()
    return Cell(Clean(name), 1), Cell(Clean(value), 2)


def _numbered_tables(lines: list[Line]) -> list[Line]:
    """Give rows that only blank lines and ruling part the number of one table."""
    made: list[Line] = []
    table, inside = 0, False
    for line in lines:
        if line.cells:
            table += not inside
            inside = True
            made.append(Line(line.number, line.content, cells=line.cells, table=table))
            continue
        blank = not line.text.strip() or bool(_RULE.fullmatch(line.text.strip()))
        inside = inside and blank
        made.append(line)
    return made
