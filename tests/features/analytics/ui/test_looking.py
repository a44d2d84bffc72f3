"""What is looked at, in days and in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ms2qbank_desktop.features.analytics.models import Scope
from ms2qbank_desktop.features.analytics.ui.looking import (
    OWN,
    Choice,
    compare_words,
    look,
    period_words,
    span_words,
)

TODAY = date(2026, 3, 30)


@pytest.mark.parametrize(("span", "days"), [("7", 7), ("30", 30), ("90", 90), ("365", 365)])
def test_a_span_ends_with_today_and_has_its_days(span: str, days: int) -> None:
    shown = look(Choice(span), TODAY)
    assert shown.scope.last == TODAY
    assert shown.days == days
    assert shown.before is None


def test_all_time_has_no_ends() -> None:
    shown = look(Choice("all"), TODAY)
    assert shown.scope == Scope()
    assert shown.days is None


def test_own_days_pack_and_mode_are_kept() -> None:
    own = (date(2026, 1, 1), date(2026, 1, 31))
    shown = look(Choice(OWN, own, 7, "timed"), TODAY)
    assert shown.scope == Scope(*own, 7, "timed")


def test_the_period_before_has_the_same_length_and_ends_where_this_one_begins() -> None:
    shown = look(Choice("30", pack_id=7, compare="before"), TODAY)
    assert shown.before is not None
    assert shown.scope.first is not None
    assert shown.before.last == shown.scope.first - timedelta(1)
    assert shown.before.first == shown.scope.first - timedelta(30)
    assert shown.before.pack_id == 7


def test_a_period_is_compared_with_own_days() -> None:
    own = (date(2025, 12, 1), date(2025, 12, 5))
    shown = look(Choice("7", compare=own), TODAY)
    assert shown.before == Scope(*own)
    assert compare_words(shown) == "Against Mon 1 Dec 2025 to Fri 5 Dec 2025"


def test_all_time_has_nothing_before_it() -> None:
    assert look(Choice("all", compare="before"), TODAY).before is None


def test_the_buttons_say_what_is_chosen() -> None:
    assert span_words(Choice("90"), TODAY) == "Last 90 days"
    own = (date(2026, 3, 2), TODAY)
    assert span_words(Choice(OWN, own), TODAY) == "Mon 2 Mar to today"
    assert compare_words(look(Choice("7"), TODAY)) == "Compare"
    assert compare_words(look(Choice("7", compare="before"), TODAY)) == "Against 7 days before"
    assert period_words(Scope(TODAY, TODAY), TODAY) == "today"
    assert period_words(Scope(), TODAY) == "all time"
