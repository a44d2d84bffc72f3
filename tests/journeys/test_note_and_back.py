"""A student reads, writes a quick note, goes from the note back to the article, loses the article
and puts it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest

from ms2qbank_desktop.app.context import AppContext
from ms2qbank_desktop.features.accounts.service import AccountService
from ms2qbank_desktop.features.library.models import ArticleFilter
from ms2qbank_desktop.features.library.service.articles import LibraryService
from ms2qbank_desktop.features.library.ui.reader_page import ReaderPage
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.notebook.ui.note_panel import NotePanel
from tests.support.bookworm import ACIDS, BOOK, HEART
from tests.support.profile import prepared
from tests.support.quick import quick_note
from tests.support.student import Student

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from ms2qbank_desktop.features.links.ui.link_list import LinkList

HEADING = "Which value explains it?"


class Wanderer(Student):
    """A student at the library, with nothing left out of the program."""

    def __init__(self, data_dir: Path) -> None:
        context = AppContext(prepared(data_dir))
        context.open()
        user_id = context.service(AccountService).acting().id
        library = context.service(LibraryService)
        library.store_articles(BOOK, list(enumerate((ACIDS, HEART))), "book")
        lines = library.lines(user_id, ArticleFilter())
        (self.article_id,) = (line.id for line in lines if line.title == ACIDS.title)
        context.close()
        super().__init__(data_dir)
        self.library = self.program.context.service(LibraryService)
        self.shell.resize(1440, 900)

    def readers(self) -> list[ReaderPage]:
        shown = [one for one in self.shell.findChildren(ReaderPage) if one.isVisible()]
        return [one for one in shown if one.article is not None and one.view.is_filled]

    def read(self) -> ReaderPage:
        self.wait(self.readers)
        (page,) = self.readers()
        return page

    def titles(self, links: LinkList) -> list[str]:
        return [f"{row.text()}|{row.detail}" for row in links.rows]


@pytest.fixture
def student(qapp: QApplication, data_dir: Path) -> Iterator[Wanderer]:  # noqa: ARG001
    student = Wanderer(data_dir)
    yield student
    student.leave()
    assert student.flashes.seen == []


def test_from_the_article_to_the_note_and_back_and_a_tombstone_is_put_back(
    student: Wanderer,
) -> None:
    assert student.program.ui is not None
    commands = student.program.ui.commands
    commands.request("open-article", Place(Kind.ARTICLE, student.article_id, HEADING))
    page = student.read()
    student.wait(lambda: page.log.spot() == HEADING)
    student.press("N")
    note = quick_note(student)
    QTest.keyClicks(note.editor, "Winter first")
    student.press("Escape")
    title = f"{ACIDS.title}, note"
    row = f"{title}|{HEADING} · Winter first"
    student.wait(lambda: student.titles(page.beside.notes.list) == [row])

    page.beside.notes.list.rows[0].click()
    student.wait(lambda: student.shell.tab == "notebook")
    student.wait(lambda: any(one.isVisible() for one in student.shell.findChildren(NotePanel)))
    (panel,) = student.shell.findChildren(NotePanel)
    place = f"{ACIDS.title}, {HEADING}"
    student.wait(lambda: student.titles(panel.goes) == [f"{place}|Renal book · Renal"])
    panel.goes.rows[0].click()
    student.wait(lambda: student.shell.tab == "library")
    assert student.read().log.spot() == HEADING

    (book,) = student.library.collections()
    student.library.remove_collection(book.id)
    student.shell.open("notebook")
    student.wait(lambda: student.titles(panel.goes) == [f"{place}|removed"])
    panel.goes.rows[0].click()
    student.wait(lambda: student.titles(panel.goes) == [f"{place}|Renal book · Renal"])
    panel.goes.rows[0].click()
    assert student.read().article is not None
