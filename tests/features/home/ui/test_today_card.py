"""What today asks for: tasks, due cards, due questions."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.home.models import FIRST_DAYS
from ms2qbank_desktop.features.home.ui.today_card import TodayCard
from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.plan_models import PlanDraft
from ms2qbank_desktop.features.planner.service.plans import PlanService
from ms2qbank_desktop.features.planner.service.tasks import TaskService
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from tests.support.at_home import answer, bank

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.at_home import AtHome
    from tests.support.logbook import Logbook


def fill(book: Logbook) -> None:
    """Miss three questions, and make a card."""
    answer(book, bank(book)[:3], right=0, days_ago=20)
    decks = book.context.service(DeckService)
    types = {one.name: one.id for one in decks.note_types(book.user_id)}
    deck = decks.create_deck(book.user_id, "Renal")
    book.context.service(NoteService).add_note(book.user_id, deck, types["Basic"], ("A", "B"))


def add(at_home: AtHome, title: str, minutes: int, kind: TaskKind = TaskKind.OTHER) -> int:
    today = at_home.clock.study_day(at_home.clock.now())
    tasks = at_home.ui.service(TaskService)
    task_id = tasks.add(at_home.user_id, today, title, minutes, kind=kind)
    at_home.settle()
    return task_id


def test_without_a_plan_it_shows_what_is_due(seat: Callable[..., AtHome]) -> None:
    at_home = seat(fill)
    at_home.note_requests("study-cards", "begin-due")
    card = at_home.card(TodayCard)
    assert card.isVisible()
    assert not card.list.isVisible()
    waiting = [one for one in card.rows if one.isVisible()]
    assert [one.title.text() for one in waiting] == ["1 card due", "3 questions due again"]
    assert [one.button.kind for one in waiting] == ["primary", "secondary"]
    for one in waiting:
        one.button.click()
    assert at_home.requests == [("study-cards", None), ("begin-due", 3)]


def test_who_needs_no_first_steps_is_offered_a_plan_here(seat: Callable[..., AtHome]) -> None:
    def study(book: Logbook) -> None:
        some = bank(book)
        for day in range(FIRST_DAYS + 1):
            answer(book, some[day : day + 1], right=1, days_ago=day)

    at_home = seat(study)
    at_home.note_requests("make-plan")
    card = at_home.card(TodayCard)
    assert card.no_plan.isVisible()
    card.no_plan.button.click()
    assert at_home.requests == [("make-plan",)]


def test_it_hides_where_a_beginner_has_nothing_due(seat: Callable[..., AtHome]) -> None:
    at_home = seat(lambda book: answer(book, bank(book)[:3], right=3))
    assert not at_home.card(TodayCard).isVisible()


def test_tasks_are_ticked_begun_and_counted(seat: Callable[..., AtHome]) -> None:
    at_home = seat(fill)
    card = at_home.card(TodayCard)
    walk = add(at_home, "Walk", 20)
    add(at_home, "Block", 40, TaskKind.QUESTIONS)
    assert at_home.sees("0 of 60 min done")
    assert card.list.rows[walk].start.kind == "primary"
    assert [one.button.kind for one in card.rows] == ["secondary"] * 4
    card.list.rows[walk].check.setFocus(Qt.FocusReason.TabFocusReason)
    at_home.press("Space")
    at_home.settle()
    assert at_home.sees("20 of 60 min done")
    assert at_home.ui.service(TaskService).task(at_home.user_id, walk).done_at is not None


def test_cards_that_a_task_asks_for_are_not_said_twice(seat: Callable[..., AtHome]) -> None:
    at_home = seat(fill)
    card = at_home.card(TodayCard)
    task_id = add(at_home, "Card reviews", 15, TaskKind.CARDS)
    assert not card.cards.isVisible()
    at_home.ui.service(TaskService).tick(at_home.user_id, task_id)
    at_home.settle()
    assert card.cards.isVisible()


def test_a_plan_without_a_task_today_says_so(seat: Callable[..., AtHome]) -> None:
    at_home = seat(fill)
    card = at_home.card(TodayCard)
    today = at_home.clock.study_day(at_home.clock.now())
    draft = PlanDraft("Step 1", today, today + timedelta(9), (0, 60, 60, 60, 60, 60, 60))
    at_home.ui.service(PlanService).create(at_home.user_id, draft)
    at_home.wait(card.nothing.isVisible)
    assert card.nothing.title.text() == "A day off"
    assert not card.nothing.button.isVisible()
    assert not card.no_plan.isVisible()


def test_the_header_adds_a_task_and_opens_the_planner(seat: Callable[..., AtHome]) -> None:
    at_home = seat(fill)
    card = at_home.card(TodayCard)
    card.add.click()
    at_home.settle()
    dialog = at_home.app.activeModalWidget()
    assert isinstance(dialog, Dialog)
    dialog.reject()
    card.planner.click()
    at_home.settle()
    assert at_home.shell.tab == "planner"


def test_spaced_questions_that_are_switched_off_are_not_due(seat: Callable[..., AtHome]) -> None:
    at_home = seat(fill)
    card = at_home.card(TodayCard)
    at_home.ui.settings.set("spaced_questions", False)
    card.show_found(card.read(at_home.ui))
    assert not card.questions.isVisible()
    assert card.cards.isVisible()


def test_a_day_without_tasks_is_not_called_done_while_cards_are_due(
    seat: Callable[..., AtHome],
) -> None:
    at_home = seat(fill)
    today = at_home.clock.study_day(at_home.clock.now())
    draft = PlanDraft("Later", today + timedelta(30), today + timedelta(60), (60,) * 7)
    at_home.ui.service(PlanService).create(at_home.user_id, draft)
    card = at_home.card(TodayCard)
    at_home.wait(card.nothing.isVisible)
    titles = [one.title.text() for one in card.rows if one.isVisible()]
    assert titles == ["No task today", "1 card due", "3 questions due again"]
