"""Fields in rows below each other, of which one adds and takes away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import Item, column, row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class ListRow(QWidget):
    """``changed``: something else stands in its fields; ``removed``: it is not wanted any more."""

    changed = Signal()
    removed = Signal()

    def lay_out(self, *parts: Item, remove: str) -> None:
        """Put ``parts`` side by side, at the end a cross that says ``remove``."""
        cross = IconButton("x", remove, size="small")
        cross.clicked.connect(self.removed)
        self.setLayout(row(*parts, cross, gap=8))


R = TypeVar("R", bound=ListRow)


class RowList(QWidget, Generic[R]):
    """``changed``: a row came, went, or says something else. ``add``: what the button says that
    puts a ``fresh`` row below the others."""

    changed = Signal()

    def __init__(self, add: str, fresh: Callable[[], R]) -> None:
        super().__init__()
        self.rows: list[R] = []
        self.add = Button(add, "quiet", "plus", size="small")
        self._fresh = fresh
        self._lines = column(gap=4)
        self.fault = Label("", "caption", "incorrect", wrap=True)
        self.fault.hide()
        self.setLayout(column(self._lines, row(self.add, None), self.fault, None, gap=8))
        self.add.clicked.connect(self._on_add)

    def put(self, rows: Iterable[R]) -> None:
        """Show other rows."""
        for one in list(self.rows):
            self._drop(one)
        for one in rows:
            self._append(one)

    def set_fault(self, text: str) -> None:
        """Say what is wrong with them."""
        self.fault.setText(text)
        self.fault.setVisible(bool(text))

    def _append(self, line: R) -> None:
        line.changed.connect(self.changed)
        line.removed.connect(lambda: self._on_removed(line))
        self.rows.append(line)
        self._lines.addWidget(line)

    def _drop(self, line: R) -> None:
        self.rows.remove(line)
        line.hide()
        line.deleteLater()

    def _on_add(self) -> None:
        line = self._fresh()
        self._append(line)
        line.setFocus()
        self.changed.emit()

    def _on_removed(self, line: R) -> None:
        self._drop(line)
        self.changed.emit()
