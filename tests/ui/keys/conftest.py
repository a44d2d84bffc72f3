"""A window with a few commands of tabs and of an exam, and the settings they are kept in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow

from ms2qbank_desktop.core.settings import Settings
from ms2qbank_desktop.ui.command import Command
from ms2qbank_desktop.ui.commands import Commands
from ms2qbank_desktop.ui.keys.keymap import KeyMap
from ms2qbank_desktop.ui.keys.sheet import KeySheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot


class Room:
    """A window over a settings file. ``view`` is what of the exam is open: question or review."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.file = folder / "settings.json"
        self.ran: list[str] = []
        self.view = "question"
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.window.resize(1280, 800)
        self.field = QLineEdit()
        self.window.setCentralWidget(self.field)
        self.commands = self.start()
        self.keys = self.commands.keys
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.field.clearFocus()
        self.window.setFocus()

    def start(self) -> Commands:
        """Declare the commands as a start of the program does."""
        commands = Commands(self.window, KeyMap(Settings(self.file)))
        commands.add(
            Command("import", "Import…", self._runs("import"), "Ctrl+I"),
            Command("keys", "Keys…", self._runs("keys"), "F1", menu="Help", anywhere=True),
        )
        return commands

    def exam(self) -> tuple[Command, ...]:
        """Return the commands an exam brings; M is in both of its views."""
        return (
            self._exam("mark", "Mark", "M", "question"),
            self._exam("labs", "Lab values", "L", "question"),
            self._exam("next", "Next item", "Right; Alt+N", "question"),
            self._exam("marked", "Review marked items", "M", "review"),
            self._exam("end", "End block", "Ctrl+E", ""),
        )

    def open_exam(self) -> None:
        """Let the exam bring its commands."""
        self.commands.suspend()
        self.commands.add(*self.exam())

    def turn_to(self, view: str) -> None:
        """Open the question or the review."""
        self.view = view
        self.commands.refresh()

    def sheet(self) -> KeySheet:
        """Open the sheet and give it the keyboard."""
        sheet = KeySheet(self.commands, self.window)
        sheet.open()
        sheet.activateWindow()
        self.qtbot.waitUntil(sheet.isActiveWindow)
        return sheet

    def focus(self) -> object:
        """Return the widget that has the keyboard."""
        return QApplication.focusWidget()

    def _runs(self, name: str) -> Callable[[], None]:
        return lambda: self.ran.append(name)

    def _exam(self, key: str, label: str, keys: str, view: str) -> Command:
        return Command(
            f"exam-{key}",
            label,
            self._runs(key),
            keys,
            when=(lambda: self.view == view) if view else None,
            menu="Exam",
            context=f"exam {view}".strip(),
        )


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Room:
    return Room(qtbot, tmp_path)
