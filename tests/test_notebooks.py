"""Notebooks: their structure, and what they show held against the tables."""

import html
import re
from pathlib import Path

import nbformat
import papermill
import pytest

from ntm_analysis import places, store
from ntm_analysis.batch.parameters import schema
from ntm_analysis.plan import Plan
from ntm_analysis.reporting import publish

FOLDER = store.find("notebooks")
NAMES = sorted(path.stem for path in FOLDER.glob("*.ipynb"))
SAMPLE = ["04_district_profile"]


def cells(name: str) -> list[nbformat.NotebookNode]:
    return list(nbformat.read(FOLDER / f"{name}.ipynb", as_version=4).cells)


def executed(name: str, folder: Path, **parameters: str) -> nbformat.NotebookNode:
    out = folder / "out.ipynb"
    papermill.execute_notebook(
        str(FOLDER / f"{name}.ipynb"), str(out), parameters=parameters, kernel_name="python3",
        progress_bar=False, extra_arguments=["--log-level=CRITICAL"],
    )  # fmt: skip
    return nbformat.read(out, as_version=4)


def rows_of(page: str) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", page, flags=re.DOTALL)
    return [
        [
            html.unescape(re.sub(r"<[^>]*>", "", c))
            for c in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row)
        ]
        for row in rows
    ]


@pytest.mark.parametrize("name", NAMES)
def test_stored_thin_and_without_outputs(name: str) -> None:
    for cell in cells(name):
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None
            assert not re.search(r"^\s*(def |class |except|for )", cell.source, flags=re.MULTILINE)
            assert len(cell.source.splitlines()) <= 12
            assert not re.search(r"[\"']/\w", cell.source)
        else:
            tags = set(cell.metadata.get("tags", []))
            assert len(tags & {"lang:vi", "lang:en"}) == 1


@pytest.mark.parametrize("name", NAMES)
def test_one_parameters_cell_typed_and_explained(name: str) -> None:
    tagged = [cell for cell in cells(name) if "parameters" in cell.metadata.get("tags", [])]
    assert len(tagged) == 1
    for line in tagged[0].source.splitlines():
        assert re.fullmatch(r"\w+: \w+ = .+  # .+", line), line
    declared = schema(FOLDER / f"{name}.ipynb").parameters
    assert list(declared)[:2] == ["plan", "lang"]
    rest = " ".join(c.source for c in cells(name) if c.cell_type == "code" and c not in tagged)
    for parameter in declared:
        assert re.search(rf"\b{parameter}\b", rest), f"{parameter} is never used"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_runs_and_its_page_is_clean(name: str, lang: str, tmp_path: Path, whole: bool) -> None:
    if lang == "en" and not whole and name != "03_funding_mix":
        pytest.skip("the English pages run in make test-all; 03 stands for them here")
    page = publish.page(executed(name, tmp_path, lang=lang), "x", lang)
    assert f'<html lang="{lang}">' in page
    text = re.sub(r"<(style|img)[^>]*>(.*?</style>)?", " ", page, flags=re.DOTALL)
    for word in ("NaN", "nan ", "None", "<NA>", "&lt;NA&gt;", "Missing", "Traceback", "import "):
        assert word not in text, word
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page)
    other = "What the plan" if lang == "vi" else "Kế hoạch giao"
    assert other not in text
    assert all(re.findall(r'<img alt="([^"]*)"', page)) or "<img" not in page


def test_targets_of_the_page_are_those_of_the_plan(plan: Plan, tmp_path: Path) -> None:
    page = publish.page(executed("02_district_targets", tmp_path), "x", "vi")
    rows = {row[0]: row[1:] for row in rows_of(page) if len(row) == 10}
    for code, values in plan.matrix().iterrows():
        shown = ["–" if str(v) == "<NA>" else str(v) for v in values]
        assert rows[places.unit_name(code)][:8] == shown


@pytest.mark.parametrize("given", ["Thọ Xuân", "395"])
def test_district_profile_takes_a_name_or_a_code(given: str, tmp_path: Path) -> None:
    page = publish.page(executed("04_district_profile", tmp_path, district=given), "x", "vi")
    assert "Huyện Thọ Xuân: chỉ tiêu năm 2024" in page
    rows = rows_of(page)
    assert ["Sản phẩm OCOP", "7", "5,83", "221"] in rows
    assert ["Xã nông thôn mới", "–", "–", "221"] in rows
    assert "Sở Tài chính chỉ đạo" in page
    assert any("30/06/2024" in " ".join(row) and row[-1] == "179" for row in rows)
    assert "Kết quả đến ngày" not in page  # no results were given


def test_unknown_district_fails_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(papermill.PapermillExecutionError) as caught:
        executed("04_district_profile", tmp_path, district="Xuân Sơn")
    assert caught.value.ename == "NameRefusedError"
    assert "'Xuân Sơn'" in caught.value.evalue
    assert "as a help only" in caught.value.evalue


def test_funding_page_shows_money_as_printed(plan: Plan, tmp_path: Path) -> None:
    rows = rows_of(publish.page(executed("03_funding_mix", tmp_path), "x", "vi"))
    shown = {row[0].removeprefix("— "): row[1:5] for row in rows if len(row) == 6}
    assert shown["Ngân sách nhà nước trực tiếp"] == ["4.899,644", "65,26", "65,264", "33"]
    assert shown["Ngân sách địa phương (huyện, xã)"] == ["4.072,266", "–", "54,243", "39"]
    assert shown["Cộng đồng dân cư"][:2] == ["1.095,207", "14,59"]
