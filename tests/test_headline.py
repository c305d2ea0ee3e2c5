"""The province's targets in the text: sentences and lists, and the numbers in them that are no target."""

from pathlib import Path

import pytest
from documents import HEAD, ROWS, TEXT, WRITERS, write_txt

import ntm_analysis as ntm
from ntm_analysis.plan import Plan

TITLE = ["KẾ HOẠCH", "Xây dựng nông thôn mới tỉnh Quảng Trị năm 2025", "I. MỤC TIÊU"]
MONEY = [
    "III. NGUỒN VỐN",
    "Tổng nguồn vốn: 100 tỷ đồng, trong đó: NSTW 60 tỷ đồng; NS tỉnh 40 tỷ đồng.",
]
# Sentences and lists of targets, and what a reader takes from them.
TARGETS = {
    "- Số xã đạt chuẩn nông thôn mới: 08 xã.|- Xã NTM nâng cao: 05;|- Thôn, bản NTM kiểu mẫu: 12 thôn"
    "|- Huyện đạt chuẩn nông thôn mới: 01 huyện":
        {"commune_ntm": 8, "commune_advanced": 5, "village_model": 12, "district_ntm": 1},
    "Phấn đấu đạt chuẩn nông thôn mới: 08 xã; nông thôn mới nâng cao: 05 xã; nông thôn mới kiểu mẫu là 02 xã.":
        {"commune_ntm": 8, "commune_advanced": 5, "commune_model": 2},
    "Phấn đấu: xã NTM: 08 xã, xã NTM nâng cao: 05 xã, sản phẩm OCOP: 30 sản phẩm.":
        {"commune_ntm": 8, "commune_advanced": 5, "ocop_products": 30},
    "Phấn đấu có thêm mười hai (12) xã và hai huyện đạt chuẩn nông thôn mới; 1.250 thôn nông thôn mới.":
        {"commune_ntm": 12, "district_ntm": 2, "village_ntm": 1250},
    "1. Mục tiêu chung|Trong năm 2025 công nhận mới 6 xã đạt chuẩn nông thôn mới.|2. Mục tiêu cụ thể"
    "|Phấn đấu 5 xã nông thôn mới nâng cao, 3 xã nông thôn mới kiểu mẫu.":
        {"commune_ntm": 6, "commune_advanced": 5, "commune_model": 3},
    "1. Cấp xã|- Công nhận 8 xã đạt chuẩn NTM|2. Cấp huyện|- Công nhận 1 huyện đạt chuẩn NTM|3. OCOP"
    "|- Có thêm 1.100 sản phẩm OCOP":
        {"commune_ntm": 8, "district_ntm": 1, "ocop_products": 1100},
    "Phấn đấu 17 xã đạt chuẩn nông thôn mới (gồm: 05 xã miền núi, 12 xã đồng bằng), 9 xã đạt chuẩn nông "
    "thôn mới nâng cao.":
        {"commune_ntm": 17, "commune_advanced": 9},
    "Phấn đấu 17 xã và 60 thôn/bản miền núi đạt chuẩn nông thôn mới; 120 sản phẩm OCOP.":
        {"commune_ntm": 17, "village_ntm": 60, "ocop_products": 120},
    "Phấn đấu 08 (tám) xã đạt chuẩn NTM; năm (05) xã đạt chuẩn NTM nâng cao; 1 huyện NTM.":
        {"commune_ntm": 8, "commune_advanced": 5, "district_ntm": 1},
    "- Phấn đấu 5 xã (Hải Lệ, Triệu Độ, Vĩnh Ô, Hướng Lập, Cam Thành) được công nhận đạt chuẩn NTM;":
        {"commune_ntm": 5},
    "Phấn đấu 8 xã (gồm: A, B, C; D, E) đạt chuẩn NTM; 2 xã: D, E đạt chuẩn NTM nâng cao.":
        {"commune_ntm": 8, "commune_advanced": 2},
    "- Xã đạt chuẩn NTM: Phấn đấu công nhận thêm 08 xã, nâng số xã đạt chuẩn lên 83 xã.|- Xã đạt chuẩn NTM "
    "nâng cao: Phấn đấu công nhận 05 xã, nâng tổng số lên 25 xã.|- Xã đạt chuẩn NTM kiểu mẫu: Phấn đấu công "
    "nhận 02 xã.":
        {"commune_ntm": 8, "commune_advanced": 5, "commune_model": 2},
    "8 xã đạt chuẩn NTM; 5 xã nâng cao; 2 xã kiểu mẫu; 10 thôn kiểu mẫu":
        {"commune_ntm": 8, "commune_advanced": 5, "commune_model": 2, "village_model": 10},
    "Phấn đấu 1.000 vườn mẫu, 50 khu dân cư kiểu mẫu, 8 xã đạt chuẩn NTM":
        {"village_model": 50, "commune_ntm": 8},
    "Duy trì 75 xã đạt chuẩn NTM; 20 xã đạt chuẩn NTM nâng cao. Phấn đấu thêm 8 xã đạt chuẩn NTM, 5 xã đạt "
    "chuẩn NTM nâng cao.":
        {"commune_ntm": 8, "commune_advanced": 5},
    "Phấn đấu số xã đạt chuẩn NTM là 83 xã (tăng 08 xã).": {"commune_ntm": 8},
    "Có thêm 10 xã đạt chuẩn NTM, trong đó 2 xã đạt chuẩn NTM nâng cao và 1 xã kiểu mẫu.":
        {"commune_ntm": 10, "commune_advanced": 2, "commune_model": 1},
    "Giai đoạn 2021-2025 có 120 xã đạt chuẩn NTM; trong đó năm 2025 có thêm 8 xã đạt chuẩn NTM.":
        {"commune_ntm": 8},
    "1/ Xã nông thôn mới: Phấn đấu công nhận 12 xã đạt chuẩn.|2/ Xã nông thôn mới nâng cao: 10 xã.|a/ Sản phẩm "
    "OCOP: 45 sản phẩm.":
        {"commune_ntm": 12, "commune_advanced": 10, "ocop_products": 45},
    "Mỗi huyện, thành phố có thêm 02 sản phẩm OCOP trở lên; toàn tỉnh có thêm 22 sản phẩm OCOP; chương "
    "trình mỗi xã một sản phẩm ở 08 xã đạt chuẩn NTM.": {"ocop_products": 22, "commune_ntm": 8},
    "Có từ 30 xã trở lên đạt chuẩn NTM nâng cao, trong đó có 06 xã đạt chuẩn NTM kiểu mẫu.":
        {"commune_advanced": 30, "commune_model": 6},
    "30 xã đạt chuẩn NTM nâng cao, trong đó 06 xã đạt chuẩn NTM kiểu mẫu. Phấn đấu 8 xã NTM kiểu mẫu.":
        {"commune_advanced": 30, "commune_model": 8},
    "Năm 2024 có 7 xã đạt chuẩn NTM. Năm 2025 phấn đấu 8 xã đạt chuẩn NTM.": {"commune_ntm": 8},
    "Giai đoạn 2021-2025: 40 xã đạt chuẩn NTM; năm 2025: 8 xã đạt chuẩn NTM, 5 xã nâng cao.":
        {"commune_ntm": 8, "commune_advanced": 5},
    "Số sản phẩm OCOP được đánh giá, phân hạng: 30; nâng hạng 5 sản phẩm OCOP từ 3 sao lên 4 sao.":
        {"ocop_products": 30},
    "Sản phẩm OCOP: 40 sản phẩm (35 sản phẩm 3 sao; 5 sản phẩm 4 sao)": {"ocop_products": 40},
    "Phấn đấu 25 sản phẩm OCOP 3 sao, 4 sản phẩm OCOP 4 sao, 1 sản phẩm OCOP 5 sao; 8 xã NTM.":
        {"commune_ntm": 8},
    "Phấn đấu 8 xã đạt chuẩn NTM; 01 xã NTM thông minh.": {"commune_ntm": 8},
    "Phấn đấu 01 thành phố hoàn thành nhiệm vụ xây dựng NTM, 01 thị xã đạt chuẩn NTM; 8 xã NTM.":
        {"commune_ntm": 8},  # two kinds of unit make up the target
    "Phấn đấu 02 thành phố, thị xã đạt NTM; 10 tổ dân phố đạt chuẩn NTM; 3 làng NTM kiểu mẫu.":
        {"district_ntm": 2, "village_ntm": 10, "village_model": 3},
    "Có 80% số xã đạt chuẩn NTM (81 xã), trong đó 40% số xã đạt chuẩn NTM nâng cao (32 xã); 2 xã kiểu mẫu.":
        {"commune_model": 2},
    "Phấn đấu 8 xã đạt chuẩn NTM, riêng huyện Hướng Hóa 3 xã; 5 xã NTM nâng cao.":
        {"commune_ntm": 8, "commune_advanced": 5},
    "Xã NTM là 8/10 xã; xã NTM nâng cao 5; xã NTM kiểu mẫu 2; OCOP 30":
        {"commune_advanced": 5, "commune_model": 2, "ocop_products": 30},
    "Phấn đấu 8 xã đạt chuẩn NTM (trong đó huyện Hướng Hóa 3 xã, Đakrông 5 xã), 4 xã đạt NTM nâng cao.":
        {"commune_ntm": 8, "commune_advanced": 4},
    "Phấn đấu ít nhất 03 xã đạt chuẩn NTM nâng cao (lũy kế 20 xã), 02 xã đạt chuẩn NTM kiểu mẫu.":
        {"commune_advanced": 3, "commune_model": 2},
    # In the ways of other provinces.
    "Năm 2025, toàn tỉnh phấn đấu có thêm 12 xã đạt chuẩn NTM (lũy kế 95/101 xã), 06 xã đạt chuẩn NTM nâng cao "
    "(lũy kế 31 xã), 03 xã đạt chuẩn NTM kiểu mẫu; 02 huyện đạt chuẩn NTM.":
        {"commune_ntm": 12, "commune_advanced": 6, "commune_model": 3, "district_ntm": 2},
    "- Cấp huyện: Phấn đấu có thêm 02 đơn vị cấp huyện đạt chuẩn, hoàn thành nhiệm vụ xây dựng NTM (huyện Cam "
    "Lộ, thành phố Đông Hà).|- Cấp xã: Có thêm 10 xã đạt chuẩn NTM; 7 xã đạt chuẩn NTM nâng cao.":
        {"district_ntm": 2, "commune_ntm": 10, "commune_advanced": 7},
    "- Số xã đạt chuẩn NTM tăng thêm: 10 xã, nâng tổng số xã đạt chuẩn NTM toàn tỉnh lên 120 xã (đạt 85,7%);"
    "|- Số tiêu chí bình quân/xã: 17,5 tiêu chí.":
        {"commune_ntm": 10},
    "Mỗi huyện có ít nhất 01 xã đạt chuẩn NTM kiểu mẫu; toàn tỉnh có 09 xã đạt chuẩn NTM kiểu mẫu.":
        {"commune_model": 9},
    "- 15 xã đăng ký đạt chuẩn NTM, gồm: huyện Hướng Hóa 5 xã, huyện Đakrông 4 xã, huyện Gio Linh 6 xã;"
    "|- 4 xã đăng ký đạt chuẩn NTM nâng cao.":
        {"commune_ntm": 15, "commune_advanced": 4},
    "- Huyện Vĩnh Linh: 3 xã đạt chuẩn NTM nâng cao; 1 xã kiểu mẫu.|- Toàn tỉnh: 5 xã đạt chuẩn NTM nâng cao; "
    "2 xã đạt chuẩn NTM kiểu mẫu.":
        {"commune_advanced": 5, "commune_model": 2},
    "Công nhận đạt chuẩn NTM 8 xã, NTM nâng cao 5 xã, NTM kiểu mẫu 2 xã; 35 sản phẩm OCOP từ 3 sao trở lên.":
        {"commune_ntm": 8, "commune_advanced": 5, "commune_model": 2, "ocop_products": 35},
    "Phấn đấu có 50 sản phẩm OCOP được đánh giá, phân hạng từ 3 sao trở lên (trong đó có 5 sản phẩm đạt 4 sao).":
        {"ocop_products": 50},
    "Phấn đấu 8 xã đạt 19/19 tiêu chí, được công nhận đạt chuẩn NTM; 10 xã đạt từ 15-18 tiêu chí NTM.":
        {"commune_ntm": 8},
    "Hỗ trợ 12 xã xây dựng NTM; 10 xã đạt chuẩn quốc gia về y tế; phấn đấu 6 xã về đích NTM.":
        {"commune_ntm": 6},
    "Toàn tỉnh hiện có 75 xã đạt chuẩn NTM, 20 xã đạt chuẩn NTM nâng cao. Năm 2025, công nhận mới 8 xã đạt "
    "chuẩn NTM và 5 xã đạt chuẩn NTM nâng cao.":
        {"commune_ntm": 8, "commune_advanced": 5},
    "Công nhận 8 xã đạt chuẩn NTM trong năm 2025; 10 xã đạt chuẩn NTM trong năm 2026.": {"commune_ntm": 8},
    "2.1. Xã đạt chuẩn NTM|Phấn đấu năm 2025 có 8 xã.|2.2. Xã đạt chuẩn NTM nâng cao|Phấn đấu năm 2025 có 5 xã.":
        {"commune_ntm": 8, "commune_advanced": 5},
    "1. Kết quả năm 2024|- Có 7 xã đạt chuẩn NTM;|2. Chỉ tiêu năm 2025|- Có 8 xã đạt chuẩn NTM;":
        {"commune_ntm": 8},
    "(1) Xã NTM: 8 xã; (2) Xã NTM nâng cao: 5 xã; (3) Xã NTM kiểu mẫu: 2 xã; (4) OCOP: 30 sản phẩm.":
        {"commune_ntm": 8, "commune_advanced": 5, "commune_model": 2, "ocop_products": 30},
    "Số xã đạt chuẩn NTM: 8, nâng cao: 5, kiểu mẫu: 2.":
        {"commune_ntm": 8, "commune_advanced": 5, "commune_model": 2},
    "Phấn đấu 8 xã thuộc 3 huyện miền núi đạt chuẩn NTM, 40 thôn, bản, khu dân cư đạt chuẩn NTM kiểu mẫu.":
        {"commune_ntm": 8, "village_model": 40},
    "Phấn đấu có 15 xã đạt chuẩn, trong đó: 8 xã đạt chuẩn NTM; 5 xã đạt chuẩn NTM nâng cao; 2 xã kiểu mẫu.":
        {"commune_ntm": 8, "commune_advanced": 5, "commune_model": 2},
    "Phấn đấu 15 xã (08 xã đạt chuẩn NTM; 05 xã đạt chuẩn NTM nâng cao; 02 xã đạt chuẩn NTM kiểu mẫu).":
        {"commune_ntm": 8, "commune_advanced": 5, "commune_model": 2},
    "Toàn tỉnh có 8 xã đạt chuẩn NTM theo Quyết định số 318/QĐ-TTg năm 2022; 5 xã đạt chuẩn NTM nâng cao theo "
    "Bộ tiêu chí giai đoạn 2021-2025, 2 xã NTM kiểu mẫu.":
        {"commune_ntm": 8, "commune_advanced": 5, "commune_model": 2},
    "Năm 2025 xã Hải Lệ, xã Hải Phúc đạt chuẩn NTM; toàn tỉnh có 8 xã NTM.": {"commune_ntm": 8},
    "Giữ vững 75 xã đã đạt chuẩn NTM; phấn đấu 8 xã NTM; thu hồi quyết định công nhận 2 xã NTM.":
        {"commune_ntm": 8},
    "Hết năm 2025: 83 xã NTM, trong đó 25 xã nâng cao. Riêng năm 2025: 8 xã NTM, 5 xã NTM nâng cao.":
        {"commune_ntm": 8, "commune_advanced": 5},
    "Trong 75 xã đạt chuẩn NTM, phấn đấu 5 xã đạt chuẩn NTM nâng cao.": {"commune_advanced": 5},
    "Số huyện đạt chuẩn NTM: 01 đơn vị; số xã đạt chuẩn NTM: 08 đơn vị.":
        {"district_ntm": 1, "commune_ntm": 8},
    "- Cấp xã: 08 xã NTM, lũy kế 83 xã; 05 xã NTM nâng cao, lũy kế 25 xã; 02 xã NTM kiểu mẫu, lũy kế 6 xã.":
        {"commune_ntm": 8, "commune_advanced": 5, "commune_model": 2},
    "Công nhận 8 xã đạt chuẩn NTM, trong đó: huyện Gio Linh: 3 xã (X, Y, Z); huyện Hải Lăng: 5 xã.":
        {"commune_ntm": 8},
    "Số xã đạt chuẩn NTM: 83/101 xã (trong đó năm 2025 tăng thêm 08 xã).": {"commune_ntm": 8},
    "6 tháng đầu năm: 3 xã đạt chuẩn NTM; cả năm: 8 xã đạt chuẩn NTM.": {"commune_ntm": 8},
    "Số xã đạt chuẩn NTM trong năm 2025 là 8 xã.": {"commune_ntm": 8},
    "Phấn đấu có thêm 8 xã (nâng tổng số xã đạt chuẩn NTM lên 83 xã, đạt 82%).": {"commune_ntm": 8},
    "Xét, công nhận đạt chuẩn nông thôn mới cho 8 xã, nông thôn mới nâng cao cho 5 xã.":
        {"commune_ntm": 8, "commune_advanced": 5},
    "Số xã đạt chuẩn NTM: 8; trong đó: miền núi: 3; đồng bằng: 5.": {"commune_ntm": 8},
    "Xã đạt chuẩn NTM: huyện Gio Linh 3, huyện Hải Lăng 5; toàn tỉnh 8 xã.": {"commune_ntm": 8},
    "- Xã NTM: 8, hộ nghèo: 5, giao thông: 15;|- OCOP: 30 SP.": {"commune_ntm": 8, "ocop_products": 30},
    "Xã nông thôn mới: 08 xã; Xã nông thôn mới nâng cao: 05 xã; Thôn nông thôn mới: 12 thôn.":
        {"commune_ntm": 8, "commune_advanced": 5, "village_ntm": 12},
    "Phấn đấu thêm 02 huyện, 08 xã về đích NTM; duy trì 75 xã, 12 thôn đạt chuẩn NTM.":
        {"district_ntm": 2, "commune_ntm": 8},
    "Nâng cao chất lượng 19 tiêu chí; 8 xã đạt chuẩn NTM; nâng cao thu nhập cho 12 xã nghèo.":
        {"commune_ntm": 8},
    "Tăng số xã đạt chuẩn NTM từ 75 xã năm 2024 lên 83 xã năm 2025; 5 xã NTM nâng cao.":
        {"commune_advanced": 5},
    "Phấn đấu đạt chuẩn NTM thêm 08 xã, nâng cao thêm 05 xã, kiểu mẫu thêm 02 xã.":
        {"commune_ntm": 8, "commune_advanced": 5, "commune_model": 2},
    "Phấn đấu hỗ trợ 05 xã, NTM kiểu mẫu thêm 02 xã.": {"commune_model": 2},
    "Năm 2025 phấn đấu: 08 xã NTM (tăng 01 xã so với kế hoạch); 05 xã NTM nâng cao (giảm 02 xã).":
        {"commune_ntm": 8, "commune_advanced": 5},
    "- Xã NTM: Kế hoạch 08 xã (giao đầu năm 6 xã, bổ sung 2 xã).": {"commune_ntm": 8},
}  # fmt: skip
# Numbers that are no target, the word for it, and the characters.
TARGETS |= {
    "- Phấn đấu 08 xã NTM, 05 xã NTM NC, 02 xã NTM KM, 01 huyện NTM.":
        {"commune_ntm": 8, "commune_advanced": 5, "commune_model": 2, "district_ntm": 1},
    "- 05 xã NTMNC.|- 02 xã NTMKM.": {"commune_advanced": 5, "commune_model": 2},
    "- Xã NTM: 08; huyện NTM: 01.":
        {"commune_ntm": 8, "district_ntm": 1},
    "Phấn đấu 15 sản phẩm OCOP 3 sao; 8 xã NTM.":
        {"commune_ntm": 8, "ocop_products": 15},
    "Duy trì 100 sản phẩm OCOP, phát triển mới 35.":
        {"ocop_products": 35},
    "Duy trì 75 xã đạt chuẩn NTM, công nhận mới 8; 5 xã NTM nâng cao.":
        {"commune_ntm": 8, "commune_advanced": 5},
    "Công nhận mới 30 sản phẩm OCOP; nâng cấp 03 sản phẩm từ 3 sao lên 4 sao; củng cố 60 sản phẩm.":
        {"ocop_products": 30},
    "Nâng cấp 03 sản phẩm OCOP, chuẩn hóa 20 sản phẩm, công nhận mới 12 sản phẩm.":
        {"ocop_products": 12},
    "Toàn tỉnh có 70 xã đạt chuẩn NTM (tăng 08 xã); 22 xã NTM nâng cao (tăng 04 xã).":
        {"commune_ntm": 8, "commune_advanced": 4},
    "Năm 2025 phấn đấu: 08 xã NTM (tăng 01 xã so với kế hoạch).":
        {"commune_ntm": 8},
    "Phấn đấu có thêm 08 xã NTM (tăng 02 xã so với năm 2024).":
        {"commune_ntm": 8},
    "Có thêm 95 khu đạt chuẩn khu dân cư NTM kiểu mẫu; 8 xã NTM.":
        {"village_model": 95, "commune_ntm": 8},
    "Xây dựng 03 khu công nghiệp; 8 xã NTM.":
        {"commune_ntm": 8},
    "- Xã đạt chuẩn NTM: 08; nâng cao: 05; kiểu mẫu: 02.|- Huyện đạt chuẩn NTM: 01.":
        {"commune_ntm": 8, "commune_advanced": 5, "commune_model": 2, "district_ntm": 1},
    "Có 25 sản phẩm OCOP được công nhận, trong đó 20 sản phẩm 3 sao, 5 sản phẩm 4 sao.":
        {"ocop_products": 25},
    "Có thêm 20 sản phẩm OCOP đạt 3 sao, 5 sản phẩm OCOP đạt 4 sao.":
        {},
    "Thị xã Mây đạt chuẩn NTM; huyện NTM: 02; xã NTM: 9.":
        {"district_ntm": 2, "commune_ntm": 9},
    "Hỗ trợ 20 sản phẩm tham gia OCOP; công nhận 12 sản phẩm OCOP.":
        {"ocop_products": 12},
    "Số xã đạt chuẩn NTM: 83 xã (tăng 08 xã so với năm 2024).":
        {},
    "Toàn tỉnh có 83 xã đạt chuẩn NTM (tăng 08 xã so với năm 2024).":
        {"commune_ntm": 8},
    "Đến năm 2025 có 83 xã đạt chuẩn NTM (tăng thêm 08 xã), chiếm 82%.":
        {"commune_ntm": 8},
    "Phấn đấu 100% số xã đạt chuẩn NTM; 5 xã NTM nâng cao.":
        {"commune_advanced": 5},
    "Phấn đấu 8/10 xã còn lại đạt chuẩn NTM; 05 xã nâng cao.":
        {"commune_advanced": 5},
    "Thêm 8 xã đạt chuẩn NTM, nâng tổng số lên 83 xã; thêm 5 xã NTM nâng cao, nâng tổng số lên 25; thêm 2 xã kiểu mẫu.":
        {"commune_ntm": 8, "commune_advanced": 5, "commune_model": 2},
    "Công nhận 08 xã NTM; 05 xã NTMNC; 02 xã NTMKM; 50 SP OCOP.":
        {"commune_ntm": 8, "commune_advanced": 5, "commune_model": 2, "ocop_products": 50},
    "Ít nhất 02 huyện, thị xã, thành phố đạt chuẩn/hoàn thành nhiệm vụ xây dựng NTM; 10 xã NTM.":
        {"district_ntm": 2, "commune_ntm": 10},
    "Mục tiêu năm 2025: Có thêm từ 08 xã trở lên đạt chuẩn NTM.":
        {"commune_ntm": 8},
    "Năm 2025, số xã đạt chuẩn NTM nâng cao tăng thêm 5 xã, nâng tổng số xã NTM nâng cao lên 30 xã.":
        {"commune_advanced": 5},
    "Phấn đấu có 8 xã đăng ký đạt chuẩn NTM được thẩm định, công nhận.":
        {"commune_ntm": 8},
    "Đối với cấp huyện: phấn đấu 01 huyện NTM. Đối với cấp xã: phấn đấu 8 xã NTM, 05 xã NTM nâng cao.":
        {"district_ntm": 1, "commune_ntm": 8, "commune_advanced": 5},
    "Phấn đấu đến 31/12/2025 có 83 xã đạt chuẩn NTM, trong đó tăng thêm 08 xã trong năm 2025; có 25 xã NTM "
    "nâng cao, tăng 05 xã.": {"commune_ntm": 8, "commune_advanced": 5},
    "Phấn đấu 83 xã đạt chuẩn NTM, trong đó công nhận mới 8 xã; 05 xã NTM nâng cao.":
        {"commune_ntm": 8, "commune_advanced": 5},
    "Phấn đấu công nhận 10 xã đạt chuẩn NTM, trong đó công nhận mới 8 xã.": {"commune_ntm": 10},
    "Năm 2025 toàn tỉnh có 120/150 xã đạt chuẩn NTM (tăng 10 xã so với năm 2024), 40 xã đạt chuẩn NTM nâng cao "
    "(tăng 5 xã so với năm 2024).": {"commune_ntm": 10, "commune_advanced": 5},
    "Toàn tỉnh có 70 xã đạt chuẩn NTM (tăng 08 xã, gồm 3 xã miền núi, 5 xã đồng bằng).": {"commune_ntm": 8},
    "Duy trì 75 xã đạt chuẩn NTM, thêm 5 xã NTM nâng cao.": {"commune_advanced": 5},
    "- Xã NTM: 08; thị xã, thành phố NTM: 01; huyện NTM: 01.": {"commune_ntm": 8},  # two in all
    "Đến hết năm 2025 toàn tỉnh có 75/101 xã (74,3%) đạt chuẩn nông thôn mới, trong đó công nhận mới 6 xã đạt "
    "chuẩn nông thôn mới; 30 sản phẩm OCOP.": {"commune_ntm": 6, "ocop_products": 30},
}  # fmt: skip
NO_TARGETS = [
    ("từ 3 đến 5 xã đạt chuẩn nông thôn mới nâng cao", "range", "từ 3 đến 5 xã"),
    ("2-3 xã đạt chuẩn nông thôn mới nâng cao", "range", "2-3 xã"),
    ("không có xã đạt chuẩn nông thôn mới nâng cao", "none", "không có xã"),
    ("vượt 2 xã nông thôn mới nâng cao so với năm 2024", "change", "2 xã"),
    ("có 75/101 xã đạt chuẩn nông thôn mới nâng cao", "stock", "75/101 xã"),
    ("nâng tổng số lên 20 xã nông thôn mới nâng cao", "stock", "20 xã"),
    ("mười hai (13) xã nông thôn mới nâng cao", "unread", "mười hai (13) xã"),
    ("mỗi huyện có ít nhất 2 xã nông thôn mới nâng cao", "each", "2 xã"),
    ("mỗi huyện, thị xã phấn đấu có thêm từ 2 xã nông thôn mới nâng cao", "each", "2 xã"),
    ("08 (bảy) xã nông thôn mới nâng cao", "unread", "08 (bảy) xã"),
    ("05 xã duy trì đạt chuẩn nông thôn mới nâng cao", "stock", "05 xã"),
    ("Quý IV: 4 xã nông thôn mới nâng cao", "part", "4 xã"),
    ("từ 3 xã đến 5 xã nông thôn mới nâng cao", "range", "từ 3 xã đến 5 xã"),
    ("năm 2024: 6 xã nông thôn mới nâng cao", "other_year", "6 xã"),
    ("giai đoạn 2021-2025: 20 xã nông thôn mới nâng cao", "other_year", "20 xã"),
    ("mỗi năm có 4 xã nông thôn mới nâng cao", "other_year", "4 xã"),
    ("duy trì 20 xã nông thôn mới nâng cao", "stock", "20 xã"),
    ("50% số xã đạt chuẩn nông thôn mới nâng cao, tương đương 40 xã", "stock", "40 xã"),
    ("huyện Hướng Hóa 2 xã nông thôn mới nâng cao", "part", "2 xã"),
    ("có 25 xã nông thôn mới nâng cao (tăng 4 xã so với năm 2024)", "open", "25 xã"),
    ("02 xã cũ và 06 xã mới đạt nông thôn mới nâng cao", "part", "02 xã"),
]
# Numbers of units that go with no indicator.
UNPLACED = [
    ("hỗ trợ 12 xã làm đường", "12 xã"), ("01 xã nông thôn mới thông minh", "01 xã"),
    ("20 thôn đạt chuẩn văn hóa", "20 thôn"), ("10 xã chưa đạt chuẩn nông thôn mới", "10 xã"),
    ("10 xã đạt chuẩn nông thôn mới nâng cao, kiểu mẫu", "10 xã"), ("số thôn: 45", "45"),
    ("nâng hạng 5 sản phẩm OCOP", "5 sản phẩm OCOP"), ("1.000 vườn mẫu", "1.000 vườn mẫu"),
    ("tổng số 1.250 hộ", "1.250 hộ"), ("12 mô hình theo Quyết định số 318/QĐ-TTg ngày 08/3/2022", "12 mô hình"),
    ("03 điểm bán hàng trước ngày 30/6, trong quý 2", "03 điểm bán"),
    ("bình quân 17,5 tiêu chí/xã năm 2025", "17,5 tiêu chí/xã"), ("75% số hộ từ 3 sao trở lên", "75%"),
    ("thôn Tân Sơn 1, thôn 7 có 45 hộ", "45 hộ"), ("1 huyện nông thôn mới kiểu mẫu", "1 huyện"),
]  # fmt: skip


