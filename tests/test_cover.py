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
