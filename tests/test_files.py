"""What files of each kind hold beside plain text: letterheads, notes, struck and hidden text."""

from pathlib import Path

import docx
import pandas as pd
import pytest
from documents import HEAD, ROWS, TEXT, WRITERS, write_html, write_txt
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

import ntm_analysis as ntm
from ntm_analysis.document.files import is_document
from ntm_analysis.plan import Plan, load_plan, save_plan

BILLION = 10**9
MONEY = [
    "II. NGUỒN VỐN",
    "Tổng vốn: 100 tỷ đồng, gồm: NSTW 60 tỷ đồng; NS tỉnh 40 tỷ đồng.",
]
TARGETS = ["I. MỤC TIÊU", "Phấn đấu có thêm 08 xã đạt chuẩn nông thôn mới."]
TITLE = "Thực hiện Chương trình MTQG xây dựng nông thôn mới tỉnh Thanh Hóa năm 2024"
ADDED = "Xây dựng nông thôn mới"


def value(plan: Plan, indicator: str = "commune_ntm") -> int:
    return int(plan.headline.set_index("indicator").loc[indicator, "value"])


def of_kind(plan: Plan, kind: str) -> list[str]:
    return plan.remarks.query("kind == @kind")["subject"].tolist()


def word(text: list[str], head: list[list[str]] | None = None) -> Document:
    """Return a Word file with a letterhead in a table without rules, as plans have it."""
    document = docx.Document()
    for row in head or []:
        table = document.tables[0] if document.tables else document.add_table(0, 2)
        for cell, content in zip(table.add_row().cells, row, strict=True):
            cell.text = content
    for paragraph in text:
        document.add_paragraph(paragraph)
    return document


def read(document: Document, folder: Path) -> Plan:
    document.save(str(folder / "plan.docx"))
    return ntm.read_plan(folder / "plan.docx")


def run_of(document: Document, words: str) -> object:
    """Return the run that holds the words, cut out of its paragraph as a run of its own."""
    for paragraph in document.paragraphs:
        if words in paragraph.text:
            before, _, after = paragraph.text.partition(words)
            paragraph.clear()
            paragraph.add_run(before)
            run = paragraph.add_run(words)
            paragraph.add_run(after)
            return run
    raise AssertionError(words)


STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
HEADS = {
    "two rows": [["ỦY BAN NHÂN DÂN\nTỈNH THANH HÓA", STATE],
                 ["Số: 12/KH-UBND", "Thanh Hóa, ngày 15 tháng 01 năm 2024"]],
    "one row": [["UBND TỈNH THANH HÓA\nSố: 12/KH-UBND",
                 STATE + "\nThanh Hóa, ngày 15 tháng 01 năm 2024"]],
    "three rows": [["ỦY BAN NHÂN DÂN\nTỈNH THANH HÓA", STATE], ["Số: 12 /KH-UBND", ""],
                   ["", "Thanh Hóa, ngày 15/01/2024"]],
}  # fmt: skip


@pytest.mark.parametrize("layout", list(HEADS))
def test_a_letterhead_in_a_table(tmp_path: Path, layout: str) -> None:
    plan = read(word(["KẾ HOẠCH", TITLE, *TARGETS, *MONEY], HEADS[layout]), tmp_path)
    assert (plan.province, plan.number, plan.date) == ("Thanh Hóa", "12/KH-UBND", "2024-01-15")
    assert plan.units_on == "2024-12-31"
    assert plan.year == 2024


@pytest.mark.parametrize("kind", list(WRITERS))
def test_a_letterhead_on_one_line(tmp_path: Path, kind: str) -> None:
    head = ["ỦY BAN NHÂN DÂN TỈNH THANH HÓA CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Số: 12/KH-UBND Thanh Hóa, ngày 15 tháng 01 năm 2024", "KẾ HOẠCH", ADDED]  # fmt: skip
    plan = ntm.read_plan(WRITERS[kind](tmp_path / f"a{kind}", [*head, *TARGETS, *MONEY], [["a"]]))
    assert (plan.province, plan.number, plan.date) == ("Thanh Hóa", "12/KH-UBND", "2024-01-15")


