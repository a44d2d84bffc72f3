"""The page "Overview" at the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.analytics.models import EVERYTHING, Coverage, CoverageCell
from ms2qbank_desktop.features.analytics.service.statistics import StatsService
from ms2qbank_desktop.features.analytics.ui.changes_card import ChangesCard
from ms2qbank_desktop.features.analytics.ui.coverage_card import (
    OTHERS,
    CoverageCard,
    Map,
    cell_words,
    groups,
    map_plot,
)
from ms2qbank_desktop.features.analytics.ui.figure_card import FigureCard
from ms2qbank_desktop.features.analytics.ui.next_card import NextCard
from ms2qbank_desktop.features.analytics.ui.overview_page import OverviewPage
from ms2qbank_desktop.features.analytics.ui.readiness_card import ReadinessCard
from ms2qbank_desktop.features.practice.models import BlockRequest
from ms2qbank_desktop.ui.charts.heat import heat_frame

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from tests.support.measured import Measured


def card(page: QWidget, title: str) -> FigureCard:
    """Return the card with a title."""
    (found,) = [one for one in page.findChildren(FigureCard) if one.title == title]
    return found


def coverage(measured: Measured) -> CoverageCard:
    page = measured.turn_to("overview", OverviewPage)
    (found,) = page.findChildren(CoverageCard)
    measured.wait(lambda: found.grid.plot is not None)
    return found


def test_it_says_where_one_stands(measured: Measured) -> None:
    page = measured.turn_to("overview", OverviewPage)
    (readiness,) = page.findChildren(ReadinessCard)
    measured.wait(lambda: readiness.chance.text())
    assert readiness.basis.text().startswith("80 % band ")
    assert "to" in readiness.band.accessibleName()
    course = card(page, "Correct, first attempts").view.plot
    assert course is not None
    assert [one.name for one in course.series] == ["right", "cards remembered"]
    (next_steps,) = page.findChildren(NextCard)
    measured.wait(lambda: next_steps.list.buttons)
    assert [one.kind for one in next_steps.list.buttons][:2] == ["primary", "secondary"]


def test_a_step_is_begun_with_a_click(measured: Measured) -> None:
    measured.note_requests("begin-block", "study-cards", "open-video", "open-task", "open-article")
    page = measured.turn_to("overview", OverviewPage)
    (next_steps,) = page.findChildren(NextCard)
    measured.wait(lambda: next_steps.list.buttons)
    QTest.mouseClick(next_steps.list.buttons[0], Qt.MouseButton.LeftButton)
    assert len(measured.requests) == 1


def test_the_map_says_a_cell_in_words_and_makes_a_block_of_it(measured: Measured) -> None:
    measured.note_requests("prepare-block")
    map_card = coverage(measured)
    measured.settle()  # no card that comes later moves this one
    plot = map_card.grid.plot
    assert plot is not None
    place, column = next(
        (place, column)
        for place in range(len(plot.places))
        for column, series in enumerate(plot.series)
        if series.values[place] is not None and not series.plain
    )
    # Pointer or keyboard may be on the cell already, which would tell nothing.
    measured.app.sendEvent(map_card.grid, QEvent(QEvent.Type.Leave))
    said: list[str] = []
    map_card.grid.place_shown.connect(said.append)
    cell = heat_frame(plot, map_card.grid.rect()).cell(place, column).center().toPoint()
    for place_under in (QPoint(1, 1), cell):  # to where it is already, nothing moves
        QTest.mouseMove(map_card.grid, place_under)
        measured.app.processEvents()
    QTest.mouseClick(map_card.grid, Qt.MouseButton.LeftButton, pos=cell)
    measured.wait(lambda: said and said[-1])
    assert said[-1].startswith(f"{plot.places[place]}, {plot.series[column].name}: ")
    assert said[-1].endswith("right")
    ((request, wanted),) = measured.requests
    assert request == "prepare-block"
    assert isinstance(wanted, BlockRequest)
    assert wanted.wanted.bank.subjects == {plot.series[column].name}
    found = measured.program.context.service(StatsService).coverage(measured.user_id)
    number = found.cells[found.systems[place], plot.series[column].name].questions
    assert measured.told() == f"{number} questions chosen; Ctrl+Enter starts"


def test_the_keyboard_reaches_every_cell_and_an_empty_one_makes_no_block(
    measured: Measured,
) -> None:
    measured.note_requests("prepare-block")
    map_card = coverage(measured)
    plot = map_card.grid.plot
    assert plot is not None
    place = next(at for at, value in enumerate(plot.series[0].values) if value is None)
    map_card.grid.setFocus(Qt.FocusReason.TabFocusReason)
    measured.press(*["Down"] * place, "Return")
    assert measured.requests == []
    assert map_card.grid.accessibleDescription().endswith("no questions")
    measured.press("End", *["Up"] * place, "Right", "Right", "Return", "Down", "Return")
    assert measured.requests


def test_the_map_turns_to_what_was_seen_and_to_its_table(measured: Measured) -> None:
    map_card = coverage(measured)
    assert map_card.grid.plot is not None
    secure = map_card.grid.plot.rows()
    measured.click("Seen")
    assert map_card.grid.plot.rows() != secure
    map_card.grid.setFocus(Qt.FocusReason.TabFocusReason)
    measured.press("T")
    assert map_card.table is not None
    assert map_card.table.isVisible()
    assert map_card.table.model().columnCount() == len(map_card.grid.plot.series) + 1


def test_changed_answers_are_counted(measured: Measured) -> None:
    page = measured.turn_to("overview", OverviewPage)
    (changes,) = page.findChildren(ChangesCard)
    assert changes.advice.text().startswith("Your first choice was right in ")
    assert "right to wrong" in changes.bar.accessibleName()


def test_on_the_first_day_it_says_what_is_missing_and_shows_the_bank(
    seat_measured: Callable[..., Measured],
) -> None:
    measured = seat_measured(0)
    page = measured.turn_to("overview", OverviewPage)
    measured.wait(lambda: measured.sees("Not yet"))
    assert measured.sees(
        "A chance to pass would be a guess so far. It is shown after 120 more first attempts and "
        "answers in 6 more systems."
    )
    assert measured.sees("No step stands out yet")
    assert card(page, "Correct, first attempts").view.plot is None
    assert card(page, "Time and correctness").begin.text() == "Create a block"
    assert coverage(measured).grid.plot is not None


def test_another_answer_is_counted_at_once(measured: Measured) -> None:
    page = measured.turn_to("overview", OverviewPage)
    stats = measured.program.context.service(StatsService)
    before = stats.total(measured.user_id, EVERYTHING).attempts
    speeds = card(page, "Time and correctness")
    assert speeds.view.plot is not None
    counted = speeds.view.plot.notes
    measured.answer_one()
    measured.settle()
    assert stats.total(measured.user_id, EVERYTHING).attempts == before + 1
    assert speeds.view.plot is not None
    assert speeds.view.plot.notes != counted


def test_subjects_beyond_the_eleventh_stand_together() -> None:
    subjects = tuple(f"S{number}" for number in range(14))
    cells = {("", subject): CoverageCell(10, 4, 3, 2) for subject in subjects}
    found = Coverage(("",), subjects, cells)
    columns = groups(found)
    assert columns[-1] == ("S10", "S11", "S12", "S13")
    plot = map_plot(Map(found, columns, {}, {}), "seen")
    assert plot is not None
    assert plot.series[10].name == OTHERS
    assert plot.series[10].values == (0.4,)
    assert map_plot(Map(Coverage((), (), {}), (), {}, {}), "seen") is None
    assert cell_words(CoverageCell(10, 4, 3, 2)) == "2 of 10 secure, 4 seen, 3 right"


def test_the_mouse_beside_the_cells_says_nothing(measured: Measured) -> None:
    map_card = coverage(measured)
    said: list[str] = []
    map_card.grid.place_shown.connect(said.append)
    QTest.mouseMove(map_card.grid, QPoint(5, 60))
    assert said == []
