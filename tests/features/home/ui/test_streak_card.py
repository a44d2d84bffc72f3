"""Days in a row."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ms2qbank_desktop.features.home.ui.streak_card import StreakCard, said
from tests.support.at_home import answer, bank

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.support.at_home import AtHome
    from tests.support.logbook import Logbook


def days(back: Iterable[int]) -> Callable[[Logbook], None]:
    def fill(book: Logbook) -> None:
        some = bank(book)
        for day in back:
            answer(book, some[day : day + 1], right=1, days_ago=day)

    return fill


def test_it_counts_days_and_says_each_under_the_keyboard(seat: Callable[..., AtHome]) -> None:
    at_home = seat(days((0, 1, 2, 5, 6, 7, 8)))
    card = at_home.card(StreakCard)
    assert (card.title.text(), card.fact.text()) == ("3-day streak", "best 4")
    card.days.setFocus(Qt.FocusReason.TabFocusReason)
    assert card.fact.text() == "Monday 2 March: 1 answer"
    at_home.press("Left")
    assert card.fact.text() == "Monday 23 February: 1 answer"
    card.days.clearFocus()
    assert card.fact.text() == "best 4"


def test_it_says_that_today_is_still_to_come(seat: Callable[..., AtHome]) -> None:
    card = seat(days((1, 2))).card(StreakCard)
    assert (card.title.text(), card.fact.text()) == ("2-day streak", "not yet today, best 2")


def test_a_streak_that_has_ended_is_none(seat: Callable[..., AtHome]) -> None:
    card = seat(days((4, 5))).card(StreakCard)
    assert (card.title.text(), card.fact.text()) == ("No streak now", "best 2")


def test_a_missed_day_is_forgiven_where_that_is_set(seat: Callable[..., AtHome]) -> None:
    at_home = seat(days((0, 2)))
    assert at_home.card(StreakCard).title.text() == "1-day streak"
    at_home.ui.settings.set("streak_forgives", True)
    card = at_home.card(StreakCard)
    card.show_found(card.read(at_home.ui))
    assert card.title.text() != "1-day streak"


def test_a_day_without_an_answer_says_so() -> None:
    assert said(date(2026, 3, 2).toordinal(), 0) == "Monday 2 March: nothing"
    assert said(date(2026, 3, 2).toordinal(), 12) == "Monday 2 March: 12 answers"
