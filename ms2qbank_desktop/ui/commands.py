"""Commands: declared once, shown in menus, run by their keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from .icons import icon as icon_named

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMenu, QWidget

MENUS = ("File", "Edit", "View", "Go", "Profile", "Help")
"""The menus in their order; a command of another one comes after these."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something the program can do.

    ``keys``: as QKeySequence writes them ("Ctrl+I"), several separated by "; ". ``when``: whether
    it can be run now. ``checked``: makes it a choice with a tick. ``anywhere``: stays alive while
    an exam has taken over the window. ``section``: a line separates sections of a menu.
    """

    id: str
    label: str
    run: Callable[[], None]
    keys: str = ""
    when: Callable[[], bool] | None = None
    menu: str = "File"
    section: str = ""
    icon: str = ""
    checked: Callable[[], bool] | None = None
    anywhere: bool = False


class Commands(QObject):
    """The commands of one window, each a real action on it. ``changed``: some came or went."""

    changed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._commands: dict[str, Command] = {}
        self._actions: dict[str, QAction] = {}
        self._suspended: set[str] = set()

    def add(self, *commands: Command) -> None:
        """Declare commands; ValueError when an id is taken."""
        for command in commands:
            if command.id in self._commands:
                raise ValueError(command.id)
            action = QAction(command.label, self)
            action.setObjectName(command.id)
            if command.keys:
                action.setShortcuts([QKeySequence(keys) for keys in command.keys.split("; ")])
            if command.icon:
                action.setIcon(icon_named(command.icon, "text-muted"))
            action.setCheckable(command.checked is not None)
            action.triggered.connect(self._on_triggered)
            self._commands[command.id] = command
            self._actions[command.id] = action
            self._window.addAction(action)
        self.changed.emit()

    def remove(self, *ids: str) -> None:
        """Take commands away, for example those of an exam that has ended."""
        for key in ids:
            del self._commands[key]
            action = self._actions.pop(key)
            self._window.removeAction(action)
            action.deleteLater()
            self._suspended.discard(key)
        self.changed.emit()

    def all(self) -> tuple[Command, ...]:
        """Return the commands in the order of their declaration."""
        return tuple(self._commands.values())

    def action(self, key: str) -> QAction:
        """Return the action of a command, for a button or a test."""
        return self._actions[key]

    def run(self, key: str) -> None:
        """Run a command if it can be run now."""
        if self._can(key):
            self._commands[key].run()
            self.refresh()

    def refresh(self) -> None:
        """Ask each command anew whether it can be run and is ticked."""
        for key, action in self._actions.items():
            action.setEnabled(self._can(key))
            if checked := self._commands[key].checked:
                action.setChecked(checked())

    def suspend(self) -> None:
        """Switch off what is declared now and not ``anywhere``, until :meth:`resume`."""
        self._suspended = {key for key, c in self._commands.items() if not c.anywhere}
        self.refresh()

    def resume(self) -> None:
        """End :meth:`suspend`."""
        self._suspended = set()
        self.refresh()

    def menus(self) -> tuple[str, ...]:
        """Return the names of the menus that have a command, in order."""
        named = dict.fromkeys(command.menu for command in self._commands.values())
        return (*(m for m in MENUS if m in named), *(m for m in named if m not in MENUS))

    def fill(self, menu: QMenu, name: str) -> None:
        """Fill ``menu`` with the commands of the menu ``name``, a line between sections."""
        self.refresh()
        menu.clear()
        section = None
        for command in self._commands.values():
            if command.menu != name:
                continue
            if section is not None and command.section != section:
                menu.addSeparator()
            section = command.section
            menu.addAction(self._actions[command.id])

    def _can(self, key: str) -> bool:
        when = self._commands[key].when
        return key not in self._suspended and (when is None or when())

    def _on_triggered(self) -> None:
        self.run(self.sender().objectName())
