"""Documents of every kind become the same tables, each value with its address; the rest is refused."""

import io
import re
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path

import docx
import pandas as pd
import pytest
from documents import HEAD, ROWS, TEXT, WRITERS, write_docx, write_html, write_txt
from reportlab.pdfgen import canvas

import ntm_analysis as ntm
from ntm_analysis.amounts import find_amounts, habit_of
from ntm_analysis.document import sources
from ntm_analysis.document.files import read_document
from ntm_analysis.document.model import Clean, Document, Line
from ntm_analysis.document.passages import passages
from ntm_analysis.document.sources import source_of
from ntm_analysis.errors import InputError
from ntm_analysis.plan import Plan
from ntm_analysis.wording import keys

DOCUMENT = Path(__file__).resolve().parents[2] / "shared/document/thanh_hoa_2024_plan.txt"
BILLION = 10**9
# Counted by hand in tests/documents.py.
FUNDING = {
    "total": ("", 1_200_500_000_000), "state_budget": ("total", 900_250_000_000),
    "central_budget": ("state_budget", 500_250_000_000),
    "provincial_budget": ("state_budget", 150 * BILLION),
    "local_budget": ("state_budget", 250 * BILLION), "community": ("total", 200_250_000_000),
    "Vốn xổ số kiến thiết": ("total", 100 * BILLION),
}  # fmt: skip
CELLS = {
    (395, "commune_ntm"): 2, (395, "commune_advanced"): 3, (395, "village_model"): 2,
    (395, "ocop_products"): 5, (407, "commune_model"): 1, (407, "ocop_products"): 4,
    (403, "district_ntm"): 1, (403, "commune_ntm"): 3, (403, "village_ntm"): 7,
    (403, "ocop_products"): 3,
}  # fmt: skip
HEADLINE = {
    "district_ntm": 1, "commune_ntm": 5, "village_ntm": 7, "commune_advanced": 3,
    "commune_model": 1, "village_model": 2, "ocop_products": 12,
}  # fmt: skip


def made(
    folder: Path, kind: str, text: list[str] = TEXT, rows: list[list[str]] | None = None
) -> Path:
    return WRITERS[kind](folder / f"plan{kind}", text, rows or [HEAD, *ROWS])


def funding(tables: dict[str, pd.DataFrame]) -> dict[str, tuple[str, int]]:
    return {row.source: (row.parent, row.amount_vnd) for row in tables["funding"].itertuples()}


def cells(tables: dict[str, pd.DataFrame]) -> dict[tuple[int, str], int]:
    filled = tables["targets"].dropna(subset=["value"])
    return {(row.district_code, row.indicator): row.value for row in filled.itertuples()}


def kinds(tables: dict[str, pd.DataFrame]) -> set[str]:
    return set(tables["remarks"]["kind"]) if len(tables["remarks"]) else set()


@pytest.mark.parametrize("kind", list(WRITERS))
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_kind_of_file_gives_the_same_values(tmp_path: Path, kind: str, form: str) -> None:
    text = [unicodedata.normalize(form, line) for line in TEXT]
    rows = [[unicodedata.normalize(form, cell) for cell in row] for row in [HEAD, *ROWS]]
    tables = ntm.read_tables(made(tmp_path, kind, text, rows))
    assert {unicodedata.normalize("NFC", k): v for k, v in funding(tables).items()} == FUNDING
    assert cells(tables) == CELLS
    assert len(tables["targets"]) == 24
    assert (
        dict(zip(tables["headline"]["indicator"], tables["headline"]["value"], strict=True))
        == HEADLINE
    )
    assert tables["totals"].set_index("indicator")["value"].to_dict() == {
        "district_ntm": 1, "commune_ntm": 5, "commune_advanced": 3, "commune_model": 1,
        "village_ntm": 7, "village_model": 2, "ocop_products": 12,
    }  # fmt: skip


@pytest.mark.parametrize("kind", list(WRITERS))
def test_each_address_is_right_in_its_own_file(tmp_path: Path, kind: str) -> None:
    file = made(tmp_path, kind)
    lines = read_document(file).lines
    tables = ntm.read_tables(file)
    for name in ("headline", "funding", "totals", "districts", "targets", "assignments"):
        assert len(tables[name])
        for row in tables[name].to_dict("records"):
            line = lines[int(row["line"]) - 1]
            assert row["as_printed"] in line.content.raw, (name, row)
            if kind in {".docx", ".pdf"}:
                assert row["page"] >= 1
                assert row["paragraph"] >= 1
    for row in tables["targets"].to_dict("records"):
        cell = lines[int(row["line"]) - 1].cells[int(row["column"]) - 1]
        assert cell.text == row["as_printed"]
    assert tables["funding"]["section"].tolist() == ["II.1"] * 7
    assert set(tables["headline"]["section"]) == {"I"}
    assert set(tables["targets"]["section"]) == {"Phụ lục"}


