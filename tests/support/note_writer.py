"""A student who writes notes in the real editor, at the real window, with real keys.

Run as a program it is one who can be killed: ``python -m tests.support.note_writer DATA_DIR MODE
SEED`` types without end into the first note and prints a JSON line for each key.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.notebook.models import NoteFilter
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.notebook.ui.autosave import LATEST_MS
from ms2qbank_desktop.features.notebook.ui.editor import NoteEditor
from tests.support.student import Student

if TYPE_CHECKING:
    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.features.notebook.models import Note

WORDS = (
    "the nephron takes back sodium and water follows it through the wall of the tubule while "
    "potassium leaves with acid so that pressure and volume stay as they are"
)


def prose(chance: random.Random, words: int) -> str:
    """Return a paragraph."""
    known = WORDS.split()
    return " ".join(chance.choice(known) for _ in range(words))


def long_body(paragraphs: int = 150, links: int = 300) -> str:
    """Return Markdown of about 700 characters a paragraph with headings, lists and links to
    "Topic 0", "Topic 1", …"""
    chance, parts, number = random.Random(7), list[str](), 0
    for at in range(paragraphs):
        if at % 10 == 0:
            parts.append(f"## Part {at // 10}")
        text = prose(chance, 95)
        while number < links * (at + 1) // paragraphs:
            text += f" See [[Topic {number}]] and **{prose(chance, 3)}**."
            number += 1
        parts.append(f"- {text}\n- {prose(chance, 8)}" if at % 15 == 7 else text)
    return "\n\n".join(parts) + "\n"


class NoteWriter(Student):
    """Has the editor laid over the first page. ``notes``: the service behind it."""

    def __init__(self, data_dir: Path, clock: Clock | None = None) -> None:
        super().__init__(data_dir, clock)
        self.notes = self.program.context.service(NotebookService)
        self.editor = NoteEditor(self.ui)
        self.ui.navigate.open_detail(self.editor, "Note")
        self.app.processEvents()

    def write_note(self, title: str, body: str = "", *tags: str) -> int:
        """Make a note behind the editor's back."""
        return self.notes.add(self.ui.user_id, title, body, tags=tags)

    def open_note(self, title: str, body: str = "", *tags: str) -> int:
        """Make a note and open it, the caret at the end of its text."""
        note_id = self.write_note(title, body, *tags)
        self.editor.open(note_id)
        self.settle()
        self.to_end()
        return note_id

    def to_end(self) -> None:
        """Put the caret at the end of the text, and the keyboard into it."""
        pane = self.editor.panes.pane
        pane.setFocus()
        cursor = pane.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        pane.setTextCursor(cursor)
        self.app.processEvents()

    def set_mode(self, mode: str) -> None:
        """Choose write, source or split as the segments do."""
        self.editor.toolbar.modes.set_value(mode)
        self.editor.toolbar.mode_chosen.emit(mode)
        self.app.processEvents()

    def type_text(self, text: str) -> None:
        """Type into what has the keyboard."""
        for character in text:
            target = self.app.focusWidget() or self.shell
            if character == "\n":
                QTest.keyClick(target, Qt.Key.Key_Return)
            else:
                QTest.keyClicks(target, character)
        self.app.processEvents()

    def settle(self) -> None:
        """Let everything that is under way come to its end."""
        self.wait(self._is_saved)
        self.wait(lambda: not self.editor.panes.rich.loading.under_way)
        super().settle()

    def _is_saved(self) -> bool:
        """Whether all that was typed is on the disk; the pause before a save is cut short."""
        if not self.shell.tasks.running and self.editor.autosave.waiting:
            self.cut_pause(self.editor.autosave, LATEST_MS)
        return not self.shell.tasks.running and not self.editor.autosave.waiting

    def on_disk(self, note_id: int | None = None) -> Note:
        """Return a note as the disk has it; None: the one that is open."""
        wanted = self.editor.note_id if note_id is None else note_id
        assert wanted is not None
        return self.notes.note(self.ui.user_id, wanted)

    def linger(self, seconds: float) -> None:
        """Let time pass."""
        until = time.monotonic() + seconds
        self.wait(lambda: time.monotonic() >= until)


def main(data_dir: Path, mode: str, seed: int) -> None:
    """Type until killed, and say so with each key."""
    writer = NoteWriter(data_dir)
    chance = random.Random(seed)
    (line,) = writer.notes.lines(writer.ui.user_id, NoteFilter(text="killed"))
    writer.editor.open(line.id)
    writer.set_mode(mode)
    writer.settle()
    writer.to_end()
    while True:
        key = chance.choice("abcdefghijklmnopqrstuvwxyz \n")
        os.write(1, (json.dumps({"key": key, "at": time.time()}) + "\n").encode())
        writer.type_text(key)
        pause = 0.8 if chance.random() < 0.02 else chance.random() * 0.06
        until = time.monotonic() + pause
        while time.monotonic() < until:
            writer.app.processEvents()
            time.sleep(0.001)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
