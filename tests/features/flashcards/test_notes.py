"""Notes: the cards they make, their tags and texts, and what an edit keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.flashcards.models import Draft, Rating
from ms2qbank_desktop.features.links.models import Kind, Place

if TYPE_CHECKING:
    from .conftest import Shelf


def type_id(shelf: Shelf, name: str) -> int:
    return next(one.id for one in shelf.decks.note_types(shelf.user_id) if one.name == name)


def added(shelf: Shelf, deck: int, kind: str, *fields: str, tags: tuple[str, ...] = ()) -> int:
    return shelf.notes.add_note(shelf.user_id, deck, type_id(shelf, kind), fields, tags)


def ordinals(shelf: Shelf, note: int) -> list[int]:
    return [card.ordinal for card in shelf.notes.cards(shelf.user_id, note)]


@pytest.mark.parametrize(
    ("kind", "fields", "cards"),
    [
        ("Basic", ("a", "b"), [0]),
        ("Basic and reversed", ("a", "b"), [0, 1]),
        ("Basic and reversed", ("a", ""), [0]),
        ("Basic and optionally reversed", ("a", "b", ""), [0]),
        ("Basic and optionally reversed", ("a", "b", "y"), [0, 1]),
        ("Cloze", ("{{c1::a}} {{c3::b::hint}} {{c1::c}}", ""), [0, 2]),
        ("Cloze", ("no gap", ""), [0]),
    ],
)
def test_a_note_makes_the_cards_of_its_type(
    shelf: Shelf, kind: str, fields: tuple[str, ...], cards: list[int]
) -> None:
    assert ordinals(shelf, added(shelf, shelf.deck(), kind, *fields)) == cards


def test_an_edit_makes_new_cards_and_keeps_what_was_learned(shelf: Shelf) -> None:
    deck = shelf.deck()
    note = added(shelf, deck, "Cloze", "{{c1::a}}", "")
    shelf.session(deck).answer(Rating.EASY)
    learned = shelf.card(note)
    shelf.notes.edit_note(shelf.user_id, note, ["{{c2::b}} and {{c1::a}}", ""], ["x"])
    assert ordinals(shelf, note) == [0, 1]
    assert shelf.card(note) == learned
    assert shelf.notes.note(shelf.user_id, note).tags == ("x",)
    shelf.notes.edit_note(shelf.user_id, note, ["{{c2::b}}", ""], [])
    assert shelf.card(note) == learned  # a card is not lost by a slip in a text


def test_a_card_keeps_the_link_to_what_it_was_made_from(shelf: Shelf) -> None:
    source = Place(Kind.QUESTION, 77)
    basic = type_id(shelf, "Basic")
    note = shelf.notes.add_note(shelf.user_id, shelf.deck(), basic, ["a", "b"], (), source)
    (card,) = shelf.notes.cards_of_source(shelf.user_id, source)
    assert (card.note_id, card.source) == (note, source)
    assert shelf.notes.cards_of_source(shelf.user_id, Place(Kind.NOTE, 77)) == []


def test_a_note_that_says_nothing_is_refused(shelf: Shelf) -> None:
    deck = shelf.deck()
    for fields in (("", "b"), ("<br>", "b"), ("a",), ("a", "b", "c")):
        with pytest.raises(UserFault):
            added(shelf, deck, "Basic", *fields)
    with pytest.raises(UserFault):
        added(shelf, 5, "Basic", "a", "b")
    assert shelf.find("") == []


def test_duplicates_have_the_same_first_field_in_the_same_type(shelf: Shelf) -> None:
    deck = shelf.deck()
    note = added(shelf, deck, "Basic", "<b>Heart</b>", "b")
    added(shelf, deck, "Basic and reversed", "Heart", "b")
    basic = type_id(shelf, "Basic")
    assert shelf.notes.duplicates(shelf.user_id, basic, "Heart") == [note]
    assert shelf.notes.duplicates(shelf.user_id, basic, "Hearts") == []
    assert shelf.notes.duplicates(shelf.user_id, basic, " ") == []


def test_tags_are_changed_on_many_notes_and_given_back(shelf: Shelf) -> None:
    deck = shelf.deck()
    one = added(shelf, deck, "Basic", "a", "b", tags=("renal", "Drugs"))
    two = added(shelf, deck, "Basic", "c", "d", tags=("renal",))
    before = shelf.notes.change_tags(shelf.user_id, [one, two], ["week-1"], ["drugs"])
    assert set(before) == {one, two}
    assert shelf.notes.tags(shelf.user_id) == [("renal", 2), ("week-1", 2)]
    assert shelf.find("tag:drugs") == []
    assert shelf.notes.change_tags(shelf.user_id, [one, two], ["WEEK-1"], []) == {}
    shelf.notes.restore(shelf.user_id, before)
    assert shelf.notes.tags(shelf.user_id) == [("Drugs", 1), ("renal", 2)]


def test_a_removed_note_comes_back_with_its_cards_and_words(shelf: Shelf) -> None:
    deck = shelf.deck()
    note = added(shelf, deck, "Basic and reversed", "kidney", "b", tags=("organ",))
    change = shelf.cards.remove_notes(shelf.user_id, [note])
    assert shelf.find("kidney or tag:organ") == []
    assert shelf.cards.remove_notes(shelf.user_id, [note]).removed_notes == ()
    shelf.study.undo(shelf.user_id, change)
    assert len(shelf.find("kidney tag:organ")) == 2


def test_a_note_that_lost_a_card_with_its_deck_can_be_edited(shelf: Shelf) -> None:
    deck_id = shelf.deck()
    (note_id,) = shelf.add(deck_id, kind="Basic and reversed")
    other = shelf.deck("Cardio")
    lost = shelf.card(note_id, 1)
    shelf.cards.move(shelf.user_id, [lost.id], other)
    shelf.decks.remove_deck(shelf.user_id, other)
    shelf.notes.edit_note(shelf.user_id, note_id, ("front", "back"), ())
    _, second = shelf.notes.cards(shelf.user_id, note_id)
    assert (second.ordinal, second.deck_id) == (1, deck_id)
    assert second.id != lost.id


def test_a_draft_keeps_the_second_of_its_video(shelf: Shelf) -> None:
    draft = Draft(1, 2, ("front", ""), ("renal",), Place.in_video(77, 12_340))
    shelf.notes.save_draft(shelf.user_id, draft)
    assert shelf.notes.draft(shelf.user_id) == draft
    shelf.notes.save_draft(shelf.user_id, None)
    assert shelf.notes.draft(shelf.user_id) is None
