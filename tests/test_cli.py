"""The command line as its users call it: output, files, exit codes, one sentence on a wrong call."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pdfplumber
import pytest
from PIL import Image

from ntm_analysis import places


def ntm(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ntm_analysis.cli", *map(str, arguments)],
        cwd=cwd, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_audit_ends_with_1_and_shows_the_8_million(tmp_path: Path) -> None:
    done = ntm("audit", "thanh_hoa_2024", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.splitlines()[0].startswith("Sai: Ngân sách nhà nước trực tiếp")
    assert "8.000.000 đồng (dòng 33–39)" in done.stdout
    assert "26 khớp, 1 sai" in done.stdout


def test_audit_as_json_is_exact(tmp_path: Path) -> None:
    done = ntm("audit", "--format", "json", "--lang", "en", cwd=tmp_path)
    errors = [row for row in json.loads(done.stdout) if row["severity"] == "error"]
    assert [(row["difference"], row["lines"]) for row in errors] == [(-8_000_000, "33-39")]


def test_cite(tmp_path: Path) -> None:
    done = ntm("cite", "thanh_hoa_2024", "funding", "local_budget", cwd=tmp_path)
    assert done.returncode == 0
    for said in ("dòng 39", "4.072.266 tỷ đồng", "4.072,266 tỷ đồng", "4.072.266.000.000 đồng"):
        assert said in done.stdout


def own_table(folder: Path, rows: list[str]) -> Path:
    file = folder / "own.csv"
    file.write_text("Huyện;Tỷ_lệ\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return file


def test_maps_of_an_indicator_a_measure_and_an_own_table(tmp_path: Path) -> None:
    spelled = {380: "TP. Thanh Hoá", 381: "TX Bim Sơn", 407: "Tĩnh Gia", 399: "HOANGHOA"}
    rows = [
        f"{spelled.get(code, name)};{code - 380},5" for code, name in places.units()["name"].items()
    ]
    rows[1] = rows[1].partition(";")[0] + ";"
    own_table(tmp_path, rows)
    calls = [
        ("commune_model", "--out", "a.png"),
        ("ocop_per_10k_people", "--out", "b.png"),
        ("own.csv", "--name-column", "Huyện", "--value-column", "Tỷ_lệ", "--out", "c.png"),
    ]
    for call in calls:
        done = ntm("map", *call, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        with Image.open(tmp_path / call[-1]) as picture:
            assert picture.width > 2000
            said = picture.info["Description"]
        assert "của 27 đơn vị, từ Mường Lát" in said
    assert said.startswith("Bản đồ tô màu")
    assert "Không có số liệu: 1 đơn vị" in said


def test_all_indicators_on_one_page_and_an_atlas_of_27(tmp_path: Path) -> None:
    for call in (
        ("map", "--all", "--out", "all.pdf"),
        ("atlas", "--out", "atlas.pdf", "--lang", "en"),
    ):
        done = ntm(*call, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    with pdfplumber.open(tmp_path / "all.pdf") as document:
        assert len(document.pages) == 1
        said = document.pages[0].extract_text()
        assert "Cả tỉnh 60, giao cho 10 trong 27 đơn vị" in said
        assert document.metadata["Subject"].startswith("8 bản đồ nhỏ")
    with pdfplumber.open(tmp_path / "atlas.pdf") as document:
        assert len(document.pages) == 27
        said = " ".join(document.pages[10].extract_text().split())
        assert "Thọ Xuân District: 5 of the 8 targets of 2024" in said
        assert "OCOP products 7 5.83 221" in said
        assert "In charge: Department of Finance (line 221)" in said
        assert "Page 11 of 27" in said
        assert "[27] Page of" in document.metadata["Subject"]


def test_an_own_table_of_counts_gets_symbols_and_its_kind_can_be_said(tmp_path: Path) -> None:
    own_table(tmp_path, [f"{name};{at}" for at, name in enumerate(places.units()["name"])])
    columns = (
        "--name-column",
        "Huyện",
        "--value-column",
        "Tỷ_lệ",
        "--size",
        "A5",
        "--out",
        "a.png",
    )
    for options, kind in (((), "Bản đồ hình tròn"), (("--kind", "shade"), "Bản đồ tô màu")):
        done = ntm("map", "own.csv", *columns, *options, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        with Image.open(tmp_path / "a.png") as picture:
            assert picture.info["Description"].startswith(kind)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("audit", "nowhere"), "no plan 'nowhere'"),
        (("audit", "--lang", "fr"), "language 'fr'"),
        (("audit", "--format", "xml"), "format 'xml'"),
        (("cite", "thanh_hoa_2024", "funding", "gold"), "'gold'"),
        (("map", "gold", "--out", "a.png"), "'gold'"),
        (("map", "commune_ntm", "--out", "a.gif"), "'.gif'"),
        (("map", "commune_ntm", "--out", "no/where.png"), "no folder"),
        (("map", "commune_ntm", "--size", "A0", "--out", "a.png"), "size 'A0'"),
        (("map", "--out", "a.png"), "or give --all"),
        (("map", "commune_ntm", "--all", "--out", "a.png"), "or give --all"),
        (("atlas", "--out", "a.png"), "'.png'; allowed: .pdf"),
        (("map", "none.csv", "--name-column", "a", "--value-column", "b", "--out", "a.png"), "none.csv"),
        (("map", "own.csv", "--out", "a.png"), "--name-column"),
        (("map", "own.csv", "--name-column", "Huyen", "--value-column", "Tỷ_lệ", "--out", "a.png"), "did you mean 'Huyện'"),
        (("map", "own.csv", "--name-column", "Huyện", "--value-column", "Tỷ_lệ", "--out", "a.png"), "row 3: 'Xuân Sơn'"),
        (("run", "none.yml"), "no catalogue"),
        (("run", "--limit", "1", "--scheduler", "nonsense://x"), "No Dask scheduler answers"),
        (("run", "--only", "zzz"), "job 'zzz'"),
    ],
)  # fmt: skip
def test_a_wrong_call_ends_with_2_and_one_sentence(
    tmp_path: Path, call: tuple[str, ...], said: str
) -> None:
    own_table(tmp_path, ["Thọ Xuân;1", "Xuân Sơn;2"])
    done = ntm(*call, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.strip().count("\n") == 0
    assert [file.name for file in tmp_path.iterdir()] == ["own.csv"]


def test_a_table_that_lacks_units_names_them(tmp_path: Path) -> None:
    own_table(tmp_path, ["Thọ Xuân;1", "H. Thọ Xuân;2"])
    done = ntm(
        "map",
        "own.csv",
        "--name-column",
        "Huyện",
        "--value-column",
        "Tỷ_lệ",
        "--out",
        "a.png",
        cwd=tmp_path,
    )
    assert done.returncode == 2
    assert "twice Thọ Xuân; missing Thanh Hóa, Bỉm Sơn" in done.stderr


@pytest.mark.checkout
def test_findings_as_json_and_csv_have_the_documented_columns(tmp_path: Path, root: Path) -> None:
    documented = re.findall(
        r"`(\w+)`", (root / "docs/reading_and_audit.md").read_text().split("at the end:")[1]
    )
    done = ntm("audit", "--format", "json", cwd=tmp_path)
    rows = json.loads(done.stdout)
    assert done.returncode == 1
    columns = list(rows[0])
    assert [name for name in documented if name in columns] == columns
    assert (rows[0]["printed"], rows[0]["difference"]) == (4_899_644_000_000, -8_000_000)
    table = list(csv.DictReader(ntm("audit", "--format", "csv", cwd=tmp_path).stdout.splitlines()))
    assert list(table[0]) == columns
    assert [row["message_vi"] for row in table] == [row["message_vi"] for row in rows]
    assert ntm("audit", "--format", "xml", cwd=tmp_path).returncode == 2
