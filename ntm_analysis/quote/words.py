"""The words that may stand about a number without making it another one than the plan's.

A number may agree with a figure of the plan only if every word of its clause is one of these: a
list of what a purpose, a debt or a result can be called has no end, the words in which a plan's own
numbers are told have one. Phrases are divided by semicolons and may be patterns; "#" is the number,
"@" any other one.
"""

import re
from functools import cache

from ntm_analysis.quote.counts import SCOPES
from ntm_analysis.text import fold

_COMMON = r"""
và; cùng; với; cùng với; của; cho; từ; trong; trên; ở; tại; là; có; được; do; để; nhằm; sẽ; phải; này; đó; các;
những; mỗi; (?<=năm )nay; còn; cả; toàn; theo; vào; lên; đến; tới; thì; mà; nhưng; song; bên cạnh đó; bên cạnh; cùng lúc; ngoài ra;
cụ thể; đặc biệt; đáng chú ý; đáng nói; đáng lưu ý; nổi bật; nhất là; trước mắt; trước hết; trong đó; theo đó; trong số đó; đồng thời; cùng với đó; tiếp đến; tiếp theo; kế đến; riêng;
gồm; gồm có; bao gồm; cũng; đều; chỉ; vẫn; như sau; sau đây; nêu trên; nói trên; kể trên; số; con số; mức; tổng; tổng cộng; tổng số;
tất cả; toàn bộ; cộng lại; khá; khoảng; chừng(?=\s*#); cỡ(?=\s*#); tầm(?=\s*#); độ(?=\s*#); ước; ước tính; xấp xỉ; gần; ít nhất(?=\s*[#@]); tối thiểu; tối đa; đạt; đúng;
trở lên; trở xuống; chưa (?:đến|tới|đầy)(?=\s*[#@]); không (?:dưới|quá|đến|tới|ít hơn|kém|thấp hơn|cao hơn|nhiều hơn|hơn|vượt quá|vượt)(?=\s*[#@]);
(?:ít|kém|thấp|nhiều|cao|lớn) hơn(?=\s*#); hơn(?=\s*[#@]); vượt(?=\s*#); dưới(?=\s*[#@]); ngót(?=\s*#); suýt soát(?=\s*#); không (?:có|giao|được giao); nào;
năm; năm nay; từ nay; trong năm; năm kế hoạch; (?:ngay )?(?:từ )?(?:những (?:ngày|tháng) )?đầu năm(?=[^#@]*(?:xác định|đặt|đề ra|ban hành|giao|triển khai)); ngay trong; bước sang; bước vào; kết thúc năm; suốt năm; cả năm; hết(?!\s+hạn); hội nghị; cuối; hết năm; cuối năm; đến cuối; tính đến; kỳ này; ngày; trước ngày; (?:sáng|chiều|tối|trưa)(?=\s{3}); trước(?=\s{8}); trước thời hạn; trước hạn; thời hạn; hạn; đúng hạn; đúng hẹn;
tỉnh; toàn tỉnh; cả tỉnh; địa bàn; địa bàn tỉnh; tỉnh ta; chính quyền; lãnh đạo tỉnh; ubnd; hđnd; ủy ban nhân dân; uỷ ban nhân dân; hội đồng nhân dân; tỉnh ủy;
ban chỉ đạo; chủ tịch; phó chủ tịch; thường trực; ban thường vụ; bí thư; phó bí thư; phó; giám đốc; chánh văn phòng; trưởng ban; ngành; các ngành; cấp ủy; cấp uỷ; hệ thống chính trị; đảng bộ; các đoàn thể; ban, ngành; văn phòng điều phối; sở, ngành; các cấp; kế hoạch; thống kê (?:của|trong) kế hoạch; phân bổ; phân giao; phân công; phân chia; phân cho; được phân(?: bổ| giao| công| chia)?; ký; ký ban hành; được biết; điểm nhấn; điểm mới; điểm nổi bật; điểm đáng chú ý; đã được (?:giao|phê duyệt|phân bổ|ban hành|thông qua); đưa ra; đẩy mạnh; tăng cường; chú trọng; kèm theo; thành công; bắt tay; nêu; nêu rõ; ghi rõ; quy định; thống nhất; đề nghị; lưu ý; nêu ra; công bố (?:kế hoạch|mục tiêu|chỉ tiêu); kế hoạch; chỉ tiêu; mục tiêu; mục tiêu (?:chung|cụ thể|cao); phấn đấu; đặt; đặt ra; đề ra; giao; dự kiến; xác định;
quyết tâm; quyết tâm cao; cao độ; tối đa; mạnh mẽ; đầy đủ; hợp lý; chặt chẽ; nghiêm túc; linh hoạt; đa dạng; thiết thực; tập trung; triển khai; thực hiện; hoàn thành; hiệu quả; kịp thời; đúng tiến độ; bền vững; toàn diện; chương trình(?!\s*@); chương trình (?:mục tiêu quốc gia|mtqg); mtqg; mục tiêu quốc gia;
xây dựng (?:ntm|nông thôn mới); ntm; nông thôn mới; quyết định; nghị quyết; ban hành; phê duyệt; vừa; vừa được; nhiệm vụ; yêu cầu; học tập; phụ lục; đợt này; phía; bên; hai; ba; đã (?:ban hành|phê duyệt|giao|đề ra|đặt ra|xác định|thông qua); thông qua; dồn lực; dồn sức; nỗ lực; tích cực; khẩn trương; quyết liệt; đồng bộ; chỉ đạo; tổ chức; đang; đưa; đối với; trong khi đó; mặt khác; như vậy; do đó; vì vậy; tính chung; nhìn chung; kỳ vọng; mong muốn; hy vọng; dự tính; đặt quyết tâm; lên kế hoạch; có kế hoạch; theo tính toán; trên cơ sở đó; chính là; con số này; các nhiệm vụ; giải pháp; hàng loạt; đây; về (?:nguồn lực|nguồn vốn|kinh phí|vốn|cơ cấu|mục tiêu|chỉ tiêu|kế hoạch|nguồn|ocop|xây dựng (?:ntm|nông thôn mới)); trọng tâm; then chốt; hàng đầu; nhiệm vụ chính trị
"""
_MONEY = r"""
vốn; nguồn; nguồn vốn; nguồn lực; kinh phí; tiền; số tiền; nhu cầu; nhu cầu vốn; cơ cấu; quy mô; phần; phần vốn; khoản; mức đầu tư; một khoản; dự toán;
huy động; dành; dành ra; bố trí; cấp; hỗ trợ; đầu tư; chi; góp; đóng góp; tham gia; sử dụng; cân đối; bảo đảm; đảm bảo;
đảm nhận; đảm đương; đóng vai trò; giữ vai trò; vai trò; chủ đạo; chủ yếu; chủ lực; quan trọng; phần lớn; lớn; nhất; lớn nhất; cao nhất; nhiều nhất; thu hút; góp sức; chung sức;
chung tay; cùng làm; chung lo; ngày càng; vận động; khiêm tốn; trích; rót; kêu gọi; tranh thủ; kết hợp; phát huy; nội lực; trực tiếp; nguồn (?:vốn )?khác nhau; nhiều; kênh; đồng; tập trung nguồn lực; trên cả nước dành cho; chiếm; tương đương; tương ứng; ứng với; bằng; tức; tức là; tỷ lệ; tỉ lệ; tỷ trọng; tỉ trọng;
(?:một|hai|ba) phần (?:ba|tư|năm); ngân sách; nhà nước; trung ương; địa phương; nstw; nsnn; nsđp; nst; tw;
(?:cấp\s+)?(?:tỉnh\s*,\s*(?:cấp\s+)?)?huyện\s*(?:,|/|và|-|–)\s*(?:cấp\s+)?xã; cấp tỉnh; lồng ghép; tín dụng; vốn vay tín dụng; vay tín dụng; doanh nghiệp; hợp tác xã; htx;
cộng đồng; dân cư; nhân dân; người dân; dân; sức dân; bà con
"""
# What people give, and what it is not: one of these alone is no more than a part of it.
_IN_KIND = r"(?:bằng )?tiền mặt|(?:góp |bằng )?ngày công|(?:góp )?công(?: lao động)?|(?:hiến )?đất|góp của|của|vật tư|vật liệu"
# What the plan's own sources are made of: only of these sources, and of no other money.
_OF_SOURCE = {
    "integrated": r"khác; chương trình,? dự án; (?:các )?chương trình; dự án",
    "community": rf"(?:{_IN_KIND})(?:\s*(?:,|và|cùng)\s*(?:{_IN_KIND}))+; giá trị; trị giá; quy đổi; tự nguyện; xã hội hóa",
    "enterprise": r"xã hội hóa; khu vực tư nhân; tổ chức kinh tế",
    "state_budget": r"các cấp",
}
_COUNTS = r"""
cần; cần có; danh hiệu; chuẩn; đạt chuẩn; nâng cao; kiểu mẫu;
về đích; cán đích; công nhận; xét; thẩm định; đề nghị; xếp hạng; đăng ký; trình; nhận; thêm; có thêm; tăng thêm(?=\s*#); xây dựng; xây dựng thành(?: công)?; trở thành; thành;
được giao; nguồn lực; chọn; lựa chọn; vươn lên; cho (?:các )?(?:huyện|địa phương)(?:, thị xã)?(?:,? (?:và )?thành phố)?; một; một trong; trong số; nhiều; nhiều nhất; nhất; dẫn đầu; đứng đầu; lần này; nơi; mỗi (?:huyện|địa phương|đơn vị|nơi); (?<=ocop )mới; (?<=phẩm )mới; sớm; tiếp tục; hướng tới; chính thức; thuộc; bản làng; huy động; cao nhất
"""
_NAMED = r"""
danh sách; hồ sơ; hoàn thiện; chuyển tiếp; tiêu chí; thẩm tra; trung ương; chính phủ; ngay; quý; trong quý; i; ii; iii; iv; báo cáo; xem xét; nội dung; đơn vị; duy nhất; lần lượt; kết quả; cuối cùng; đầu tiên
"""
_ENGLISH = r"""
the; a; an; of; in; on; for; to; from; by; with; and; or; is; are; be; been; will; would; should; must; has to; has; have; have to; gives?; there; its; their; this; that; which; it; all; only; also; as; at; up; put; sets?; due; so; no;
more than(?=\s*#); less than(?=\s*#); fewer than(?=\s*#); no (?:more|less|fewer) than(?=\s*#); not (?:more|less|fewer) than(?=\s*#); at least; at most; about; around; approximately; roughly; some; nearly; almost; over; under; below; above; close; just; or more; or less;
plan; plans; planned; province; provincial; province's; programme; program; rural; new; new-style; style; development; ntm; target; targets; aim; aims; total; altogether; national; year; expects?; expected; estimated; seeks?; strives?; hopes?; intends?; wants?; goals?; objectives?; areas?; worth; earmark(?:s|ed)?; set aside; according; reach; become; amounts?; goes?; come; comes; including
"""
_ENGLISH_MONEY = r"""
funding; fund; funds; money; budget; budgets; state; central; local; government; credit; loans?; enterprises?; businesses; cooperatives?; communit(?:y|ies); residents; people; households; investment; capital; rais(?:e|es|ed); integrated; sources?; other; programmes?; resources?;
contribut(?:e|es|ions?); provid(?:e|es|ed); giv(?:e|es|en); spend; spent; invest; invested; mobili[sz](?:e|es|ed); allocat(?:e|es|ed); account; accounts for; account for; accounting; make; makes; share; largest; part; main; covers?; covered; come from; meets?; district; commune; dong; vnd; direct; directly
"""
_ENGLISH_COUNTS = r"""
advanced; model; exemplary; standards?; meets?; meeting; reach; reaching; this; out; recogni[sz](?:e|es|ed|ing); meet; need; get; more; further; additional; mountain(?:ous)?; each; both; receive; assigned
"""
# What is counted; a commune is of a district, so that its count may stand after one.
_UNITS = {
    "district": r"huyện; thị xã; thành phố; địa phương; đơn vị; đơn vị cấp huyện; districts?; towns?; cities; localities",
    "commune": r"xã; communes?",
    "village": r"thôn; bản; ấp; buôn; villages?; hamlets?",
    "ocop": r"sản phẩm; ocop; mới(?= được công nhận); products?",
}
WITHIN = {"place": ("district",), "district": ("district",), "commune": ("district", "commune"),
          "village": ("district", "commune", "village"), "ocop": tuple(_UNITS)}  # fmt: skip
