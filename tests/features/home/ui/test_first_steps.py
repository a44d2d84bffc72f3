"""The three first steps."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.home.ui.first_steps import FIRST_BLOCK, FirstSteps
from ms2qbank_desktop.features.home.ui.today_card import TodayCard
from ms2qbank_desktop.features.planner.plan_models import PlanDraft
from ms2qbank_desktop.features.planner.service.plans import PlanService
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode
from tests.support.at_home import answer, bank

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.at_home import AtHome
    from tests.support.logbook import Logbook


def test_without_anything_they_say_what_to_bring(at_home: AtHome) -> None:
    steps = at_home.card(FirstSteps)
    assert steps.isVisible()
    assert [cell.title.text() for cell in steps.cells] == [
        "Bring questions",
        "Make a study plan",
        "Bring flashcards",
    ]
    assert [cell.button.kind for cell in steps.cells] == ["primary", "secondary", "secondary"]
    steps.cells[2].button.click()
    assert at_home.shell.tab == "flashcards"


def test_the_first_one_begins_ten_questions_of_all_systems(seat: Callable[..., AtHome]) -> None:
    at_home = seat(bank)
    at_home.note_requests("begin-block", "make-plan")
    steps = at_home.card(FirstSteps)
    assert steps.cells[0].button.text() == "Start ten questions"
    steps.cells[0].button.click()
    steps.cells[1].button.click()
    (begun, made) = at_home.requests
    assert isinstance(begun[1], BlockRequest)
    assert (begun[1].mode, begun[1].size, begun[1].by_blueprint) == (Mode.TUTOR, FIRST_BLOCK, True)
    assert made == ("make-plan",)


def test_on_the_first_day_enter_begins(seat: Callable[..., AtHome]) -> None:
    at_home = seat(bank)
    at_home.note_requests("begin-block")
    steps = at_home.card(FirstSteps)
    assert at_home.shell.focusWidget() is steps.cells[0].button
    at_home.press("Return")
    assert [request[0] for request in at_home.requests] == ["begin-block"]


def test_the_keyboard_stays_where_somebody_has_put_it(seat: Callable[..., AtHome]) -> None:
    at_home = seat(bank)
    steps = at_home.card(FirstSteps)
    chosen = steps.cells[1].button
    chosen.setFocus()
    at_home.program.context.changes.announce({"packs"})
    at_home.wait(lambda: at_home.page.settled)
    at_home.settle()
    assert at_home.shell.focusWidget() is chosen


def test_who_has_begun_finds_no_button_with_the_keyboard(seat: Callable[..., AtHome]) -> None:
    at_home = seat(lambda book: answer(book, bank(book)[:3], right=3))
    steps = at_home.card(FirstSteps)
    assert steps.isVisible()
    assert not steps.isAncestorOf(at_home.shell.focusWidget())


def test_a_small_bank_is_asked_for_what_it_has(seat: Callable[..., AtHome]) -> None:
    def small(book: Logbook) -> None:
        bank(book, 4)

    at_home = seat(small)
    at_home.note_requests("begin-block")
    cell = at_home.card(FirstSteps).cells[0]
    assert (cell.title.text(), cell.button.text()) == ("Answer your first questions", "Start")
    cell.button.click()
    assert at_home.requests[0][1].size == 4


def test_a_step_is_ticked_when_it_is_done_and_the_next_one_takes_its_place(
    seat: Callable[..., AtHome],
) -> None:
    at_home = seat(lambda book: answer(book, bank(book)[:3], right=3))
    steps = at_home.card(FirstSteps)
    assert not steps.cells[0].button.isVisible()
    assert at_home.sees("Done")
    assert at_home.sees("1 of 3 done")
    assert steps.cells[1].button.kind == "primary"
    today = at_home.clock.study_day(at_home.clock.now())
    draft = PlanDraft("Step 1", today, today + timedelta(90), (60,) * 7)
    at_home.ui.service(PlanService).create(at_home.user_id, draft)
    at_home.wait(lambda: at_home.sees("2 of 3 done"))


def test_they_go_away_for_someone_who_has_studied_for_days(seat: Callable[..., AtHome]) -> None:
    def fill(book: Logbook) -> None:
        some = bank(book)
        for day in range(8):
            answer(book, some[day : day + 1], right=1, days_ago=day)

    at_home = seat(fill)
    assert not at_home.card(FirstSteps).isVisible()
    card = at_home.card(TodayCard)
    assert card.isVisible()
    assert card.no_plan.isVisible()
