"""The table of the bank: one row is looked at, others are selected with their check boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QTableView

from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import current, font, icon_size, metrics, px, signals
from ms2qbank_desktop.ui.widgets import paint
from ms2qbank_desktop.ui.widgets.table import TableDelegate, style_table

from .bank_model import LOOKS, BankModel, Column

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from PySide6.QtGui import QFocusEvent, QResizeEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

    from ms2qbank_desktop.features.attempts.models import BankOrder, BankRow

    from .bank_model import Index

Flag = QItemSelectionModel.SelectionFlag
ALWAYS_SHOWN = (Column.CHECK, Column.QUESTION)


class BankTable(QTableView):
    """Arrows and clicks look at a row; Space, check boxes, Ctrl or Shift with clicks and arrows
    select. ``open_requested`` and ``mark_requested`` mean the row looked at, ``menu_requested``
    (where on the screen) those that are selected."""

    looked_at = Signal()
    selection_changed = Signal()
    open_requested = Signal()
    mark_requested = Signal()
    menu_requested = Signal(QPoint)
    sort_requested = Signal(int)

    def __init__(self, model: BankModel) -> None:
        super().__init__()
        self._model = model
        self._shown: frozenset[Column] = frozenset(Column)
        self.setModel(model)
        style_table(self)
        self.setItemDelegate(_Delegate(self, model))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAccessibleName("Questions")
        self.header = BankHeader(self)
        self.setHorizontalHeader(self.header)
        self.header.sectionClicked.connect(self._on_header_clicked)
        self.doubleClicked.connect(self.open_requested)
        self.selectionModel().currentRowChanged.connect(self.looked_at)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        signals().changed.connect(self._fit_columns)

    @property
    def looked(self) -> int | None:
        """The question of the current row."""
        row = self.currentIndex().row()
        return self._model.ids[row] if 0 <= row < len(self._model.ids) else None

    @property
    def selected_count(self) -> int:
        """How many rows are selected."""
        return sum(part.height() for part in self._parts())

    def selected(self) -> list[int]:
        """Return the selected questions in the order of the table."""
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
        known: Sequence[BankRow] = (),
    ) -> None:
        """Show other questions; what was selected stays so as far as it is there. ``from_top``:
        look at the first one, else go on looking at the same one or at what took its place.
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
        index = self._model.index(row, Column.QUESTION)
        self.selectionModel().setCurrentIndex(index, Flag.NoUpdate)

    def show_columns(self, shown: Collection[Column]) -> None:
        """Show these columns beside those that are always there."""
        self._shown = frozenset((*shown, *ALWAYS_SHOWN))
        for column in Column:
            self.setColumnHidden(column, column not in self._shown)
        self._fit_columns()

    def show_order(self, order: BankOrder) -> None:
        """Say in the header what the questions are sorted by."""
        self.header.show_order(order)

    def toggle_all(self) -> None:
        """Select every row, or none if all are."""
        if self.selected_count == len(self._model.ids):
            self.clearSelection()
        else:
            self.selectAll()

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> Flag:
        if isinstance(event, QMouseEvent) and not event.modifiers():
            on_box = index.isValid() and index.column() == Column.CHECK
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
        elif key == Qt.Key.Key_M:
            self.mark_requested.emit()
        elif key == Qt.Key.Key_Escape and self.selected_count:
            self.clearSelection()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Do nothing: Qt would read every line of the bank to find one that begins so."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.looked is None and self._model.ids:
            self.look_at(0)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self.visualRect(self.currentIndex()).bottomLeft() if by_key else event.pos()
        if self.looked is not None:
            self.menu_requested.emit(self.viewport().mapToGlobal(place))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Give the question what the others leave; below its least width the table scrolls."""
        others = 0
        for column in self._shown - {Column.QUESTION}:
            self.setColumnWidth(column, px(LOOKS[column].width))
            others += px(LOOKS[column].width)
        least = px(LOOKS[Column.QUESTION].width)
        self.setColumnWidth(Column.QUESTION, max(least, self.viewport().width() - others))

    def _select_rows(self, rows: Sequence[int]) -> None:
        chosen = QItemSelection()
        for first, last in _runs(rows):
            chosen.select(self._model.index(first, 0), self._model.index(last, len(Column) - 1))
        self.selectionModel().select(chosen, Flag.ClearAndSelect)

    def _on_selection_changed(self) -> None:
        count = self.selected_count
        self.header.show_selected(none=count == 0, every=0 < count == len(self._model.ids))
        self.selection_changed.emit()

    def _on_header_clicked(self, section: int) -> None:
        if section == Column.CHECK:
            self.toggle_all()
        elif LOOKS[Column(section)].key is not None:
            self.sort_requested.emit(section)


_SELECTING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


def _runs(rows: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Yield (first, last) of each run of rows without a gap."""
    start = 0
    for place in range(1, len(rows) + 1):
        if place == len(rows) or rows[place] != rows[place - 1] + 1:
            yield rows[start], rows[place - 1]
            start = place


