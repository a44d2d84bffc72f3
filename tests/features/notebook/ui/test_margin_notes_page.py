"""Margin notes as a table in the notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.notebook.models import NoteFilter, NoteKind
from ms2qbank_desktop.features.notebook.service.margins import MarginService
from ms2qbank_desktop.features.notebook.ui.margin_notes_page import MarginNotesPage
from ms2qbank_desktop.features.notebook.ui.note_shelves import ALL, MARGINS
from tests.support.scholar import Scholar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from ms2qbank_desktop.app.context import AppContext

QUICK = NoteFilter(kinds=frozenset({NoteKind.QUICK}))
FIRST, SECOND = 5, 7


def write(context: AppContext, user_id: int) -> None:
    margins = context.service(MarginService)
    for question, text in ((FIRST, "Urine calcium decides"), (SECOND, "Units, then the sign")):
        margins.write(user_id, question, text)
        context.clock.pass_time(60)  # type: ignore[attr-defined]


class Reader(Scholar):
    """Has written into the margin of two questions."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir, prepare=write)
        self.margins = self.program.context.service(MarginService)

    @property
    def table(self) -> MarginNotesPage:
        shown = self.page.panes.whole.currentWidget()
        assert isinstance(shown, MarginNotesPage)
        return shown

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.table.table, key)
        self.settle()

    def listed(self) -> list[str]:
        model = self.table.model
        return [model.index(row, 1).data() for row in range(model.rowCount())]


@pytest.fixture
def reader(qapp: QApplication, data_dir: Path) -> Iterator[Reader]:  # noqa: ARG001
    reader = Reader(data_dir)
    yield reader
    reader.leave()


def test_the_notebook_shows_what_stands_in_the_margins(reader: Reader) -> None:
    assert reader.places()["Margin notes"] == "2"
    reader.go(MARGINS)
    assert reader.listed() == ["Units, then the sign", "Urine calcium decides"]
    reader.table.search.setText("calcium")
    assert reader.listed() == ["Urine calcium decides"]
    reader.table.search.setText("zebra")
    assert reader.sees("No margin note fits")
    reader.go(ALL)
    assert len(reader.titles) == 3


def test_one_that_is_written_meanwhile_is_listed_at_once(reader: Reader) -> None:
    reader.go(MARGINS)
    reader.margins.write(reader.user_id, 9, "New")
    reader.settle()
    assert reader.listed()[0] == "New"
    assert reader.places()["Margin notes"] == "3"


def test_enter_opens_the_question(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, object]] = []
    reader.go(MARGINS)
    monkeypatch.setattr(reader.ui.commands, "request", lambda *request: asked.append(request))
    reader.table.table.look_at(1)
    reader.key(Qt.Key.Key_Return)
    assert asked == [("open-question", Place(Kind.QUESTION, FIRST))]


def test_k_keeps_a_margin_note_in_the_notebook_and_undo_takes_it_out(reader: Reader) -> None:
    reader.go(MARGINS)
    reader.table.table.look_at(0)
    reader.key(Qt.Key.Key_K)
    (line,) = reader.notes.lines(reader.user_id, QUICK)
    assert line.opening == "Units, then the sign"
    reader.key(Qt.Key.Key_K)
    assert reader.told() == "It is in the notebook already"
    assert len(reader.notes.lines(reader.user_id, QUICK)) == 1


def test_a_margin_note_is_removed_and_comes_back(reader: Reader) -> None:
    reader.go(MARGINS)
    reader.table.table.look_at(0)
    reader.key(Qt.Key.Key_Delete)
    assert reader.listed() == ["Urine calcium decides"]
    reader.undo()
    assert sorted(reader.listed()) == ["Units, then the sign", "Urine calcium decides"]
    assert reader.margins.number(reader.user_id) == 2


def test_an_empty_table_says_how_it_fills(reader: Reader) -> None:
    for question in (FIRST, SECOND):
        reader.margins.write(reader.user_id, question, "")
    reader.go(MARGINS)
    assert reader.sees("No notes in the margin")
    assert reader.sees("Press N at a question of a block.*")


def test_a_keyboard_that_was_in_the_note_goes_into_the_table(reader: Reader) -> None:
    reader.page.open_note(reader.page.model.ids[0])
    reader.settle()
    editor = reader.page.note.editor
    assert editor is not None
    assert editor.panes.pane.hasFocus()
    reader.go(MARGINS)
    assert reader.table.table.hasFocus()
    reader.page.tree.setFocus()
    reader.go(ALL)
    reader.go(MARGINS)
    assert reader.page.tree.hasFocus()
