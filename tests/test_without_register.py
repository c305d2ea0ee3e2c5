"""A plan of a province that has no register: every command ends with a result or one true sentence."""

import subprocess
import sys
from pathlib import Path

import pytest
from documents import HEAD, ROWS, TEXT, write_txt

import ntm_analysis as ntm
from ntm_analysis.compare import compare
from ntm_analysis.evidence import describe
from ntm_analysis.plan import Plan, save_plan

# Districts of Tuyên Quang in the place of the three of the invented plan, and a source of its own.
NAMES = {"Thanh Hóa": "Tuyên Quang", "Thọ Xuân": "Sơn Dương", "TX. Nghi Sơn": "TX. Na Hang",
         "H. Như Thanh": "H. Chiêm Hóa", "xổ số kiến thiết": "ODA"}  # fmt: skip
NO_REGISTER = "ntm: There is no register of districts for the province of this plan"


def renamed(text: str) -> str:
    for old, new in NAMES.items():
        text = text.replace(old, new)
    return text


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("elsewhere")
    rows = [HEAD, *([renamed(cell) for cell in row] for row in ROWS)]
    document = write_txt(place / "plan.txt", [renamed(line) for line in TEXT], rows)
    save_plan(ntm.read_plan(document), place / "tq")
    (place / "each.yml").write_text(
        "plan: tq\nreports:\n  - notebook: 04_district_profile\n    for_each: district\n"
    )
    (place / "one.yml").write_text("plan: tq\nreports:\n  - notebook: 03_funding_mix\n")
    return place


@pytest.fixture(scope="module")
def elsewhere(folder: Path) -> Plan:
    return ntm.load_plan(folder / "tq")


def called(folder: Path, *arguments: str) -> tuple[int, str]:
    call = [sys.executable, "-m", "ntm_analysis.cli", *arguments]
    done = subprocess.run(call, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("map", "ocop_products", "--plan", "tq", "--out", "a.png"),
        ("map", "--all", "--plan", "tq", "--out", "a.png"),
        ("atlas", "--plan", "tq", "--out", "a.pdf"),
        ("explore", "--plan", "tq", "--out", "a.html"),
        ("list", "one.yml"),
        ("run", "one.yml", "--out", "made"),
    ],
    ids=" ".join,
)
def test_what_needs_a_register_says_so_and_writes_nothing(
    folder: Path, arguments: tuple[str, ...]
) -> None:
    before = sorted(folder.iterdir())
    code, said = called(folder, *arguments)
    assert code == 2
    assert said.startswith(NO_REGISTER)
    assert said.count("\n") == 1
    assert sorted(folder.iterdir()) == before


def test_a_report_for_each_district_names_the_line_of_the_catalogue(folder: Path) -> None:
    code, said = called(folder, "list", "each.yml")
    assert code == 2
    assert said.startswith("ntm: each.yml, line 4: There is no register of districts")


def test_what_needs_none_ends_with_a_result(folder: Path) -> None:
    for arguments in (("audit", "tq"), ("cite", "tq", "funding", "Vốn ODA"),
                      ("compare", "tq", "thanh_hoa_2024"),
                      ("quote", "Sơn Dương có 5 sản phẩm OCOP", "--plan", "tq")):  # fmt: skip
        code, said = called(folder, *arguments)
        assert (code, "Traceback" in said) == (0, False), arguments
    assert called(folder, "compare", "tq", "tq", "--changes") == (
        0, "Hai bản không khác nhau ở ô nào.\n",
    )  # fmt: skip


def test_a_source_under_its_own_name_is_cited(elsewhere: Plan) -> None:
    said = describe(elsewhere.cite("funding", "Vốn ODA"), elsewhere)
    assert said.splitlines()[0] == "Vốn ODA"
    assert "100,000 tỷ đồng" in said


def test_a_district_without_a_code_is_cited_by_its_printed_name(elsewhere: Plan) -> None:
    assert elsewhere.cite("targets", "Sơn Dương", "ocop_products").as_printed == "5"
    cited = elsewhere.cite("targets", "Sơn Dương", "ocop_products")
    assert describe(cited, elsewhere).startswith("Sản phẩm OCOP, Sơn Dương\n")
    for name in ("TX. Na Hang", "Na Hang"):
        assert elsewhere.cite("targets", name, "commune_model").as_printed == "1"
    with pytest.raises(ntm.errors.InputError, match="Unknown district '395'; allowed: Sơn Dương"):
        elsewhere.cite("targets", "395", "ocop_products")


