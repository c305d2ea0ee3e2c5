"""Each style of annex gives the cells that a reader takes from it, in Word, HTML and PDF."""

import html
import re
from pathlib import Path
from typing import Any

import docx
import pytest
from annex_styles import STYLES
from documents import pdf_story
from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import SimpleDocTemplate, Table
from test_annex_layouts import MONEY, errors, title, totals, values

import ntm_analysis as ntm

TEXT = [*title("Thanh Hóa", 2024), *MONEY, "Phụ lục"]
Cell = tuple[int, int, int, int, str]  # row, column, rows and columns that it covers, text


def merged(rows: str) -> list[Cell]:
    """Return the cells of the notation of `annex_styles`."""
    table = [[text.strip() for text in line.split("|")] for line in rows.strip().splitlines()]
    made = []
    for at, row in enumerate(table):
        for column, text in enumerate(row):
            if text in {"<", "^"}:
                continue
            across = next(
                (n for n, t in enumerate(row[column + 1 :]) if t != "<"), len(row) - column - 1
            )
            below = [other[column] for other in table[at + 1 :]]
            down = next((n for n, t in enumerate(below) if t != "^"), len(below))
            made.append((at, column, down + 1, across + 1, text))
    return made


def write_word(file: Path, cells: list[Cell]) -> Path:
    document = docx.Document()
    for line in TEXT:
        document.add_paragraph(line)
    table = document.add_table(1 + max(c[0] for c in cells), 1 + max(c[1] for c in cells))
    for row, column, down, across, text in cells:
        cell = table.cell(row, column)
        if (down, across) != (1, 1):
            cell = cell.merge(table.cell(row + down - 1, column + across - 1))
        cell.text = text
    document.save(str(file))
    return file


def write_page(file: Path, cells: list[Cell]) -> Path:
    rows: dict[int, str] = {}
    for row, _, down, across, text in cells:
        cell = f"<td rowspan={down} colspan={across}>{html.escape(text)}</td>"
        rows[row] = rows.get(row, "") + cell
    body = "".join(f"<p>{line}</p>" for line in TEXT)
    table = "".join(f"<tr>{rows[row]}</tr>" for row in sorted(rows))
    page = f"<html><meta charset='utf-8'><body>{body}<table>{table}</table></body></html>"
    file.write_text(page, encoding="utf-8")
    return file


def write_pages(file: Path, cells: list[Cell]) -> Path:
    style: list[Any] = [
        ("GRID", (0, 0), (-1, -1), 0.5, "black"),
        ("FONT", (0, 0), (-1, -1), "DejaVu", 7),
    ]
    table = [[""] * (1 + max(c[1] for c in cells)) for _ in range(1 + max(c[0] for c in cells))]
    for row, column, down, across, text in cells:
        table[row][column] = re.sub(r"(.{12,}?) ", r"\1\n", text)
        style.append(("SPAN", (column, row), (column + across - 1, row + down - 1)))
    story = [*pdf_story(TEXT, [["-"]])[:-1], Table(table, style=style)]
    SimpleDocTemplate(str(file), pagesize=landscape(A4)).build(story)
    return file


WRITE = {".docx": write_word, ".html": write_page, ".pdf": write_pages}


def numbers(said: str) -> dict[str, int]:
    """Read "Thọ Xuân 2, Như Thanh 3"."""
    return {name: int(number) for name, number in re.findall(r"(?:^|, )(.+?) (\d+)(?=,|$)", said)}


@pytest.mark.parametrize("name", list(STYLES))
@pytest.mark.parametrize("kind", list(WRITE))
def test_styles(tmp_path: Path, name: str, kind: str) -> None:
    style = STYLES[name]
    plan = ntm.read_plan(WRITE[kind](tmp_path / f"plan{kind}", merged(style.rows)))
    assert values(plan) == {
        (district, indicator): value
        for indicator, said in style.cells.items() for district, value in numbers(said).items()
    }  # fmt: skip
    assert totals(plan) == numbers(style.totals)
    said = set(style.said.split()) - ({"body_shared"} if kind == ".html" else set())
    assert said <= set(plan.remarks["kind"])
    assert errors(plan, tmp_path) == set(style.errors.split())
    assert plan.districts["district_code"].notna().all()
