"""Vietnamese numbers are read strictly and printed as a reader expects."""

from decimal import Decimal

import pandas as pd
import pytest

from ntm_analysis.amounts import number_readings, readings_of
from ntm_analysis.errors import InputError
from ntm_analysis.text import format_billion, format_number, parse_column, slug


@pytest.mark.parametrize("printed", ["4.072.26", "12,", ",5", "", "0.100,x", "x"])
def test_what_is_no_number_by_any_habit_has_no_reading(printed: str) -> None:
    assert number_readings(printed, "comma") == []


def test_amounts_are_exact_and_know_their_rounding() -> None:
    (amount,) = readings_of("7.507,44 tỷ đồng", "", "comma")
    assert (amount.vnd, amount.tolerance) == (7_507_440_000_000, 5_000_000)
    strict, other = readings_of("4.072.266 tỷ đồng", "", "comma")
    assert (strict.vnd, other.vnd) == (4_072_266 * 10**9, 4_072_266 * 10**6)
    assert readings_of("5 dollars", "", "comma") == []
    assert readings_of("0,0001 nghìn đồng", "", "comma") == []
    assert readings_of("499", "tỷ đồng", "comma")[0].vnd == 499 * 10**9


@pytest.mark.parametrize("blank", [None, float("nan"), pd.NA, ""])
def test_a_blank_is_a_dash_and_never_zero(blank: object) -> None:
    assert format_number(blank) == format_billion(blank) == "–"


def test_numbers_for_readers() -> None:
    assert format_number(1234567.5) == "1.234.567,5"
    assert format_number(Decimal("0.5"), "vi", 2) == "0,50"
    assert format_number(0.125, "en", 2) == "0.13"
    assert format_number(3.125, "vi", 2) == "3,13"
    assert format_number(-0.001, "vi", 2) == "0,00"
    assert format_number(-8_000_000) == "−8.000.000"
    assert format_billion(4_899_644_000_000, "en") == "4,899.644"


def test_a_column_has_one_habit() -> None:
    assert parse_column(["12.5", "1,095"]) == [Decimal("12.5"), Decimal("1095")]
    assert parse_column(["3", ""]) == [Decimal("3"), None]
    assert parse_column(["1.095"], "comma") == [Decimal("1095")]
    assert parse_column(["1.095"], "point") == [Decimal("1.095")]
    with pytest.raises(InputError, match=r"'1\.095', can be read in two ways"):
        parse_column(["1.095", "2"])
    assert parse_column(["0.100", "0.126"]) == [Decimal("0.100"), Decimal("0.126")]
    with pytest.raises(InputError, match="does not fit"):
        parse_column(["0.100"], "comma")
    with pytest.raises(InputError, match="does not fit"):
        parse_column(["1.095,5", "1,095.5"])
    with pytest.raises(InputError, match="'nhiều'"):
        parse_column(["nhiều"])


def test_slugs_are_ascii() -> None:
    assert slug("Đông Sơn") == "dong-son"
    assert slug("<Thọ/Xuân>") == "tho-xuan"
