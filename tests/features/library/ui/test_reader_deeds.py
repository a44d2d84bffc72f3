"""What can be done with the article that is read: its pictures, notes of it, its menu."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFont, QTextTable

from ms2qbank_desktop.features.library.ui.article_paper import Paper
from ms2qbank_desktop.features.practice.ui.image_viewer import ImageViewer
from ms2qbank_desktop.ui.paper import write_pdf
from ms2qbank_desktop.ui.theme import px
from tests.support.bookworm import ACIDS
from tests.support.quick import quick_note

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.bookworm import Bookworm

TITLE = ACIDS.title


def test_a_picture_is_shown_larger_by_the_keyboard_alone(bookworm: Bookworm) -> None:
    asked: list[str] = []
    bookworm.ui.commands.serve("show-picture", lambda name: asked.append(name))
    page = bookworm.read(TITLE)
    picture = page.view.document().find("\ufffc", page.view.headings[2].position)
    while not picture.charFormat().toImageFormat().name().startswith("media:"):
        picture = page.view.document().find("\ufffc", picture)
    name = picture.charFormat().toImageFormat().name()
    assert picture.charFormat().anchorHref() == name
    page.view.setFocus()
    for _ in range(8):
        if page.view.textCursor().charFormat().anchorHref() != name:
            bookworm.press("Tab")
    bookworm.press("Return")
    assert asked == [name.removeprefix("media:")]


def test_the_viewer_of_pictures_opens_over_the_article(bookworm: Bookworm) -> None:
    page = bookworm.read(TITLE)
    page.links.follow(f"media:{page.text.pictures[0].removeprefix('media:')}")
    bookworm.settle()
    (viewer,) = bookworm.shell.findChildren(ImageViewer)
    assert viewer.isVisible()
    bookworm.press("Escape")
    bookworm.settle()
    assert page.isVisible()


def test_a_note_of_all_highlights_quotes_them_in_the_order_of_the_text(bookworm: Bookworm) -> None:
    page = bookworm.read(TITLE)
    bookworm.press("Shift+N")
    assert bookworm.sees("Nothing is highlighted in this article yet")
    for words in ("The end of it", "Below 7.35"):
        bookworm.select(words)
        bookworm.press("Y")
    bookworm.press("Shift+N")
    assert quick_note(bookworm).text == "> Below 7.35\n>\n> The end of it"
    quick_note(bookworm).editor.insertPlainText("Mine")
    bookworm.press("Ctrl+Return")
    bookworm.wait(lambda: [row.text() for row in page.beside.notes.list.rows] != [])


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # offscreen
def test_the_menu_of_the_text_takes_the_word_below_the_mouse(bookworm: Bookworm) -> None:
    page = bookworm.read(TITLE)
    word = page.view.document().find("acidemia")
    place = page.view.cursorRect(word).center()
    page.view.customContextMenuRequested.emit(place - QPoint(10, 0))
    menu = bookworm.app.activePopupWidget()
    assert menu is not None
    assert page.view.textCursor().selectedText() == "acidemia"
    actions = {action.text(): action for action in menu.actions()}
    assert {"Copy", "Highlight green", "Quick note", "Save the article as PDF…"} <= actions.keys()
    actions["Highlight green"].trigger()
    menu.close()
    bookworm.settle()
    assert [words for _, words in page.marks.spans()] == ["acidemia"]


def test_text_and_pictures_end_before_the_scroll_bar(bookworm: Bookworm) -> None:
    page = bookworm.read(TITLE)
    free = page.view.width() - page.view.viewport().width() - page.view.verticalScrollBar().width()
    assert free >= px(16)
    assert page.view.picture_width <= page.view.viewport().width()


def test_on_paper_tables_have_lines_and_digits_can_be_searched(bookworm: Bookworm) -> None:
    page = bookworm.read(TITLE)
    assert page.article is not None
    printed = Paper(bookworm.ui, page.article, page.text)
    face = printed.defaultFont()
    assert [face.featureValue(QFont.Tag(one)) for one in ("tnum", "calt")] == [0, 0]
    tables = [one for one in printed.rootFrame().childFrames() if isinstance(one, QTextTable)]
    assert [one.format().border() for one in tables] == [1]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_the_text_of_a_pdf_can_be_copied_with_its_digits(
    bookworm: Bookworm, tmp_path: Path
) -> None:
    page = bookworm.read(TITLE)
    assert page.article is not None
    target = tmp_path / "acids.pdf"
    write_pdf(Paper(bookworm.ui, page.article, page.text), target, "Acids")
    said = subprocess.run(
        ["pdftotext", target, "-"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Below 7.35 is acidemia" in " ".join(said.stdout.split())


def test_how_far_it_is_read_grows_as_one_reads(bookworm: Bookworm) -> None:
    page = bookworm.read(TITLE)
    assert bookworm.sees(f"^{round(100 * page.view.share_seen())} %$")
    assert 0.0 < page.view.share_seen() < 0.9
    bar = page.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bookworm.sees("^100 %$")
