"""Times put together from days and months, and answers that were changed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.features.analytics.attribution import remembering, spelt, system_of_card
from ms2qbank_desktop.features.analytics.models import ChangeKind
from ms2qbank_desktop.features.analytics.percentile import Peer, percentile
from ms2qbank_desktop.features.analytics.tallying import (
    Attempt,
    Grain,
    change_kind,
    month_start,
    stretches,
)
from ms2qbank_desktop.features.practice.blueprint import official

FIRST = date(2024, 1, 1).toordinal()
some_day = st.integers(FIRST, FIRST + 1_200)


@given(some_day, some_day)
def test_each_day_of_a_time_is_read_once_and_no_other(one: int, other: int) -> None:
    first, last = min(one, other), max(one, other)
    read: list[int] = []
    for grain, begin, end in stretches(first, last):
        if grain is Grain.DAY:
            read += range(begin, end + 1)
            continue
        assert month_start(begin) == begin
        assert month_start(end + 1) == end + 1
        read += range(begin, end + 1)
    assert read == list(range(first, last + 1))


def test_a_year_is_read_by_its_months() -> None:
    year = stretches(date(2026, 1, 1).toordinal(), date(2026, 12, 31).toordinal())
    assert [part.grain for part in year] == [Grain.MONTH]
    assert stretches(5, 4) == []


@given(some_day, some_day)
def test_few_days_are_read_singly_whatever_the_time(one: int, other: int) -> None:
    parts = stretches(min(one, other), max(one, other))
    single = sum(part.last - part.first + 1 for part in parts if part.grain is Grain.DAY)
    assert single <= 2 * 31


@pytest.mark.parametrize(
    ("first", "final", "kind"),
    [
        ("A", "B", ChangeKind.SPOILED),
        ("B", "A", ChangeKind.MENDED),
        ("B", "C", ChangeKind.WRONG),
        ("A", "A", ChangeKind.BACK),
    ],
)
def test_a_changed_answer_is_told_by_its_first_and_last(
    first: str, final: str, kind: ChangeKind
) -> None:
    attempt = Attempt(
        *(1, 0, 1, "tutor", "", "", "", final == "A", False, "A", 1_000, 0, 40), first
    )
    assert change_kind(attempt) is kind


@pytest.mark.parametrize(
    ("source", "tags", "deck", "system"),
    [
        ("Renal", ("Cardiology",), "Skin", "Respiratory & Renal/Urinary Systems"),
        ("", ("#AK_Step1_v12::#FirstAid::10_Cardiology",), "Skin", "Cardiovascular System"),
        ("", ("week-3",), "Step 1::Kidney::Tubules", "Respiratory & Renal/Urinary Systems"),
        ("", (), "Everything", ""),
    ],
)
def test_a_card_belongs_to_what_is_told_most_closely(
    source: str, tags: tuple[str, ...], deck: str, system: str
) -> None:
    assert system_of_card(source, tags, deck, remembering(official)) == system


def test_the_last_part_of_a_tag_tells_first() -> None:
    assert spelt("#Heart::Kidney_stones") == "Kidney stones Heart"


def test_a_percentile_is_the_share_that_does_strictly_worse() -> None:
    own = Peer(0.6, 70.0, 100)
    assert percentile(own, []) is None
    assert percentile(own, [own]) == 0.0
    assert percentile(own, [Peer(0.5, 80.0, 50)]) == 100.0
    assert percentile(own, [Peer(0.5, 60.0, 500)]) == 50.0
    assert percentile(own, [Peer(0.7, None, 500), Peer(0.7, 60.0, 50)]) == 25.0
