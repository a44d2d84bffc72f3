"""What a note was like before: compared, copied from, restored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication

from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.notebook.ui.history_dialog import HistoryDialog
from tests.support.bookworm import Bookworm

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

MINUTES = 60


class Historian(Bookworm):
    """A student with a note that was written three times."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir)
        self.notes = self.program.context.service(NotebookService)
        self.note_id = self.notes.add(self.user_id, "Bartter", "A loop diuretic every day.")
        for body in ("A loop diuretic each morning.", "A thiazide each morning."):
            self.clock.pass_time(11 * MINUTES)
            self.notes.write(self.user_id, self.note_id, "Bartter", body, ())

    @property
    def body(self) -> str:
        return self.notes.note(self.user_id, self.note_id).body

    def open(self) -> HistoryDialog:
        dialog = HistoryDialog(self.ui, self.note_id)
        dialog.open()
        self.settle()
        return dialog


@pytest.fixture
def historian(qapp: QApplication, data_dir: Path) -> Iterator[Historian]:  # noqa: ARG001
    historian = Historian(data_dir)
    yield historian
    historian.leave()
    assert historian.flashes.seen == []


def marked(dialog: HistoryDialog, *, gone: bool) -> list[str]:
    """Return the words that only the version has, or only the note as it is now."""
    found, block = [], dialog.text.document().begin()
    while block.isValid():
        for span in block.textFormats():
            marked = span.format.fontStrikeOut() if gone else span.format.fontUnderline()
            if marked:
                found.append(block.text()[span.start : span.start + span.length])
        block = block.next()
    return found


def test_versions_are_listed_and_the_newest_is_compared_with_the_note(
    historian: Historian,
) -> None:
    dialog = historian.open()
    assert dialog.list.count() == 2
    assert dialog.list.detail(0) == "5 words"
    assert marked(dialog, gone=False) == ["loop diuretic"]
    assert marked(dialog, gone=True) == ["thiazide"]
    assert dialog.fact.text() == "Words: 2 only then, 1 only now"
    dialog.list.setCurrentRow(1)
    historian.settle()
    assert "every day" in marked(dialog, gone=False)
    dialog.reject()


def test_the_whole_text_of_a_version_is_shown_and_copied(historian: Historian) -> None:
    dialog = historian.open()
    dialog.views.set_value("text")
    dialog.views.chosen.emit("text")
    assert dialog.text.toPlainText() == "Bartter\n\nA loop diuretic each morning."
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == "A loop diuretic each morning."
    cursor = dialog.text.textCursor()
    cursor.setPosition(9)
    cursor.setPosition(24, cursor.MoveMode.KeepAnchor)
    dialog.text.setTextCursor(cursor)
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == "A loop diuretic"
    dialog.reject()


def test_a_version_is_restored_and_undo_brings_the_newer_text_back(historian: Historian) -> None:
    dialog = historian.open()
    dialog.accept()
    assert historian.body == "A loop diuretic each morning."
    historian.click("Undo")
    assert historian.body == "A thiazide each morning."


def test_a_note_without_versions_says_when_there_are_some(historian: Historian) -> None:
    historian.note_id = historian.notes.add(historian.user_id, "New", "Text")
    dialog = historian.open()
    assert historian.sees("No versions yet")
    assert not dialog.do.isVisible()
    assert not dialog.list.isVisible()
    assert {one.window() for one in (dialog.list, dialog.views, dialog.text)} == {dialog}
    dialog.reject()
