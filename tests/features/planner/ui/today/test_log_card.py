"""The log of the study day in its card."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.planner.focus_timer import Phase
from ms2qbank_desktop.features.planner.service.focus import FocusService
from ms2qbank_desktop.features.planner.study_models import Activity, Sitting
from ms2qbank_desktop.features.planner.ui.today.log_card import sitting_words
from ms2qbank_desktop.features.planner.ui.today.page import TodayPage
from tests.support.daily import DAY_S

if TYPE_CHECKING:
    from tests.support.daily import Daily

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_a_sitting_is_said_in_words() -> None:
    questions = Sitting(Activity.QUESTIONS, AT, AT, 700, "Renal", 12, 8)
    assert sitting_words(questions) == "12 questions, Renal, 67 % right"
    assert sitting_words(Sitting(Activity.CARDS, AT, AT, 9, "", 1, 1)) == "1 card, 100 % right"
    assert sitting_words(Sitting(Activity.VIDEO, AT, AT, 9, "Renal 3")) == "Renal 3"
    assert sitting_words(Sitting(Activity.FOCUS, AT, AT, 9)) == "Focus timer"


def test_the_log_fills_as_one_studies(daily: Daily) -> None:
    daily.turn_to("today", TodayPage)
    daily.wait(lambda: daily.sees("Nothing yet today. .*"))
    focus = daily.program.context.service(FocusService)
    began = daily.clock.now()
    daily.clock.pass_time(1500)
    focus.record(daily.user_id, Phase.FOCUS, began, 1500)
    daily.wait(lambda: daily.sees("25 min"))
    local = began.astimezone()
    assert daily.sees(f"{local:%H:%M}–.*")
    assert not daily.sees("Nothing yet today. .*")


def test_other_days_are_looked_at_with_the_arrows(daily: Daily) -> None:
    task_id = daily.today()[0].id
    focus = daily.program.context.service(FocusService)
    focus.record(daily.user_id, Phase.FOCUS, daily.clock.now(), 600, task_id)
    daily.clock.pass_time(DAY_S)
    page = daily.turn_to("today", TodayPage)
    daily.wait(lambda: daily.sees("Nothing yet today. .*"))
    assert not page.log.later.isEnabled()
    page.log.earlier.click()
    daily.wait(lambda: daily.sees("10 min"))
    page.log.earlier.click()
    daily.wait(lambda: daily.sees("Nothing that day."))
    page.log.later.click()
    page.log.later.click()
    daily.wait(lambda: daily.sees("Nothing yet today. .*"))
    assert not page.log.later.isEnabled()
