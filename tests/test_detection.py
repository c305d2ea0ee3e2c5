"""Planted mistakes are found: every single cell and row, every digit beyond the printed precision."""

import re
import sys
from collections import Counter
from pathlib import Path

import pytest
from planting import KINDS, changes

pytestmark = pytest.mark.checkout


@pytest.fixture
def detection(root: Path):
    sys.path.insert(0, str(root / "benchmarks"))
    import detection as module

    sys.path.remove(str(root / "benchmarks"))
    return module


def test_every_mistake_that_can_be_found_is_found(detection, whole: bool) -> None:
    planted, found, missed = detection.measure(detection.own(), "\n\n", 5000 if whole else 15)
    assert [change for change in missed if KINDS[change.kind]] == []
    assert set(planted) == set(KINDS)
    assert found["cells_swapped_in_column"] == 0


def test_the_changes_are_as_many_as_a_person_counts(detection, tmp_path: Path) -> None:
    source = detection.own()
    _, funding = detection.said(tmp_path, source.lines, "\n\n")
    counted = Counter(change.kind for change in changes(source, funding))
    # Ten filled and fourteen blank cells in three rows of eight; a row of totals beside them.
    assert [counted[kind] for kind in ("cell_plus_1", "cell_emptied", "blank_filled")] == [
        10,
        10,
        14,
    ]
    assert [counted[kind] for kind in ("row_dropped", "row_doubled")] == [4, 4]
    # Of 28 pairs of columns one has the same total, 1.
    assert counted["columns_swapped"] == 27
    # Three shares of four digits (8,33 of three), nine other digits each.
    assert counted["share_digit"] == 9 * (4 + 4 + 3)
    # 1200,50 900,250 500 250 150,000 250.000 200,250 100,000: 41 digits.
    within, beyond = (counted[f"amount_digit_{kind}_precision"] for kind in ("within", "beyond"))
    assert within + beyond == 9 * (6 + 6 + 3 + 3 + 6 + 6 + 6 + 6)
    assert beyond > 4 * within


def test_the_page_of_results_holds_what_must_be_found(root: Path, detection) -> None:
    page = (root / "docs/detection.md").read_text(encoding="utf-8")
    for kind, must in KINDS.items():
        shares = re.findall(rf"\| {re.escape(detection.NAMES[kind])} \|.*\| ([\d.]+) % \|", page)
        assert len(shares) == 2, kind
        assert not must or shares == ["100.0", "100.0"], kind