_WHOLE = r"cần; cần có; needs?; needed"
# Money for those who are named as sources is no money from them.
_WHO = r"(?:các )?(?:doanh nghiệp|hợp tác xã|htx|người dân|nhân dân|dân|bà con|cộng đồng|hộ|ngân sách)\b"
RECIPIENT = re.compile(
    fold(
        rf"\b(?:cho|hỗ trợ|hỗ trợ vốn|cấp vốn)\s+{_WHO}"
        r"|\b(?:doanh nghiệp|hợp tác xã|htx|dân|bà con|cộng đồng|dân cư)(?: sẽ)? được (?:hỗ trợ|cấp|đầu tư|bố trí|phân bổ|giao|dành|nhận)\b"
        r"|\b(?:for|to)\s+(?:the )?(?:enterprises|businesses|cooperatives|households|communit\w+|residents|people|local budgets?)"
    )
)
# "1 in 17 communes"
OF_A_NUMBER = re.compile(r"@\s+(?:trong|tren|of|in|out of)\s+(?:(?:the|tong|so)\s+)*#")
# What a part of a sentence tells of the outcome of a number: it does not narrow what the number is of.
OUTCOME = re.compile(
    r"[,;]\s*(?:góp phần|tạo (?:đà|động lực|tiền đề|điều kiện|chuyển biến|nền tảng)|qua đó|từ đó|nhờ đó|thể hiện|cho thấy|từng bước)\b[^;:()#@]*"
)
# In which spirit it is done, at the head of a sentence: no part of what a number is of.
SPIRIT = re.compile(
    r"^\s*với (?:sự|quyết tâm|tinh thần|phương châm|phương pháp|cách làm)\b[^,;#@]*,"
)
# Whoever says it: the words up to the verb, or a part of its own at the end.
SAID = re.compile(
    r"^[^#@]*?\b(?:cho biết|cho hay|khẳng định|nêu rõ|nhấn mạnh|thông tin rằng|đưa tin|said|says)\b(?:\s+(?:rằng|that))?"
    r"|^\s*(?:cũng |vẫn )?theo (?:báo cáo|thông tin|chánh|phó|giám đốc|chủ tịch|bí thư|trưởng|đồng chí|ông|bà|số liệu|đánh giá|tổng hợp|lãnh đạo|đại diện|sở|bộ|ban|văn phòng|ubnd|hđnd|ủy ban nhân dân|chi cục)\b[^,;#@]*,"
    r"|^\s*(?:phát biểu|trao đổi|trả lời|chia sẻ|kết luận|thông tin|thông báo|báo cáo|làm việc|chủ trì)(?: (?:tại|với|về|từ|thêm|trên))\b[^,;#@]*,"
    r"|^\s*(?:cũng )?tại (?:buổi lễ|lễ|hội nghị|cuộc họp|buổi làm việc|phiên họp|kỳ họp)\b[^,;#@]*,"
    r"|(?<=,)\s*(?:phó |quyền )?(?:chủ tịch|giám đốc|bí thư|chánh văn phòng|trưởng (?:ban|phòng)|chi cục trưởng)\b[^,;:#@]*,"
    r"|,[^,;#@]*\b(?:cho biết|cho hay|khẳng định|nhấn mạnh|said|says)\b[^,;#@]*$"
)


