"""Rows of totals of an annex: the one of the whole province, and those of groups, held against theirs."""

import re
from collections.abc import Iterable, Iterator

from ntm_analysis.counts import cell_count
from ntm_analysis.document.annex_rows import Entry, is_unread
from ntm_analysis.document.remarks import Remarks
from ntm_analysis.text import fold

_WHOLE = re.compile(r"toan tinh|tong cong|tong so|cong toan|\+")
_OF_GROUP = re.compile(
    r"^\W*(?:tong|cong|tong cong|tong so|tieu cong)\s+(?:(?:muc|nhom|phan)\s+)?"
    r"(?:(?P<label>[ivx]+|[a-h])\W*$|(?:cac|vung|khu vuc|mien|nhom|huyen|trang|mang sang|do thi|"
    r"dong bang|trung du|ven bien)\b)"
)
_DISTRICTS = {"district", "more"}


def grand_total(entries: list[Entry], indicators: Iterable[str]) -> Entry | None:
    """Return the row of totals of all districts: the one whose sums hold, or the one that must be it."""
    names = list(indicators)
    totals = [entry for entry in entries if entry.kind == "total"]
    districts = [entry for entry in entries if entry.kind in _DISTRICTS]
    whole = [entry for entry in totals if holds(entry, districts, names)]
    if whole:
        return next((e for e in whole if not _OF_GROUP.match(fold(_label(e)))), whole[0])
    left = [
        entry for entry in totals
        if not _OF_GROUP.match(fold(_label(entry))) and not any(
            holds(entry, span, names) for span in _spans(entries, entry)
            if len(span) < len(districts)
        )
    ]  # fmt: skip
    return next((e for e in left if _WHOLE.search(fold(_label(e)))), left[0] if left else None)


def remark_subtotals(
    entries: list[Entry], grand: Entry | None, indicators: Iterable[str], remarks: Remarks
) -> None:
    """Hold the totals of groups, and groups with numbers, against their districts."""
    names = list(indicators)
    for entry in entries:
        if entry.kind not in {"total", "group"} or entry is grand:
            continue
        spans = [span for span in _spans(entries, entry) if span]
        judged = [holds(entry, span, names) for span in spans]
        if entry.kind == "total" and grand and _same(entry, grand, names):
            apart = _are_apart(entries, entry, grand)
            shown = "; ".join(map(str, _shown(entry, names).values()))
            kind = "total_again" if apart else "total_twice"
            remarks.add(kind, entry.words, entry.row, taken=shown, other=shown)
        elif False in judged and True not in judged:
            grouped = entry.kind == "group" or _OF_GROUP.match(fold(_label(entry))) is not None
            grouped = grouped or any(e.kind == "group" for e in entries)
            printed = _shown(entry, names)
            computed = "; ".join(str(_sum(spans[0], name)) for name in printed)
            remarks.add(
                "subtotal_differs" if grouped else "total_twice", entry.words, entry.row,
                taken="; ".join(map(str, printed.values())), other=computed,
            )  # fmt: skip
        elif entry.kind == "total":
            remarks.add("subtotal", entry.words, entry.row)


def holds(entry: Entry, rows: list[Entry], indicators: list[str]) -> bool | None:
    """Tell whether the numbers of a row are the sums of others; None if that cannot be judged."""
    compared = [
        cell_count(entry.text(name), name) == _sum(rows, name) for name in _shown(entry, indicators)
        if not any(is_unread(row, name) for row in rows)
    ]  # fmt: skip
    return all(compared) if compared and rows else None


def _shown(entry: Entry, indicators: list[str]) -> dict[str, int]:
    counts = {name: cell_count(entry.text(name), name) for name in indicators}
    return {name: value for name, value in counts.items() if value is not None}


def _sum(rows: list[Entry], indicator: str) -> int:
    return sum(cell_count(row.text(indicator), indicator) or 0 for row in rows)


def _same(entry: Entry, grand: Entry, indicators: list[str]) -> bool:
    return _shown(entry, indicators) == _shown(grand, indicators)


def _are_apart(entries: list[Entry], one: Entry, other: Entry) -> bool:
    """Tell whether districts stand between two rows, as between totals above and below."""
    low, high = sorted(at for at, entry in enumerate(entries) if entry is one or entry is other)
    return any(entry.kind in _DISTRICTS for entry in entries[low:high])


def _label(entry: Entry) -> str:
    return entry.name or entry.order


def _spans(entries: list[Entry], entry: Entry) -> Iterator[list[Entry]]:
    """Yield the districts that a row of a group may count: of its letter, before it, or after it."""
    at = next(i for i, other in enumerate(entries) if other is entry)
    named = _OF_GROUP.match(fold(_label(entry)))
    if entry.kind == "total" and named and named["label"]:
        for begin, other in enumerate(entries):
            if other.kind == "group" and _class_and_letter(other)[1] == named["label"]:
                yield _until(entries, begin, {"total"}, like=other)
    if entry.kind == "total":
        before: list[Entry] = []
        for other in reversed(entries[:at]):
            if other.kind in {"total", "group"} or other.row.line.table != entry.row.line.table:
                break
            before.append(other)
        yield [other for other in before if other.kind in _DISTRICTS]
    yield _until(entries, at, {"total", "group"})
    yield _until(entries, at, {"total"}, like=entry)


def _until(entries: list[Entry], at: int, ends: set[str], like: Entry | None = None) -> list[Entry]:
    """Return the districts below a row up to the next one of `ends`, or of a group numbered alike."""
    found: list[Entry] = []
    for other in entries[at + 1 :]:
        alike = like is not None and other.kind == "group" and (
            _class_and_letter(other)[0] == _class_and_letter(like)[0]
        )  # fmt: skip
        if other.kind in ends or alike:
            break
        found.append(other)
    return [other for other in found if other.kind in _DISTRICTS]


def _class_and_letter(entry: Entry) -> tuple[str, str]:
    """Return how a group is numbered (``roman``, ``letter``, ``number`` or nothing) and by which."""
    found = re.match(r"\W*([ivx]+|[a-h]|\d+)(?:\W|$)", fold(entry.order or entry.name))
    letter = found[1] if found else ""
    kind = (
        "number" if letter.isdigit() else "roman" if re.fullmatch(r"[ivx]+", letter) else "letter"
    )
    return (kind if letter else "", letter)
