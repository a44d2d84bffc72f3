"""The starter decks on the page of the decks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from ms2qbank_desktop.features.flashcards.service.starter import STARTER
from ms2qbank_desktop.features.flashcards.ui.deck_model import UNCHECKED, Branch, Column
from ms2qbank_desktop.features.flashcards.ui.decks_page import DecksPage
from tests.support.student import Student

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.learner import Learner


def test_brought_by_command_they_say_in_the_list_that_no_physician_has_reviewed_them(
    learner: Learner,
) -> None:
    page = learner.decks_page
    learner.shell.commands.run("starter-decks")
    learner.settle()
    model = page.table.decks
    decks = {
        index.data(): index
        for index in (model.index(row, Column.DECK) for row in range(model.rowCount()))
    }
    assert decks[STARTER].data(Branch.REMARK) == UNCHECKED
    assert UNCHECKED in decks[STARTER].data(Qt.ItemDataRole.AccessibleTextRole)
    assert "CC BY 4.0" in decks[STARTER].data(Qt.ItemDataRole.ToolTipRole)
    assert decks["Respiratory"].data(Branch.REMARK) is None
    assert decks["Step 1"].data(Branch.REMARK) is None
    assert learner.sees(r"Notes: 1[ ,]?208 added.*|1[ ,]?208 .*")


def test_they_give_no_more_new_cards_a_day_than_any_deck(learner: Learner) -> None:
    page = learner.decks_page
    learner.shell.commands.run("starter-decks")
    learner.settle()
    model = page.table.decks
    new = {
        model.index(row, Column.DECK).data(): model.index(row, Column.NEW).data()
        for row in range(model.rowCount())
    }
    assert new[STARTER] == "20"


@pytest.mark.usefixtures("qapp")
def test_decks_can_be_brought_and_imported_before_the_tab_was_ever_opened(data_dir: Path) -> None:
    student = Student(data_dir, tab="questions")
    assert student.shell.findChildren(DecksPage) == []
    assert student.ui.commands.can("starter-decks")
    assert student.ui.commands.can("import-cards")
    student.leave()
