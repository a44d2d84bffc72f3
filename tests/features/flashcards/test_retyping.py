"""Notes that become notes of another type: what their fields and cards become, and back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.progress import Cancelled, Silent
from ms2qbank_desktop.features.flashcards.models import Filtered, FilteredSearch, NoteField, Rating
from ms2qbank_desktop.features.flashcards.notes import stock
from ms2qbank_desktop.features.flashcards.notes.retyping import TypeChange, proposed
from ms2qbank_desktop.features.flashcards.service import note_types
from ms2qbank_desktop.features.flashcards.service.note_types import NoteTypeService

if TYPE_CHECKING:
    from ms2qbank_desktop.features.flashcards.models import NoteType
    from ms2qbank_desktop.features.flashcards.notes.retyping import Retyped

    from .conftest import Shelf


def kind(shelf: Shelf, name: str) -> NoteType:
    return next(one for one in shelf.decks.note_types(shelf.user_id) if one.name == name)


def retype(
    shelf: Shelf, note_ids: list[int], old: str, new: str, change: TypeChange | None = None
) -> list[Retyped]:
    wanted = kind(shelf, new)
    change = change or proposed(kind(shelf, old), wanted)
    service = shelf.desk.context.service(NoteTypeService)
    return service.retype(shelf.user_id, note_ids, wanted.id, change, Silent())


def take_back(shelf: Shelf, before: list[Retyped]) -> None:
    shelf.desk.context.service(NoteTypeService).take_back(shelf.user_id, before)


def state(shelf: Shelf, note_id: int) -> object:
    note = shelf.notes.note(shelf.user_id, note_id)
    cards = shelf.notes.cards(shelf.user_id, note_id)
    return replace(note, changed_at=shelf.desk.clock.now()), cards


def study(shelf: Shelf, deck_id: int) -> None:
    session = shelf.session(deck_id)
    while session.current is not None:
        session.reveal()
        session.answer(Rating.EASY)


def test_what_has_the_same_name_is_proposed_then_what_is_left_in_order() -> None:
    old = replace(stock.REVERSED, fields=tuple(map(NoteField, ("Why", "Front", "Source"))))
    assert proposed(old, stock.BASIC) == TypeChange((1, 0), (0,))
    assert proposed(stock.BASIC, stock.REVERSED) == TypeChange((0, 1), (0, None))
    assert proposed(stock.BASIC, stock.CLOZE) == TypeChange((0, 1), None)


def test_a_second_card_is_made_and_the_first_keeps_its_history(shelf: Shelf) -> None:
    deck_id = shelf.deck()
    (note_id,) = shelf.add(deck_id)
    study(shelf, deck_id)
    before = state(shelf, note_id)
    was = retype(shelf, [note_id], "Basic", "Basic and reversed")
    first, second = shelf.notes.cards(shelf.user_id, note_id)
    assert first.schedule.repetitions == 1
    assert (second.ordinal, second.schedule.repetitions, second.deck_id) == (1, 0, deck_id)
    assert shelf.find('note:"Basic and reversed"') == [first.id, second.id]
    take_back(shelf, was)
    assert state(shelf, note_id) == before
    assert len(shelf.find("note:Basic")) == 1


def test_a_card_takes_its_history_to_another_template(shelf: Shelf) -> None:
    deck_id = shelf.deck()
    (note_id,) = shelf.add(deck_id)
    study(shelf, deck_id)
    before = state(shelf, note_id)
    turned = TypeChange((1, 0), (None, 0))
    was = retype(shelf, [note_id], "Basic", "Basic and reversed", turned)
    assert shelf.notes.note(shelf.user_id, note_id).fields == ("back 1", "front 1")
    cards = shelf.notes.cards(shelf.user_id, note_id)
    assert [(one.ordinal, one.schedule.repetitions) for one in cards] == [(0, 0), (1, 1)]
    take_back(shelf, was)
    assert state(shelf, note_id) == before


def test_a_card_without_a_place_is_removed_and_comes_back_with_its_history(shelf: Shelf) -> None:
    deck_id = shelf.deck(bury_new=False)
    (note_id,) = shelf.add(deck_id, kind="Basic and reversed")
    study(shelf, deck_id)
    before = state(shelf, note_id)
    was = retype(shelf, [note_id], "Basic and reversed", "Basic")
    (kept,) = shelf.notes.cards(shelf.user_id, note_id)
    assert kept.ordinal == 0
    again = retype(shelf, [note_id], "Basic", "Basic and reversed")
    made = shelf.card(note_id, 1)
    assert made.schedule.repetitions == 0  # another card than the one that went
    take_back(shelf, again)
    take_back(shelf, was)
    assert state(shelf, note_id) == before
    assert shelf.card(note_id, 1).schedule.repetitions == 1
    assert shelf.cards.wrong_states(shelf.user_id) == set()


def test_clozes_keep_their_numbers_and_lose_them_where_there_is_no_card(shelf: Shelf) -> None:
    deck_id = shelf.deck()
    cloze = kind(shelf, "Cloze")
    text = "{{c1::NCC}} is lost in {{c2::Gitelman}}"
    note_id = shelf.notes.add_note(shelf.user_id, deck_id, cloze.id, (text, "kidney"))
    first, second = shelf.notes.cards(shelf.user_id, note_id)
    was = retype(shelf, [note_id], "Cloze", "Basic")
    assert [one.id for one in shelf.notes.cards(shelf.user_id, note_id)] == [first.id]
    assert shelf.notes.note(shelf.user_id, note_id).fields == (text, "kidney")
    take_back(shelf, was)
    assert shelf.notes.cards(shelf.user_id, note_id) == [first, second]


def test_a_text_that_is_left_out_is_not_found_and_comes_back(shelf: Shelf) -> None:
    notes = shelf.add(shelf.deck(), 2)
    was = retype(shelf, notes, "Basic", "Cloze", TypeChange((0, None), None))
    assert shelf.find('"back 2"') == []
    take_back(shelf, was)
    assert [shelf.card(notes[1]).id] == shelf.find('"back 2"')


def test_a_change_that_is_cancelled_leaves_no_note_changed(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(note_types, "_PORTION", 2)
    note_ids = shelf.add(shelf.deck(), 5)
    before = [state(shelf, one) for one in note_ids]

    class Impatient:
        def report(self, done: int, total: int | None, note: str = "") -> None:  # noqa: ARG002
            if done == 4:
                raise Cancelled

    wanted = kind(shelf, "Basic and reversed")
    change = proposed(kind(shelf, "Basic"), wanted)
    service = shelf.desk.context.service(NoteTypeService)
    with pytest.raises(Cancelled):
        service.retype(shelf.user_id, note_ids, wanted.id, change, Impatient())
    assert [state(shelf, one) for one in note_ids] == before


def test_no_note_becomes_one_that_is_drawn(shelf: Shelf) -> None:
    notes = shelf.add(shelf.deck())
    with pytest.raises(UserFault, match="drawn"):
        retype(shelf, notes, "Basic", "Image occlusion")


def test_a_new_card_of_a_note_in_a_filtered_deck_is_born_at_home(shelf: Shelf) -> None:
    home = shelf.deck()
    (note_id,) = shelf.add(home)
    filtered = Filtered((FilteredSearch("is:new"),))
    deck_id = shelf.filtered.make(shelf.user_id, "Cram", filtered)
    shelf.filtered.rebuild(shelf.user_id, deck_id)
    assert shelf.card(note_id).deck_id == deck_id
    retype(shelf, [note_id], "Basic", "Basic and reversed")
    assert shelf.card(note_id, 1).deck_id == home
