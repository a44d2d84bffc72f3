"""The page of the decks: what is due, deck by deck, and what can be done with decks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest

from ms2qbank_desktop.features.flashcards.models import DECK_SEPARATOR, Algorithm
from ms2qbank_desktop.features.flashcards.service.cards import CardService
from ms2qbank_desktop.features.flashcards.service.search import SearchService
from ms2qbank_desktop.features.flashcards.ui.card_export import ExportDialog
from ms2qbank_desktop.features.flashcards.ui.deck_model import Column
from ms2qbank_desktop.features.flashcards.ui.planning_exam import ExamDialog
from ms2qbank_desktop.ui.widgets.namedialog import NameDialog
from tests.support.shared_data import SHARED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ms2qbank_desktop.features.flashcards.ui.decks_page import DecksPage
    from tests.support.learner import Learner

PACKAGE = SHARED / "data" / "anki" / "sample-latest.apkg"
BADGE_REST_MS = 2000
"""After a change, before the cards that are due are counted."""


def rows(page: DecksPage) -> list[tuple[str, ...]]:
    """Return deck, new, learning and review of the rows that are seen."""
    model = page.table.decks
    return [
        tuple(str(model.index(row, column).data()) for column in list(Column)[:4])
        for row in range(model.rowCount())
    ]


def name(learner: Learner, text: str) -> None:
    """Write a name into the dialog and accept it."""
    dialog = learner.dialog()
    assert isinstance(dialog, NameDialog)
    dialog.line.setText(text)
    dialog.accept()
    learner.settle()


def test_the_tree_says_what_is_due_in_each_deck(learner: Learner) -> None:
    page = learner.decks_page
    assert rows(page) == [("Step 1", "5", "0", "0"), ("Renal", "5", "0", "0")]
    assert learner.sees("cards due today")
    assert learner.sees("5")


def test_the_numbers_follow_what_was_answered(learner: Learner) -> None:
    page = learner.decks_page
    learner.press("S")
    learner.wait(lambda: learner.shell.taken_over is not None)
    learner.press("Space", "1", "Space", "4", "Escape")
    learner.settle()
    assert rows(page)[0] == ("Step 1", "3", "1", "0")
    assert learner.sees("2 answers today in .*")
    today = learner.clock.study_day(learner.clock.now()).toordinal()
    page.heat.setFocus(Qt.FocusReason.TabFocusReason)
    assert page.heat.accessibleDescription().endswith("2 answers")
    assert today == page.heat._today  # noqa: SLF001


def test_enter_studies_the_chosen_deck_and_a_double_click_too(learner: Learner) -> None:
    page = learner.decks_page
    page.table.setFocus()
    learner.press("Down", "Return")
    learner.wait(lambda: learner.shell.taken_over is not None)
    assert learner.page.session.deck.name == "Step 1::Renal"
    learner.press("Escape")
    learner.settle()
    place = page.table.visualRect(page.table.decks.index(1, Column.NEW)).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    learner.wait(lambda: learner.shell.taken_over is not None)


def test_folding_is_remembered(seat: Callable[..., Learner]) -> None:
    learner = seat()
    page = learner.decks_page
    page.table.setFocus()
    learner.press("Home", "Left")
    assert rows(page) == [("Step 1", "5", "0", "0")]
    assert learner.ui.settings.get("decks_folded") != "[]"
    learner.press("Right")
    assert len(rows(page)) == 2
    assert learner.ui.settings.get("decks_folded") == "[]"


def test_left_goes_to_the_deck_above(learner: Learner) -> None:
    page = learner.decks_page
    page.table.setFocus()
    learner.press("Down")
    assert page.table.currentIndex().row() == 1
    learner.press("Left")
    assert page.table.currentIndex().row() == 0


def test_the_model_of_the_decks_keeps_the_rules_of_qt(learner: Learner) -> None:
    page = learner.decks_page
    tester = QAbstractItemModelTester(page.table.decks)
    page.table.decks.fold(0, folded=True)
    page.table.decks.fold(0, folded=False)
    assert tester.model() is page.table.decks


def test_a_deck_is_made_inside_another(learner: Learner) -> None:
    page = learner.decks_page
    page.actions_on_decks.create(page.table.current())
    name(learner, f"Step 1{DECK_SEPARATOR}Cardio")
    assert [one[0] for one in rows(page)] == ["Step 1", "Cardio", "Renal"]


def test_a_name_that_is_taken_is_told_at_the_field(learner: Learner) -> None:
    page = learner.decks_page
    learner.decks.create_deck(learner.user_id, "Cardio")
    learner.settle()
    page.table.setFocus()
    learner.press("Home", "F2")
    dialog = learner.dialog()
    assert isinstance(dialog, NameDialog)
    dialog.line.setText("Step 1")
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.field.fault == "There is a deck called Step 1 already."
    dialog.line.setText("Heart")
    dialog.accept()
    learner.settle()
    assert [one[0] for one in rows(page)] == ["Heart", "Step 1", "Renal"]


def test_a_deleted_deck_comes_back_with_undo(learner: Learner) -> None:
    page = learner.decks_page
    page.table.setFocus()
    learner.press("Home", "Delete")
    learner.settle()
    assert rows(page) == []
    assert learner.sees("Step 1 deleted with 5 cards")
    learner.toast_button().click()
    learner.settle()
    assert rows(page)[1] == ("Renal", "5", "0", "0")


def test_without_decks_the_page_says_the_first_step(seat: Callable[..., Learner]) -> None:
    learner = seat(cards=0)
    assert learner.decks_page.isVisible()
    assert learner.sees("No decks yet")
    assert learner.sees("Import a deck")


def drop(learner: Learner, page: DecksPage, file: Path) -> None:
    """Drag a file from the desktop and drop it on the page."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    place, copy = QPoint(200, 200), Qt.DropAction.CopyAction
    learner.app.sendEvent(page, QDragEnterEvent(place, copy, data, left, none))
    learner.app.sendEvent(page, QDropEvent(place.toPointF(), copy, data, left, none))


