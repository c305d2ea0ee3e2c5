"""Whatever a file holds: tables of what stands in it, or one sentence; never a traceback, never a hang."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from fuzzing import (
    assert_tables_or_sentence,
    damaged_bytes,
    damaged_markup,
    damaged_texts,
    markup_of,
    mixed_texts,
    whole_file,
    word_file,
)
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from quoted import SENTENCES

import ntm_analysis as ntm
from ntm_analysis.errors import InputError

WHOLE = "--whole" in sys.argv


def examples(few: int, many: int) -> settings:
    """Examples are drawn with a fixed seed, so that each run is the same; --whole draws many.

    What fails is not shrunk here, which takes minutes; `make fuzz` does.
    """
    return settings(
        phases=[Phase.explicit, Phase.generate],
        max_examples=many if WHOLE else few, derandomize=True, deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


def test_damaged_texts(folder: Path) -> None:
    outcomes: Counter[str] = Counter()

    @examples(80, 3000)
    @given(damaged_texts())
    def run(text: str) -> None:
        file = folder / "a.txt"
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
        outcomes[assert_tables_or_sentence(file)] += 1

    run()
    assert outcomes["read"] > 30
    assert outcomes["refused"] > 3


def test_words_of_the_genre_in_any_order(folder: Path) -> None:
    @examples(60, 2000)
    @given(mixed_texts())
    def run(text: str) -> None:
        file = folder / "b.md"
        file.write_text(text, encoding="utf-8")
        assert_tables_or_sentence(file)

    run()


@pytest.mark.parametrize("kind", [".docx", ".html"])
def test_damaged_markup(folder: Path, kind: str) -> None:
    whole = whole_file(folder, kind)
    markup = markup_of(whole) if kind == ".docx" else whole.read_text(encoding="utf-8")

    @examples(30, 1500)
    @given(damaged_markup(markup))
    def run(text: str) -> None:
        file = folder / f"c{kind}"
        content = text.encode("utf-8", "surrogatepass")
        file.write_bytes(word_file(text) if kind == ".docx" else content)
        assert_tables_or_sentence(file)

    run()


@pytest.mark.parametrize("kind", [".docx", ".html", ".txt", ".pdf"])
def test_damaged_bytes(folder: Path, kind: str) -> None:
    content = whole_file(folder, kind).read_bytes()
    few = (3, 60) if kind == ".pdf" else (40, 1000)

    @examples(*few)
    @given(st.one_of(damaged_bytes(content), st.binary(max_size=400)))
    def run(damaged: bytes) -> None:
        file = folder / f"d{kind}"
        file.write_bytes(damaged)
        assert_tables_or_sentence(file)

    run()


def test_sentences_with_anything_in_them(plan: ntm.Plan) -> None:
    words = [word for sentence, _ in SENTENCES for word in sentence.split()]

    @examples(150, 3000)
    @given(
        st.lists(st.one_of(st.sampled_from(words), st.text(max_size=6)), max_size=30).map(" ".join)
    )
    def run(sentence: str) -> None:
        try:
            found = ntm.judge(sentence, plan)
        except InputError as error:
            assert "\n" not in str(error)
            return
        for row in found.to_dict("records"):
            assert row["number"]
            assert row["message"].strip()
            assert row["verdict"] in {"agrees", "rounding", "differs", "unsupported"}

    run()


def test_the_command_ends_with_2_writes_nothing_and_shows_no_traceback(tmp_path: Path) -> None:
    bad = {"a.docx": b"PK\x03\x04" + bytes(300), "b.txt": b"\xff\xfe\x00", "c.html": b"<td>" * 3000,
           "d.pdf": b"%PDF-1.7\n" + bytes(500), "e.md": b"7" * 5000}  # fmt: skip
    for name, content in bad.items():
        (tmp_path / name).write_bytes(content)
        call = [sys.executable, "-m", "ntm_analysis.cli", "read", name, "--out", "tables"]
        done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 2, name
        assert done.stderr.strip().count("\n") == 0
        assert "Traceback" not in done.stderr
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(bad)
