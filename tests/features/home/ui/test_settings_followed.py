"""What is set for the whole program is seen at once at the home screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.home.ui.streak_card import StreakCard
from ms2qbank_desktop.features.home.ui.today_card import TodayCard
from tests.support.at_home import answer, bank

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.at_home import AtHome
    from tests.support.logbook import Logbook


def missed(book: Logbook) -> None:
    some = bank(book)
    for day in (0, 1, 3, 4):
        answer(book, some[day : day + 1], right=1, days_ago=day)
    answer(book, some[10:13], right=0, days_ago=4)


def test_the_streak_goes_over_a_missed_day_once_that_is_wanted(
    seat: Callable[..., AtHome],
) -> None:
    at_home = seat(missed)
    card = at_home.card(StreakCard)
    assert card.title.text() == "2-day streak"
    at_home.ui.settings.set("streak_forgives", True)
    assert at_home.card(StreakCard).title.text() == "4-day streak"


def test_due_questions_go_once_they_are_not_wanted(seat: Callable[..., AtHome]) -> None:
    at_home = seat(missed)
    card = at_home.card(TodayCard)
    assert card.questions.isVisible()
    at_home.ui.settings.set("spaced_questions", False)
    assert not at_home.card(TodayCard).questions.isVisible()
