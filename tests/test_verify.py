"""``ntm verify``: one change in one file of a folder of reports, and what it says of it."""

import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from batch_helpers import make_home, notebook, ntm, published, records
from typer.testing import CliRunner

from ntm_analysis.batch import index, ledger, verify_page
from ntm_analysis.cli import app
from ntm_analysis.publishing import pdf as print_module

FORMATS = "html,docx,pdf,xlsx"
STEM = "04_district_profile-395-tho-xuan"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sheet of one district in all formats and both languages, by the command itself."""
    out = tmp_path_factory.mktemp("verify")
    done = ntm("run", "--only", "*tho-xuan*", "--formats", FORMATS, "--lang", "vi,en", "--out", out,
               cwd=out)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return out / "thanh_hoa_2024"


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy of the Vietnamese folder, to be damaged."""
    return Path(shutil.copytree(made / "vi", tmp_path / "vi"))


def verified(folder: Path) -> tuple[int, list[str]]:
    """Return the exit code of ``ntm verify`` and the sentences before its summary."""
    result = CliRunner().invoke(app, ["verify", str(folder)])
    assert result.exit_code in {0, 1}, result.output
    return result.exit_code, result.stdout.splitlines()[:-1]


def change(archive: Path, part: str, edit: Callable[[str], str]) -> None:
    """Edit one part of a Word or Excel file."""
    with zipfile.ZipFile(archive) as source:
        held = {name: source.read(name) for name in source.namelist()}
    before = held[part].decode()
    held[part] = edit(before).encode()
    assert held[part].decode() != before
    with zipfile.ZipFile(archive, "w") as target:
        for name, content in held.items():
            target.writestr(name, content)


def test_both_languages_are_made_and_stand(made: Path) -> None:
    code, said = verified(made)
    assert code == 0
    assert said == ["en: 6 files read again, 0 differences."]  # the last line is that of vi
    for lang in ("vi", "en"):
        names = {file.name for file in (made / lang).iterdir() if file.name.startswith(STEM)}
        endings = {*FORMATS.split(","), "zip"}
        assert names == {f"{STEM}.ipynb", *(f"{STEM}-{lang}-2024.{e}" for e in endings)}


def _digit_in_word(folder: Path) -> str:
    file = folder / f"{STEM}-vi-2024.docx"
    change(file, "word/document.xml", lambda text: text.replace(">5,83<", ">5,38<", 1))
    return "Bảng 1, hàng 8: phải là “5,83”, thấy “5,38”"


def _footnote_moved(folder: Path) -> str:
    def moved(body: str) -> str:
        mark = re.search(r"<w:r>(?:(?!<w:r>).)*?<w:footnoteReference[^>]*/></w:r>", body, re.S)[0]
        return body.replace(mark, "", 1).replace("</w:p></w:tc>", f"{mark}</w:p></w:tc>", 1)

    change(folder / f"{STEM}-vi-2024.docx", "word/document.xml", moved)
    return "⟦"


def _row_dropped_from_the_workbook(folder: Path) -> str:
    import openpyxl

    file = folder / f"{STEM}-vi-2024.xlsx"
    book = openpyxl.load_workbook(file)
    book.worksheets[3].delete_rows(7)
    book.save(file)
    return "Bảng 1"


def _digit_in_the_page(folder: Path) -> str:
    file = folder / f"{STEM}-vi-2024.html"
    file.write_text(file.read_text("utf-8").replace(">5,83<", ">5,84<", 1), "utf-8")
    return "phải là “5,83⟦"


def _pdf_made_again_with_another_digit(folder: Path) -> str:
    import nbformat

    from ntm_analysis.reporting import publish
    from ntm_analysis.reporting.formats import Report

    (record,) = ledger.load(folder).values()
    content = nbformat.read(folder / f"{STEM}.ipynb", as_version=4)
    report = Report(record.id, record.title, "vi", record.parameters, content)
    document = publish.document(report)
    table = document.tables()[0]
    row = table.rows[-1]
    other = replace(table, rows=(*table.rows[:-1], (row[0], replace(row[1], text="9"), *row[2:])))
    blocks = tuple(other if block is table else block for block in document.blocks)
    content = print_module.pdf(replace(document, blocks=blocks), publish.plan(report))
    (folder / f"{STEM}-vi-2024.pdf").write_bytes(content)
    return "phải là “7”, thấy “9”"


