"""The table of coming tasks: days on a ground of their own, keys for the task one is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QTableView

from ms2qbank_desktop.features.planner.ui.task import keys
from ms2qbank_desktop.features.planner.ui.task.look import colour_of, icon_of
from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.keys.inside import InsideKeys
from ms2qbank_desktop.ui.theme import current, font, icon_size, px, signals
from ms2qbank_desktop.ui.widgets.table import TableDelegate, style_table

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QResizeEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

    from ms2qbank_desktop.features.planner.models import Task
    from ms2qbank_desktop.ui.commands import Commands

    from .model import AgendaModel, Index

_WIDTHS = (180, 110, 130)
"""Of system, minutes and state, in pixels at 100 % text."""


class AgendaTable(QTableView):
    """``wished``: what a key asks for (see task.keys), and of which task; ``menu_requested`` says
    where on the screen."""

    wished = Signal(str, object)
    menu_requested = Signal(QPoint)

    def __init__(self, model: AgendaModel, commands: Commands) -> None:
        super().__init__()
        self._model = model
        self.inside_keys = InsideKeys(commands, keys.TASK_KEYS, self._do)
        self.setModel(model)
        style_table(self)
        self.setItemDelegate(_Delegate(self, model))
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setAccessibleName("Coming tasks")
        self.horizontalHeader().setStretchLastSection(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.doubleClicked.connect(lambda _index: self._do(keys.EDIT))
        signals().changed.connect(self._fit_columns)

    @property
    def task(self) -> Task | None:
        """The current task."""
        return self._model.task(self.currentIndex().row())

    def look_at(self, row: int) -> None:
        """Make a row the current one."""
        self.setCurrentIndex(self._model.index(row, 0))

    def event(self, event: QEvent) -> bool:
        return self.inside_keys.claims(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.inside_keys.take(event):
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Do nothing: letters are keys here."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and (row := self._model.first()) is not None:
            self.look_at(row)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self.visualRect(self.currentIndex()).bottomLeft() if by_key else event.pos()
        self.menu_requested.emit(self.viewport().mapToGlobal(place))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _do(self, wish: str) -> bool:
        if (task := self.task) is not None:
            self.wished.emit(wish, task)
        return task is not None

    def _fit_columns(self) -> None:
        widths = [px(width) for width in _WIDTHS]
        for column, width in enumerate(widths, 1):
            self.setColumnWidth(column, width)
        self.setColumnWidth(0, max(px(220), self.viewport().width() - sum(widths)))


class _Delegate(TableDelegate):
    """Days stand on a ground of their own; the icon of a task has the colour of its kind."""

    def __init__(self, view: AgendaTable, model: AgendaModel) -> None:
        super().__init__(view)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if self._model.task(index.row()) is not None:
            super().paint(painter, option, index)
            return
        area: QRect = option.rect
        theme = current()
        painter.save()
        painter.fillRect(area, theme.color("raised"))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), theme.color("border"))
        strong = index.column() == 0
        painter.setFont(font("strong" if strong else "caption"))
        painter.setPen(theme.color("text" if strong else "text-muted"))
        side = index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft
        inner = area.adjusted(px(10), 0, -px(10), 0)
        painter.drawText(inner, int(side) | int(Qt.AlignmentFlag.AlignVCenter), index.data())
        painter.restore()

    def _paint_content(self, painter: QPainter, area: QRect, index: Index) -> None:
        task = self._model.task(index.row())
        if index.column() == 0 and task is not None:
            edge = icon_size("small")
            place = QRect(area.left(), area.center().y() - edge // 2, edge, edge)
            done = task.done_at is not None
            ink = current().color("text-muted") if done else colour_of(task.kind)
            paint_icon(painter, place, icon_of(task.kind), ink)
            area = area.adjusted(edge + px(10), 0, 0, 0)
        super()._paint_content(painter, area, index)
