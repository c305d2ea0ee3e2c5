"""Annexes in PDF files: over several pages under running heads, and without ruled lines."""

import html
from pathlib import Path
from typing import Any

import pytest
from documents import pdf_story
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table
from test_annex_layouts import MONEY, errors, title, totals, values

import ntm_analysis as ntm

RUNNING = "Kế hoạch NTM tỉnh Quảng Trị - 100 tỷ đồng"
GRID = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
RULES: dict[str, list[Any]] = {
    "none": [],
    "below each row": [("LINEBELOW", (0, 0), (-1, -1), 0.5, "black")],
    "around the heading": [("LINEABOVE", (0, 0), (-1, 0), 1, "black"),
                           ("LINEBELOW", (0, 0), (-1, 0), 1, "black"),
                           ("LINEBELOW", (0, -1), (-1, -1), 1, "black")],
}  # fmt: skip
HEAD = ["TT", "Huyện, thị xã, thành phố", "Xã NTM", "Xã NTM nâng cao", "Sản phẩm OCOP"]
FEW = [
    HEAD, ["1", "Huyện Hướng Hóa", "2", "", "5"], ["2", "Huyện Đakrông", "", "1", "4"],
    ["3", "Thị xã Quảng Trị", "", "", ""], ["4", "Thành phố Đông Hà", "", "", "12"],
    ["5", "Huyện Hải Lăng", "3", "2", ""], ["", "Tổng cộng", "5", "3", "21"],
]  # fmt: skip
FEW_VALUES = {
    ("Huyện Hướng Hóa", "commune_ntm"): 2, ("Huyện Hướng Hóa", "ocop_products"): 5,
    ("Huyện Đakrông", "commune_advanced"): 1, ("Huyện Đakrông", "ocop_products"): 4,
    ("Thành phố Đông Hà", "ocop_products"): 12, ("Huyện Hải Lăng", "commune_ntm"): 3,
    ("Huyện Hải Lăng", "commune_advanced"): 2,
}  # fmt: skip


def write(
    file: Path, rows: list[list[str]], style: list[Any], *, repeat: int = 1, running: str = "",
    widths: list[int] | None = None, text: list[str] | None = None,
) -> Path:  # fmt: skip
    story = pdf_story([*title("Quảng Trị", 2025), *MONEY, "Phụ lục", *(text or [])], [["-"]])[:-1]
    small = ParagraphStyle("small", fontName="DejaVu", fontSize=8, leading=10)
    cells = [[Paragraph(html.escape(cell), small) for cell in row] for row in rows]
    story.append(Table(cells, repeatRows=repeat, style=style, colWidths=widths))

    def page(canvas: Any, document: Any) -> None:
        canvas.setFont("DejaVu", 8)
        canvas.drawString(72, document.pagesize[1] - 36, running)
        canvas.drawString(400, 30, str(document.page))

    SimpleDocTemplate(str(file), pagesize=landscape(A4)).build(
        story, onFirstPage=page, onLaterPages=page
    )
    return file


@pytest.mark.parametrize("repeat", [0, 1])
@pytest.mark.parametrize("count", [25, 59])
@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_over_pages_with_a_running_head(
    tmp_path: Path, repeat: int, count: int, ruled: bool
) -> None:
    words = ["Linh", "Lăng", "Lộ", "Phong", "Hóa", "Sơn", "Thủy", "An", "Bình", "Kim"]
    names = [
        f"Huyện {a} {b}" for a in ("Vĩnh", "Hải", "Cam", "Gio", "Triệu", "Hướng") for b in words
    ]
    rows = [
        [str(at + 1), names[at], str(at % 4 + 1), "1" if at == 0 else "", "2"]
        for at in range(count)
    ]
    # 1 + 2 + 3 + 4 = 10 for each four districts: 25 give 60 + 1, 59 give 140 + 1 + 2 + 3.
    total = {25: 61, 59: 146}[count]
    rows += [["", "Tổng", str(total), "1", str(2 * count)]]
    file = write(
        tmp_path / "a.pdf", [HEAD, *rows], GRID if ruled else [], repeat=repeat, running=RUNNING
    )
    plan = ntm.read_plan(file)
    assert len(plan.districts) == count
    assert totals(plan) == {"commune_ntm": total, "commune_advanced": 1, "ocop_products": 2 * count}
    assert not errors(plan, tmp_path)


@pytest.mark.parametrize("rules", list(RULES))
@pytest.mark.parametrize("widths", [None, [30, 150, 60, 60, 60]])
def test_a_table_without_vertical_rules(
    tmp_path: Path, rules: str, widths: list[int] | None
) -> None:
    plan = ntm.read_plan(write(tmp_path / "a.pdf", FEW, RULES[rules], widths=widths))
    assert values(plan) == FEW_VALUES
    assert totals(plan) == {"commune_ntm": 5, "commune_advanced": 3, "ocop_products": 21}
    assert len(plan.districts) == 5
    assert not errors(plan, tmp_path)


def test_prose_is_no_table(tmp_path: Path) -> None:
    text = [
        "Năm 2025 phấn đấu 8 xã đạt chuẩn, 5 xã nâng cao, 2 xã kiểu mẫu và 30 sản phẩm OCOP; " * 6
    ] * 3
    plan = ntm.read_plan(write(tmp_path / "a.pdf", FEW, GRID, text=text))
    assert values(plan) == FEW_VALUES
    assert "table_left_out" not in set(plan.remarks["kind"])
