"""Words of an article and letters of the page that they were read from."""

from __future__ import annotations

from array import array

import pytest

from ms2qbank_desktop.features.library.page_words import PageWords, section_at
from ms2qbank_desktop.features.library.pdf_file import Letters

COLUMNS = 20


def laid_out(text: str) -> Letters:
    """Return letters that stand in rows of twenty, each a twentieth of the page wide and a tenth
    high; a line feed begins the next row."""
    boxes = array("f")
    column = row = 0
    for letter in text:
        if letter == "\n":
            column, row = 0, row + 1
            boxes.extend((0, 0, 0, 0))
            continue
        left, top = column / COLUMNS, row / 10
        boxes.extend((left, top, left + 1 / COLUMNS, top + 0.08))
        column += 1
    return Letters(text, boxes)


PAGE = laid_out("Guyton 12\nSalt of\ufb01cially fol\x02\nlows wa-\nter.")
WORDS = "Salt officially follows water."
PARTS = PageWords(PAGE, WORDS)


def span(words: str) -> tuple[int, int]:
    return WORDS.index(words), WORDS.index(words) + len(words)


def test_words_have_a_box_in_each_of_their_lines() -> None:
    (salt,) = PARTS.boxes(*span("Salt"))
    assert salt == pytest.approx((0, 0.1, 0.2, 0.18))
    fol, lows = PARTS.boxes(*span("follows"))
    assert fol[:2] == pytest.approx((15 / COLUMNS, 0.1))
    assert lows == pytest.approx((0, 0.2, 0.2, 0.28))
    assert len(PARTS.boxes(0, len(WORDS))) == 3
    assert PARTS.boxes(4, 5) == []


def test_a_point_of_the_page_is_a_place_of_the_words() -> None:
    assert PARTS.at(0.01, 0.14) == WORDS.index("Salt")
    assert PARTS.at(0.19, 0.14) == WORDS.index(" officially")
    assert PARTS.at(0.6, 0.24) == WORDS.index("ter")
    assert PARTS.at(0.5, 0.9) == WORDS.index(".")
    assert PARTS.at(0.02, 0.0) == 0, "the header is no part of the words"


def test_places_behind_a_letter_of_two_units_are_counted_as_qt_counts_them() -> None:
    words = PageWords(laid_out("\U0001d6fc beta"), "\U0001d6fc beta")
    (beta,) = words.boxes(3, 7)
    assert beta.left == pytest.approx(2 / COLUMNS)


def test_words_that_are_not_those_of_the_page_stand_nowhere() -> None:
    for words in ("", "No words on this page.", "Something else"):
        other = PageWords(PAGE, words)
        assert not other.is_known
        assert (other.boxes(0, 9), other.at(0.1, 0.1)) == ([], -1)


def test_the_section_of_a_place_is_the_last_that_begins_before_it() -> None:
    assert [section_at([10, 20, 30], at) for at in (0, 10, 19, 20, 99)] == [0, 0, 0, 1, 2]
