"""What is due besides the tasks of today, at the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.ui.today.page import TodayPage
from ms2qbank_desktop.features.practice.session import BlockSession
from tests.support.daily import DAY_S, MONDAY

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tests.support.daily import Daily


def add_cards(daily: Daily, number: int) -> None:
    decks = daily.ui.service(DeckService)
    kind = next(one for one in decks.note_types(daily.user_id) if one.name == "Basic")
    deck_id = decks.create_deck(daily.user_id, "Renal")
    for at in range(number):
        fields = (f"Front {at}", f"Back {at}")
        daily.ui.service(NoteService).add_note(daily.user_id, deck_id, kind.id, fields)


def at_today(daily: Daily) -> TodayPage:
    page = daily.turn_to("today", TodayPage)
    daily.wait(lambda: daily.state.shown is not None)
    daily.settle()
    return page


def asked(daily: Daily) -> list[Any]:
    """Write down what is asked of other slices from now on."""
    found: list[Any] = []
    for request in ("study-cards", "begin-due"):
        daily.ui.commands.serve(request, lambda about, it=request: found.append((it, about)))
    return found


def test_cards_without_a_task_are_begun_with_one_click(daily: Daily) -> None:
    page = at_today(daily)
    assert not page.due.isVisible()
    found = asked(daily)
    add_cards(daily, 3)
    daily.wait(page.due.isVisible)
    assert daily.sees("3 cards due")
    assert not page.due.questions.isVisible()
    page.due.cards.start.click()
    assert found == [("study-cards", None)]


def test_a_task_of_the_day_stands_for_its_cards(daily: Daily) -> None:
    add_cards(daily, 3)
    page = at_today(daily)
    assert page.due.cards.isVisible()
    task_id = daily.tasks.add(daily.user_id, MONDAY, "Cards", 10, kind=TaskKind.CARDS)
    daily.settle()
    assert not page.due.isVisible()
    daily.tasks.tick(daily.user_id, task_id)
    daily.settle()
    assert page.due.cards.isVisible()


def test_questions_that_are_due_are_begun_with_one_click(
    seat_daily: Callable[..., Daily],
) -> None:
    daily = seat_daily(week=None)
    daily.tasks.add(daily.user_id, MONDAY, "Walk", 10)
    block = daily.make(4)
    session = BlockSession(daily.practice, daily.attempts, daily.clock, daily.user_id, block)
    for place in range(4):
        session.go(place)
        session.choose(0)
    session.end()
    page = at_today(daily)
    assert not page.due.isVisible()
    daily.clock.pass_time(3 * DAY_S)
    daily.state.ask()  # the day watch asks when a day begins
    daily.wait(page.due.isVisible)
    assert daily.sees("4 questions due")
    found = asked(daily)
    page.due.questions.start.click()
    assert found == [("begin-due", 4)]
    daily.ui.settings.set("spaced_questions", False)
    daily.settle()
    assert not page.due.isVisible()
