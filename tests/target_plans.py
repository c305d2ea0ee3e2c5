"""Targets and annexes as different provinces write them, invented; what a reader takes is counted by hand.

A block is a paragraph, or a table whose cells are parted by bars; ``<`` is merged with the cell at its
left, ``^`` with the one above it. A row of a text file may have fewer cells than its head.
"""

from typing import NamedTuple


class Plan(NamedTuple):
    """Kind of file, blocks, and what a reader takes: headline, cells by indicator, totals, words left out."""

    kind: str
    blocks: list[str]
    headline: str
    cells: dict[str, str] = {}  # noqa: RUF012
    totals: str = ""
    left_out: str = ""
    errors: str = ""
    province: str = "Sông Lam"


PLANS = {
    "a table of targets, a row for each": Plan(
        ".docx",
        ["I. MỤC TIÊU NĂM 2025", "Các chỉ tiêu cụ thể như sau:",
         """TT | Chỉ tiêu | Đơn vị tính | Thực hiện năm 2024 | Kế hoạch năm 2025 | Ghi chú
         1 | Số xã đạt chuẩn NTM | Xã | 6 | 08 |
         2 | Số xã đạt chuẩn NTM nâng cao | Xã | 3 | 05 |
         3 | Số xã đạt chuẩn NTM kiểu mẫu | Xã | 0 | 01 | xã Đà Mây
         4 | Thôn NTM kiểu mẫu | Thôn | 10 | 12 |
         5 | Sản phẩm OCOP được công nhận | Sản phẩm | 20 | 30 |
         6 | Tỷ lệ xã đạt chuẩn NTM | % | 70 | 75 |"""],
        "commune_ntm 8, commune_advanced 5, commune_model 1, village_model 12, ocop_products 30",
        left_out="Tỷ lệ xã đạt chuẩn NTM"),
    "a table of targets under levels, the new part of a stock": Plan(
        ".txt",
        ["II. MỤC TIÊU, NHIỆM VỤ",
         """TT | Nội dung | ĐVT | Mục tiêu năm 2025
         I | Cấp huyện | |
         1 | Huyện đạt chuẩn NTM | huyện | 01
         II | Cấp xã | |
         1 | Lũy kế số xã đạt chuẩn NTM | xã | 83
         | Trong đó: công nhận mới năm 2025 | xã | 08
         2 | Đạt chuẩn NTM nâng cao (tăng thêm) | xã | 05
         III | Sản phẩm OCOP | |
         | Sản phẩm từ 3 sao trở lên | SP | 40"""],
        "district_ntm 1, commune_ntm 8, commune_advanced 5, ocop_products 40",
        left_out="Lũy kế số xã đạt chuẩn NTM"),
    "a table of targets whose levels are merged cells": Plan(
        ".html",
        ["I. CHỈ TIÊU",
         """STT | Cấp | Nội dung chỉ tiêu | Chỉ tiêu năm 2025
         1 | Xã | Đạt chuẩn NTM | 8 xã
         ^ | ^ | Đạt chuẩn NTM nâng cao | 5 xã
         2 | Huyện | Đạt chuẩn NTM | 1 huyện
         3 | OCOP | Số sản phẩm được xếp hạng | Ít nhất 30 sản phẩm"""],
        "commune_ntm 8, commune_advanced 5, district_ntm 1, ocop_products 30"),
    "a table of targets with a column for each": Plan(
        ".docx",
        ["I. MỤC TIÊU", "Kế hoạch của năm 2025 so với kết quả năm 2024:",
         """Nội dung | Huyện NTM | Xã NTM | Xã NTM nâng cao | Sản phẩm OCOP
         Thực hiện năm 2024 | 0 | 6 | 3 | 20
         Kế hoạch năm 2025 | 1 | 8 | 5 | 30"""],
        "district_ntm 1, commune_ntm 8, commune_advanced 5, ocop_products 30"),
    "an annex with a column for each district": Plan(
        ".docx",
        ["I. MỤC TIÊU", "Phấn đấu 03 xã đạt chuẩn NTM; 11 sản phẩm OCOP.", "Phụ lục",
         """TT | Chỉ tiêu | ĐVT | Tổng số | Chia ra các huyện, thành phố | < | <
         ^ | ^ | ^ | ^ | TX. Nghi Sơn | H. Như Thanh | H. Thọ Xuân
         1 | Xã NTM | xã | 3 | 1 | 2 |
         2 | Sản phẩm OCOP | SP | 11 | 3 | 4 | 4"""],
        "commune_ntm 3, ocop_products 11",
        {"commune_ntm": "TX. Nghi Sơn 1, H. Như Thanh 2",
         "ocop_products": "TX. Nghi Sơn 3, H. Như Thanh 4, H. Thọ Xuân 4"},
        "commune_ntm 3, ocop_products 11", province="Thanh Hóa"),
    "an annex with a column for each district, of which nothing tells the codes": Plan(
        ".html",
        ["I. MỤC TIÊU", "- Xã NTM: 06; thôn NTM kiểu mẫu: 09.", "Phụ lục số 01",
         """Chỉ tiêu | Toàn tỉnh | Núi Đỏ | Sông Mây | Hồ Xanh
         Xã đạt chuẩn NTM | 6 | 1 | 2 | 3
         Xã NTM nâng cao | 3 | | | 3
         Thôn NTM kiểu mẫu | 9 | 4 | 5 |"""],
        "commune_ntm 6, commune_advanced 3, village_model 9", left_out="Núi Đỏ, Sông Mây, Hồ Xanh"),
    "totals one cell short, first and by zone": Plan(
        ".txt",
        ["I. MỤC TIÊU", "- Xã NTM: 05; NTM nâng cao: 03; OCOP: 12 sản phẩm.", "Phụ lục I",
         """TT | Huyện | Xã NTM | Xã NTM nâng cao | OCOP
         Toàn tỉnh | 05 | 03 | 12
         I | Vùng thấp | 3 | 2 | 7
         1 | Núi Đỏ | 1 | 2 | 3
         2 | Sông Mây | 2 | | 4
         Vùng cao | 2 | 1 | 5
         3 | Hồ Xanh | 2 | 1 | 5
         II | Tổng vùng cao | 2 | 1 | 5"""],
        "commune_ntm 5, commune_advanced 3, ocop_products 12",
        {"commune_ntm": "Núi Đỏ 1, Sông Mây 2, Hồ Xanh 2", "commune_advanced": "Núi Đỏ 2, Hồ Xanh 1",
         "ocop_products": "Núi Đỏ 3, Sông Mây 4, Hồ Xanh 5"},
        "commune_ntm 5, commune_advanced 3, ocop_products 12", "Vùng thấp; Vùng cao; Tổng vùng cao"),
    "numbers and names of communes beside each other": Plan(
        ".docx",
        ["I. MỤC TIÊU", "Công nhận 03 xã đạt chuẩn NTM, gồm: Đà Mây, Tân Hồ và 01 xã khác; nâng cấp 03 sản phẩm "
         "OCOP, củng cố 60 sản phẩm OCOP, công nhận mới 07 sản phẩm OCOP.", "Phụ lục",
         """TT | Huyện | Xã đạt chuẩn NTM | < | Xã đạt chuẩn NTM nâng cao | < | Sản phẩm OCOP
         ^ | ^ | Số xã | Tên xã | Số xã | Tên xã | ^
         1 | Núi Đỏ | 2 | Đà Mây, Tân Hồ | 1 | An Vàng | 4
         2 | Sông Mây | 1 | Trung Núi | | | 3
         Tổng cộng | < | 3 | | 1 | | 7"""],
        "commune_ntm 3, ocop_products 7",
        {"commune_ntm": "Núi Đỏ 2, Sông Mây 1", "commune_advanced": "Núi Đỏ 1",
         "ocop_products": "Núi Đỏ 4, Sông Mây 3"},
        "commune_ntm 3, commune_advanced 1, ocop_products 7",
        "Xã đạt chuẩn NTM Tên xã; Xã đạt chuẩn NTM nâng cao Tên xã"),
    "sums across": Plan(
        ".docx",
        ["I. MỤC TIÊU", "- Xã NTM: 03; huyện NTM: 01.", "Phụ lục",
         """TT | Đơn vị | Số xã đạt chuẩn | < | < | Thôn kiểu mẫu | OCOP
         ^ | ^ | NTM | NTM nâng cao | Cộng | ^ | ^
         1 | Núi Đỏ | 1 | 2 | 3 | 4 | 5
         2 | Sông Mây | 2 | | 2 | 1 | 6
         | Tổng cộng | 3 | 2 | 5 | 5 | 11"""],
        "commune_ntm 3, district_ntm 1",
        {"commune_ntm": "Núi Đỏ 1, Sông Mây 2", "commune_advanced": "Núi Đỏ 2",
         "village_model": "Núi Đỏ 4, Sông Mây 1", "ocop_products": "Núi Đỏ 5, Sông Mây 6"},
        "commune_ntm 3, commune_advanced 2, village_model 5, ocop_products 11",
        "Số xã đạt chuẩn Cộng"),
    "a stock and how much it grows, products old and new": Plan(
        ".html",
        ["I. MỤC TIÊU", "Năm 2025 toàn tỉnh có 70 xã đạt chuẩn NTM (tăng 08 xã), 20 xã đạt chuẩn NTM nâng cao (tăng "
         "05 xã), 06 xã đạt chuẩn NTM kiểu mẫu (tăng 02 xã).",
         "Duy trì 100 sản phẩm OCOP, phát triển mới 35."],
        "commune_ntm 8, commune_advanced 5, commune_model 2, ocop_products 35",
        left_out="70 xã; 20 xã; 06 xã; 100 sản phẩm OCOP"),
    "villages of several names, bars, a bold total": Plan(
        ".md",
        ["## I. MỤC TIÊU", "- Huyện NTM: **01**; xã NTM: **03**;",
         "- Có thêm 05 khu đạt chuẩn khu dân cư NTM kiểu mẫu; 1.000 vườn mẫu; 12 mô hình; 15 sản phẩm OCOP 3 sao.",
         "## Phụ lục",
         """Địa phương | Huyện NTM | Xã NTM | Khu dân cư NTM kiểu mẫu
         Thị xã Mây | | 1 | 3
         Huyện Núi Đỏ (huyện nghèo) | 01 | 02 | 2
         **Tổng số** | 01 | 03 | 05"""],
        "district_ntm 1, commune_ntm 3, village_model 5, ocop_products 15",
        {"district_ntm": "Huyện Núi Đỏ (huyện nghèo) 1",
         "commune_ntm": "Thị xã Mây 1, Huyện Núi Đỏ (huyện nghèo) 2",
         "village_model": "Thị xã Mây 3, Huyện Núi Đỏ (huyện nghèo) 2"},
        "district_ntm 1, commune_ntm 3, village_model 5", "1.000 vườn mẫu; 12 mô hình"),
    "results of last year in a table, shares and averages among the targets": Plan(
        ".txt",
        ["I. KẾT QUẢ NĂM 2024",
         """TT | Chỉ tiêu | Kế hoạch | Kết quả | Tỷ lệ (%)
         1 | Xã NTM | 6 | 7 | 116
         2 | Xã NTM nâng cao | 3 | 3 | 100""",
         "II. MỤC TIÊU NĂM 2025", "- Xã NTM: 08 xã, đạt 75% tổng số xã;", "- Xã NTM nâng cao: 05 xã;",
         "- Bình quân 17,5 tiêu chí/xã; 03 điểm bán hàng OCOP; 60% số hộ dùng nước sạch theo Quyết định số "
         "318/QĐ-TTg ngày 08/3/2022.", "Phụ lục",
         """STT | Tên đơn vị | Xã NTM | Xã NTM nâng cao | Ghi chú
         1 | Núi Đỏ | 3 | 4 |
         2 | Sông Mây | 5 | 1 | có 2 xã bãi ngang
         Cộng: 2 huyện | 8 | 5 |"""],
        "commune_ntm 8, commune_advanced 5",
        {"commune_ntm": "Núi Đỏ 3, Sông Mây 5", "commune_advanced": "Núi Đỏ 4, Sông Mây 1"},
        "commune_ntm 8, commune_advanced 5",
        "Kế hoạch; Kết quả; 75%; 17,5 tiêu chí; 03 điểm bán; 60%"),
    "districts in columns under groups of rows, the sum last": Plan(
        ".txt",
        ["I. MỤC TIÊU", "Phấn đấu 04 xã đạt chuẩn NTM, 02 xã NTM nâng cao.", "Phụ lục 2",
         """TT | Nội dung | Thọ Xuân | Như Thanh | Nghi Sơn | Tổng cộng
         I | Cấp xã | | | |
         1 | Đạt chuẩn NTM | 1 | 3 | - | 4
         2 | Đạt chuẩn NTM nâng cao | 2 | | 0 | 2
         II | Cấp thôn | | | |
         1 | Thôn NTM kiểu mẫu | | 5 | 1 | 6"""],
        "commune_ntm 4, commune_advanced 2",
        {"commune_ntm": "Thọ Xuân 1, Như Thanh 3", "commune_advanced": "Thọ Xuân 2, Nghi Sơn 0",
         "village_model": "Như Thanh 5, Nghi Sơn 1"},
        "commune_ntm 4, commune_advanced 2, village_model 6", province="Thanh Hóa"),
    "stock, growth and stock in columns, a note below": Plan(
        ".docx",
        ["I. MỤC TIÊU", "- Số xã đạt chuẩn NTM tăng thêm: 03 xã.", "Phụ lục",
         """TT | Đơn vị | Xã đạt chuẩn NTM | < | < | Xã NTM nâng cao | < | <
         ^ | ^ | Đến hết năm 2024 | Tăng năm 2025 | Lũy kế hết 2025 | Đến hết năm 2024 | Tăng năm 2025 | Lũy kế hết 2025
         1 | Núi Đỏ | 10 | 1 | 11 | 2 | 1 | 3
         2 | Sông Mây | 12 | 2 | 14 | 3 | 0 | 3
         Tổng | < | 22 | 3 | 25 | 5 | 1 | 6""",
         "Ghi chú: Huyện Núi Đỏ có 02 xã bãi ngang."],
        "commune_ntm 3",
        {"commune_ntm": "Núi Đỏ 1, Sông Mây 2", "commune_advanced": "Núi Đỏ 1, Sông Mây 0"},
        "commune_ntm 3, commune_advanced 1", "Đến hết năm 2024; Lũy kế hết 2025"),
    "a table of targets with stock, growth and stock": Plan(
        ".html",
        ["I. MỤC TIÊU CỤ THỂ",
         """Chỉ tiêu | Đến 31/12/2024 | Tăng thêm năm 2025 | Lũy kế đến 31/12/2025
         Xã đạt chuẩn NTM | 75 | 8 | 83
         Xã đạt chuẩn NTM nâng cao | 20 | 5 | 25
         Huyện đạt chuẩn NTM | 3 | 1 | 4
         Sản phẩm OCOP từ 3 sao | 110 | 35 | 145"""],
        "commune_ntm 8, commune_advanced 5, district_ntm 1, ocop_products 35",
        left_out="Đến 31/12/2024; Lũy kế đến 31/12/2025"),
    "a table of targets by quarters": Plan(
        ".txt",
        ["II. CHỈ TIÊU NĂM 2025",
         """TT | Chỉ tiêu | Quý I | Quý II | Quý III | Quý IV | Cả năm
         1 | Số xã được công nhận đạt chuẩn NTM | 0 | 2 | 3 | 3 | 8
         2 | Số xã được công nhận NTM nâng cao | | 1 | 1 | 3 | 5"""],
        "commune_ntm 8, commune_advanced 5", left_out="Quý I; Quý IV"),
    "zones in a merged column before the districts, totals over three columns": Plan(
        ".docx",
        ["I. MỤC TIÊU", "- Xã NTM: 06; OCOP: 20.", "Phụ lục",
         """TT | Vùng | Huyện, thị xã | Xã NTM | OCOP | Cơ quan phụ trách
         1 | Vùng cao | Huyện Núi Đỏ | 1 | 5 | Sở Y tế
         2 | ^ | Huyện Hồ Xanh | 2 | 7 | Sở Nội vụ
         3 | Vùng thấp | Thị xã Mây | 3 | 8 | Sở Tài chính
         Tổng cộng toàn tỉnh | < | < | 6 | 20 |"""],
        "commune_ntm 6, ocop_products 20",
        {"commune_ntm": "Huyện Núi Đỏ 1, Huyện Hồ Xanh 2, Thị xã Mây 3",
         "ocop_products": "Huyện Núi Đỏ 5, Huyện Hồ Xanh 7, Thị xã Mây 8"},
        "commune_ntm 6, ocop_products 20"),
    "the same, its totals two cells short": Plan(
        ".txt",
        ["I. MỤC TIÊU", "- Xã NTM: 06; OCOP: 20.", "Phụ lục",
         """TT | Vùng | Huyện, thị xã | Xã NTM | OCOP
         1 | Vùng cao | Huyện Núi Đỏ | 1 | 5
         2 | | Huyện Hồ Xanh | 2 | 7
         3 | Vùng thấp | Thị xã Mây | 3 | 8
         Tổng cộng toàn tỉnh | 6 | 20"""],
        "commune_ntm 6, ocop_products 20",
        {"commune_ntm": "Huyện Núi Đỏ 1, Huyện Hồ Xanh 2, Thị xã Mây 3",
         "ocop_products": "Huyện Núi Đỏ 5, Huyện Hồ Xanh 7, Thị xã Mây 8"},
        "commune_ntm 6, ocop_products 20"),
    "totals first in bold, dashes and zeros": Plan(
        ".md",
        ["## I. MỤC TIÊU", "* Xã đạt chuẩn NTM: **04** xã", "* Xã NTM nâng cao: **02** xã", "## Phụ lục",
         """STT | Huyện | Xã NTM | Xã NTM nâng cao
         | **Toàn tỉnh** | **04** | **02**
         1 | Núi Đỏ | 0 | 02
         2 | Sông Mây | 04 | -"""],
        "commune_ntm 4, commune_advanced 2",
        {"commune_ntm": "Núi Đỏ 0, Sông Mây 4", "commune_advanced": "Núi Đỏ 2"},
        "commune_ntm 4, commune_advanced 2"),
    "one row of numbers and nothing beside it": Plan(
        ".html",
        ["I. MỤC TIÊU NĂM 2025",
         """Huyện NTM | Xã NTM | Xã NTM nâng cao | Xã NTM kiểu mẫu | Sản phẩm OCOP
         1 | 8 | 5 | 2 | 30"""],
        "district_ntm 1, commune_ntm 8, commune_advanced 5, commune_model 2, ocop_products 30"),
    "a total whose order and name are two cells": Plan(
        ".txt",
        ["I. MỤC TIÊU", "1. Cấp huyện: không có huyện nào đạt chuẩn NTM.", "2. Cấp xã: a) 05 xã đạt chuẩn NTM; b) 03 xã "
         "đạt chuẩn NTM nâng cao.", "Phụ lục",
         """STT | Đơn vị | Xã NTM | Xã NTM nâng cao
         Tổng cộng | | 5 | 3
         01 | Núi Đỏ | 2 | 3
         02 | Sông Mây | 3 |"""],
        "commune_ntm 5, commune_advanced 3",
        {"commune_ntm": "Núi Đỏ 2, Sông Mây 3", "commune_advanced": "Núi Đỏ 3"},
        "commune_ntm 5, commune_advanced 3", "không có huyện"),
    "targets beside households, criteria and shares": Plan(
        ".txt",
        ["I. MỤC TIÊU",
         """TT | Chỉ tiêu | ĐVT | Kế hoạch 2025
         1 | Số xã đạt chuẩn nông thôn mới | Xã | 8
         2 | Số hộ có nước sạch ở xã nông thôn mới | Hộ | 900
         3 | Số tiêu chí bình quân của xã nông thôn mới | Tiêu chí | 17,5
         4 | Số xã không đạt chuẩn nông thôn mới | Xã | 4
         5 | Vườn mẫu | Vườn | 100
         6 | Thu nhập của xã nông thôn mới | Triệu đồng | 60"""],
        "commune_ntm 8",
        left_out="Số hộ có nước sạch; Số tiêu chí bình quân; Số xã không đạt chuẩn; Vườn mẫu; Thu nhập"),
    "a district with a number too many": Plan(
        ".txt",
        ["I. MỤC TIÊU", "- Xã NTM: 06.", "Phụ lục",
         """TT | Huyện | Xã NTM | OCOP
         | Tổng | 6 | 12
         1 | Núi Đỏ | 1 | 5
         2 | Sông Mây | 2 | 3 | 4
         3 | Hồ Xanh | 3 | 3"""],
        "commune_ntm 6",
        {"commune_ntm": "Núi Đỏ 1, Hồ Xanh 3", "ocop_products": "Núi Đỏ 5, Hồ Xanh 3"},
        "commune_ntm 6, ocop_products 12", errors="row_long"),
    "communes below each district": Plan(
        ".docx",
        ["I. MỤC TIÊU", "Phấn đấu 03 xã đạt chuẩn NTM (Đà Mây, Tân Hồ, Trung Núi).", "Phụ lục",
         """TT | Huyện/xã | Xã NTM | Xã NTM nâng cao
         I | Huyện Núi Đỏ | 2 |
         1 | Xã Đà Mây | 1 |
         2 | Xã Tân Hồ | 1 |
         II | Huyện Sông Mây | 1 |
         1 | Xã Trung Núi | 1 |
         | Tổng cộng | 3 |"""],
        "commune_ntm 3", {"commune_ntm": "Huyện Núi Đỏ 2, Huyện Sông Mây 1"}, "commune_ntm 3"),
    "levels across, units down": Plan(
        ".docx",
        ["I. MỤC TIÊU",
         """TT | Cấp | Đạt chuẩn NTM | NTM nâng cao | NTM kiểu mẫu
         1 | Xã | 8 | 5 | 2
         2 | Huyện | 1 | |
         3 | Thôn | 10 | | 12"""],
        "commune_ntm 8, commune_advanced 5, commune_model 2, district_ntm 1, village_ntm 10, village_model 12"),
    "cells with words before and behind their number": Plan(
        ".html",
        ["I. MỤC TIÊU",
         """Nội dung | Chỉ tiêu năm 2025
         Số xã đạt chuẩn NTM | Phấn đấu thêm 8 xã
         Số xã NTM nâng cao | ≥ 5
         Số xã NTM kiểu mẫu | 02 xã trở lên
         Số huyện đạt chuẩn NTM | 01 (huyện Núi Đỏ)
         Số thôn NTM | Không
         Số thôn NTM kiểu mẫu | 50%
         Số sản phẩm OCOP | 20-30"""],
        "commune_ntm 8, commune_advanced 5, commune_model 2, district_ntm 1",
        left_out="Không; 50%; 20-30"),
    "zones over districts in columns, a stock and a share below": Plan(
        ".docx",
        ["I. MỤC TIÊU", "- Xã NTM: 06.", "Phụ lục",
         """TT | Chỉ tiêu | Toàn tỉnh | Miền núi | < | Đồng bằng
         ^ | ^ | ^ | Như Thanh | Lang Chánh | Thọ Xuân
         1 | Xã NTM | 6 | 1 | 2 | 3
         2 | Tỷ lệ xã NTM (%) | 60 | 50 | 50 | 80
         3 | Lũy kế xã NTM | 66 | 20 | 20 | 26"""],
        "commune_ntm 6", {"commune_ntm": "Như Thanh 1, Lang Chánh 2, Thọ Xuân 3"}, "commune_ntm 6",
        "Tỷ lệ xã NTM; Lũy kế xã NTM", province="Thanh Hóa"),
    "names without a heading, numbers with names behind a colon": Plan(
        ".docx",
        ["I. MỤC TIÊU", "- Xã NTM: 03.", "Phụ lục",
         """TT | | Xã đăng ký NTM | Sản phẩm OCOP
         1 | Núi Đỏ | 02 xã: Đà Mây, Tân Hồ | 4
         2 | Sông Mây | 01 | 6
         | Tổng | 3 | 10"""],
        "commune_ntm 3", {"commune_ntm": "Núi Đỏ 2, Sông Mây 1", "ocop_products": "Núi Đỏ 4, Sông Mây 6"},
        "commune_ntm 3, ocop_products 10"),
    "criteria and tasks are no targets": Plan(
        ".docx",
        ["I. MỤC TIÊU", "- Xã NTM: 06.", "II. GIẢI PHÁP",
         """TT | Tiêu chí | Nội dung | Chỉ tiêu xã NTM | Chỉ tiêu xã NTM nâng cao
         1 | Giao thông | Tỷ lệ đường xã | 100% | 100%
         2 | Thủy lợi | Tỷ lệ tưới | 80% | 90%""", "Nhiệm vụ cụ thể:",
         """TT | Nội dung | Chủ trì | Thời gian | Số lượng
         1 | Thẩm định xã NTM nâng cao | Sở Y tế | Quý II/2025 | 5"""],
        "commune_ntm 6", left_out="TT | Tiêu chí"),
    "a table of targets that differs from the annex": Plan(
        ".docx",
        ["I. MỤC TIÊU",
         """TT | Chỉ tiêu | Đơn vị | Năm 2025
         1 | Xã đạt chuẩn NTM | xã | 7
         2 | Sản phẩm OCOP | sản phẩm | 20""", "Phụ lục",
         """TT | Huyện | Xã NTM | OCOP
         1 | Núi Đỏ | 1 | 5
         2 | Sông Mây | 5 | 15
         | Tổng | 6 | 20"""],
        "commune_ntm 7, ocop_products 20",
        {"commune_ntm": "Núi Đỏ 1, Sông Mây 5", "ocop_products": "Núi Đỏ 5, Sông Mây 15"},
        "commune_ntm 6, ocop_products 20", errors="headline_annex"),
}  # fmt: skip
