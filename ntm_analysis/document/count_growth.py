"""A count that may be what is added in the year to the stock before it, in brackets or not."""

import re

from ntm_analysis.document.count_scope import Count

# "Số xã đạt chuẩn là 83 xã (tăng 08 xã)": what is added is the target.
_OF_ALL = re.compile(
    r"\bso (?:xa|huyen|thon|san pham)\b[^;,]{0,60}\b(?:la|dat|len)\s*$|(?<!phan dau )\bco\s*$"
)
_OF_PROVINCE = re.compile(
    r"\b(?:toan tinh|ca tinh|tong so|tinh) co\s*$|\b(?:len|tong so)\b[^;,\d]*$"
)
_ANEW = re.compile(r"\b(?:them|moi|cong nhan|giao|dang ky)\b[^;,.\d]*$")
_SINCE = re.compile(
    r"[^;.,()\d]{0,60}\bso voi (?:(?:cuoi|het|dau|thoi diem|ket qua|cung ky) )*nam (?:20\d\d|truoc)"
)
_ANOTHER = re.compile(r"\b(?!20\d\d\b)\d")
# "83 xã, trong đó công nhận mới 08 xã": the whole holds older ones.
_WITHIN = re.compile(
    r"\s*trong do[,:]?\s*[^;.,\d]{0,40}\b(?:tang them|cong nhan moi|them moi|dat moi)\s"
)
_INCREASE = re.compile(
    r"\s*(?:trong do[,:]?\s*)?(?:(?:rieng )?nam 20\d\d[,:]?\s*)?(?:phan dau )?"
    r"(?:(?:co|tang) them|tang|them|cong nhan moi)\s"
)


def grows(folded: str, at: int, before: str, owner: Count, count: Count, *, among: bool) -> bool:
    """Tell whether a count is added to the one before it, which is a stock then.

    "83 xã (tăng 08 xã so với năm 2024)" may be that, or a target beside the last one's: the count
    before is open.

    Parameters
    ----------
    folded, at : str, int
        The text, and where the words before the count begin: within its brackets, or at its comma.
    before : str
        The words before the count that may be a stock.
    among : bool
        Another count of the text grows in that way.
    """
    compared = count.kind == "change" and _SINCE.match(folded, count.end) is not None
    if (
        _ANOTHER.search(folded, at, count.start)
        or not _INCREASE.match(folded, at)
        or not (count.kind in {"target", "part"} or compared)
    ):
        return False
    if among or (_WITHIN.match(folded, at) and not _ANEW.search(before)):
        return True
    if owner.kind == "stock" or _OF_PROVINCE.search(before):
        return True
    if not compared:
        return _OF_ALL.search(before) is not None
    if owner.kind == "target" and not _ANEW.search(before):
        owner.kind = "open"
    return False
