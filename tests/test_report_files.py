"""Reports as files, made by the command: their words, their links, their order, their bytes."""

import re
import shutil
import zipfile
from itertools import pairwise
from pathlib import Path

import lxml.etree
import lxml.html
import pytest
from batch_helpers import ntm

from ntm_analysis.plan import Plan

FORMATS = "html,docx,pdf,xlsx"
SAMPLE = """plan: thanh_hoa_2024
reports:
  - notebook: 03_funding_mix
  - notebook: 04_district_profile
    for_each: {district: ['395', '387']}
  - notebook: 05_body_brief
    for_each: {body: [finance]}
"""
# English words that are no Vietnamese syllables; neither half of a word nor of a name.
ENGLISH = {
    "the", "of", "and", "with", "from", "this", "that", "these", "which", "are", "was", "is",
    "been", "not", "plan", "plans", "district", "districts", "commune", "communes", "ward",
    "wards", "village", "villages", "target", "targets", "figure", "figures", "table", "tables",
    "line", "lines", "page", "source", "sources", "sum", "total", "share", "percent", "budget",
    "funding", "province", "provincial", "department", "office", "body", "bodies", "duty",
    "duties", "deadline", "lead", "finding", "findings", "question", "warning", "error", "note",
    "notes", "cover", "contents", "computed", "printed", "read", "number", "column", "row",
    "formula", "blank", "unit", "units", "report", "reports", "made", "files", "inputs", "search",
    "section", "all", "none", "null", "nan",
}  # fmt: skip
HEAD = 4  # the row of a sheet that holds the titles of its columns
VIETNAMESE = {
    "của", "được", "không", "và", "các", "những", "kế", "hoạch", "chỉ", "tiêu", "nguồn", "bảng",
    "hình", "dòng", "huyện", "xã", "tỉnh", "phụ", "lục", "nhiệm", "vụ", "thời", "hạn", "đơn",
    "vị", "cơ", "quan", "tỷ", "ngân", "sách",
}  # fmt: skip
# Addresses and names that are the same in every language.
SAME = re.compile(
    r"(?:data|shapefiles)/[\w./]*|[\w.-]*vietnamese-provinces-database|geoBoundaries|[\w-]+\.(com|vn|org|txt)"
    r"[\w./-]*|\b[a-z]+(?:_[a-z0-9]+)+\b|CC BY|ntm_analysis|sha256|PDF|notebook|\b[\w.-]+\.(?:csv|ipynb|html|docx|pdf|xlsx)\b"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """The folder of reports in all formats and both languages: some, or with --whole all."""
    out = tmp_path_factory.mktemp("files")
    (out / "some.yml").write_text(SAMPLE, encoding="utf-8")
    given = [] if request.config.getoption("--whole") else [out / "some.yml"]
    done = ntm("run", *given, "--formats", FORMATS, "--lang", "vi,en", "--out", out, cwd=out,
               timeout=1500)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return out / "thanh_hoa_2024"


def of_page(file: Path) -> str:
    root = lxml.html.fromstring(file.read_text("utf-8"))
    for part in [*root.iter("script"), *root.iter("style")]:
        part.drop_tree()
    attributes = [e.get(name, "") for e in root.iter() for name in ("alt", "title", "aria-label")]
    return "\n".join([*root.itertext(), *attributes])


def of_word(file: Path) -> str:
    said = []
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"word/(document|footnotes|header\d*|footer\d*)\.xml", name):
                root = lxml.etree.fromstring(archive.read(name))
                said += [
                    "".join(t.text or "" for t in paragraph.iter("{*}t"))
                    for paragraph in root.iter("{*}p")
                ]
                said += [e.get("descr", "") for e in root.iter("{*}docPr")]
    return "\n".join(said)


def of_pdf(file: Path) -> str:
    import pdfplumber

    with pdfplumber.open(file) as document:
        return "\n".join(page.extract_text() or "" for page in document.pages)


def of_workbook(file: Path) -> str:
    import openpyxl

    book = openpyxl.load_workbook(file)
    said = [sheet.title for sheet in book]
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    # A column's title stands in both languages, its own first.
                    own = cell.value.split(" / ")[0] if cell.row == HEAD else cell.value
                    said.append(own)
    return "\n".join(said)