@cache
def allowed(groups: tuple[str, ...], *, marks: bool, english: bool) -> re.Pattern[str]:
    """Return the pattern of the words of some groups, with their marks or without.

    Groups are kinds of numbers, funding sources, units that are counted, and ``whole`` for money of
    no source.

    >>> allowed(("count",), marks=True, english=False).sub("", "phấn đấu # đạt chuẩn y tế").split()
    ['#', 'y', 'tế']
    """
    lists = [_COMMON, *(_LISTS[group] for group in groups if group in _LISTS)]
    if english:
        lists += [_ENGLISH, *(_IN_ENGLISH[group] for group in groups if group in _IN_ENGLISH)]
    phrases = {" ".join(phrase.split()) for words in lists for phrase in words.split(";")} - {""}
    if not marks:
        phrases = set(map(fold, phrases))
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(phrases, key=lambda p: (-len(p), p)))})(?!\w)")


_LISTS = {
    "amount": _MONEY, "percent": _MONEY, "count": _COUNTS, "names": _COUNTS + ";" + _NAMED,
    "whole": _WHOLE, **_OF_SOURCE, **_UNITS,
}  # fmt: skip
_IN_ENGLISH = {"amount": _ENGLISH_MONEY, "percent": _ENGLISH_MONEY, "count": _ENGLISH_COUNTS,
               "names": _ENGLISH_COUNTS}  # fmt: skip
# "Mường Lát là huyện nghèo, ...": what a district is, in a part of its own.
APPOSITION = re.compile(
    r"(?:là|la)\s+(?:(?:một|mot|những|nhung|các|cac)\s+)?(?:huyện|huyen|thị xã|thi xa|thành phố|thanh pho|địa phương|dia phuong)\b[^,;:()#@]*(?=,)"
)
REMAINS = re.compile(r"(?:(?<=[,;:(])|^)\s*(?:số |phần |so |phan )?(?:còn lại|con lai)(?=\s)")
SCOPE_WORDS = re.compile(rf"\b(?:(?:khu vuc|vung)\s+)?(?:{'|'.join(SCOPES)})\b")
