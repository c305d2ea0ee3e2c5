"""What the text says beside the tables: districts named for a standard, annexes cited and headed."""

import re
from typing import Any

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


def read_mentions(found: list[Passage], register: Register, *, paged: bool) -> list[dict[str, Any]]:
    """List what the text says of annexes and of the districts that are to reach a standard.

    Returns
    -------
    list of dict
        `kind` is ``district_ntm``, ``district_advanced`` or ``carried_over`` (from earlier years,
        outside the targets) with the district, or ``annex_cited`` and ``annex_heading`` with the
        annex's number in `subject`, blank where it has none.
    """
    rows: list[dict[str, Any]] = []
    for passage in found:
        if passage.is_row:
            continue
        rows += _annexes(passage, paged=paged)
        if not passage.section.startswith(("Phụ lục", "Nơi nhận", "Căn cứ")):
            rows += _districts(passage, register, paged=paged)
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


def _districts(passage: Passage, register: Register, *, paged: bool) -> list[dict[str, Any]]:
    rows = []
    for districts in district_lists(passage, register):
        kind = _what_of(passage, districts)
        for named in districts.named if kind else ():
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
