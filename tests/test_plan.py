"""The plan's tables, against values counted by hand in the printed plan."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import ntm_analysis as ntm
from ntm_analysis.bodies import bodies
from ntm_analysis.errors import DataError, InputError
from ntm_analysis.plan import Plan, descriptor, save_plan

# Counted by hand: filled cells of each column of the annex, and the printed totals.
FILLED = {
    "district_ntm": 1, "district_advanced": 2, "commune_ntm": 10, "commune_advanced": 15,
    "commune_model": 10, "village_ntm": 10, "village_model": 17, "ocop_products": 27,
}  # fmt: skip
TOTALS = {
    "district_ntm": 1, "district_advanced": 2, "commune_ntm": 17, "commune_advanced": 19,
    "commune_model": 10, "village_ntm": 60, "village_model": 30, "ocop_products": 120,
}  # fmt: skip


def test_92_numbers_124_blanks_no_zero(plan: Plan) -> None:
    values = plan.targets["value"]
    assert (values.notna().sum(), values.isna().sum(), (values == 0).sum()) == (92, 124, 0)
    assert plan.matrix().shape == (27, 8)
    assert plan.matrix().notna().sum().to_dict() == FILLED


def test_totals_and_headline(plan: Plan) -> None:
    assert plan.totals.set_index("indicator")["value"].to_dict() == TOTALS
    assert plan.headline.set_index("indicator")["value"].to_dict() == TOTALS
    assert set(plan.headline["line"]) == {27}


@pytest.mark.parametrize(
    ("code", "indicator", "value"),
    [(402, "village_ntm", 10), (403, "district_ntm", 1), (395, "district_advanced", 1),
     (406, "ocop_products", 8), (391, "commune_ntm", 3), (399, "village_model", 3)],
)  # fmt: skip
def test_cells_read_off_the_annex(plan: Plan, code: int, indicator: str, value: int) -> None:
    assert plan.target(indicator)[code] == value


def test_money_is_exact(plan: Plan) -> None:
    amounts = plan.funding.set_index("source")["amount_vnd"].to_dict()
    assert amounts["total"] == 7_507_440_000_000
    assert amounts["state_budget"] == 4_899_644_000_000
    assert amounts["local_budget"] == 4_072_266_000_000
    assert plan.funding["amount_vnd"].dtype == "Int64"


def test_bodies_districts_references_and_duties(plan: Plan) -> None:
    assert plan.assignments["body"].nunique() == 21
    assert (set(plan.assignments["body"]) | set(plan.duty_parties["body"])) - {""} <= set(
        bodies().index
    )
    assert len(plan.references) == 13
    dated = plan.duties[plan.duties["due_date"] != ""]
    assert {"2024-10-30", "2024-12-05", "2024-12-31", "2024-02-29", "2024-03-31"} <= set(
        dated["due_date"]
    )
    assert set(plan.duty_parties["duty"]) <= set(plan.duties["duty"])


def test_cite_says_where_and_how(plan: Plan) -> None:
    cited = plan.cite("funding", "local_budget")
    assert (cited.section, cited.line, cited.as_printed) == ("II.2.1", 39, "4.072.266 tỷ đồng")
    assert cited.row["reading"] == "correction"
    assert plan.cite("targets", "TX. Bim Sơn", "ocop_products").line == 213


def test_cite_refuses_what_is_not_there(plan: Plan) -> None:
    with pytest.raises(InputError, match="did you mean 'funding'"):
        plan.cite("fundings", "total")
    with pytest.raises(InputError, match=r"'local'.*allowed: total"):
        plan.cite("funding", "local")
    with pytest.raises(InputError, match="takes 2 keys"):
        plan.cite("targets", "395")


def test_a_folder_is_a_plan_where_no_plan_has_its_name(
    plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_plan(plan, tmp_path / "own")
    monkeypatch.chdir(tmp_path)
    assert ntm.load_plan("own").title == plan.title


def test_unknown_plan_names_those_that_are_there() -> None:
    with pytest.raises(InputError, match="no plan 'hanoi'; allowed: thanh_hoa_2024"):
        ntm.load_plan("hanoi")


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("targets", "380,ocop_products,5", "380,ocop_products,năm", "'năm' in row 9, column value"),
        (
            "targets",
            "380,ocop_products,5",
            "999,ocop_products,5",
            "district that districts.csv does not hold",
        ),
        ("districts", "395,11", "999,11", "holds .999., not in the register of 2024-12-31"),
        ("funding", "credit,total", "credits,total", "lack funding:credit;"),
        ("funding", "amount_vnd", "amount", "has the columns"),
        ("targets", "380,district_ntm", "382,district_ntm", "repeats a key"),
        ("duties", ",within,", ",someday,", "'someday'"),
        ("duties", "2024-12-05", "2024-12-15", "is due 2024-12-15, printed is 2024-12-05"),
        ("duties", "2024-02-29", "2024-02-30", "'2024-02-30', which is no day"),
        ("duties", "within,2024-02-29", "none,2024-02-29", "is due 'none' with the date"),
        (
            "targets",
            "380,district_ntm,,",
            "380,district_ntm,0,",
            "has the value 0 where '' is printed",
        ),
        ("targets", "380,commune_model,1,1", "380,commune_model,,1", "None where '1' is printed"),
        ("targets", "380,ocop_products,5,5", "380,ocop_products,3,5", "3 where '5' is printed"),
        ("targets", "5,Phụ lục,211,10", "5,Phụ lục,212,10", "stands on line 212"),
        ("headline", "commune_ntm,17", "commune_ntm,18", "18 where '17 xã' is printed"),
        ("totals", "ocop_products,120,120,Phụ lục,210,10\n", "", "lack totals:ocop_products"),
        ("funding", "7507440000000", "7507440000001", "its characters say 7507440000000"),
        ("funding", "65.26", "65.27", "has the share 65.27, printed is 65.26"),
        ("funding", "credit,total", "credit,credit", "must be part of total"),
        ("corrections", "39,", "38,", "disagree on whether it is corrected"),
        ("corrections", '"4.072,266', '"4.072,270', "its characters say 4072270000000"),
        ("assignments", "veterans", "veteranz", "no name of 'veteranz'"),
        ("assignments", "veterans,380", "finance,380", "no name of 'finance'"),
        ("duty_parties", "district_plans", "district_planz", "needs a known duty"),
        ("districts", "382,2,", "382,1,", "order number stands twice"),
        ("references", "Căn cứ,7\n", "Căn cứ,7,8\n", "has 7 cells; allowed: 6"),
    ],
)
def test_a_broken_cell_is_named(
    broken_plan: Callable[[str, str, str], Path], table: str, old: str, new: str, said: str
) -> None:
    with pytest.raises(DataError, match=said):
        ntm.load_plan(broken_plan(table, old, new))


def test_a_plan_is_the_callers_own_copy() -> None:
    changed = ntm.load_plan("thanh_hoa_2024")
    changed.targets.loc[:, "value"] = 7
    assert ntm.load_plan("thanh_hoa_2024").targets["value"].sum() == sum(TOTALS.values())


def test_damaged_tables_end_in_a_sentence(broken_plan: Callable[[str, str, str], Path]) -> None:
    folder = broken_plan("funding", "credit", "credit")
    whole = (folder / "funding.csv").read_bytes()
    for content, said in (
        (b"", "is empty"), (b"\xff\xfe\x00", "not CSV in UTF-8"), (whole.splitlines()[0], "lack funding;"),
    ):  # fmt: skip
        (folder / "funding.csv").write_bytes(content)
        with pytest.raises(DataError, match=said):
            ntm.load_plan(folder)


def test_unknown_source_and_indicator_are_refused(plan: Plan) -> None:
    with pytest.raises(InputError, match="funding source 'gold'"):
        plan.amount("gold")
    with pytest.raises(InputError, match="indicator 'gold'"):
        plan.target("gold")


def test_a_damaged_descriptor_is_named(broken_plan: Callable[[str, str, str], Path]) -> None:
    folder = broken_plan("funding", "credit", "credit")
    (folder / "datapackage.json").write_text("{}", encoding="utf-8")
    with pytest.raises(DataError, match="lacks name, province, sources, title, units_on, year"):
        ntm.load_plan(folder)
    (folder / "datapackage.json").write_text("[", encoding="utf-8")
    with pytest.raises(DataError, match="not a JSON object"):
        ntm.load_plan(folder)


def test_descriptor_on_disk_is_that_of_the_schema(plan: Plan) -> None:
    written = json.loads((plan.folder / "datapackage.json").read_text(encoding="utf-8"))
    assert written == descriptor(plan)
    assert {r["path"] for r in written["resources"]} == {f.name for f in plan.folder.glob("*.csv")}