def read(folder: Path, text: str) -> Plan:
    return ntm.read_plan(write_txt(folder / "plan.txt", [*TITLE, *text.split("|"), *MONEY], []))


def headline(plan: Plan) -> dict[str, int]:
    return dict(zip(plan.headline["indicator"], plan.headline["value"], strict=True))


@pytest.mark.parametrize("text", list(TARGETS))
def test_targets_as_a_reader_takes_them(tmp_path: Path, text: str) -> None:
    plan = read(tmp_path, text)
    assert headline(plan) == TARGETS[text]
    assert not (ntm.audit(plan)["severity"] == "error").any()


@pytest.mark.parametrize("kind", list(WRITERS))
def test_a_list_of_targets_is_read_from_every_kind_of_file(tmp_path: Path, kind: str) -> None:
    text, expected = next(iter(TARGETS.items()))
    lines = [*TITLE, *text.split("|"), *MONEY]
    rows = [["TT", "Ghi chú"], ["1", "không"]]
    assert headline(ntm.read_plan(WRITERS[kind](tmp_path / f"plan{kind}", lines, rows))) == expected


@pytest.mark.parametrize(("words", "kind", "printed"), NO_TARGETS)
def test_a_number_that_is_no_target_is_said_to_be_none(
    tmp_path: Path, words: str, kind: str, printed: str
) -> None:
    plan = read(tmp_path, f"Phấn đấu 8 xã đạt chuẩn nông thôn mới; {words}.")
    assert headline(plan) == {"commune_ntm": 8}
    row = plan.remarks.query(f"kind == '{kind}_left_out'").iloc[0]
    assert (row["subject"], row["as_printed"]) == ("commune_advanced", printed)


