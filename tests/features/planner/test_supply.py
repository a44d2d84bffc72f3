"""What there is to do, asked of the other slices."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.flashcards.models import Rating
from ms2qbank_desktop.features.flashcards.service.cards import CardService
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.flashcards.service.starter import StarterService
from ms2qbank_desktop.features.flashcards.service.study import StudyService
from ms2qbank_desktop.features.flashcards.session import StudySession
from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.plan_models import PlanDraft
from ms2qbank_desktop.features.planner.service.finishing import FinishingService
from ms2qbank_desktop.features.planner.service.planning import PlanningService
from ms2qbank_desktop.features.planner.service.plans import PlanService
from ms2qbank_desktop.features.planner.service.supply import SupplyService
from ms2qbank_desktop.features.planner.service.tasks import TaskService

if TYPE_CHECKING:
    from ms2qbank_desktop.features.planner.models import Task
    from tests.support.bank import Desk

MONDAY = date(2026, 3, 2)


def day(at: int) -> date:
    return MONDAY + timedelta(at)


def add_cards(desk: Desk, deck: str, number: int) -> int:
    decks = desk.context.service(DeckService)
    kind = next(one for one in decks.note_types(desk.user_id) if one.name == "Basic")
    deck_id = decks.create_deck(desk.user_id, deck)
    for at in range(number):
        fields = (f"{deck} {at}", "Back")
        desk.context.service(NoteService).add_note(desk.user_id, deck_id, kind.id, fields)
    return deck_id


def new_cards(desk: Desk, days: int) -> list[int]:
    new = desk.context.service(SupplyService).supply(desk.user_id, MONDAY).new
    return [new[day(at)] for at in range(days)]


def study(desk: Desk, cards: int) -> None:
    """Answer so many cards, each as easy."""
    service = desk.context.service
    session = StudySession(service(StudyService), service(CardService), desk.clock, desk.user_id)
    for _ in range(cards):
        session.answer(Rating.EASY)


def planned(desk: Desk) -> list[Task]:
    """Plan eight weeks, and return the card reviews of the first five days."""
    plans, user_id = desk.context.service(PlanService), desk.user_id
    plan_id = plans.create(user_id, PlanDraft("Step 1", MONDAY, day(56), (120,) * 7))
    desk.context.service(PlanningService).replan(user_id, plan_id)
    found = desk.context.service(TaskService).tasks(user_id, MONDAY, day(4))
    return [task for task in found if task.kind is TaskKind.CARDS]


def test_a_fresh_profile_has_new_cards_on_each_day_of_its_plan(desk: Desk) -> None:
    desk.context.service(StarterService).install(desk.user_id, Silent())
    assert [(task.day, task.number, task.minutes) for task in planned(desk)] == [
        (day(at), 20, 6) for at in range(5)
    ]


def test_there_are_new_cards_until_none_is_left(desk: Desk) -> None:
    limited = add_cards(desk, "Renal", 7)
    add_cards(desk, "Heart::Valves", 25)
    decks = desk.context.service(DeckService)
    deck = decks.deck(desk.user_id, limited)
    decks.save_deck(desk.user_id, replace(deck, new_limit=3))
    assert new_cards(desk, 5) == [23, 8, 1, 0, 0]


def test_what_was_begun_today_leaves_the_other_days_as_they_were(desk: Desk) -> None:
    add_cards(desk, "Renal", 45)
    study(desk, 20)
    assert new_cards(desk, 4) == [0, 20, 5, 0]


def test_new_cards_are_done_when_all_of_the_day_were_answered(desk: Desk) -> None:
    add_cards(desk, "Renal", 30)
    first = planned(desk)[0]
    finishing = desk.context.service(FinishingService)
    study(desk, 19)
    assert finishing.check(desk.user_id) == []
    study(desk, 1)
    assert finishing.check(desk.user_id) == [first.id]
