"""The whole menu, made of the declared commands."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenuBar, QWidget

    from .commands import Commands

HAS_NATIVE_BAR = sys.platform == "darwin"


class Menu(QMenu):
    """A menu with round corners."""

    def __init__(self, parent: QWidget, title: str = "") -> None:
        super().__init__(title, parent)
        self.setProperty("kind", "menu")
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)

    def keep(self, words: str) -> QAction:
        """Add an action that somebody holds on to.

        Python makes it. One that Qt makes (``addAction``) is "already deleted" to Python as soon as
        a wrapper goes that Python made for the moment of a widget above it.
        """
        action = QAction(words, self)
        self.addAction(action)
        return action


class MenuTree(QObject):
    """Keeps ``root`` filled with one menu for each name the commands use but ``without``."""

    def __init__(self, root: QMenu | QMenuBar, commands: Commands, without: str) -> None:
        super().__init__(root)
        self._root = root
        self._commands = commands
        self._without = without
        self._menus: dict[str, Menu] = {}
        self._late = QTimer(self)  # a start declares commands in twenty places, one after another
        self._late.setSingleShot(True)
        self._late.setInterval(0)
        self._late.timeout.connect(self._add_menus)
        commands.changed.connect(self._late.start)
        self._add_menus()

    def _add_menus(self) -> None:
        for name in self._commands.menus():
            if name in self._menus or name == self._without:
                continue
            menu = Menu(self._root, name)
            menu.aboutToShow.connect(self._on_about_to_show)
            self._menus[name] = menu
        self._root.clear()
        self._commands.refresh()
        for name in self._commands.menus():
            if name in self._menus:
                self._root.addMenu(self._menus[name])
                self._commands.fill(self._menus[name], name)

    def _on_about_to_show(self) -> None:
        self._commands.refresh()
