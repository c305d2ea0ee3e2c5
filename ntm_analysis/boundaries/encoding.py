"""Mends names whose characters were read in the wrong encoding, or written as escapes."""

import html
import re
import unicodedata
from collections.abc import Callable

_ESCAPES = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|<U\+([0-9a-fA-F]{4})>")
# TCVN 5712 (the ".Vn" fonts): the letters of bytes A1 to AE and B5 to FE.
_TCVN = dict(zip(range(0xA1, 0xAF), "ĂÂÊÔƠƯĐăâêôơưđ", strict=True)) | dict(
    zip(
        range(0xB5, 0xFF),
        "àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
# VNI fonts: a letter, then a sign for its marks.
_VNI_SIGNS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309",
    "ã": "\u0302\u0303", "ä": "\u0302\u0323", "ê": "\u0306", "é": "\u0306\u0301",
    "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def mend(value: str, known: Callable[[str], bool] = lambda _: False) -> tuple[str, str]:
    r"""Return a text with its characters mended, and the name of what was wrong, if anything.

    UTF-8 read as Latin-1 and escapes are always undone, as no Vietnamese word looks like them. Old
    Vietnamese code pages are tried only on a text that is no known name, and only taken if it
    becomes one.

    >>> mend("Thanh HÃ³a"), mend(r"Th\u1ecd Xu\u00e2n"), mend("Thọ Xuân")
    (('Thanh Hóa', 'UTF-8'), ('Thọ Xuân', 'escapes'), ('Thọ Xuân', ''))
    >>> mend("Thä Xu©n", lambda name: name == "Thọ Xuân")
    ('Thọ Xuân', 'TCVN3')
    """
    plain = html.unescape(_ESCAPES.sub(_unescaped, value))
    if plain != value:
        return plain, "escapes"
    if value.isascii():
        return value, ""
    found = _as_utf8(value)
    if found is not None:
        return found, "UTF-8"
    if not known(value):
        for name, read in (("windows-1258", _as_1258), ("TCVN3", _as_tcvn), ("VNI", _as_vni)):
            tried = read(value)
            if tried and known(tried):
                return tried, name
    return value, ""


def decoded(value: str, encoding: str) -> str:
    """Return a text that was read as Latin-1 in the encoding that it is in.

    Raises
    ------
    LookupError
        If there is no such encoding.
    UnicodeError
        If the bytes do not fit it.
    """
    raw = value.encode("latin-1")
    own = {"tcvn3": _as_tcvn, "tcvn": _as_tcvn, "vni": _as_vni}.get(encoding.lower())
    read = own(value) if own else raw.decode(encoding)
    return unicodedata.normalize("NFC", read or "")


def lost(value: str) -> bool:
    """Tell whether letters of a text were replaced by a question mark and cannot be had back."""
    return "\ufffd" in value or bool(re.search(r"\w\?|\?\w", value))


def _unescaped(match: re.Match) -> str:
    return chr(int(next(group for group in match.groups() if group), 16))


def _raw(value: str) -> bytes | None:
    """Return the bytes of a text that was read as windows-1252 or Latin-1."""
    for encoding in ("cp1252", "latin-1"):
        try:
            return value.encode(encoding)
        except UnicodeEncodeError:
            continue
    # Bytes that windows-1252 does not know come through as control characters.
    try:
        return b"".join(c.encode("latin-1" if ord(c) < 256 else "cp1252") for c in value)
    except UnicodeEncodeError:
        return None


def _as_utf8(value: str) -> str | None:
    raw = _raw(value)
    try:
        return None if raw is None else raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _as_1258(value: str) -> str | None:
    raw = _raw(value)
    try:
        return None if raw is None else unicodedata.normalize("NFC", raw.decode("cp1258"))
    except UnicodeDecodeError:
        return None


def _as_tcvn(value: str) -> str | None:
    raw = _raw(value)
    return None if raw is None else "".join(_TCVN.get(byte, chr(byte)) for byte in raw)


def _as_vni(value: str) -> str:
    letters: list[str] = []
    for char in value:
        sign = _VNI_SIGNS.get(char.lower())
        if sign and letters and letters[-1][0].lower() in "aeiouyơư":
            letters[-1] += sign
        else:
            other = _VNI_LETTERS.get(char.lower(), char)
            letters.append(other.upper() if char.isupper() else other)
    return unicodedata.normalize("NFC", "".join(letters))