READERS = {".html": of_page, ".docx": of_word, ".pdf": of_pdf, ".xlsx": of_workbook}


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", SAME.sub(" ", text).casefold()))


@pytest.mark.parametrize("ending", READERS)
def test_no_english_word_in_any_vietnamese_file(made: Path, ending: str) -> None:
    files = sorted((made / "vi").glob(f"*{ending}"))
    assert files
    for file in files:
        found = words(READERS[ending](file)) & ENGLISH
        assert not found, f"{file.name}: {sorted(found)}"


@pytest.mark.parametrize("ending", [".html", ".docx", ".pdf"])
def test_english_files_are_english_but_for_names_and_quotations(
    made: Path, plan: Plan, ending: str
) -> None:
    for file in sorted((made / "en").glob(f"*{ending}")):
        if file.name == "sources.html":  # it is there to quote
            continue
        text = " ".join(READERS[ending](file).split())
        assert plan.title in text or file.name == "index.html"
        kept = re.sub("“[^”]*”", " ", text.replace(plan.title, " "))
        found = {word for word in VIETNAMESE if re.search(rf"\b{word}\b", kept)}
        assert not found, f"{file.name}: {sorted(found)}"


# Numbers of a report that are of no figure of the plan, and why.
OF_NO_FIGURE = [
    r"\((?:dòng|line|lines) [\d–, ]+\)",  # addresses: where something stands
    r"\b(?:Bảng|Hình) \d+",  # the report's own tables and pictures
    r"\b[IVX]+\.\d+(?:\.\d+)?",  # sections of the plan
    r"^\d+\. ?",  # the first, second and third thing to know
    r"\b\d{1,2}/(?:\d{1,2}/)?20\d\d\b",  # days of the sources outside the plan
    r"\b(?:năm )?20\d\d(?:–20\d\d)?\b",  # years in titles and names
    r"\bhụt 10%",  # what is assumed, not stated
    r"\b27 đơn vị tại",  # of the layer of boundaries
    r"từ 1 trong tệp .*?\)",  # how lines are counted, the file's hash
    r"CC BY 3\.0|vietnam63",  # names of a licence and of a layer
    r"không phải là 0",  # what a blank means
    r"\b0 (?:nhiệm vụ|huyện)",  # nothing there to lead to
]
ADDRESSES = ("Dòng", "Nguồn", "Thông tin", "Điều kế hoạch không nêu")  # columns without figures


def unlinked(element: lxml.html.HtmlElement) -> str:
    """Return the text of an element but for what links to its source."""
    said = element.text or ""
    for child in element:
        said += "" if child.get("class") == "src" else unlinked(child)
        said += child.tail or ""
    return said


def test_every_figure_of_a_page_leads_to_its_source(made: Path) -> None:
    pages = [page for page in sorted((made / "vi").glob("0*.html")) if page.name[:2] != "06"]
    assert len(pages) >= 3
    for page in pages:  # 06 is about decisions of 2025, which are no part of the plan
        main = lxml.html.fromstring(page.read_text("utf-8")).find(".//main")
        texts = [unlinked(e) for e in main if e.tag in {"h1", "h2", "p"}]
        for table in main.iter("table"):
            heads = [head.text_content() for head in table.iter("th")]
            for row in table.iter("tr"):
                texts += [unlinked(cell) for head, cell in zip(heads, row.findall("td"),
                          strict=False) if not head.startswith(ADDRESSES)]  # fmt: skip
        for text in texts:
            left = text.strip()
            for pattern in OF_NO_FIGURE:
                left = re.sub(pattern, " ", left)
            if page.name.startswith(("01", "02")):
                left = re.sub(r"Đã đối chiếu.*|1/n|bằng 1 khi|\b100\b|có \d+ xã", " ", left)
            assert not re.search(r"\d", left), f"{page.name}: {text.strip()[:200]}"


