"""Duties, references and what is not said, from a document of the project's own making."""

from pathlib import Path

import pandas as pd
import pytest
from documents import HEAD, ROWS, WRITERS

import ntm_analysis as ntm
from ntm_analysis.document.deadlines import deadlines
from ntm_analysis.plan import Plan, load_plan, save_plan

TEXT = [
    "ỦY BAN NHÂN DÂN TỈNH THANH HÓA",
    "Số: 15/KH-UBND",
    "Thanh Hóa, ngày 22 tháng 01 năm 2024",
    "KẾ HOẠCH",
    "Xây dựng nông thôn mới tỉnh Thanh Hóa năm 2024",
    "Căn cứ Quyết định số 1234/QĐ-TTg ngày 05/6/2023 của Thủ tướng Chính phủ về một chương trình; "
    "Nghị quyết số 99/NQ-HĐND ngày 10 tháng 12 năm 2023;",
    "I. MỤC TIÊU",
    "Phấn đấu trong năm 2024 có thêm 01 huyện, 05 xã và 07 thôn đạt chuẩn nông thôn mới; 03 xã đạt "
    "chuẩn nông thôn mới nâng cao; 01 xã và 02 thôn đạt chuẩn nông thôn mới kiểu mẫu; 12 sản phẩm "
    "OCOP, trong đó 04 sản phẩm đạt 4 sao. Đến nay đã có 300 xã đạt chuẩn.",
    "II. TỔ CHỨC THỰC HIỆN",
    "1. Sở Tài chính",
    "- Chủ trì, phối hợp với Sở Y tế, Công an tỉnh và các địa phương bố trí kinh phí trước ngày "
    "15/3/2024 theo Quyết định số 1234/QĐ-TTg ngày 05/6/2023; định kỳ hằng quý báo cáo.",
    "- Phối hợp với Sở Nội vụ kiểm tra, hoàn thành trong 6 tháng đầu năm.",
    "2. Sở Y tế: Hướng dẫn các xã, chậm nhất ngày 30/9/2024 hoàn thành.",
    "3. UBND các huyện, thị xã, thành phố",
    "- Rà soát số liệu đến hết quý III năm 2024, làm cơ sở trình Sở Nội vụ thẩm định trong năm 2024.",
    "- Huyện Thọ Xuân (chuyển tiếp từ năm trước) hoàn thiện hồ sơ trong tháng 02 năm 2024.",
    "- Huyện Như Thanh đạt chuẩn nông thôn mới trong năm 2024 (xã A trong Quý I, xã B trong Quý II).",
    "- Trình thẩm định trước ngày 31/4/2024.",
    "(Chi tiết tại Phụ lục II)",
    "Phụ lục II: CHỈ TIÊU GIAO CÁC HUYỆN",
]


@pytest.fixture(scope="module", params=list(WRITERS))
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Plan:
    folder = tmp_path_factory.mktemp("duties")
    file = folder / f"plan{request.param}"
    return ntm.read_plan(WRITERS[request.param](file, TEXT, [HEAD, *ROWS]))


def test_each_duty_has_its_deadline_and_its_parties(made: Plan) -> None:
    """Read by hand, in the order of the text."""
    parties = {
        duty: sorted(
            (
                row["role"],
                row["body"]
                or (str(row["district_code"]) if row["district_code"] > 0 else row["as_printed"]),
            )
            for row in rows.fillna({"district_code": 0}).to_dict("records")
        )
        for duty, rows in made.duty_parties.groupby("duty")
    }
    found = [
        (row["due_kind"], row["due_date"], row["as_printed"], parties.get(row["duty"], []))
        for row in made.duties.to_dict("records")
    ]
    finance, health, home = ("lead", "finance"), ("with", "health"), "home_affairs"
    others = [("with", "Công an tỉnh"), health, ("with", "localities")]
    districts = [("lead", "district_peoples_committees")]
    assert found == [
        ("before", "2024-03-15", "trước ngày 15/3/2024", [finance, *others]),
        ("periodic", "", "định kỳ hằng quý", [finance, *others]),
        ("within", "2024-06-30", "trong 6 tháng đầu năm", [("lead", home), ("with", "finance")]),
        ("by", "2024-09-30", "chậm nhất ngày 30/9/2024", [("lead", "health")]),
        ("by", "2024-09-30", "đến hết quý III năm 2024", districts),
        ("within", "2024-12-31", "trong năm 2024", [("lead", home)]),
        ("within", "2024-02-29", "trong tháng 02 năm 2024", [("lead", "395")]),
        ("within", "2024-03-31", "trong Quý I", []),
        ("within", "2024-06-30", "trong Quý II", []),
        ("none", "", "trước ngày 31/4/2024", districts),
    ]


def test_what_was_assumed_unknown_or_impossible_is_said(made: Plan) -> None:
    said = set(zip(made.remarks["kind"], made.remarks["as_printed"], strict=True))
    assert ("body_unknown", "Công an tỉnh") in said
    assert ("no_such_day", "trước ngày 31/4/2024") in said
    assert {(k, p) for k, p in said if k == "year_assumed"} == {
        ("year_assumed", "trong 6 tháng đầu năm"), ("year_assumed", "trong Quý I"),
        ("year_assumed", "trong Quý II"),
    }  # fmt: skip
    errors = ntm.audit(made).query("severity == 'error'")
    assert errors["check"].tolist() == ["no_such_day"]


