"""The notes of a place as a list to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import current, font, icon_size, metrics, px, signals
from ms2qbank_desktop.ui.widgets import paint
from ms2qbank_desktop.ui.widgets.views import menu_asked, style_view
from ms2qbank_desktop.ui.words import short_day

from .note_list_model import UNTITLED, NoteModel

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtGui import QContextMenuEvent, QKeyEvent

    from ms2qbank_desktop.features.notebook.models import NoteLine

Index = QModelIndex | QPersistentModelIndex
_LOOK_MS = 60
"""Until a row counts as looked at: one that is only passed by does not."""
_HEIGHT = 54
_WALKS = (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_Down)


class NoteList(QListView):
    """``settled``: another note is looked at for longer than a moment; ``entered``: Enter;
    ``menu_requested``: where on the screen."""

    settled = Signal()
    entered = Signal()
    selection_changed = Signal()
    menu_requested = Signal(QPoint)

    def __init__(self, model: NoteModel) -> None:
        super().__init__()
        self.notes = model
        model.setParent(self)
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        style_view(self, "Notes")
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self.settled)
        self.selectionModel().currentChanged.connect(lambda *_: self._look.start())
        self.selectionModel().selectionChanged.connect(lambda *_: self.selection_changed.emit())
        signals().changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def note_id(self) -> int | None:
        """The note that the keyboard is on."""
        row = self.currentIndex().row()
        return self.notes.ids[row] if 0 <= row < len(self.notes.ids) else None

    def selected(self) -> list[int]:
        """Return what is selected, in order."""
        rows = sorted(row for first, last in self._ranges() for row in range(first, last + 1))
        return [self.notes.ids[row] for row in rows]

    @property
    def selected_count(self) -> int:
        """How many are selected."""
        return sum(last + 1 - first for first, last in self._ranges())

    def _ranges(self) -> list[tuple[int, int]]:
        selection = self.selectionModel().selection()  # kept: its ranges live inside it
        ranges = (selection.at(at) for at in range(selection.count()))
        return [(one.top(), one.bottom()) for one in ranges]

    def lines(self) -> list[NoteLine]:
        """Return the lines of what is selected."""
        found = (self.notes.line(self.notes.row_of(one)) for one in self.selected())
        return [line for line in found if line is not None]

    def select_only(self, row: int) -> None:
        """Select one row and move the keyboard there, into sight."""
        self.setCurrentIndex(self.notes.index(max(0, min(row, len(self.notes.ids) - 1))))

    def keep(self, current: int, selected: Collection[int]) -> None:
        """Select these again after the list was filled anew; ``current``: the keyboard's row."""
        picked = QItemSelection()
        for first, last in _runs(self.notes.rows_of(selected)):
            picked.select(self.notes.index(first), self.notes.index(last))
        flags = QItemSelectionModel.SelectionFlag
        model = self.selectionModel()
        model.setCurrentIndex(self.notes.index(current), flags.NoUpdate)
        model.select(picked, flags.ClearAndSelect)

    def look_now(self) -> None:
        """Count the present row as looked at."""
        self._look.stop()
        self.settled.emit()

    def forget_look(self) -> None:
        """Let no row count as looked at that was come upon before."""
        self._look.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.note_id is not None:
            self.look_now()
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape and self.selected_count > 1:
            self.select_only(self.currentIndex().row())
        else:
            super().keyPressEvent(event)
            if event.key() in _WALKS and not event.modifiers() and not self.selected_count:
                self.select_only(self.currentIndex().row())  # it was there already

    def keyboardSearch(self, _search: str) -> None:
        """Do nothing: the letters are commands."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index, place = menu_asked(self, event)
        if index.isValid():
            self.menu_requested.emit(place)


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Return rows as (first, last) of those that follow each other."""
    starts = [at for at, row in enumerate(rows) if not at or row != rows[at - 1] + 1]
    ends = [*(at - 1 for at in starts[1:]), len(rows) - 1]
    return [(rows[first], rows[last]) for first, last in zip(starts, ends, strict=False)]


class _Delegate(QStyledItemDelegate):
    """Title and day, below the first words; at the left edge the colour."""

    def __init__(self, view: NoteList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(px(120), px(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = self._view.notes.line(index.row())
        if line is None:
            return
        theme = current()
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        paint.row_ground(painter, area, selected=selected, hovered=hovered)
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), theme.color("border"))
        if line.colour:
            bar = QRect(area.left(), area.top(), px(4), area.height() - 1)
            painter.fillRect(bar, theme.color(f"highlight-{line.colour}"))
        inner = area.adjusted(px(14), px(7), -px(14), -px(8))
        upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
        lower = QRect(inner.left(), upper.bottom() + 1, inner.width(), inner.height() // 2)
        room = upper.adjusted(0, 0, -self._paint_facts(painter, upper, line), 0)
        face = font("body", weight=600)
        ink = "text" if line.title else "text-muted"
        self._paint_words(painter, room, line.title or UNTITLED, face, ink)
        self._paint_words(painter, lower, line.opening, font("caption"), "text-muted")
        if index == self._view.currentIndex() and self._view.hasFocus():
            painter.setPen(QPen(theme.color("focus-ring"), metrics().border["focus"]))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        painter.restore()

    def _paint_facts(self, painter: QPainter, room: QRect, line: NoteLine) -> int:
        """Paint the day, and before it pin and bookmark; return the width they take."""
        theme, now = current(), self._view.notes.now
        words = short_day(line.changed_at, now) if now else ""
        painter.setFont(font("caption"))
        painter.setPen(theme.color("text-muted"))
        width = painter.fontMetrics().horizontalAdvance(words) + 2
        place = QRect(room.right() - width + 1, room.top(), width, room.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
        edge = icon_size("small")
        marks = ((line.bookmarked, "bookmark-simple-fill"), (line.pinned, "push-pin-fill"))
        for shown, icon in marks:
            if shown:
                width += edge + px(6)
                left = room.right() - width + 1
                glyph = QRect(left, room.center().y() - edge // 2, edge, edge)
                paint_icon(painter, glyph, icon, theme.color("accent"))
        return width + px(8)

    @staticmethod
    def _paint_words(painter: QPainter, room: QRect, words: str, face: QFont, ink: str) -> None:
        painter.setFont(face)
        painter.setPen(current().color(ink))
        mode = Qt.TextElideMode.ElideRight
        shown = QFontMetrics(painter.font()).elidedText(words, mode, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
