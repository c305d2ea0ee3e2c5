"""The installed wheel carries data, layers and notebooks, and passes the tests of the library."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.checkout
SAMPLE = ["test_plan.py", "test_places.py", "test_geography.py", "test_progress.py"]


def test_tests_run_on_the_installed_wheel(root: Path, tmp_path: Path, whole: bool) -> None:
    site, empty = tmp_path / "site", tmp_path / "empty"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    options = ["--no-deps", "--no-build-isolation", "--no-index"]
    build = [*pip, "wheel", *options, "--wheel-dir", str(tmp_path), str(root)]
    subprocess.run(build, check=True, cwd=tmp_path)
    wheel = next(tmp_path.glob("*.whl"))
    subprocess.run([*pip, "install", *options, "--target", str(site), str(wheel)], check=True)
    shutil.copytree(root / "tests", empty / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / "pyproject.toml", empty)
    chosen = ["tests"] if whole else [f"tests/{name}" for name in SAMPLE]
    probe = "import ntm_analysis; print(ntm_analysis.__file__)"
    environment = {**os.environ, "PYTHONPATH": str(site)}
    where = subprocess.run(
        [sys.executable, "-c", probe],
        env=environment,
        cwd=empty,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(where.stdout.strip()).is_relative_to(site)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-m", "not checkout", "-p", "no:cacheprovider", *chosen],
        env=environment, cwd=empty, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]
