"""A table of many rows: one is looked at, others are selected with their check boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QTableView

from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import current, font, icon_size, metrics, px, signals

from . import paint
from .browseheader import BrowseHeader, box_place
from .browsemodel import CHECK, BrowseModel
from .table import TableDelegate, style_table
from .views import menu_asked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from PySide6.QtGui import QFocusEvent, QResizeEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

    from .browsemodel import Index

Flag = QItemSelectionModel.SelectionFlag
_SELECTING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class BrowseTable(QTableView):
    """Arrows and clicks look at a row; Space, check boxes, Ctrl or Shift with clicks and arrows
    select. ``open_requested`` (Enter, double click) means the row looked at, ``menu_requested``
    (where on the screen) those that are selected, ``sort_requested`` has the id of a column."""

    looked_at = Signal()
    selection_changed = Signal()
    open_requested = Signal()
    menu_requested = Signal(QPoint)
    sort_requested = Signal(str)

    def __init__(self, model: BrowseModel[Any], name: str) -> None:
        super().__init__()
        self._model = model
        (self._stretch,) = (at for at, one in enumerate(model.columns, 1) if one.stretch)
        self._shown = frozenset(range(len(model.columns) + 1))
        self.setModel(model)
        style_table(self)
        self.setItemDelegate(_Delegate(self, model))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAccessibleName(name)
        self.header = BrowseHeader(self, model)
        self.setHorizontalHeader(self.header)
        self.header.sectionClicked.connect(self._on_header_clicked)
        self.doubleClicked.connect(self.open_requested)
        self.selectionModel().currentRowChanged.connect(self.looked_at)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        signals().changed.connect(self._fit_columns)

    @property
    def looked(self) -> int | None:
        """The id of the current row."""
        row = self.currentIndex().row()
        return self._model.ids[row] if 0 <= row < len(self._model.ids) else None

    @property
    def selected_count(self) -> int:
        """How many rows are selected."""
        return sum(part.height() for part in self._parts())

    def selected(self) -> list[int]:
        """Return the selected ids in the order of the table."""
        rows: set[int] = set()
        for part in self._parts():
            rows.update(range(part.top(), part.bottom() + 1))
        return [self._model.ids[row] for row in sorted(rows)]

    def _parts(self) -> list[QItemSelectionRange]:
        selection = self.selectionModel().selection()
        return [selection.at(place) for place in range(selection.count())]

    def show_rest(self, ids: Sequence[int]) -> bool:
        """Add the rows behind those that stand there, first ones read before; False if ``ids``
        do not go on from them."""
        if not 0 < self._model.rowCount() < len(ids) or not self._model.add_ids(ids):
            return False
        self._on_selection_changed()
        return True

    def show_ids(
        self,
        ids: Sequence[int],
        now: datetime,
        *,
        from_top: bool,
        known: Sequence[Any] = (),
    ) -> None:
        """Show other things; what was selected stays so as far as it is there. ``from_top``: look
        at the first one, else go on looking at the same one or at what took its place.
        ``known``: lines of the first ones."""
        if ids == self._model.ids:
            self._model.read_anew(now)
        else:
            looked, row = self.looked, self.currentIndex().row()
            selected = self.selected()
            self._model.show_ids(ids, now, known)
            if selected:
                self._select_rows(self._model.places(selected))
            if ids and row >= 0 and not from_top:
                found = self._model.place(looked) if looked is not None else None
                self.look_at(min(row, len(ids) - 1) if found is None else found)
            self._on_selection_changed()
        if ids and from_top:
            self.look_at(0)
            self.scrollToTop()
        self.looked_at.emit()

    def look_at(self, row: int) -> None:
        """Make a row the current one without selecting it."""
        self.selectionModel().setCurrentIndex(self._model.index(row, self._stretch), Flag.NoUpdate)

    def show_columns(self, shown: Collection[str]) -> None:
        """Show the columns of these ids beside those that are always there."""
        columns = enumerate(self._model.columns, 1)
        self._shown = frozenset(
            (CHECK, *(at for at, one in columns if one.id in shown or one.stretch))
        )
        for section in range(len(self._model.columns) + 1):
            self.setColumnHidden(section, section not in self._shown)
        self._fit_columns()

    def toggle_all(self) -> None:
        """Select every row, or none if all are."""
        if self.selected_count == len(self._model.ids):
            self.clearSelection()
        else:
            self.selectAll()

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> Flag:
        if isinstance(event, QMouseEvent) and not event.modifiers():
            on_box = index.isValid() and index.column() == CHECK
            pressed = event.type() == QEvent.Type.MouseButtonPress
            return Flag.Toggle | Flag.Rows if on_box and pressed else Flag.NoUpdate
        if isinstance(event, QKeyEvent) and not event.modifiers() & _SELECTING:
            return Flag.NoUpdate
        return super().selectionCommand(index, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_requested.emit()
        elif key == Qt.Key.Key_Space:
            self.selectionModel().select(self.currentIndex(), Flag.Toggle | Flag.Rows)
        elif key == Qt.Key.Key_Escape and self.selected_count:
            self.clearSelection()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Do nothing: Qt would read every line to find one that begins so."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.looked is None and self._model.ids:
            self.look_at(0)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        _, place = menu_asked(self, event)
        if self.looked is not None:
            self.menu_requested.emit(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Give one column what the others leave; below its least width the table scrolls."""
        others = 0
        for section in self._shown - {self._stretch}:
            width = px(38 if section == CHECK else self._model.columns[section - 1].width)
            self.setColumnWidth(section, width)
            others += width
        least = px(self._model.columns[self._stretch - 1].width)
        self.setColumnWidth(self._stretch, max(least, self.viewport().width() - others))

    def _select_rows(self, rows: Sequence[int]) -> None:
        chosen, last_section = QItemSelection(), len(self._model.columns)
        for first, last in _runs(rows):
            chosen.select(self._model.index(first, 0), self._model.index(last, last_section))
        self.selectionModel().select(chosen, Flag.ClearAndSelect)

    def _on_selection_changed(self) -> None:
        count = self.selected_count
        self.header.show_selected(none=count == 0, every=0 < count == len(self._model.ids))
        self.selection_changed.emit()

    def _on_header_clicked(self, section: int) -> None:
        if section == CHECK:
            self.toggle_all()
        elif self._model.columns[section - 1].order is not None:
            self.sort_requested.emit(self._model.columns[section - 1].id)