def test_the_date_of_a_decision_at_the_head_is_not_the_plans(tmp_path: Path) -> None:
    head = ["KẾ HOẠCH", TITLE,
            "(Ban hành kèm theo Quyết định số 99/QĐ-UBND ngày 10 tháng 01 năm 2024)"]  # fmt: skip
    plan = read(word([*head, *TARGETS, *MONEY]), tmp_path)
    assert (plan.number, plan.date) == ("", "")


@pytest.mark.parametrize(
    "lines",
    [
        ["Thực hiện Chương trình mục tiêu quốc gia", "Xây dựng nông thôn mới", "Tỉnh Thanh Hóa năm 2024"],
        ["Thực hiện Chương trình mục tiêu quốc gia\nXây dựng nông thôn mới\nTỉnh Thanh Hóa năm 2024"],
    ],
)  # fmt: skip
def test_a_title_of_several_lines(tmp_path: Path, lines: list[str]) -> None:
    plan = read(word(["KẾ HOẠCH", *lines, *TARGETS, *MONEY]), tmp_path)
    assert plan.title == (
        "Kế hoạch thực hiện Chương trình mục tiêu quốc gia Xây dựng nông thôn mới Tỉnh Thanh Hóa "
        "năm 2024"
    )
    assert (plan.province, plan.year) == ("Thanh Hóa", 2024)


@pytest.mark.parametrize("kind", list(WRITERS))
def test_a_title_right_below_the_province(tmp_path: Path, kind: str) -> None:
    head = ["ỦY BAN NHÂN DÂN TỈNH THANH HÓA", "KẾ HOẠCH",
            "Triển khai chương trình xây dựng nông thôn mới", "trên địa bàn tỉnh năm 2024"]  # fmt: skip
    file = WRITERS[kind](tmp_path / f"a{kind}", [*head, *TARGETS, *MONEY], [["a"]])
    if kind == ".txt":
        file.write_text(file.read_text("utf-8").replace("\n\n", "\n"), encoding="utf-8")
    plan = ntm.read_plan(file)
    assert (plan.province, plan.title) == (
        "Thanh Hóa",
        "Kế hoạch triển khai chương trình xây dựng nông thôn mới trên địa bàn tỉnh năm 2024",
    )


