"""What is done with many questions at once in the bank: mark, tag, suspend, reset, export."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint

from ms2qbank_desktop.features.practice.ui.bank_columns import Column
from ms2qbank_desktop.features.practice.ui.bank_dialogs import ResetDialog, TagDialog
from ms2qbank_desktop.features.practice.ui.bank_menus import RowMenu
from ms2qbank_desktop.features.practice.ui.reset_packs import PacksDialog
from tests.support.bank import open_desk
from tests.support.browser import Browser

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QDialog

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def browser(data_dir: Path) -> Iterator[Browser]:
    """At a bank of twelve questions; the first is right, the second and third are missed."""
    desk = open_desk(data_dir)
    session = desk.session(desk.block(3))
    for place in (1, 0, 0):
        session.choose(place)
        session.go(min(2, session.block.position + 1))
    session.end()
    desk.context.close()
    browser = Browser(data_dir)
    browser.page.table.show_columns(frozenset(Column))
    yield browser
    browser.leave()
    assert browser.flashes.seen == []


def select(browser: Browser, *rows: int) -> None:
    for row in rows:
        browser.click_cell(row, Column.CHECK)


def accept(browser: Browser, dialog: QDialog) -> None:
    dialog.accept()
    browser.shell.activateWindow()  # offscreen, nobody else does
    browser.wait(browser.shell.isActiveWindow)
    browser.settle()


def more(browser: Browser, word: str) -> QAction:
    """Return the entry of the menu "More" of the bar, or of a menu in it."""
    menu = browser.page.bar.more
    menu.aboutToShow.emit()
    actions = list(menu.actions())
    for action in menu.actions():
        if inner := action.menu():
            actions += inner.actions()  # type: ignore[attr-defined]
    (found,) = [action for action in actions if action.text() == word]
    return found


def test_selected_questions_are_marked_together(browser: Browser) -> None:
    select(browser, 0, 5)
    browser.click("Mark")
    browser.settle()
    browser.search("is:marked")
    assert browser.numbers == [1, 6]
    more(browser, "Unmark").trigger()
    browser.settle()
    assert browser.sees("Nothing matches")
    browser.click("Undo")
    browser.settle()
    assert browser.numbers == [1, 6]


def test_suspended_questions_leave_the_table_until_they_are_asked_for(browser: Browser) -> None:
    select(browser, 1, 3)
    browser.click("Suspend")
    browser.settle()
    assert browser.sees("2 questions suspended")
    assert browser.numbers == [1, 3, *range(5, 13)]
    browser.search("is:suspended")
    assert browser.numbers == [2, 4]
    assert browser.cells(Column.STATUS) == ["suspended", "suspended"]
    browser.table.selectAll()
    more(browser, "Let in again").trigger()
    browser.settle()
    browser.search("")
    assert browser.numbers == list(range(1, 13))


def test_a_tag_is_put_on_questions_found_by_it_and_removed(browser: Browser) -> None:
    select(browser, 1, 2)
    browser.click("Tag…")
    dialog = browser.shell.findChild(TagDialog)
    assert dialog is not None
    dialog.accept()
    assert dialog.field.fault == "Write a tag."
    dialog.line.setText(" ask  the tutor")
    accept(browser, dialog)
    assert browser.sees("2 questions tagged “ask the tutor”")
    browser.search("tag:tutor")
    assert browser.numbers == [2, 3]
    assert browser.cells(Column.TAGS) == ["ask the tutor", "ask the tutor"]
    browser.table.selectAll()
    more(browser, "ask the tutor").trigger()
    browser.settle()
    assert browser.sees("Nothing matches")
    browser.click("Undo")
    browser.settle()
    assert browser.numbers == [2, 3]


def test_progress_is_reset_after_a_question_that_says_what_stays(browser: Browser) -> None:
    select(browser, 0, 1)
    more(browser, "Reset progress…").trigger()
    dialog = browser.shell.findChild(ResetDialog)
    assert dialog is not None
    assert browser.sees("They become unused again.*attempts stay in the history.*")
    accept(browser, dialog)
    assert browser.cells(Column.STATUS)[:3] == ["unused", "unused", "incorrect"]
    assert browser.cells(Column.DUE)[:2] == ["", ""]
    browser.look(0)
    assert "Your attempts" in browser.words()
    browser.click("Undo")
    browser.settle()
    assert browser.cells(Column.STATUS)[:3] == ["correct", "incorrect", "incorrect"]


def test_the_questions_that_a_search_leaves_are_reset_together(browser: Browser) -> None:
    browser.search("is:incorrect")
    browser.click("Reset progress…")
    dialog = browser.shell.findChild(ResetDialog)
    assert dialog is not None
    assert dialog.windowTitle() == "Reset the progress of 2 questions?"
    accept(browser, dialog)
    browser.search("")
    assert browser.cells(Column.STATUS)[:3] == ["correct", "unused", "unused"]


def test_whole_packs_are_reset(browser: Browser) -> None:
    browser.shell.commands.run("reset-progress")
    browser.settle()
    dialog = browser.shell.findChild(PacksDialog)
    assert dialog is not None
    assert not dialog.do.isEnabled()
    dialog.rows[0].click()
    dialog.accept()
    sure = browser.shell.findChild(ResetDialog)
    assert sure is not None
    assert sure.windowTitle() == "Reset the progress of “Small bank”?"
    accept(browser, sure)
    assert browser.sees("Progress of 3 questions reset")
    assert set(browser.cells(Column.STATUS)) == {"unused"}


def test_selected_questions_are_exported_with_own_tags(browser: Browser, tmp_path: Path) -> None:
    select(browser, 0, 2)
    browser.page.do.write_tag(browser.table.selected()[1:], "hard", on=True)
    browser.settle()
    file = tmp_path / "two.json"
    browser.page.do.write(browser.table.selected(), file)
    browser.settle()
    found = json.loads(file.read_text(encoding="utf-8"))["questions"]
    assert [(one["id"], one.get("tags", [])) for one in found] == [("Q1", []), ("Q3", ["hard"])]


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # offscreen
def test_the_menu_of_a_row_offers_what_can_be_done_with_it(browser: Browser) -> None:
    browser.look(0)
    browser.table.menu_requested.emit(QPoint(10, 10))
    menu = browser.shell.findChild(RowMenu)
    assert menu is not None
    words = [action.text() for action in menu.actions() if action.text()]
    assert words[:5] == ["Open large", "Make block", "Tag…", "Mark", "Suspend"]
    assert words[5:] == ["Remove tag", "Unmark", "Let in again", "Reset progress…", "Export…"]
    menu.close()


def test_a_missed_question_says_when_it_comes_back(browser: Browser) -> None:
    due = browser.cells(Column.DUE)
    assert due[0] == ""
    assert due[1] == due[2] == "now"  # missed in March, and it is later than that
    browser.search("is:due")
    assert browser.numbers == [2, 3]


def test_brackets_or_and_minus_work_in_the_field(browser: Browser) -> None:
    browser.search("is:unused -system:renal (difficulty:1 or difficulty:5)")
    assert browser.numbers == [6, 10]
    browser.search("is:incorrect or (difficulty:1 -is:correct)")
    assert browser.numbers == [2, 3, 6, 11]
    browser.search("is:incorrect or (difficulty:1")
    assert browser.page.filter.fault == "The bracket at character 17 is not closed."
    assert browser.numbers == [2, 3, 6, 11]