@pytest.mark.checkout
@pytest.mark.skipif(not DOCUMENT.exists(), reason="the plan's text is not beside the project")
def test_the_real_document_gives_the_committed_tables(plan: Plan) -> None:
    tables = ntm.read_tables(DOCUMENT)
    for name in ("districts", "targets", "totals", "headline"):
        keys = ["line", "column"] if "column" in plan.tables[name] else ["line", "as_printed"]
        want = plan.tables[name].sort_values(keys).reset_index(drop=True)
        got = tables[name][list(want.columns)].sort_values(keys).reset_index(drop=True)
        pd.testing.assert_frame_equal(got, want, check_dtype=False)
    columns = [
        "source",
        "parent",
        "amount_vnd",
        "as_printed",
        "share_as_printed",
        "section",
        "line",
    ]
    pd.testing.assert_frame_equal(
        tables["funding"][columns], plan.funding[columns], check_dtype=False
    )
    assert tables["funding"].set_index("source").loc["local_budget", "reading"] == "part_of_whole"
    bodies = ["body", "district_code", "as_printed", "section", "line"]
    pd.testing.assert_frame_equal(
        tables["assignments"][bodies], plan.assignments[bodies], check_dtype=False
    )


def test_a_number_with_two_readings_is_decided_or_left_open(tmp_path: Path) -> None:
    tables = ntm.read_tables(made(tmp_path, ".txt"))
    rows = tables["funding"].set_index("source")
    assert rows.loc["local_budget", ["as_printed", "reading"]].tolist() == [
        "250.000 tỷ đồng",
        "sum",
    ]
    remark = tables["remarks"].query("kind == 'reading_sum'").iloc[0]
    assert (remark["taken"], remark["other"]) == ("250000000000", "250000000000000")
    alone = ["- Ngân sách tỉnh: 24.996 tỷ đồng;", "- Vốn tín dụng: 12,500 tỷ đồng;"]
    tables = ntm.read_tables(write_txt(tmp_path / "b.txt", ["Nguồn vốn thực hiện:", *alone], []))
    rows = tables["funding"].set_index("source")
    assert pd.isna(rows.loc["provincial_budget", "amount_vnd"])
    assert rows.loc["provincial_budget", "reading"] == "open"
    assert rows.loc["credit", "amount_vnd"] == 12_500_000_000


def test_a_dash_of_a_sentence_at_the_beginning_of_a_line_is_no_bullet() -> None:
    def joined(*texts: str) -> int:
        lines = [Line(n, Clean(t), paragraph=1) for n, t in enumerate(texts, start=1)]
        return len(passages(Document("a", "", tuple(lines))))

    assert joined("về kế hoạch phát triển kinh tế", "- xã hội năm 2024 của tỉnh") == 1
    assert joined("trong đó:", "- ngân sách tỉnh 3 tỷ đồng") == 2
    assert joined("- vốn tín dụng 2 tỷ đồng,", "- ngân sách tỉnh 3 tỷ đồng") == 2
    assert joined("về kế hoạch phát triển kinh tế", "- Xã hội năm 2024") == 2


def test_a_source_that_stands_thrice_keeps_three_rows(tmp_path: Path) -> None:
    prose = "Tổng vốn là 6 tỷ đồng, gồm: vốn tín dụng 1 tỷ đồng, vốn tín dụng 2 tỷ đồng và vốn tín dụng 3 tỷ đồng, vốn lồng ghép 0 đồng."
    plan = ntm.read_plan(write_txt(tmp_path / "a.txt", [prose], []))
    assert plan.funding["source"].is_unique
    assert plan.funding["amount_vnd"].tolist() == [n * BILLION for n in (6, 1, 2, 3, 0)]
    assert "source_twice" in set(ntm.audit(plan)["check"])