def test_references_number_date_and_silences(made: Plan) -> None:
    cited = made.references.set_index("number")
    assert cited["issuer"].to_dict() == {
        "1234/QĐ-TTg": "Thủ tướng Chính phủ", "99/NQ-HĐND": "HĐND tỉnh Thanh Hóa",
    }  # fmt: skip
    assert cited["date"].to_dict() == {"1234/QĐ-TTg": "2023-06-05", "99/NQ-HĐND": "2023-12-10"}
    assert len(cited.loc["1234/QĐ-TTg", "lines"].split("|")) == 2
    assert (made.number, made.date) == ("15/KH-UBND", "2024-01-22")
    assert set(made.not_stated["topic"]) == {
        "district_funding", "unit_names", "investment_recurrent_split",
    }  # fmt: skip


def test_districts_named_in_the_text_and_annexes(made: Plan) -> None:
    rows = made.mentions[["kind", "district_code", "subject"]].fillna(0).to_numpy().tolist()
    assert rows == [
        ["carried_over", 395, ""], ["district_ntm", 403, ""], ["annex_cited", 0, "II"],
        ["annex_heading", 0, "II"],
    ]  # fmt: skip
    holds = ntm.checks.run(made).query("severity == 'holds'")["check"]
    assert {"named_marked", "carried_over"} <= set(holds)


def test_a_package_of_it_loads_and_says_the_same(made: Plan, tmp_path: Path) -> None:
    save_plan(made, tmp_path / "package")
    again = load_plan(tmp_path / "package")
    assert (again.number, again.date, again.year) == (made.number, made.date, 2024)
    for name, table in made.tables.items():
        pd.testing.assert_frame_equal(again.tables[name], table)
    assert ntm.audit(again)["message_vi"].tolist() == ntm.audit(made)["message_vi"].tolist()


TASKS = [
    ["TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"],
    ["1", "Lập danh mục dự án", "Sở Tài chính", "Sở Y tế; UBND cấp huyện", "Quý II"],
    ["2", "Kiểm tra thực địa", "Huyện Thọ Xuân", "", "30/11/2024"],
    ["3", "Tuyên truyền", "Đài Phát thanh", "Các địa phương", "Thường xuyên"],
    ["4", "Sơ kết", "Sở Nội vụ", "", "Sau khi có hướng dẫn"],
]


@pytest.mark.parametrize("kind", list(WRITERS))
def test_a_table_of_duties_is_read_by_its_headings(tmp_path: Path, kind: str) -> None:
    money = ["Tổng vốn năm 2024 là 100 tỷ đồng, trong đó:", "- Vốn tín dụng: 60 tỷ đồng",
             "- Vốn lồng ghép: 40 tỷ đồng", "PHÂN CÔNG NHIỆM VỤ"]  # fmt: skip
    plan = ntm.read_plan(WRITERS[kind](tmp_path / f"plan{kind}", money, TASKS))
    duties = plan.duties[["what_vi", "due_kind", "due_date", "as_printed"]].to_numpy().tolist()
    assert duties == [
        ["Lập danh mục dự án", "within", "2024-06-30", "Quý II"],
        ["Kiểm tra thực địa", "by", "2024-11-30", "30/11/2024"],
        ["Tuyên truyền", "periodic", "", "Thường xuyên"],
        ["Sơ kết", "none", "", ""],
    ]
    parties = plan.duty_parties.fillna({"district_code": 0})
    assert parties[["body", "district_code", "role", "as_printed"]].to_numpy().tolist() == [
        ["finance", 0, "lead", "Sở Tài chính"], ["health", 0, "with", "Sở Y tế"],
        ["district_peoples_committees", 0, "with", "UBND cấp huyện"],
        ["", 395, "lead", "Thọ Xuân"], ["", 0, "lead", "Đài Phát thanh"],
        ["localities", 0, "with", "Các địa phương"], ["home_affairs", 0, "lead", "Sở Nội vụ"],
    ]  # fmt: skip
    assert {"year_assumed", "body_unknown", "due_unread"} <= set(plan.remarks["kind"])


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("xong trước 30/6", "before", "2024-06-30"),
        ("hoàn thành quý ii", "within", "2024-06-30"),
        ("thời gian hoàn thành: quý 3/2025", "within", "2025-09-30"),
        ("trước ngày 20 tháng 11 năm 2024", "before", "2024-11-20"),
        ("trong tháng 2", "within", "2024-02-29"),
        ("đến hết ngày 31.10.2024", "by", "2024-10-31"),
        ("hàng tháng", "periodic", ""),
    ],
)
def test_deadlines_in_their_usual_forms(text: str, kind: str, day: str) -> None:
    assert [(d.kind, d.day) for d in deadlines(text, 0, len(text), 2024)] == [(kind, day)]


@pytest.mark.parametrize(
    "text",
    ["quyết định ngày 05/12/2024", "đến năm 2025", "trong năm 2023", "tính đến ngày 31/12/2024",
     "giai đoạn 2024-2025", "trong năm 2024 - 2025", "hàng năm"],
)  # fmt: skip
def test_dates_that_are_no_deadlines(text: str) -> None:
    assert deadlines(text, 0, len(text), 2024) == []
