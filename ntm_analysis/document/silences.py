"""What a plan does not say: the topics that can be asked for, where it leaves them to somebody."""

import re
from typing import Any

from ntm_analysis.document.passages import Passage
from ntm_analysis.document.references import OwnNumber
from ntm_analysis.text import fold

_MONEY_HEAD = re.compile(r"\bvon\b|kinh phi|ngan sach")
_REACHED = re.compile(
    r"(?:da co|luy ke|tinh den|den nay|hien nay|hien co|den het nam)(?=[^.]*\d)[^.]*"
    r"(?:xa|huyen|thon|san pham)[^.]*(?:dat|duoc cong nhan|duoc xep hang)"
)
_NAMED_COMMUNE = re.compile(
    r"(?<!\w)(?:xã|thôn|bản) (?!NTM|OCOP|HTX)[A-ZĐ][^\W\d_]*[a-zà-ỹđ](?: [A-ZĐ][^\W\d_]+)*"
)
_STARS = re.compile(r"\d+\s+san pham[^.;]{0,60}?(?<!\w)[345] sao|[345] sao\s*:?\s*\(?\d+ san pham")
_SPLIT = re.compile(
    r"von (?:dau tu(?: phat trien)?|su nghiep)[^.;]{0,80}?\d[\d.,]*\s*(?:ty|trieu|dong)"
)
# Where a plan that is silent on a topic leaves it to somebody, or speaks of it without a number.
_LEFT = {
    "district_funding": (re.compile(r"ngan sach dia phuong|von dia phuong"),
                         re.compile(r"dia phuong[^.]{0,20}chu dong")),
    "ocop_stars": (re.compile(r"\bsao\b"), re.compile(r"cu the hoa|phan hang|theo hang")),
    "investment_recurrent_split": (re.compile(r"von dau tu phat trien"),
                                   re.compile(r"von su nghiep")),
}  # fmt: skip
_SCOPE = {
    "number_and_date": "plan", "district_funding": "district", "baseline": "district",
    "unit_names": "district", "ocop_stars": "district", "investment_recurrent_split": "plan",
}  # fmt: skip


def read_not_stated(
    found: list[Passage], own: OwnNumber, columns_left_out: list[str], *, paged: bool
) -> list[dict[str, Any]]:
    """List the topics on which a plan is silent.

    Parameters
    ----------
    columns_left_out : list of str
        Headings of the annex that are no target; one of money tells of the districts' funding.
    """
    folded = [passage.folded for passage in found]
    names = {name for p in found for name in _NAMED_COMMUNE.findall(p.text)}
    stated = {
        "number_and_date": bool(own.number and own.date),
        "district_funding": any(_MONEY_HEAD.search(fold(head)) for head in columns_left_out),
        "baseline": any(_REACHED.search(text) for text in folded),
        "unit_names": len(names) > 1,
        "ocop_stars": any(_STARS.search(text) for text in folded),
        "investment_recurrent_split": any(_SPLIT.search(text) for text in folded),
    }
    return [
        {"topic": topic, "scope": _SCOPE[topic], **_left_to_somebody(topic, found, paged=paged)}
        for topic, known in stated.items() if not known
    ]  # fmt: skip


def _left_to_somebody(topic: str, found: list[Passage], *, paged: bool) -> dict[str, Any]:
    """Return the address where the plan speaks of the topic without saying it; blank for none."""
    subject, said = _LEFT.get(topic, (None, None))
    for passage in found:
        if subject and said and not passage.is_row:
            match = subject.search(passage.folded)
            if match and said.search(passage.folded):
                columns = passage.address(match.start(), match.end()).columns(paged=paged)
                del columns["as_printed"]
                return columns
    empty: dict[str, Any] = {"section": "", "line": None}
    return {**empty, "page": None, "paragraph": None} if paged else empty