@pytest.mark.parametrize(("words", "printed"), UNPLACED)
def test_no_number_of_units_among_the_targets_is_silent(
    tmp_path: Path, words: str, printed: str
) -> None:
    plan = read(tmp_path, f"Phấn đấu 8 xã đạt chuẩn nông thôn mới; {words}.")
    assert headline(plan) == {"commune_ntm": 8}
    assert list(plan.remarks.query("kind == 'unplaced_left_out'")["as_printed"]) == [printed]


def test_at_least_may_stand_behind_the_number(tmp_path: Path) -> None:
    plan = read(tmp_path, "Phấn đấu 5 xã trở lên đạt chuẩn NTM; có ít nhất một xã kiểu mẫu.")
    assert headline(plan) == {"commune_ntm": 5, "commune_model": 1}
    assert list(plan.headline["qualifier"]) == ["at_least", "at_least"]


def test_a_target_in_the_words_of_an_annex_is_named(tmp_path: Path) -> None:
    text = (
        "Phấn đấu 8 xã đạt chuẩn NTM.|Phụ lục I|- Hỗ trợ thêm 03 xã đạt chuẩn NTM nâng cao."
        "|Ghi chú: Huyện Hướng Hóa giao bổ sung 02 xã NTM."
    )
    plan = read(tmp_path, text)
    found = plan.remarks.query("kind == 'target_elsewhere'")
    assert list(found["as_printed"]) == ["03 xã", "02 xã"]


