"""What a tree of elements may hold: everything that is on no list is named, never passed over."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ntm_analysis.errors import DataError

_FEW = 6  # things named of one tree; more say nothing more
_SHOWN = 60


@dataclass(frozen=True)
class Form:
    """The elements that may stand in each element, and the attributes and text it may have.

    Attributes
    ----------
    kids : dict of frozenset
        Names of elements by the name of the element they stand in.
    attributes : dict
        What the value of an attribute must match, by ``element@attribute``.
    texts : dict
        What the text of an element must match; one that is not named has no text.
    names : dict of str
        Short names of the namespaces.
    """

    kids: Mapping[str, frozenset[str]]
    attributes: Mapping[str, re.Pattern[str]]
    texts: Mapping[str, re.Pattern[str]]
    names: Mapping[str, str]


def form(said: str, names: Mapping[str, str] | None = None, **values: str) -> Form:
    """Return a form from lines ``element: kid kid @attribute=PATTERN =PATTERN-OF-ITS-TEXT``.

    A line that ends in a backslash goes on. A pattern holds no blank; ``{name}`` in it stands for
    a pattern among the values.

    >>> sorted(form("p: b @class=x|y =.*").kids["p"])
    ['b']
    """
    kids: dict[str, frozenset[str]] = {}
    attributes: dict[str, re.Pattern[str]] = {}
    texts: dict[str, re.Pattern[str]] = {}
    for line in filter(str.strip, said.replace("\\\n", " ").splitlines()):
        element, _, rest = line.strip().partition(": ")
        element = element.rstrip(":")
        if element in kids:
            raise DataError(f"The form lists the element {element!r} twice; keep one of them.")
        held = rest.split()
        kids[element] = frozenset(name for name in held if name[0] not in "@=")
        for word in held:
            name, equals, pattern = word.partition("=")
            for value, meant in values.items():
                pattern = pattern.replace(f"{{{value}}}", meant)
            if name.startswith("@") and equals:
                attributes[element + name] = re.compile(pattern, re.DOTALL)
            elif equals:
                texts[element] = re.compile(pattern, re.DOTALL)
    return Form(kids, attributes, texts, dict(names or {}))


def unexpected(root: Any, allowed: Form) -> list[str]:
    """List what a tree holds that its form does not allow, the first few, each once."""
    found: dict[str, None] = {}
    for said in _unexpected(root, allowed):
        found[said] = None
        if len(found) == _FEW:
            break
    return list(found)


def _unexpected(root: Any, allowed: Form) -> Iterator[str]:
    known: dict[Any, str] = {}

    def short(tag: Any) -> str:
        if tag not in known:
            known[tag] = _short(tag, allowed.names)
        return known[tag]

    if short(root.tag) not in allowed.kids:
        yield f"<{short(root.tag)}>"
        return
    for element in root.iter():
        name = short(element.tag)
        if name not in allowed.kids:
            continue  # its parent has named it
        yield from _kids(element, name, allowed, short)
        for key, value in element.attrib.items():
            pattern = allowed.attributes.get(f"{name}@{short(key)}")
            if pattern is None or not pattern.fullmatch(value):
                yield f'<{name} {short(key)}="{_cut(value)}">'
        if element.text and element.text.strip():
            pattern = allowed.texts.get(name)
            if pattern is None or not pattern.fullmatch(element.text):
                yield f"<{name}> {_cut(element.text)}"


def _kids(
    element: Any, name: str, allowed: Form, short: Callable[[Any], str]
) -> Iterator[str]:  # fmt: skip
    kids = allowed.kids[name]
    for kid in element:
        if short(kid.tag) not in kids:
            yield f"<{name}> <{short(kid.tag)}> {_cut(kid.text)}".strip()
        if kid.tail and kid.tail.strip() and name not in allowed.texts:
            yield f"<{name}> {_cut(kid.tail)}"


def _short(tag: Any, names: Mapping[str, str]) -> str:
    if not isinstance(tag, str):
        return "!"  # a comment, an instruction, an entity
    space, _, local = tag.rpartition("}")
    if not space:
        return local
    return f"{names.get(space[1:], space[1:])}:{local}" if names.get(space[1:], "x") else local


def _cut(text: str | None) -> str:
    return " ".join((text or "").split())[:_SHOWN]
