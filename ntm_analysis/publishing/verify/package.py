"""Opens a Word or Excel file as its parts: all known, none twice, nothing linked outside."""

import io
import re
import zipfile
from collections.abc import Iterable
from typing import Any

from ntm_analysis.errors import DataError
from ntm_analysis.publishing.verify.form import form, unexpected

_RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = form(
    """
    Relationships: Relationship
    Relationship: @Id=rId\\d+ @Type={type} @Target=[\\w/]+\\.(?:xml|png)
    """,
    {_RELATED: ""},
    type=r"http://schemas\.openxmlformats\.org/(?:officeDocument|package)/2006/relationships/"
    r"(?:officeDocument|extended-properties|custom-properties|metadata/core-properties|numbering"
    r"|styles|settings|webSettings|fontTable|theme|footnotes|comments|header|footer|image|worksheet"
    r"|sharedStrings)",
)
_CONTENT = form(
    """
    Types: Default Override
    Default: @Extension=xml|rels|odttf|png @ContentType={type}
    Override: @PartName=/[\\w/]+\\.(?:xml|png) @ContentType={type}
    """,
    {_TYPES: ""},
    type=r"application/xml|image/png"
    r"|application/vnd\.openxmlformats-package\.(?:relationships|core-properties)\+xml"
    r"|application/vnd\.openxmlformats-officedocument\.(?:obfuscatedFont|theme\+xml"
    r"|(?:extended|custom)-properties\+xml|wordprocessingml\.(?:document\.main|footnotes|comments|styles"
    r"|settings|webSettings|numbering|fontTable|header|footer)\+xml"
    r"|spreadsheetml\.(?:sheet\.main|worksheet|styles|sharedStrings)\+xml)",
)


def parts(content: bytes) -> dict[str, bytes]:
    """Return the parts of a file by name.

    Raises
    ------
    DataError
        If a name stands twice, so that readers could open the one or the other, or if something
        lies before or behind the parts.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        if len(set(names)) < len(names):
            raise DataError("A part stands twice in it, so that readers may open either.")
        if not content.startswith(b"PK\x03\x04") or archive.comment:
            raise DataError("Something lies before or behind its parts.")
        return {name: archive.read(name) for name in names}


def tree(part: bytes) -> Any:
    """Return a part as a tree; entities are not followed.

    Raises
    ------
    DataError
        If it declares any.
    """
    from lxml import etree

    root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    if root.getroottree().docinfo.doctype:
        raise DataError("A part of it declares words of its own (DOCTYPE).")
    return root


def canonical(part: bytes) -> bytes:
    """Return a part in the one form that equal trees have in common."""
    from lxml import etree

    return bytes(etree.tostring(tree(part), method="c14n", with_comments=True))


def unknown(held: Iterable[str], patterns: Iterable[str]) -> list[str]:
    """List the names of parts that match none of some patterns."""
    known = re.compile("|".join(patterns))
    return [name for name in held if not known.fullmatch(name)]


def wrong_links(held: dict[str, bytes]) -> list[str]:
    """List what is not allowed in the relations and types of content; relations stay inside."""
    said = unexpected(tree(held["[Content_Types].xml"]), _CONTENT)
    for name, part in held.items():
        if name.endswith(".rels"):
            said += [f"{name}: {one}" for one in unexpected(tree(part), _RELATIONS)]
    return said


def related(held: dict[str, bytes], name: str) -> dict[str, tuple[str, str]]:
    """Return kind and target of each relation of a part, by its id."""
    folder, _, own = name.rpartition("/")
    found = {}
    for relation in tree(held[f"{folder}/_rels/{own}.rels"]):
        target = relation.get("Target")
        whole = target[1:] if target.startswith("/") else f"{folder}/{target}"
        found[relation.get("Id")] = relation.get("Type").rpartition("/")[2], whole
    return found
