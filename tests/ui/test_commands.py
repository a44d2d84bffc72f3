"""Commands are declared once: key, menu, and whether they can be run now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow

from ms2qbank_desktop.core.settings import Settings
from ms2qbank_desktop.ui.command import Command
from ms2qbank_desktop.ui.commands import Commands
from ms2qbank_desktop.ui.keys.keymap import KeyMap
from ms2qbank_desktop.ui.menus import Menu, MenuTree

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


class Room:
    """A window with commands and what they did."""

    def __init__(self, qtbot: QtBot, tmp_path: Path) -> None:
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.commands = Commands(self.window, KeyMap(Settings(tmp_path / "settings.json")))
        self.ran: list[str] = []
        self.able = True
        self.commands.add(
            Command("import", "Import…", lambda: self.ran.append("import"), "Ctrl+I"),
            Command(
                "export",
                "Export",
                lambda: self.ran.append("export"),
                "Ctrl+E",
                when=lambda: self.able,
                section="out",
            ),
            Command(
                "dark",
                "Dark",
                lambda: self.ran.append("dark"),
                menu="View",
                checked=lambda: "dark" in self.ran,
                anywhere=True,
            ),
        )


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Room:
    return Room(qtbot, tmp_path)


def test_a_key_runs_its_command(room: Room, qtbot: QtBot) -> None:
    qtbot.keyClick(room.window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert room.ran == ["import"]


def test_a_command_that_cannot_be_run_now_is_off_and_does_nothing(room: Room, qtbot: QtBot) -> None:
    room.able = False
    room.commands.refresh()
    assert not room.commands.action("export").isEnabled()
    qtbot.keyClick(room.window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    room.commands.run("export")
    assert room.ran == []


def test_an_id_is_declared_once(room: Room) -> None:
    with pytest.raises(ValueError, match="import"):
        room.commands.add(Command("import", "Import again", room.window.show))


def test_suspended_commands_sleep_but_those_of_anywhere_and_newer_ones(
    room: Room, qtbot: QtBot
) -> None:
    room.commands.suspend()
    room.commands.add(Command("next", "Next", lambda: room.ran.append("next"), "Ctrl+N"))
    for key in (Qt.Key.Key_I, Qt.Key.Key_N):
        qtbot.keyClick(room.window, key, Qt.KeyboardModifier.ControlModifier)
    room.commands.run("dark")
    assert room.ran == ["next", "dark"]
    room.commands.remove("next")
    room.commands.resume()
    qtbot.keyClick(room.window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert room.ran[-1] == "import"


def test_two_commands_may_share_a_key_if_never_both_can_be_run(room: Room, qtbot: QtBot) -> None:
    side = {"review": False}
    room.commands.add(
        Command(
            "choose",
            "Choose I",
            lambda: room.ran.append("choose"),
            "I",
            when=lambda: not side["review"],
            context="exam question",
        ),
        Command(
            "incomplete",
            "Incomplete",
            lambda: room.ran.append("incomplete"),
            "I",
            when=lambda: side["review"],
            context="exam review",
        ),
    )
    for review in (False, True):
        side["review"] = review
        room.commands.refresh()
        qtbot.keyClick(room.window, Qt.Key.Key_I)
    assert room.ran == ["choose", "incomplete"]


def test_the_menu_has_every_command_by_section_with_ticks(room: Room) -> None:
    root = Menu(room.window)
    tree = MenuTree(root, room.commands, "Profile")
    room.commands.add(Command("who", "Change name", room.window.show, menu="Profile"))
    room.commands.run("dark")
    assert [action.text() for action in root.actions()] == ["File", "View"]
    file, view = (action.menu() for action in root.actions())
    assert isinstance(file, Menu)
    assert isinstance(view, Menu)
    assert [action.text() for action in file.actions()] == ["Import…", "", "Export"]
    view.aboutToShow.emit()
    assert view.actions()[0].isChecked()
    assert tree.parent() is root


def test_menus_are_filled_once_however_many_commands_come(
    room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = Menu(room.window)
    MenuTree(root, room.commands, "Profile")
    filled: list[str] = []
    fill = room.commands.fill

    def count(menu: Menu, name: str) -> None:
        filled.append(name)
        fill(menu, name)

    monkeypatch.setattr(room.commands, "fill", count)
    for number in range(5):
        room.commands.add(Command(f"more-{number}", f"More {number}", room.window.show))
    qtbot.waitUntil(lambda: len(filled) > 0)
    assert filled == ["File", "View"]
    file = root.actions()[0].menu()
    assert isinstance(file, Menu)
    assert [action.text() for action in file.actions()][-1] == "More 4"


def test_a_request_is_done_by_its_servant_and_then_told(room: Room, qtbot: QtBot) -> None:
    done: list[object] = []
    assert not room.commands.serves("open-note")
    with pytest.raises(KeyError):
        room.commands.request("open-note", 3)
    room.commands.serve("open-note", done.append)
    assert room.commands.serves("open-note")
    with qtbot.waitSignal(room.commands.requested) as told:
        room.commands.request("open-note", 3)
    assert done == [3]
    assert told.args == ["open-note", (3,)]


def test_a_request_that_fails_is_not_told(room: Room, qtbot: QtBot) -> None:
    def fail(_about: object) -> None:
        raise LookupError("gone")

    room.commands.serve("open-note", fail)
    with qtbot.assertNotEmitted(room.commands.requested), pytest.raises(LookupError, match="gone"):
        room.commands.request("open-note", 3)


def test_what_is_of_the_whole_program_ends_its_menu(room: Room) -> None:
    root = Menu(room.window)
    room.commands.add(
        Command("quit", "Quit", room.window.show, section="quit"),
        Command("settings", "Settings…", room.window.show, section="settings"),
        Command("late", "Late", room.window.show),
    )
    tree = MenuTree(root, room.commands, "Profile")
    (file, *_) = (action.menu() for action in root.actions())
    assert isinstance(file, Menu)
    assert [action.text() for action in file.actions() if action.text()] == [
        *("Import…", "Export", "Late", "Quit", "Settings…"),
    ]
    assert tree.parent() is root
