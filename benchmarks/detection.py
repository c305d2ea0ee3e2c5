"""Plants mistakes in documents and counts which the audit finds: python benchmarks/detection.py.

Every change is made in the text of a whole document, which is then read and audited as a user would
do it. A change is found if the findings of severity error or warning are others than without it, or
if the document is refused. Results go to docs/detection.md: the project's own invented document,
and the plan of Thanh Hóa 2024 where its text lies beside the project (it is not part of it).
"""

import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pandas as pd

import ntm_analysis as ntm
from ntm_analysis.errors import InputError

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from documents import HEAD, ROWS, TEXT  # noqa: E402
from funding_layouts import LAYOUTS, TITLE  # noqa: E402
from planting import KINDS, Change, Source, changes  # noqa: E402

REAL = ROOT.parent / "shared/document/thanh_hoa_2024_plan.txt"
MOST = 400  # of one kind in one document; of more, a sample with a fixed seed
NAMES = {
    "cell_plus_1": "an assigned cell + 1", "cell_minus_1": "an assigned cell − 1",
    "cell_emptied": "an assigned cell emptied", "blank_filled": "a blank cell filled",
    "total_changed": "a cell of the row of totals changed, emptied or filled",
    "headline_changed": "a number of the target sentence ± 1",
    "row_dropped": "a row of the annex dropped", "row_doubled": "a row of the annex doubled",
    "cells_swapped_in_row": "two cells of a row swapped",
    "cells_swapped_over_rows": "two cells of different rows and columns swapped",
    "cells_swapped_in_column": "two cells of a column swapped",
    "columns_swapped": "two columns swapped under their headings",
    "amount_digit_beyond_precision": "a digit of an amount, change beyond the printed precision",
    "amount_digit_within_precision": "a digit of an amount, change within the printed precision",
    "share_digit": "a digit of a printed share",
}  # fmt: skip
PAGE = """# What the audit finds

Written by `make detection`. Each mistake is planted alone in the text of a whole document, which is
then read and audited. It counts as found if the findings of severity error or warning are others
than before, or if the document is refused. Of kinds with more than {most} possible changes, {most}
are drawn with a fixed seed.

{tables}
## What cannot be found, and why

- **Two cells of one column swapped**: every sum of the annex stays what it was, and nothing else in
  a plan says what one district is assigned. Found only where the text names the district (targets
  of whole districts).
- **Two whole columns with equal totals swapped**: each sum and each target of the text still holds,
  so they are left out of the count above.
- **A digit of an amount within the printed precision**: a total printed as 7.507,44 allows its
  parts to be off by half of its last digit and of theirs; less cannot be told from rounding.
  Those that are found break another, finer sum or a share.
- **Two mistakes that make up for each other**, as a part and its total changed alike: not planted
  here; found only if a share or the text is printed too.

Columns swapped together with their headings are no mistake: the tables stay the same, see
`tests/test_equivalence.py`.
"""


def own() -> Source:
    """Return the invented document of the tests."""
    lines = (*TEXT, *("\t".join(row) for row in [HEAD, *ROWS]))
    first = next(at for at, line in enumerate(lines) if "Tổng vốn" in line)
    last = next(at for at, line in enumerate(lines) if "xổ số" in line)
    return Source(lines, range(first, last + 1), 3)


def real() -> Source:
    """Return the plan of Thanh Hóa 2024; its funding list stands on lines 31 to 47."""
    return Source(tuple(REAL.read_text(encoding="utf-8").split("\n")), range(30, 47), 26)


def layouts() -> list[Source]:
    """Return the invented funding lists of the tests in bullets and prose, a document each."""
    documents = [(*TITLE, *text.split("|")) for text, _ in LAYOUTS.values() if "\t" not in text]
    return [Source(lines, range(len(TITLE), len(lines)), 0) for lines in documents]


def said(folder: Path, lines: tuple[str, ...], gap: str) -> tuple[list[str], pd.DataFrame]:
    """Return the errors and warnings of a document, or its refusal, and its funding table."""
    file = folder / "plan.txt"
    file.write_text(gap.join(lines) + "\n", encoding="utf-8")
    try:
        plan = ntm.read_plan(file)
    except InputError as error:
        return [str(error)], pd.DataFrame()
    found = ntm.audit(plan)
    return sorted(found.loc[found["severity"] != "note", "message_vi"]), plan.funding


def measure(
    source: Source, gap: str, most: int = MOST
) -> tuple[Counter[str], Counter[str], list[Change]]:
    """Return how many changes of each kind were planted and found, and those that were missed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clean, funding = said(folder, source.lines, gap)
        by_kind: dict[str, list[Change]] = {kind: [] for kind in KINDS}
        for change in changes(source, funding):
            by_kind[change.kind].append(change)
        planted: Counter[str] = Counter()
        found: Counter[str] = Counter()
        missed: list[Change] = []
        for kind, made in by_kind.items():
            chosen = made if len(made) <= most else random.Random(20240101).sample(made, most)  # noqa: S311
            for change in chosen:
                planted[kind] += 1
                if said(folder, change.lines, gap)[0] != clean:
                    found[kind] += 1
                else:
                    missed.append(change)
    return planted, found, missed


def table(title: str, planted: Counter[str], found: Counter[str]) -> str:
    """Return one table of results in Markdown."""
    rows = [f"## {title}", "", "| change | planted | found | share |", "|---|---:|---:|---:|"]
    rows += [
        f"| {NAMES[kind]} | {count} | {found[kind]} | {100 * found[kind] / count:.1f} % |"
        for kind in KINDS
        if (count := planted[kind])
    ]
    return "\n".join(rows) + "\n"


def main() -> None:
    """Measure all documents and write the page."""
    documents = [
        ("The invented document of the tests (3 districts)", [own()], "\n\n"),
        ("Invented funding lists in other layouts (a document each)", layouts(), "\n\n"),
    ]
    if REAL.exists():
        documents.append(("The plan of Thanh Hóa 2024 (27 districts)", [real()], "\n"))
    tables = []
    for title, sources, gap in documents:
        planted, found, missed = Counter(), Counter(), []
        for source in sources:
            more = measure(source, gap)
            planted, found, missed = planted + more[0], found + more[1], missed + more[2]
        tables.append(table(title, planted, found))
        print(tables[-1])  # noqa: T201
        for change in missed:
            if KINDS[change.kind]:
                print("MISSED", change.kind, change.what)  # noqa: T201
    if len(tables) == len(documents) and REAL.exists():
        page = PAGE.format(most=MOST, tables="\n".join(tables))
        (ROOT / "docs/detection.md").write_text(page, encoding="utf-8")
    else:
        print("docs/detection.md is left as it is: the plan's text is not there.")  # noqa: T201


if __name__ == "__main__":
    main()
