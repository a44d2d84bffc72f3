"""The card browser at the real window: finding, reading and sorting cards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit

from ms2qbank_desktop.features.flashcards.models import Algorithm
from ms2qbank_desktop.features.flashcards.service.cards import CardService
from ms2qbank_desktop.features.flashcards.ui.browser_tree import Part
from ms2qbank_desktop.features.flashcards.ui.card_info import CardInfo
from ms2qbank_desktop.features.flashcards.ui.editor_dialog import EditDialog
from ms2qbank_desktop.ui.widgets.browsemodel import CHECK
from ms2qbank_desktop.ui.widgets.namedialog import NameDialog
from tests.support.card_browsing import LEFT, NOTES, Browser

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.learner import Learner


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
    browser.page.choose_columns(frozenset({"answer"}))
    assert browser.learner.ui.settings.get("card_columns") == "answer"
    answers = dict(zip(browser.questions, browser.cells("answer"), strict=True))
    assert answers["Lithium"] == "kidney"
    assert answers["[…] is lost in Gitelman"] == "NCC is lost in Gitelman"


def test_cells_say_what_the_schedule_says(browser: Browser) -> None:
    assert set(browser.cells("state")) == {"new"}
    browser.select(0)
    browser.learner.press("Ctrl+J")
    browser.learner.settle()
    assert browser.cells("state")[0] == "suspended"
    assert browser.cells("due")[1].startswith("new ")


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


def test_the_preview_shows_both_sides_of_the_row_that_is_looked_at(browser: Browser) -> None:
    browser.search("lithium")
    browser.table.setFocus()
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


def test_the_preview_shows_how_a_card_was_remembered(seat: Callable[..., Learner]) -> None:
    learner = seat(cards=2, algorithm=Algorithm.FSRS, fuzz=False)
    learner.study()
    learner.press("Space", "4", "Escape")
    learner.clock.pass_time(9 * 86_400)
    browser = Browser(learner)
    page = browser.page
    page.choose_columns(frozenset({"recall", "stability", "difficulty"}))
    browser.search("prop:r<0.95")
    (recall,) = browser.cells("recall")
    assert re.fullmatch(r"\d\d %", recall)
    browser.table.look_at(0)
    learner.wait(lambda: page.preview.shown is not None)
    learner.settle()
    plot = page.preview.curve.plot
    assert plot is not None
    assert plot.said(0).endswith("easy: 100 %")
    assert plot.value(plot.series[0], len(plot.places) - 1) == recall
    assert learner.sees("Recall now")
    assert learner.sees(recall)
    browser.search("is:new")
    browser.table.look_at(0)
    learner.settle()
    learner.wait(lambda: not page.preview.curve.isVisible())
    assert learner.sees("Ease")


def test_the_side_says_how_many_cards_each_search_finds(browser: Browser) -> None:
    learner = browser.learner
    learner.wait(lambda: browser.number("is:new") == 6)
    assert browser.number("is:suspended") == 0
    cards = learner.ui.service(CardService)
    cards.suspend(learner.user_id, browser.page.model.ids[:2])
    learner.wait(lambda: browser.number("is:suspended") == 2)
    assert browser.number("") == 6
