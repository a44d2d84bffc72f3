"""The page "Time" at the real window."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.features.analytics.service.statistics import StatsService
from ms2qbank_desktop.features.analytics.ui.figure_card import FigureCard, SlowFigureCard
from ms2qbank_desktop.features.analytics.ui.streak_card import StreakCard, day_plot
from ms2qbank_desktop.features.analytics.ui.time_page import TimePage
from ms2qbank_desktop.features.flashcards.tables import CardReviewRow
from ms2qbank_desktop.features.planner.plan_models import PlanDraft
from ms2qbank_desktop.features.planner.service.planning import PlanningService
from ms2qbank_desktop.features.planner.service.plans import PlanService

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.ui.charts.plot import Plot
    from tests.support.measured import Measured

TODAY = date(2026, 3, 30)


def plot(page: TimePage, title: str) -> Plot | None:
    cards = [*page.findChildren(FigureCard), *page.findChildren(SlowFigureCard)]
    (found,) = [one for one in cards if one.title == title]
    return found.view.plot


def test_time_is_told_by_activity_hour_pace_and_place(measured: Measured) -> None:
    page = measured.turn_to("time", TimePage)
    hours = plot(page, "Study time")
    assert hours is not None
    assert [one.name for one in hours.series] == ["questions", "cards"]
    by_hour = plot(page, "Hour of day")
    assert by_hour is not None
    assert len(by_hour.places) == 24
    place = plot(page, "Place in a block")
    assert place is not None
    assert place.places == ("1–5", "6–10", "11–15", "16–20")
    speed = plot(page, "Time and correctness")
    assert speed is not None
    assert speed.places == ("< 40", "40–60", "60–80", "80–100", "> 100")
    assert measured.sees(r"first half \d+ %, second half \d+ %")


def test_an_hour_turns_to_its_share_right(measured: Measured) -> None:
    page = measured.turn_to("time", TimePage)
    measured.click("Share right")
    by_hour = plot(page, "Hour of day")
    assert by_hour is not None
    assert by_hour.words(0.5) == "50 %"
    assert by_hour.labels[0] == "0"


def test_each_day_of_the_year_is_said_and_has_a_table(measured: Measured) -> None:
    page = measured.turn_to("time", TimePage)
    (card,) = page.findChildren(StreakCard)
    said: list[str] = []
    card.days.place_shown.connect(said.append)
    card.days.setFocus(Qt.FocusReason.TabFocusReason)
    measured.press("Up")
    assert said[0].startswith("Monday 30 March 2026: ")
    assert said[1].startswith("Sunday 29 March 2026: ")
    measured.press("T")
    assert card.table is not None
    assert card.table.isVisible()
    assert card.table.model().rowCount() == len(card.days.plot.places if card.days.plot else ())


def test_days_of_years_ago_are_in_no_table() -> None:
    days = {TODAY - timedelta(400): 5, TODAY - timedelta(2): 3}
    found = day_plot(days, TODAY)
    assert found is not None
    assert found.rows()[1:] == [("Saturday 28 March 2026", "3")]
    assert day_plot({}, TODAY) is None


def test_a_plan_is_held_against_what_was_done(measured: Measured) -> None:
    page = measured.turn_to("time", TimePage)
    assert plot(page, "Plan and deeds") is None
    assert measured.sees("No week of a plan lies in this time.")
    draft = PlanDraft("June", TODAY, TODAY + timedelta(60), (90, 90, 90, 90, 90, 90, 0))
    plan_id = measured.ui.service(PlanService).create(measured.user_id, draft)
    measured.ui.service(PlanningService).replan(measured.user_id, plan_id)
    measured.settle()
    found = plot(page, "Plan and deeds")
    assert found is not None
    assert [one.name for one in found.series] == ["planned", "done"]


def test_without_an_answer_nothing_is_counted(seat_measured: Callable[..., Measured]) -> None:
    measured = seat_measured(0)
    measured.turn_to("time", TimePage)
    assert measured.sees("No time counted yet")


def test_a_missed_day_is_forgiven_by_who_wants_that(measured: Measured) -> None:
    page = measured.turn_to("time", TimePage)
    (card,) = page.findChildren(StreakCard)
    stats = measured.ui.service(StatsService)
    strict = stats.streak(measured.user_id)
    day = measured.clock.day_start(min(strict.days) - timedelta(days=2))
    with measured.program.context.store.write() as session:  # a card, and a day without one
        session.add(
            CardReviewRow(
                id=to_ms(day) << 21,
                card_id=1,
                rating=3,
                kind="review",
                interval=1,
                last_interval=1,
                ease_permille=2500,
                time_ms=1,
                user_id=measured.user_id,
            )
        )
        session.touch("reviews")
    measured.settle()
    assert measured.sees(rf".*longest {strict.best}")
    card.forgives.click()
    measured.settle()
    assert measured.ui.settings.get("streak_forgives") is True
    assert measured.sees(rf".*longest {strict.best + 1}")
