"""The audit of a document: nothing to say of a clean one, something of every planted mistake."""

import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from documents import HEAD, ROWS, TEXT, WRITERS, write_docx, write_txt

import ntm_analysis as ntm
from ntm_analysis.document.files import read_document
from ntm_analysis.errors import InputError

DOCUMENT = Path(__file__).resolve().parents[2] / "shared/document/thanh_hoa_2024_plan.txt"


def said(folder: Path, text: list[str], rows: list[list[str]]) -> list[str]:
    """Return the errors and warnings of a document, or the sentence that refuses it."""
    try:
        found = ntm.audit(ntm.read_plan(write_txt(folder / "plan.txt", text, rows)))
    except InputError as error:
        return [str(error)]
    return sorted(found.query("severity != 'note'")["message_vi"])


@pytest.mark.parametrize("kind", list(WRITERS))
def test_a_clean_document_has_no_error(tmp_path: Path, kind: str) -> None:
    plan = ntm.read_plan(WRITERS[kind](tmp_path / f"plan{kind}", TEXT, [HEAD, *ROWS]))
    table = ntm.checks.run(plan)
    assert not (table["severity"] == "error").any()
    # Seven columns with seven totals in the text, two levels of money, three shares; the four
    # main shares are not all printed to 100, so their sum is checked too.
    assert table.query("severity == 'holds'")["check"].value_counts().to_dict() == {
        "column_sum": 7, "headline_annex": 7, "funding_sum": 2, "share": 3, "share_sum": 1,
    }  # fmt: skip


@pytest.mark.checkout
@pytest.mark.skipif(not DOCUMENT.exists(), reason="the plan's text is not beside the project")
def test_the_real_document_has_one_error(tmp_path: Path) -> None:
    call = [sys.executable, "-m", "ntm_analysis.cli", "audit", str(DOCUMENT)]
    done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    wrong = [line for line in done.stdout.splitlines() if line.startswith("Sai: ")]
    assert len(wrong) == 1
    assert "thiếu 8.000.000 đồng (dòng 33–39)" in wrong[0]


def test_every_changed_cell_and_row_of_the_annex_is_found(tmp_path: Path) -> None:
    clean = said(tmp_path, TEXT, [HEAD, *ROWS])
    for row in range(1, len(ROWS)):
        for column in range(2, 10):
            old = ROWS[row][column]
            for new in [str(int(old) + 1), str(int(old) - 1), ""] if old else ["1"]:
                rows = [list(r) for r in ROWS]
                rows[row][column] = new
                assert said(tmp_path, TEXT, [HEAD, *rows]) != clean, (row, column, new)
        dropped = [r for at, r in enumerate(ROWS) if at != row]
        assert said(tmp_path, TEXT, [HEAD, *dropped]) != clean
        assert said(tmp_path, TEXT, [HEAD, *ROWS, ROWS[row]]) != clean


def test_every_changed_digit_beyond_the_printed_precision_is_found(tmp_path: Path) -> None:
    clean = said(tmp_path, TEXT, [HEAD, *ROWS])
    changed = 0
    for at, line in enumerate(TEXT):
        for match in re.finditer(r"[\d.,]+(?= (?:tỷ|triệu)|%)", line):
            # The total has two decimals: of the parts, digits under 10 million cannot be seen.
            digits = [i for i in range(match.start(), match.end()) if line[i].isdigit()]
            for place in digits[:-1] if "," in match[0] else digits[:-2] or digits:
                if "Nợ" in line or "triệu" in line[match.end() : match.end() + 7]:
                    continue
                other = str((int(line[place]) + 3) % 10)
                text = [*TEXT]
                text[at] = line[:place] + other + line[place + 1 :]
                assert said(tmp_path, text, [HEAD, *ROWS]) != clean, text[at]
                changed += 1
    assert changed > 30


def test_damaged_documents_end_in_tables_or_in_a_sentence(tmp_path: Path, whole: bool) -> None:
    """Lines are cut, doubled, mixed and mistyped; what is printed in a table stands in the file."""
    chance = random.Random(20240101)
    lines = [*TEXT, *("\t".join(row) for row in [HEAD, *ROWS])]
    for _ in range(5000 if whole else 60):
        damaged = list(lines)
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(damaged))
            line = damaged[at]
            cut = chance.randint(0, len(line))
            sign = chance.choice("-+.,;:%()0123456789\t|\u0301 tỷđ")
            damaged[at] = chance.choice([line[:cut], line[cut:], line[:cut] + sign + line[cut:],
                                         line + damaged[chance.randrange(len(damaged))]])  # fmt: skip
        file = write_txt(tmp_path / "a.txt", damaged, [])
        try:
            plan = ntm.read_plan(file)
        except InputError as error:
            assert "\n" not in str(error)
            continue
        ntm.audit(plan)
        printed = read_document(file).lines
        for name in ("headline", "funding", "targets", "totals", "districts"):
            for row in plan.tables[name].to_dict("records"):
                first = printed[int(row["line"]) - 1].content.raw
                assert row["as_printed"].split(" ")[0] in first, row


def test_damaged_word_files_end_in_tables_or_in_a_sentence(tmp_path: Path) -> None:
    whole = write_docx(tmp_path / "a.docx", TEXT, [HEAD, *ROWS]).read_bytes()
    chance = random.Random(1)
    for _ in range(60):
        content = bytearray(whole)
        for _ in range(chance.randint(1, 30)):
            content[chance.randrange(4, len(content))] = chance.randrange(256)
        file = tmp_path / "b.docx"
        file.write_bytes(bytes(content[: chance.choice([len(content), len(content) // 2])]))
        try:
            ntm.read_plan(file)
        except InputError as error:
            assert "b.docx" in str(error)