def _file_missing(folder: Path) -> str:
    (folder / f"{STEM}-vi-2024.pdf").unlink()
    return f"{STEM}-vi-2024.pdf: tệp không còn ở đó"


def _file_too_many(folder: Path) -> str:
    shutil.copy(folder / f"{STEM}-vi-2024.docx", folder / "bản sao.docx")
    return "bản sao.docx: tệp không có trong sổ"


def _another_file_in_the_zip(folder: Path) -> str:
    with zipfile.ZipFile(folder / f"{STEM}-vi-2024.zip", "a") as archive:
        archive.writestr("them.txt", "x")
    return f"{STEM}-vi-2024.zip: ZIP có thừa them.txt"


def _zip_of_yesterday(folder: Path) -> str:
    file = folder / f"{STEM}-vi-2024.zip"
    change(file, "sources.html", lambda text: text.replace("4.072.266", "4.072.267", 1))
    return f"{STEM}-vi-2024.zip: trong ZIP, sources.html"


def _zip_cut_off(folder: Path) -> str:
    file = folder / f"{STEM}-vi-2024.zip"
    file.write_bytes(file.read_bytes()[:-200])
    return f"{STEM}-vi-2024.zip: không đọc lại được"


def _source_changed(folder: Path) -> str:
    file = folder / "sources.html"
    file.write_text(file.read_text("utf-8").replace("4.072.266", "4.072.267", 1), "utf-8")
    return "sources.html: funding-local_budget"


def _notebook_changed(folder: Path) -> str:
    file = folder / f"{STEM}.ipynb"
    file.write_text(file.read_text("utf-8").replace("image/png", "image/png ", 1), "utf-8")
    return f"{STEM}.ipynb: "


def _link_of_the_index(folder: Path) -> str:
    file = folder / "index.html"
    file.write_text(file.read_text("utf-8").replace(f"{STEM}-vi-2024.pdf", "x.pdf"), "utf-8")
    return "index.html: liên kết chỉ tới tệp không có: x.pdf"


def _title_in_the_index(folder: Path) -> str:
    file = folder / "index.html"
    file.write_text(file.read_text("utf-8").replace("</h1>", " 9</h1>", 1), "utf-8")
    return "index.html: dòng "


def _summary_changed(folder: Path) -> str:
    file = folder / "summary.txt"
    file.write_text(file.read_text("utf-8").replace("1 lập mới", "2 lập mới", 1), "utf-8")
    return "summary.txt: "


def _history_changed(folder: Path) -> str:
    file = folder / "history.jsonl"
    file.write_text(file.read_text("utf-8") + "9\n", "utf-8")
    return "history.jsonl: "


def _file_in_a_folder(folder: Path) -> str:
    (folder / "failed").mkdir()
    (folder / "failed" / "x.ipynb").write_text("x", "utf-8")
    return "failed/x.ipynb: tệp không có trong sổ"


def _hidden_file(folder: Path) -> str:
    (folder / ".x").write_text("x", "utf-8")
    return ".x: tệp không có trong sổ"


def _words_in_the_notebook(folder: Path) -> str:
    file = folder / f"{STEM}.ipynb"
    file.write_text(
        file.read_text("utf-8").replace("trong 8 chỉ tiêu", "trong 9 chỉ tiêu", 1), "utf-8"
    )
    return f"{STEM}.ipynb: ô "


def _packed_anew(folder: Path) -> str:
    file = folder / f"{STEM}-vi-2024.docx"
    with zipfile.ZipFile(file) as source:
        held = {name: source.read(name) for name in source.namelist()}
    with zipfile.ZipFile(file, "w") as target:
        for name, content in held.items():
            target.writestr(name, content)
    return "tệp không còn đúng như lúc lập"


