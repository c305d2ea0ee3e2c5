"""Annexes in the styles of provincial plans: rows, and what a reader takes from them, decided by hand.

Cells are parted by bars; ``<`` is merged with the cell at its left, ``^`` with the one above it. The
districts are those of Thanh Hóa, a plan of 2024, so that names must become codes.
"""

from typing import NamedTuple


class Style(NamedTuple):
    """An annex: its rows, the cells that hold a number, totals, remarks that there must be, errors."""

    rows: str
    cells: dict[str, str]
    totals: str
    said: str = ""
    errors: str = ""


# Cells: for each indicator the numbers by district, as in "Thọ Xuân 2, Như Thanh 3".
STYLES = {
    "a heading of two rows over groups of columns": Style(
        """TT | Huyện, thị xã, thành phố | Xã | < | < | Thôn, bản | <
        ^ | ^ | Đạt chuẩn NTM | NTM nâng cao | NTM kiểu mẫu | NTM | NTM kiểu mẫu
        1 | TP. Thanh Hóa | | 2 | 1 | | 3
        2 | TX. Bỉm Sơn | | 1 | | | 2
        3 | Mường Lát | 1 | | | 4 |
        | Tổng cộng | 1 | 3 | 1 | 4 | 5""",
        {"commune_ntm": "Mường Lát 1", "commune_advanced": "TP. Thanh Hóa 2, TX. Bỉm Sơn 1",
         "commune_model": "TP. Thanh Hóa 1", "village_ntm": "Mường Lát 4",
         "village_model": "TP. Thanh Hóa 3, TX. Bỉm Sơn 2"},
        "commune_ntm 1, commune_advanced 3, commune_model 1, village_ntm 4, village_model 5"),
    "three rows of heading, the columns numbered, a title within": Style(
        """BIỂU CHỈ TIÊU GIAO NĂM 2024 | < | < | < | < | <
        TT | Tên đơn vị | Chỉ tiêu | < | < | Đơn vị phụ trách
        ^ | ^ | Xã | < | Sản phẩm OCOP được công nhận | ^
        ^ | ^ | NTM | NTM nâng cao | ^ | ^
        (1) | (2) | (3) | (4) | (5) | (6)
        1 | Huyện Thọ Xuân | 2 | 1 | 05 | Sở Y tế
        2 | Huyện Như Thanh | 3 | | 07 | Sở Tài chính
        Tổng toàn tỉnh | < | 5 | 1 | 12 |""",
        {"commune_ntm": "Huyện Thọ Xuân 2, Huyện Như Thanh 3", "commune_advanced": "Huyện Thọ Xuân 1",
         "ocop_products": "Huyện Thọ Xuân 5, Huyện Như Thanh 7"},
        "commune_ntm 5, commune_advanced 1, ocop_products 12"),
    "zones as rows over the whole table, totals first": Style(
        """STT | Địa phương | Xã NTM | Xã NTM nâng cao
        | TỔNG SỐ | 7 | 3
        I | Vùng đồng bằng | 3 | 2
        1 | Thọ Xuân | 1 | 2
        2 | Yên Định | 2 |
        II | Vùng miền núi | 4 | 1
        1 | Như Thanh | 3 |
        2 | Lang Chánh | 1 | 1""",
        {"commune_ntm": "Thọ Xuân 1, Yên Định 2, Như Thanh 3, Lang Chánh 1",
         "commune_advanced": "Thọ Xuân 2, Lang Chánh 1"},
        "commune_ntm 7, commune_advanced 3", "row_left_out"),
    "zones in one merged cell": Style(
        """STT | Đơn vị | Xã NTM | OCOP
        I. Huyện đồng bằng | < | < | <
        1 | Thọ Xuân | 1 | 2
        2 | Yên Định | 2 | 3
        II. Huyện miền núi | < | < | <
        3 | Như Thanh | 3 | 4
        Cộng | < | 6 | 9""",
        {"commune_ntm": "Thọ Xuân 1, Yên Định 2, Như Thanh 3",
         "ocop_products": "Thọ Xuân 2, Yên Định 3, Như Thanh 4"},
        "commune_ntm 6, ocop_products 9", "row_left_out"),
    "a zone whose number is wrong": Style(
        """STT | Địa phương | Xã NTM
        | Toàn tỉnh | 7
        I | Vùng đồng bằng | 4
        1 | Thọ Xuân | 1
        2 | Yên Định | 2
        II | Vùng miền núi | 4
        1 | Như Thanh | 3
        2 | Lang Chánh | 1""",
        {"commune_ntm": "Thọ Xuân 1, Yên Định 2, Như Thanh 3, Lang Chánh 1"},
        "commune_ntm 7", "subtotal_differs", "subtotal_differs"),
    "a column of units": Style(
        """TT | Tên huyện | Đơn vị tính | Xã đạt chuẩn NTM | Ghi chú
        1 | Thọ Xuân | Xã | 2 | Xuân Sinh, Xuân Tín
        2 | Như Thanh | Xã | 1 |
        | Tổng | Xã | 3 |""",
        {"commune_ntm": "Thọ Xuân 2, Như Thanh 1"}, "commune_ntm 3", "column_left_out"),
    "districts with the word for their kind, no order": Style(
        """Huyện, thị xã, thành phố | Số xã được công nhận đạt chuẩn nông thôn mới | Số xã được công nhận đạt chuẩn nông thôn mới nâng cao
        Thành phố Sầm Sơn | | 1
        Thị xã Nghi Sơn | 2 | 1
        Huyện Quan Hóa | 1 |
        Tổng cộng | 3 | 2""",
        {"commune_ntm": "Thị xã Nghi Sơn 2, Huyện Quan Hóa 1",
         "commune_advanced": "Thành phố Sầm Sơn 1, Thị xã Nghi Sơn 1"},
        "commune_ntm 3, commune_advanced 2"),
    "stock, target and stock at the year's end": Style(
        """TT | Huyện | Xã NTM | < | <
        ^ | ^ | Hiện có đến 31/12/2023 | Kế hoạch năm 2024 | Lũy kế đến hết năm 2024
        1 | Thọ Xuân | 20 | 2 | 22
        2 | Như Thanh | 9 | 3 | 12
        | Tổng | 29 | 5 | 34""",
        {"commune_ntm": "Thọ Xuân 2, Như Thanh 3"}, "commune_ntm 5", "column_left_out"),
    "result of last year beside the plan": Style(
        """TT | Huyện | Xã NTM | < | Xã NTM nâng cao | <
        ^ | ^ | Ước thực hiện 2023 | Kế hoạch 2024 | Ước thực hiện 2023 | Kế hoạch 2024
        1 | Thọ Xuân | 4 | 2 | 1 | 0
        2 | Như Thanh | 5 | 3 | 2 | 1
        | Cộng | 9 | 5 | 3 | 1""",
        {"commune_ntm": "Thọ Xuân 2, Như Thanh 3", "commune_advanced": "Thọ Xuân 0, Như Thanh 1"},
        "commune_ntm 5, commune_advanced 1", "column_left_out zero"),
    "each year of a period": Style(
        """TT | Huyện | Số xã đạt chuẩn NTM | < | < | < | <
        ^ | ^ | Giai đoạn 2021-2025 | Năm 2022 | Năm 2023 | Năm 2024 | Năm 2025
        1 | Thọ Xuân | 10 | 1 | 2 | 3 | 4
        2 | Như Thanh | 8 | 2 | 2 | 1 | 3
        | Tổng | 18 | 3 | 4 | 4 | 7""",
        {"commune_ntm": "Thọ Xuân 3, Như Thanh 1"}, "commune_ntm 4", "column_left_out"),
    "stars of products under their sum": Style(
        """TT | Huyện | Xã NTM | Sản phẩm OCOP | < | <
        ^ | ^ | ^ | Tổng số | 3 sao | 4 sao
        1 | Thọ Xuân | 2 | 5 | 4 | 1
        2 | Như Thanh | 3 | 7 | 7 |
        | Tổng | 5 | 12 | 11 | 1""",
        {"commune_ntm": "Thọ Xuân 2, Như Thanh 3", "ocop_products": "Thọ Xuân 5, Như Thanh 7"},
        "commune_ntm 5, ocop_products 12", "column_left_out"),
    "stars of products without their sum": Style(
        """TT | Huyện | Xã NTM | OCOP 3 sao | OCOP 4 sao
        1 | Thọ Xuân | 2 | 4 | 1
        2 | Như Thanh | 3 | 7 |
        | Tổng | 5 | 11 | 1""",
        {"commune_ntm": "Thọ Xuân 2, Như Thanh 3"}, "commune_ntm 5", "columns_alike"),
    "names of communes beside the numbers": Style(
        """TT | Huyện | Xã NTM | < | Thôn NTM kiểu mẫu
        ^ | ^ | Số lượng | Tên xã | ^
        1 | Thọ Xuân | 2 | Xuân Sinh, Xuân Tín | 3
        2 | Như Thanh | 1 | Xuân Thái | 4
        | Tổng | 3 | | 7""",
        {"commune_ntm": "Thọ Xuân 2, Như Thanh 1", "village_model": "Thọ Xuân 3, Như Thanh 4"},
        "commune_ntm 3, village_model 7", "column_left_out"),
    "names of communes within the cells": Style(
        """TT | Huyện | Xã NTM | Xã NTM nâng cao
        1 | Thọ Xuân | 02 xã (Xuân Sinh, Xuân Tín) | 1 (Xuân Trường)
        2 | Như Thanh | 01 xã (Xuân Thái) |
        | Tổng | 03 xã | 01""",
        {"commune_ntm": "Thọ Xuân 2, Như Thanh 1", "commune_advanced": "Thọ Xuân 1"},
        "commune_ntm 3, commune_advanced 1"),
    "communes below their district": Style(
        """TT | Huyện, xã | Xã NTM | Sản phẩm OCOP
        I | Huyện Thọ Xuân | 2 | 3
        1 | Xã Xuân Sinh | 1 | 2
        2 | Xã Xuân Tín | 1 | 1
        II | Huyện Như Thanh | 1 | 4
        1 | Xã Xuân Thái | 1 | 4
        | Tổng cộng | 3 | 7""",
        {"commune_ntm": "Huyện Thọ Xuân 2, Huyện Như Thanh 1",
         "ocop_products": "Huyện Thọ Xuân 3, Huyện Như Thanh 4"},
        "commune_ntm 3, ocop_products 7", "part_row"),
    "parts of districts with dashes": Style(
        """TT | Huyện | Xã NTM
        1 | Thọ Xuân | 2
        - | Trong đó xã miền núi | 1
        2 | Như Thanh | 3
        | - Xã đặc biệt khó khăn | 1
        | Tổng | 5
        | Trong đó: xã miền núi | 2
        | So với năm 2023 (%) | 125""",
        {"commune_ntm": "Thọ Xuân 2, Như Thanh 3"}, "commune_ntm 5", "part_row"),
    "dashes, noughts and words for none": Style(
        """TT | Huyện | Xã NTM | Xã NTM nâng cao
        1 | Thọ Xuân | - | 2
        2 | Như Thanh | 0 | không
        3 | Nga Sơn | 1 |
        | Tổng | 1 | 2""",
        {"commune_ntm": "Như Thanh 0, Nga Sơn 1", "commune_advanced": "Thọ Xuân 2"},
        "commune_ntm 1, commune_advanced 2", "dash zero none"),
    "whole districts marked and counted": Style(
        """TT | Huyện | Huyện đạt chuẩn NTM | Huyện NTM nâng cao | Xã NTM
        1 | Thọ Xuân | | x | 2
        2 | Như Thanh | x | | 3
        | Tổng | 1 | 1 | 5""",
        {"district_ntm": "Như Thanh 1", "district_advanced": "Thọ Xuân 1",
         "commune_ntm": "Thọ Xuân 2, Như Thanh 3"},
        "district_ntm 1, district_advanced 1, commune_ntm 5", "marks_counted"),
    "whole districts counted": Style(
        """TT | Đơn vị | Huyện hoàn thành nhiệm vụ xây dựng NTM | Xã NTM
        1 | Thọ Xuân | | 2
        2 | Như Thanh | 1 | 3
        | Tổng | 1 | 5""",
        {"district_ntm": "Như Thanh 1", "commune_ntm": "Thọ Xuân 2, Như Thanh 3"},
        "district_ntm 1, commune_ntm 5"),
    "thousands, and villages by several words": Style(
        """TT | Huyện | Thôn, bản, khu dân cư đạt chuẩn NTM | Sản phẩm OCOP từ 3 sao trở lên
        1 | Thọ Xuân | 1.250 | 5
        2 | Như Thanh | 750 | 7
        | Cộng toàn tỉnh | 2.000 | 12""",
        {"village_ntm": "Thọ Xuân 1250, Như Thanh 750", "ocop_products": "Thọ Xuân 5, Như Thanh 7"},
        "village_ntm 2000, ocop_products 12"),
    "a total that is wrong": Style(
        """TT | Huyện | Xã NTM | OCOP
        1 | Thọ Xuân | 2 | 5
        2 | Như Thanh | 3 | 7
        | Tổng | 6 | 12""",
        {"commune_ntm": "Thọ Xuân 2, Như Thanh 3", "ocop_products": "Thọ Xuân 5, Như Thanh 7"},
        "commune_ntm 6, ocop_products 12", "", "column_sum"),
    "the total above and below": Style(
        """TT | Huyện | Xã NTM
        | Toàn tỉnh | 5
        1 | Thọ Xuân | 2
        2 | Như Thanh | 3
        | Tổng cộng | 5""",
        {"commune_ntm": "Thọ Xuân 2, Như Thanh 3"}, "commune_ntm 5", "total_again"),
    "the row of totals twice": Style(
        """TT | Huyện | Xã NTM
        | Toàn tỉnh | 5
        | Toàn tỉnh | 5
        1 | Thọ Xuân | 2
        2 | Như Thanh | 3""",
        {"commune_ntm": "Thọ Xuân 2, Như Thanh 3"}, "commune_ntm 5", "total_twice", "total_twice"),
    "two totals that differ": Style(
        """TT | Huyện | Xã NTM
        | Toàn tỉnh | 6
        1 | Thọ Xuân | 2
        2 | Như Thanh | 3
        | Tổng cộng | 5""",
        {"commune_ntm": "Thọ Xuân 2, Như Thanh 3"}, "commune_ntm 5", "total_twice", "total_twice"),
    "communes that lost the standard, communes kept": Style(
        """TT | Huyện | Xã đạt chuẩn NTM (công nhận mới) | Xã NTM công nhận lại | Xã rớt chuẩn NTM
        1 | Thọ Xuân | 2 | 4 | 1
        2 | Như Thanh | 3 | 5 | 0
        | Tổng | 5 | 9 | 1""",
        {"commune_ntm": "Thọ Xuân 2, Như Thanh 3"}, "commune_ntm 5", "column_left_out"),
    "a number for two districts together": Style(
        """TT | Huyện | Xã NTM | OCOP
        1 | Thọ Xuân | 2 | 5
        2 | Như Thanh | ^ | 7
        3 | Nga Sơn | 1 | 2
        | Tổng | 3 | 14""",
        {"commune_ntm": "Nga Sơn 1", "ocop_products": "Thọ Xuân 5, Như Thanh 7, Nga Sơn 2"},
        "commune_ntm 3, ocop_products 14", "cell_shared"),
    "a body merged over its districts": Style(
        """TT | Huyện | Xã NTM | Cơ quan phụ trách
        1 | Thọ Xuân | 2 | Sở Y tế
        2 | Như Thanh | 1 | ^
        | Tổng | 3 | """,
        {"commune_ntm": "Thọ Xuân 2, Như Thanh 1"}, "commune_ntm 3", "body_shared"),
    "a mark of a note behind the name and the number": Style(
        """TT | Huyện | Xã NTM | Xã NTM nâng cao
        1 | Thọ Xuân (*) | 2 | 1 (*)
        2 | Như Thanh | 3 (trong đó 01 xã chuyển tiếp) |
        | Tổng | 5 | 1""",
        {"commune_ntm": "Thọ Xuân 2, Như Thanh 3", "commune_advanced": "Thọ Xuân 1"},
        "commune_ntm 5, commune_advanced 1", "cell_note name_note"),
}  # fmt: skip
