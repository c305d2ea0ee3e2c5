"""Deadlines: lists, ranges, their usual words; each value decided by hand from the words."""

from pathlib import Path

import pytest
from documents import WRITERS, write_txt

import ntm_analysis as ntm
from ntm_analysis.document.deadlines import deadlines, unread
from ntm_analysis.plan import load_plan, save_plan

YEAR = 2025
READ = [
    # One time.
    ("tổ chức tổng kết vào ngày 30/9/2025", ["by 2025-09-30"]),
    ("hoàn thành đến 31/12/2025", ["by 2025-12-31"]),
    ("trình trước quý III/2025", ["before 2025-07-01"]),
    ("trình trước tháng 6/2025", ["before 2025-06-01"]),
    ("Thời hạn 15/10/2025", ["by 2025-10-15"]),
    ("gửi về trước 17h00 ngày 25/12/2025", ["by 2025-12-25"]),
    ("tổng kết cuối năm 2025", ["within 2025-12-31"]),
    ("đến cuối năm 2025 hoàn thành", ["by 2025-12-31"]),
    ("trong 9 tháng đầu năm", ["within 2025-09-30"]),
    ("trước ngày 31/01 năm sau", ["before 2026-01-31"]),
    ("Quý II/2025: thẩm định hồ sơ", ["within 2025-06-30"]),
    # Several times.
    ("Hoàn thành trong quý II, quý III năm 2025", ["within 2025-09-30"]),
    ("Trong tháng 6, tháng 9 năm 2025", ["within 2025-09-30"]),
    ("trước 30/6 và 30/11", ["before 2025-06-30", "before 2025-11-30"]),
    ("trước ngày 15/6 (6 tháng) và ngày 15/12/2025", ["before 2025-06-15", "before 2025-12-15"]),
    ("từ ngày 01/6 đến ngày 30/9/2025", ["within 2025-09-30"]),
    ("trong quý IV và quý I/2026", ["within 2026-03-31"]),
    ("Quý I: rà soát; Quý II: thẩm định; tổng kết trong Quý IV",
     ["within 2025-03-31", "within 2025-06-30", "within 2025-12-31"]),
    ("Tiến độ: tháng 3/2025 họp; tháng 9/2025 kiểm tra", ["within 2025-03-31", "within 2025-09-30"]),
    ("chậm nhất 31/3 phải xong; chậm nhất trong tháng 6 phải trình",
     ["by 2025-03-31", "by 2025-06-30"]),
    # No deadline.
    ("tăng từ 10/15 đến 12/15 tiêu chí", []),
    ("đạt đến 12/19 tiêu chí", []),
    ("hoàn thành 8/10 xã", []),
    ("đến 31/12/2025, toàn tỉnh đã có 80 xã", []),
    ("ngay từ đầu năm", []),
    ("Kế hoạch số 12/KH-UBND ngày 15/01/2025", []),
]  # fmt: skip
CELLS = [
    ("Quý II, III", ["within 2025-09-30"]),
    ("Quý III/2025 - Quý IV/2025", ["within 2025-12-31"]),
    ("6-9/2025", ["within 2025-09-30"]),
    ("Trước 30/6 và 30/11", ["before 2025-06-30", "before 2025-11-30"]),
    ("Quý II: xã A; Quý III: xã B", ["within 2025-06-30", "within 2025-09-30"]),
    ("Tháng 3, 6, 9, 12", ["within 2025-12-31"]),
    ("Từ tháng 3 đến tháng 9", ["within 2025-09-30"]),
    ("T6/2025", ["within 2025-06-30"]),
    ("06/2025", ["within 2025-06-30"]),
    ("30-9", ["by 2025-09-30"]),
    ("Cuối năm 2025", ["within 2025-12-31"]),
    ("6-9", []),  # a day or months
    ("Sau 30/6/2025", []),
    ("Từ tháng 7/2025", []),
    ("Đầu quý II", []),
]


