"""Results in the batch: the report on progress, sections in other reports, what changed, no paths."""

import html
import io
import json
import os
import re
import shutil
import time
import zipfile
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from batch_helpers import ntm, published, records
from test_notebooks import rows_of
from test_progress import filled, generated_year

import ntm_analysis
from ntm_analysis import store
from ntm_analysis.batch import catalogue, cluster, session
from ntm_analysis.batch.results import given, keep, with_results
from ntm_analysis.batch.verify import verify as verified
from ntm_analysis.errors import InputError
from ntm_analysis.plan import Plan
from ntm_analysis.progress.template import write_template

DAY, LATER = "2024-09-30", "2024-10-31"
CATALOGUE = """plan: thanh_hoa_2024
reports:
  - notebook: 04_district_profile
    parameters: {district: "395"}
  - notebook: 05_body_brief
    parameters: {body: coordination_office}
"""


class Runs:
    """Two runs into one folder: with results, and with a changed workbook on a later day."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.out = folder, folder / "reports"
        self.catalogue = folder / "own.yml"
        self.catalogue.write_text(CATALOGUE, encoding="utf-8")
        self.pages: list[dict[str, str]] = []

    def call(self, *arguments: object) -> None:
        done = ntm("run", self.catalogue, "--out", self.out, *arguments, cwd=self.folder)
        assert done.returncode == 0, done.stderr
        self.pages.append({
            name: content.decode("utf-8") for name, content in published(self.out).items()
            if name.endswith(".html")
        })  # fmt: skip

    def make(self) -> None:
        plan = ntm_analysis.load_plan("thanh_hoa_2024")
        write_template(plan, self.folder / "blank.xlsx")
        rows = generated_year(plan)
        (self.folder / "van_phong_x").mkdir()
        file = self.folder / "van_phong_x/kết quả 2024.xlsx"
        filled(self.folder / "blank.xlsx", self.folder, rows).rename(file)
        self.call("--results", file, "--on", DAY)
        first = rows["Công nhận"][0]
        more = [first[0], first[1], "Xã Thêm Vào", None, first[4], "900/QĐ", None, ""]
        changed = {**rows, "Nhiệm vụ đã xong": [], "Công nhận": [*rows["Công nhận"], more]}
        filled(self.folder / "blank.xlsx", self.folder, changed).replace(file)
        self.call("--results", file, "--on", LATER)
        (self.folder / "pages.part").write_text(json.dumps(self.pages), encoding="utf-8")
        (self.folder / "pages.part").rename(self.folder / "pages.json")

    def wait(self) -> None:
        """Take the runs that another worker of the tests makes."""
        until = time.monotonic() + 300
        while not (self.folder / "pages.json").is_file():
            assert time.monotonic() < until, "the other worker made no reports"
            time.sleep(0.5)
        self.pages = json.loads((self.folder / "pages.json").read_text(encoding="utf-8"))

    def text(self, at: int, name: str) -> str:
        page = next(text for file, text in self.pages[at].items() if file.startswith(name))
        return html.unescape(re.sub(r"<[^>]*>", "", page))


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    """Made once, also where several workers run the tests."""
    root = tmp_path_factory.getbasetemp()
    folder = (root.parent if "PYTEST_XDIST_WORKER" in os.environ else root) / "progress_runs"
    try:
        folder.mkdir()
    except FileExistsError:
        made = Runs(folder)
        made.wait()
        return made
    made = Runs(folder)
    made.make()
    return made


def test_reports_have_sections_of_the_day(runs: Runs) -> None:
    assert "Kết quả đến ngày 30/09/2024" in runs.text(0, "04")
    assert "Kết quả đến ngày 30/09/2024" in runs.text(0, "05")
    assert "Kết quả đến ngày 31/10/2024" in runs.text(1, "04")


def test_numbers_of_the_province_are_those_of_an_independent_count(runs: Runs, plan: Plan) -> None:
    count: Counter[str] = Counter()
    for indicator, _, _, _, day, *_ in generated_year(plan)["Công nhận"]:
        count[indicator] += day.isoformat() <= DAY
    page = next(text for name, text in runs.pages[0].items() if name.startswith("07"))
    rows = {row[0]: row for row in rows_of(page) if len(row) == 6}
    for name in ("Xã nông thôn mới", "Thôn, bản nông thôn mới", "Sản phẩm OCOP"):
        assert rows[name][2] == str(count[name])
    assert f"theo {count.total()} dòng công nhận" in runs.text(0, "07")


def test_the_section_of_a_body_counts_its_duties(runs: Runs) -> None:
    """Read by hand: 14 duties; by 30/9 three dates of line 135, 139, 177 have passed."""
    said = runs.text(0, "05")
    found = re.search(r"Số nhiệm vụ nêu tên .+?: (\d+), trong đó (.+?)\.", said)
    assert found
    assert found[1] == "14"
    assert found[2].split("; ")[0] == "3 quá hạn, chưa báo xong"
    numbers = [
        int(number) for number in re.findall(r"(\d+) (?:quá|đến|chưa|xong|định|không)", found[2])
    ]
    assert sum(numbers) == 14


def test_what_changed_since_the_last_run(runs: Runs, plan: Plan) -> None:
    assert "Đây là lần chạy đầu tiên có kết quả" in runs.text(0, "07")
    page = next(text for name, text in runs.pages[1].items() if name.startswith("07"))
    said = runs.text(1, "07")
    assert re.search(r"So với kết quả 2024\.xlsx \(\w{12}\), đánh giá đến ngày 30/09/2024", said)
    cells = {"Đạt trong năm", "Đạt sau năm", "Trạng thái", "Huyện chưa báo cáo", "Báo xong ngày",
             "Đã giải ngân (tỷ đồng)", "% kế hoạch"}  # fmt: skip
    rows = [row for row in rows_of(page) if len(row) == 4 and row[1] in cells]
    told = re.search(r"có (\d+) ô thay đổi", said)
    assert told
    assert len(rows) == int(told[1])
    first, *_ = generated_year(plan)["Công nhận"]
    units = [r for r in generated_year(plan)["Công nhận"] if r[:2] == first[:2]]
    at = [sum(r[4].isoformat() <= day for r in units) for day in (DAY, LATER)]
    added = first[4].isoformat() <= LATER
    assert [f"{first[1]}, {first[0]}", "Đạt trong năm", str(at[0]), str(at[1] + added)] in rows
    assert ["Ngân sách trung ương", "Đã giải ngân (tỷ đồng)", "450", "500"] in rows
    assert ["Xây dựng kế hoạch năm 2024 của địa phương", "Báo xong ngày", "01/02/2024", "–"] in rows


def test_no_path_gets_into_what_is_published_and_the_workbook_is_kept(runs: Runs) -> None:
    folder = runs.out / "thanh_hoa_2024/vi"
    kept = sorted(file.relative_to(folder).as_posix() for file in folder.glob("results/*/*"))
    assert len(kept) == 2  # that of this run, and the one compared with
    assert all(re.fullmatch(r"results/\w{12}/kết quả 2024\.xlsx", name) for name in kept)
    record = records(runs.out)["07_progress"]
    assert f"results/{record.parameters['results']}" in kept
    for file in folder.iterdir():
        if file.is_file() and file.name != "summary.txt" and file.suffix != ".zip":
            text = file.read_text(encoding="utf-8")
            assert "van_phong_x" not in text, file.name
            assert str(runs.folder) not in text, file.name
    index = (folder / "index.html").read_text(encoding="utf-8")
    assert record.parameters["results"].partition("/")[0] in index


def test_unchanged_results_run_nothing_and_a_broken_workbook_changes_nothing(runs: Runs) -> None:
    file = runs.folder / "van_phong_x/kết quả 2024.xlsx"
    call = ("run", runs.catalogue, "--out", runs.out, "--on", LATER, "--results")
    done = ntm(*call, file, "--dry-run", cwd=runs.folder)
    assert done.stdout.count("không có gì thay đổi") == 3
    held = {path: path.read_bytes() for path in runs.out.rglob("*") if path.is_file()}
    book = openpyxl.load_workbook(file)
    book["Công nhận"]["A2"], book["Công nhận"]["E3"] = "Xã thông minh", "hôm qua"
    book.save(runs.folder / "wrong.xlsx")
    done = ntm(*call, runs.folder / "wrong.xlsx", cwd=runs.folder)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "Công nhận!A2" in done.stderr
    assert "Công nhận!E3" in done.stderr
    (runs.folder / "cut.xlsx").write_bytes(file.read_bytes()[:5000])
    assert ntm(*call, runs.folder / "cut.xlsx", cwd=runs.folder).returncode == 2
    assert held == {path: path.read_bytes() for path in runs.out.rglob("*") if path.is_file()}


def test_days_and_options_that_make_no_sense_are_refused(runs: Runs) -> None:
    file = runs.folder / "van_phong_x/kết quả 2024.xlsx"
    for path, day, said in (
        (file, "2023-12-31", "the year of the plan"),
        (file, "mai", "'mai' is not a day"),
        (Path("nothere.xlsx"), DAY, "There is no workbook of results 'nothere.xlsx'"),
    ):
        with pytest.raises(InputError, match=said):
            given(path, day, "thanh_hoa_2024")
    done = ntm("run", "--out", runs.folder / "none", "--on", DAY, cwd=runs.folder)
    assert done.returncode == 2
    assert "give them with --results" in done.stderr
    assert not (runs.folder / "none").exists()


def test_verify_reads_the_numbers_from_the_workbook_that_is_kept(
    runs: Runs, tmp_path: Path
) -> None:
    out = tmp_path / "reports"
    shutil.copytree(runs.out, out)
    folder = out / "thanh_hoa_2024/vi"
    assert verified(folder)[1] == []
    notebook = folder / "07_progress.ipynb"
    text = notebook.read_text(encoding="utf-8")
    paid = '"text": "500,000"'
    assert paid in text
    notebook.write_text(text.replace(paid, '"text": "501,000"'), encoding="utf-8")
    said = " ".join(verified(folder)[1])
    assert "501,000" in said
    assert "Giải ngân, hàng" in said  # where in the workbook the right one stands
    notebook.write_text(text, encoding="utf-8")
    shutil.rmtree(folder / "results")
    assert "There is no workbook of results" in " ".join(verified(folder)[1])


def test_every_format_of_the_report_is_verified_in_both_languages(
    runs: Runs, tmp_path: Path, whole: bool
) -> None:
    file = runs.folder / "van_phong_x/kết quả 2024.xlsx"
    lang = "vi,en" if whole else "en"
    done = ntm("run", runs.catalogue, "--only", "progress", "--results", file, "--on", DAY, "--lang",
               lang, "--formats", "html,docx,pdf,xlsx", "--out", tmp_path / "out",
               cwd=tmp_path)  # fmt: skip
    assert done.returncode == 0, done.stderr
    for name in lang.split(","):
        (record,) = records(tmp_path / "out", name).values()
        assert {Path(file).suffix for file in record.files} == {
            ".html", ".docx", ".pdf", ".xlsx", ".ipynb"
        }  # fmt: skip
        page = published(tmp_path / "out", name)[f"07_progress-{name}-2024.html"].decode("utf-8")
        text = re.sub(r"<style.*?</style>|<[^>]*>", " ", page, flags=re.DOTALL)
        for word in ("NaN", "None", "&lt;NA", "_ntm", "central_budget"):
            assert word not in text, word


def test_a_plain_notebook_also_finds_the_results(runs: Runs, tmp_path: Path) -> None:
    """The published notebook opened in its folder, with the name that it holds."""
    folder = runs.out / "thanh_hoa_2024/vi"
    name = records(runs.out)["07_progress"].parameters["results"]
    content = json.loads((folder / "07_progress.ipynb").read_text(encoding="utf-8"))
    mark = name.partition("/")[0]
    assert any(f'results = "{mark}/' in "".join(cell["source"]) for cell in content["cells"])
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert store.find_results(name).is_file()


def test_workers_elsewhere_get_the_results(runs: Runs) -> None:
    folder = runs.out / "thanh_hoa_2024/vi"
    listing = catalogue.load(runs.catalogue)
    held = given(runs.folder / "van_phong_x/kết quả 2024.xlsx", LATER, "thanh_hoa_2024")
    jobs = with_results(listing, held, folder).jobs
    with store.results_in(folder / "results"):
        parcel = cluster.pack(jobs, session.needs(jobs))
    with zipfile.ZipFile(io.BytesIO(parcel)) as carried:
        assert f"results/{held.name}" in carried.namelist()
        assert not any("van_phong_x" in name for name in carried.namelist())


def test_a_workbook_that_changes_meanwhile_is_not_kept(runs: Runs, tmp_path: Path) -> None:
    file = tmp_path / "results.xlsx"
    shutil.copyfile(runs.folder / "van_phong_x/kết quả 2024.xlsx", file)
    held = given(file, LATER, "thanh_hoa_2024")
    file.write_bytes(file.read_bytes() + b"x")
    with pytest.raises(InputError, match="changed while it was read"):
        keep(held, tmp_path / "reports")
    assert list((tmp_path / "reports").rglob("*.xlsx")) == []
    (tmp_path / "reports/results").rmdir()
    (tmp_path / "reports/results").write_text("a file in its place", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be kept with the reports"):
        keep(held, tmp_path / "reports")
