"""The card browser at the real window: finding, reading, sorting, selecting and changing cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit

from ms2qbank_desktop.features.flashcards.service.exchange import ExchangeService
from ms2qbank_desktop.features.flashcards.ui.browser_dialogs import (
    DeckDialog,
    NameDialog,
    PositionDialog,
    TagsDialog,
)
from ms2qbank_desktop.features.flashcards.ui.browser_page import BrowserPage
from ms2qbank_desktop.features.flashcards.ui.browser_tree import Part
from ms2qbank_desktop.features.flashcards.ui.card_info import CardInfo
from ms2qbank_desktop.features.flashcards.ui.due_dialog import DueDialog
from ms2qbank_desktop.features.flashcards.ui.editor_dialog import EditDialog
from ms2qbank_desktop.features.flashcards.ui.find_duplicates import DuplicatesDialog
from ms2qbank_desktop.features.flashcards.ui.find_replace import ReplaceDialog
from ms2qbank_desktop.ui.widgets.browsemodel import CHECK

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QTreeWidgetItem

    from ms2qbank_desktop.features.flashcards.models import Card
    from tests.support.learner import Learner

LEFT = Qt.MouseButton.LeftButton
NOTES = [
    ("Basic", ("Lithium", "kidney")),
    ("Basic", ("Digoxin", "heart")),
    ("Basic and reversed", ("Renin", "kidney")),
    ("Cloze", ("{{c1::NCC}} is lost in {{c2::Gitelman}}", "")),
]


class Browser:
    """The page of a learner, and what tests ask of it."""

    def __init__(self, learner: Learner) -> None:
        self.learner = learner
        learner.shell.resize(1280, 800)
        learner.shell.open("flashcards", "browser")
        (self.page,) = learner.shell.findChildren(BrowserPage)
        self.table = self.page.table
        learner.settle()

    def search(self, text: str) -> None:
        self.page.search.field.setFocus()
        self.page.search.field.setText(text)
        self.learner.press("Return")
        self.learner.settle()

    def cells(self, name: str) -> list[str]:
        section = [one.id for one in self.page.columns].index(name) + 1
        model = self.page.model
        return [model.index(row, section).data() for row in range(model.rowCount())]

    @property
    def questions(self) -> list[str]:
        return self.cells("question")

    def select(self, *rows: int) -> None:
        self.table.setFocus()
        for row in rows:
            self.table.look_at(row)
            self.learner.press("Space")

    def cards(self) -> list[Card]:
        """The cards of the table as the disk has them."""
        notes, user_id = self.learner.notes, self.learner.user_id
        return [notes.card(user_id, card_id) for card_id in self.page.model.ids]

    def back(self) -> None:
        """Return from a dialog: without a window manager nobody gives the keys back."""
        self.learner.settle()
        self.learner.shell.activateWindow()
        self.learner.wait(self.learner.shell.isActiveWindow)
        self.table.setFocus()

    def undo(self) -> None:
        self.learner.toast_button().click()
        self.learner.settle()

    def leaf(self, search: str) -> QTreeWidgetItem:
        """The item at the left that stands for a search."""
        tree = self.page.sidebar.tree
        found = tree.findItems("*", Qt.MatchFlag.MatchWildcard | Qt.MatchFlag.MatchRecursive, 0)
        return next(one for one in found if one.data(0, Part.SEARCH) == search)

    def click_leaf(
        self, search: str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        tree = self.page.sidebar.tree
        item = self.leaf(search)
        tree.scrollToItem(item)
        QTest.mouseClick(tree.viewport(), LEFT, held, tree.visualItemRect(item).center())
        self.learner.settle()


@pytest.fixture
def browser(seat: Callable[..., Learner]) -> Browser:
    return Browser(seat(notes=NOTES))


def test_a_search_narrows_the_table_and_its_chips_widen_it_again(browser: Browser) -> None:
    assert len(browser.questions) == 6
    browser.search("kidney -renin")
    assert browser.questions == ["Lithium"]
    assert [chip.text() for chip in browser.page.search.chips] == ["kidney", "-renin"]
    assert browser.page.search.count.text() == "1 of 6"
    browser.page.search.chips[1].setFocus()
    browser.learner.press("Delete")
    browser.learner.settle()
    assert sorted(browser.questions) == ["Lithium", "Renin", "Renin"]


def test_a_search_that_means_nothing_says_why_and_selects_the_place(browser: Browser) -> None:
    browser.search("is:due or")
    assert "needs a term on both sides" in browser.page.search.fault
    assert browser.page.search.field.selectedText() == "or"
    assert len(browser.questions) == 6
    browser.search("lithium")
    assert browser.page.search.fault == ""


def test_the_side_asks_for_a_deck_and_with_ctrl_for_a_type_in_addition(browser: Browser) -> None:
    browser.click_leaf('deck:"Step 1"')
    assert len(browser.questions) == 6
    browser.page.sidebar.tree.findItems("Note types", Qt.MatchFlag.MatchExactly)[0].setExpanded(
        True
    )
    browser.click_leaf("note:Cloze", Qt.KeyboardModifier.ControlModifier)
    assert browser.page.search.text == 'deck:"Step 1" note:Cloze'
    assert len(browser.questions) == 2


def test_decks_at_the_side_have_their_numbers_and_unfold_by_keys(browser: Browser) -> None:
    tree = browser.page.sidebar.tree
    assert browser.leaf('deck:"Step 1"').data(0, Part.NUMBER) == 6
    item = browser.leaf('deck:"Step 1::Renal"')
    tree.setCurrentItem(item)
    tree.setFocus()
    browser.learner.press("Return")
    browser.learner.settle()
    assert browser.page.search.text == 'deck:"Step 1::Renal"'


def test_a_search_is_saved_used_again_and_forgotten(browser: Browser) -> None:
    browser.search("tag:none kidney")
    browser.learner.press("Ctrl+S")
    dialog = browser.learner.dialog()
    assert isinstance(dialog, NameDialog)
    browser.learner.type_text("Kidneys")
    browser.learner.press("Return")
    browser.search("")
    browser.click_leaf("tag:none kidney")
    assert len(browser.questions) == 3
    browser.page.sidebar.forget("Kidneys")
    assert browser.page.sidebar.saved == {}


def test_a_click_on_a_header_sorts_and_a_second_one_turns_the_order(browser: Browser) -> None:
    header = browser.table.header
    place = QPoint(header.sectionViewportPosition(2) + 20, 10)
    QTest.mouseClick(header.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)
    browser.learner.settle()
    assert browser.questions[0] == "Digoxin"
    QTest.mouseClick(header.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)
    browser.learner.settle()
    assert browser.questions[-1] == "Digoxin"
    assert browser.learner.ui.settings.get("card_order") == "-question"


def test_the_answer_stands_in_its_column_when_that_is_shown(browser: Browser) -> None:
    assert browser.cells("answer") == [""] * 6
    browser.page._show_columns(frozenset({"answer"}))  # noqa: SLF001 (what the menu calls)
    answers = dict(zip(browser.questions, browser.cells("answer"), strict=True))
    assert answers["Lithium"] == "kidney"
    assert answers["{{c1::NCC}} is lost in {{c2::Gitelman}}"] == "NCC is lost in Gitelman"


def test_cells_say_what_the_schedule_says(browser: Browser) -> None:
    assert set(browser.cells("state")) == {"new"}
    browser.select(0)
    browser.learner.press("Ctrl+J")
    browser.learner.settle()
    assert browser.cells("state")[0] == "suspended"
    assert browser.cells("due")[1].startswith("new ")


def test_selected_cards_are_suspended_and_undo_lets_them_in_again(browser: Browser) -> None:
    browser.select(0, 2)
    assert browser.learner.sees("2 selected")
    browser.learner.click("Suspend")
    browser.learner.settle()
    assert [card.suspended for card in browser.cards()][:3] == [True, False, True]
    browser.undo()
    assert not any(card.suspended for card in browser.cards())


def test_a_click_on_a_check_box_selects_and_the_header_selects_all(browser: Browser) -> None:
    rect = browser.table.visualRect(browser.page.model.index(1, CHECK))
    view = browser.table.viewport()
    QTest.mouseClick(view, LEFT, Qt.KeyboardModifier.NoModifier, rect.center())
    assert browser.table.selected() == [browser.page.model.ids[1]]
    place = QPoint(browser.table.header.sectionViewportPosition(CHECK) + 18, 10)
    header = browser.table.header.viewport()
    QTest.mouseClick(header, LEFT, Qt.KeyboardModifier.NoModifier, place)
    assert browser.table.selected_count == 6
    browser.learner.press("Escape")


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
    QTest.qWait(250)
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
    QTest.qWait(250)
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


def test_the_preview_shows_both_sides_of_the_row_that_is_looked_at(browser: Browser) -> None:
    browser.search("lithium")
    browser.table.setFocus()
    QTest.qWait(90)
    browser.learner.settle()
    assert "kidney" in browser.page.preview.view.text.shown_text()
    browser.page.preview.sides.setFocus()
    browser.learner.press("Left")
    assert browser.page.preview.view.text.shown_text().strip() == "Lithium"


def test_enter_opens_the_editor_and_ctrl_h_the_history(browser: Browser) -> None:
    browser.select(0)
    browser.learner.press("Ctrl+H")
    assert isinstance(browser.learner.dialog(), CardInfo)
    browser.learner.dialog().reject()
    browser.back()
    browser.learner.press("Return")
    dialog = next(one for one in browser.learner.shell.findChildren(EditDialog))
    assert dialog.isVisible()
    dialog.reject()


def test_selected_cards_are_written_to_a_package(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "some.apkg"
    browser.search("renin")
    browser.page.do.write(browser.page.model.ids, file)
    browser.learner.settle()
    service = browser.learner.program.context.service(ExchangeService)
    assert file.stat().st_size > 0
    assert service.formats()


def test_an_empty_collection_says_how_to_begin(seat: Callable[..., Learner]) -> None:
    browser = Browser(seat(notes=[]))
    assert browser.learner.sees("No cards yet")


def test_the_model_keeps_to_the_rules_of_qt(browser: Browser) -> None:
    tester = QAbstractItemModelTester(
        browser.page.model, QAbstractItemModelTester.FailureReportingMode.Warning
    )
    browser.search("kidney")
    browser.search("")
    assert tester.model() is browser.page.model


def test_ctrl_f_goes_to_the_search(browser: Browser) -> None:
    browser.table.setFocus()
    browser.learner.press("Ctrl+F")
    focus = browser.learner.app.focusWidget()
    assert isinstance(focus, QLineEdit)
    assert focus is browser.page.search.field
