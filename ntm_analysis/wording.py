"""Every sentence and label that a reader sees, in Vietnamese and English."""

import re
import string
from functools import cache
from importlib.resources import files
from typing import Any

from ntm_analysis.errors import DataError
from ntm_analysis.text import LANGUAGES
from ntm_analysis.text import check_language as check_language


@cache
def _contents() -> dict[str, bytes]:
    """Return the files of texts, short ones first: what most commands say stands in those."""
    found = {
        file.name: file.read_bytes() for file in files("ntm_analysis").joinpath("texts").iterdir()
    }
    return dict(sorted(found.items(), key=lambda item: (len(item[1]), item[0])))


@cache
def _file(name: str) -> dict[str, dict[str, str]]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast where it is there
    return yaml.load(_contents()[name], loader)  # noqa: S506 - safe


@cache
def _text(key: str) -> dict[str, str]:
    """Return a text in all languages; a command that says little reads few files."""
    for name in _contents():
        if key in _file(name):
            return _file(name)[key]
    raise KeyError(key)


@cache
def _texts() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for name in _contents():
        for key, texts in _file(name).items():
            if key in found:
                raise DataError(f"The text {key!r} stands twice in texts/; keep one of them.")
            found[key] = texts
    return found


class Stand(str):
    """What stands in for a field while a text is filled in; `shown` is what a reader will see."""

    __slots__ = ("shown",)
    shown: str

    def __new__(cls, text: str, shown: str) -> "Stand":
        """Make the text that stands in for another."""
        made = super().__new__(cls, text)
        made.shown = shown
        return made


class _Filling(string.Formatter):
    """Fills fields in; ``{count:district|districts}`` is the word that goes with a number.

    The first word goes with 1 alone. ``{lines:@line|lines}`` goes with addresses: the first word
    with a single one.
    """

    def format_field(self, value: Any, format_spec: str) -> Any:
        """Return the word of two that goes with a number, or the value itself."""
        one, bar, many = format_spec.partition("|")
        if not bar:
            return super().format_field(value, format_spec)
        shown = str(getattr(value, "shown", value)).strip()
        if one.startswith("@"):
            return one[1:] if shown.isdigit() else many
        return one if shown == "1" else many


_FILLING = _Filling()


def say(key: str, lang: str = "vi", **fields: object) -> str:
    """Return the text `key` in `lang` with its fields filled in.

    >>> say("indicator.ocop_products"), say("indicator.ocop_products", "en")
    ('Sản phẩm OCOP', 'OCOP products')
    >>> say("note.counted", "en", how="a sum"), say("cite.at", "en", lines="33–35")
    ('Computed: a sum.', 'lines 33–35')
    """
    text = _text(key)[check_language(lang)]
    return _FILLING.vformat(text, (), fields) if "|" in text else text.format(**fields)


def translated(sentence: str, lang: str) -> str:
    """Return an error of the package in a language; as it is where it is none of ``error.*``.

    Errors are raised in English; where a reader of reports meets one it is said in their language.

    >>> translated("'x' is not a day; write it as in 2024-12-31.", "vi")
    '“x” không phải một ngày; hãy viết như 2024-12-31.'
    """
    if check_language(lang) == "en":
        return sentence
    return _translated(sentence, lang, ("error.",))


def _translated(sentence: str, lang: str, kinds: tuple[str, ...]) -> str:
    for key, pattern in _errors(kinds):
        found = pattern.fullmatch(sentence)
        if found:
            fields = {
                name: _in_quotes(_translated(text, lang, ("error.", "piece.")))
                for name, text in found.groupdict().items()
            }
            return say(key, lang, **fields)
    return sentence


@cache
def _errors(kinds: tuple[str, ...]) -> list[tuple[str, re.Pattern[str]]]:
    """Return what each error looks like in English, those with most letters of their own first."""
    made = []
    for key, texts in _texts().items():
        if key.startswith(kinds):
            parts = re.split(r"\{(\w+)\}", texts["en"])
            own = "".join(parts[::2])
            shape = "".join(
                _field(part) if at % 2 else re.escape(part) for at, part in enumerate(parts)
            )
            made.append((len(own), key, re.compile(shape, re.DOTALL)))
    return [(key, shape) for _, key, shape in sorted(made, key=lambda one: -one[0])]


def _field(name: str) -> str:
    shapes = {"q_": "'.*?'|\".*?\"", "w_": r"\w+"}
    return f"(?P<{name}>{shapes.get(name[:2], '.*?')})"


def _in_quotes(text: str) -> str:
    """Return a quoted value in the quotation marks that readers know."""
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "'\""
    return f"“{text[1:-1]}”" if quoted else text


def label(kind: str, name: str, lang: str = "vi") -> str:
    """Return the label of one member of a vocabulary, as in ``label("source", "credit")``."""
    return say(f"{kind}.{name}", lang)


def in_both(text: str, lang: str, prefixes: tuple[str, ...] = ("col.", "short.")) -> str:
    """Return a title in both languages, its own first; as it is where there is no other.

    >>> in_both("Xã NTM", "vi")
    'Xã NTM / NTM communes'
    """
    other = next(name for name in LANGUAGES if name != lang)
    for key, texts in _texts().items():
        if key.startswith(prefixes) and texts[lang] == text:
            return text if texts[other] == text else f"{text} / {texts[other]}"
    return text


def is_text(key: str) -> bool:
    """Tell whether there is a text of that key."""
    return key in _texts()


def keys() -> list[str]:
    """List all keys, for the test that holds both languages complete."""
    return list(_texts())
