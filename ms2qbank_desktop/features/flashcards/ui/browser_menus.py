"""The menus of the card browser: columns and order, and what can be done with cards."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from ms2qbank_desktop.features.flashcards.browsing import CardOrder
from ms2qbank_desktop.ui.menus import Menu

from .browser_columns import shown_columns, wanted_order
from .wording import FLAGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.core.settings import Settings
    from ms2qbank_desktop.ui.widgets.browsemodel import Column

    from .browser_actions import BrowserActions


class ColumnsMenu(Menu):
    """Ticks for the columns, and below them what to sort by."""

    columns_changed = Signal(object)
    order_requested = Signal(object)

    def __init__(self, parent: QWidget, settings: Settings, columns: Sequence[Column[Any]]) -> None:
        super().__init__(parent)
        self._settings = settings
        self._ticks = {}
        for column in columns:
            if not column.stretch:
                tick = self.addAction(column.menu_name)
                tick.setCheckable(True)
                tick.triggered.connect(self._on_ticked)
                self._ticks[column.id] = tick
        self.addSeparator()
        sorts = Menu(self, "Sort by")
        self.addMenu(sorts)
        self._orders = {}
        for column in columns:
            if column.order is not None:
                action = sorts.addAction(column.menu_name)
                action.setCheckable(True)
                action.triggered.connect(partial(self._sort, column.order))
                self._orders[column.order] = action
        sorts.addSeparator()
        self._down = sorts.addAction("Downwards")
        self._down.setCheckable(True)
        self._down.triggered.connect(self._on_turned)
        self.aboutToShow.connect(self._tick)
        self._tick()

    def _tick(self) -> None:
        shown, order = shown_columns(self._settings), wanted_order(self._settings)
        for column, tick in self._ticks.items():
            tick.setChecked(column in shown)
        for key, action in self._orders.items():
            action.setChecked(key is order.column)
        self._down.setChecked(order.descending)

    def _on_ticked(self) -> None:
        shown = [column for column, tick in self._ticks.items() if tick.isChecked()]
        self._settings.set("card_columns", " ".join(shown))
        self.columns_changed.emit(frozenset(shown))

    def _sort(self, key: Any, *_checked: bool) -> None:
        self.order_requested.emit(CardOrder(key, wanted_order(self._settings).descending))

    def _on_turned(self) -> None:
        order = wanted_order(self._settings)
        self.order_requested.emit(CardOrder(order.column, not order.descending))


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