def test_what_is_no_part_of_the_list_does_not_get_in(tmp_path: Path) -> None:
    tables = ntm.read_tables(made(tmp_path, ".txt"))
    left = tables["remarks"].query("kind == 'amount_left_out'")
    assert left[["subject", "as_printed"]].to_numpy().tolist() == [["debt", "77,000 tỷ đồng"]]
    stock = tables["remarks"].query("kind == 'stock_left_out'")
    assert len(stock) <= 1


def test_funding_in_prose_and_in_a_table(tmp_path: Path) -> None:
    prose = (
        "Tổng nguồn vốn năm 2024 là 100 tỷ đồng, trong đó: ngân sách nhà nước 60 tỷ đồng (ngân sách "
        "trung ương 40 tỷ đồng, ngân sách tỉnh 20 tỷ đồng), vốn tín dụng 25 tỷ đồng và nhân dân đóng "
        "góp 15 tỷ đồng."
    )
    expected = {
        "total": ("", 100 * BILLION), "state_budget": ("total", 60 * BILLION),
        "central_budget": ("state_budget", 40 * BILLION),
        "provincial_budget": ("state_budget", 20 * BILLION), "credit": ("total", 25 * BILLION),
        "community": ("total", 15 * BILLION),
    }  # fmt: skip
    assert funding(ntm.read_tables(write_txt(tmp_path / "a.txt", [prose], []))) == expected
    rows = [
        ["TT", "Nguồn vốn", "Số tiền", "Tỷ lệ (%)"], ["I", "Ngân sách nhà nước", "60.000", "60"],
        ["1", "Ngân sách trung ương", "40.000", ""], ["2", "Ngân sách tỉnh", "20.000", ""],
        ["II", "Vốn tín dụng", "25.000", "25"], ["III", "Nhân dân đóng góp", "15.000", "15"],
        ["", "Tổng cộng", "100.000", "100"],
    ]  # fmt: skip
    for kind in (".docx", ".html"):
        file = WRITERS[kind](tmp_path / f"b{kind}", ["Đơn vị tính: triệu đồng"], rows)
        assert funding(ntm.read_tables(file)) == expected


def test_budget_levels_without_signs_are_nested_where_the_sums_say_so(tmp_path: Path) -> None:
    flat = ["Tổng nguồn lực: 300,0 tỷ đồng, trong đó:", "- Ngân sách nhà nước: 200,0 tỷ đồng",
            "- Ngân sách trung ương: 120,0 tỷ đồng", "- Ngân sách tỉnh: 80,0 tỷ đồng",
            "- Vốn tín dụng: 100,0 tỷ đồng"]  # fmt: skip
    rows = ntm.read_tables(write_txt(tmp_path / "a.txt", flat, []))["funding"].set_index("source")
    assert rows["parent"].to_dict() == {
        "total": "", "state_budget": "total", "central_budget": "state_budget",
        "provincial_budget": "state_budget", "credit": "total",
    }  # fmt: skip
    beside = [
        *flat[:1],
        "- Ngân sách nhà nước: 100,0 tỷ đồng",
        *flat[2:4],
        "- Vốn tín dụng: 0,0 tỷ đồng",
    ]
    rows = ntm.read_tables(write_txt(tmp_path / "b.txt", beside, []))["funding"].set_index("source")
    assert rows.loc["provincial_budget", "parent"] == "total"


def test_columns_in_any_order_and_a_heading_over_two_rows(tmp_path: Path) -> None:
    order = [1, 9, 4, 10, 2, 3, 8, 7, 6, 5, 0]
    rows = [[row[at] for at in order] for row in [HEAD, *ROWS[1:], ROWS[0]]]
    assert cells(ntm.read_tables(made(tmp_path, ".txt", TEXT, rows))) == CELLS
    two = [
        [
            "TT",
            "Đơn vị",
            "Huyện",
            "",
            "Xã",
            "",
            "",
            "Thôn",
            "",
            "Sản phẩm OCOP",
            "Đơn vị phụ trách",
        ],
        [
            "",
            "",
            "NTM",
            "NTM nâng cao",
            "NTM",
            "NTM nâng cao",
            "NTM kiểu mẫu",
            "NTM",
            "NTM kiểu mẫu",
            "",
            "",
        ],
    ]
    assert cells(ntm.read_tables(made(tmp_path, ".txt", TEXT, [*two, *ROWS]))) == CELLS


