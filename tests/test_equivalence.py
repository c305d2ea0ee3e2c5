"""One document in every kind of file, form of letters and order of columns gives the same values."""

import random
import unicodedata
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import docx
import pandas as pd
import pytest
from documents import HEAD, ROWS, TEXT, WRITERS, pdf_story, write_html, write_txt
from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import PageBreak, SimpleDocTemplate

import ntm_analysis as ntm
from ntm_analysis.document.files import read_document

DOCUMENT = Path(__file__).resolve().parents[2] / "shared/document/thanh_hoa_2024_plan.txt"
VALUES = {
    "headline": ["indicator", "value", "as_printed", "section"],
    "districts": ["district_code", "order", "as_printed", "section"],
    "targets": ["district_code", "indicator", "value", "as_printed", "section", "column"],
    "totals": ["indicator", "value", "as_printed", "section", "column"],
    "assignments": ["body", "district_code", "as_printed", "section"],
    "funding": ["source", "parent", "amount_vnd", "share_stated_pct", "as_printed",
                "share_as_printed", "qualifier", "reading", "section"],
    "duties": ["what_vi", "due_kind", "due_date", "as_printed", "section"],
    "duty_parties": ["body", "district_code", "role", "as_printed", "section"],
    "references": ["number", "issuer", "date", "as_printed", "section"],
    "mentions": ["kind", "district_code", "subject", "as_printed", "section"],
    "not_stated": ["topic", "scope", "section"],
}  # fmt: skip
Content = tuple[list[str], list[list[str]]]
SPELLINGS: dict[str, Callable[[str], str]] = {
    "NFC": lambda text: unicodedata.normalize("NFC", text),
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "tone marks the newer way": lambda text: text.replace("óa", "oá").replace("ủy", "uỷ"),
}


def real_content() -> Content:
    """Return the paragraphs and the annex of the real plan, its empty lines left out."""
    lines = DOCUMENT.read_text(encoding="utf-8").split("\n")
    text = [line for line in lines if line.strip() and "\t" not in line]
    return text, [line.split("\t") for line in lines if "\t" in line]


def contents() -> list:
    missing = pytest.mark.skipif(not DOCUMENT.exists(), reason="the plan's text is not there")
    return [pytest.param("own", id="own"), pytest.param("real", id="real", marks=missing)]


def content_of(name: str) -> Content:
    return (list(TEXT), [HEAD, *ROWS]) if name == "own" else real_content()


def spelled(content: Content, spell: Callable[[str], str]) -> Content:
    return [spell(line) for line in content[0]], [[spell(c) for c in row] for row in content[1]]


def plain(table: pd.DataFrame, columns: list[str]) -> list[dict]:
    """Return a table's values with letters of one form, so that they can be compared."""
    shown = table[[c for c in columns if c in table]].astype("object")
    shown = shown.where(shown.notna(), None)
    one_form = {"óa": "oá", "ủy": "uỷ"}
    rows = []
    for row in shown.to_dict("records"):
        for key, value in row.items():
            if isinstance(value, str):
                text = unicodedata.normalize("NFC", " ".join(value.split()))
                for old, new in one_form.items():
                    text = text.replace(old, new)
                row[key] = text
        rows.append(row)
    return rows


def values(tables: dict[str, pd.DataFrame]) -> dict[str, list[dict]]:
    return {name: plain(tables[name], columns) for name, columns in VALUES.items()}


def filled(tables: dict[str, pd.DataFrame]) -> tuple[int, dict[tuple[int, str], int]]:
    """Return how many cells there are, and the assigned ones."""
    rows = tables["targets"].dropna(subset=["value"])
    return len(tables["targets"]), {
        (row.district_code, row.indicator): row.value for row in rows.itertuples()
    }


def assert_addresses(file: Path, tables: dict[str, pd.DataFrame]) -> None:
    """Each value's printed characters stand on its line, and a cell's in its column."""
    lines = read_document(file).lines
    for name in VALUES:
        for row in tables[name].to_dict("records"):
            place = row.get("lines") or row["line"]
            if "as_printed" not in row or not row["as_printed"] or place is None:
                continue
            line = lines[int(str(place).split("|")[0]) - 1]
            if name == "references":
                assert row["number"].split("/")[0] in line.content.raw, row
                continue
            near = " ".join(
                lines[at].content.raw
                for at in range(line.number - 1, len(lines))
                if at < line.number + 4
            )
            assert row["as_printed"] in line.content.raw or (
                not line.cells and row["as_printed"] in near
                and row["as_printed"].split()[0] in line.content.raw
            ), (name, row)  # fmt: skip
            if "column" in row and line.cells:
                held = [c for c in line.cells if c.column == row["column"]]
                assert [c.as_printed for c in held] == [row["as_printed"]], (name, row)
            if file.suffix in {".docx", ".pdf"} and "page" in row:
                assert (row["page"], row["paragraph"]) == (line.page, row["paragraph"])


