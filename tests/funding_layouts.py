"""Funding lists of invented plans in the layouts that plans use, each with its tree in billions."""

TITLE = ["KẾ HOẠCH", "Xây dựng nông thôn mới tỉnh Quảng Trị năm 2025"]
TOTAL = {"total": ("", 100), "central_budget": ("total", 60), "provincial_budget": ("total", 40)}
NESTED = {
    "total": ("", 100), "state_budget": ("total", 60), "central_budget": ("state_budget", 40),
    "provincial_budget": ("state_budget", 20), "credit": ("total", 40),
}  # fmt: skip
LAYOUTS = {
    "total under a heading": (
        "III. NGUỒN VỐN|Tổng nguồn vốn: 100 tỷ đồng, trong đó:|- NSTW: 60 tỷ đồng;"
        "|- NS tỉnh: 40 tỷ đồng.", TOTAL),
    "numbered heading": (
        "2. Nguồn vốn|Tổng nguồn vốn thực hiện là 100 tỷ đồng, gồm:|- NSTW: 60 tỷ đồng;"
        "|- NS tỉnh: 40 tỷ đồng.", TOTAL),
    "letters": (
        "II. DỰ KIẾN HUY ĐỘNG NGUỒN LỰC|Tổng kinh phí: 100 tỷ đồng, bao gồm:"
        "|a) NSTW: 60 tỷ đồng;|b) NS tỉnh: 40 tỷ đồng;", TOTAL),
    "a sentence between total and parts": (
        "III. NGUỒN VỐN|Tổng nguồn vốn là 100 tỷ đồng.|Cơ cấu nguồn vốn như sau:"
        "|- NSTW: 60 tỷ đồng;|- NS tỉnh: 40 tỷ đồng.", TOTAL),
    "paragraphs with bullets below": (
        "III. NGUỒN VỐN|Tổng nguồn vốn: 100 tỷ đồng, trong đó:|Vốn ngân sách nhà nước: 60 tỷ đồng, "
        "gồm:|- NSTW: 40 tỷ đồng;|- NS tỉnh: 20 tỷ đồng.|Vốn tín dụng: 40 tỷ đồng.", NESTED),
    "numbers": (
        "III. NGUỒN VỐN|1. Tổng nguồn vốn: 100 tỷ đồng.|2. Ngân sách nhà nước: 60 tỷ đồng, trong đó:"
        "|- NSTW: 40 tỷ đồng;|- NS tỉnh: 20 tỷ đồng.|3. Vốn tín dụng: 40 tỷ đồng.", NESTED),
    "a second sentence takes parts out": (
        "III. NGUỒN VỐN|1. Tổng nguồn vốn: 100 tỷ đồng, trong đó: vốn ngân sách nhà nước 60 tỷ đồng, "
        "vốn tín dụng 40 tỷ đồng. Trong đó: NSTW 40 tỷ đồng, ngân sách tỉnh 20 tỷ đồng.", NESTED),
    "total last in a table": (
        "III. NGUỒN VỐN (ĐVT: tỷ đồng)|TT\tNguồn\tSố tiền|1\tNSTW\t60|2\tNS tỉnh\t40"
        "|\tTổng cộng\t100", TOTAL),
    "names with colons in a sentence": (
        "III. NGUỒN VỐN|Tổng vốn: 100 tỷ đồng, gồm: NSTW: 60 tỷ đồng; NS tỉnh: 40 tỷ đồng.", TOTAL),
    "a sentence within a sentence": (
        "III. NGUỒN VỐN|Tổng vốn: 100 tỷ đồng, gồm: NSNN: 60 tỷ đồng, trong đó: NSTW: 40 tỷ đồng, NS "
        "tỉnh: 20 tỷ đồng; vốn tín dụng: 40 tỷ đồng.", NESTED),
    "numbers of two levels": (
        "III. NGUỒN VỐN|Tổng vốn huy động: 100 tỷ đồng, cụ thể:|1. Ngân sách nhà nước: 60 tỷ đồng."
        "|1.1. NSTW: 40 tỷ đồng.|1.2. NS tỉnh: 20 tỷ đồng.|2. Vốn tín dụng: 40 tỷ đồng.", NESTED),
    "Roman numbers below a total": (
        "II. NỘI DUNG|Tổng vốn: 100 tỷ đồng.|I. NGÂN SÁCH NHÀ NƯỚC: 60 tỷ đồng|1. NSTW: 40 tỷ đồng"
        "|2. NS tỉnh: 20 tỷ đồng|II. VỐN TÍN DỤNG: 40 tỷ đồng", NESTED),
    "the total above a table": (
        "III. NGUỒN VỐN|Tổng vốn: 100 tỷ đồng, gồm:|TT\tNguồn\tSố tiền (tỷ đồng)\tTỷ lệ"
        "|1\tNSTW\t60\t60%|2\tNS tỉnh\t40\t40%", TOTAL),
    "years as headings": (
        "III. NGUỒN VỐN (ĐVT: tỷ đồng)|TT\tNguồn\t2023\t2024\t2025|1\tNSTW\t1\t2\t60"
        "|2\tNS tỉnh\t3\t4\t40|\tTổng\t4\t6\t100", TOTAL),
    "parts that are no known sources": (
        "III. NGUỒN VỐN|Tổng vốn: 100 tỷ đồng, gồm:|- Dự án 1: 60 tỷ đồng;|- Dự án 2: 40 tỷ đồng.",
        {"total": ("", 100), "Dự án 1": ("total", 60), "Dự án 2": ("total", 40)}),
    "sources as columns": (
        "V. KINH PHÍ|Đơn vị tính: Tỷ đồng|STT\tNội dung\tTổng số\tTrong đó\t|\t\t\tNSTW\tNS tỉnh"
        "|\tTổng cộng\t100\t60\t40|1\tHỗ trợ xã\t71\t41\t31|2\tOCOP\t29\t19\t9", TOTAL),
    "nested by indentation alone": (
        "III. NGUỒN VỐN|Tổng vốn: 100 tỷ đồng|- Ngân sách nhà nước: 60 tỷ đồng, trong đó:"
        "|  - NSTW: 40 tỷ đồng|  - NS tỉnh: 20 tỷ đồng|- Vốn tín dụng: 40 tỷ đồng", NESTED),
    "thousands of đồng": (
        "III. NGUỒN VỐN|Đơn vị tính: 1.000 đồng|TT\tNguồn\tSố tiền|1\tNSTW\t60.000.000"
        "|2\tNS tỉnh\t40.000.000|\tTổng\t100.000.000", TOTAL),
}  # fmt: skip