class _Delegate(TableDelegate):
    """Adds the check box, and a bar at the row that is looked at."""

    def __init__(self, view: BankTable, model: BankModel) -> None:
        super().__init__(view)
        self._table = view
        self._model = model
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.column() != Column.CHECK:
            return
        area: QRect = option.rect
        painter.save()
        if index.row() == self._table.currentIndex().row():
            bar = QRect(area.left(), area.top(), metrics().border["state_bar"], area.height() - 1)
            painter.fillRect(bar, current().color("accent"))
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        paint.check_mark(painter, _box(area), _checked(some=selected, every=selected), enabled=True)
        painter.restore()

    def _paint_content(self, painter: QPainter, area: QRect, index: Index) -> None:
        words, icon, ink = self._model.cell(index)
        colour = current().color(ink or "text")
        if icon:
            edge = self._edge
            glyph = QRect(area.left(), area.center().y() - edge // 2, edge, edge)
            paint_icon(painter, glyph, icon, colour)
            area = area.adjusted(edge + self._gap, 0, 0, 0)
        if words:
            painter.setFont(self._font)
            painter.setPen(colour)
            right = LOOKS[Column(index.column())].right
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            shown = self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter), shown)

    def _on_theme_changed(self) -> None:
        self._font = font("body")
        self._metrics = QFontMetrics(self._font)
        self._edge, self._gap = icon_size("small"), px(6)


class BankHeader(QHeaderView):
    """Sorts by a click, says what is sorted by, and has the check box of all rows."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._column: Column | None = None
        self._descending = False
        self._state = Qt.CheckState.Unchecked
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setStretchLastSection(False)
        self.setMinimumSectionSize(1)  # Qt's own least is wider than a check box
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setFixedHeight(view.horizontalHeader().height())

    def show_order(self, order: BankOrder) -> None:
        """Put the caret at the column that is sorted by."""
        self._column = next((one for one in Column if LOOKS[one].key is order.key), None)
        self._descending = order.descending
        self.viewport().update()

    def show_selected(self, *, none: bool, every: bool) -> None:
        """Set the check box of all rows."""
        self._state = _checked(some=not none, every=every)
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        theme = current()
        column = Column(section)
        painter.save()
        painter.fillRect(rect, theme.color("raised"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("border"))
        if column == Column.CHECK:
            paint.check_mark(painter, _box(rect), self._state, enabled=True)
        elif column == Column.MARK:
            paint_icon(painter, _glyph(rect), "flag", theme.color("text-muted"))
        else:
            self._paint_title(painter, rect.adjusted(px(10), 0, -px(10), 0), column)
        painter.restore()

    def _paint_title(self, painter: QPainter, room: QRect, column: Column) -> None:
        sorted_by = column == self._column
        ink = current().color("text" if sorted_by else "text-muted")
        painter.setFont(font("caption", weight=600 if sorted_by else 500))
        painter.setPen(ink)
        words = LOOKS[column].title
        width = painter.fontMetrics().horizontalAdvance(words)
        edge = icon_size("small")
        left = room.right() - width + 1 if LOOKS[column].right else room.left()
        painter.drawText(
            QRect(left, room.top(), width + 2, room.height()), Qt.AlignmentFlag.AlignVCenter, words
        )
        if sorted_by:
            beside = left - edge - px(4) if LOOKS[column].right else left + width + px(4)
            caret = QRect(beside, room.center().y() - edge // 2, edge, edge)
            paint_icon(painter, caret, "caret-down" if self._descending else "caret-up", ink)


def _checked(*, some: bool, every: bool) -> Qt.CheckState:
    if every:
        return Qt.CheckState.Checked
    return Qt.CheckState.PartiallyChecked if some else Qt.CheckState.Unchecked


def _box(area: QRect) -> QRect:
    edge = px(metrics().control["checkbox"])
    return QRect(area.left() + px(12), area.center().y() - edge // 2, edge, edge)


def _glyph(area: QRect) -> QRect:
    edge = icon_size("small")
    return QRect(area.left() + px(10), area.center().y() - edge // 2, edge, edge)
