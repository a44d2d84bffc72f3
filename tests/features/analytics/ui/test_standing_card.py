"""The card "Where you stand" at the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from ms2qbank_desktop.features.analytics.readiness import NotYet, Readiness
from ms2qbank_desktop.features.analytics.service.readiness import ReadinessService
from ms2qbank_desktop.features.analytics.ui.figure_card import SlowFigureCard
from ms2qbank_desktop.features.analytics.ui.overview_page import OverviewPage
from ms2qbank_desktop.features.analytics.ui.standing_reading import standing_figure

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.measured import Measured

TITLE = "Where you stand"


def card(measured: Measured) -> SlowFigureCard:
    page = measured.turn_to("overview", OverviewPage)
    measured.wait(lambda: page.sheet.settled)
    measured.settle()
    (found,) = [one for one in page.findChildren(SlowFigureCard) if one.title == TITLE]
    return found


def test_it_draws_what_an_exam_would_give_and_says_the_pass_mark(measured: Measured) -> None:
    shown = card(measured)
    plot = shown.view.plot
    assert plot is not None
    assert plot.mark is not None
    assert plot.places[plot.mark] == "60 % right, the pass mark"
    service = measured.program.context.service(ReadinessService)
    found = service.readiness(measured.user_id)
    assert isinstance(found, Readiness)
    assert plot.notes[plot.mark] == f"or more: {found.chance * 100:.0f} %"
    assert measured.sees(r"\d+ % right expected, 8 of 10 exams \d+ to \d+ %")


def test_the_quick_chance_is_the_chance(measured: Measured) -> None:
    service = measured.program.context.service(ReadinessService)
    quick, whole = service.standing(measured.user_id), service.readiness(measured.user_id)
    assert isinstance(quick, Readiness)
    assert isinstance(whole, Readiness)
    assert (quick.chance, quick.low, quick.spread) == (whole.chance, whole.low, whole.spread)


def test_the_keyboard_says_each_per_cent_and_turns_to_the_table(measured: Measured) -> None:
    shown = card(measured)
    shown.chart.setFocus(Qt.FocusReason.TabFocusReason)
    measured.press("End")
    said = shown.chart.accessibleDescription()
    assert ", or more: " in said
    measured.press("T")
    assert shown.table is not None
    assert shown.table.isVisible()
    assert shown.view.plot is not None
    assert shown.table.model().rowCount() == len(shown.view.plot.places)
    assert shown.table.model().columnCount() == 3


@pytest.mark.parametrize("attempts", [0, 10])
def test_before_enough_answers_it_says_how_many_are_needed(
    seat_measured: Callable[..., Measured], attempts: int
) -> None:
    measured = seat_measured(attempts)
    shown = card(measured)
    assert shown.view.plot is None
    assert isinstance(
        measured.program.context.service(ReadinessService).standing(measured.user_id), NotYet
    )
    assert measured.sees(
        "A curve would be a guess so far. It is drawn after 120 first attempts in 6 systems."
    )


def test_the_share_of_profiles_that_do_worse_is_said_where_there_are_some() -> None:
    found = Readiness(0.7, 0.5, 0.9, 0.62, 0.04, 300, ())
    assert standing_figure(found, None).fact == "62 % right expected, 8 of 10 exams 57 to 67 %"
    assert standing_figure(found, 66.7).fact.endswith("; better than 67 % of the profiles here")