# Sentences in the style of provincial plans: text, deadlines, how many words are said to be unread.
OWN = [
    (
        "Các huyện gửi đăng ký về Văn phòng Điều phối trước ngày 28/02/2025 để tổng hợp.",
        ["before 2025-02-28"],
        0,
    ),
    ("Định kỳ trước ngày 15 của tháng cuối quý báo cáo kết quả thực hiện.", ["periodic"], 1),
    (
        "Báo cáo 6 tháng trước ngày 10/6, báo cáo năm trước ngày 10/12.",
        ["before 2025-06-10", "before 2025-12-10"],
        0,
    ),
    (
        "Phân bổ chi tiết 100% kế hoạch vốn năm 2025 xong trước ngày 31 tháng 3 năm 2025.",
        ["before 2025-03-31"],
        0,
    ),
    ("Hoàn thành hồ sơ chậm nhất là ngày 30 tháng 9 năm 2025.", ["by 2025-09-30"], 0),
    ("Thời gian thực hiện: Quý I/2025.", ["within 2025-03-31"], 0),
    ("Thời gian hoàn thành: Trước ngày 20/11/2025.", ["before 2025-11-20"], 0),
    ("Thời gian: Từ tháng 01 đến tháng 12 năm 2025.", ["within 2025-12-31"], 0),
    ("Thời hạn hoàn thành: 30/6/2025.", ["by 2025-06-30"], 0),
    ("Phấn đấu đến hết tháng 10/2025 giải ngân đạt 80% kế hoạch.", ["by 2025-10-31"], 0),
    ("Đến hết ngày 31/01/2026 giải ngân 100% kế hoạch vốn.", ["by 2026-01-31"], 0),
    ("Tổ chức thẩm định trong tháng 10 và tháng 11 năm 2025.", ["within 2025-11-30"], 0),
    ("Tổ chức Hội nghị tổng kết vào tháng 12/2025.", ["within 2025-12-31"], 0),
    ("Hoàn thành việc rà soát ngay trong quý I năm 2025.", ["within 2025-03-31"], 0),
    (
        "Đề xuất UBND tỉnh xem xét, quyết định trong 6 tháng cuối năm 2025.",
        ["within 2025-12-31"],
        0,
    ),
    (
        "Hoàn thành trước 15/11/2025, báo cáo UBND tỉnh trước 30/11/2025.",
        ["before 2025-11-15", "before 2025-11-30"],
        0,
    ),
    ("Căn cứ Quyết định số 263/QĐ-TTg ngày 22/02/2022 của Thủ tướng Chính phủ.", [], 0),
    ("Các xã đã đạt chuẩn trước ngày 31/12/2024 tiếp tục duy trì.", [], 0),
    ("Tính đến ngày 31/3/2025, đã giải ngân 20%.", [], 0),
    ("Giai đoạn 2021 - 2025 bố trí 500 tỷ đồng.", [], 0),
    ("Số liệu tính từ ngày 15/12/2024 đến ngày 14/6/2025.", [], 1),
    ("Trả kết quả sau 30 ngày làm việc kể từ ngày nhận hồ sơ.", [], 1),
    ("Báo cáo trước ngày 05 hằng tháng.", ["periodic"], 0),
    ("Hồ sơ gửi về Sở trước 16 giờ 30 phút ngày 20/10/2025.", ["by 2025-10-20"], 0),
    ("Trong tuần cuối tháng 6 năm 2025 tổ chức họp.", [], 1),
    ("Hoàn thành trong nửa đầu tháng 7/2025.", [], 1),
    ("Hạn cuối nộp hồ sơ: ngày 15/8/2025.", ["by 2025-08-15"], 0),
    (
        "Công nhận đợt 1 trong quý II, đợt 2 trong quý IV năm 2025.",
        ["within 2025-06-30", "within 2025-12-31"],
        0,
    ),
    ("Đạt 18/19 tiêu chí trước tháng 10/2025.", ["before 2025-10-01"], 0),
    ("Hoàn thành mục tiêu đến cuối quý III/2025.", ["by 2025-09-30"], 0),
    ("Triển khai từ quý II/2025.", [], 1),
    ("Hoàn thành và báo cáo vào cuối tháng 11 năm 2025.", ["within 2025-11-30"], 0),
    ("Xong trong tháng 4/2025, chậm nhất 05/5/2025.", ["by 2025-04-30", "by 2025-05-05"], 0),
    ("Thực hiện xong trước khi kết thúc năm 2025.", [], 1),
    ("Kinh phí từ 5 đến 10 triệu đồng/hộ.", [], 0),
    ("Mỗi xã từ 2 - 3 mô hình, trước mắt thực hiện 5/7 xã.", [], 0),
]
OWN_CELLS = [
    ("Quý I/2025", ["within 2025-03-31"]),
    ("Trước 15/12/2025", ["before 2025-12-15"]),
    ("Tháng 02 - 4/2025", ["within 2025-04-30"]),
    ("Tháng 3/2025 đến tháng 5/2025", ["within 2025-05-31"]),
    ("Quý I, II/2025", ["within 2025-06-30"]),
    ("Quý II và Quý IV", ["within 2025-12-31"]),
    ("Hằng quý", ["periodic"]),
    ("Từ 15/3-30/4/2025", ["within 2025-04-30"]),
    ("Theo tiến độ", []),
    ("Đến 30/11/2025", ["by 2025-11-30"]),
    ("Năm 2025", ["within 2025-12-31"]),
    ("Tháng 12", ["within 2025-12-31"]),
    ("25/12", ["by 2025-12-25"]),
    ("Xong trong quý III", ["by 2025-09-30"]),
    ("Đợt 1: 30/6; đợt 2: 15/11", ["by 2025-06-30", "by 2025-11-15"]),
    ("Tháng 6 (đợt 1); tháng 11 (đợt 2)", ["within 2025-06-30", "within 2025-11-30"]),
    ("31.12.2025", ["by 2025-12-31"]),
    ("Trong 03 ngày", []),
    ("Quý III - IV", ["within 2025-12-31"]),
    ("Q.II/2025", ["within 2025-06-30"]),
    ("QII/2025", ["within 2025-06-30"]),
]


