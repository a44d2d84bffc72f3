"""From numbers to the next block: what analytics is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from ms2qbank_desktop.features.analytics.models import NOTHING, Dimension, Scope
from ms2qbank_desktop.features.analytics.service.statistics import StatsService
from ms2qbank_desktop.features.analytics.ui.coverage_card import CoverageCard
from ms2qbank_desktop.features.analytics.ui.next_card import NextCard
from ms2qbank_desktop.features.analytics.ui.overview_page import OverviewPage
from ms2qbank_desktop.features.analytics.ui.questions_page import QuestionsPage
from tests.support.measured import SUBJECTS, Measured

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication


@pytest.fixture
def measured(qapp: QApplication, data_dir: Path) -> Iterator[Measured]:
    assert qapp
    student = Measured(data_dir, 240)
    yield student
    student.settle()
    student.leave()
    assert student.flashes.seen == []


def test_a_cell_of_the_map_becomes_an_exam_by_keyboard_alone(measured: Measured) -> None:
    page = measured.turn_to("overview", OverviewPage)
    (card,) = page.findChildren(CoverageCard)
    plot = card.grid.plot
    assert plot is not None
    place = next(at for at, value in enumerate(plot.series[0].values) if value is not None)
    card.grid.setFocus(Qt.FocusReason.TabFocusReason)
    measured.press(*["Down"] * place, "Return")
    measured.settle()
    assert measured.sees(r"Start (block|with \d+)")
    measured.press("Ctrl+Return")
    measured.wait(lambda: measured.shell.taken_over is not None)
    measured.settle()
    asked = {item.question_id for item in measured.exam.session.block.items}
    stats = measured.program.context.service(StatsService)
    coverage = stats.coverage(measured.user_id)
    cell = coverage.cells[coverage.systems[place], coverage.subjects[0]]
    assert len(asked) == min(cell.questions, measured.ui.settings.get("block_size"))
    measured.press("Ctrl+E", "Ctrl+E")
    measured.settle()


def test_the_best_step_begins_a_block_whose_answers_are_counted(measured: Measured) -> None:
    stats = measured.program.context.service(StatsService)
    before = stats.total(measured.user_id).attempts
    page = measured.turn_to("overview", OverviewPage)
    (steps,) = page.findChildren(NextCard)
    measured.wait(lambda: steps.list.buttons)
    steps.list.buttons[0].setFocus()
    measured.press("Space")
    measured.wait(lambda: measured.shell.taken_over is not None)
    measured.settle()
    items = len(measured.exam.session.block.items)
    measured.press("A")
    measured.press("Ctrl+E", "Ctrl+E")
    measured.settle()
    measured.turn_to("questions", QuestionsPage)
    assert stats.total(measured.user_id).attempts == before + items
    assert measured.sees(f"{stats.total(measured.user_id, page_scope(measured)).attempts:,}")


def page_scope(measured: Measured) -> Scope:
    from ms2qbank_desktop.features.analytics.ui.looking import look_state

    return look_state(measured.ui).look.scope


def test_a_focused_test_asks_the_weak_area_and_nothing_else(measured: Measured) -> None:
    measured.turn_to("questions", QuestionsPage)
    measured.click("Focused test")
    measured.settle()
    measured.press("Ctrl+Return")
    measured.wait(lambda: measured.shell.taken_over is not None)
    measured.settle()
    stats = measured.program.context.service(StatsService)
    weakest = min(
        stats.weak_areas(measured.user_id, page_scope(measured)),
        key=lambda area: area.tally.accuracy or 0,
    )
    ids = [item.question_id for item in measured.exam.session.block.items]
    measured.press("A")
    measured.press("Ctrl+E", "Ctrl+E")
    measured.settle()
    kind = Dimension.SUBJECT if weakest.kind is Dimension.SUBJECT else Dimension.SYSTEM
    found = stats.by(measured.user_id, page_scope(measured), kind).get(weakest.name, NOTHING)
    assert found.attempts == weakest.tally.attempts + len(ids)
    assert weakest.name in SUBJECTS or kind is Dimension.SYSTEM
