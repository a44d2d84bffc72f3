"""The fields of a note type, in order; each remembers which one it was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from ms2qbank_desktop.features.flashcards.models import NoteField
from ms2qbank_desktop.ui.theme import control, px
from ms2qbank_desktop.ui.widgets.buttons import IconButton
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, line, row

if TYPE_CHECKING:
    from collections.abc import Sequence

_WAS = Qt.ItemDataRole.UserRole
"""Place that the field had, None for a new one."""


class FieldList(QWidget):
    """F2 or a double click renames, the buttons (Alt with arrows) move, add and remove."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._before: tuple[NoteField, ...] = ()
        self.list = QListWidget()
        self.list.setAccessibleName("Fields")
        self.list.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.list.setFixedHeight(px(132))
        self.list.itemChanged.connect(lambda: self.changed.emit())
        self.add = IconButton("plus", "Add a field", size="small")
        self.remove = IconButton("trash", "Remove the field", size="small")
        self.up = IconButton("caret-up", "Move up", size="small")
        self.down = IconButton("caret-down", "Move down", size="small")
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        head = row(Label("Fields", weight=500), None, self.add, self.remove, self.up, self.down)
        help = Label("F2 renames; templates follow.", "caption", "text-muted")
        self.setLayout(column(head, line(), self.list, line(), help, gap=4))

    @property
    def fields(self) -> tuple[NoteField, ...]:
        """The fields as they are now."""
        items = [self.list.item(at) for at in range(self.list.count())]
        return tuple(
            replace(self._before[was], name=item.text().strip())
            if (was := item.data(_WAS)) is not None
            else NoteField(item.text().strip())
            for item in items
        )

    @property
    def was(self) -> tuple[int | None, ...]:
        """For each field the place that it had, None for a new one."""
        return tuple(self.list.item(at).data(_WAS) for at in range(self.list.count()))

    def show_fields(self, fields: Sequence[NoteField]) -> None:
        """Show the fields of another type."""
        self._before = tuple(fields)
        self.list.blockSignals(True)
        self.list.clear()
        for at, one in enumerate(fields):
            self.list.addItem(_item(one.name, at))
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)

    def _add(self) -> None:
        names = {one.name for one in self.fields}
        number = next(n for n in range(1, 1000) if f"Field {n}" not in names)
        item = _item(f"Field {number}", None)
        self.list.addItem(item)
        self.list.setCurrentItem(item)
        self.list.editItem(item)
        self.changed.emit()

    def _remove(self) -> None:
        if self.list.count() > 1:
            self.list.takeItem(self.list.currentRow())
            self.changed.emit()

    def _move(self, by: int) -> None:
        at = self.list.currentRow()
        if 0 <= at + by < self.list.count():
            item = self.list.takeItem(at)
            self.list.insertItem(at + by, item)
            self.list.setCurrentRow(at + by)
            self.changed.emit()


def _item(name: str, was: int | None) -> QListWidgetItem:
    item = QListWidgetItem(name)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
    item.setData(_WAS, was)
    item.setSizeHint(QSize(0, control("tree_row")))
    return item
