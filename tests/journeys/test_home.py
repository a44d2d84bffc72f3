"""The first day from the home screen on, by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QAbstractButton

from ms2qbank_desktop.features.home.ui.first_steps import FirstSteps
from ms2qbank_desktop.features.home.ui.going_card import GoingCard
from ms2qbank_desktop.features.home.ui.progress_card import ProgressCard
from ms2qbank_desktop.features.home.ui.stock_card import StockCard
from tests.support.at_home import AtHome, bank

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

pytestmark = pytest.mark.journey
MOST_TABS = 40


def go_to(student: AtHome, words: str) -> None:
    """Go with Tab to the button that is called so."""
    for _ in range(MOST_TABS):
        focus = student.app.focusWidget()
        if isinstance(focus, QAbstractButton) and words in focus.accessibleName():
            return
        student.press("Tab")
    pytest.fail(f"Tab does not come to {words}")


def test_the_first_block_is_begun_gone_on_with_the_next_time_and_ended_from_home_by_keyboard(
    qapp: QApplication,  # noqa: ARG001
    data_dir: Path,
) -> None:
    student = AtHome(data_dir, bank)
    assert student.card(StockCard).isVisible()
    student.press("F6")
    go_to(student, "Start ten questions")
    student.press("Space")
    student.wait(lambda: student.shell.taken_over is not None)
    assert student.sees("Item 1 of 10")
    for letter in "AB":
        student.press(letter, "Return", "Return")
    student.wait(lambda: student.sees("Item 3 of 10"))
    student.leave()

    student = AtHome(data_dir)
    assert student.shell.taken_over is None
    going = student.card(GoingCard)
    student.wait(going.isVisible)
    assert going.cells[0].text() == "Block 1"
    assert going.cells[0].accessibleDescription().endswith("item 3 of 10")
    assert student.sees("1 of 3 done")
    assert not student.card(StockCard).isVisible()
    progress = student.card(ProgressCard)
    assert (progress.done.value.text(), progress.done.change.text()) == ("2", "+2")

    student.press("F6")
    go_to(student, "Continue: Block 1")
    student.press("Return")
    student.wait(lambda: student.shell.taken_over is not None)
    assert student.sees("Item 3 of 10")
    student.press("Ctrl+E", "Ctrl+E")
    student.wait(lambda: student.sees(r"\d+ %"))
    student.settle()
    student.press("Ctrl+1")
    student.settle()
    assert student.shell.tab == "home"
    assert not student.card(GoingCard).isVisible()
    assert not student.card(FirstSteps).cells[0].button.isVisible()
    assert student.flashes.seen == []
    student.leave()
