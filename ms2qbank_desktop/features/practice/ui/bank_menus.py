"""The menus of the bank: columns and order, and what can be done with rows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ms2qbank_desktop.features.attempts.models import BankOrder, SortKey
from ms2qbank_desktop.ui.menus import Menu

from .bank_model import LOOKS, Column
from .bank_table import ALWAYS_SHOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.core.settings import Settings

    from .bank_actions import BankActions


def shown_columns(settings: Settings) -> frozenset[Column]:
    """Return the columns that the settings name; names of no column are passed over. What is
    due is shown only to a user who wants questions to come back."""
    names = set(settings.get("bank_columns").split())
    shown = {column for column in Column if column.name.lower() in names}
    spaced = settings.get("spaced_questions")
    return frozenset(shown if spaced else shown - {Column.DUE})


def wanted_order(settings: Settings) -> BankOrder:
    """Return the order that the settings name, or that of the bank."""
    name = settings.get("bank_order")
    known = {key.value: key for key in SortKey}
    key = known.get(name.removeprefix("-"))
    return BankOrder(key, descending=name.startswith("-")) if key else BankOrder()


class ColumnsMenu(Menu):
    """Ticks for the columns, and below them what to sort by."""

    columns_changed = Signal(object)
    order_requested = Signal(object)

    def __init__(self, parent: QWidget, settings: Settings) -> None:
        super().__init__(parent)
        self._settings = settings
        self._ticks = {}
        for column in Column:
            if column not in ALWAYS_SHOWN:
                tick = self.addAction(LOOKS[column].name or LOOKS[column].title)
                tick.setCheckable(True)
                tick.triggered.connect(self._on_ticked)
                self._ticks[column] = tick
        self.addSeparator()
        sorts = Menu(self, "Sort by")
        self.addMenu(sorts)
        self._orders = {}
        for look in LOOKS.values():
            if look.key is not None:
                action = sorts.addAction(look.name or look.title)
                action.setCheckable(True)
                action.triggered.connect(self._on_sort)
                self._orders[look.key] = action
        sorts.addSeparator()
        self._down = sorts.addAction("Downwards")
        self._down.setCheckable(True)
        self._down.triggered.connect(self._on_turned)
        self.aboutToShow.connect(self._tick)
        self._tick()

    def _tick(self) -> None:
        shown, order = shown_columns(self._settings), wanted_order(self._settings)
        self._ticks[Column.DUE].setVisible(self._settings.get("spaced_questions"))
        for column, tick in self._ticks.items():
            tick.setChecked(column in shown)
        for key, action in self._orders.items():
            action.setChecked(key is order.key)
        self._down.setChecked(order.descending)

    def _on_ticked(self) -> None:
        shown = [column for column, tick in self._ticks.items() if tick.isChecked()]
        self._settings.set("bank_columns", " ".join(column.name.lower() for column in shown))
        self.columns_changed.emit(frozenset(shown))

    def _on_sort(self) -> None:
        (key,) = (key for key, action in self._orders.items() if action is self.sender())
        self.order_requested.emit(BankOrder(key, wanted_order(self._settings).descending))

    def _on_turned(self) -> None:
        order = wanted_order(self._settings)
        self.order_requested.emit(BankOrder(order.key, not order.descending))


class RowMenu(Menu):
    """What can be done with ``ids``; deletes itself when it is closed."""

    def __init__(
        self,
        parent: QWidget,
        actions: BankActions,
        ids: Sequence[int],
        open_large: Callable[[], None],
    ) -> None:
        super().__init__(parent)
        if len(ids) == 1:
            self.addAction("Open large", open_large)
        self.addAction("Make block", lambda: actions.make_block(ids))
        self.addSeparator()
        self.addAction("Tag…", lambda: actions.tag(ids))
        self.addAction("Mark", lambda: actions.mark(ids, marked=True))
        self.addAction("Suspend", lambda: actions.suspend(ids, suspended=True))
        add_more(self, actions, ids)
        self.addSeparator()
        self.addAction("Export…", lambda: actions.export(ids))
        self.aboutToHide.connect(self.deleteLater)


def fill_more(menu: Menu, actions: BankActions, ids: Sequence[int]) -> None:
    """Fill the menu "More" beside the buttons of what is done most."""
    menu.clear()
    add_more(menu, actions, ids)


def add_more(menu: Menu, actions: BankActions, ids: Sequence[int]) -> None:
    """Add the contrary of tags, marks and suspending, and what begins anew."""
    tags = actions.own_tags(ids)
    taken = Menu(menu, "Remove tag")
    for tag in tags:
        action = taken.addAction(tag.replace("&", "&&"))
        action.triggered.connect(partial(_untag, actions, ids, tag))
    taken.setEnabled(bool(tags))
    menu.addMenu(taken)
    menu.addAction("Unmark", lambda: actions.mark(ids, marked=False))
    menu.addAction("Let in again", lambda: actions.suspend(ids, suspended=False))
    menu.addSeparator()
    menu.addAction("Reset progress…", lambda: actions.reset(ids))


def _untag(actions: BankActions, ids: Sequence[int], tag: str, *_checked: bool) -> None:
    actions.write_tag(ids, tag, on=False)
