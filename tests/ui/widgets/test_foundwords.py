"""Where found words stand in a text: accents, case, word beginnings, phrases."""

from __future__ import annotations

import pytest

from ms2qbank_desktop.ui.widgets.foundwords import word_marks, word_spans


def marked(text: str, *words: str) -> list[str]:
    return [text[start:end] for start, end in word_spans(text, words)]


def test_words_are_found_in_order_whatever_their_case_and_accents() -> None:
    text = "Bartter and GITELMAN; Sjögren too, low calcium."
    assert marked(text, "calcium", "gitelman", "sjogren") == ["GITELMAN", "Sjögren", "calcium"]


def test_a_word_stands_for_those_that_begin_with_it() -> None:
    assert marked("renal, renally, adrenal", "renal") == ["renal", "renally"]


def test_a_word_of_two_letters_stands_only_for_itself() -> None:
    assert marked("An MI in Milan, mild", "mi") == ["MI"]


def test_inside_of_words_is_looked_only_when_no_word_begins_so() -> None:
    assert marked("hyperthyroidism", "thyroid") == ["thyroid"]
    assert marked("hyperthyroidism, thyroiditis", "thyroid") == ["thyroiditis"]


def test_a_phrase_is_found_across_lines_and_signs() -> None:
    text = "acute myocardial\n  infarction; myocardial-infarction"
    assert marked(text, "Myocardial  infarction") == [
        "myocardial\n  infarction",
        "myocardial-infarction",
    ]


def test_the_longer_of_two_words_is_marked_whole() -> None:
    assert marked("calciuria", "calci", "calciuria") == ["calciuria"]


@pytest.mark.parametrize("words", [(), ("",), (" ",)])
def test_nothing_looked_for_marks_nothing(words: tuple[str, ...]) -> None:
    assert word_marks("some text", words) == []


def test_marks_count_characters_beyond_the_basic_plane_once() -> None:
    text = "𐍈𐍈 renal"
    (mark,) = word_marks(text, ["renal"])
    assert text[mark.start : mark.end] == "renal"