def _file_of_the_folder_added_to_the_zip(folder: Path) -> str:
    with zipfile.ZipFile(folder / f"{STEM}-vi-2024.zip", "a") as archive:
        archive.write(folder / "index.html", "index.html")
    return "ZIP có thừa index.html, không thuộc báo cáo này"


def _file_twice_in_the_zip(folder: Path) -> str:
    with (
        pytest.warns(UserWarning, match="Duplicate name"),
        zipfile.ZipFile(folder / f"{STEM}-vi-2024.zip", "a") as archive,
    ):
        archive.write(folder / "sources.html", "sources.html")
    return f"{STEM}-vi-2024.zip: "


def _line_in_the_notebook_and_nowhere_else(folder: Path) -> str:
    file = folder / f"{STEM}.ipynb"
    file.write_text(file.read_text("utf-8").replace("221", "222"), "utf-8")
    return f"{STEM}.ipynb: Bảng 1, hàng 1: dòng “222”"


CHANGES = [
    _digit_in_word, _footnote_moved, _row_dropped_from_the_workbook, _digit_in_the_page,
    _pdf_made_again_with_another_digit, _file_missing, _file_too_many, _another_file_in_the_zip,
    _zip_of_yesterday, _zip_cut_off, _source_changed, _notebook_changed, _link_of_the_index,
    _packed_anew, _title_in_the_index, _summary_changed, _history_changed, _file_in_a_folder,
    _hidden_file, _words_in_the_notebook, _file_of_the_folder_added_to_the_zip,
    _file_twice_in_the_zip, _line_in_the_notebook_and_nowhere_else,
]  # fmt: skip


@pytest.mark.parametrize("damage", CHANGES, ids=lambda function: function.__name__.strip("_"))
def test_a_change_is_found_and_named(folder: Path, damage: Callable[[Path], str]) -> None:
    expected = damage(folder)
    code, said = verified(folder)
    assert code == 1
    assert any(expected in sentence for sentence in said), said
    assert not any(str(folder) in sentence for sentence in said)


# What stands on the index page and what another says in its place; each is found by itself.
INDEX = {
    "a status": ("<td>xong", "<td>lỗi"), "a size": (" kB", "0 kB"),
    "a title": (">Hồ sơ huyện Thọ Xuân", ">Hồ sơ huyện Thọ Xuan"), "a key": ('data-key="', 'data-key="9'),
    "the summary": ("1 trong 1", "2 trong 2"), "an input": ("<code>", "<code>0"),
    "a way on the map": ('<path class="unit" d="M', '<path class="unit" d="M0,0M'),
    "a name on the map": ("<title>Sầm Sơn", "<title>Thọ Xuân"), "looks": ("<style>", "<style>td{display:none}"),
    "the script": ("<script>", "<script>1;"), "another script": ("</body>", "<script>1</script></body>"),
    "a link more": ("<footer>", '<a href="sources.html">9</a><footer>'), "the foot": ("Lập ngày ", "Lập ngày 1"),
    "the policy": ("default-src 'none'", "default-src *"), "text between": ("<details>", "9<details>"),
}  # fmt: skip


def test_all_that_the_index_says_is_held_against_ledger_and_files(
    made: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(made / "vi", tmp_path / "vi"))
    records, file = ledger.load(folder), folder / "index.html"
    right = file.read_text("utf-8")
    assert verify_page.index_wrong(folder, records, sizes=True) == []
    for name, (old, new) in INDEX.items():
        assert old in right, name
        file.write_text(right.replace(old, new, 1), "utf-8")
        assert verify_page.index_wrong(folder, records, sizes=True), name


def test_a_ledger_without_files_is_no_success(folder: Path) -> None:
    (record,) = ledger.load(folder).values()
    empty = replace(record, files={}, status="failed")
    ledger.save(folder, {record.id: empty}, ledger.about(folder))
    code, said = verified(folder)
    assert code == 1
    assert said == [
        "Sổ không ghi tệp nào: chưa lập báo cáo nào, hoặc tất cả đều lỗi; hãy gọi ntm run rồi "
        "kiểm tra lại."
    ]
    assert asdict(empty)["files"] == {}