def _runs(rows: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Yield (first, last) of each run of rows without a gap."""
    start = 0
    for place in range(1, len(rows) + 1):
        if place == len(rows) or rows[place] != rows[place - 1] + 1:
            yield rows[start], rows[place - 1]
            start = place


class _Delegate(TableDelegate):
    """Adds the check box, and a bar at the row that is looked at."""

    def __init__(self, view: BrowseTable, model: BrowseModel[Any]) -> None:
        super().__init__(view)
        self._table = view
        self._model = model
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.column() != CHECK:
            return
        area: QRect = option.rect
        painter.save()
        if index.row() == self._table.currentIndex().row():
            bar = QRect(area.left(), area.top(), metrics().border["state_bar"], area.height() - 1)
            painter.fillRect(bar, current().color("accent"))
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        checked = Qt.CheckState.Checked if selected else Qt.CheckState.Unchecked
        paint.check_mark(painter, box_place(area), checked, enabled=True)
        painter.restore()

    def _paint_content(self, painter: QPainter, area: QRect, index: Index) -> None:
        if index.column() == CHECK:
            return
        cell = self._model.cell(index)
        colour = current().color(cell.ink)
        if cell.icon:
            edge = self._edge
            glyph = QRect(area.left(), area.center().y() - edge // 2, edge, edge)
            paint_icon(painter, glyph, cell.icon, colour)
            area = area.adjusted(edge + self._gap, 0, 0, 0)
        if cell.words:
            painter.setFont(self._font)
            painter.setPen(colour)
            right = self._model.columns[index.column() - 1].right
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            shown = self._metrics.elidedText(cell.words, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter), shown)

    def _on_theme_changed(self) -> None:
        self._font = font("body")
        self._metrics = QFontMetrics(self._font)
        self._edge, self._gap = icon_size("small"), px(6)
