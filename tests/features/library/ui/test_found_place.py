"""What a search found in an article is marked, and scrolled to, when the article is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.library.models import ArticleDraft
from ms2qbank_desktop.features.library.ui.article_dialog import ArticleDialog
from ms2qbank_desktop.features.links.models import Kind, Place
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
