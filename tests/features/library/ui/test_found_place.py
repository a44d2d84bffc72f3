"""What a search found in an article, or a link names in it, is marked and scrolled to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from ms2qbank_desktop.features.library.models import ArticleDraft
from ms2qbank_desktop.features.library.ui.article_dialog import ArticleDialog
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.ui.link_picker import LinkPicker
from ms2qbank_desktop.features.notebook.ui.quick_panel import QuickPanel
from ms2qbank_desktop.ui.widgets.marks import units
from tests.support.bookworm import ACIDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.features.library.ui.reader_page import ReaderPage
    from tests.support.bookworm import Bookworm

TITLE = ACIDS.title


def found_in(page: ReaderPage) -> list[str]:
    selections = page.view.extraSelections()
    return [one.cursor.selectedText() for one in selections]


def test_words_of_a_search_are_marked_and_the_first_behind_the_heading_is_in_sight(
    bookworm: Bookworm,
) -> None:
    place = Place(Kind.ARTICLE, bookworm.article_id(TITLE), "Is there an anion gap?")
    bookworm.ui.commands.request("open-article", place, ("membrane",))
    bookworm.wait_for(TITLE)
    page = bookworm.reader
    assert set(found_in(page)) == {"membrane"}
    caret = page.view.textCursor().position()
    gap = page.view.headings[2].position
    assert gap < caret < page.view.headings[3].position
    assert page.view.viewport().rect().contains(page.view.cursorRect().center())


def test_a_heading_at_the_end_of_a_page_is_minded_though_it_cannot_stand_at_the_top(
    seat_bookworm: Callable[..., Bookworm],
) -> None:
    filler = "Water follows salt. " * 200
    body = f"## Table\n\n{filler}\n\nTeach-back here.\n\n## Glossary\n\nTeach-back: repeat it."
    bookworm = seat_bookworm(articles=(ArticleDraft("talk", "Talking", body),))
    place = Place(Kind.ARTICLE, bookworm.article_id("Talking"), "Glossary")
    bookworm.ui.commands.request("open-article", place, ("Teach", "back"))
    bookworm.wait_for("Talking")
    view = bookworm.reader.view
    assert view.top() < view.headings[1].position < view.textCursor().position()
    bookworm.ui.commands.request("beside-article", place, ("Teach", "back"))
    (dialog,) = bookworm.shell.findChildren(ArticleDialog)
    bookworm.wait(lambda: dialog.view.is_filled)
    bookworm.settle()
    assert dialog.view.textCursor().position() > dialog.view.headings[1].position
    dialog.reject()


def test_the_marks_of_a_search_go_with_the_next_article(bookworm: Bookworm) -> None:
    place = Place(Kind.ARTICLE, bookworm.article_id(TITLE))
    bookworm.ui.commands.request("open-article", place, ("membrane",))
    bookworm.wait_for(TITLE)
    assert found_in(bookworm.reader)
    bookworm.read("Heart sounds")
    assert found_in(bookworm.reader) == []
    bookworm.read(TITLE)
    assert found_in(bookworm.reader) == []


def test_find_in_page_takes_the_marks_of_a_search_over(bookworm: Bookworm) -> None:
    place = Place(Kind.ARTICLE, bookworm.article_id(TITLE))
    bookworm.ui.commands.request("open-article", place, ("membrane",))
    bookworm.wait_for(TITLE)
    bookworm.press("Ctrl+F")
    bookworm.reader.finder.field.setText("acidemia")
    bookworm.reader.finder.look()
    assert set(found_in(bookworm.reader)) == {"acidemia"}
    bookworm.press("Escape")
    assert found_in(bookworm.reader) == []


def test_find_in_page_goes_back_with_shift_and_minds_no_accents(
    seat_bookworm: Callable[..., Bookworm],
) -> None:
    ear = ArticleDraft("ear", "The ear", "Ménière, meniere, MÉNIÈRE and Schwabach.")
    bookworm = seat_bookworm(articles=(ear,))
    page = bookworm.read("The ear")
    bookworm.press("Ctrl+F")
    page.finder.field.setText("meniere")
    bookworm.settle()
    assert page.finder.count.text() == "1 of 3"
    bookworm.press("Return", "Return")
    assert page.finder.count.text() == "3 of 3"
    bookworm.press("Shift+Return")
    assert page.finder.count.text() == "2 of 3"


def test_words_that_are_linked_are_the_end_of_the_link_and_are_shown_by_it(
    bookworm: Bookworm,
) -> None:
    page = bookworm.read(TITLE)
    text = page.view.shown_text()
    second = text.index("membrane", text.index("membrane") + 1)
    cursor = page.view.textCursor()
    cursor.setPosition(units(text, second))
    cursor.setPosition(units(text, second + len("membrane")), cursor.MoveMode.KeepAnchor)
    page.view.setTextCursor(cursor)
    place = page.place
    assert place.part == "Which way is the pH?"
    assert place.phrase == ("membrane",)
    bookworm.read("Heart sounds")
    bookworm.ui.commands.request("open-article", place)
    bookworm.wait_for(TITLE)
    (mark,) = bookworm.reader.view.extraSelections()
    assert (mark.cursor.selectedText(), mark.cursor.selectionStart()) == (
        "membrane",
        units(text, second),
    )
    view = bookworm.reader.view
    assert view.viewport().rect().contains(view.cursorRect().center())


def test_the_article_over_something_else_shows_the_linked_words_and_takes_them(
    bookworm: Bookworm,
) -> None:
    text = "Below 7.35 is acidemia"
    place = Place.at_words(
        Kind.ARTICLE, bookworm.article_id(TITLE), "", text, text.index("is"), len(text)
    )
    bookworm.ui.commands.request("beside-article", place)
    (dialog,) = bookworm.shell.findChildren(ArticleDialog)
    bookworm.wait(lambda: dialog.view.is_filled)
    bookworm.settle()
    (mark,) = dialog.view.extraSelections()
    assert mark.cursor.selectedText() == "is acidemia"
    dialog.view.setTextCursor(mark.cursor)
    dialog.make_note()
    bookworm.settle()
    (panel,) = bookworm.shell.findChildren(QuickPanel)
    excerpt = panel.note.excerpt
    assert excerpt is not None
    assert (excerpt.place.part, excerpt.place.phrase) == ("Which way is the pH?", ("is acidemia",))


def test_linked_words_that_are_gone_leave_the_heading_and_mark_nothing(bookworm: Bookworm) -> None:
    text = "words of an older edition"
    article = bookworm.article_id(TITLE)
    heading = "Is there an anion gap?"
    place = Place.at_words(Kind.ARTICLE, article, heading, text, 0, len(text))
    bookworm.ui.commands.request("open-article", place)
    bookworm.wait_for(TITLE)
    view = bookworm.reader.view
    assert view.headings[view.heading_at(view.top())].text == heading
    assert found_in(bookworm.reader) == []


def test_who_links_selected_words_is_told_which_and_the_link_says_so_at_both_ends(
    bookworm: Bookworm,
) -> None:
    page = bookworm.read(TITLE)
    bookworm.select("Below 7.35")
    page.beside.links.pick()
    (picker,) = (one for one in bookworm.shell.findChildren(LinkPicker) if one.isVisible())
    assert "Link “Below 7.35” to" in [label.text() for label in picker.findChildren(QLabel)]
    picker.search.setText("Clearance")
    bookworm.wait(lambda: picker.list.count() == 1)
    picker.accept()
    bookworm.settle()
    assert [row.detail for row in page.beside.links.list.rows] == [
        "Which way is the pH?: “Below 7.35” · Renal book · Renal"
    ]
    other = bookworm.read("Clearance")
    bookworm.settle()
    titles = [row.text() for row in other.beside.links.list.rows]
    assert titles == [f"{TITLE}, Which way is the pH?: “Below 7.35”"]
