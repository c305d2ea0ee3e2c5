"""What the text says beside the tables: districts named for a standard, annexes cited and headed."""

import re
from typing import Any

from ntm_analysis.document.counting import counts_in
from ntm_analysis.document.lists import spans_of_names
from ntm_analysis.document.naming import Register
from ntm_analysis.document.parties import Districts, district_lists
from ntm_analysis.document.passages import Passage

_CARRIED_OVER = re.compile(r"chuyen tiep|chuyen sang tu|tu nam truoc|cac nam truoc")
_ADVANCED = re.compile(r"(?:nong thon moi|ntm) nang cao")
_STANDARD = re.compile(r"nong thon moi|\bntm\b")
_REACHES = re.compile(
    r"\s*,?\s*(?:duoc cong nhan|phan dau|dat(?: chuan)?|hoan thanh|den nam 20\d\d)"
    r"(?:\s+(?:dat|chuan|huyen|hoan thanh|cac tieu chi|tieu chuan|la|nhiem vu))*\s+"
    r"(nong thon moi nang cao|ntm nang cao|nong thon moi|ntm)(?! kieu mau)"
)
_ANNEX_CITED = re.compile(
    r"(?<!\w)phu luc\s*(?:so\s*)?(?P<label>[ivx]+(?!\w)|\d{1,2}(?![\d/])|[a-h](?!\w))?"
)


_STANDARDS = ("district_ntm", "district_advanced")


def read_mentions(
    found: list[Passage], register: Register, headline: list[dict[str, Any]], year: int | None,
    *, paged: bool,
) -> list[dict[str, Any]]:  # fmt: skip
    """List what the text says of annexes and of the districts that are to reach a standard.

    Parameters
    ----------
    headline : list of dict
        The targets of the text: the names that follow one of them are the districts it counts.

    Returns
    -------
    list of dict
        `kind` is ``district_ntm``, ``district_advanced`` or ``carried_over`` (from earlier years,
        outside the targets) with the district, its printed name in `subject` where no rule gives
        it a code, or ``annex_cited`` and ``annex_heading`` with the annex's number there, blank
        where it has none.
    """
    rows: list[dict[str, Any]] = []
    targets = {row["line"]: row for row in headline if row["indicator"] in _STANDARDS}
    for passage in found:
        if passage.is_row:
            continue
        rows += _annexes(passage, paged=paged)
        if not passage.section.startswith(("Phụ lục", "Nơi nhận", "Căn cứ")):
            counted = [] if targets.keys().isdisjoint(line.number for line in passage.lines) else (
                _counted(passage, headline, year)
            )  # fmt: skip
            rows += _named(passage, counted, register, paged=paged)
            taken = [span for _, spans in counted for span in spans]
            rows += _districts(passage, register, taken, paged=paged)
    once = {(row["kind"], row["district_code"], row["subject"], row["line"]): row for row in rows}
    return list(once.values())


def _annexes(passage: Passage, *, paged: bool) -> list[dict[str, Any]]:
    rows = []
    for match in _ANNEX_CITED.finditer(passage.folded):
        heading = passage.section.startswith("Phụ lục") and match.start() <= passage.body + 2
        if not heading and passage.section.startswith("Phụ lục"):
            continue
        label = passage.text[match.start("label") : match.end("label")] if match["label"] else ""
        address = passage.address(match.start(), match.end())
        rows.append({
            "kind": "annex_heading" if heading else "annex_cited", "district_code": None,
            "subject": label.upper(), **address.columns(paged=paged),
        })  # fmt: skip
    return rows


def _counted(
    passage: Passage, headline: list[dict[str, Any]], year: int | None
) -> list[tuple[str, list[tuple[int, int]]]]:
    """Return the spans of the districts that follow a target of districts, if they are as many."""
    own = {(row["indicator"], row["value"]) for row in headline}
    return [
        (count.indicator, spans_of_names(passage, count.end, "huyen", count.value or 0))
        for count in counts_in(passage, year)
        if count.unit == "district" and (count.indicator, count.value) in own
        and count.kind == "target"
    ]  # fmt: skip


def _named(
    passage: Passage, counted: list[tuple[str, list[tuple[int, int]]]], register: Register,
    *, paged: bool,
) -> list[dict[str, Any]]:  # fmt: skip
    rows = []
    for kind, spans in counted:
        for start, end in spans:
            address = passage.address(start, end)
            code = register.code(address.as_printed)
            subject = "" if code else address.as_printed
            rows.append({
                "kind": kind, "district_code": code, "subject": subject,
                **address.columns(paged=paged),
            })  # fmt: skip
    return rows


def _districts(
    passage: Passage, register: Register, taken: list[tuple[int, int]], *, paged: bool
) -> list[dict[str, Any]]:
    """Return the districts that a text names for a standard, but for those already taken."""
    rows = []
    for districts in district_lists(passage, register):
        kind = _what_of(passage, districts)
        for named in districts.named if kind else ():
            if any(start < named.end and named.start < end for start, end in taken):
                continue
            address = passage.address(named.start, named.end)
            rows.append({
                "kind": kind, "district_code": named.code, "subject": "",
                **address.columns(paged=paged),
            })  # fmt: skip
    return rows


def _what_of(passage: Passage, districts: Districts) -> str:
    """Return the standard that a list of districts is named for, by its aside or what follows it."""
    aside = districts.aside
    if _CARRIED_OVER.search(aside):
        return "carried_over"
    after = _REACHES.match(passage.folded, districts.after)
    said = aside if _STANDARD.search(aside) else after[1] if after else ""
    if not said:
        return ""
    return "district_advanced" if _ADVANCED.search(said) else "district_ntm"
