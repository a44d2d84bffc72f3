"""A list of moments of a video: bookmarks, notes or chapters. A click jumps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import control, current, font, icon_size, metrics, px, signals
from ms2qbank_desktop.ui.widgets import paint
from ms2qbank_desktop.ui.widgets.views import style_view
from ms2qbank_desktop.ui.words import clock_time

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel, QObject
    from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent

Index = QModelIndex | QPersistentModelIndex

MOMENT = Qt.ItemDataRole.UserRole
_SIDE, _GAP, _LINES = 16, 12, 3
_WRAP = int(Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class Moment:
    """A row. ``icons``: what is linked to it; ``colour``: a highlighter, or ""."""

    id: int
    at_ms: int
    text: str
    icons: tuple[str, ...] = ()
    colour: str = ""
    hint: str = ""
    """Shown in place of a text that is missing."""


class MomentModel(QAbstractListModel):
    """Moments in the order of time. ``edited`` tells a moment's id and its new text."""

    edited = Signal(object, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.moments: list[Moment] = []
        self.editable = False

    def show_moments(self, moments: list[Moment]) -> None:
        """Show other moments."""
        self.beginResetModel()
        self.moments = moments
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.moments)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.editable else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        moment = self.moments[index.row()]
        if role == MOMENT:
            return moment
        if role == Qt.ItemDataRole.EditRole:
            return moment.text
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{clock_time(moment.at_ms)} {moment.text or moment.hint}"
        return moment.text if role == Qt.ItemDataRole.ToolTipRole else None

    def setData(self, index: Index, value: Any, _role: int = Qt.ItemDataRole.EditRole) -> bool:
        moment = self.moments[index.row()]
        if value != moment.text:
            self.edited.emit(moment.id, value)
        return True


class _Delegate(QStyledItemDelegate):
    """Paints the time on the accent, then the words on up to three lines, icons at the right."""

    def __init__(self, view: MomentList) -> None:
        super().__init__(view)
        self._view = view
        self.closeEditor.connect(lambda *_: view.editing_changed.emit(False))

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        face = QFontMetrics(font("body"))
        words = self._words_area(QRect(0, 0, self._view.viewport().width(), 10_000), index)
        wanted = face.boundingRect(words, _WRAP, index.data(MOMENT).text).height()
        text = min(max(wanted, face.height()), _LINES * face.lineSpacing())
        return QSize(px(40), max(control("list_row"), text + px(16)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, moment, row = current(), index.data(MOMENT), option.rect
        painter.save()
        paint.row_ground(painter, row, selected=index.row() == self._view.row)
        if moment.colour:
            bar = QRect(row.left(), row.top(), px(metrics().border["state_bar"]), row.height())
            painter.fillRect(bar, theme.color(f"highlight-{moment.colour}"))
        painter.setPen(theme.color("border"))
        painter.drawLine(row.bottomLeft(), row.bottomRight())
        top = row.top() + (control("list_row") - QFontMetrics(font("body")).height()) // 2
        line = QRect(row.left() + px(_SIDE), top, row.width(), QFontMetrics(font("body")).height())
        painter.setFont(font("strong"))
        painter.setPen(theme.color("link"))
        painter.drawText(line, clock_time(moment.at_ms))
        for place, icon in enumerate(reversed(moment.icons), 1):
            edge = icon_size("small")
            left = row.right() - px(_SIDE) - place * (edge + px(6)) + px(6)
            spot = QRect(left, line.top(), edge, line.height())
            paint_icon(painter, spot, icon, theme.color("text-muted"))
        painter.setFont(font("body"))
        painter.setPen(theme.color("text" if moment.text else "text-muted"))
        words = self._words_area(row, index)
        words.setTop(line.top())
        words.setBottom(row.bottom() - px(6))
        painter.drawText(words, _WRAP, moment.text or moment.hint)
        if self._view.hasFocus() and index == self._view.currentIndex():
            painter.setPen(QPen(theme.color("focus-ring"), metrics().border["focus"]))
            painter.drawRect(row.adjusted(1, 1, -2, -2))
        painter.restore()

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index
    ) -> QWidget:
        editor = QLineEdit(parent)
        editor.setAccessibleName("Note of the bookmark")
        editor.setPlaceholderText("What is to be remembered here?")
        self._view.editing_changed.emit(True)
        return editor

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QLineEdit)  # noqa: S101 - made above
        model.setData(index, editor.text().strip())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        area = self._words_area(option.rect, index)
        middle = option.rect.center().y()
        height = control("button_small") + px(4)
        editor.setGeometry(area.left() - px(6), middle - height // 2, area.width() + px(10), height)

    def _words_area(self, row: QRect, index: Index) -> QRect:
        icons = len(index.data(MOMENT).icons) * (icon_size("small") + px(6))
        left = px(_SIDE) + self._view.time_width + px(_GAP)
        return row.adjusted(left, px(8), -px(_SIDE) - icons, -px(8))


class MomentList(QListView):
    """``chosen``: jump there. ``menu_requested``: of the row ``currentIndex``, and where.

    ``removed``: the id of a moment that is to go (Delete).
    """

    chosen = Signal(int)
    removed = Signal(object)
    menu_requested = Signal(QPoint)
    editing_changed = Signal(bool)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.moments = MomentModel(self)
        self.row = -1
        """The last moment that the play head has passed."""
        self.time_width = 0
        self.setModel(self.moments)
        self.setItemDelegate(_Delegate(self))
        style_view(self, name)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        signals().changed.connect(self._measure)

    def show_moments(self, moments: list[Moment], position_ms: int) -> None:
        """Show moments in the order of time; the current row stays, and an editor in it."""
        if moments == self.moments.moments:
            return
        opened = self.currentIndex().data(MOMENT) if self.currentIndex().isValid() else None
        self.moments.show_moments(moments)
        self.row = -1
        self._measure()
        self.set_position(position_ms)
        if opened is not None:
            self.choose(opened.id)

    def choose(self, moment_id: int) -> None:
        """Make a moment the current row."""
        rows = (row for row, one in enumerate(self.moments.moments) if one.id == moment_id)
        if (row := next(rows, None)) is not None:
            self.setCurrentIndex(self.moments.index(row))
            self.scrollTo(self.moments.index(row))

    def edit_moment(self, moment_id: int) -> None:
        """Open the editor in the row of a moment."""
        self.choose(moment_id)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit(self.currentIndex())

    def set_position(self, position_ms: int) -> None:
        """Mark the last moment that has been passed."""
        passed = [row for row, one in enumerate(self.moments.moments) if one.at_ms <= position_ms]
        row = passed[-1] if passed else -1
        if row != self.row:
            self.row = row
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.chosen.emit(index.data(MOMENT).at_ms)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.currentIndex().isValid():
            self.menu_requested.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, key = self.currentIndex(), event.key()
        if index.isValid() and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(index.data(MOMENT).at_ms)
        elif index.isValid() and key == Qt.Key.Key_Delete:
            self.removed.emit(index.data(MOMENT).id)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_F2):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _measure(self) -> None:
        face = QFontMetrics(font("strong"))
        times = (clock_time(one.at_ms) for one in self.moments.moments)
        self.time_width = max(map(face.horizontalAdvance, times), default=0)
        self.scheduleDelayedItemsLayout()
