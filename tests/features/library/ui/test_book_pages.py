"""PDF books in the reader: their files, their paper, where one reads in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.library.service.importing import ImportService
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.ui.viewmenu import apply_settings
from tests.features.library.formats.reading import write
from tests.support.page_reader import NONE, TITLE, pages
from tests.support.pdfs import pdf, with_damaged_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ms2qbank_desktop.app.context import AppContext
    from tests.support.bookworm import Bookworm
    from tests.support.page_reader import Readable


def test_where_the_file_is_gone_its_words_are_read(book: Readable) -> None:
    media = book.student.program.context.paths.media
    (file,) = media.rglob("*.pdf")
    file.unlink()
    page = book.student.read(TITLE)
    assert not book.view.isVisible()
    assert not book.student.sees("Pages")
    assert "Mannitol" in page.view.shown_text()


def test_a_file_that_has_become_unreadable_is_told_and_its_words_are_read(book: Readable) -> None:
    media = book.student.program.context.paths.media
    (file,) = media.rglob("*.pdf")
    file.write_bytes(b"not a book")
    page = book.student.read(TITLE)
    book.student.settle()
    assert not book.view.isVisible()
    assert any("cannot be read" in word for word in book.student.words())
    assert "Mannitol" in page.view.shown_text()


def test_a_file_that_breaks_while_it_is_read_is_told_once(book: Readable) -> None:
    told: list[BaseException] = []
    book.view.pictures.failed.connect(told.append)
    media = book.student.program.context.paths.media
    (file,) = media.rglob("*.pdf")
    file.write_bytes(b"not a book")
    book.page.contents.chosen.emit(3)
    book.student.settle()
    assert len(told) == 1
    assert not book.view.isVisible()


def test_what_was_not_seen_yet_is_not_read(book: Readable) -> None:
    media = book.student.program.context.paths.media
    (file,) = media.rglob("*.pdf")
    book.view.show_pages(file, 0, 6)
    assert book.page.view.share_seen() == 0.0
    book.student.settle()
    assert 0.0 < book.page.view.share_seen() < 1.0


def test_another_theme_gives_the_pages_other_paper(book: Readable) -> None:
    before = book.colour("Mannitol")
    book.student.ui.settings.set("theme", "dark")
    apply_settings(book.student.ui.settings)
    book.student.settle()
    assert book.colour("Mannitol").lightness() < before.lightness() - 10


def test_a_page_named_by_its_book_opens_in_its_chapter(
    seat_bookworm: Callable[..., Bookworm], tmp_path: Path
) -> None:
    def prepare(context: AppContext, _user_id: int) -> None:
        data = pdf(pages(), outline=((0, "Early", 0), (0, "Late", 3)))
        file = write(tmp_path, {"book.pdf": data}) / "book.pdf"
        context.service(ImportService).import_paths([file], Silent())

    student = seat_bookworm(articles=(), prepare=prepare)
    page = student.read("Early")
    page.links.follow("wiki:Renal%20book%23Page%205")
    student.wait_for("Late")
    assert page.place == Place(Kind.ARTICLE, student.article_id("Late"), "Page 5")


def test_reading_goes_on_at_the_page_and_the_wheel_is_a_sign_that_somebody_reads(
    book: Readable,
) -> None:
    book.page.contents.chosen.emit(3)
    book.page.log.write()
    book.student.clock.pass_time(50)
    point = QPointF(book.view.viewport().rect().center())
    wheel = QWheelEvent(
        *(point, book.view.viewport().mapToGlobal(point), QPoint(), QPoint(0, -120)),
        *(Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False),
    )
    QApplication.sendEvent(book.view.viewport(), wheel)
    book.student.clock.pass_time(50)
    book.page.log._count()  # noqa: SLF001
    assert book.page.log._read_s == pytest.approx(100)  # noqa: SLF001
    book.student.press("Escape")
    book.student.settle()
    page = book.student.read(TITLE)
    assert page.log.spot() == "Page 4"


def test_a_damaged_page_is_white_paper_between_the_others(
    seat_bookworm: Callable[..., Bookworm], tmp_path: Path
) -> None:
    def prepare(context: AppContext, _user_id: int) -> None:
        data = with_damaged_page(pdf(pages(), outline=((0, TITLE, 0),)), 1)
        file = write(tmp_path, {"book.pdf": data}) / "book.pdf"
        report = context.service(ImportService).import_paths([file], Silent())
        assert [one.where for one in report.problems] == ["page 2"]

    student = seat_bookworm(articles=(), prepare=prepare)
    page = student.read(TITLE)
    assert page.pages.view is not None
    page.contents.chosen.emit(1)
    student.settle()
    assert page.log.spot() == "Page 2"
    picture = page.pages.view.pictures.picture(1, 0)
    assert picture is not None
    assert picture.pixelColor(picture.rect().center()).lightness() > 240
    assert page.pages.view.pictures.picture(2, 0) is not None


def test_the_side_buttons_of_the_mouse_go_back_and_forward(book: Readable) -> None:
    book.page.contents.chosen.emit(4)
    book.student.settle()
    target = book.view.viewport()
    QTest.mouseClick(target, Qt.MouseButton.BackButton, NONE, QPoint(50, 50))
    book.student.settle()
    assert book.spot == "Page 1"
    QTest.mouseClick(target, Qt.MouseButton.ForwardButton, NONE, QPoint(50, 50))
    assert book.spot == "Page 5"
