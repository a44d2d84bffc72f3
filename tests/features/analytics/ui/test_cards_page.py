"""The page "Cards" at the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.analytics.service.statistics import StatsService
from ms2qbank_desktop.features.analytics.ui.card_totals import CardTotals
from ms2qbank_desktop.features.analytics.ui.cards_page import CardsPage
from ms2qbank_desktop.features.analytics.ui.figure_card import FigureCard
from ms2qbank_desktop.features.analytics.ui.looking import look_state

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.measured import Measured


def card(page: CardsPage, title: str) -> FigureCard:
    (found,) = [one for one in page.findChildren(FigureCard) if one.title == title]
    return found


def test_cards_are_counted_and_stand_beside_questions(measured: Measured) -> None:
    page = measured.turn_to("cards", CardsPage)
    look_state(measured.ui).choose(span="all")
    measured.settle()
    (totals,) = page.findChildren(CardTotals)
    tally = measured.program.context.service(StatsService).cards(measured.user_id)
    assert totals.numbers["Answers"].text() == "240"
    assert totals.numbers["Remembered"].text() == f"{100 * tally.known / tally.asked:.0f} %"
    remembered = card(page, "Remembered").view.plot
    assert remembered is not None
    assert remembered.banded
    both = card(page, "Cards beside questions").view.plot
    assert both is not None
    assert [one.name for one in both.series] == ["cards remembered", "questions right"]


def test_answers_turn_to_minutes(measured: Measured) -> None:
    page = measured.turn_to("cards", CardsPage)
    answers = card(page, "Answers")
    assert answers.view.plot is not None
    assert [one.name for one in answers.view.plot.series] == ["due", "new and learning"]
    assert answers.views is not None
    answers.views.setFocus()
    measured.press("Right")
    assert [one.name for one in answers.view.plot.series] == ["minutes"]


def test_two_periods_have_a_line_each(measured: Measured) -> None:
    page = measured.turn_to("cards", CardsPage)
    look_state(measured.ui).choose(span="30", compare="before")
    measured.settle()
    plot = card(page, "Remembered").view.plot
    assert plot is not None
    assert [one.name for one in plot.series] == ["this period", "compared period"]
    (totals,) = page.findChildren(CardTotals)
    assert "points (" in totals.below["Remembered"].text()


def test_without_an_answered_card_the_decks_are_offered(
    seat_measured: Callable[..., Measured],
) -> None:
    measured = seat_measured(30, 0)
    measured.turn_to("cards", CardsPage)
    assert measured.sees("No card answered yet")
    measured.click("Open the decks")
    measured.settle()
    assert measured.sees("Flashcards")


def test_all_statistics_of_cards_are_a_click_away(measured: Measured) -> None:
    measured.turn_to("cards", CardsPage)
    measured.click("All statistics of cards")
    measured.settle()
    assert measured.sees("Days in a row")
