"""What a table shows of a cloze: the blanks of one card, also where the text was cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.flashcards.text.cloze import line_of

if TYPE_CHECKING:
    from .conftest import Shelf

TEXT = "FEV₁/FVC is {{c1::low}} in {{c2::obstruction::kind of disease}}"


@pytest.mark.parametrize(
    ("text", "number", "shown"),
    [
        (TEXT, 1, "FEV₁/FVC is […] in obstruction"),
        (TEXT, 2, "FEV₁/FVC is low in [kind of disease]"),
        (TEXT, 3, "FEV₁/FVC is low in obstruction"),
        ("{{c1::a {{c2::b}} c}} d", 1, "[…] d"),
        ("{{c1::a {{c2::b}} c}} d", 2, "a […] c d"),
        ("{{c1,2::both}} and {{c3::one}}", 2, "[…] and one"),
        ("no cloze {{Front}} at all", 1, "no cloze {{Front}} at all"),
        ("no cloze at all", 1, "no cloze at all"),
        ("{{c1::image-occlusion:rect:left=.1}}", 2, ""),
        (TEXT[:40], 1, "FEV₁/FVC is […] in obstruc"),
        (TEXT[:40], 2, "FEV₁/FVC is low in […]"),
    ],
)
def test_a_line_has_the_blanks_of_its_card(text: str, number: int, shown: str) -> None:
    assert line_of(text, number) == shown


def test_a_text_that_was_cut_anywhere_shows_no_marks() -> None:
    for end in range(len(TEXT)):
        assert not set("{}") & set(line_of(TEXT[:end], 1)), TEXT[:end]


def test_cards_of_one_cloze_differ_in_the_table(shelf: Shelf) -> None:
    deck_id = shelf.deck()
    cloze = next(o for o in shelf.decks.note_types(shelf.user_id) if o.name == "Cloze")
    shelf.notes.add_note(shelf.user_id, deck_id, cloze.id, (TEXT, ""))
    lines = shelf.search.lines(shelf.user_id, shelf.find("Fvc"))
    assert [one.question for one in lines] == [line_of(TEXT, 1), line_of(TEXT, 2)]