def test_a_sentence_of_a_thousand_numbers_is_read_at_once(tmp_path: Path) -> None:
    """The target behind them is reached; a count looks back a bounded way (it took half a minute)."""
    counts = ", ".join(f"{number} xã" for number in range(1, 1000))
    assert headline(read(tmp_path, f"Hỗ trợ {counts}; 8 xã NTM.")) == {"commune_ntm": 8}


def test_the_name_of_ocop_is_no_number(tmp_path: Path) -> None:
    plan = read(tmp_path, "Phấn đấu 8 xã NTM.|2. Thực hiện Chương trình mỗi xã một sản phẩm.")
    assert headline(plan) == {"commune_ntm": 8}
    assert not plan.remarks["kind"].str.endswith("left_out").any()


def test_a_target_outside_of_its_section_is_named(tmp_path: Path) -> None:
    text = "Phấn đấu 8 xã đạt chuẩn NTM.|II. TỔ CHỨC|1. Sở Y tế giúp 12 xã đạt chuẩn NTM."
    plan = read(tmp_path, text)
    assert headline(plan) == {"commune_ntm": 8}
    row = plan.remarks.query("kind == 'target_elsewhere'").iloc[0]
    assert (row["as_printed"], row["taken"], row["line"]) == ("12 xã", "8", 11)


