"""The pages of a PDF book as pictures, in front of the words of an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from ms2qbank_desktop.features.library.ui.page_pictures import KEPT_BYTES
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.ui.theme.theme import load
from tests.support.page_reader import LEFT, NONE, TITLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.bookworm import Bookworm
    from tests.support.page_reader import Readable


def test_a_book_opens_as_pages_and_the_choice_is_remembered(book: Readable) -> None:
    assert book.view.isVisible()
    assert book.view.pictures.picture(0, 1) is not None
    assert book.spot == "Page 1"
    book.student.click("Words")
    book.student.settle()
    assert not book.view.isVisible()
    page = book.student.read(TITLE)
    assert not book.view.isVisible()
    assert "Mannitol acts upon the nephron of everybody." in page.view.shown_text()
    book.student.press("P")
    book.student.settle()
    assert book.view.isVisible()


def test_an_article_of_no_book_has_no_pages(bookworm: Bookworm) -> None:
    page = bookworm.read("Clearance")
    assert not bookworm.sees("Pages")
    bookworm.press("P")
    assert page.pages.view is None


def test_words_and_pages_stand_at_the_same_page(book: Readable) -> None:
    book.page.contents.chosen.emit(3)
    book.student.settle()
    assert book.spot == "Page 4"
    assert book.page.contents.list.currentRow() == 3
    book.student.press("P")
    book.student.settle()
    assert not book.view.isVisible()
    book.page.view.go_to(book.page.view.headings[2].position)
    book.student.press("P")
    book.student.settle()
    assert book.spot == "Page 3"


def test_keys_go_through_the_pages(book: Readable) -> None:
    bar = book.view.verticalScrollBar()
    assert book.page.view.hasFocus()
    book.student.press("Down")
    step = bar.value()
    book.student.press("PageDown")
    assert bar.value() > 5 * step > 0
    book.student.press("PageUp", "Up")
    assert bar.value() == 0
    book.student.press("End")
    assert (bar.value(), book.spot) == (bar.maximum(), "Page 6")
    assert book.page.view.share_seen() == 1.0
    book.student.press("Home")
    assert bar.value() == 0
    book.student.press("BracketRight")
    assert book.spot == "Page 2"


def test_a_place_of_a_search_is_brought_and_marked_on_its_page(book: Readable) -> None:
    place = Place(Kind.ARTICLE, book.student.article_id(TITLE), "Page 5")
    book.student.ui.commands.request("open-article", place, ("spironolactone",))
    book.student.settle()
    book.student.wait(lambda: book.page.view.extraSelections())
    book.student.settle()
    assert book.spot == "Page 5"
    assert book.colour("Spironolactone") == load("light").color("highlight-yellow")


def test_the_bar_at_the_right_is_that_of_the_pages(book: Readable) -> None:
    paper = book.view.parentWidget()
    assert paper is not None
    bar = book.view.verticalScrollBar()
    point = bar.mapTo(paper, bar.rect().center())
    assert paper.childAt(point) is bar


def test_find_in_page_goes_from_page_to_page(book: Readable) -> None:
    book.student.press("Ctrl+F")
    book.page.finder.field.setText("everybody")
    book.student.settle()
    assert book.page.finder.count.text() == "1 of 6"
    book.student.press("Return", "Return", "Return")
    assert book.spot == "Page 4"
    assert book.colour("everybody") == load("light").color("warning-subtle")


def test_words_are_found_selected_and_highlighted_by_keys_alone(book: Readable) -> None:
    book.student.press("Ctrl+F")
    book.page.finder.field.setText("D of Furosemide")
    book.student.settle()
    book.student.press("Escape")
    assert book.selected() == "D of Furosemide"
    assert book.spot == "Page 2"
    book.student.press("Y")
    assert [words for _, words in book.page.marks.spans()] == ["D of Furosemide"]
    book.student.press("Y")
    assert book.student.told() == "Select the words to highlight first"


def test_the_chapter_is_named_above_its_pages(book: Readable) -> None:
    assert any(word.startswith(f"{TITLE} · ") for word in book.student.words())
    book.student.press("P")
    book.student.settle()
    assert not any(word.startswith(f"{TITLE} · ") for word in book.student.words())


@pytest.mark.parametrize("name", ["light", "dark", "sepia"])
def test_highlights_are_made_and_seen_on_the_pages(
    seat: Callable[..., Readable], name: str
) -> None:
    book = seat(settings={"theme": name})
    book.drag("Furosemide acts upon the nephron")
    assert book.selected() == "Furosemide acts upon the nephron"
    book.student.press("Y")
    book.student.settle()
    assert [words for _span, words in book.page.marks.spans()] == [
        "Furosemide acts upon the nephron"
    ]
    marked, bare = book.colour("Furosemide"), book.colour("everybody")
    assert marked.blue() < bare.blue() - 40
    assert (bare.lightness() < 230) == (name == "dark")


def test_selected_words_of_a_page_are_copied_and_made_notes_and_cards_of(book: Readable) -> None:
    book.drag("Thiazide acts")
    book.student.press("Ctrl+C")
    assert QApplication.clipboard().text() == "Thiazide acts"
    book.student.press("V")
    ((request, excerpt),) = book.student.requests
    assert (request, excerpt.text) == ("make-card", "Thiazide acts")
    assert excerpt.place.part == "Page 3"


def test_a_double_click_takes_a_word_and_a_click_lets_it_go(book: Readable) -> None:
    target, point = book.view.viewport(), book.point("nephron of") + QPoint(4, 0)
    QTest.mouseDClick(target, LEFT, NONE, point)
    assert book.selected() == "nephron"
    QTest.mouseClick(target, LEFT, NONE, point)
    assert book.selected() == ""


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # offscreen
def test_the_menu_takes_the_word_under_the_mouse(book: Readable) -> None:
    point = book.point("Amiloride") + QPoint(6, 0)
    where = book.view.viewport().mapToGlobal(point)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, where)
    QApplication.sendEvent(book.view.viewport(), event)
    assert book.selected() == "Amiloride"
    (menu,) = book.page.view.findChildren(QMenu)
    assert [one.text() for one in menu.actions()][:1] == ["Copy"]
    menu.close()


def test_the_text_size_enlarges_the_pages_and_the_place_stays(book: Readable) -> None:
    book.page.contents.chosen.emit(2)
    before = book.view._stack.width  # noqa: SLF001
    for _ in range(3):
        book.page.change_size(1)
    book.student.wait(lambda: book.page.view.is_filled)
    book.student.settle()
    assert book.view._stack.width == round(before * 1.5)  # noqa: SLF001
    assert book.spot == "Page 3"
    assert book.view.horizontalScrollBar().maximum() > 0
    image = book.view.pictures.picture(2, book.view._stack.width)  # noqa: SLF001
    assert image is not None
    assert image.width() == book.view._stack.width  # noqa: SLF001
    book.student.press("Right")
    assert book.view.horizontalScrollBar().value() > 0


def test_the_place_stays_when_the_window_gets_another_size(book: Readable) -> None:
    book.page.contents.chosen.emit(4)
    book.student.shell.resize(1000, 700)
    book.student.settle()
    assert book.spot == "Page 5"
    book.student.shell.resize(1700, 1000)
    book.student.settle()
    assert book.spot == "Page 5"


def test_pages_without_words_are_pages_that_can_be_read_and_left_again(
    seat: Callable[..., Readable],
) -> None:
    book = seat([[], [], ["Words at last."], []])
    book.student.press("BracketRight")
    assert book.spot == "Page 2"
    QTest.mouseClick(book.view.viewport(), LEFT, NONE, book.view.viewport().rect().center())
    assert book.selected() == ""
    book.student.press("End", "P")
    book.student.settle()
    assert "No words on this page." in book.page.view.shown_text()
    book.student.press("P")
    assert book.page.log.spot() == "Page 4"


def test_pictures_are_kept_within_their_bound_and_the_nearest_come_first(
    seat: Callable[..., Readable],
) -> None:
    book = seat([[f"Page of number {at}."] for at in range(40)], {"article_zoom": 200})
    pictures, bar = book.view.pictures, book.view.verticalScrollBar()
    arrived: list[int] = []
    pictures.arrived.connect(arrived.append)
    bar.setValue(bar.maximum() // 2)
    bar.setValue(bar.maximum())
    book.student.settle()
    assert arrived[-1] >= 38
    between = [at for at in arrived if 2 < at < 38]
    assert len(between) <= 1, "those that went by are not painted"
    assert len(set(arrived)) == len(arrived), "none is painted twice"
    for at in range(0, bar.maximum(), 700):
        bar.setValue(at)
        book.student.settle()
    kept = list(pictures._kept.values())  # noqa: SLF001
    assert 3 < len(kept) < 40
    assert sum(map(QImage.sizeInBytes, kept)) <= KEPT_BYTES
