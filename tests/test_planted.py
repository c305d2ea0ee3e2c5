"""Every change planted in a file of a report is found by what is in the file, whatever its hash."""

from pathlib import Path

import pytest
from planted_files import PLANTS, WRITERS, report
from planted_pdf import PDF

from ntm_analysis.plan import Plan
from ntm_analysis.publishing.verify.check import check

ALL = {**PLANTS, **{f"pdf: {name}": (".pdf", plant) for name, plant in PDF.items()}}


@pytest.fixture(scope="module")
def made(plan: Plan) -> dict[tuple[str, str], bytes]:
    """The report in each language and format."""
    return {(lang, ending): write(report(lang), plan)
            for lang in ("vi", "en") for ending, write in WRITERS.items()}  # fmt: skip


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_files_as_written_are_right(
    lang: str, made: dict[tuple[str, str], bytes], plan: Plan, tmp_path: Path
) -> None:
    files = [tmp_path / f"report{ending}" for ending in WRITERS]
    for file in files:
        file.write_bytes(made[lang, file.suffix])
    assert check(report(lang), plan, files) == []


@pytest.mark.parametrize("name", ALL)
def test_a_planted_change_is_found(
    name: str, made: dict[tuple[str, str], bytes], plan: Plan, tmp_path: Path
) -> None:
    ending, plant = ALL[name]
    before = made["vi", ending]
    after = plant(before)
    assert after != before
    file = tmp_path / f"report{ending}"
    file.write_bytes(after)
    said = check(report("vi"), plan, [file])
    assert said
    assert all(sentence.startswith(f"{file.name}: ") for sentence in said)
    if ending != ".docx" or "twice" not in name:
        assert not [sentence for sentence in said if "Error" in sentence], said
