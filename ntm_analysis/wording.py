"""Every sentence and label that a reader sees, in Vietnamese and English."""

from functools import cache
from importlib.resources import files

from ntm_analysis.errors import DataError
from ntm_analysis.text import LANGUAGES
from ntm_analysis.text import check_language as check_language


@cache
def _texts() -> dict[str, dict[str, str]]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast where it is there
    found: dict[str, dict[str, str]] = {}
    for file in sorted(files("ntm_analysis").joinpath("texts").iterdir(), key=lambda f: f.name):
        for key, texts in yaml.load(file.read_bytes(), loader).items():  # noqa: S506 - safe
            if key in found:
                raise DataError(f"The text {key!r} stands twice in texts/; keep one of them.")
            found[str(key)] = texts
    return found


def say(key: str, lang: str = "vi", **fields: object) -> str:
    """Return the text `key` in `lang` with its fields filled in.

    >>> say("indicator.ocop_products"), say("indicator.ocop_products", "en")
    ('Sản phẩm OCOP', 'OCOP products')
    """
    return _texts()[key][check_language(lang)].format(**fields)


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
