"""Damages documents at random for as long as is asked: python benchmarks/fuzz.py [SECONDS].

The same properties as in tests/test_fuzz.py (tables of what stands in the file, or one sentence; no
traceback, no hang), with other examples in every run. What fails is shrunk by hypothesis and shown.
"""

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
import fuzzing  # noqa: E402

ROUND = 200


def strategies(folder: Path) -> dict[str, tuple[str, st.SearchStrategy[bytes]]]:
    """Return the ways in which documents are damaged: ending of the file, and its bytes."""
    whole = {kind: fuzzing.whole_file(folder, kind) for kind in (".txt", ".docx", ".html", ".pdf")}
    word, page = fuzzing.markup_of(whole[".docx"]), whole[".html"].read_text(encoding="utf-8")
    found: dict[str, tuple[str, st.SearchStrategy[bytes]]] = {
        "damaged text": (".txt", fuzzing.damaged_texts().map(_encoded)),
        "words in any order": (".md", fuzzing.mixed_texts().map(_encoded)),
        "damaged Word markup": (".docx", fuzzing.damaged_markup(word).map(fuzzing.word_file)),
        "damaged HTML": (".html", fuzzing.damaged_markup(page).map(_encoded)),
    }
    for kind, file in whole.items():
        found[f"damaged bytes, {kind}"] = (kind, fuzzing.damaged_bytes(file.read_bytes()))
    return found


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def round_of(
    file: Path, damaged: st.SearchStrategy[bytes], until: float, count: int
) -> Counter[str]:
    """Run one round of examples; gives how many were read and how many refused."""
    outcomes: Counter[str] = Counter()

    @settings(max_examples=count, deadline=None, database=None,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(damaged)
    def run(content: bytes) -> None:
        if time.monotonic() > until:
            return
        file.write_bytes(content)
        outcomes[fuzzing.assert_tables_or_sentence(file)] += 1

    run()
    return outcomes


def main() -> None:
    """Go round the ways of damage until the time is over."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 900.0
    until = time.monotonic() + seconds
    total: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ways = strategies(folder)
        while time.monotonic() < until:
            for way, (kind, damaged) in ways.items():
                count = ROUND // 20 if kind == ".pdf" else ROUND
                found = round_of(folder / f"damaged{kind}", damaged, until, count)
                total.update({(way, outcome): number for outcome, number in found.items()})
    _report(total, sorted(ways), print)


def _report(total: Counter[tuple[str, str]], ways: list[str], say: Callable[[str], None]) -> None:
    for way in ways:
        say(f"{way}: {total[way, 'read']} read, {total[way, 'refused']} refused in one sentence")
    say(f"{sum(total.values())} documents, none with a traceback, a hang or a value not in it")


if __name__ == "__main__":
    main()
