"""What a plan says of itself on its first page: title, year, province."""

import re
from collections import Counter

from ntm_analysis.document.passages import Passage
from ntm_analysis.provinces import CITIES, province_at
from ntm_analysis.text import CAPITALS, fold

_PROVINCE = re.compile(r"\btỉnh\s+(?!đoàn\b|[ủu]y\b|uỷ\b)((?:[^\W\d_]+\s?){1,4})", re.IGNORECASE)
_CITY = re.compile(r"\b(?:thành phố|tp\.?)\s+")
_YEAR = re.compile(r"\b20\d\d\b")
_NOT_A_NAME = re.compile(
    r"\s+(?:năm|giai|đến|đã|được|về|và|là|có|theo|ban|khóa|như|để|trong|số|cộng|độc|kế)\b.*",
    re.IGNORECASE,
)


def title_of(found: list[Passage]) -> str:
    """Return the title of a plan: "Kế hoạch" and the lines below it, or nothing."""
    for at, passage in enumerate(found[:12]):
        texts = [line.text.strip(" *#_") for line in passage.lines]
        while texts and not fold(texts[0]).startswith("ke hoach"):
            texts.pop(0)
        if passage.section or not texts:
            continue
        words = " ".join(texts).split()
        if len(words) == 2 and at + 1 < len(found) and not found[at + 1].section:
            at += 1
            words += found[at].text.strip(" *#_").split()
            words[2:3] = [words[2][:1].lower() + words[2][1:]] if words[2:] else []
        words += _rest_of_title(words, found[at + 1 : at + 4])
        words[0] = words[0].capitalize()
        words[1] = words[1].lower()
        return " ".join(words)
    return ""


def _rest_of_title(words: list[str], below: list[Passage]) -> list[str]:
    """Return the words of the lines below a title as far as the one that names its year."""
    rest: list[str] = []
    if _YEAR.search(" ".join(words)):
        return []
    for passage in below:
        text = passage.text.strip(" *#_")
        if passage.section or passage.marker or passage.is_row or re.search(r"[.;:]$", text):
            return []
        rest += text.split()
        if _YEAR.search(text):
            return rest
    return []


def year_of(found: list[Passage]) -> int | None:
    """Return the year of a plan: that of its title, else the one it names most."""
    for passage in found[:12]:
        years = re.findall(r"\bnam (20\d\d)\b", passage.folded)
        if years and passage.section == "":
            return int(years[-1])
    counted = Counter(
        year for passage in found for year in re.findall(r"\bnam (20\d\d)\b", passage.folded)
    )
    return int(counted.most_common(1)[0][0]) if counted else None


def province_of(found: list[Passage]) -> str:
    """Return the province, or city of its rank, that a document names most often, or nothing."""
    counted: Counter[str] = Counter()
    for passage in found:
        cells = passage.lines[0].cells
        for text in [cell.text for cell in cells] if cells else [passage.text]:
            for match in _PROVINCE.finditer(text):
                known = province_at(text, fold(text), match.start(1))
                if known:
                    counted[known] += 1
                    continue
                name = _NOT_A_NAME.sub("", match[1]).strip()
                words = re.match(rf"(?:[{CAPITALS}][^\W\d_]*\s?){{1,4}}", name)
                if words:
                    counted[words[0].strip().title()] += 1
    counted = counted or _cities(found)
    return counted.most_common(1)[0][0] if counted else ""


def _cities(found: list[Passage]) -> Counter[str]:
    """Count the cities of the rank of a province that a document names."""
    named = (
        province_at(passage.text, passage.folded, match.end())
        for passage in found
        for match in _CITY.finditer(passage.low)
    )
    return Counter(name for name in named if name in CITIES)
