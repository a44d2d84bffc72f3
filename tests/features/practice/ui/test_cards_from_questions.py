"""Flashcards of questions, made in the exam and on the result; linked both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.flashcards.ui.browser_page import BrowserPage
from ms2qbank_desktop.features.flashcards.ui.editor_dialog import AddDialog, EditDialog
from ms2qbank_desktop.features.practice.models import Mode
from ms2qbank_desktop.features.practice.ui.bank_preview import BankPreview
from ms2qbank_desktop.features.practice.ui.make_card import source
from ms2qbank_desktop.features.practice.ui.make_card_section import CardSection
from ms2qbank_desktop.ui.widgets.chip import Chip
from ms2qbank_desktop.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.features.flashcards.models import Card, Note
    from ms2qbank_desktop.features.links.models import Place
    from tests.support.examinee import Examinee

LEFT = Qt.MouseButton.LeftButton


class Maker:
    """An examinee, and the cards made of the questions."""

    def __init__(self, examinee: Examinee) -> None:
        self.examinee = examinee
        self.notes = examinee.program.context.service(NoteService)
        self.user_id = examinee.ui.user_id

    def answer(self, letter: str) -> None:
        """Begin a tutor block and answer its first item."""
        self.examinee.begin(3, Mode.TUTOR)
        self.examinee.press(letter, "Return")
        self.examinee.rest()

    @property
    def section(self) -> CardSection:
        (section,) = [
            one for one in self.examinee.shell.findChildren(CardSection) if one.isVisible()
        ]
        return section

    @property
    def link(self) -> Place:
        return source(self.examinee.exam.session.item.question_id)

    def cards(self) -> list[Card]:
        return self.notes.cards_of_source(self.user_id, self.link)

    def note(self) -> Note:
        return self.notes.note(self.user_id, self.cards()[0].note_id)

    def dialog(self) -> AddDialog:
        self.examinee.wait(lambda: self.examinee.shell.findChildren(AddDialog))
        return self.examinee.shell.findChildren(AddDialog)[-1]

    def settle(self) -> None:
        self.examinee.wait(lambda: not self.examinee.shell.tasks.running)
        self.examinee.rest()
        self.examinee.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def maker(seat: Callable[..., Examinee]) -> Maker:
    return Maker(seat())


def test_two_clicks_make_a_card_of_a_question_that_was_missed(maker: Maker) -> None:
    maker.answer("A")
    QTest.mouseClick(maker.section.make, LEFT)
    QTest.mouseClick(maker.dialog().add, LEFT)
    maker.settle()
    note = maker.note()
    assert note.fields[0].startswith("Stem 1: which of these is right?")
    assert note.fields[1].startswith("<b>choice B of 1</b>")
    assert "Objective 1" in note.fields[1]
    assert "from-miss" in note.tags
    assert [button.text() for button in maker.section.cards] != []


def test_a_card_of_the_question_opens_from_the_explanation(maker: Maker) -> None:
    maker.answer("B")
    maker.examinee.press("V")
    maker.dialog().add_note()
    maker.settle()
    assert "from-question" in maker.note().tags
    QTest.mouseClick(maker.section.cards[0], LEFT)
    (editor,) = maker.examinee.shell.findChildren(EditDialog)
    assert editor.form.texts[0].startswith("Stem 1")
    editor.reject()
    maker.settle()


def test_a_confusion_pair_sets_the_right_choice_against_the_one_chosen(maker: Maker) -> None:
    maker.answer("D")
    QTest.mouseClick(maker.section.confusion, LEFT)
    dialog = maker.dialog()
    assert dialog.form.texts[0].startswith("<b>choice B of 1</b> or <b>choice D of 1</b>?")
    assert "why D" in dialog.form.texts[1]
    dialog.reject()
    maker.settle()
    assert maker.cards() == []
    assert maker.notes.draft(maker.user_id) is None


def test_there_is_no_confusion_after_a_right_answer(maker: Maker) -> None:
    maker.answer("B")
    assert not maker.section.confusion.isVisible()


def test_selected_words_become_a_cloze(maker: Maker) -> None:
    maker.answer("A")
    shown = maker.examinee.frame.question.passages()[0]
    found = shown.view.document().find("right")  # type: ignore[union-attr]
    shown.view.setTextCursor(found)  # type: ignore[union-attr]
    maker.examinee.press("Shift+V")
    dialog = maker.dialog()
    assert dialog.form.texts[0] == "Stem 1: which of these is {{c1::right}}?"
    dialog.add_note()
    maker.settle()
    assert len(maker.cards()) == 1


def test_without_a_selection_it_is_said_what_to_do(maker: Maker) -> None:
    maker.answer("A")
    maker.examinee.press("Shift+V")
    assert maker.examinee.sees("Select the words that the card is to hide")


def test_no_card_is_made_before_the_answer_is_known(maker: Maker) -> None:
    maker.examinee.begin(3, Mode.TUTOR)
    maker.examinee.press("V")
    assert maker.examinee.shell.findChildren(AddDialog) == []


def test_all_misses_get_a_card_once_and_undo_takes_them_away(maker: Maker) -> None:
    examinee = maker.examinee
    block = examinee.begin(3, Mode.TUTOR)
    for letter in ("A", "B", "C"):
        examinee.press(letter, "Return", "Return")
        examinee.rest()
    items = examinee.practice.block(maker.user_id, block).items
    links = [source(item.question_id) for item in items]
    examinee.press("Ctrl+E", "Ctrl+E")
    examinee.rest()
    examinee.wait(lambda: examinee.sees("Cards only"))
    page = examinee.result_page
    page.cards.click()
    maker.settle()
    made = [len(maker.notes.cards_of_source(maker.user_id, link)) for link in links]
    assert made == [1, 0, 1]
    page.cards.click()
    maker.settle()
    assert examinee.sees("Each of them has a card already")


def test_undo_takes_the_cards_of_all_misses_away(maker: Maker) -> None:
    maker.answer("A")
    link = maker.link
    maker.examinee.press("Ctrl+E", "Ctrl+E")
    maker.examinee.rest()
    maker.examinee.wait(lambda: maker.examinee.sees("Cards only"))
    maker.examinee.result_page.cards.click()
    maker.settle()
    assert len(maker.notes.cards_of_source(maker.user_id, link)) == 1
    toasts = [one for one in maker.examinee.shell.findChildren(Toast) if one.isVisible()]
    toasts[-1].findChildren(QAbstractButton)[-1].click()
    maker.settle()
    assert maker.notes.cards_of_source(maker.user_id, link) == []


def test_a_card_leads_back_to_its_question(maker: Maker) -> None:
    maker.answer("A")
    maker.examinee.press("V")
    maker.dialog().add_note()
    maker.settle()
    link = maker.link
    maker.examinee.exam.left.emit()
    maker.settle()
    maker.examinee.ui.commands.request("open-question", link)
    maker.settle()
    (page,) = [
        one
        for one in maker.examinee.shell.findChildren(BankPreview)
        if one.isVisible() and one.stem.shown_text().startswith("Stem 1")
    ]
    assert page.isVisible()


def test_the_browser_of_cards_leads_to_the_question(maker: Maker) -> None:
    maker.answer("A")
    maker.examinee.press("V")
    maker.dialog().add_note()
    maker.settle()
    maker.examinee.exam.left.emit()
    maker.settle()
    examinee = maker.examinee
    examinee.shell.resize(1280, 800)
    examinee.shell.open("flashcards", "browser")
    (browser,) = examinee.shell.findChildren(BrowserPage)
    examinee.wait(lambda: browser.model.rowCount() == 1)
    browser.table.look_at(0)
    examinee.wait(lambda: browser.preview.shown is not None)
    chips = [one for one in browser.preview.findChildren(Chip) if one.text() == "from a question"]
    QTest.mouseClick(chips[0], LEFT)
    maker.settle()
    pages = [one for one in examinee.shell.findChildren(BankPreview) if one.isVisible()]
    assert any(one.stem.shown_text().startswith("Stem 1") for one in pages)