def write_parts(file: Path, text: list[str], parts: list[list[list[str]]]) -> Path:
    """Write a document whose table a page break cuts into parts."""
    if file.suffix == ".txt":
        rows = "\n\nTrang 2\n\n".join("\n".join("\t".join(r) for r in part) for part in parts)
        file.write_text("\n\n".join(text) + "\n\n" + rows + "\n", encoding="utf-8")
    elif file.suffix == ".html":
        write_html(file, text, parts[0])
        rest = "".join(
            "<p>2</p><table>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in part) + "</table>"
            for part in parts[1:]
        )  # fmt: skip
        page = file.read_text(encoding="utf-8").replace("</body>", rest + "</body>")
        file.write_text(page, encoding="utf-8")
    elif file.suffix == ".pdf":
        story = pdf_story(text, parts[0])
        for part in parts[1:]:
            story += [PageBreak(), *pdf_story([], part)]
        SimpleDocTemplate(str(file), pagesize=landscape(A4)).build(story)
    else:
        document = docx.Document()
        for paragraph in text:
            document.add_paragraph(paragraph)
        for at, part in enumerate(parts):
            if at:
                document.add_page_break()
            table = document.add_table(len(part), len(part[0]))
            for cells, row in zip(table.rows, part, strict=True):
                for cell, content in zip(cells.cells, row, strict=True):
                    cell.text = content
        document.save(str(file))
    return file


@pytest.mark.parametrize("spelling", list(SPELLINGS))
@pytest.mark.parametrize("kind", list(WRITERS))
@pytest.mark.parametrize("name", contents())
def test_every_kind_of_file_and_form_of_letters(
    tmp_path: Path, name: str, kind: str, spelling: str
) -> None:
    expected = values(ntm.read_tables(write_txt(tmp_path / "first.txt", *content_of(name))))
    assert len(expected["targets"]) == (24 if name == "own" else 216)
    text, rows = spelled(content_of(name), SPELLINGS[spelling])
    file = WRITERS[kind](tmp_path / f"plan{kind}", text, rows)
    tables = ntm.read_tables(file)
    assert values(tables) == expected
    assert_addresses(file, tables)


@pytest.mark.parametrize("kind", list(WRITERS))
@pytest.mark.parametrize("name", contents())
def test_a_page_break_at_any_row(tmp_path: Path, name: str, kind: str, whole: bool) -> None:
    text, rows = content_of(name)
    expected = values(ntm.read_tables(write_txt(tmp_path / "first.txt", text, rows)))
    places = list(range(2, len(rows)))
    if not whole:
        places = random.Random(kind).sample(places, 1 if kind == ".pdf" else 2)
    for at in places:
        for again in ([], [rows[0]]) if whole or kind != ".pdf" else ([],):
            file = write_parts(tmp_path / f"plan{kind}", text, [rows[:at], [*again, *rows[at:]]])
            tables = ntm.read_tables(file)
            assert values(tables) == expected, (at, bool(again))
            assert_addresses(file, tables)


@pytest.mark.parametrize("kind", list(WRITERS))
@pytest.mark.parametrize("name", contents())
def test_columns_in_any_order(tmp_path: Path, name: str, kind: str, whole: bool) -> None:
    text, rows = content_of(name)
    tables = ntm.read_tables(write_txt(tmp_path / "first.txt", text, rows))
    expected = filled(tables)
    chance = random.Random(2)
    width = len(rows[0])
    orders = [
        chance.sample(range(width), width)
        for _ in range(40 if whole else 1 if kind == ".pdf" else 3)
    ]
    if whole and kind == ".txt":
        orders += [[0, 1, *order, 10] for order in list(permutations(range(2, 10)))[::97]]
    for order in orders:
        file = WRITERS[kind](
            tmp_path / f"b{kind}", text, [[row[at] for at in order] for row in rows]
        )
        found = ntm.read_tables(file)
        assert filled(found) == expected, order
        assert found["totals"].set_index("indicator")["value"].to_dict() == (
            tables["totals"].set_index("indicator")["value"].to_dict()
        )
        assert plain(found["assignments"], VALUES["assignments"]) == plain(
            tables["assignments"], VALUES["assignments"]
        )
        assert_addresses(file, found)
