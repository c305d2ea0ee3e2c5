"""The interactive page: what it holds, and how it behaves in a real Chromium without a network."""

import html
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from figure_helpers import LAYER

from ntm_analysis import places
from ntm_analysis.plan import Plan
from ntm_analysis.reporting import explore

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
HOSTILE = '<img src=x onerror="document.title=1">&"\''


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import ntm_analysis as ntm

    file = tmp_path_factory.mktemp("page") / "explore.html"
    file.write_text(explore.page(ntm.load_plan("thanh_hoa_2024"), LAYER, "vi"), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed: apt-get install chromium (.ci/run does it as root)")
    sync_api = pytest.importorskip("playwright.sync_api", reason="the extra 'browser' is missing")
    with sync_api.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def seen() -> list[str]:
    """Collect what must not happen: console messages, errors, requests."""
    return []


@pytest.fixture
def open_page(browser: "Browser", seen: list[str]) -> Iterator["Page"]:
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.on("console", lambda message: seen.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: seen.append(f"error: {error}"))
    page.on("request", lambda request: seen.append(request.url))
    yield page
    context.close()


def unit_rows(page: "Page") -> list[list[str]]:
    return page.eval_on_selector_all(
        "#targets tbody tr",
        "rows => rows.filter(r => !r.hidden).map(r => [...r.cells].map(c => c.textContent.trim()))",
    )


def test_the_tables_hold_every_number_without_script(plan: Plan, written: Path) -> None:
    page = written.read_text(encoding="utf-8")
    assert len(page.encode()) < 500_000
    rows = re.findall(r'<tr data-code="(\d+)".*?</tr>', page, flags=re.DOTALL)
    assert rows == [str(code) for code in plan.matrix().index]
    for code, values in plan.matrix().iterrows():
        row = re.search(rf'<tr data-code="{code}".*?</tr>', page, flags=re.DOTALL)[0]
        cells = [html.unescape(c) for c in re.findall(r'<td class="number"[^>]*>([^<]*)</td>', row)]
        assert cells[:8] == ["–" if str(v) == "<NA>" else str(v) for v in values]
    for shown in ("4.899,644", "4,899.644", "8.000.000", "14,588", "In “4.072.266 tỷ đồng”"):
        assert shown in page


def test_the_policy_allows_nothing_but_the_two_hashes(written: Path) -> None:
    page = written.read_text(encoding="utf-8")
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1])
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert not re.search(r'(?:src|href)="(?!#|data:,)', page)
    assert not re.search(r"\s(?:on\w+|style)=", page)
    assert len(re.findall(r"<script", page)) == 2


def test_same_input_same_page(plan: Plan, written: Path) -> None:
    assert explore.page(plan, LAYER, "vi") == written.read_text(encoding="utf-8")


