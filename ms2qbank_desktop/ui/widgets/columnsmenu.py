"""The menu of a table of many rows: which columns it shows, and what it is sorted by."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from ms2qbank_desktop.ui.menus import Menu

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from .browsemodel import Column


class ColumnsMenu(Menu):
    """Ticks for the columns, and below them what to sort by.

    ``shown`` gives the ids of the columns that are ticked, ``order`` the key of the order and
    whether it goes downwards, each time the menu opens. ``columns_changed`` has the ids,
    ``order_requested`` key and direction.
    """

    columns_changed = Signal(object)
    order_requested = Signal(object, bool)

    def __init__(
        self,
        parent: QWidget,
        columns: Sequence[Column[Any]],
        shown: Callable[[], frozenset[str]],
        order: Callable[[], tuple[object, bool]],
    ) -> None:
        super().__init__(parent)
        self._shown, self._order = shown, order
        self._ticks = {}
        for column in columns:
            if not column.stretch:
                tick = self.keep(column.menu_name)
                tick.setCheckable(True)
                tick.triggered.connect(self._on_ticked)
                self._ticks[column.id] = tick
        self.addSeparator()
        sorts = Menu(self, "Sort by")
        self.addMenu(sorts)
        self._orders = {}
        for column in columns:
            if column.order is not None:
                action = sorts.keep(column.menu_name)
                action.setCheckable(True)
                action.triggered.connect(partial(self._sort, column.order))
                self._orders[column.order] = action
        sorts.addSeparator()
        self._down = sorts.keep("Downwards")
        self._down.setCheckable(True)
        self._down.triggered.connect(self._on_turned)
        self.aboutToShow.connect(self._tick)
        self._tick()

    def set_offered(self, column: str, *, offered: bool) -> None:
        """Leave a column out of the menu, or let it in again."""
        self._ticks[column].setVisible(offered)

    def _tick(self) -> None:
        shown, (order, descending) = self._shown(), self._order()
        for column, tick in self._ticks.items():
            tick.setChecked(column in shown)
        for key, action in self._orders.items():
            action.setChecked(key is order)
        self._down.setChecked(descending)

    def _on_ticked(self) -> None:
        ids = frozenset(column for column, tick in self._ticks.items() if tick.isChecked())
        self.columns_changed.emit(ids)

    def _sort(self, key: object, *_checked: bool) -> None:
        self.order_requested.emit(key, self._order()[1])

    def _on_turned(self) -> None:
        order, descending = self._order()
        self.order_requested.emit(order, not descending)
