"""What a plan says of itself, and who is named in it: province, number, date line, bodies of 2025."""

from pathlib import Path

import pytest
from documents import write_txt

import ntm_analysis as ntm
from ntm_analysis.plan import Plan

MONEY = ["II. NGUỒN VỐN", "Tổng vốn: 100 tỷ đồng, gồm: NSTW 60 tỷ đồng; NS tỉnh 40 tỷ đồng."]


def read(folder: Path, head: list[str], *duties: str) -> Plan:
    text = [*head, "I. MỤC TIÊU", "Phấn đấu 8 xã đạt chuẩn NTM.", *MONEY, "III. TỔ CHỨC THỰC HIỆN"]
    return ntm.read_plan(write_txt(folder / "plan.txt", [*text, *duties], []))


@pytest.mark.parametrize(
    ("head", "province", "number", "date"),
    [
        ("UBND TỈNH BÀ RỊA - VŨNG TÀU|Số 61/KH-UBND|Bà Rịa - Vũng Tàu, ngày 25 tháng 01 năm 2025|KẾ HOẠCH"
         "|Xây dựng nông thôn mới tỉnh Bà Rịa – Vũng Tàu năm 2025",
         "Bà Rịa - Vũng Tàu", "61/KH-UBND", "2025-01-25"),
        ("UBND THÀNH PHỐ HẢI PHÒNG|Số: 7/KH-UBND  Hải Phòng, ngày 5 tháng 02 năm 2025|KẾ HOẠCH"
         "|Xây dựng nông thôn mới thành phố Hải Phòng năm 2025", "Hải Phòng", "7/KH-UBND", "2025-02-05"),
        ("UBND TỈNH SÔNG LAM|KẾ HOẠCH|Xây dựng nông thôn mới tỉnh Sông Lam năm 2025"
         "|Căn cứ Kế hoạch số 12/KH-UBND ngày 15/01/2024;", "Sông Lam", "", ""),
        ("KẾ HOẠCH|Xây dựng nông thôn mới tỉnh Thừa Thiên - Huế năm 2025", "Thừa Thiên Huế", "", ""),
        ("KẾ HOẠCH|Xây dựng nông thôn mới TP. Hồ Chí Minh năm 2025", "Hồ Chí Minh", "", ""),
    ],
)  # fmt: skip
def test_the_first_page(tmp_path: Path, head: str, province: str, number: str, date: str) -> None:
    plan = read(tmp_path, head.split("|"))
    assert (plan.province, plan.number, plan.date) == (province, number, date)
    assert "due_unread" not in set(plan.remarks["kind"])


@pytest.mark.parametrize(
    ("duty", "body", "printed", "remark"),
    [
        ("1. Sở Nông nghiệp và Môi trường: trình trước ngày 30/6/2025.", "agriculture_environment",
         "Sở Nông nghiệp và Môi trường", ""),
        ("1. Các huyện: Chủ động báo cáo trước ngày 30/6/2025.", "district_peoples_committees",
         "Các huyện", ""),
        ("1. Các huyện gửi đăng ký trước ngày 28/02/2025 để tổng hợp.", "district_peoples_committees",
         "Các huyện", ""),
        ("1. UBND các xã, phường: báo cáo trước ngày 30/6/2025.", "commune_peoples_committees",
         "UBND các xã, phường", ""),
        ("1. UBND huyện Núi Đỏ: báo cáo trước ngày 30/6/2025.", "", "UBND huyện Núi Đỏ", "no_register"),
        ("1. Huyện Núi Đỏ hoàn thành trước ngày 30/6/2025.", "", "Huyện Núi Đỏ", "no_register"),
        ("1. Sở Tương lai: báo cáo trước ngày 30/6/2025.", "", "Sở Tương lai", "body_unknown"),
    ],
)  # fmt: skip
def test_who_is_named(tmp_path: Path, duty: str, body: str, printed: str, remark: str) -> None:
    head = ["KẾ HOẠCH", "Xây dựng nông thôn mới tỉnh Sông Lam năm 2025"]
    plan = read(tmp_path, head, duty)
    assert plan.duty_parties[["body", "as_printed"]].to_numpy().tolist() == [[body, printed]]
    said = plan.remarks[plan.remarks["kind"].isin(["body_unknown", "no_register"])]
    assert list(said["kind"]) == ([remark] if remark else [])


@pytest.mark.parametrize(
    ("cited", "annex", "said"),
    [
        ("ngày 22/02/2022", "Kế hoạch số 245/KH-UBND ngày 12/4/2024", {}),
        ("", "Kế hoạch số 245/KH-UBND", {}),
        ("ngày 22/3/2025", "Kế hoạch số 245/KH-UBND ngày 12/4/2024", {}),  # numbers begin again each year
        ("ngày 23/02/2022", "Kế hoạch số 245/KH-UBND ngày 12/4/2024",
         {"reference_days_differ": "263/QĐ-TTg"}),
        ("ngày 22/02/2022", "Kế hoạch số 245/KH-UBND ngày 21/4/2024",
         {"reference_days_differ": "245/KH-UBND"}),
        ("ngày 22/02/2022", "Kế hoạch số 254/KH-UBND ngày 12/4/2024",
         {"own_number_differs": "254/KH-UBND"}),
    ],
)  # fmt: skip
def test_numbers_and_days_of_documents_agree_or_are_named(
    tmp_path: Path, cited: str, annex: str, said: dict[str, str]
) -> None:
    text = ["UBND TỈNH SÔNG MÂY", "Số: 245/KH-UBND", "Sông Mây, ngày 12 tháng 4 năm 2024", "KẾ HOẠCH",
            "Xây dựng nông thôn mới tỉnh Sông Mây năm 2024",
            "Căn cứ Quyết định số 263/QĐ-TTg ngày 22/02/2022 của Thủ tướng Chính phủ;", "I. MỤC TIÊU",
            f"Phấn đấu 5 xã đạt chuẩn nông thôn mới theo Quyết định số 263/QĐ-TTg {cited}.", "Phụ lục",
            f"(Kèm theo {annex} của UBND tỉnh Sông Mây)"]  # fmt: skip
    plan = ntm.read_plan(write_txt(tmp_path / "a.txt", text, []))
    found = ntm.audit(plan)
    rows = found[found["check"].isin(["reference_days_differ", "own_number_differs"])]
    assert dict(zip(rows["check"], rows["subject"], strict=True)) == said
    assert set(rows["severity"]) <= {"warning"}
