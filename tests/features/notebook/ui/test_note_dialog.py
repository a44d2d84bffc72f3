"""A note in its dialog, at the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.notebook.models import NoteFilter
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.notebook.ui.note_dialog import NoteDialog
from tests.support.films import film_in
from tests.support.student import Student

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication


class Writer(Student):
    """A student with one note, which was written beside a video."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir)
        assert self.program.ui is not None
        self.ui = self.program.ui
        context = self.program.context
        self.video = film_in(context.store, self.ui.user_id, "Renal 2")
        self.notes = context.service(NotebookService)
        place = Place.in_video(self.video, 754_000)
        self.note_id = self.notes.add(self.ui.user_id, "Tubules", "NCC", places=[place])

    def open_note(self) -> NoteDialog:
        self.ui.commands.request("open-note", Place(Kind.NOTE, self.note_id))
        (dialog,) = (one for one in self.shell.findChildren(NoteDialog) if one.isVisible())
        return dialog


@pytest.fixture
def writer(qapp: QApplication, data_dir: Path) -> Iterator[Writer]:  # noqa: ARG001
    writer = Writer(data_dir)
    yield writer
    writer.leave()


def test_what_is_typed_is_on_the_disk_after_a_pause(writer: Writer) -> None:
    dialog = writer.open_note()
    dialog.text.setPlainText("NCC, #renal")
    QTest.keyClicks(dialog.name, " mended")
    writer.wait(lambda: dialog.state.text() == "Saved")
    note = writer.notes.note(writer.ui.user_id, writer.note_id)
    assert (note.title, note.body, note.tags) == ("Tubules mended", "NCC, #renal", ("renal",))
    dialog.reject()


def test_closing_saves_what_was_typed_a_moment_ago(writer: Writer) -> None:
    dialog = writer.open_note()
    dialog.text.setPlainText("Last words")
    dialog.reject()
    assert writer.notes.note(writer.ui.user_id, writer.note_id).body == "Last words"


def test_a_note_leads_to_the_second_it_was_written_at(writer: Writer) -> None:
    seen: list[Place] = []
    writer.ui.commands.serve("open-video", seen.append)
    dialog = writer.open_note()
    (link,) = dialog.links
    assert link.text() == "12:34 of Renal 2"
    link.click()
    assert [(place.id, place.ms) for place in seen] == [(writer.video, 754_000)]
    assert not dialog.isVisible()


def test_a_deleted_note_comes_back_by_undo(writer: Writer) -> None:
    dialog = writer.open_note()
    dialog.keep.click()
    lines = writer.notes.lines(writer.ui.user_id, NoteFilter())
    assert lines == []
    writer.wait(lambda: writer.sees("Note deleted"))
    writer.click("Undo")
    assert writer.notes.note(writer.ui.user_id, writer.note_id).title == "Tubules"
