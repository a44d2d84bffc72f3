"""What can be done with cards, as menus."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ms2qbank_desktop.ui.menus import Menu

from .flags import FLAGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from .browser_actions import BrowserActions


def fill_row_menu(menu: Menu, actions: BrowserActions, ids: Sequence[int]) -> None:
    """Add everything that can be done with cards."""
    menu.addAction("Tags…", lambda: actions.tag(ids))
    menu.addAction("Move to deck…", lambda: actions.move(ids))
    _add_flags(menu, actions, ids)
    menu.addAction("Mark", lambda: actions.mark(ids, marked=True))
    menu.addAction("Suspend", lambda: actions.suspend(ids, suspended=True))
    fill_more(menu, actions, ids)


def fill_more(menu: Menu, actions: BrowserActions, ids: Sequence[int]) -> None:
    """Add what stands beside the buttons of what is done most."""
    menu.addAction("Study these", lambda: actions.study(ids))
    menu.addSeparator()
    menu.addAction("Unmark", lambda: actions.mark(ids, marked=False))
    menu.addAction("Unsuspend", lambda: actions.suspend(ids, suspended=False))
    menu.addSeparator()
    menu.addAction("Bury until tomorrow", lambda: actions.bury(ids, buried=True))
    menu.addAction("Unbury", lambda: actions.bury(ids, buried=False))
    menu.addAction("Set due…", lambda: actions.set_due(ids))
    menu.addAction("Start anew", lambda: actions.forget(ids))
    menu.addAction("Place among the new…", lambda: actions.reposition(ids))
    menu.addSeparator()
    menu.addAction("Find and replace…", lambda: actions.replace(ids))
    menu.addAction("Change note type…", lambda: actions.change_type(ids))
    menu.addAction("Export…", lambda: actions.export(ids))
    menu.addSeparator()
    menu.addAction("Delete notes", lambda: actions.delete(ids))


def _add_flags(menu: Menu, actions: BrowserActions, ids: Sequence[int]) -> None:
    flags = Menu(menu, "Flag")
    for flag, name in enumerate(FLAGS):
        flags.addAction(name).triggered.connect(partial(_flag, actions, ids, flag))
    menu.addMenu(flags)


def _flag(actions: BrowserActions, ids: Sequence[int], flag: int, *_checked: bool) -> None:
    actions.flag(ids, flag)


class FlagMenu(Menu):
    """The flags, for a button; ``chosen`` has the number."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        for flag, name in enumerate(FLAGS):
            self.addAction(name).triggered.connect(partial(self._choose, flag))

    def _choose(self, flag: int, *_checked: bool) -> None:
        self.chosen.emit(flag)
