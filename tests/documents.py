"""Documents of the project's own making, written as text, Word, HTML and PDF."""

import html
from pathlib import Path

import docx
import matplotlib as mpl
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

HEAD = ["TT", "Tên huyện", "Huyện NTM", "Huyện NTM nâng cao", "Xã NTM", "Xã NTM nâng cao",
        "Xã NTM kiểu mẫu", "Thôn, bản NTM", "Thôn, bản NTM kiểu mẫu", "Sản phẩm OCOP",
        "Đơn vị phụ trách"]  # fmt: skip
# Three districts; the sums of the columns are written by hand.
ROWS = [
    ["", "Tổng toàn tỉnh", "1", "", "5", "3", "1", "7", "2", "12", ""],
    ["1", "Thọ Xuân", "", "", "2", "3", "", "", "2", "5", "Sở Tài chính"],
    ["2", "TX. Nghi Sơn", "", "", "", "", "1", "", "", "4", "Sở Y tế"],
    ["3", "H. Như Thanh", "1", "", "3", "", "", "7", "", "3", "Tỉnh Đoàn"],
]
TEXT = [
    "KẾ HOẠCH",
    "Xây dựng nông thôn mới tỉnh Thanh Hóa năm 2024",
    "I. MỤC TIÊU",
    "Phấn đấu có thêm 01 huyện, 05 xã và 07 thôn đạt chuẩn nông thôn mới; 03 xã đạt chuẩn nông "
    "thôn mới nâng cao, nâng tổng số xã đạt chuẩn lên 380 xã; 01 xã và 02 thôn đạt chuẩn nông thôn "
    "mới kiểu mẫu; 12 sản phẩm OCOP.",
    "II. NGUỒN VỐN",
    "1. Tổng vốn thực hiện năm 2024 là 1.200,50 tỷ đồng, trong đó:",
    "- Ngân sách nhà nước: 900,250 tỷ đồng, chiếm 74,99%;",
    "+ Vốn NSTW: 500 tỷ 250 triệu đồng;",
    "+ Ngân sách tỉnh: trên 150,000 tỷ đồng;",
    "+ Ngân sách huyện, xã: 250.000 tỷ đồng;",
    "- Nhân dân đóng góp: 200,250 tỷ đồng, chiếm 16,68%;",
    "- Vốn xổ số kiến thiết: 100,000 tỷ đồng, chiếm 8,33%;",
    "- Nợ xây dựng cơ bản phải xử lý: 77,000 tỷ đồng;",
    "2. Các đơn vị thực hiện kế hoạch này.",
    "Phụ lục: CHỈ TIÊU GIAO CÁC HUYỆN",
]


def write_txt(file: Path, text: list[str], rows: list[list[str]]) -> Path:
    """One paragraph or row a line, cells parted by tabs."""
    lines = [*text, *("\t".join(row) for row in rows)]
    file.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return file


def write_docx(file: Path, text: list[str], rows: list[list[str]]) -> Path:
    document = docx.Document()
    for paragraph in text:
        document.add_paragraph(paragraph)
    table = document.add_table(len(rows), len(rows[0]))
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, content in zip(cells.cells, row, strict=True):
            cell.text = content
    document.save(str(file))
    return file


def write_html(file: Path, text: list[str], rows: list[list[str]]) -> Path:
    body = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in text)
    table = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    page = (
        f"<html><head><meta charset='utf-8'></head><body>{body}<table>{table}</table></body></html>"
    )
    file.write_text(page, encoding="utf-8")
    return file


def pdf_story(text: list[str], rows: list[list[str]]) -> list:
    """Paragraphs and a ruled table, in a font that has all Vietnamese letters."""
    fonts = Path(mpl.get_data_path()) / "fonts/ttf"
    pdfmetrics.registerFont(TTFont("DejaVu", str(fonts / "DejaVuSans.ttf")))
    style = ParagraphStyle("plain", fontName="DejaVu", fontSize=11, leading=15, spaceAfter=6)
    small = ParagraphStyle("small", fontName="DejaVu", fontSize=6, leading=8)
    story: list = [Paragraph(html.escape(paragraph), style) for paragraph in text]
    cells = [[Paragraph(html.escape(cell), small) for cell in row] for row in rows]
    grid = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
    return [*story, Table(cells, repeatRows=1, style=grid)]


def write_pdf(file: Path, text: list[str], rows: list[list[str]]) -> Path:
    SimpleDocTemplate(str(file), pagesize=landscape(A4)).build(pdf_story(text, rows))
    return file


WRITERS = {".txt": write_txt, ".docx": write_docx, ".html": write_html, ".pdf": write_pdf}