def test_a_letterhead_in_a_text_box_of_a_cell(tmp_path: Path) -> None:
    document = word(["KẾ HOẠCH", ADDED + " năm 2024", *TARGETS, *MONEY], [["", ""]])
    box = parse_xml(
        f"<w:r {nsdecls('w')}><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox>"
        "<w:txbxContent><w:p><w:r><w:t>UBND TỈNH THANH HÓA</w:t></w:r></w:p><w:p><w:r><w:t>"
        "Số: 12/KH-UBND</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    document.tables[0].cell(0, 0).paragraphs[0]._p.append(box)
    plan = read(document, tmp_path)
    assert (plan.province, plan.number) == ("Thanh Hóa", "12/KH-UBND")


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_with_numbers_is_said(tmp_path: Path, kind: str) -> None:
    document = word(["KẾ HOẠCH", TITLE, *TARGETS, *MONEY])
    run = run_of(document, "08 xã")
    run._r.append(parse_xml(f"<w:{kind}Reference {nsdecls('w')} w:id='2'/>"))
    note = "Trong đó 02 xã chuyển tiếp từ năm 2023; kinh phí 7,5 tỷ đồng."
    blob = (
        f"<w:{kind}s {nsdecls('w')}><w:{kind} w:id='2'><w:p><w:r><w:{kind}Ref/></w:r><w:r><w:t>{note}"
        f"</w:t></w:r></w:p></w:{kind}></w:{kind}s>"
    )
    uri, package = PackURI(f"/word/{kind}s.xml"), document.part.package
    content = getattr(CONTENT_TYPE, f"WML_{kind.upper()}S")
    part = Part(uri, content, blob.encode(), package)
    document.part.relate_to(part, getattr(RELATIONSHIP_TYPE, f"{kind.upper()}S"))
    plan = read(document, tmp_path)
    assert value(plan) == 8
    assert of_kind(plan, "note_left_out") == [note]
    said = ntm.audit(plan).query("check == 'note_left_out'").iloc[0]
    assert note in said["message_vi"]
    assert said["severity"] == "note"
    assert plan.remarks.query("kind == 'note_left_out'")["section"].tolist() == ["I"]


@pytest.mark.parametrize("mark", ["strike", "double_strike", "hidden"])
def test_what_is_struck_or_hidden_in_word_is_no_number(tmp_path: Path, mark: str) -> None:
    document = word(["KẾ HOẠCH", TITLE, *TARGETS, *MONEY])
    run = run_of(document, "08")
    run.add_text("")
    setattr(run.font, mark, True)
    new = parse_xml(f"<w:r {nsdecls('w')}><w:t>05</w:t></w:r>")
    run._r.addnext(new)
    plan = read(document, tmp_path)
    assert value(plan) == 5
    assert of_kind(plan, "hidden_left_out" if mark == "hidden" else "struck_left_out") == ["08"]


@pytest.mark.parametrize(
    "old",
    ["<s>08</s>", "<del>08</del>", "<strike>08</strike>",
     "<span style='color:red; text-decoration: line-through'>08</span>"],
)  # fmt: skip
def test_what_is_struck_in_a_page_is_no_number(tmp_path: Path, old: str) -> None:
    file = write_html(tmp_path / "a.html", ["KẾ HOẠCH", TITLE, *TARGETS, *MONEY], [["a", "b"]])
    page = file.read_text(encoding="utf-8")
    assert "thêm 08 xã" in page
    page = page.replace("thêm 08 xã", f"thêm {old}5 xã").replace("<td>a</td>", f"<td>{old}1</td>")
    file.write_text(page, encoding="utf-8")
    plan = ntm.read_plan(file)
    assert value(plan) == 5
    assert of_kind(plan, "struck_left_out") == ["08", "08"]
    assert ntm.read_document(file).lines[-1].cells[0].text == "1"


def test_a_hidden_amount_of_a_page_is_said(tmp_path: Path) -> None:
    file = write_html(tmp_path / "a.html", ["KẾ HOẠCH", TITLE, *TARGETS, *MONEY], [["a", "b"]])
    page = file.read_text(encoding="utf-8")
    hidden = "<p style='display:none'>- Vốn tín dụng: 9 tỷ đồng</p><p hidden>không có số</p>"
    row = "<tr style='display: none'><td>7 tỷ đồng</td><td></td></tr></table>"
    file.write_text(page.replace("<table>", hidden + "<table>").replace("</table>", row), "utf-8")
    plan = ntm.read_plan(file)
    assert plan.funding["amount_vnd"].tolist() == [100 * BILLION, 60 * BILLION, 40 * BILLION]
    assert of_kind(plan, "hidden_left_out") == ["- Vốn tín dụng: 9 tỷ đồng", "7 tỷ đồng"]


MARKDOWN = """# KẾ HOẠCH

**Xây dựng nông thôn mới tỉnh Thanh Hóa năm 2024**

## I. MỤC TIÊU

* Xã đạt chuẩn NTM: **08** xã
* Sản phẩm OCOP: __14__ sản phẩm

---

## **II. NGUỒN VỐN**

> Tổng vốn: **100** tỷ đồng, gồm:

- NSTW: **60** tỷ đồng;
- NS tỉnh: ~~30~~ `40` tỷ đồng.

# Phụ lục: CHỈ TIÊU GIAO CÁC HUYỆN

| TT | Tên huyện | **Xã NTM** | Sản phẩm OCOP |
|---|:---|---:|---:|
| | **Tổng toàn tỉnh** | **8** | **14** |
| 1 | Thọ Xuân | **5** | 10 |
| 2 | Như Thanh | 3 | 4 |
"""


def test_the_signs_of_markdown_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(MARKDOWN, encoding="utf-8")
    plan = ntm.read_plan(tmp_path / "a.md")
    assert plan.title == "Kế hoạch xây dựng nông thôn mới tỉnh Thanh Hóa năm 2024"
    assert (value(plan), value(plan, "ocop_products")) == (8, 14)
    assert plan.funding[["amount_vnd", "as_printed", "section"]].to_numpy().tolist() == [
        [100 * BILLION, "100 tỷ đồng", "II"], [60 * BILLION, "60 tỷ đồng", "II"],
        [40 * BILLION, "40 tỷ đồng", "II"],
    ]  # fmt: skip
    filled = plan.targets.dropna(subset=["value"])
    assert dict(zip(zip(filled["district_code"], filled["indicator"], strict=True),
                    filled["value"], strict=True)) == {
        (395, "commune_ntm"): 5, (395, "ocop_products"): 10,
        (403, "commune_ntm"): 3, (403, "ocop_products"): 4,
    }  # fmt: skip
    assert plan.totals.set_index("indicator")["value"].dropna().to_dict() == {
        "commune_ntm": 8, "ocop_products": 14,
    }  # fmt: skip
    assert of_kind(plan, "struck_left_out") == ["30"]


TASKS = [
    ["TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"],
    ["1", "Lập danh mục", "UBND huyện Thọ Xuân", "Sở NN&PTNT; Văn phòng Điều phối", "30/6/2024"],
    ["2", "Kiểm tra", "Văn phòng Điều phối NTM Trung ương", "các huyện", "30/9/2024"],
]


@pytest.mark.parametrize("kind", list(WRITERS))
def test_parties_by_their_short_names_and_districts_without_an_annex(
    tmp_path: Path, kind: str
) -> None:
    text = ["KẾ HOẠCH", TITLE, *MONEY, "PHÂN CÔNG NHIỆM VỤ"]
    plan = ntm.read_plan(WRITERS[kind](tmp_path / f"a{kind}", text, TASKS))
    parties = plan.duty_parties.fillna({"district_code": 0})
    assert parties[["body", "district_code", "role"]].to_numpy().tolist() == [
        ["", 395, "lead"], ["agriculture", 0, "with"], ["coordination_office", 0, "with"],
        ["", 0, "lead"], ["district_peoples_committees", 0, "with"],
    ]  # fmt: skip
    unknown = plan.remarks.query("kind == 'body_unknown'")["as_printed"].tolist()
    assert unknown == ["Văn phòng Điều phối NTM Trung ương"]
    save_plan(plan, tmp_path / "package")
    pd.testing.assert_frame_equal(load_plan(tmp_path / "package").duty_parties, plan.duty_parties)


def test_a_package_whose_folder_has_the_name_of_a_file_opens(tmp_path: Path) -> None:
    plan = ntm.read_plan(write_txt(tmp_path / "a.txt", ["KẾ HOẠCH", TITLE, *MONEY], []))
    save_plan(plan, tmp_path / "x.txt")
    assert not is_document(tmp_path / "x.txt")
    assert is_document(tmp_path / "missing.txt")
    assert load_plan(tmp_path / "x.txt").title == plan.title


def xml(inner: str) -> object:
    return parse_xml(inner.replace(">", f" {nsdecls('w')}>", 1))


LAYOUTS = {
    "content control": "<w:sdt><w:sdtContent><w:p><w:r><w:t>Phấn đấu </w:t></w:r><w:sdt><w:sdtContent>"
    "<w:r><w:t>08</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t> xã đạt chuẩn NTM.</w:t></w:r></w:p>"
    "</w:sdtContent></w:sdt>",
    "soft hyphen": "<w:p><w:r><w:t>Phấn đấu 08 xã đạt</w:t><w:softHyphen/><w:t> chuẩn NTM.</w:t></w:r></w:p>",
    "tracked change": "<w:p><w:r><w:t>Phấn đấu </w:t></w:r><w:del><w:r><w:delText>07</w:delText></w:r>"
    "</w:del><w:ins><w:r><w:t>08</w:t></w:r></w:ins><w:r><w:t> xã đạt chuẩn NTM.</w:t></w:r></w:p>",
    "comment": "<w:p><w:r><w:t>Phấn đấu </w:t></w:r><w:commentRangeStart w:id='1'/><w:r><w:t>08</w:t></w:r>"
    "<w:commentRangeEnd w:id='1'/><w:r><w:commentReference w:id='1'/></w:r><w:r><w:t> xã đạt chuẩn "
    "NTM.</w:t></w:r></w:p>",
    "not struck": "<w:p><w:r><w:rPr><w:strike w:val='0'/></w:rPr><w:t>Phấn đấu 08 xã đạt chuẩn NTM.</w:t>"
    "</w:r></w:p>",
    "tab leader": "<w:p><w:pPr><w:tabs><w:tab w:val='right' w:leader='dot' w:pos='9000'/></w:tabs></w:pPr>"
    "<w:r><w:t>- Số xã đạt chuẩn NTM:</w:t><w:tab/><w:t>08 xã</w:t></w:r></w:p>",
    "link and field": "<w:p><w:r><w:t>Phấn đấu </w:t></w:r><w:hyperlink><w:r><w:t>08</w:t></w:r></w:hyperlink>"
    "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText> PAGE 99 </w:instrText></w:r><w:r><w:t> xã đạt "
    "chuẩn NTM.</w:t></w:r></w:p>",
    "note mark": "<w:p><w:r><w:t>Phấn đấu 08</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr>"
    "<w:t>1</w:t></w:r><w:r><w:t> xã đạt chuẩn NTM.</w:t></w:r></w:p>",
    "line break in the sentence": "<w:p><w:r><w:t>Phấn đấu 08 xã</w:t><w:br/><w:t>đạt chuẩn NTM.</w:t></w:r></w:p>",
    "smart tag": "<w:p><w:smartTag w:element='a'><w:r><w:t>Phấn đấu 08 xã</w:t></w:r></w:smartTag><w:r><w:t> "
    "đạt chuẩn NTM.</w:t></w:r></w:p>",
}  # fmt: skip


@pytest.mark.parametrize("layout", list(LAYOUTS))
def test_a_target_in_a_layout_of_word(tmp_path: Path, layout: str) -> None:
    document = word(["KẾ HOẠCH", TITLE, "I. MỤC TIÊU", "here", *MONEY], HEADS["two rows"])
    place = next(one for one in document.paragraphs if one.text == "here")
    place._p.addprevious(xml(LAYOUTS[layout]))
    place._p.getparent().remove(place._p)
    plan = read(document, tmp_path)
    assert plan.headline[["indicator", "value", "section"]].to_numpy().tolist() == [
        ["commune_ntm", 8, "I"]
    ]
    assert set(plan.remarks["kind"]) == {"no_targets_read"}


def test_ticks_of_a_symbol_font_are_marks(tmp_path: Path) -> None:
    document = word(["KẾ HOẠCH", TITLE, *MONEY])
    table = document.add_table(1, 2)
    for cell, code in zip(table.rows[0].cells, ("F0FC", "F0FB"), strict=True):
        sign = parse_xml(f"<w:r {nsdecls('w')}><w:sym w:font='Wingdings' w:char='{code}'/></w:r>")
        cell.paragraphs[0]._p.append(sign)
    read(document, tmp_path)
    assert [c.text for c in ntm.read_document(tmp_path / "plan.docx").lines[-1].cells] == ["x", "✗"]


def test_a_number_and_a_date_left_blank_are_not_stated(tmp_path: Path) -> None:
    head = [["UBND TỈNH THANH HÓA\nSố:      /KH-UBND", "Thanh Hóa, ngày     tháng 01 năm 2024"]]
    plan = read(word(["KẾ HOẠCH", TITLE, *TARGETS, *MONEY], head), tmp_path)
    assert (plan.province, plan.number, plan.date) == ("Thanh Hóa", "", "")
    assert "number_and_date" in set(plan.not_stated["topic"])


def test_regular_duties_that_also_have_a_day_keep_both(tmp_path: Path) -> None:
    rows = [TASKS[0], ["1", "Tuyên truyền", "Sở Y tế", "", "Thường xuyên, báo cáo trước 10/12/2024"],
            ["2", "Kiểm tra", "Sở Y tế", "", "Cả năm"], ["3", "Sơ kết", "Sở Y tế", "", "2024"]]  # fmt: skip
    text = ["KẾ HOẠCH", TITLE, *MONEY, "PHÂN CÔNG NHIỆM VỤ"]
    plan = ntm.read_plan(write_txt(tmp_path / "a.txt", text, rows))
    assert plan.duties[["what_vi", "due_kind", "due_date"]].to_numpy().tolist() == [
        ["Tuyên truyền", "before", "2024-12-10"], ["Tuyên truyền", "periodic", ""],
        ["Kiểm tra", "periodic", ""], ["Sơ kết", "within", "2024-12-31"],
    ]  # fmt: skip


def test_a_city_of_the_rank_of_a_province_is_no_district_of_another(tmp_path: Path) -> None:
    text = [line.replace("tỉnh Thanh Hóa", "thành phố Đà Nẵng") for line in TEXT]
    plan = ntm.read_plan(write_txt(tmp_path / "plan.txt", text, [HEAD, *ROWS]))
    assert plan.province == "Đà Nẵng"
    assert plan.units_on == ""
