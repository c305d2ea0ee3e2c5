"""A count in brackets that may be what is added in the year to the stock before them."""

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
_INCREASE = re.compile(
    r"\s*(?:trong do[,:]?\s*)?(?:(?:rieng )?nam 20\d\d[,:]?\s*)?(?:phan dau )?"
    r"(?:(?:co|tang) them|tang|them|cong nhan moi)\s"
)


def grows(folded: str, at: int, before: str, owner: Count, count: Count, *, among: bool) -> bool:
    """Tell whether a count in brackets is added to the one before them, which is a stock then.

    "83 xã (tăng 08 xã so với năm 2024)" may be that, or a target beside the last one's: the count
    before the brackets is open.

    Parameters
    ----------
    folded, at : str, int
        The text, and where it begins within the brackets.
    before : str
        The words before the count that the brackets belong to.
    among : bool
        Another count of the text grows in that way.
    """
    compared = count.kind == "change" and _SINCE.match(folded, count.end) is not None
    if not _INCREASE.match(folded, at) or not (count.kind == "target" or compared):
        return False
    if owner.kind == "stock" or _OF_PROVINCE.search(before):
        return True
    if not compared:
        return among or _OF_ALL.search(before) is not None
    if owner.kind == "target" and not _ANEW.search(before):
        owner.kind = "open"
    return False