def test_a_comparison_gives_the_true_reason(elsewhere: Plan, plan: Plan, tmp_path: Path) -> None:
    apart = dict(compare(elsewhere, plan).not_comparable)
    assert apart["no_register"] == "Tuyên Quang"
    assert apart["province"] == "Tuyên Quang, Thanh Hóa"
    assert "vintage" not in apart
    bare = ["Tổng vốn năm 2024 là 10 tỷ đồng, trong đó:", "- Vốn tín dụng: 10 tỷ đồng."]
    file = tmp_path / "bare.txt"
    file.write_text("\n\n".join(bare), encoding="utf-8")
    without = ntm.read_plan(file)
    nameless = dict(compare(elsewhere, without).not_comparable)
    assert "province" not in nameless
    assert nameless["no_province"]
    assert "no_districts" in dict(compare(plan, without).not_comparable)
    assert "district" not in dict(compare(plan, without).not_comparable)


def test_a_plan_that_names_no_province_is_not_taken_for_the_one_of_the_sentence(
    tmp_path: Path,
) -> None:
    file = tmp_path / "bare.txt"
    bare = "Tổng vốn năm 2024 là 10 tỷ đồng, trong đó:\n\n- Vốn tín dụng: 10 tỷ đồng.\n"
    file.write_text(bare, encoding="utf-8")
    without = ntm.read_plan(file)
    assert without.province == ""
    said = ntm.judge("Thanh Hóa có tổng vốn 10 tỷ đồng.", without).iloc[0]
    assert said["verdict"] == "unsupported"
    assert "không nêu mình là của tỉnh nào" in said["message"]
    assert ntm.judge("Tổng vốn là 10 tỷ đồng.", without)["verdict"].tolist() == ["agrees"]


OF_DISTRICTS = [
    ("Huyện Sơn Dương có 5 sản phẩm OCOP.", ["agrees"]),
    ("Huyện Sơn Dương có 12 sản phẩm OCOP.", ["differs"]),
    ("Son Duong co 5 san pham OCOP, toan tinh 12 san pham.", ["agrees", "agrees"]),
    ("Sơn Dương có 3 xã nông thôn mới nâng cao và 1 xã đạt chuẩn nông thôn mới.", ["agrees", "differs"]),
    ("Thị xã Na Hang có 4 sản phẩm OCOP.", ["agrees"]),
    ("Na Hang có 2 xã đạt chuẩn nông thôn mới.", ["unsupported"]),
    ("Sơn Dương và Chiêm Hóa có 8 sản phẩm OCOP.", ["agrees"]),
    ("Chiêm Hóa phấn đấu đạt chuẩn nông thôn mới.", ["agrees"]),
    ("Sơn Dương phấn đấu đạt chuẩn nông thôn mới.", ["differs"]),
    ("Lâm Bình có 5 xã đạt chuẩn nông thôn mới.", ["unsupported"]),
    ("Thanh Hóa có 5 xã đạt chuẩn nông thôn mới.", ["unsupported"]),
    ("Nghệ An có 12 sản phẩm OCOP.", ["unsupported"]),
    ("Tuyên Quang có 5 xã đạt chuẩn nông thôn mới.", ["agrees"]),
    ("Toàn tỉnh có 5 xã đạt chuẩn nông thôn mới.", ["agrees"]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), OF_DISTRICTS, ids=[s for s, _ in OF_DISTRICTS])
def test_a_sentence_is_held_against_the_district_that_it_names(
    elsewhere: Plan, sentence: str, expected: list[str]
) -> None:
    assert ntm.judge(sentence, elsewhere)["verdict"].tolist() == expected


def test_a_plan_in_a_folder_of_another_name_makes_its_reports(tmp_path: Path, plan: Plan) -> None:
    import json
    import shutil

    shutil.copytree(plan.folder, tmp_path / "copy")
    about = tmp_path / "copy/datapackage.json"
    content = json.loads(about.read_text(encoding="utf-8"))
    about.write_text(json.dumps({**content, "name": "some-other-name"}), encoding="utf-8")
    (tmp_path / "r.yml").write_text("plan: copy\nreports:\n  - notebook: 03_funding_mix\n")
    code, said = called(tmp_path, "run", "r.yml", "--out", "made")
    assert code == 0, said
    assert (tmp_path / "made/some_other_name/vi/sources.html").is_file()
