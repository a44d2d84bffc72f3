"""A note in its dialog, at the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.notebook.models import NoteFilter
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.notebook.ui.note_dialog import NoteDialog
from tests.support.student import Student

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication


class Writer(Student):
    """A student with one note."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir)
        self.notes = self.program.context.service(NotebookService)
        self.note_id = self.notes.add(self.ui.user_id, "Tubules", "NCC")

    def open_note(self) -> NoteDialog:
        self.ui.commands.request("beside-note", Place(Kind.NOTE, self.note_id))
        (dialog,) = (one for one in self.shell.findChildren(NoteDialog) if one.isVisible())
        self.wait(dialog.isActiveWindow)
        return dialog

    def written(self) -> tuple[str, str]:
        """Return title and text as the disk has them."""
        note = self.notes.note(self.ui.user_id, self.note_id)
        return note.title, note.body


@pytest.fixture
def writer(qapp: QApplication, data_dir: Path) -> Iterator[Writer]:  # noqa: ARG001
    writer = Writer(data_dir)
    yield writer
    writer.wait(lambda: not writer.shell.tasks.running)
    writer.leave()


def test_what_is_typed_is_on_the_disk_after_a_pause(writer: Writer) -> None:
    dialog = writer.open_note()
    QTest.keyClicks(dialog.editor.head.title, " mended")
    writer.wait(lambda: writer.written() == ("Tubules mended", "NCC"))
    dialog.reject()


def test_closing_saves_what_was_typed_a_moment_ago(writer: Writer) -> None:
    dialog = writer.open_note()
    dialog.editor.replace_body("Last words\n")
    dialog.reject()
    assert writer.written() == ("Tubules", "Last words\n")


def test_enter_belongs_to_the_text(writer: Writer) -> None:
    dialog = writer.open_note()
    writer.wait(lambda: dialog.editor.isAncestorOf(writer.app.focusWidget() or writer.shell))
    writer.press("A", "Return", "B")
    assert dialog.isVisible()
    dialog.reject()
    assert writer.written()[1].split() in (["a", "bNCC"], ["NCCa", "b"])


def test_the_note_is_opened_in_the_tab_from_there(writer: Writer) -> None:
    writer.open_note().to_tab.click()
    assert writer.shell.tab == "notebook"
    writer.wait(lambda: writer.sees("Links here.*|Goes to"))


def test_a_deleted_note_comes_back_by_undo(writer: Writer) -> None:
    dialog = writer.open_note()
    dialog.keep.click()
    lines = writer.notes.lines(writer.ui.user_id, NoteFilter())
    assert lines == []
    writer.wait(lambda: writer.sees("Note deleted"))
    writer.click("Undo")
    assert writer.written() == ("Tubules", "NCC")