def test_a_folder_without_a_ledger_is_refused(tmp_path: Path) -> None:
    done = ntm("verify", tmp_path, cwd=tmp_path)
    assert done.returncode == 2
    assert "holds no reports" in done.stderr
    assert "Traceback" not in done.stderr


WRONG_NUMBER = """
from ntm_analysis.evidence import cited
from ntm_analysis.publishing.model import Span
from ntm_analysis.publishing.prose import Prose, shown
from ntm_analysis.reporting import present
present.sentence(Prose((Span("OCOP: "), shown({text!r}, cited("targets", 395, "ocop_products")))))
"""
# The notebook's process also writes the files: a writer that errs is put in the place of the real.
WRONG_WRITER = """
from ntm_analysis.publishing import word
import io, zipfile
_right = word.docx
def _docx(document, plan):
    source = zipfile.ZipFile(io.BytesIO(_right(document, plan)))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, source.read(name).replace(b": 7<", b": 9<"))
    return target.getvalue()
word.docx = _docx
"""


def docx(out: Path) -> dict[str, bytes]:
    files = (out / "thanh_hoa_2024" / "vi").glob("*.docx")
    return {file.name: file.read_bytes() for file in files}


def test_what_fails_its_verification_is_not_published(tmp_path: Path) -> None:
    right = WRONG_NUMBER.format(text="7")
    home = make_home(tmp_path / "home", {"90_report": notebook(right)})
    arguments = ("run", "--formats", FORMATS, "--out", tmp_path)
    assert ntm(*arguments, cwd=home, home=home).returncode == 0
    before = published(tmp_path)
    assert "90_report-vi-2024.html" in before
    before |= docx(tmp_path)
    for cells, said in (
        ([WRONG_NUMBER.format(text="8")], "số in “8” khác số tính lại từ bảng “7”"),
        ([right, WRONG_WRITER], "90_report-vi-2024.docx: đoạn “OCOP: 7…”: phải là “OCOP: 7⟦"),
    ):
        make_home(home, {"90_report": notebook(*cells)})
        assert ntm(*arguments, cwd=home, home=home).returncode == 1
        record = records(tmp_path)["90_report"]
        assert record.status == "failed"
        assert said in record.error
        assert record.cell == 0
        assert published(tmp_path) | docx(tmp_path) == before


def test_formats_that_were_not_asked_for_stay_while_they_are_true(
    tmp_path: Path, whole: bool
) -> None:
    if not whole:
        pytest.skip("a third of a minute of reports: it runs in make test-all")
    cell = WRONG_NUMBER.format(text="7")
    home = make_home(tmp_path / "home", {"90_report": notebook(cell)})
    folder = tmp_path / "thanh_hoa_2024" / "vi"
    for formats in ("html,xlsx", "html", "html,docx"):
        done = ntm("run", "--formats", formats, "--out", tmp_path, cwd=home, home=home)
        assert done.returncode == 0, done.stderr
        assert list(folder.glob("*.xlsx"))
        assert "Đã xóa" not in done.stdout
    assert verified(folder)[0] == 0
    make_home(home, {"90_report": notebook(cell, "print(1)")})
    done = ntm("run", "--formats", "html", "--out", tmp_path, cwd=home, home=home)
    assert "Đã xóa 2 tệp docx,xlsx của lần lập trước" in done.stdout
    assert not [*folder.glob("*.xlsx"), *folder.glob("*.docx")]
    assert verified(folder)[0] == 0


@pytest.mark.parametrize(
    ("good", "shown"),
    [("", "<td></td>"), ("2030-01-02T08:30:00+00:00", "<td>02/01/2030 08:30</td>")],
)
def test_the_index_says_when_the_files_were_made_not_when_it_failed(
    folder: Path, good: str, shown: str
) -> None:
    (record,) = ledger.load(folder).values()
    failed = replace(record, status="failed", made="2031-05-06T09:00:00+00:00", last_good=good,
                     files=record.files if good else {}, error="x")  # fmt: skip
    page = index.rendered(folder, {record.id: failed}, ledger.about(folder), "t", b"")
    assert shown in page
    assert "2031" not in page
