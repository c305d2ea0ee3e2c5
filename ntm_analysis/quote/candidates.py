"""The plan's figures that a number may stand for, and whether it must be one of them."""

import re
from dataclasses import replace
from fractions import Fraction

from ntm_analysis.quote import clauses
from ntm_analysis.quote.comparing import compare
from ntm_analysis.quote.context import Context, Reader
from ntm_analysis.quote.figures import Figure
from ntm_analysis.quote.stated import Stated
from ntm_analysis.text import fold

# What names the whole of the programme's money where no source is named.
_WHOLE = re.compile(
    r"tong|toan bo|nong thon moi|\bntm\b|chuong trinh|ke hoach|muc tieu|nhu cau|huy dong|total|programme|rural|\bplan"
)
# A percentage of a source, or of what was reached, is no share of it in the whole.
_NO_SHARE = re.compile(
    r"\b(?:dat|hoan thanh|thuc hien)(?: duoc)?(?: (?:khoang|gan|tren|hon))?\s*#|#\s*(?:ke hoach|muc tieu|chi tieu|tien do)"
    r"|\b(?:danh|bo tri|dau tu)\b[^#]*#"
    r"|#\s*(?:nguon |von )*(?:ngan sach|tin dung|long ghep|doanh nghiep|cong dong)\b[\w ]*\b(?:la|duoc|danh|de|cho|se|phai|bo tri|chi|dau tu)\b"
)

# What a share is said to be a part of: all of the money, or that of the state.
_TOTAL = r"(?:tong|toan bo)\b(?! (?:so |nguon |von )*(?:ngan sach|ns))|(?:the )?(?:total|whole)\b"
_IN_TOTAL = re.compile(
    rf"\b(?:trong|so voi|of) (?:co cau )?(?:{_TOTAL})[^#]*#|#\s*(?:so voi |cua |trong |tren |of )?(?:{_TOTAL})"
)
_IN_BUDGET = re.compile(
    r"\s*(?:so voi |cua |trong |tren |of )?(?:the )?(?:tong )?(?:so |nguon |von )*(?:ngan sach nha nuoc|nsnn|state budget)\b"
)


def candidates(
    stated: Stated, context: Context, figures: list[Figure]
) -> tuple[list[Figure], bool]:
    """Return the figures that a number may stand for, and whether it must be one of them."""
    same = [figure for figure in figures if figure.kind == stated.kind]
    if stated.kind == "count":
        return _counted(stated, context, same)
    if stated.kind == "percent":
        return _shares(context, same)
    return _amounts(context, same) if stated.kind == "amount" else ([], False)


def _of_sources(context: Context, same: list[Figure], *, added: bool) -> list[Figure]:
    found: list[Figure] = []
    for sources in context.sources:
        parts = [figure for figure in same if figure.key in sources]
        found += [sum_of(parts)] if added and len(sources) > 1 and parts else parts
    return list(dict.fromkeys(found))


def _shares(context: Context, same: list[Figure]) -> tuple[list[Figure], bool]:
    sources, whole = _of_whole(context)
    if len(sources) > 1 or _NO_SHARE.search(context.clause):
        return [], False
    shares = [f for f in same if f.key != "total" and whole in {"", f.whole}]
    found = _of_sources(replace(context, sources=sources), shares, added=False)
    return found, bool(found)


def _of_whole(context: Context) -> tuple[tuple[tuple[str, ...], ...], str]:
    """Return the sources that a share is of, and the whole that it is said to be a part of."""
    after = context.clause.partition("#")[2]
    others = tuple(named for named in context.sources if named != ("state_budget",))
    if _IN_BUDGET.match(after) and others and others != context.sources:
        return others, "state_budget"
    return context.sources, "total" if _IN_TOTAL.search(f"{context.head}#{after}") else ""


def _amounts(context: Context, same: list[Figure]) -> tuple[list[Figure], bool]:
    found = _of_sources(context, same, added=True)
    if found:
        return found, True
    if not clauses.speaks_of_funding(context.sentence):
        return [], False
    whole = [figure for figure in same if figure.key == "total"]
    return whole, bool(whole) and _WHOLE.search(context.clause) is not None


def fitting_any(stated: Stated, figures: list[Figure]) -> tuple[Figure, ...]:
    """Return the printed figures that a number fits of which it is not said whose it is."""
    return tuple(
        figure for figure in figures
        if figure.kind == stated.kind and not figure.is_computed and figure.value is not None
        and compare(stated, figure.value) in {"agrees", "rounding"}
    )  # fmt: skip


def _counted(stated: Stated, context: Context, same: list[Figure]) -> tuple[list[Figure], bool]:
    unit = "district" if stated.unit == "place" else stated.unit
    keys = {f"{unit}_{stated.level}"} if stated.level and unit != "ocop" else None
    fitting = [
        figure for figure in same
        if (figure.key in keys if keys else figure.key.startswith(f"{unit}_"))
    ]  # fmt: skip
    if stated.unit in {"place", "district"} and not stated.level:
        fitting += [figure for figure in same if figure.key == "places"]
        if stated.unit == "place":
            fitting = fitting[::-1]
    own = [figure for figure in fitting if figure.district is None]
    if not context.districts:
        return own, len(own) == 1
    cells = [figure for figure in fitting if figure.district in context.districts]
    if len(context.districts) == 1 or context.each:
        assigned = [figure for figure in cells if figure.value is not None]
        return cells, bool(cells) and (context.each or len(assigned) == 1)
    sums = []
    for key in dict.fromkeys(figure.key for figure in cells):
        filled = [f for f in cells if f.key == key and f.value is not None]
        if filled:
            sums.append(sum_of(filled))
    return sums, len(sums) == 1


def sum_of(parts: list[Figure]) -> Figure:
    """Return a figure computed from others by adding them up."""
    if len(parts) == 1:
        return parts[0]
    lines = sorted({int(part.lines) for part in parts if part.lines.isdigit()})
    value = sum((part.value for part in parts if part.value is not None), Fraction(0))
    return Figure(parts[0].kind, " + ".join(part.subject for part in parts), value, parts[0].key,
                  section=parts[0].section, lines=", ".join(map(str, lines)))  # fmt: skip


def of_duties(stated: Stated, context: Context, reader: Reader) -> list[Figure]:
    """List the duties of which the sentence says the very percentage, by what is done and to what."""
    if stated.kind != "percent":
        return []
    before, _, after = context.clause.partition("#")
    found = []
    for row in reader.duties:
        label = str(row["what_vi"])
        if stated.printed not in label:
            continue
        at = re.search(rf"(?<![\d.,]){re.escape(stated.printed)}", label)
        if at is None:
            continue
        deed, thing = fold(label[: at.start()]).strip(), fold(label[at.end() :]).split()[:1]
        if deed and deed in before and all(re.search(rf"\b{word}\b", after[:30]) for word in thing):
            found.append(Figure("percent", label, stated.readings[0][0], row["duty"], stated.printed,
                                str(row["section"]), str(row["line"])))  # fmt: skip
    return found
