"""Sections of targets and annexes in the layouts of many provinces, read as a reader takes them."""

import html
import re
from pathlib import Path

import docx
import pytest
from target_plans import PLANS
from test_annex_layouts import MONEY, errors, title, totals, values
from test_annex_styles import merged, numbers

import ntm_analysis as ntm
from ntm_analysis.plan import Plan


def rows_of(block: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in block.splitlines()]


def write_text(file: Path, blocks: list[str]) -> Path:
    sign = " | " if file.suffix == ".md" else "\t"
    lines = []
    for block in blocks:
        table = ["", *(sign.join(row) for row in rows_of(block)), ""]
        bars = [f"| {line} |" for line in table[1:-1]]
        lines += (["", *bars, ""] if sign != "\t" else table) if "|" in block else [block, ""]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def write_word(file: Path, blocks: list[str]) -> Path:
    document = docx.Document()
    for block in blocks:
        if "|" not in block:
            document.add_paragraph(block)
            continue
        cells = merged(block)
        table = document.add_table(1 + max(c[0] for c in cells), 1 + max(c[1] for c in cells))
        for row, column, down, across, text in cells:
            cell = table.cell(row, column)
            if (down, across) != (1, 1):
                cell = cell.merge(table.cell(row + down - 1, column + across - 1))
            cell.text = text
    document.save(str(file))
    return file


def write_page(file: Path, blocks: list[str]) -> Path:
    parts = []
    for block in blocks:
        if "|" not in block:
            parts.append(f"<p>{html.escape(block)}</p>")
            continue
        rows: dict[int, str] = {}
        for row, _, down, across, text in merged(block):
            cell = f"<td rowspan={down} colspan={across}>{html.escape(text)}</td>"
            rows[row] = rows.get(row, "") + cell
        parts.append(f"<table>{''.join(f'<tr>{rows[row]}</tr>' for row in sorted(rows))}</table>")
    page = f"<html><meta charset='utf-8'><body>{''.join(parts)}</body></html>"
    file.write_text(page, encoding="utf-8")
    return file


WRITE = {".txt": write_text, ".md": write_text, ".docx": write_word, ".html": write_page}


def read(folder: Path, kind: str, blocks: list[str], province: str = "Sông Lam") -> Plan:
    at = next((n for n, block in enumerate(blocks) if "Phụ lục" in block), len(blocks))
    made = [*title(province, 2025), *blocks[:at], *MONEY, *blocks[at:]]
    return ntm.read_plan(WRITE[kind](folder / f"plan{kind}", made))


def headline(plan: Plan) -> dict[str, int]:
    return dict(zip(plan.headline["indicator"], plan.headline["value"], strict=True))


def said(plan: Plan) -> str:
    """Return what the remarks say of numbers, rows and columns that were left out."""
    rows = plan.remarks[plan.remarks["kind"].str.contains("left_out|subtotal|districts_across")]
    return "\n".join(rows["as_printed"] + "\t" + rows["subject"])


@pytest.mark.parametrize("name", list(PLANS))
def test_a_plan_is_read_as_a_reader_takes_it(tmp_path: Path, name: str) -> None:
    wanted = PLANS[name]
    plan = read(tmp_path, wanted.kind, wanted.blocks, wanted.province)
    assert headline(plan) == numbers(wanted.headline)
    assert values(plan) == {
        (district, indicator): value
        for indicator, words in wanted.cells.items() for district, value in numbers(words).items()
    }  # fmt: skip
    assert totals(plan) == numbers(wanted.totals)
    left_out = said(plan)
    assert [w for w in re.split(r";\s*", wanted.left_out) if w and w not in left_out] == []
    assert errors(plan, tmp_path) == set(wanted.errors.split())


def test_a_target_in_a_cell_has_its_address(tmp_path: Path) -> None:
    """Characters without the words around the number, at the line and paragraph of the cell."""
    wanted = PLANS["cells with words before and behind their number"]
    plan = read(tmp_path, wanted.kind, wanted.blocks)
    row = plan.headline.set_index("indicator").loc["commune_ntm"]
    assert (row["as_printed"], row["section"], row["line"]) == ("8 xã", "I", 5)
    least = plan.headline.set_index("indicator")["qualifier"]
    assert (least["commune_advanced"], least["commune_model"]) == ("at_least", "at_least")


def test_the_column_of_a_cell_is_that_of_the_document(tmp_path: Path) -> None:
    """Of districts in columns each has one of its own, and the lines are those of the indicators."""
    wanted = PLANS["an annex with a column for each district"]
    plan = read(tmp_path, wanted.kind, wanted.blocks, wanted.province)
    products = plan.targets[plan.targets["indicator"] == "ocop_products"]
    assert products[["value", "column"]].to_numpy().tolist() == [[3, 5], [4, 6], [4, 7]]
    assert set(products["line"]) == {products["line"].iloc[0]}
    assert plan.totals.set_index("indicator")["column"].to_dict() == {
        "commune_ntm": 4, "ocop_products": 4,
    }  # fmt: skip