def test_the_command_writes_it_and_refuses_another_ending(tmp_path: Path) -> None:
    for name, code in (("a.html", 0), ("a.pdf", 2)):
        done = subprocess.run(
            [sys.executable, "-m", "ntm_analysis.cli", "explore", "--out", name, "--lang", "en"],
            cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == code, done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["a.html"]
    assert '<html lang="en">' in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_it_opens_without_errors_and_asks_for_nothing(
    written: Path, open_page: "Page", seen: list[str]
) -> None:
    open_page.goto(written.as_uri())
    assert seen == [written.as_uri()]
    assert open_page.inner_text("#map-title") == "Sản phẩm OCOP"
    assert (
        open_page.eval_on_selector_all("text.number", "all => all.map(t => t.textContent)").count(
            "8"
        )
        == 2
    )


@pytest.mark.parametrize("indicator", range(8))
def test_the_map_shows_the_numbers_of_the_plan(
    plan: Plan, written: Path, open_page: "Page", indicator: int
) -> None:
    open_page.goto(written.as_uri())
    open_page.select_option("#indicator", str(indicator))
    name = list(plan.headline["indicator"])[indicator]
    values = plan.target(name)
    mark = name.startswith("district_")
    found = open_page.eval_on_selector_all(
        ".unit", "all => all.map(u => [u.dataset.code, u.classList.contains('blank'), u.classList.contains('marked')])"
    )  # fmt: skip
    assert {int(code): blank for code, blank, _ in found} == {
        code: bool(value) for code, value in values.isna().items()
    }
    marked = {int(code) for code, _, marked in found if marked}
    assert marked == (set(values.dropna().index) if mark else set())
    discs = open_page.eval_on_selector_all(
        ".disc",
        "all => all.map(d => [d.dataset.code, +d.getAttribute('r'), d.getAttribute('fill')])",
    )
    areas = {int(code): radius**2 for code, radius, _ in discs if radius}
    if mark:
        assert areas == {}
    else:
        top = max(areas.values())
        assert areas == {
            code: pytest.approx(top * value / values.max())
            for code, value in values.dropna().items()
        }
    legend = open_page.eval_on_selector_all("#legend li", "all => all.map(l => l.textContent)")
    assert sum(int(re.search(r"\((\d+)\)", text)[1]) for text in legend) == 27


def test_a_click_selects_in_map_table_and_details(
    written: Path, open_page: "Page", seen: list[str]
) -> None:
    open_page.goto(written.as_uri())
    open_page.locator('.unit[data-code="395"] path').click(position={"x": 40, "y": 60})
    assert open_page.get_attribute('.unit[data-code="395"]', "aria-pressed") == "true"
    assert open_page.locator("tr.picked .pick").inner_text() == "Thọ Xuân"
    said = open_page.inner_text("#about-unit")
    for expected in (
        "Huyện Thọ Xuân",
        "phụ lục, dòng 221",
        "Sở Tài chính (dòng 221)",
        "30/06/2024",
        "mục III.9, dòng 179",
    ):
        assert expected in said
    open_page.click('tr[data-code="384"] .pick')
    assert open_page.get_attribute('.unit[data-code="384"]', "aria-pressed") == "true"
    assert open_page.get_attribute('.unit[data-code="395"]', "aria-pressed") == "false"
    assert "Liên minh Hợp tác xã tỉnh" in open_page.inner_text("#about-unit")
    assert seen == [written.as_uri()]


def test_the_keyboard_reaches_all_27_and_enter_keeps_one(written: Path, open_page: "Page") -> None:
    open_page.goto(written.as_uri())
    reached: list[str] = []
    for _ in range(60):
        open_page.keyboard.press("Tab")
        code = open_page.evaluate("document.activeElement.closest('.unit')?.dataset.code ?? ''")
        if code:
            reached.append(code)
            assert open_page.evaluate(
                "document.activeElement.getAttribute('aria-label')"
            ).startswith(places.unit_name(int(code)))
    assert sorted(map(int, reached)) == sorted(LAYER.index)
    open_page.focus('.unit[data-code="402"]')
    assert "Như Xuân" in open_page.inner_text("#about-unit"), "focus alone shows the unit"
    open_page.keyboard.press("Enter")
    open_page.focus("#filter")
    assert open_page.inner_text("#status") == "Đã chọn Như Xuân."
    assert "Như Xuân" in open_page.inner_text("#about-unit")


def test_the_table_sorts_with_blanks_last_and_filters_without_marks(
    written: Path, open_page: "Page"
) -> None:
    open_page.goto(written.as_uri())
    head = open_page.locator('#targets thead button[data-column="7"]')  # NTM villages
    head.click()
    column = [row[7] for row in unit_rows(open_page)]
    assert column == ["2", "2", "5", "5", "5", "5", "8", "9", "9", "10", *["–"] * 17]
    head.click()
    column = [row[7] for row in unit_rows(open_page)]
    assert column == ["10", "9", "9", "8", "5", "5", "5", "5", "2", "2", *["–"] * 17]
    assert open_page.locator("#targets thead th").nth(7).get_attribute("aria-sort") == "descending"
    open_page.fill("#filter", "dong son")
    assert [row[0] for row in unit_rows(open_page)] == ["Đông Sơn"]
    open_page.fill("#filter", "")
    open_page.select_option("#zone", "mountain")
    assert len(unit_rows(open_page)) == 11
    assert open_page.inner_text("#count") == "Hiện 11 trong 27 đơn vị."


def test_the_funding_bar_takes_its_parts_apart(written: Path, open_page: "Page") -> None:
    open_page.goto(written.as_uri())
    assert not open_page.locator("#levels").is_visible()
    open_page.focus('.part[data-source="state_budget"]')
    open_page.keyboard.press(" ")
    assert open_page.locator("#levels").is_visible()
    assert open_page.inner_text("#money").startswith(
        "Ngân sách nhà nước trực tiếp: 4.899,644 tỷ đồng; tỷ lệ in 65,26%"
    )
    open_page.click('.part[data-source="local_budget"]')
    assert "đọc là “4.072,266 tỷ đồng”" in open_page.inner_text("#money")
    assert (
        open_page.locator("#sources tr.picked th").inner_text()
        == "Ngân sách địa phương (huyện, xã)"
    )
    widths = open_page.eval_on_selector_all(
        ".part rect", "all => all.map(r => +r.getAttribute('width'))"
    )
    assert widths == pytest.approx(
        [1000 * x / 7507.44 for x in (4899.644, 681.5, 730.539, 100.55, 1095.207, 644.87, 182.5, 4072.266)], abs=0.01
    )  # fmt: skip


def test_the_language_switches_everywhere(written: Path, open_page: "Page") -> None:
    open_page.goto(written.as_uri())
    open_page.click('tr[data-code="395"] .pick')
    open_page.click('button[data-lang="en"]')
    assert open_page.get_attribute("html", "lang") == "en"
    body = open_page.inner_text("main")
    assert "Thọ Xuân District" in body
    assert "4,899.644" in body
    english = re.sub(r"“[^”]*”", "", body)
    for word in ("Chỉ tiêu", "Đồng bằng", "tỷ đồng", "dòng", "không giao", "Ngân sách"):
        assert word not in english, word
    open_page.click('button[data-lang="vi"]')
    assert "Huyện Thọ Xuân" in open_page.inner_text("main")
    for word in ("Target", "Plain", "billion", "line ", "Budget"):
        assert word not in open_page.inner_text("main"), word


def test_a_hostile_name_stays_text(
    plan: Plan, tmp_path: Path, open_page: "Page", seen: list[str]
) -> None:
    layer = LAYER.copy()
    layer["name"] = layer["name"].astype(object)
    layer.loc[395, "name"] = HOSTILE
    duties = plan.duties.copy()
    duties["what_vi"] = "</script><script>document.title=1</script>" + duties["what_vi"]
    from dataclasses import replace

    changed = replace(plan, tables={**plan.tables, "duties": duties})
    file = tmp_path / "hostile.html"
    file.write_text(explore.page(changed, layer, "vi"), encoding="utf-8")
    open_page.goto(file.as_uri())
    open_page.click('tr[data-code="395"] .pick')
    assert HOSTILE in open_page.inner_text("#about-unit")
    assert "</script><script>document.title=1</script>" in open_page.inner_text("#about-unit")
    assert open_page.locator("img").count() == 0
    assert open_page.locator("script").count() == 2
    assert open_page.title() != "1"
    assert seen == [file.as_uri()]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_axe_finds_no_violation(written: Path, open_page: "Page", lang: str) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="the extra 'browser' is missing"
    )
    open_page.goto(written.as_uri())
    open_page.click(f'button[data-lang="{lang}"]')
    for indicator in (0, 7):
        open_page.select_option("#indicator", str(indicator))
        open_page.click(f'tr[data-code="{395 + indicator}"] .pick')
        open_page.click('.part[data-source="community"]')
        found = axe.Axe().run(open_page)
        said = [
            (v["id"], [n["html"][:120] for n in v["nodes"][:3]])
            for v in found.response["violations"]
        ]
        assert said == [], json.dumps(said, indent=1)


def test_print_leaves_out_the_tools_and_keeps_the_facts(
    written: Path, open_page: "Page", tmp_path: Path
) -> None:
    import pdfplumber

    open_page.goto(written.as_uri())
    open_page.click('tr[data-code="395"] .pick')
    open_page.pdf(path=str(tmp_path / "a.pdf"), prefer_css_page_size=True)
    with pdfplumber.open(tmp_path / "a.pdf") as document:
        pages = [page.extract_text() for page in document.pages]
    assert len(pages) == 3
    assert "Lọc theo tên" not in " ".join(pages)
    assert "Chú giải" in pages[0]
    assert "Huyện Thọ Xuân" in pages[0]
    assert all(name in pages[1] for name in places.units()["name"])
    assert "1.095,207" in pages[2]