def said(text: str, *, bare: bool = False) -> list[str]:
    found = deadlines(text.lower(), 0, len(text), YEAR, bare=bare)
    return [f"{one.kind} {one.day}".strip() for one in found]


@pytest.mark.parametrize(("text", "expected"), [*READ, *[one[:2] for one in OWN]])
def test_in_a_sentence(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(("text", "expected"), [*CELLS, *OWN_CELLS])
def test_in_a_column_of_deadlines(text: str, expected: list[str]) -> None:
    assert said(text, bare=True) == expected


@pytest.mark.parametrize(
    ("text", "missed"),
    [
        ("chậm nhất giữa tháng 6 trình", ["chậm nhất giữa tháng 6 trình"]),
        ("trong vòng 15 ngày làm việc", ["trong vòng 15 ngày làm việc"]),
        ("trước kỳ họp cuối năm của HĐND tỉnh", ["trước kỳ họp cuối năm của HĐND tỉnh"]),
        ("tổ chức hội nghị ngày 30/9/2025", ["ngày 30/9/2025"]),
        ("Kế hoạch số 12/KH-UBND ngày 15/01/2025", []),
        ("tính đến tháng 6/2024", []),
        ("trước ngày 30/9/2025", []),
        ("tổng kết cuối năm", ["cuối năm"]),
        ("thẩm định đợt hai quý IV", ["quý IV"]),
        ("trình UBND tỉnh trong 15 ngày kể từ ngày nhận", ["trong 15 ngày"]),
        ("phương hướng 3 tháng cuối năm", []),
    ],
)
def test_what_looks_like_a_deadline_and_was_not_read(text: str, missed: list[str]) -> None:
    low = text.lower()
    spans = unread(low, 0, len(low), deadlines(low, 0, len(low), YEAR), YEAR)
    assert [text[start:end] for start, end in spans] == missed


@pytest.mark.parametrize(("text", "count"), [(text, count) for text, _, count in OWN])
def test_how_much_of_a_sentence_is_said_to_be_unread(text: str, count: int) -> None:
    low = text.lower()
    assert len(unread(low, 0, len(low), deadlines(low, 0, len(low), YEAR), YEAR)) == count


PLAN = [
    "KẾ HOẠCH", "Xây dựng nông thôn mới tỉnh Thanh Hóa năm 2025",
    "II. NGUỒN VỐN", "Tổng vốn: 100 tỷ đồng, gồm: NSTW 60 tỷ đồng; NS tỉnh 40 tỷ đồng.",
    "III. TỔ CHỨC THỰC HIỆN", "1. Sở Tài chính",
    "- Hoàn thành hồ sơ trong quý II, quý III năm 2025.",
    "- Báo cáo UBND tỉnh trước 30/6 và 30/11/2025.",
    "- Chậm nhất 31/3 phải phân bổ vốn; chậm nhất trong tháng 6 phải quyết toán.",
    "- Trả lời địa phương trong vòng 15 ngày làm việc.",
    "PHÂN CÔNG NHIỆM VỤ",
]  # fmt: skip
TASKS = [
    ["TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời gian hoàn thành"],
    ["1", "Lập danh mục dự án", "Sở Tài chính", "Quý III/2025 - Quý IV/2025"],
    ["2", "Kiểm tra thực địa", "Sở Y tế", "Trước 30/6/2025 và 30/11/2025"],
    ["3", "Sơ kết", "Sở Nội vụ", "Sau khi có hướng dẫn"],
]


@pytest.mark.parametrize("kind", list(WRITERS))
def test_no_deadline_of_a_plan_is_silent(tmp_path: Path, kind: str) -> None:
    plan = ntm.read_plan(WRITERS[kind](tmp_path / f"plan{kind}", PLAN, TASKS))
    duties = plan.duties[["what_vi", "due_kind", "due_date"]].to_numpy().tolist()
    assert duties == [
        ["Hoàn thành hồ sơ trong quý II, quý III năm 2025", "within", "2025-09-30"],
        ["Báo cáo UBND tỉnh trước 30/6 và 30/11/2025", "before", "2025-06-30"],
        ["Báo cáo UBND tỉnh trước 30/6 và 30/11/2025", "before", "2025-11-30"],
        ["Chậm nhất 31/3 phải phân bổ vốn", "by", "2025-03-31"],
        ["chậm nhất trong tháng 6 phải quyết toán", "by", "2025-06-30"],
        ["Trả lời địa phương trong vòng 15 ngày làm việc", "none", ""],
        ["Lập danh mục dự án", "within", "2025-12-31"],
        ["Kiểm tra thực địa", "before", "2025-06-30"],
        ["Kiểm tra thực địa", "before", "2025-11-30"],
        ["Sơ kết", "none", ""],
    ]
    rows = plan.remarks[plan.remarks["kind"].isin(["due_range", "due_unread"])]
    assert rows[["kind", "as_printed", "taken", "other"]].to_numpy().tolist() == [
        ["due_range", "trong quý II, quý III năm 2025", "2025-09-30", "2025-06-30"],
        ["due_unread", "trong vòng 15 ngày làm việc", "", ""],
        ["due_range", "Quý III/2025 - Quý IV/2025", "2025-12-31", "2025-07-01"],
        ["due_unread", "Sau khi có hướng dẫn", "", ""],
    ]
    shown = ntm.audit(plan).query("check == 'due_range'")["message_vi"].iloc[0]
    assert "lấy ngày cuối cùng 30/09/2025; mốc khác: 30/06/2025" in shown


def test_a_package_with_such_deadlines_is_accepted(tmp_path: Path) -> None:
    plan = ntm.read_plan(write_txt(tmp_path / "a.txt", PLAN, TASKS))
    save_plan(plan, tmp_path / "again")
    assert load_plan(tmp_path / "again").duties["due_date"].tolist() == (
        plan.duties["due_date"].tolist()
    )
