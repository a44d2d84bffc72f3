"""The calculator: what its keys do one after the other."""

from __future__ import annotations

from decimal import Decimal
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.features.practice.calculator import Calculator, press, written

NAMED = {"√": "sqrt", "±": "sign", "⌫": "back", "C": "clear", "E": "clear entry"}
KEYS = ["MC", "MR", "M+", "M-", *NAMED.values(), *"0123456789.+-*/=%"]


def after(keys: str) -> Calculator:
    """Press one key a letter; words between spaces are one key, such as "M+"."""
    pressed = []
    for word in keys.split():
        pressed += [word] if word[0] == "M" else [NAMED.get(key, key) for key in word]
    return reduce(press, pressed, Calculator())


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("1+2=", "3"),
        ("7-10=", "-3"),
        ("6*7=", "42"),
        ("9/4=", "2.25"),
        ("0.1+0.2=", "0.3"),
        ("2+3*4=", "20"),
        ("2+3*", "5"),
        ("2+*3=", "6"),
        ("2+=", "4"),
        ("5*===", "625"),
        ("10-3==", "4"),
        ("1/3=*3=", "1"),
        ("3=4+1=", "5"),
        (".5+.5=", "1"),
        ("00012", "12"),
        ("1.2.3", "1.23"),
    ],
)
def test_the_four_functions_chain_from_left_to_right(keys: str, shown: str) -> None:
    assert after(keys).display == shown


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("5±", "-5"),
        ("5±±", "5"),
        ("5±+8=", "3"),
        ("0±", "-0"),
        ("2+3=±", "-5"),
        ("50%", "0.5"),
        ("200+10%=", "220"),
        ("200-10%=", "180"),
        ("200*10%=", "20"),
        ("9√", "3"),
        ("16√√", "2"),
        ("2+9√=", "5"),
        ("2√", "1.41421356237"),
        ("123⌫", "12"),
        ("1⌫", "0"),
        ("1⌫⌫5", "5"),
        ("5±⌫", "0"),
        ("2+3=⌫", "5"),
        ("2+99E3=", "5"),
        ("2+3C", "0"),
    ],
)
def test_sign_percent_root_and_corrections(keys: str, shown: str) -> None:
    assert after(keys).display == shown


def test_the_memory_adds_subtracts_recalls_and_outlives_clear() -> None:
    assert after("5 M+ 3 M+ C MR").display == "8"
    assert after("5 M+ 2 M- MR").display == "3"
    assert after("5 M+ 2+ MR =").display == "7"
    assert after("5 M+ MC MR").display == "0"
    assert after("5 M+ 1/0= MR").display == "5"


def test_a_number_typed_after_the_memory_was_fed_is_a_new_one() -> None:
    assert after("5 M+ 7").display == "7"


@pytest.mark.parametrize(
    ("keys", "fault"),
    [
        ("1/0=", "Cannot divide by zero"),
        ("0/0=", "Cannot divide by zero"),
        ("5/0+", "Cannot divide by zero"),
        ("9±√", "No root of a negative number"),
        ("999999999999*==========", "The number is too large"),
    ],
)
def test_what_cannot_be_calculated_is_said_until_something_is_typed(keys: str, fault: str) -> None:
    state = after(keys)
    assert state.display == fault
    assert press(state, "+").display == fault
    assert press(state, "7").display == "7"
    assert press(state, "back").display == "0"
    assert press(state, "clear").display == "0"


def test_what_waits_for_its_second_number_is_told() -> None:
    assert after("12.5*").waiting == "12.5 *"
    assert after("12.5*4").waiting == "12.5 *"
    assert after("12.5*4=").waiting == ""


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("1000", "1000"),
        ("0.333333333333333", "0.33333333333"),
        ("66666666666.6666", "66666666666.7"),
        ("999999999999", "999999999999"),
        ("999999999999.9", "1e12"),
        ("-1234567890123", "-1.23456789e12"),
        ("0.000000125", "1.25e-7"),
        ("0.00001", "0.00001"),
        ("1e99", "1e99"),
    ],
)
def test_at_most_twelve_digits_are_shown(number: str, shown: str) -> None:
    assert written(Decimal(number)) == shown


def test_at_most_twelve_digits_are_typed() -> None:
    assert after("1234567890123456").display == "123456789012"


def test_a_key_it_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="sin"):
        press(Calculator(), "sin")


@given(st.lists(st.sampled_from(KEYS), max_size=40))
def test_no_order_of_keys_breaks_it_or_overflows_the_display(keys: list[str]) -> None:
    state = reduce(press, keys, Calculator())
    if not state.fault:
        assert sum(letter.isdigit() for letter in state.display) <= 12
        assert Decimal(state.display) is not None
