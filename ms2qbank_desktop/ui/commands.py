"""The commands of a window: declared once, shown in menus, run by their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from .icons import icon as icon_named
from .keys.words import cap_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMenu, QWidget

    from .command import Command
    from .keys.keymap import KeyMap
    from .searchbutton import SearchButton
    from .widgets.buttons import Button, IconButton
    from .widgets.keycap import KeyCap

    ShowsKey = Button | IconButton | KeyCap | SearchButton

MENUS = ("File", "Edit", "View", "Go", "Profile", "Help")
"""The menus in their order; a command of another one comes after these."""
_LAST = ("settings", "quit")
"""Sections that end their menu, though they are declared first."""


class _Follower(QObject):
    """Shows the key of a command on a button as long as the button lives."""

    def __init__(self, commands: Commands, key: str, button: ShowsKey) -> None:
        super().__init__(button)
        self._commands = commands
        self._key = key
        self._button = button
        commands.keys_changed.connect(self._on_keys_changed)
        self._on_keys_changed()

    def _on_keys_changed(self) -> None:
        self._button.set_key(self._commands.shown_key(self._key))


class Commands(QObject):
    """The commands of one window, each a real action on it.

    ``changed``: some came or went. ``keys_changed``: some have other keys. ``requested``: a request
    was served, with its name and what it was about.
    """

    changed = Signal()
    keys_changed = Signal()
    requested = Signal(str, object)

    def __init__(self, window: QWidget, keys: KeyMap) -> None:
        super().__init__(window)
        self._window = window
        self.keys = keys
        self.keys.setParent(self)
        self.keys.changed.connect(self._on_keys_changed)
        self._commands: dict[str, Command] = {}
        self._actions: dict[str, QAction] = {}
        self._suspended: set[str] = set()
        self._servants: dict[str, Callable[..., None]] = {}

    def serve(self, request: str, servant: Callable[..., None]) -> None:
        """Say who does what one slice asks of another that it may not know: the editor of cards
        for a question that was missed, the question of a card."""
        self._servants[request] = servant

    def serves(self, request: str) -> bool:
        """Say whether somebody does what may be asked for."""
        return request in self._servants

    def request(self, request: str, *about: object) -> None:
        """Have somebody do what is asked for; KeyError if nobody does it."""
        self._servants[request](*about)
        self.requested.emit(request, about)

    def add(self, *commands: Command) -> None:
        """Declare commands; ValueError when an id is taken."""
        for command in commands:
            if command.id in self._commands:
                raise ValueError(command.id)
            action = QAction(command.label, self)
            action.setObjectName(command.id)
            if command.icon:
                action.setIcon(icon_named(command.icon, "text-muted"))
            action.setCheckable(command.checked is not None)
            action.triggered.connect(self._on_triggered)
            self._commands[command.id] = command
            self._actions[command.id] = action
            self._window.addAction(action)
        self.keys.know(commands)
        for command in commands:
            self._set_keys(command.id)
        self.changed.emit()

    def announce(self, *commands: Command) -> None:
        """Make commands known that a page brings later, so that their keys can be chosen before."""
        self.keys.know(commands)

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

    def shown_key(self, key: str) -> str:
        """Return the first key of a command as a key cap shows it; "" if it has none."""
        return next(map(cap_text, self.keys.keys(key)), "")

    def bind(self, button: ShowsKey, key: str) -> None:
        """Let a button show the first key of a command, now and after each change."""
        _Follower(self, key, button)

    def can(self, key: str) -> bool:
        """Say whether a command is there and can be run now."""
        if key not in self._commands or key in self._suspended:
            return False
        when = self._commands[key].when
        return when is None or when()

    def run(self, key: str) -> None:
        """Run a command if it can be run now."""
        if self.can(key):
            self._commands[key].run()
            self.refresh()

    def refresh(self) -> None:
        """Ask each command anew whether it can be run and is ticked."""
        for key, action in self._actions.items():
            action.setEnabled(self.can(key))
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
        named = dict.fromkeys(one.menu for one in self._commands.values() if not one.inside)
        return (*(m for m in MENUS if m in named), *(m for m in named if m not in MENUS))

    def fill(self, menu: QMenu, name: str) -> None:
        """Fill ``menu`` with the commands of the menu ``name``, a line between sections, those of
        the whole program last; see :meth:`refresh`."""
        menu.clear()
        section = None
        found = [command for command in self._commands.values() if command.menu == name]
        for command in sorted(found, key=lambda command: command.section in _LAST):
            if section is not None and command.section != section:
                menu.addSeparator()
            section = command.section
            menu.addAction(self._actions[command.id])

    def _set_keys(self, key: str) -> None:
        if not self._commands[key].inside:
            self._actions[key].setShortcuts([QKeySequence(one) for one in self.keys.keys(key)])

    def _on_keys_changed(self) -> None:
        for key in self._commands:
            self._set_keys(key)
        self.keys_changed.emit()

    def _on_triggered(self) -> None:
        self.run(self.sender().objectName())
