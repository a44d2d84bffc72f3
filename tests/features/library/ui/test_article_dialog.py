"""An article over whatever is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from ms2qbank_desktop.features.annotations.models import Target
from ms2qbank_desktop.features.annotations.service import AnnotationService
from ms2qbank_desktop.features.library.ui.article_dialog import ArticleDialog
from ms2qbank_desktop.features.library.ui.article_text import TERM, WIKI
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.notebook.ui.quick_panel import QuickPanel

if TYPE_CHECKING:
    from tests.support.bookworm import Bookworm

TITLE = "Acid–base disorders"


def opened(bookworm: Bookworm) -> list[ArticleDialog]:
    return [one for one in bookworm.shell.findChildren(ArticleDialog) if one.isVisible()]


def test_it_opens_at_the_heading_and_leaves_what_is_below(bookworm: Bookworm) -> None:
    bookworm.shell.open("questions")
    place = Place(Kind.ARTICLE, bookworm.article_id(TITLE), "Is there an anion gap?")
    bookworm.ui.commands.request("beside-article", place)
    (dialog,) = opened(bookworm)
    bookworm.wait(lambda: dialog.view.is_filled)
    bookworm.settle()
    at = dialog.view.heading_at(dialog.view.top())
    assert dialog.view.headings[at].text == "Is there an anion gap?"
    assert bookworm.shell.tab == "questions"
    bookworm.press("Escape")
    bookworm.wait(lambda: not opened(bookworm))


def test_words_that_were_searched_are_marked(bookworm: Bookworm) -> None:
    place = Place(Kind.ARTICLE, bookworm.article_id(TITLE))
    bookworm.ui.commands.request("beside-article", place, ("acidemia",))
    (dialog,) = opened(bookworm)
    bookworm.wait(lambda: dialog.view.is_filled)
    bookworm.settle()
    found = [one.cursor.selectedText() for one in dialog.view.extraSelections()]
    assert "acidemia" in found
    dialog.reject()


def test_an_article_that_is_gone_says_so_and_no_dialog_stays(bookworm: Bookworm) -> None:
    bookworm.ui.commands.request("beside-article", Place(Kind.ARTICLE, 5))
    bookworm.wait(lambda: not opened(bookworm))
    assert bookworm.sees("This article is no longer in the library.")


def test_links_are_followed_in_the_dialog_and_words_explained(bookworm: Bookworm) -> None:
    bookworm.shell.open("questions")
    place = Place(Kind.ARTICLE, bookworm.article_id(TITLE))
    bookworm.ui.commands.request("beside-article", place)
    (dialog,) = opened(bookworm)
    bookworm.wait(lambda: dialog.view.is_filled)
    dialog.links.follow(f"{TERM}acidemia")
    bookworm.settle()
    assert dialog.links.card.isVisible()
    assert dialog.links.card.questions.isHidden()
    bookworm.press("Escape")
    assert not dialog.links.card.isVisible()
    assert dialog.isVisible()
    dialog.links.follow(f"{WIKI}Clearance")
    bookworm.wait(lambda: "A volume in a time." in dialog.view.shown_text())
    assert bookworm.shell.tab == "questions"
    bookworm.press("Escape")
    bookworm.wait(lambda: not opened(bookworm))


def test_what_is_no_article_opens_over_the_dialog(bookworm: Bookworm) -> None:
    asked: list[Place] = []
    bookworm.ui.commands.serve("beside-note", lambda place: asked.append(place))
    notes = bookworm.program.context.service(NotebookService)
    notes.add(bookworm.user_id, "Nothing at all", "but a note")
    place = Place(Kind.ARTICLE, bookworm.article_id(TITLE))
    bookworm.ui.commands.request("beside-article", place)
    (dialog,) = opened(bookworm)
    bookworm.wait(lambda: dialog.view.is_filled)
    dialog.links.follow(f"{WIKI}Nothing%20at%20all")
    assert [one.kind for one in asked] == [Kind.NOTE]
    dialog.reject()


def beside(bookworm: Bookworm, spot: str = "") -> ArticleDialog:
    place = Place(Kind.ARTICLE, bookworm.article_id(TITLE), spot)
    bookworm.ui.commands.request("beside-article", place)
    (dialog,) = opened(bookworm)
    bookworm.wait(lambda: dialog.view.is_filled)
    bookworm.settle()
    return dialog


def test_n_begins_a_note_about_the_heading_that_is_read(bookworm: Bookworm) -> None:
    bookworm.shell.open("questions")
    bookworm.settle()
    before = QApplication.focusWidget()
    for keys in ("N", "Alt+N"):
        beside(bookworm, "Is there an anion gap?")
        bookworm.press(keys)
        bookworm.settle()
        assert not opened(bookworm)
        (panel,) = bookworm.shell.findChildren(QuickPanel)
        assert panel.isVisible()
        assert panel.note.excerpt is not None
        place = Place(Kind.ARTICLE, bookworm.article_id(TITLE), "Is there an anion gap?")
        assert (panel.note.excerpt.place, panel.note.excerpt.source) == (place, TITLE)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert panel.isAncestorOf(focus)
        bookworm.press("Escape")
        assert QApplication.focusWidget() is before
    assert bookworm.shell.tab == "questions"


def test_the_article_goes_to_the_library_where_it_is_read(bookworm: Bookworm) -> None:
    bookworm.shell.open("questions")
    beside(bookworm, "Is there an anion gap?")
    bookworm.click("Open in the library")
    bookworm.wait_for(TITLE)
    assert not opened(bookworm)
    assert bookworm.reader.place.spot == "Is there an anion gap?"


def test_over_a_block_the_library_is_not_offered(bookworm: Bookworm) -> None:
    bookworm.shell.take_over(QWidget())
    dialog = beside(bookworm)
    assert dialog.to_tab.isHidden()
    dialog.reject()
    bookworm.shell.give_back()


def test_it_can_be_highlighted_as_in_the_reader(bookworm: Bookworm) -> None:
    dialog = beside(bookworm)
    start = dialog.view.shown_text().index("Below 7.35")
    cursor = dialog.view.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(start + 10, cursor.MoveMode.KeepAnchor)
    dialog.view.setTextCursor(cursor)
    bookworm.press("2")
    service = bookworm.program.context.service(AnnotationService)
    target = Target("article", bookworm.article_id(TITLE))
    kept = service.highlights(bookworm.user_id, target)
    assert [(one.quote.text, one.colour) for one in kept] == [("Below 7.35", "green")]
    dialog.reject()
    dialog = beside(bookworm)
    assert [words for _span, words in dialog.marks.spans()] == ["Below 7.35"]
    dialog.reject()
