"""The arithmetic of highlights, against one colour for each single character."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.features.annotations.models import Colour, Quote, Span
from ms2qbank_desktop.features.annotations.spans import erased, highlighted, layered, trimmed

YELLOW, GREEN, BLUE = Colour
LENGTH = 14

spans = st.builds(Span, st.integers(0, LENGTH), st.integers(0, LENGTH), st.sampled_from(Colour))
pieces = st.text("ab c", max_size=8)


def characters(drawn: list[Span]) -> list[Colour | None]:
    """Return the colour of each character: one after the other, the last one shows."""
    colours: list[Colour | None] = [None] * LENGTH
    for span in drawn:
        for place in range(span.start, span.end):
            colours[place] = span.colour
    return colours


def is_tidy(drawn: list[Span]) -> bool:
    return all(span.start < span.end for span in drawn) and all(
        before.end < after.start or (before.end == after.start and before.colour != after.colour)
        for before, after in pairwise(drawn)
    )


@given(st.lists(spans))
def test_laying_spans_over_each_other_paints_what_single_characters_would(
    drawn: list[Span],
) -> None:
    shown = layered(drawn)
    assert characters(shown) == characters(drawn)
    assert is_tidy(shown)


@given(st.lists(spans), spans)
def test_erasing_takes_the_colour_off_exactly_those_characters(
    drawn: list[Span], rubbed: Span
) -> None:
    left = erased(layered(drawn), rubbed.start, rubbed.end)
    wanted = characters(drawn)
    wanted[rubbed.start : rubbed.end] = [None] * max(0, rubbed.end - rubbed.start)
    assert characters(left) == wanted[:LENGTH]
    assert is_tidy(left)


@given(st.lists(spans), spans)
def test_highlighting_twice_is_highlighting_once(drawn: list[Span], new: Span) -> None:
    once = highlighted(layered(drawn), new)
    assert highlighted(once, new) == once


def test_what_overlaps_or_touches_in_one_colour_becomes_one() -> None:
    assert highlighted([Span(0, 4), Span(8, 10)], Span(4, 8)) == [Span(0, 10)]
    assert highlighted([Span(0, 4)], Span(2, 6)) == [Span(0, 6)]


def test_another_colour_splits_what_it_is_laid_over() -> None:
    wanted = [Span(0, 3), Span(3, 5, BLUE), Span(5, 9)]
    assert highlighted([Span(0, 9)], Span(3, 5, BLUE)) == wanted


def test_erasing_in_the_middle_leaves_both_ends() -> None:
    assert erased([Span(0, 9, GREEN)], 3, 5) == [Span(0, 3, GREEN), Span(5, 9, GREEN)]
    assert erased([Span(2, 5)], 0, 9) == []


@pytest.mark.parametrize(
    ("start", "end", "kept"),
    [(0, 7, "salt"), (2, 6, "salt"), (6, 8, ""), (6, 99, "ward off"), (5, 3, "")],
)
def test_blanks_and_pictures_at_the_ends_are_left_out(start: int, end: int, kept: str) -> None:
    text = "\ufffc salt \nward off\ufffc"
    start, end = trimmed(text, start, end)
    assert text[start:end] == kept


@given(pieces, st.text("ab c", min_size=1, max_size=3), st.integers(0, 12))
def test_a_quote_is_found_at_the_nearest_place_that_has_it(
    whole: str, quote: str, start: int
) -> None:
    places = [at for at in range(len(whole)) if whole[at : at + len(quote)] == quote]
    nearest = min(places, key=lambda at: (abs(at - start), at), default=None)
    assert Quote(start, quote).found_in(whole) == nearest
