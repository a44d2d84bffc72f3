"""A place can be a range of a text: its words, and where they stood."""

from __future__ import annotations

import pytest

from ms2qbank_desktop.features.links.models import Kind, Place, TextRange

TEXT = "Salt is lost.\nWater follows salt: the medulla keeps its salt."


def place(start: int, end: int, part: str = "Loop") -> Place:
    return Place.at_words(Kind.ARTICLE, 7, part, TEXT, start, end)


def test_a_range_keeps_part_words_and_where_they_stood() -> None:
    start = TEXT.index("Water")
    made = place(start, start + len("Water follows salt"))
    assert made.part == "Loop"
    assert made.range == TextRange(start, "Water follows salt")
    assert made.phrase == ("Water follows salt",)
    assert Place(made.kind, made.id, made.spot) == made


def test_of_equal_words_those_are_found_that_were_chosen() -> None:
    second = TEXT.index("salt")
    third = TEXT.rindex("salt")
    found = [place(start, start + 4).range for start in (second, third)]
    assert [one.found_in(TEXT) for one in found if one] == [
        (second, second + 4),
        (third, third + 4),
    ]


def test_words_are_found_after_the_text_has_moved_and_its_lines_were_broken_otherwise() -> None:
    chosen = place(TEXT.index("lost"), TEXT.index("follows") + 7).range
    assert chosen is not None
    assert chosen.words == "lost. Water follows"
    moved = f"A new beginning. {TEXT}".replace(" follows", "\u2029follows")
    start, end = chosen.found_in(moved) or (0, 0)
    assert moved[start:end] == "lost.\nWater\u2029follows"
    assert chosen.found_in("Nothing of it is left.") is None


def test_nothing_chosen_is_the_part_alone() -> None:
    assert place(3, 3) == Place(Kind.ARTICLE, 7, "Loop")
    assert place(13, 14).range is None  # a line feed alone
    assert place(3, 3, "").phrase == ()


@pytest.mark.parametrize("part", ["", "A:~ b", "12", "Page 12"])
@pytest.mark.parametrize("words", ["a b", "7 of 9", "x:y", "“ß” → é"])
def test_every_part_and_every_words_come_back(part: str, words: str) -> None:
    made = Place.at_words(Kind.NOTE, 1, part, words, 0, len(words))
    assert (made.part, made.phrase) == (part, (words,))


def test_a_place_without_a_range_is_as_before() -> None:
    for spot in ("", "75000", "choice B", "What is it? 12 words"):
        made = Place(Kind.QUESTION, 1, spot)
        assert (made.part, made.range, made.phrase) == (spot, None, ())
