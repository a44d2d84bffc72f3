from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from shiboken6 import isValid

from ms2qbank_desktop.features.notebook.ui.rich.text import RichText
from ms2qbank_desktop.ui import theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

KEYS = {"\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab, "\b": Qt.Key.Key_Backspace}


class Writer:
    """Somebody who writes in a note."""

    def __init__(self, bot: QtBot, folder: Path) -> None:
        self.bot = bot
        self.folder = folder
        self.kept: list[bytes] = []
        self.text = RichText(self._file, self._keep)
        bot.addWidget(self.text)
        self.text.resize(700, 600)
        self.text.show()

    def open(self, body: str, *, at: str = "") -> None:
        """Open a note; the caret stands behind the words ``at``, else at the end."""
        self.text.set_markdown(body)
        self.text.finish_filling()
        self.go(at)

    def go(self, words: str) -> None:
        """Put the caret behind words."""
        cursor = self.text.document().find(words) if words else self.text.textCursor()
        assert not cursor.isNull(), words
        if not words:
            cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.clearSelection()
        self.text.setTextCursor(cursor)

    def select(self, words: str) -> None:
        """Select words."""
        cursor = self.text.document().find(words)
        assert not cursor.isNull(), words
        self.text.setTextCursor(cursor)

    def type(self, keys: str) -> None:
        """Type letters; a line end is Enter, a tabulator Tab, \\b Backspace."""
        for key in keys:
            if key in KEYS:
                QTest.keyClick(self.text, KEYS[key])
            else:
                QTest.keyClicks(self.text, key)

    def undo_all(self) -> None:
        """Take everything back."""
        while self.text.document().isUndoAvailable():
            self.text.undo()

    def settle(self) -> None:
        """Let what works on other threads arrive, unless the window was closed meanwhile."""
        until = time.monotonic() + 5
        while isValid(self.text) and self.text.objects.busy and time.monotonic() < until:
            self.bot.wait(5)

    @property
    def body(self) -> str:
        return self.text.markdown()

    def _file(self, name: str) -> Path | None:
        path = self.folder / name
        return path if path.exists() else None

    def _keep(self, data: bytes) -> str:
        self.kept.append(data)
        name = f"{len(self.kept)}.png"
        (self.folder / name).write_bytes(data)
        return name


@pytest.fixture
def writer(qtbot: QtBot, tmp_path: Path) -> Iterator[Writer]:
    """An empty note in a window."""
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    writer = Writer(qtbot, tmp_path)
    yield writer
    writer.settle()
