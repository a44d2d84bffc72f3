"""The statistics of a student, on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.flashcards.models import Algorithm
from ms2qbank_desktop.features.flashcards.ui.statistics_page import StatisticsPage
from ms2qbank_desktop.ui import theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.ui.charts.card import ChartCard
    from tests.support.learner import Learner


def page_of(learner: Learner) -> StatisticsPage:
    learner.shell.open("flashcards", "statistics")
    (page,) = learner.shell.findChildren(StatisticsPage)
    learner.settle()
    return page


def answer(learner: Learner, *keys: str) -> None:
    learner.study()
    for key in keys:
        learner.press("Space", key)
        learner.clock.pass_time(5)
    learner.press("Escape")
    learner.settle()


def sums(card: ChartCard) -> dict[str, float]:
    plot = card.chart.plot
    assert plot is not None
    return {one.name: sum(value or 0 for value in one.values) for one in plot.series}


def test_a_page_without_cards_says_how_it_fills(seat: Callable[..., Learner]) -> None:
    learner = seat(notes=[])
    page_of(learner)
    assert learner.sees("Nothing to count yet")


def test_answers_appear_in_numbers_and_charts(learner: Learner) -> None:
    answer(learner, "4", "4", "1")
    page = page_of(learner)
    assert page.summary.numbers["Answers"].text() == "3"
    assert page.summary.numbers["Days in a row"].text() == "1"
    assert sums(page.answers) == {"Learning": 3}
    assert sums(page.charts["hours"]) == {"Known": 2, "Again": 1}
    assert sums(page.charts["classes"]) == {"Cards": 5}
    assert sums(page.charts["interval"]) == {"Cards": 2}
    assert page.charts["retention"].chart.plot is None


def test_the_charts_follow_the_next_answer_and_its_undo(learner: Learner) -> None:
    page = page_of(learner)
    assert page.answers.chart.plot is None
    learner.study()
    learner.press("Space", "4", "Ctrl+Z", "Space", "1", "Escape")
    learner.settle()
    page = page_of(learner)
    assert sums(page.answers) == {"Learning": 1}
    assert sums(page.charts["hours"]) == {"Known": 0, "Again": 1}


def test_a_deck_and_a_span_of_time_can_be_chosen(learner: Learner) -> None:
    answer(learner, "4", "4")
    other = learner.decks.create_deck(learner.user_id, "Heart")
    learner.clock.pass_time(40 * 86_400)
    learner.settle()
    page = page_of(learner)
    page.refresh()
    learner.settle()
    assert page.summary.numbers["Answers"].text() == "2"
    page.span.setCurrentText("1 month")
    page.span.activated.emit(0)
    learner.settle()
    assert page.summary.numbers["Answers"].text() == "0"
    page.span.setCurrentText("All")
    names = [page.decks.itemText(at) for at in range(page.decks.count())]
    page.decks.setCurrentIndex(names.index("Heart"))
    page.decks.activated.emit(names.index("Heart"))
    learner.settle()
    assert page.deck_id == other
    assert page.summary.numbers["Answers"].text() == "0"
    assert page.charts["classes"].chart.plot is None


def test_units_and_minutes_need_no_reading(learner: Learner) -> None:
    answer(learner, "4", "4", "4")
    page = page_of(learner)
    weeks = page.answers.chart.plot
    page.unit.set_value("month")
    page.unit.chosen.emit("month")
    months = page.answers.chart.plot
    assert weeks is not None
    assert months is not None
    assert (len(weeks.places), len(months.places)) == (53, 13)
    page.measure.set_value("time")
    page.measure.chosen.emit("time")
    minutes = page.answers.chart.plot
    assert minutes is not None
    assert not learner.shell.tasks.running
    assert sums(page.answers)["Learning"] < 1


def test_memory_has_charts_where_fsrs_is_used(seat: Callable[..., Learner]) -> None:
    learner = seat(algorithm=Algorithm.FSRS)
    answer(learner, "4", "4")
    page = page_of(learner)
    assert sums(page.charts["stability"]) == {"Cards": 2}
    assert sums(page.charts["recall"]) == {"Cards": 2}
    assert page.charts["difficulty"].isVisible()
    assert not page.charts["ease"].isVisible()


@pytest.mark.parametrize("width", [960, 1280])
def test_the_page_fits_at_any_text_size(learner: Learner, width: int) -> None:
    answer(learner, "4", "4", "1")
    page = page_of(learner)
    for zoom in (80, 150, 200):
        theme.apply(learner.app, "light", zoom)
        learner.shell.resize(width, 700)
        learner.settle()
        for card in page.charts.values():
            if card.isVisible():
                right = card.mapTo(page, card.rect().topRight()).x()
                assert right <= page.width(), (zoom, card.title)
    theme.apply(learner.app, "light", 100)
