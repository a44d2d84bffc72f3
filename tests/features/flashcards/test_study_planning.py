"""Plans for an exam day, and what a retention costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.flashcards.models import Algorithm, Rating
from ms2qbank_desktop.features.flashcards.service.planning import PlanningService

if TYPE_CHECKING:
    from .conftest import Shelf


@pytest.fixture
def planning(shelf: Shelf) -> PlanningService:
    return PlanningService(shelf.desk.context.store, shelf.desk.clock)


def known_deck(shelf: Shelf, number: int = 20) -> int:
    deck = shelf.deck(algorithm=Algorithm.FSRS, new_per_day=100)
    shelf.add(deck, number)
    session = shelf.session(deck)
    while session.current:
        session.answer(Rating.EASY)
    return deck


def test_a_plan_for_the_exam_moves_reviews_before_it(
    shelf: Shelf, planning: PlanningService
) -> None:
    deck = known_deck(shelf)
    exam = shelf.today + 6  # before any of them is due
    plan = planning.exam_plan(shelf.user_id, deck, exam, 30, Silent())
    assert plan.recall_with > plan.recall_without
    assert len(plan.due) == 20
    change = shelf.cards.move_due(shelf.user_id, plan.due, "Plan for the exam")
    ahead = shelf.study.forecast(shelf.user_id, 6, deck)
    assert sum(ahead.by_day) == 20
    assert shelf.cards.wrong_states(shelf.user_id) == set()
    shelf.study.undo(shelf.user_id, change)
    assert shelf.study.forecast(shelf.user_id, 6, deck).by_day == (0,) * 6


def test_an_exam_in_the_past_is_refused(shelf: Shelf, planning: PlanningService) -> None:
    deck = known_deck(shelf, 1)
    with pytest.raises(UserFault):
        planning.exam_plan(shelf.user_id, deck, shelf.today, 30, Silent())


def test_more_retention_costs_more_minutes(shelf: Shelf, planning: PlanningService) -> None:
    deck = known_deck(shelf)
    points = planning.outcomes(shelf.user_id, deck, 60, Silent())
    assert points[0].retention < points[-1].retention
    assert points[0].minutes_a_day < points[-1].minutes_a_day
