"""Districts that a sentence names and gives a standard, and numbers that are of another matter."""

from collections.abc import Iterator
from dataclasses import replace

from ntm_analysis.quote.about import Words
from ntm_analysis.quote.accounted import several_levels, unaccounted
from ntm_analysis.quote.candidates import of_duties
from ntm_analysis.quote.context import Context, Reader
from ntm_analysis.quote.figures import Group
from ntm_analysis.quote.named import Claim, as_stated, judge_names
from ntm_analysis.quote.naming import UNKNOWN
from ntm_analysis.quote.ranking import speaks_of_rank
from ntm_analysis.quote.refusing import not_stated, refused
from ntm_analysis.quote.saying import Judgement
from ntm_analysis.quote.stated import Stated
from ntm_analysis.text import fold


def of_another_matter(
    stated: Stated, context: Context, words: Words, groups: list[Group]
) -> Judgement | None:
    """Refuse a number about which there are words that make it one of another matter."""
    if stated.kind == "other":
        return None
    reader, words_about = words.reader, words.about(stated)
    if stated.kind == "count" and several_levels(reader, words_about):
        return Judgement("unsupported", "several_levels")
    known = [duty.subject for duty in of_duties(stated, context, reader)]
    if stated.kind == "names" or context.named:
        known += [group.words for group in groups]
    more = ("names",) if known else ()
    found = unaccounted(reader, stated, context, words_about, " ".join(known), more)
    return Judgement("unsupported", "unaccounted", fields=(("words", found),)) if found else None


def counted_names(
    stated: Stated, context: Context, claim: Claim | None, groups: list[Group]
) -> Judgement:
    """Judge a number of districts that are named: it must count them, and they must be a group."""
    names = context.named
    if names is None or stated.readings[0][0] != len(set(names.keys)):
        count = len(set(names.keys)) if names else 0
        return Judgement("differs", "miscounted", fields=(("count", str(count)),))
    if claim and claim.denied:
        return Judgement("unsupported", "negated")
    if context.scope:
        return Judgement("unsupported", "scope_nowhere")
    if names.start < stated.start and not claim and not stated.level:
        groups = [group for group in groups if _says(context, group)]
    levels = claim.levels if claim else (stated.level,) if stated.level else ()
    return judge_names(names, levels, groups, complete=True)


def _says(context: Context, group: Group) -> bool:
    """Tell whether a clause says of the districts what the plan says of a group of them."""
    after = fold(context.clause.partition("#")[2])
    return bool({word for word in after.split() if len(word) > 1} & set(fold(group.words).split()))


def claimed(
    words: Words, given: list[Claim], groups: list[Group]
) -> Iterator[tuple[Stated, Judgement]]:
    """Yield the judgements on names that are given a standard and that no number counts."""
    reader, text = words.reader, words.reader.text
    for claim in given:
        names = as_stated(claim)
        stated = replace(names, printed=text[names.start : names.end])
        context = reader.of(stated)
        judged = refused(stated, replace(context, time=""), text, reader.plan)
        if claim.denied:
            judged = Judgement("unsupported", "negated")
        if all(str(key).startswith(UNKNOWN) for key in claim.names.keys):
            fields = (("name", stated.printed),)
            judged = judged or Judgement("unsupported", "unknown_place", fields=fields)
        judged = judged or of_another_matter(stated, context, words, groups)
        if judged is None and claim.reached:
            judged = not_stated("baseline", reader.plan)
        yield (
            stated,
            judged or judge_names(claim.names, claim.levels, groups, complete=claim.complete),
        )


def ranked(reader: Reader, judged: list[Stated]) -> Iterator[tuple[Stated, Judgement]]:
    """Yield the judgements on districts called the first or the only one, where nothing else is said."""
    for names in reader.lists:
        stated = Stated(reader.text[names.start : names.end], names.start, names.end, "names", ())
        begin, end = reader.bounds(stated)
        alone = not any(begin <= other.start < end for other in judged)
        if alone and speaks_of_rank(reader.folded[begin:end]):
            yield stated, Judgement("unsupported", "superlative")
