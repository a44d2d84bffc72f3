"""Filtered decks, all decks at once, and cards that move between decks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.flashcards.models import (
    Algorithm,
    CardState,
    Filtered,
    FilteredSearch,
    Rating,
    ReviewKind,
)

if TYPE_CHECKING:
    from .conftest import Shelf


def filtered(shelf: Shelf, search: str = "", limit: int = 100, **values: object) -> int:
    deck = shelf.decks.create_deck(shelf.user_id, "Cram")
    kept = Filtered((FilteredSearch(search, limit),))
    shelf.save(deck, filtered=replace(kept, **values))  # type: ignore[arg-type]
    return deck


def reviewed(shelf: Shelf, number: int = 3) -> tuple[int, list[int]]:
    """Make a deck of cards that are due in four days."""
    deck = shelf.deck()
    notes = shelf.add(deck, number)
    session = shelf.session(deck)
    for _ in notes:
        session.answer(Rating.EASY)
    return deck, notes


def test_a_filtered_deck_gathers_what_its_search_finds_and_lends_it(shelf: Shelf) -> None:
    deck, notes = reviewed(shelf)
    cram = filtered(shelf, "deck:renal", limit=2)
    shelf.cards.suspend(shelf.user_id, [shelf.card(notes[0]).id])
    change = shelf.filtered.rebuild(shelf.user_id, cram)
    assert shelf.counts(cram)[1:6] == (0, 0, 0, 2, 2)
    assert sorted(shelf.find("deck:filtered")) == sorted(shelf.card(n).id for n in notes[1:])
    assert len(shelf.find("deck:renal")) == 3  # their home still counts
    shelf.study.undo(shelf.user_id, change)
    assert shelf.find("deck:filtered") == []
    shelf.study.redo(shelf.user_id, change)
    shelf.filtered.send_home(shelf.user_id, cram)
    assert {shelf.card(n).deck_id for n in notes} == {deck}


def test_an_early_answer_is_logged_as_such_and_the_card_goes_home(shelf: Shelf) -> None:
    deck, notes = reviewed(shelf)
    cram = filtered(shelf)
    shelf.filtered.gather(shelf.user_id, cram, [shelf.card(note).id for note in notes])
    shelf.pass_days(1)
    session = shelf.session(cram)
    assert session.counts == (0, 0, 3)
    assert session.current is not None
    card = session.current.card
    session.answer(Rating.GOOD)
    after = shelf.card(card.note_id)
    assert (after.deck_id, after.home_deck_id) == (deck, None)
    assert shelf.study.history(shelf.user_id, card.id)[-1].kind is ReviewKind.FILTERED
    assert after.schedule.due_day is not None
    assert card.schedule.due_day is not None
    assert after.schedule.due_day > card.schedule.due_day
    session.undo()
    assert shelf.card(card.note_id) == card
    assert shelf.cards.wrong_states(shelf.user_id) == set()


def test_a_failed_card_stays_until_its_step_is_done(shelf: Shelf) -> None:
    deck, (note, *_) = reviewed(shelf, 1)
    cram = filtered(shelf)
    shelf.filtered.gather(shelf.user_id, cram, [shelf.card(note).id])
    session = shelf.session(cram)
    session.answer(Rating.AGAIN)
    assert shelf.card(note).deck_id == cram
    shelf.desk.clock.pass_time(700)
    session.advance()
    session.answer(Rating.GOOD)
    assert shelf.card(note).deck_id == deck
    assert shelf.card(note).schedule.state is CardState.REVIEW


def test_a_preview_leaves_schedule_and_log_alone(shelf: Shelf) -> None:
    deck, (note, *_) = reviewed(shelf, 1)
    cram = filtered(shelf, reschedule=False)
    shelf.filtered.gather(shelf.user_id, cram, [shelf.card(note).id])
    before = shelf.card(note)
    session = shelf.session(cram)
    assert session.current is not None
    assert session.current.intervals == (-60, -600, 0, 0)
    session.answer(Rating.AGAIN)
    shelf.desk.clock.pass_time(61)
    session.advance()
    assert session.current is not None
    session.answer(Rating.GOOD)
    assert session.current is None
    assert shelf.card(note).schedule == before.schedule
    assert shelf.card(note).deck_id == deck
    assert len(shelf.study.history(shelf.user_id, before.id)) == 1
    session.undo()
    assert shelf.card(note).deck_id == cram


def test_only_a_filtered_deck_gathers(shelf: Shelf) -> None:
    deck, notes = reviewed(shelf)
    with pytest.raises(UserFault):
        shelf.filtered.gather(shelf.user_id, deck, [shelf.card(notes[0]).id])


def test_all_decks_are_studied_at_once_each_within_its_limits(shelf: Shelf) -> None:
    for name, limit in (("Heart", 1), ("Lungs", 2), ("Lungs::Pleura", 5)):
        shelf.add(shelf.deck(name, new_per_day=limit), 4)
    session = shelf.session_of_all()
    assert session.counts == (3, 0, 0)
    decks = set()
    while session.current:
        decks.add(session.current.deck.name)
        session.answer(Rating.EASY)
    assert "Heart" in decks
    assert session.done == 3
    assert session.finished().more_new == 9
    assert session.finished().tomorrow == 0
    shelf.pass_days(1)
    session.advance()
    assert session.counts.new == 3


def test_a_card_in_a_deck_with_another_algorithm_is_folded_under_that(shelf: Shelf) -> None:
    _, (note, *_) = reviewed(shelf, 1)
    other = shelf.deck("Other", algorithm=Algorithm.FSRS)
    before = shelf.card(note)
    change = shelf.cards.move(shelf.user_id, [before.id], other)
    assert shelf.card(note).schedule.stability is not None
    assert shelf.cards.wrong_states(shelf.user_id) == set()
    shelf.study.undo(shelf.user_id, change)
    assert shelf.card(note) == before


def test_new_cards_that_were_gathered_come_once_each(shelf: Shelf) -> None:
    deck = shelf.deck(new_per_day=1)
    cards = [shelf.card(note).id for note in shelf.add(deck, 4)]
    cram = filtered(shelf)
    shelf.filtered.gather(shelf.user_id, cram, cards)
    assert shelf.counts(cram)[2:6] == (4, 0, 0, 4)
    session = shelf.session(cram)
    assert session.left == 4
    seen = []
    while session.current is not None:
        seen.append(session.current.card.id)
        session.answer(Rating.EASY)
    assert sorted(seen) == sorted(cards)
