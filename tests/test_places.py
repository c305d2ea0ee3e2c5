"""Names become codes by rule or are refused; the register agrees with published totals."""

import unicodedata

import pytest

from ntm_analysis import names, places
from ntm_analysis.errors import InputError, NameRefusedError


@pytest.mark.parametrize(
    ("name", "code", "rule"),
    [
        ("Thọ Xuân", 395, "exact"), ("H. Thọ Xuân", 395, "prefix"), ("HUYỆN THỌ XUÂN", 395, "prefix"),
        ("Tp. Sầm Sơn", 382, "prefix"), ("T.P. Sầm Sơn", 382, "prefix"), ("TX Nghi Sơn", 407, "prefix"),
        ("Thanh Hoá", 380, "tone mark"), ("Cẩm Thuỷ", 390, "tone mark"), ("Ha Trung", 392, "folded"),
        ("THANHHOA", 380, "folded"), ("BỉmSơn", 381, "folded"), ("Thuờng Xuân", 396, "folded"),
        ("Thạch Thanh", 391, "folded"), ("Sầm Son", 382, "folded"), ("Quảng Xuong", 406, "folded"),
        ("TX. Bim Sơn", 381, "listed variant"), ("Hoàng Hóa", 399, "listed variant"),
        ("Ngọc Lạc", 389, "listed variant"), ("Tĩnh Gia", 407, "former name"),
        ("Thị xã Sầm Sơn", 382, "former name"), ("TX. Sầm Sơn", 382, "former name"),
        ("Huyện Tĩnh Gia", 407, "former name"), ("Tinh Gia", 407, "former name"), ("Sầm Sơn", 382, "exact"), ("\u00d0ông Sơn", 405, "exact"),
        ("Tho Xuan District", 395, "folded"), ("Thanh Hóa (Thành phố)", 380, "prefix"), ("Thanh Hoa (City)", 380, "folded"), ("Thanh Hoa City", 380, "folded"),
        ("407", 407, "code"), ("38407", 407, "code"), (407, 407, "code"), ("Hà Trung", 392, "exact"),
        (unicodedata.normalize("NFD", "Mường Lát"), 384, "exact"), ("  thọ   xuân ", 395, "exact"),
    ],
)  # fmt: skip
def test_names_that_are_taken(name: str, code: int, rule: str) -> None:
    match = places.resolve(name)
    assert (match.code, match.rule) == (code, rule)


@pytest.mark.parametrize(
    "name",
    ["Xuân Sơn", "Sơn", "Thạnh Hóa", "Thạnh Hóa, Long An", "Thanh Hóa, Long An", "Huyện Bỉm Sơn",
     "Phường Đông Sơn", "Đông Sơn (phường)", "Đông Sơn (Nghệ An)", "Thị trấn Quan Hóa", "", "TP", "999", "380380", "Thọ Xuânn", "Tỉnh Thanh Hóa",
     "Thị xã Tĩnh Gia", "9" * 5000, "Hoẵng Hóa", "Quan Hoà", "<b>", "H" * 10_000],
)  # fmt: skip
def test_names_that_are_refused(name: str) -> None:
    with pytest.raises(NameRefusedError):
        places.resolve(name)


def test_refusal_names_the_value_and_the_nearest_as_help_only() -> None:
    with pytest.raises(NameRefusedError, match=r"'Xuân Sơn'.*as a help only: .*Sơn") as caught:
        places.resolve("Xuân Sơn")
    assert len(caught.value.suggestions) == 3


def test_register_agrees_with_published_totals() -> None:
    units = places.units()
    assert len(units) == 27
    assert units["population_2019"].sum() == 3_640_128
    assert units[["communes", "wards", "townships"]].sum().tolist() == [467, 60, 31]
    assert units["area_km2"].sum() == pytest.approx(11_114.70, abs=0.005)
    assert units["zone"].value_counts().to_dict() == {"mountain": 11, "plain": 10, "coastal": 6}
    assert units["status_2024"].isin(["ntm", "tasks_completed"]).sum() == 13
    assert units[["area_source", "status_source", "status_confidence"]].notna().all(axis=None)


def test_a_day_without_a_register_is_refused() -> None:
    with pytest.raises(InputError, match="nothing of 2019-12-31; allowed: 2020-01-01"):
        places.units("2019-12-31")


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match="'soon' is not a day"):
        places.units("soon")


def test_every_variant_is_needed_and_fits_one_unit() -> None:
    for _, row in names._variants().iterrows():
        match = places.resolve(
            f"{row['kind']} {row['variant']}".replace("town", "thị xã").replace("district", "huyện")
        )
        assert (match.code, match.rule) == (row["code"], row["rule"])
        assert row["seen_in"]