def test_headings_are_in_order_and_pictures_have_their_text(made: Path) -> None:
    for page in sorted((made / "vi").glob("*.html")):
        root = lxml.html.fromstring(page.read_text("utf-8"))
        levels = [int(e.tag[1]) for e in root.iter("h1", "h2", "h3")]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(b - a <= 1 for a, b in pairwise(levels))
        assert all(len(image.get("alt", "")) > 20 for image in root.iter("img"))
        policy = root.find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
        assert policy.startswith("default-src 'none'")
    for file in sorted((made / "vi").glob("*.docx")):
        with zipfile.ZipFile(file) as archive:
            body = lxml.etree.fromstring(archive.read("word/document.xml"))
        styles = [e.get(f"{{{e.nsmap['w']}}}val") for e in body.iter("{*}pStyle")]
        levels = [int(style[-1]) for style in styles if re.fullmatch(r"Heading\d", style)]
        assert levels[0] == 1
        assert all(b - a <= 1 for a, b in pairwise(levels))
        assert all(len(e.get("descr", "")) > 20 for e in body.iter("{*}docPr"))


def test_pdfs_are_tagged_a4_and_only_the_province_has_contents(made: Path) -> None:
    import pdfplumber

    for file in sorted((made / "vi").glob("*.pdf")):
        content = file.read_bytes()
        with pdfplumber.open(file) as document:
            sizes = {(round(p.width), round(p.height)) for p in document.pages}
            first = document.pages[0].extract_text()
            catalog = document.doc.catalog
            assert document.metadata["Title"]
        assert sizes <= {(595, 842), (842, 595)}
        assert catalog["Lang"] == b"vi"
        assert "StructTreeRoot" in catalog
        assert b"<pdfuaid:part>1</pdfuaid:part>" in content
        assert ("Mục lục" in first) == (file.name[:3] in {"01_", "02_", "03_", "06_"})


def test_the_same_input_gives_the_same_files(made: Path, tmp_path: Path) -> None:
    (tmp_path / "some.yml").write_text(SAMPLE, encoding="utf-8")
    done = ntm("run", tmp_path / "some.yml", "--only", "04*", "--formats", FORMATS, "--out",
               tmp_path, cwd=tmp_path)  # fmt: skip
    assert done.returncode == 0, done.stderr
    again = sorted((tmp_path / "thanh_hoa_2024" / "vi").glob("04*"))
    assert {file.suffix for file in again} == {".html", ".docx", ".pdf", ".xlsx", ".ipynb", ".zip"}
    for file in [*again, tmp_path / "thanh_hoa_2024" / "vi" / "sources.html"]:
        assert file.read_bytes() == (made / "vi" / file.name).read_bytes(), file.name


@pytest.mark.skipif(not shutil.which("chromium"), reason="Chromium is not installed here")
def test_pages_request_nothing(made: Path) -> None:
    playwright = pytest.importorskip("playwright.sync_api")
    asked: list[str] = []
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        wrong: list[str] = []
        page.on("console", lambda message: wrong.append(message.text))
        for file in sorted((made / "vi").glob("*.html"))[:6]:
            asked.clear()
            page.goto(file.as_uri())
            assert [url for url in asked if not url.startswith("data:")] == [file.as_uri()]
        browser.close()
    assert wrong == []


def test_the_index_leads_to_every_file(made: Path) -> None:
    folder = made / "vi"
    root = lxml.html.fromstring((folder / "index.html").read_text("utf-8"))
    linked = {link.get("href") for link in root.iter("a")}
    files = {f.name for f in folder.iterdir() if f.name.startswith("0")} | {"sources.html"}
    assert files <= linked
    assert all((folder / name).is_file() for name in linked)
    assert "sha256 4f4fdc02efb504164be6786ce437872a3ae5567d8ab2fdd9fdd539c705a78217" in (
        " ".join(root.text_content().split())
    )
    ways = [link.get("href") for link in root.findall(".//svg//a")]
    assert any(re.match(r"04.*395.*\.html", way) for way in ways)
    names = [file.stem.removesuffix("-vi-2024") for file in folder.glob("0*.pdf")]
    assert all(re.fullmatch(r"[a-z0-9_-]+", name) for name in names)
