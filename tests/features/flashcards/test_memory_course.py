"""How well a card was remembered: the curve through its answers, and the number of the table."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.flashcards.browsing import CardLine, CardOrder, Column
from ms2qbank_desktop.features.flashcards.models import (
    Algorithm,
    Preset,
    Rating,
    Review,
    Schedule,
)
from ms2qbank_desktop.features.flashcards.scheduling.answering import answered, intervals
from ms2qbank_desktop.features.flashcards.scheduling.fsrs_memory import curve_of
from ms2qbank_desktop.features.flashcards.scheduling.memory_course import recall_points, stages
from ms2qbank_desktop.features.flashcards.service.memory import MemoryService
from tests.features.flashcards.histories import answers, instants, moment_of

if TYPE_CHECKING:
    from tests.features.flashcards.conftest import Shelf

FSRS = Preset(algorithm=Algorithm.FSRS, fuzz=False)


def studied(history: list[tuple[Rating, int]]) -> tuple[list[Review], Schedule]:
    """Return log and schedule of a card that was answered so."""
    log: list[Review] = []
    schedule = Schedule()
    for number, (rating, moment) in enumerate(instants(history)):
        choices = intervals(schedule, FSRS, moment)
        done = answered(
            schedule, rating, choices, FSRS, moment, review_id=number, card_id=1, time_ms=0
        )
        log.append(done.review)
        schedule = done.schedule
    return log, schedule


@given(history=answers)
def test_recall_begins_anew_at_each_stage_and_falls_until_the_next(
    history: list[tuple[Rating, int]],
) -> None:
    log, schedule = studied(history)
    course = stages(log, FSRS, moment_of)
    assert course[-1].stability == schedule.stability
    assert [stage.day for stage in course] == sorted({moment_of(one.at).day for one in log})
    until = course[-1].day + 30
    points = recall_points(course, (), until)
    assert [point.stage for point in points if point.stage] == list(course)
    for before, after in pairwise(points):
        if after.stage is None:
            assert after.recall < before.recall
            assert after.day > before.day
        else:
            assert (after.recall, after.day) == (1.0, before.day)
    now = curve_of(()).recall(course[-1].stability, 30)
    assert points[-1].day == until
    assert points[-1].recall == pytest.approx(now)


def line(shelf: Shelf, card_id: int) -> CardLine:
    return shelf.search.lines(shelf.user_id, [card_id])[0]


def test_the_table_the_curve_and_the_search_agree_on_recall(shelf: Shelf) -> None:
    deck = shelf.deck(algorithm=Algorithm.FSRS, learning_steps=())
    weak, strong, new = (shelf.card(note).id for note in shelf.add(deck, 3))
    session = shelf.session(deck)
    session.answer(Rating.HARD)
    session.answer(Rating.EASY)
    shelf.pass_days(6)
    service = MemoryService(shelf.desk.context.store, shelf.desk.clock)
    recalls = []
    for card in (weak, strong):
        points = service.course(shelf.user_id, card)
        recall = line(shelf, card).retrievability or 0.0
        assert recall == pytest.approx(points[-1].recall)
        assert shelf.find(f"cid:{card} prop:r>{recall - 0.001:.6f}") == [card]
        assert shelf.find(f"cid:{card} prop:r<{recall - 0.001:.6f}") == []
        recalls.append(recall)
    assert recalls[0] < recalls[1] < 1
    assert line(shelf, new).retrievability is None
    assert service.course(shelf.user_id, new) == []
    upwards = shelf.search.find(shelf.user_id, "", CardOrder(Column.RETRIEVABILITY))
    downwards = shelf.search.find(
        shelf.user_id, "", CardOrder(Column.RETRIEVABILITY, descending=True)
    )
    assert upwards == [new, weak, strong]
    assert downwards == [strong, weak, new]


def test_a_card_of_sm2_and_one_that_was_forgotten_have_no_curve(shelf: Shelf) -> None:
    deck = shelf.deck(learning_steps=())
    card = shelf.card(shelf.add(deck)[0]).id
    shelf.session(deck).answer(Rating.EASY)
    shelf.pass_days(3)
    service = MemoryService(shelf.desk.context.store, shelf.desk.clock)
    assert service.course(shelf.user_id, card) == []
    preset = replace(shelf.preset(deck), algorithm=Algorithm.FSRS)
    shelf.decks.save_preset(shelf.user_id, preset)
    shelf.cards.recompute(shelf.user_id, preset.id, Silent())
    assert len(service.course(shelf.user_id, card)) > 2
    shelf.cards.forget(shelf.user_id, [card])
    assert service.course(shelf.user_id, card) == []
    with pytest.raises(UserFault, match="no such card"):
        service.course(shelf.user_id, 12)


def test_a_deck_has_the_mean_recall_of_its_cards_and_of_those_below(shelf: Shelf) -> None:
    top = shelf.deck("Step 1", algorithm=Algorithm.FSRS, learning_steps=())
    below = shelf.decks.create_deck(shelf.user_id, "Step 1::Renal")
    shelf.save(below, preset_id=shelf.decks.deck(shelf.user_id, top).preset_id)
    shelf.decks.create_deck(shelf.user_id, "Empty")
    cards = [shelf.card(shelf.add(deck)[0]).id for deck in (top, below)]
    session = shelf.session(top)
    session.answer(Rating.HARD)
    session.answer(Rating.EASY)
    shelf.pass_days(6)
    first, second = (line(shelf, card).retrievability or 0 for card in cards)
    service = MemoryService(shelf.desk.context.store, shelf.desk.clock)
    found = service.by_deck(shelf.user_id)
    assert found == pytest.approx({top: (first + second) / 2, below: second}, abs=0.001)
    shelf.cards.suspend(shelf.user_id, [cards[0]])
    assert service.by_deck(shelf.user_id)[top] == pytest.approx(second, abs=0.001)
