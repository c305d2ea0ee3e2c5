"""The catalogue: one typed schema, every mistake at once with file and line, before any kernel."""

import re
from dataclasses import replace
from pathlib import Path

import nbformat
import papermill
import pytest
from batch_helpers import make_home, notebook, ntm

from ntm_analysis import store
from ntm_analysis.batch import catalogue, keys, parameters
from ntm_analysis.batch.job import Job
from ntm_analysis.batch.ledger import Record
from ntm_analysis.errors import InputError

NAMES = sorted(path.stem for path in store.find("notebooks").glob("*.ipynb"))


def write(folder: Path, content: str) -> Path:
    file = folder / "reports.yml"
    file.write_text(content, encoding="utf-8")
    return file


def test_the_catalogue_has_27_districts_and_unique_ascii_names() -> None:
    jobs = catalogue.load(store.find("reports.yml")).jobs
    ids = [job.id for job in jobs]
    assert len(ids) == len(set(ids)) >= 30
    assert sum(name.startswith("04_") for name in ids) == 27
    assert all(name.isascii() for name in ids)
    assert "04_district_profile-395-tho-xuan" in ids


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{notebook: 04_district_profile, parameters: {distrct: '395'}}", "'distrct'.*did you mean 'district'"),
        ("{notebook: 04_district_profile, parameters: {district: Xuân Sơn}}", "'Xuân Sơn'.*by any rule"),
        ("{notebook: 04_district_profile, parameters: {district: 395}}", "'district' must be of type str, 395 is of type int; write it as '395'"),
        ("{notebook: 04_district_profil}", "no notebook '04_district_profil.ipynb'; allowed: 01_"),
        ("{notebook: 02_district_targets, parameters: {indicator: ocop}}", "Unknown indicator 'ocop'"),
        ("{notebook: 02_district_targets, parameters: {boundaries: mars}}", "boundary layer 'mars'"),
        ("{notebook: 02_district_targets, parameters: {indicator: [a]}}", r"must be of type str, \['a'\] is of type list"),
        ("{notebook: 01_plan_and_audit, for_each: commune}", "for_each 'commune'"),
        ("{notebook: 04_district_profile}", "needs a district"),
        ("{notebook: 04_district_profile, parameters: {district: '395'}, for_each: district}", "'district' is given twice"),
        ("{notebook: 04_district_profile, for_each: {district: ['395', Thọ Xuân]}}", "'04_district_profile-395-tho-xuan' is already that of the report on line 3"),
        ("{notebook: 04_district_profile, for_each: {district: ['395'], lang: [vi]}}", "for_each takes one parameter"),
        ("{notebook: ../../notebooks/x}", "no notebook"),
        ("{notebook: 03_funding_mix, parameters: {lang: en}}", "stands at the top"),
        ("{notebook: 03_funding_mix, formats: [docy]}", "Unknown format 'docy'"),
        ("{notebook: 03_funding_mix, time_limit: soon}", "time_limit: Input should be a valid number"),
        ("{notebok: 01_plan_and_audit}", "'notebok'; allowed: notebook.*did you mean 'notebook'"),
        ("{notebook: 03_funding_mix, notebook: 01_plan_and_audit}", "'notebook' is given twice, first on line 3"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_named_with_its_line(tmp_path: Path, entry: str, said: str) -> None:
    file = write(tmp_path, f"plan: thanh_hoa_2024\nreports:\n  - {entry}\n")
    with pytest.raises(InputError, match=rf"^reports.yml, line 3: (.|\n)*{said}"):
        catalogue.load(file)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("plan: thanh_hoa_2025\nreports: []\n", r"line 1: There is no plan.*\n.*line 2: The catalogue lists no report"),
        ("plan: thanh_hoa_2024\nlang: fr\nreports: []\n", "line 2: Unknown language 'fr'"),
        ("plan: thanh_hoa_2024\nreports:\n  - {notebook: [}\n", "line 3: This is not YAML"),
        ("lang: vi\n", "The key 'plan' is missing"),
        ("", "The catalogue is empty"),
        ("plan: thanh_hoa_2024\nplan: thanh_hoa_2024\nreports: []", "line 2: 'plan' is given twice"),
    ],
)  # fmt: skip
def test_a_wrong_top_is_named_with_its_line(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        catalogue.load(write(tmp_path, content))


def test_all_mistakes_come_at_once_with_2_and_nothing_is_written(tmp_path: Path) -> None:
    entries = [
        "{notebook: nowhere}", "{notebook: 04_district_profile, parameters: {district: X}}",
        "{notebook: 03_funding_mix, parameters: {colour: red, plan: x}}",
        "{notebook: 02_district_targets, for_each: {indicator: [ocop, village_ntm, 3]}}",
    ]  # fmt: skip
    body = "".join(f"  - {entry}\n" for entry in entries)
    file = write(tmp_path, f"plan: thanh_hoa_2024\nlang: xx\nreports:\n{body}")
    done = ntm("run", file, "--out", tmp_path / "out", cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    lines = re.findall(r"reports.yml, line (\d+): ", done.stderr)
    assert lines == ["2", "4", "5", "6", "6", "7", "7"]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        ("x = 3  # no type", "does not have the form"),
        ("x: int = 3", "does not have the form 'name: type = default  # help'"),
        ("x: int = 'a'  # help", "default 'a' of 'x' is not of type int"),
        ("x: date = 'a'  # help", "type of 'x' 'date'; allowed: str, int, float, bool"),
        ("x: int = 3  # help\nx: int = 4  # help", "'x' is declared twice"),
    ],
)
def test_a_wrong_declaration_is_named_with_notebook_and_line(
    tmp_path: Path, declared: str, said: str
) -> None:
    nbformat.write(notebook(parameters=declared), tmp_path / "own.ipynb")
    file = write(tmp_path, f"plan: thanh_hoa_2024\nreports:\n  - notebook: {tmp_path}/own.ipynb\n")
    with pytest.raises(InputError, match=rf"own.ipynb, line \d+: .*{said}") as caught:
        catalogue.load(file)
    line = int(re.search(r"line (\d+)", str(caught.value))[1])
    shown = (tmp_path / "own.ipynb").read_text(encoding="utf-8").splitlines()[line - 1]
    assert declared.splitlines()[-1].split("#")[0].strip() in shown