def test_blank_dash_zero_and_none_are_four_things(tmp_path: Path) -> None:
    rows = [list(row) for row in ROWS]
    rows[1][2], rows[2][2], rows[2][4] = "-", "0", "không"
    tables = ntm.read_tables(made(tmp_path, ".txt", TEXT, [HEAD, *rows]))
    found = tables["targets"].set_index(["district_code", "indicator"])
    assert found.loc[(395, "district_ntm"), "as_printed"] == "-"
    assert found.loc[(407, "district_ntm"), "value"] == 0
    assert found.loc[(407, "commune_ntm"), "as_printed"] == "không"
    assert pd.isna(found.loc[(395, "district_ntm"), "value"])
    assert pd.isna(found.loc[(407, "commune_ntm"), "value"])
    assert {"dash", "zero", "none"} <= kinds(tables)


def test_what_is_missing_unknown_or_doubled_is_named(tmp_path: Path) -> None:
    rows = [[*row[:8], *row[9:]] for row in [HEAD, *ROWS, ROWS[1]]]
    tables = ntm.read_tables(made(tmp_path, ".txt", TEXT, rows))
    remarks = tables["remarks"].set_index("kind")["subject"]
    assert remarks["no_column"] == "village_model"
    assert remarks["district_twice"] == "Thọ Xuân"
    assert remarks["district_missing"].count(",") == 27 - 3 - 1
    assert "Mường Lát" in remarks["district_missing"]
    assert tables["districts"]["district_code"].isna().sum() == 1
    other = [line.replace("Thanh Hóa", "Sông Mây") for line in TEXT]
    tables = ntm.read_tables(made(tmp_path, ".docx", other))
    assert tables["districts"]["district_code"].isna().all()
    assert tables["districts"]["as_printed"].tolist() == [
        "Thọ Xuân",
        "TX. Nghi Sơn",
        "H. Như Thanh",
    ]
    assert "no_register" in kinds(tables)


@pytest.mark.parametrize(
    ("name", "source"),
    [("NSTW", "central_budget"), ("Vốn trực tiếp", "state_budget"), ("HTX", "enterprise"),
     ("nhân dân đóng góp", "community"), ("Vốn lồng ghép", "integrated"), ("Ngân sách cấp tỉnh", "provincial_budget"),
     ("NSĐP", "local_budget"), ("Doanh nghiệp và nhân dân", ""), ("Vốn xã hội hóa", "")],
)  # fmt: skip
def test_sources_by_their_usual_names(name: str, source: str) -> None:
    assert source_of(name) == source


def test_the_habit_is_the_documents_own() -> None:
    assert habit_of(["4,899.644 tỷ đồng", "65.26%"]) == "point"
    assert habit_of(["4.899,644 tỷ đồng", "65,26%", "ngày 05.12.2024"]) == "comma"
    assert habit_of(["1.234,5 tỷ", "1,234.5 tỷ"]) is None
    assert [a.parts for a in find_amounts("60 tỷ lệ, 5 triệu người, 7,6 nghìn tỷ đồng")] == [
        (("7,6", 10**12),)
    ]


def zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def scan(pages: int = 1) -> bytes:
    file = io.BytesIO()
    drawing = canvas.Canvas(file)
    for _ in range(pages):
        drawing.rect(10, 10, 100, 100, fill=1)
        drawing.showPage()
    drawing.save()
    return file.getvalue()


