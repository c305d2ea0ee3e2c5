"""What may be in a page of ours: its marks letter by letter, elements, policy, looks."""

import re
from collections.abc import Sequence
from typing import Any

from ntm_analysis.publishing.page import css
from ntm_analysis.publishing.verify.form import Form, form, unexpected

_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'"
)
_METAS = [
    {"charset": "utf-8"},
    {"name": "viewport", "content": "width=device-width, initial-scale=1"},
    {"http-equiv": "Content-Security-Policy", "content": _POLICY},
    {"name": "referrer", "content": "no-referrer"},
]
_MARK = re.compile(
    r"<!DOCTYPE html>\n|</?[A-Za-z][A-Za-z0-9]*(?: [A-Za-z-]+(?:=\"[^\"<>]*\")?)*/?>|[^<>]+"
)
_END = "</main></body></html>"
_CLASSES = "src|working|contents|scroll|ntm|text|number|address|how"
_FORM = form(
    rf"""
    html: head body @lang=vi|en
    head: meta title style
    meta: @charset=.* @name=.* @content=.* @http-equiv=.*
    title: =.*
    style: =.*
    body: main
    main: nav h1 h2 h3 h4 p div figure section footer
    nav: a strong ol @class={_CLASSES} =.*
    ol: li
    li: a @id=how-\d+ =.*
    h1: a strong @id=section-\d+ =.*
    h2: a strong @id=section-\d+|how =.*
    h3: a strong @id=section-\d+ =.*
    h4: a strong @id=section-\d+ =.*
    p: a strong @class={_CLASSES} =.*
    a: strong @class={_CLASSES} @href=(?:(?:index|sources)\.html)?(?:\#[\w.-]+)? @title=.* =.*
    strong: =.*
    mark: =.*
    div: table @class={_CLASSES} @tabindex=0
    table: caption thead tbody @class={_CLASSES} @id=table-\d+
    caption: =.*
    thead: tr
    tbody: tr
    tr: th td @id=[\w.-]+
    th: @scope=col @class={_CLASSES} =.*
    td: a mark @class={_CLASSES} =.*
    figure: img figcaption @id=figure-\d+
    img: @src=data:image/png;base64,[A-Za-z0-9+/=]+ @alt=.* @width=[1-9]\d\d+
    figcaption: =.*
    section: h2 ol @class=how
    footer: =.*
    """
)


def tree(content: bytes) -> Any:
    """Return a page as a tree."""
    import lxml.html

    return lxml.html.document_fromstring(content.decode("utf-8"))


def strange(content: bytes) -> list[str]:
    """List what a page of a report, or that of sources, holds that none of ours does."""
    return unknown_in(content, _FORM, _METAS)


def unknown_in(
    content: bytes, allowed: Form, metas: Sequence[dict[str, str]], script: str = ""
) -> list[str]:
    """List what a page holds that is not allowed; a script, where there is one, is known whole."""
    text = content.decode("utf-8")
    said = []
    for tag, known in (("style", css()), ("script", script)):
        whole = f"<{tag}>{known}</{tag}>"
        if known and text.count(whole) != 1:
            said.append(f"<{tag}>")
        text = text.replace(whole, f"<{tag}></{tag}>") if known else text
    if not text.startswith("<!DOCTYPE html>\n<html ") or not text.rstrip().endswith(_END):
        said.append("<html>")
    at = 0
    for found in _MARK.finditer(text):
        if found.start() != at:
            break
        at = found.end()
    if at < len(text):
        said.append(" ".join(text[at : at + 60].split()))
    root = tree(text.encode("utf-8"))
    said += unexpected(root, allowed)
    if [dict(meta.attrib) for meta in root.iter("meta")] != list(metas):
        said.append("Content-Security-Policy")
    once = [len(list(root.iter(tag))) for tag in ("head", "body", "main", "title", "style")]
    return said + ([] if set(once) == {1} else ["<head>"])
