"""A plan whose names, bodies and notes are hostile, from its tables to the files of its reports."""

import re
import zipfile
from pathlib import Path

import hostile
import lxml.html
import pytest
from batch_helpers import ntm, records

FORMATS = "html,docx,pdf,xlsx"
SAMPLE = """plan: thanh_hoa_2024
reports:
  - notebook: 04_district_profile
    for_each: {district: ['395']}
  - notebook: 05_body_brief
    for_each: {body: [finance]}
"""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """The folder of the reports of a hostile plan, in all formats."""
    folder = tmp_path_factory.mktemp("hostile")
    whole = request.config.getoption("--whole")
    home = hostile.home(folder / "home", hostile.MARKUP)
    catalogue = folder / "some.yml"
    catalogue.write_text(SAMPLE, encoding="utf-8")
    done = ntm("run", home / "reports.yml" if whole else catalogue, "--formats", FORMATS, "--out",
               folder, cwd=home, home=home, timeout=1500)  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    read = ntm("verify", folder, cwd=home, home=home)
    assert read.returncode == 0, read.stdout
    return folder / "thanh_hoa_2024" / "vi"


def parts(file: Path, ending: str) -> dict[str, str]:
    """Return the texts of the parts of a Word or Excel file whose names end so."""
    with zipfile.ZipFile(file) as archive:
        names = [name for name in archive.namelist() if name.endswith(ending)]
        return {name: archive.read(name).decode() for name in names}


def test_pages_have_no_element_from_the_plan(out: Path) -> None:
    pages = sorted(out.glob("*.html"))
    assert {"index.html", "sources.html"} < {page.name for page in pages}
    for page in pages:
        root = lxml.html.fromstring(page.read_text("utf-8"))
        scripts = root.findall(".//script")
        assert len(scripts) == (1 if page.name == "index.html" else 0), page.name
        assert all("alert" not in (script.text or "") for script in scripts)
        pictures = [image.get("src", "") for image in root.iter("img")]
        assert all(source.startswith("data:image/png;base64,") for source in pictures)
        assert not [name for element in root.iter() for name in element.attrib
                    if name.startswith("on")]  # fmt: skip
        links = [link.get("href", "") for link in root.iter("a")]
        assert not [link for link in links if re.match(r"\w+:|//", link)], page.name
    said = (out / "sources.html").read_text("utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in said


def test_word_files_reach_out_to_nothing(out: Path) -> None:
    for file in sorted(out.glob("*.docx")):
        related = "".join(parts(file, ".rels").values())
        assert 'TargetMode="External"' not in related, file.name
        body = parts(file, "document.xml")["word/document.xml"]
        codes = re.findall(r"<w:instrText[^>]*>([^<]*)<", body)
        assert {code.split()[0] for code in codes} <= {"SEQ", "REF", "TOC"}
        assert "localhost" not in body  # what a file read from the machine would hold


def test_workbooks_hold_text_and_no_formula(out: Path) -> None:
    held = ""
    for file in sorted(out.glob("*.xlsx")):
        sheets = parts(file, ".xml")
        assert not [name for name, text in sheets.items() if re.search(r"<f[ >]", text)]
        assert not [name for name in sheets if "externalLink" in name or "vba" in name]
        assert 'TargetMode="External"' not in "".join(parts(file, ".rels").values())
        held += "".join(sheets.values())
    assert "=HYPERLINK(" in held
    assert "@SUM(A1)" in held


def test_pdfs_act_on_nothing(out: Path) -> None:
    import pdfplumber

    held = ""
    for file in sorted(out.glob("*.pdf")):
        with pdfplumber.open(file) as document:
            assert not {"OpenAction", "AA", "AcroForm"} & set(document.doc.catalog)
            for page in document.pages:
                assert not page.hyperlinks  # addresses; links within the file are none
                held += "".join((page.extract_text() or "").split())
    shown = [text for text in hostile.MARKUP if "".join(text.split()) in held]
    assert len(shown) > 5
    assert "localhost" not in held


@pytest.mark.parametrize("kind", hostile.REFUSED)
def test_what_cannot_be_set_is_refused_in_a_sentence(
    kind: str, tmp_path: Path, whole: bool
) -> None:
    if not whole and kind not in {"direction", "glyph"}:
        pytest.skip("a sample of two; all run in make test-all, and test_publishing has the rest")
    home = hostile.home(tmp_path / "home", [hostile.REFUSED[kind]])
    done = ntm("run", "--only", "*finance*", "--formats", FORMATS, "--out", tmp_path,
               cwd=home, home=home)  # fmt: skip
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    (record,) = records(tmp_path).values()
    assert record.status == "failed"
    assert record.files == {}
    expected = {"apart": "NFC", "glyph": "Tinos", "long": "letters"}.get(kind, "U+")
    assert expected in record.error
    assert str(tmp_path) not in record.error