def locked() -> bytes:
    file = io.BytesIO()
    drawing = canvas.Canvas(file, encrypt="secret")
    drawing.drawString(10, 10, "x" * 400)
    drawing.save()
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n ", "is empty"),
        ("a.txt", b"\xff\xfa\x80", "not text in UTF-8"),
        ("a.txt", "Hôm nay trời đẹp.".encode(), "no targets and no funding list"),
        ("a.xls", b"x", "unknown kind '.xls'"),
        ("a.docx", b"\xd0\xcf\x11\xe0", "encrypted or a Word file of the old kind"),
        ("a.docx", b"PK\x03\x04 broken", "not a whole Word file"),
        ("a.docx", zipped({"word/document.xml": b"0" * 400_000_000}), "unpacks to"),
        ("a.docx", zipped({"a": b"x"}), "not a whole Word file"),
        ("a.txt", b"%PDF-1.4", "holds a .pdf file"),
        ("a.pdf", b"%PDF-1.4 broken", "damaged PDF|scan"),
        ("a.pdf", scan(), "scan without a text layer"),
        ("a.pdf", locked(), "is encrypted"),
        ("a.html", b"<html><script>1</script></html>", "holds no text"),
        ("a.html", b"<div>" * 200_000 + b"5" + b"</div>" * 200_000, "nested deeper than 256"),
        ("a.html", b"<p>1</p>" + b"<div>" * 300 + b"5" + b"</div>" * 300, "nested deeper than 256"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_ends_in_one_sentence(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(InputError, match=said):
        ntm.read_tables(file)


def test_what_word_hides_or_deletes_is_no_text_and_what_it_numbers_is(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Tổng vốn năm 2024 là 100 tỷ đồng, trong đó:")
    for name in ("Vốn tín dụng: 60 tỷ đồng", "Vốn lồng ghép: 40 tỷ đồng"):
        document.add_paragraph(name, style="List Bullet")
    hidden = document.paragraphs[1].add_run(" và ngân sách tỉnh 7 tỷ đồng")
    hidden.font.hidden = True
    document.save(str(tmp_path / "a.docx"))
    assert funding(ntm.read_tables(tmp_path / "a.docx")) == {
        "total": ("", 100 * BILLION), "credit": ("total", 60 * BILLION),
        "integrated": ("total", 40 * BILLION),
    }  # fmt: skip


def test_merged_cells_are_counted_once(tmp_path: Path) -> None:
    rows = [HEAD, *ROWS]
    file = write_docx(tmp_path / "a.docx", TEXT, rows)
    document = docx.Document(str(file))
    table = document.tables[0]
    total = table.cell(1, 0).merge(table.cell(1, 1))
    total.text = "Tổng toàn tỉnh"
    document.save(str(file))
    tables = ntm.read_tables(file)
    assert cells(tables) == CELLS
    assert len(tables["totals"]) == 7


def test_html_with_merged_heads(tmp_path: Path) -> None:
    file = write_html(tmp_path / "a.html", TEXT, [HEAD, *ROWS])
    page = file.read_text(encoding="utf-8")
    head = "<tr>" + "".join(f"<td>{cell}</td>" for cell in HEAD) + "</tr>"
    merged = (
        "<tr><td rowspan=2>TT</td><td rowspan=2>Tên huyện</td><td colspan=2>Huyện</td>"
        "<td colspan=3>Xã</td><td colspan=2>Thôn</td><td rowspan=2>Sản phẩm OCOP</td>"
        "<td rowspan=2>Đơn vị phụ trách</td></tr><tr><td>NTM</td><td>NTM nâng cao</td><td>NTM</td>"
        "<td>NTM nâng cao</td><td>NTM kiểu mẫu</td><td>NTM</td><td>NTM kiểu mẫu</td></tr>"
    )
    assert head in page
    file.write_text(page.replace(head, merged), encoding="utf-8")
    assert cells(ntm.read_tables(file)) == CELLS


def test_every_kind_of_remark_has_its_sentence() -> None:
    package = Path(ntm.__file__).parent / "document"
    code = "".join(file.read_text(encoding="utf-8") for file in package.glob("*.py"))
    used = set(re.findall(r"remarks\.(?:add|at)\(\s*\"(\w+)\"", code))
    assert len(used) > 12
    known = {key.removeprefix("remark.") for key in keys() if key.startswith("remark.")}
    assert used <= known
    assert {f"reading_{why}" for why in ("sum", "share", "part_of_whole", "open")} <= known
    left_out = (
        "stock",
        "part",
        "change",
        "range",
        "none",
        "each",
        "unread",
        "other_year",
        "unplaced",
    )
    assert {f"{kind}_left_out" for kind in left_out} <= known
    assert {f"no_{part}_read" for part in ("headline", "targets", "funding")} <= known
    assert {*sources._NOT_OF_THE_LIST, "other_year", "besides", "demand"} == {
        key.removeprefix("left_out.") for key in keys() if key.startswith("left_out.")
    }  # fmt: skip


def test_read_writes_tables_and_says_what_it_left_out(tmp_path: Path) -> None:
    made(tmp_path, ".docx")
    call = [sys.executable, "-m", "ntm_analysis.cli", "read", "plan.docx", "--out", "tables"]
    done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "“77,000 tỷ đồng” (dòng 13) không thuộc danh mục nguồn vốn" in done.stdout
    funds = pd.read_csv(tmp_path / "tables/funding.csv", dtype=str, keep_default_na=False)
    assert funds.set_index("source").loc["central_budget", "amount_vnd"] == "500250000000"
    again = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (again.returncode, again.stderr.count("\n")) == (2, 1)
    assert "is there already" in again.stderr
    assert sorted(file.name for file in tmp_path.iterdir()) == ["plan.docx", "tables"]
