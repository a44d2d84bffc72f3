"""Finding articles again: the best first, where the words stand, and by what was done with them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.library.models import ArticleFilter, ArticleOrder
from ms2qbank_desktop.features.library.ui.filing_dialog import FilingDialog
from ms2qbank_desktop.features.library.ui.shelves import ALL, Shelf
from ms2qbank_desktop.features.links.models import Excerpt, Kind, Place
from tests.support.bookworm import ACIDS, CLEARANCE, FILLER

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QLineEdit

    from tests.support.bookworm import Bookworm

LONG = replace(
    CLEARANCE,
    key="long",
    title="Water",
    body=f"{FILLER}\n\nHere clearance is said. {FILLER}",
    summary="Of rivers.",
)


def read(bookworm: Bookworm, title: str, share: float, time_ms: int) -> None:
    bookworm.library.read(
        bookworm.user_id, bookworm.article_id(title), share=share, spot="", time_ms=time_ms
    )
    bookworm.clock.pass_time(60)


def shelf(bookworm: Bookworm, kind: str) -> list[str]:
    bookworm.page.shelves.choose(Shelf(kind))
    bookworm.settle()
    return bookworm.titles


def dialog(bookworm: Bookworm) -> FilingDialog:
    bookworm.wait(lambda: bookworm.shell.findChildren(FilingDialog))
    (found,) = bookworm.shell.findChildren(FilingDialog)
    return found


def write(line: QLineEdit, text: str) -> None:
    line.clear()
    line.insert(text)


def test_while_words_are_searched_the_best_stands_first_and_then_the_old_order_is_back(
    seat_bookworm: Callable[..., Bookworm],
) -> None:
    bookworm = seat_bookworm(articles=(LONG, ACIDS, CLEARANCE))
    bookworm.search("clearance")
    assert bookworm.titles == ["Clearance", "Water", "Acid–base disorders"]
    assert bookworm.page.filters.order.currentText() == "Best match"
    bookworm.page.sort(ArticleOrder.TITLE)
    bookworm.settle()
    assert bookworm.titles == ["Acid–base disorders", "Clearance", "Water"]
    bookworm.search("")
    assert bookworm.titles == ["Acid–base disorders", "Clearance", "Water"]
    bookworm.page.sort(ArticleOrder.CHAPTER)
    bookworm.search("wat")
    bookworm.search("")
    assert bookworm.titles == ["Water", "Acid–base disorders", "Clearance"]
    assert bookworm.page.filters.order.findText("Best match") < 0


def test_a_line_shows_where_in_the_text_the_words_stand(
    seat_bookworm: Callable[..., Bookworm],
) -> None:
    bookworm = seat_bookworm(articles=(LONG,))
    assert bookworm.page.model.lines[0].excerpt == ""
    bookworm.search("clearance")
    (line,) = bookworm.page.model.lines
    assert "Here clearance is said." in line.excerpt
    assert (line.excerpt[:2], line.excerpt[-2:]) == ("… ", " …")
    assert bookworm.page.model.searched == ["clearance"]


def test_a_short_word_counts_and_labels_are_found_too(bookworm: Bookworm) -> None:
    bookworm.search("a volume in a time")
    assert bookworm.titles == ["Clearance"]
    bookworm.search("cardiovasc")
    assert bookworm.titles == ["Heart sounds"]
    bookworm.search("s1")
    assert bookworm.titles == []


def test_an_article_opens_where_the_searched_words_stand(bookworm: Bookworm) -> None:
    bookworm.search("the end of it")
    bookworm.press("Return", "Return")
    bookworm.wait_for(ACIDS.title)
    marked = [one.cursor.selectedText() for one in bookworm.reader.view.extraSelections()]
    assert marked == ["The end of it"]
    assert bookworm.reader.log.spot() in ("Is there an anion gap?", "Last words")


def test_what_was_read_stands_under_recently_read_even_to_its_end(bookworm: Bookworm) -> None:
    assert shelf(bookworm, "read") == []
    assert bookworm.sees("Nothing read yet")
    read(bookworm, "Clearance", 0.4, 90_000)
    read(bookworm, "Heart sounds", 1.0, 30_000)
    bookworm.settle()
    assert bookworm.titles == ["Heart sounds", "Clearance"]


def test_nothing_is_popular_before_somebody_has_read_it(bookworm: Bookworm) -> None:
    assert shelf(bookworm, "popular") == []
    read(bookworm, "Clearance", 0.4, 90_000)
    bookworm.settle()
    assert bookworm.titles == ["Clearance"]


def test_articles_with_highlights_have_a_shelf(bookworm: Bookworm) -> None:
    assert shelf(bookworm, "highlighted") == []
    assert bookworm.sees("No highlights")
    bookworm.read(ACIDS.title)
    bookworm.select("Below 7.35")
    bookworm.press("Y", "Escape")
    bookworm.settle()
    assert shelf(bookworm, "highlighted") == [ACIDS.title]
    counts = bookworm.library.counts(bookworm.user_id + 1, ArticleFilter(highlighted=True))
    assert counts.systems == {}


def test_an_article_is_removed_by_delete_and_put_back_by_undo(bookworm: Bookworm) -> None:
    bookworm.page.list.setFocus()
    bookworm.press("Down", "Delete")
    bookworm.settle()
    assert bookworm.titles == ["Acid–base disorders", "Heart sounds"]
    assert bookworm.sees("Clearance removed. What you marked in it is kept.")
    bookworm.click("Undo")
    bookworm.settle()
    assert bookworm.titles == ["Acid–base disorders", "Clearance", "Heart sounds"]


def test_what_was_removed_has_a_shelf_from_which_it_can_be_put_back(bookworm: Bookworm) -> None:
    assert "Removed" not in bookworm.page.shelves.shelves()
    bookworm.page.list.setFocus()
    bookworm.press("Delete")
    bookworm.settle()
    assert bookworm.page.shelves.shelves()["Removed"] == "1"
    assert shelf(bookworm, "removed") == [ACIDS.title]
    bookworm.page.list.setFocus()
    bookworm.press("Delete", "Return")
    assert bookworm.sees(f"{ACIDS.title} is removed")
    bookworm.click("Put back")
    bookworm.settle()
    assert "Removed" not in bookworm.page.shelves.shelves()
    assert len(bookworm.titles) == 3


def test_a_removed_collection_is_put_back_from_that_shelf_too(bookworm: Bookworm) -> None:
    (collection,) = bookworm.library.collections()
    bookworm.library.remove_collection(collection.id)
    bookworm.settle()
    assert bookworm.sees("No articles yet")
    assert len(shelf(bookworm, "removed")) == 3
    bookworm.page.deeds.put_back(bookworm.page.model.lines[0])
    bookworm.settle()
    assert bookworm.library.counts(bookworm.user_id, ArticleFilter()).total == 3


def test_f2_files_an_article_under_a_system_that_the_shelves_then_have(bookworm: Bookworm) -> None:
    bookworm.page.list.setFocus()
    bookworm.press("Down", "Down", "F2")
    filing = dialog(bookworm)
    assert filing.system.text() == "Cardiovascular"
    write(filing.system, "Heart and vessels")
    write(filing.tags, "murmur, valve , murmur")
    filing.do.click()
    bookworm.settle()
    assert bookworm.page.shelves.shelves()["Heart and vessels"] == "1"
    assert bookworm.sees("1 article filed")
    counts = bookworm.library.counts(bookworm.user_id, ArticleFilter())
    assert counts.tags == {"gas": 1, "murmur": 1, "valve": 1}
    bookworm.click("Undo")
    bookworm.settle()
    assert "Heart and vessels" not in bookworm.page.shelves.shelves()


def test_all_that_are_shown_are_filed_at_once_and_keep_what_is_not_touched(
    bookworm: Bookworm,
) -> None:
    bookworm.page.deeds.file_under(bookworm.page.model.lines)
    filing = dialog(bookworm)
    assert (filing.system.text(), filing.system.placeholderText()) == ("", "Several")
    completer = filing.subject.completer()
    completer.setCompletionPrefix("physio")
    filing.subject.setText(completer.currentCompletion())  # as the list of a completer does it
    filing.do.click()
    bookworm.settle()
    counts = bookworm.library.counts(bookworm.user_id, ArticleFilter())
    assert counts.subjects == {"Physiology": 3}
    assert counts.systems == {"Renal": 2, "Cardiovascular": 1}


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # offscreen
def test_a_whole_collection_is_filed_from_the_menu_of_its_shelf(bookworm: Bookworm) -> None:
    (collection,) = bookworm.library.collections()
    at = bookworm.page.mapToGlobal(bookworm.page.rect().center())
    bookworm.page.shelves.menu_requested.emit(Shelf("system", "Renal"), at)
    assert bookworm.app.activePopupWidget() is None
    bookworm.page.shelves.menu_requested.emit(Shelf("collection", id=collection.id), at)
    menu = bookworm.app.activePopupWidget()
    assert menu is not None
    (file_all,) = [one for one in menu.actions() if one.text().startswith("File all")]
    menu.close()
    file_all.trigger()
    filing = dialog(bookworm)
    assert filing.windowTitle() == "File 3 articles under"
    filing.reject()


def test_an_article_can_be_marked_as_read_in_the_list_and_in_the_reader(
    bookworm: Bookworm,
) -> None:
    bookworm.page.deeds.mark_read(bookworm.page.model.lines[1])
    bookworm.settle()
    assert bookworm.page.model.lines[1].share == 1.0
    page = bookworm.read(ACIDS.title)
    bookworm.press("Shift+R")
    assert bookworm.sees("100 %")
    assert bookworm.sees(f"{ACIDS.title} is read")
    page.log.write()
    reading = bookworm.library.article(bookworm.user_id, bookworm.article_id(ACIDS.title)).reading
    assert reading.share == 1.0


def test_n_begins_a_note_about_the_article_of_the_list(bookworm: Bookworm) -> None:
    asked: list[Excerpt] = []
    bookworm.ui.commands.serve("make-note", lambda excerpt: asked.append(excerpt))
    bookworm.page.list.setFocus()
    bookworm.press("N")
    assert asked == [Excerpt(Place(Kind.ARTICLE, bookworm.article_id(ACIDS.title)), ACIDS.title)]


def test_the_starter_articles_can_be_brought_at_any_time(bookworm: Bookworm) -> None:
    bookworm.ui.commands.run("starter-articles")
    bookworm.settle()
    assert bookworm.sees("14 articles added")
    assert bookworm.page.shelves.shelves()["Step 1 starter articles"] == "14"
    bookworm.page.shelves.choose(ALL)
    bookworm.settle()
    assert len(bookworm.titles) == 3 + 14


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # offscreen
def test_the_menu_of_a_line_reads_notes_files_and_removes(bookworm: Bookworm) -> None:
    bookworm.page.list.setFocus()
    bookworm.page.deeds.show_menu(
        bookworm.page,
        bookworm.page.model.lines[0],
        bookworm.page.model.lines,
        bookworm.page.mapToGlobal(bookworm.page.rect().center()),
    )
    menu = bookworm.app.activePopupWidget()
    assert menu is not None
    words = [action.text() for action in menu.actions() if action.text()]
    menu.close()
    assert words == [
        "Read",
        "Bookmark",
        "Mark as read",
        "Note about it",
        "Add to the planner…",
        "File under…",
        "File all 3 articles shown under…",
        "Remove from the library",
    ]
