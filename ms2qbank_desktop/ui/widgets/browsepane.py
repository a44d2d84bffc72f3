"""A table of many things with what belongs to it: order, columns, what is selected, what is looked
at, and words where nothing is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from .browsetable import BrowseTable
from .columnsmenu import ColumnsMenu
from .layouts import column, ground, line

if TYPE_CHECKING:
    from .browsemodel import BrowseModel
    from .empty import EmptyState
    from .selectionbar import SelectionBar

L = TypeVar("L")

_LOOK_MS = 60
"""Until a row counts as looked at: one that is only passed by does not."""


class BrowsePane(QWidget, Generic[L]):
    """The table above the bar of what is selected; ``nothing`` stands in its place where no row
    is found.

    ``settled``: another row, or the same one read anew, is looked at for longer than a moment.
    ``order_chosen`` has the key of a column and whether it goes downwards, ``columns_chosen`` the
    ids of the columns: the owner keeps them, and shows them here.
    """

    settled = Signal()
    order_chosen = Signal(object, bool)
    columns_chosen = Signal(object)

    def __init__(
        self, model: BrowseModel[L], name: str, bar: SelectionBar, nothing: EmptyState
    ) -> None:
        super().__init__()
        self._model, self._bar, self._nothing = model, bar, nothing
        self._shown: frozenset[str] = frozenset()
        self._order: tuple[object, bool] = (None, False)
        model.setParent(self)
        self.table = BrowseTable(model, name)
        self.menu = ColumnsMenu(self, model.columns, lambda: self._shown, lambda: self._order)
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(_LOOK_MS)
        ground(self, "surface")
        ground(nothing, "surface")
        self._place = QStackedLayout()
        below = column(line(), gap=0)
        below.addLayout(self._place, 1)
        below.addWidget(bar)
        self.setLayout(below)
        # Only now: a stack shows its first page at once, and would show it as a window.
        self._place.addWidget(self.table)
        self._place.addWidget(nothing)
        bar.hide()
        self._connect()

    @property
    def looked(self) -> L | None:
        """The line of the current row."""
        row = self.table.currentIndex().row()
        return self._model.line(row) if self.table.looked is not None else None

    def targets(self) -> list[int]:
        """Return what is selected, else the one that is looked at."""
        looked = self.table.looked
        return self.table.selected() or ([] if looked is None else [looked])

    def look_again(self) -> None:
        """Let what is looked at be shown anew in a moment."""
        self._look.start()

    def show_found(self, *, any_found: bool) -> None:
        """Show the table, or that nothing fits."""
        self._place.setCurrentWidget(self.table if any_found else self._nothing)

    def show_columns(self, shown: frozenset[str]) -> None:
        """Show the columns of these ids beside those that are always there."""
        self._shown = shown
        self.table.show_columns(shown)

    def show_order(self, key: object, *, descending: bool) -> None:
        """Say in the header what the rows are sorted by."""
        self._order = (key, descending)
        (name,) = (one.id for one in self._model.columns if one.order is key)
        self.table.header.show_order(name, descending=descending)

    def _connect(self) -> None:
        table, menu = self.table, self.menu
        self._look.timeout.connect(self.settled)
        table.looked_at.connect(self._look.start)
        table.selection_changed.connect(lambda: self._bar.show_count(table.selected_count))
        table.sort_requested.connect(self._on_sort_requested)
        table.header.customContextMenuRequested.connect(
            lambda place: menu.popup(table.header.mapToGlobal(place))
        )
        menu.columns_changed.connect(self.columns_chosen)
        menu.order_requested.connect(self.order_chosen)
        self._bar.clear_requested.connect(table.clearSelection)

    def _on_sort_requested(self, name: str) -> None:
        """Sort by a column; by the one it is sorted by already, the other way round."""
        (key,) = (one.order for one in self._model.columns if one.id == name)
        order, descending = self._order
        self.order_chosen.emit(key, key is order and not descending)
