"""Results: checking and judging ten thousand of them against reading their workbook, as ratios.

Call it from the top of the checkout: .venv/bin/python benchmarks/progress.py
"""

# ruff: noqa: S311, T201 - the chance of a benchmark, and what it prints
import datetime as dt
import random
import tempfile
from pathlib import Path

import openpyxl
from timing import medians

import ntm_analysis as ntm
from ntm_analysis import places, successors
from ntm_analysis.plan import Plan
from ntm_analysis.progress.checking import check_results, check_rows
from ntm_analysis.progress.dates import judge_duties, judge_money
from ntm_analysis.progress.province import by_province
from ntm_analysis.progress.reading import read_rows
from ntm_analysis.progress.states import by_name, judge
from ntm_analysis.progress.template import write_template
from ntm_analysis.vocabulary import INDICATORS
from ntm_analysis.wording import label

ROWS, ROUNDS = 10_000, 7
ON = dt.date(2025, 3, 1)


def rows(plan: Plan) -> list[list[object]]:
    """Make sound recognitions: villages and products of all districts, on days of the year."""
    chance = random.Random(10_000)
    table = successors.table()
    homes = list(zip(table["old_name"], table["district_code"], strict=True))
    made: list[list[object]] = []
    for number in range(ROWS):
        home, code = homes[number % len(homes)]
        name = ("village_ntm", "village_model", "ocop_products")[number % 3]
        unit = f"Sản phẩm {number}" if name == "ocop_products" else f"Thôn {number}, xã {home}"
        day = dt.date(plan.year, 1, 5) + dt.timedelta(days=chance.randrange(400))
        made.append([label("indicator", name), places.unit_name(int(code)), unit, None, day,
                     f"{number}/QĐ-UBND", None, "báo cáo"])  # fmt: skip
    return made


def main() -> None:
    """Print the medians, and what checking and judging take per second of reading."""
    plan = ntm.load_plan("thanh_hoa_2024")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "results.xlsx"
        write_template(plan, file)
        book = openpyxl.load_workbook(file)
        sheet = book["Công nhận"]
        for at, line in enumerate(rows(plan), start=2):
            for column, value in enumerate(line, start=1):
                sheet.cell(at, column, value)
        book.save(file)
        done = check_results(file, plan, ON)
        assert done.sound and len(done.recognitions) == ROWS  # noqa: S101, PT018 - sound by make
        read, faults = read_rows(file)

        def peer() -> None:
            held = openpyxl.load_workbook(file, read_only=True, data_only=True)
            for each in held.worksheets:
                list(each.iter_rows(values_only=True))
            held.close()

        def judged() -> None:
            for made in (judge, by_province, by_name, judge_duties, judge_money):
                made(plan, done, ON)

        calls = {
            "openpyxl": peer, "read_rows": lambda: read_rows(file),
            "check": lambda: check_rows(read, faults, plan, ON), "judge": judged,
        }  # fmt: skip
        took = medians(calls, ROUNDS)
    for name, seconds in took.items():
        print(f"{name:10} {seconds:6.3f} s")
    both = took["check"] + took["judge"]
    print(f"check and judge / reading by openpyxl: {both / took['openpyxl']:.2f}")
    print(f"read_rows / reading by openpyxl: {took['read_rows'] / took['openpyxl']:.2f}")
    print(f"all / reading by openpyxl: {(both + took['read_rows']) / took['openpyxl']:.2f}")
    print(f"{ROWS:,} results, {len(INDICATORS)} indicators, {len(plan.districts)} districts")


if __name__ == "__main__":
    main()
