"""What all tests share: the plan, the checkout, and the choice between a sample and the whole."""

from collections.abc import Callable
from pathlib import Path

import matplotlib as mpl
import pytest

import ntm_analysis as ntm
from ntm_analysis.plan import Plan

mpl.use("Agg")
ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--whole", action="store_true", help="run whole what is else sampled")


@pytest.fixture
def whole(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--whole"))


@pytest.fixture(scope="session")
def plan() -> Plan:
    return ntm.load_plan("thanh_hoa_2024")


@pytest.fixture
def root() -> Path:
    return ROOT


@pytest.fixture
def broken_plan(plan: Plan, tmp_path: Path) -> Callable[[str, str, str], Path]:
    """Copy the plan with one text replaced in one table; gives the folder."""

    def make(table: str, old: str, new: str) -> Path:
        folder = tmp_path / "broken_plan"
        folder.mkdir(exist_ok=True)
        for file in plan.folder.iterdir():
            (folder / file.name).write_bytes(file.read_bytes())
        target = folder / f"{table}.csv"
        content = target.read_text(encoding="utf-8")
        assert old in content
        target.write_text(content.replace(old, new, 1), encoding="utf-8")
        return folder

    return make
