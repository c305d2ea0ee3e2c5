"""The numbers and bullets that Word gives to paragraphs and does not store as characters."""

from collections import defaultdict
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_BULLETS = "-+*"


class Numbering:
    """Counts the numbered paragraphs of a Word file in order.

    Parameters
    ----------
    numbering, styles : element, optional
        The roots of ``numbering.xml`` and ``styles.xml``.
    """

    def __init__(self, numbering: Any, styles: Any) -> None:
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        self.levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self.lists: dict[str, str] = {}
        self.styles = _styles(styles)
        if numbering is None:
            return
        for abstract in numbering.iter(f"{_W}abstractNum"):
            self.levels[abstract.get(f"{_W}abstractNumId", "")] = {
                _int(level.get(f"{_W}ilvl")): _level(level) for level in abstract.iter(f"{_W}lvl")
            }
        for number in numbering.iter(f"{_W}num"):
            self.lists[number.get(f"{_W}numId", "")] = _value(number, "abstractNumId")

    def marker(self, paragraph: Any) -> str:
        """Return the number or bullet of the next paragraph, or nothing if it has none."""
        properties = paragraph.find(f"{_W}pPr/{_W}numPr")
        if properties is None:
            style = paragraph.find(f"{_W}pPr/{_W}pStyle")
            named = self.styles.get(style.get(f"{_W}val")) if style is not None else None
            number, depth = named or ("", 0)
        else:
            number, depth = _value(properties, "numId"), _int(_value(properties, "ilvl"))
        abstract = self.lists.get(number, "")
        level = self.levels.get(abstract, {}).get(depth)
        if not level or number in {"", "0"}:
            return ""
        counts = self.counts[abstract]
        counts[depth] = counts.get(depth, level[2] - 1) + 1
        for deeper in [known for known in counts if known > depth]:
            del counts[deeper]
        return self._shown(abstract, depth, level)

    def _shown(self, abstract: str, depth: int, level: tuple[str, str, int]) -> str:
        form, text, _ = level
        if form == "none":
            return ""
        if form == "bullet" or "%" not in text:
            sign = text.strip()
            return sign if sign in {"-", "+", "*"} else _BULLETS[min(depth, 2)]
        for place in range(depth + 1):
            known = self.levels[abstract].get(place, ("decimal", "", 1))
            count = self.counts[abstract].get(place, known[2])
            text = text.replace(f"%{place + 1}", _count(count, known[0]))
        return text.strip()


def _styles(root: Any) -> dict[str, tuple[str, int]]:
    """Return the list and level of each style of paragraphs that has them."""
    found: dict[str, tuple[str, int]] = {}
    for style in () if root is None else root.iter(f"{_W}style"):
        properties = style.find(f"{_W}pPr/{_W}numPr")
        if properties is not None:
            listed = (_value(properties, "numId"), _int(_value(properties, "ilvl")))
            found[style.get(f"{_W}styleId", "")] = listed
    return found


def _level(level: Any) -> tuple[str, str, int]:
    return (_value(level, "numFmt") or "decimal", _value(level, "lvlText"),
            _int(_value(level, "start")) if _value(level, "start") else 1)  # fmt: skip


def _value(parent: Any, name: str) -> str:
    element = parent.find(f"{_W}{name}")
    return "" if element is None else str(element.get(f"{_W}val", ""))


def _int(value: str | None) -> int:
    return int(value) if value and value.isdigit() and len(value) < 6 else 0


def _count(count: int, form: str) -> str:
    if form.endswith("Letter"):
        letter = chr(ord("a") + (count - 1) % 26)
        return letter.upper() if form.startswith("upper") else letter
    if form.endswith("Roman") and 0 < count < 40:
        shown = ""
        for size, sign in _ROMAN:
            while count >= size:
                shown, count = shown + sign, count - size
        return shown if form.startswith("upper") else shown.lower()
    return str(count)
