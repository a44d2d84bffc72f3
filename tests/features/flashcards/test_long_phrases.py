"""Long phrases in a search: the index looks for a part of them, the words decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.features.flashcards.queries.search_texts import indexed
from ms2qbank_desktop.features.flashcards.searching.language import parse

if TYPE_CHECKING:
    from .conftest import Shelf

TEXTS = {
    "whole": "A type IV <b>hypersensitivity</b> reaction takes two days",
    "cut": "A type IV hypersensitivity, which is no reaction at once",
    "signs": "it is 100% sure that of_ten a_b is c\\d and nothing else",
    "umlaut": "Die Überempfindlichkeitsreaktion vom Spättyp dauert länger",
}


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ('"type IV hypersensitivity reaction"', {"whole"}),
        ('"TYPE iv HYPERsensitivity reactioN"', {"whole"}),
        ('"type IV hypersensitivity  reaction"', set()),
        ('"100% sure that of\\_ten a\\_b is c\\\\d"', {"signs"}),
        ('"100x sure that of\\_ten a\\_b is c"', set()),
        ('"überempfindlichkeitsreaktion VOM spättyp"', {"umlaut"}),
        ('"type IV hypersensitivity reaction" -"takes two days"', set()),
        ('-"type IV hypersensitivity reaction"', {"cut", "signs", "umlaut"}),
        ('"type IV hypersensitivity reaction" or "which is no reaction at once"', {"whole", "cut"}),
        ('"type IV hypersensitivity reaction" "reaction takes two days"', {"whole"}),
        ('"type IV hypersensitivity, which" "is no reaction at once"', {"cut"}),
    ],
)
def test_a_long_phrase_is_found_where_all_of_it_stands(
    shelf: Shelf, search: str, names: set[str]
) -> None:
    deck = shelf.deck()
    kind = next(t.id for t in shelf.decks.note_types(shelf.user_id) if t.name == "Basic")
    notes = {
        shelf.notes.add_note(shelf.user_id, deck, kind, [text, ""]): name
        for name, text in TEXTS.items()
    }
    lines = shelf.search.lines(shelf.user_id, shelf.find(search))
    assert {notes[line.note_id] for line in lines} == names


@given(st.text("abcdefghijklmnopqrstuvwxyz %_", min_size=25, max_size=60))
def test_the_part_that_is_looked_for_is_a_part_of_the_phrase(words: str) -> None:
    escaped = words.replace("_", "\\_")
    found = indexed(parse(f'"{escaped}"').node)
    assert found is not None
    assert found.expression.strip('"') in words
    assert len(found.expression) < len(words)