@pytest.mark.parametrize(
    ("printed", "severity"),
    [("ít nhất 11", ""), ("ít nhất 12", ""), ("trên 11", ""), ("không quá 13", ""), ("gần 13", ""),
     ("khoảng 11", "warning"), ("ít nhất 13", "warning"), ("trên 13", "warning"), ("13", "error")],
)  # fmt: skip
def test_a_qualifier_bounds_what_the_annex_may_say(
    tmp_path: Path, printed: str, severity: str
) -> None:
    """The annex assigns 12 products."""
    text = [line.replace("12 sản phẩm", f"{printed} sản phẩm") for line in TEXT]
    plan = ntm.read_plan(write_txt(tmp_path / "plan.txt", text, [HEAD, *ROWS]))
    found = ntm.audit(plan).query("check == 'headline_annex'")
    assert list(found["severity"]) == ([severity] if severity else [])


def test_what_was_not_found_is_named(tmp_path: Path) -> None:
    plan = read(tmp_path, "Tiếp tục nâng cao chất lượng.")
    assert {"no_headline_read", "no_targets_read"} <= set(plan.remarks["kind"])
    assert "no_funding_read" not in set(plan.remarks["kind"])


def test_brackets_within_brackets_end(tmp_path: Path) -> None:
    plan = read(tmp_path, "Phấn đấu 8 xã đạt chuẩn NTM. " + "(" * 3000 + "2 xã NTM" + ")" * 3000)
    assert headline(plan) == {"commune_ntm": 8}


@pytest.mark.parametrize("sign", ["I/", "I -", "I-", "I –", "I:", "I.", "I)"])
def test_a_roman_number_begins_a_section_whatever_its_sign(tmp_path: Path, sign: str) -> None:
    """The targets of all its items are those of one section."""
    text = ["KẾ HOẠCH", "Xây dựng nông thôn mới tỉnh Quảng Trị năm 2025", f"{sign} MỤC TIÊU",
            "1. Phấn đấu 12 xã đạt chuẩn nông thôn mới.", "2. Xã nông thôn mới nâng cao: 10 xã.",
            f"I{sign} TỔ CHỨC THỰC HIỆN", "Thẩm định 4 xã đạt chuẩn nông thôn mới kiểu mẫu."]  # fmt: skip
    plan = ntm.read_plan(write_txt(tmp_path / "a.txt", text, []))
    assert headline(plan) == {"commune_ntm": 12, "commune_advanced": 10}
    assert list(plan.headline["section"]) == ["I.1", "I.2"]