def test_a_declared_parameter_that_no_cell_names_is_refused(tmp_path: Path) -> None:
    made = notebook(parameters="x: int = 3  # help")
    made.cells[1].source = "print('nothing')"
    nbformat.write(made, tmp_path / "own.ipynb")
    assert "never used" in parameters.schema(tmp_path / "own.ipynb").mistakes[0][1]


@pytest.mark.parametrize("name", NAMES)
def test_a_sentinel_in_each_parameter_reaches_the_output(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    declared = parameters.schema(store.find("notebooks") / f"{name}.ipynb").parameters
    made = nbformat.read(store.find("notebooks") / f"{name}.ipynb", as_version=4)
    code = [c.source for c in made.cells if c.cell_type == "code"]
    for parameter in declared.values():
        sentinel = f"sentinel_{parameter.name}"
        values = {p.name: p.default for p in declared.values()} | {parameter.name: sentinel}
        kind = "Unknown language '" if parameter.name == "lang" else ""
        said = ""
        try:
            exec_cells(code[1:], values)
        except Exception as refusal:
            said = str(refusal)
        assert re.search(f"(?i){kind}{sentinel}", said + capsys.readouterr().out), parameter.name


def exec_cells(cells: list[str], values: dict) -> None:
    namespace = dict(values)
    for cell in cells:
        exec(cell, namespace)  # noqa: S102 - our own notebooks


def test_the_command_line_reads_parameters_by_their_type(tmp_path: Path) -> None:
    declared = 'plan: str = "thanh_hoa_2024"  # a plan\nlang: str = "vi"  # a language\ncount: int = 1  # a number'
    home = make_home(tmp_path / "home", {"own": notebook(parameters=declared)})
    file = home / "notebooks/own.ipynb"
    job = catalogue.load(file, given={"count": "7", "lang": "en"}).jobs[0]
    assert job.parameters == {"plan": "thanh_hoa_2024", "lang": "en", "count": 7}
    with pytest.raises(InputError, match=r"'count' must be of type int, 'x' is not.(\n|.)*'cuont'"):
        catalogue.load(file, given={"count": "x", "cuont": "1"})
    twice = ntm("list", file, "-p", "count=1", "-p", "count=2", cwd=tmp_path)
    assert (twice.returncode, "given twice" in twice.stderr) == (2, True)


def test_one_layer_for_all(tmp_path: Path) -> None:
    own = store.find("reports.yml")
    before = catalogue.load(own).jobs
    jobs = catalogue.load(own, boundaries="shapefiles/districts_2024").jobs
    assert [job.id for job in jobs] == [job.id for job in before]
    drawn = {job.id[:2] for job in jobs if "boundaries" in job.parameters}
    assert drawn == {"02", "04", "05", "06"}
    assert {j.parameters.get("boundaries") for j in jobs} == {"shapefiles/districts_2024", None}
    entry = "{notebook: 02_district_targets, parameters: {boundaries: districts_2024}}"
    head = "plan: thanh_hoa_2024\n"
    file = write(tmp_path, f"{head}reports:\n  - {entry}\n")
    assert catalogue.load(file).jobs[0].id == "02_district_targets-districts-2024"
    assert catalogue.load(file, boundaries="communes_2025").jobs[0].id == "02_district_targets"
    file = write(tmp_path, f"{head}boundaries: districts_2024\nreports:\n  - {entry}\n")
    with pytest.raises(InputError, match="line 4: 'boundaries' stands at the top"):
        catalogue.load(file)
    file = write(tmp_path, f"{head}boundaries: mars\nreports:\n  - 3\n")
    with pytest.raises(InputError, match="line 2: There is no boundary layer 'mars'"):
        catalogue.load(file)
    file = write(tmp_path, f"{head}reports:\n  - notebook: 03_funding_mix\n")
    with pytest.raises(InputError, match="No notebook here has the parameter 'boundaries'"):
        catalogue.load(file, boundaries="districts_2024")
    with pytest.raises(InputError, match="'boundaries' is given twice"):
        catalogue.load(Path("02_district_targets.ipynb"), boundaries="a", given={"boundaries": "b"})


def test_an_id_holds_no_folder(tmp_path: Path) -> None:
    declared = 'plan: str = "thanh_hoa_2024"  # a plan\nworkbook: str = ""  # a file\nunit: str = ""  # a unit'
    home = make_home(tmp_path / "home", {"own": notebook(parameters=declared)})
    file = home / "notebooks/own.ipynb"
    for given, expected in (
        ({"workbook": "/srv/kết quả/Quý 3.xlsx", "unit": "km/h"}, "own-quy-3-xlsx-km-h"),
        ({"workbook": "results/quy_3.xlsx"}, "own-quy-3-xlsx"),
        ({"workbook": r"D:\q3.xlsx"}, "own-q3-xlsx"),
        ({"workbook": ""}, "own"),
    ):
        assert catalogue.load(file, given=given).jobs[0].id == expected


def test_plain_papermill_with_the_engine_refuses_an_unknown_parameter(tmp_path: Path) -> None:
    nbformat.write(notebook(), tmp_path / "own.ipynb")
    with pytest.raises(InputError, match=r"'planm'.*did you mean 'plan'"):
        papermill.execute_notebook(
            str(tmp_path / "own.ipynb"), str(tmp_path / "out.ipynb"), engine_name="ntm",
            parameters={"planm": "x"}, progress_bar=False,
        )  # fmt: skip


def test_formats_of_an_earlier_run_are_kept_while_they_are_true(tmp_path: Path) -> None:
    file = tmp_path / "a.ipynb"
    file.write_text("{}", encoding="utf-8")
    job = Job("a", "A", file, {"lang": "vi"}, formats=("html", "docx"))
    record = Record(
        "a", "A", "vi", "done", last_good="x", parameters=job.parameters, key=keys.key(job),
        formats=["html", "docx"], notebook=keys.notebook(job),
    )  # fmt: skip
    less, other = replace(job, formats=("html",)), replace(job, formats=("pdf",))
    assert keys.reason(less, record, tmp_path, {}) == ""
    assert keys.reason(other, record, tmp_path, {}) == "tham số hoặc định dạng đã thay đổi"
    assert keys.keeping(other, record).formats == ("pdf", "html", "docx")
    changed = replace(record, key="of other code")
    assert keys.keeping(other, changed).formats == ("pdf",)
    assert keys.keeping(other, replace(record, inputs={"data/gone.csv": "1"})).formats == ("pdf",)
    assert keys.reason(less, changed, tmp_path, {}) != ""
