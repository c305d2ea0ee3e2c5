"""True numbers in lists, fronted clauses and shared predicates, and what only looks like the plan's.

Judged by hand; the sentences up to "Seen on the way" before the code saw them.
A: agrees, R: fair rounding, D: does not agree, U: not supported. Facts: Thanh Hóa 2024.
"""

LISTS: list[tuple[str, list[tuple[str, str, str]]]] = [
    # True.
    (
        "Năm 2024, tỉnh Thanh Hóa phấn đấu xây dựng 10 xã nông thôn mới kiểu mẫu.",
        [("10 xã", "A", "27")],
    ),
    (
        "Tỉnh phấn đấu trong năm 2024 công nhận 19 xã đạt chuẩn nông thôn mới nâng cao và 10 xã kiểu mẫu.",
        [("19 xã", "A", "27"), ("10 xã", "A", "27")],
    ),
    (
        "Nguồn vốn cho chương trình chủ yếu từ ngân sách địa phương, với 4.072,266 tỷ đồng.",
        [("4.072,266 tỷ đồng", "A", "39")],
    ),
    ("Ngân sách Trung ương và tỉnh hỗ trợ hơn 827 tỷ đồng.", [("827 tỷ đồng", "R", "35, 37")]),
    (
        "Để chương trình đạt hiệu quả, tỉnh huy động gần 7.508 tỷ đồng.",
        [("7.508 tỷ đồng", "R", "31")],
    ),
    ("Thanh Hóa sẽ chi hơn 7.500 tỷ đồng cho nông thôn mới", [("7.500 tỷ đồng", "R", "31")]),
    (
        "Kế hoạch vốn năm 2024 của chương trình là 7.507,44 tỷ đồng.",
        [("7.507,44 tỷ đồng", "A", "31")],
    ),
    (
        "Trong số vốn trên, vốn tín dụng là 730,539 tỷ đồng, chiếm 9,73%.",
        [("730,539 tỷ đồng", "A", "43"), ("9,73%", "A", "43")],
    ),
    (
        "Các doanh nghiệp và hợp tác xã trên địa bàn tỉnh dự kiến đóng góp 100,55 tỷ đồng.",
        [("100,55 tỷ đồng", "A", "45")],
    ),
    (
        "Người dân Thanh Hóa sẽ đóng góp hơn 1.000 tỷ đồng xây dựng nông thôn mới.",
        [("1.000 tỷ đồng", "R", "47")],
    ),
    ("Quan Sơn đặt mục tiêu có 2 bản về đích nông thôn mới.", [("2 bản", "A", "234")]),
    ("Bỉm Sơn có chỉ tiêu 3 sản phẩm OCOP.", [("3 sản phẩm OCOP", "A", "213")]),
    (
        "Tỉnh giao Cẩm Thủy 3 xã đạt chuẩn nông thôn mới, 1 thôn kiểu mẫu và 5 sản phẩm OCOP.",
        [("3 xã", "A", "230"), ("1 thôn", "A", "230"), ("5 sản phẩm OCOP", "A", "230")],
    ),
    (
        "Quảng Xương có 8 sản phẩm OCOP, nhiều nhất tỉnh cùng với Thiệu Hóa.",
        [("8 sản phẩm OCOP", "A", "215")],
    ),
    (
        "Như Xuân là huyện có nhiều thôn phấn đấu đạt chuẩn nhất, với 10 thôn.",
        [("10 thôn", "A", "235")],
    ),
    (
        "Cả hai huyện Thọ Xuân, Quảng Xương đều phấn đấu đạt chuẩn nông thôn mới nâng cao trong năm nay.",
        [("hai huyện", "A", "215, 221")],
    ),
    (
        "Mục tiêu của Thanh Hóa năm 2024: 1 huyện NTM, 2 huyện NTM nâng cao",
        [("1 huyện", "A", "27"), ("2 huyện", "A", "27")],
    ),
    (
        "Dự kiến tổng nguồn vốn khoảng 7.507 tỷ đồng, trong đó vốn trực tiếp từ ngân sách là 4.899,644 tỷ đồng.",
        [("7.507 tỷ đồng", "R", "31"), ("4.899,644 tỷ đồng", "A", "33")],
    ),
    (
        "Phấn đấu đến 31/12/2024, toàn tỉnh có thêm 17 xã đạt chuẩn nông thôn mới.",
        [("17 xã", "A", "27")],
    ),
    ("Tỷ lệ vốn do cộng đồng dân cư đóng góp là 14,59%.", [("14,59%", "A", "47")]),
    ("Vĩnh Lộc và Hà Trung, mỗi huyện 2 thôn kiểu mẫu.", [("2 thôn", "A", "224")]),
    ("The target for 2024 is 60 villages in mountainous areas.", [("60 villages", "A", "27")]),
    (
        "Businesses and cooperatives will contribute 100.55 billion VND.",
        [("100.55 billion VND", "A", "45")],
    ),
    (
        "Tho Xuan district is assigned 2 advanced communes and 7 OCOP products.",
        [("2 advanced communes", "A", "221"), ("7 OCOP products", "A", "221")],
    ),
    # Another thing, or not certain.
    ("Tỉnh chọn 10 xã kiểu mẫu để quay phim.", [("10 xã", "U", "")]),
    ("Kêu gọi doanh nghiệp trả 100,55 tỷ đồng tiền thuê đất.", [("100,55 tỷ đồng", "U", "")]),
    ("Ngân sách tỉnh trích 182,5 tỷ đồng mua xe.", [("182,5 tỷ đồng", "U", "")]),
    ("Thanh Hóa tổ chức 17 lớp tập huấn nông thôn mới.", [("17", "U", "")]),
    (
        "Hai huyện Hậu Lộc và Hà Trung phấn đấu đạt chuẩn nông thôn mới nâng cao.",
        [("Hai huyện", "D", "215, 221")],
    ),
    (
        "Hậu Lộc và Hà Trung phấn đấu về đích huyện nông thôn mới.",
        [("Hậu Lộc và Hà Trung", "A", "135")],
    ),
    (
        "Ngân sách trung ương 644,87 tỷ đồng và ngân sách tỉnh 182,5 tỷ đồng bị thất thoát.",
        [("644,87 tỷ đồng", "U", ""), ("182,5 tỷ đồng", "U", "")],
    ),
    ("Thanh tra 17 xã, 19 xã nâng cao.", [("17 xã", "U", ""), ("19 xã", "U", "")]),
    (
        "Vốn tín dụng cho nông thôn mới 730,539 tỷ đồng đang quá hạn.",
        [("730,539 tỷ đồng", "U", "")],
    ),
    ("Ngân sách tỉnh tiết kiệm chi 182,5 tỷ đồng.", [("182,5 tỷ đồng", "U", "")]),
    ("17 xã đang chờ công nhận lại nông thôn mới.", [("17 xã", "U", "")]),
    ("17 xã nông thôn mới được công nhận kiểu mẫu.", [("17 xã", "U", "")]),
    ("Nga Sơn có 2 xã nông thôn mới nâng cao, ít nhất tỉnh.", [("2 xã", "U", "")]),
    ("Vốn dân góp chiếm 14,59% vốn ngân sách.", [("14,59%", "U", "")]),
    ("Đầu tư 182,5 tỷ đồng ngân sách tỉnh làm đường.", [("182,5 tỷ đồng", "U", "")]),
    ("Tỉnh cho doanh nghiệp vay 100,55 tỷ đồng.", [("100,55 tỷ đồng", "U", "")]),
    ("Doanh nghiệp nợ ngân sách 100,55 tỷ đồng.", [("100,55 tỷ đồng", "U", "")]),
    ("Chương trình 135 được cấp 644,87 tỷ đồng.", [("135", "U", ""), ("644,87 tỷ đồng", "U", "")]),
    ("Lợi nhuận doanh nghiệp 100,55 tỷ đồng.", [("100,55 tỷ đồng", "U", "")]),
    ("Tỉnh vận động người dân hiến 1.095,207 tỷ đồng.", [("1.095,207 tỷ đồng", "U", "")]),
    ("Phấn đấu giảm 17 xã chưa đạt chuẩn nông thôn mới.", [("17 xã", "U", "")]),
    (
        "Vốn xây dựng nông thôn mới bình quân 7.507,44 tỷ đồng mỗi năm.",
        [("7.507,44 tỷ đồng", "U", "")],
    ),
    (
        "Sau 10 năm, Thanh Hóa huy động 7.507,44 tỷ đồng xây dựng nông thôn mới.",
        [("7.507,44 tỷ đồng", "U", "")],
    ),
    ("Một phần của 7.507,44 tỷ đồng vốn xây dựng nông thôn mới.", [("7.507,44 tỷ đồng", "U", "")]),
    # Seen on the way.
    ("Chỉ có Như Thanh và Thọ Xuân được giao đạt chuẩn huyện nông thôn mới nâng cao.",
     [("Như Thanh và Thọ Xuân", "D", "215, 221")]),
    ("10 xã nông thôn mới kiểu mẫu, trong đó Nga Sơn 2 xã.", [("10 xã", "A", "27"), ("2 xã", "U", "217")]),
    ("10 xã nông thôn mới kiểu mẫu, trong đó Như Thanh 1 xã, Thọ Xuân 1 xã.",
     [("10 xã", "A", "27"), ("1 xã", "A", "229"), ("1 xã", "A", "221")]),
    ("Một huyện, hai huyện nâng cao, 17 xã, 19 xã nâng cao là mục tiêu của tỉnh năm 2024.",
     [("Một huyện", "A", "27"), ("hai huyện", "A", "27"), ("17 xã", "A", "27"), ("19 xã", "A", "27")]),
    ("Theo báo cáo của Văn phòng Điều phối nông thôn mới tỉnh, năm 2024 Thanh Hóa phấn đấu 17 xã đạt chuẩn nông thôn mới.",
     [("17 xã", "A", "27")]),
    ("Tại hội nghị, lãnh đạo tỉnh yêu cầu phấn đấu có thêm 19 xã nông thôn mới nâng cao.", [("19 xã", "A", "27")]),
    ("Nga Sơn (2 xã), Hoằng Hóa (2 xã) phấn đấu nông thôn mới nâng cao.", [("2 xã", "A", "217"), ("2 xã", "A", "216")]),
    ("Ho tro doanh nghiep 100,55 ty dong.", [("100,55 ty dong", "U", "")]),
    ("Vốn tín dụng cao hơn vốn lồng ghép gần 50 tỷ đồng.", [("50 tỷ đồng", "U", "")]),
    ("Nông thôn mới Thanh Hóa: 7.507,44 tỷ đồng", [("7.507,44 tỷ đồng", "A", "31")]),
    ("Tỉnh dành 644,87 tỷ đồng.", [("644,87 tỷ đồng", "U", "")]),
]  # fmt: skip
