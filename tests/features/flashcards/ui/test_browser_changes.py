"""The card browser at the real window: what is done to the cards that are selected."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from shiboken6 import Shiboken

from ms2qbank_desktop.features.flashcards.service.exchange import ExchangeService
from ms2qbank_desktop.features.flashcards.ui.browser_dialogs import (
    DeckDialog,
    PositionDialog,
    TagsDialog,
)
from ms2qbank_desktop.features.flashcards.ui.browser_tree import Part
from ms2qbank_desktop.features.flashcards.ui.change_type import ChangeTypeDialog
from ms2qbank_desktop.features.flashcards.ui.due_dialog import DueDialog
from ms2qbank_desktop.features.flashcards.ui.find_duplicates import DuplicatesDialog
from ms2qbank_desktop.features.flashcards.ui.find_replace import ReplaceDialog
from ms2qbank_desktop.ui.widgets.namedialog import NameDialog
from tests.support.card_browsing import NOTES, Browser

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.learner import Learner


@pytest.fixture
def browser(seat: Callable[..., Learner]) -> Browser:
    return Browser(seat(notes=NOTES))


def test_selected_cards_are_suspended_and_undo_lets_them_in_again(browser: Browser) -> None:
    browser.select(0, 2)
    assert browser.learner.sees("2 selected")
    browser.learner.click("Suspend")
    browser.learner.settle()
    assert [card.suspended for card in browser.cards()][:3] == [True, False, True]
    browser.undo()
    assert not any(card.suspended for card in browser.cards())


def test_flags_are_given_by_keys_and_found(browser: Browser) -> None:
    browser.select(1)
    browser.learner.press("Ctrl+Alt+3")
    browser.learner.settle()
    assert browser.cards()[1].flag == 3
    browser.search("flag:3")
    assert len(browser.questions) == 1


def test_tags_are_added_and_taken_away_and_undone(browser: Browser) -> None:
    learner = browser.learner
    browser.search("lithium or digoxin")
    browser.table.setFocus()
    browser.table.selectAll()
    learner.press("Ctrl+T")
    dialog = learner.dialog()
    assert isinstance(dialog, TagsDialog)
    learner.type_text("drug::old week3")
    learner.press("Return")
    learner.settle()
    browser.search("tag:drug")
    assert sorted(browser.questions) == ["Digoxin", "Lithium"]
    browser.leaf("tag:drug").setExpanded(True)
    assert browser.leaf("tag:drug::old").data(0, Part.NUMBER) == 2
    browser.undo()
    assert browser.questions == []


def test_cards_move_to_a_deck_that_is_made_for_them_and_back(browser: Browser) -> None:
    learner = browser.learner
    browser.search("lithium")
    browser.select(0)
    learner.press("Ctrl+D")
    dialog = learner.dialog()
    assert isinstance(dialog, DeckDialog)
    learner.type_text("Drugs")
    learner.press("Return")
    learner.settle()
    assert browser.cells("deck") == ["Drugs"]
    browser.undo()
    assert browser.cells("deck") == ["Renal"]


def test_due_days_are_set_and_cards_started_anew(browser: Browser) -> None:
    learner = browser.learner
    browser.search("lithium")
    browser.select(0)
    learner.press("Ctrl+Shift+D")
    dialog = learner.dialog()
    assert isinstance(dialog, DueDialog)
    learner.type_text("5")
    learner.press("Return")
    learner.settle()
    today = learner.clock.study_day(learner.clock.now()).toordinal()
    assert browser.cards()[0].schedule.due_day == today + 5
    browser.back()
    learner.press("Ctrl+Alt+N")
    learner.settle()
    assert browser.cells("state") == ["new"]


def test_new_cards_get_places_in_the_order_of_the_table(browser: Browser) -> None:
    learner = browser.learner
    browser.table.setFocus()
    browser.table.selectAll()
    learner.press("Ctrl+Shift+S")
    dialog = learner.dialog()
    assert isinstance(dialog, PositionDialog)
    dialog.start.setValue(100)
    dialog.step.setValue(10)
    dialog.accept()
    learner.settle()
    assert [card.schedule.position for card in browser.cards()] == [100, 110, 120, 130, 140, 150]


def test_deleted_notes_go_with_all_their_cards_and_come_back(browser: Browser) -> None:
    browser.search("renin")
    browser.select(0)
    browser.learner.press("Ctrl+Delete")
    browser.learner.settle()
    assert browser.questions == []
    browser.undo()
    assert browser.questions == ["Renin", "Renin"]


def test_buried_cards_come_again_when_asked(browser: Browser) -> None:
    browser.select(0)
    browser.learner.press("Ctrl+B")
    browser.learner.settle()
    assert browser.cards()[0].buried_until is not None
    browser.undo()
    assert browser.cards()[0].buried_until is None


def test_words_are_replaced_after_the_number_of_notes_was_said(browser: Browser) -> None:
    learner = browser.learner
    browser.table.selectAll()
    learner.press("Ctrl+Alt+F")
    dialog = learner.dialog()
    assert isinstance(dialog, ReplaceDialog)
    learner.type_text("KIDNEY")
    QTest.keyClicks(dialog.into, "ren")
    learner.settle()
    assert dialog.hits.text() == "Changes 2 notes."
    dialog.accept()
    learner.settle()
    browser.search("back:ren")
    assert sorted(browser.questions) == ["Lithium", "Renin", "Renin"]
    browser.undo()
    assert browser.questions == []


def test_a_broken_expression_is_named_and_changes_nothing(browser: Browser) -> None:
    learner = browser.learner
    browser.table.selectAll()
    learner.press("Ctrl+Alt+F")
    dialog = learner.dialog()
    assert isinstance(dialog, ReplaceDialog)
    dialog.regular.setChecked(True)
    learner.type_text("(kid")
    learner.settle()
    assert "fault" in dialog.field.fault
    assert not dialog.do.isEnabled()
    dialog.reject()


def test_duplicates_are_listed_and_shown_in_the_table(seat: Callable[..., Learner]) -> None:
    notes = [("Basic", ("Renin ", "a")), ("Basic", ("<b>renin</b>", "b")), ("Basic", ("x", "c"))]
    browser = Browser(seat(notes=notes))
    browser.learner.press("Ctrl+Alt+D")
    dialog = browser.learner.dialog()
    assert isinstance(dialog, DuplicatesDialog)
    browser.learner.settle()
    assert dialog.found.count() == 1
    dialog.accept()
    browser.learner.settle()
    assert len(browser.questions) == 2


@pytest.mark.parametrize("key", ["Ctrl+Alt+D", "Ctrl+Alt+F"])
def test_a_dialog_may_be_left_while_notes_are_looked_through(browser: Browser, key: str) -> None:
    learner = browser.learner
    browser.table.selectAll()
    learner.press(key)
    dialog = learner.dialog()
    learner.settle()
    if isinstance(dialog, ReplaceDialog):
        dialog.words.setText("kidney")
    elif isinstance(dialog, DuplicatesDialog):
        dialog.where.setCurrentIndex(1)
    learner.wait(lambda: learner.shell.tasks.running)
    dialog.reject()
    learner.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not Shiboken.isValid(dialog)
    learner.settle()
    assert learner.shell.tasks.running == ()


def test_selected_cards_are_written_to_a_package(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "some.apkg"
    browser.search("renin")
    browser.page.do.write(browser.page.model.ids, file)
    browser.learner.settle()
    service = browser.learner.program.context.service(ExchangeService)
    assert file.stat().st_size > 0
    assert service.formats()


def test_chosen_cards_are_studied_whatever_their_state(browser: Browser) -> None:
    learner = browser.learner
    browser.search("lithium or digoxin")
    browser.table.setFocus()
    browser.table.selectAll()
    learner.press("Ctrl+Return")
    learner.wait(lambda: learner.shell.taken_over is not None)
    learner.settle()
    assert learner.page.session.deck.name == "Selected cards"
    assert learner.side() in ("Lithium", "Digoxin")
    assert learner.page.session.left == 2


def test_a_tag_is_renamed_with_those_below_it_and_removed(browser: Browser) -> None:
    learner = browser.learner
    user_id = learner.user_id
    notes = learner.notes.note_ids(user_id, browser.page.model.ids)
    learner.notes.change_tags(user_id, notes[:2], ["drug::old", "drugs"], [])
    browser.page.sidebar.rename_requested.emit("drug")
    dialog = learner.dialog()
    assert isinstance(dialog, NameDialog)
    QTest.keyClicks(dialog.line, "pharm")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    learner.settle()
    assert learner.notes.tags(user_id) == [("drugs", 2), ("pharm::old", 2)]
    browser.page.sidebar.removal_requested.emit("pharm")
    learner.settle()
    assert learner.notes.tags(user_id) == [("drugs", 2)]
    browser.undo()
    assert learner.notes.tags(user_id) == [("drugs", 2), ("pharm::old", 2)]


def test_notes_change_their_type_with_a_map_of_fields_and_cards_and_back(browser: Browser) -> None:
    learner = browser.learner
    browser.search("renin")
    browser.table.setFocus()
    browser.table.selectAll()
    learner.press("Ctrl+Shift+M")
    dialog = learner.dialog()
    assert isinstance(dialog, ChangeTypeDialog)
    dialog.type.setCurrentText("Basic")
    assert learner.sees(re.escape("Removed with their history: Card 2."))
    front, back = dialog.fields.lists
    front.setCurrentIndex(1)
    front.activated.emit(1)
    assert back.currentText() == "nothing"
    assert learner.sees(r"Left out with their texts: Front\. .*")
    back.setCurrentIndex(0)
    back.activated.emit(0)
    dialog.accept()
    browser.back()
    assert learner.sees("1 note changed to Basic")
    (card,) = browser.cards()
    assert learner.notes.note(learner.user_id, card.note_id).fields == ("kidney", "Renin")
    browser.undo()
    assert len(browser.cards()) == 2
    assert learner.notes.note(learner.user_id, card.note_id).fields == ("Renin", "kidney")


def test_notes_of_several_types_do_not_change_theirs_at_once(browser: Browser) -> None:
    browser.table.setFocus()
    browser.table.selectAll()
    browser.learner.press("Ctrl+Shift+M")
    browser.learner.settle()
    assert browser.learner.sees("These notes are of 3 types: choose one type")