@pytest.mark.skipif(not PACKAGE.exists(), reason="../shared/data/anki is not there")
def test_a_dropped_package_becomes_decks(seat: Callable[..., Learner]) -> None:
    learner = seat(cards=0)
    page = learner.decks_page
    drop(learner, page, PACKAGE)
    learner.settle()
    learner.wait(lambda: rows(page))
    assert ("Step 1", "2", "1", "0") in [(*one[:3], "0") for one in rows(page)]
    assert learner.sees("12 card notes added")
    learner.ui.navigate.open("home")
    assert learner.toast_button().text() == "Show"
    learner.toast_button().click()
    assert page.isVisible()
    drop(learner, page, PACKAGE)
    learner.wait(lambda: learner.sees("Nothing new: 12 card notes known already"))
    learner.toast_button().click()
    assert learner.sees(".*16 cards.*")
    learner.dialog().reject()


def test_a_broken_package_is_told_and_nothing_is_changed(
    seat: Callable[..., Learner], tmp_path: Path
) -> None:
    learner = seat(cards=0)
    page = learner.decks_page
    broken = tmp_path / "broken.apkg"
    broken.write_bytes(b"this is no package")
    drop(learner, page, broken)
    learner.settle()
    assert learner.sees("No card added, 1 left out")
    assert rows(page) == []


def test_a_deck_is_written_to_a_file(learner: Learner, tmp_path: Path) -> None:
    page = learner.decks_page
    page.actions_on_decks.export(page.table.current())
    dialog = learner.dialog()
    assert isinstance(dialog, ExportDialog)
    target = tmp_path / "renal.apkg"
    dialog.write(target)
    learner.settle()
    assert learner.sees("5 cards written to renal.apkg")
    assert target.stat().st_size > 1000
    dialog.reject()


def test_the_tab_says_wherever_one_is_how_many_cards_are_due(learner: Learner) -> None:
    tabs = learner.shell.top.tabs
    at = next(place for place in range(tabs.count()) if tabs.tabText(place) == "Flashcards")
    learner.shell.open("questions", "create")
    learner.begin_later()
    learner.wait(lambda: tabs.accessibleTabName(at) == "Flashcards, 5 cards due today")
    learner.study()
    learner.press("Space", "4", "Escape")
    learner.hurry(BADGE_REST_MS)
    learner.wait(lambda: tabs.accessibleTabName(at) == "Flashcards, 4 cards due today")
    ids = learner.ui.service(SearchService).find(learner.user_id, "")
    learner.ui.service(CardService).suspend(learner.user_id, ids)
    learner.hurry(BADGE_REST_MS)
    learner.wait(lambda: tabs.accessibleTabName(at) == "Flashcards")


def test_the_chosen_deck_says_how_it_is_studied_and_what_is_remembered(
    seat: Callable[..., Learner],
) -> None:
    learner = seat(cards=3, algorithm=Algorithm.FSRS, fuzz=False, learning_steps=())
    page = learner.decks_page
    assert page.table.isColumnHidden(Column.REMEMBERED)
    assert learner.sees("FSRS")
    assert learner.sees("20 new, 200 reviews")
    assert not learner.sees("Easy days")
    learner.study()
    learner.press("Space", "2", "Space", "4", "Escape")
    learner.clock.pass_time(5 * 86_400)
    (preset,) = learner.decks.presets(learner.user_id)
    easy = replace(preset, easy_days=(1.0,) * 5 + (0.5, 0.0), desired_retention=0.85)
    learner.decks.save_preset(learner.user_id, easy)
    page = learner.decks_page
    learner.wait(lambda: not page.table.isColumnHidden(Column.REMEMBERED))
    words = [page.table.decks.index(row, Column.REMEMBERED).data() for row in range(2)]
    assert words[0] == words[1]
    assert 50 < int(words[0].removesuffix(" %")) < 100
    learner.wait(lambda: learner.sees("Saturday, Sunday"))
    assert learner.sees("85 %")
    learner.click("Plan for an exam…")
    dialog = learner.dialog()
    assert isinstance(dialog, ExamDialog)
    dialog.reject()


def test_all_decks_can_be_written_to_one_file(learner: Learner, tmp_path: Path) -> None:
    learner.decks.create_deck(learner.user_id, "Other")
    page = learner.decks_page
    page.actions_on_decks.export(page.table.current())
    dialog = learner.dialog()
    assert isinstance(dialog, ExportDialog)
    names = [dialog.deck.itemText(at) for at in range(dialog.deck.count())]
    assert names == ["All decks", "Other", "Step 1", "Step 1 › Renal"]
    assert dialog.deck.currentText() == "Step 1"
    dialog.deck.setCurrentIndex(0)
    dialog.write(tmp_path / "all.apkg")
    learner.settle()
    assert learner.sees("5 cards written to all.apkg")
    dialog.reject()
