"""Topics and tags as a list of check boxes: only what is in sight is painted, however many."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import control, current, font, icon_size, metrics, px, signals
from ms2qbank_desktop.ui.widgets import paint
from ms2qbank_desktop.ui.widgets.views import style_view

if TYPE_CHECKING:
    from collections.abc import Collection

    from ms2qbank_desktop.features.attempts.models import NameCounts

    Index = QModelIndex | QPersistentModelIndex

_RING = 3
"""Room for the focus ring around a row, in pixels at 100 % text."""
_SHOWN = 6
"""Rows that are shown at least, if there are so many; the rest scrolls."""


class Name(NamedTuple):
    """A topic or tag."""

    text: str
    tag: bool = False


class Role(IntEnum):
    COUNT = Qt.ItemDataRole.UserRole
    TAG = Qt.ItemDataRole.UserRole + 1


class TopicModel(QAbstractListModel):
    """Topics, then tags, each most frequent first; what was chosen before stands on top.

    ``toggled``: the user has ticked or unticked a name.
    """

    toggled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.chosen: set[Name] = set()
        self._counts: dict[Name, int] = {}
        self._pinned: frozenset[Name] = frozenset()
        self._words: tuple[str, ...] = ()
        self._shown: list[Name] = []

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        name = self._shown[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return name.text
            case Qt.ItemDataRole.AccessibleTextRole:
                kind = "tag " if name.tag else ""
                return f"{kind}{name.text}, {self._counts.get(name, 0):,}"
            case Qt.ItemDataRole.CheckStateRole:
                on = name in self.chosen
                return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
            case Role.COUNT:
                return self._counts.get(name, 0)
            case Role.TAG:
                return name.tag
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def set_counts(self, counts: NameCounts) -> None:
        """Show these names with their numbers, and the chosen ones in any case."""
        self._counts = {Name(name): number for name, number in counts.topics}
        self._counts |= {Name(name, tag=True): number for name, number in counts.tags}
        self._arrange()

    def set_words(self, text: str) -> None:
        """Show the names that have these words, or words that begin like them."""
        self._words = tuple(text.casefold().split())
        self._pinned = frozenset(self.chosen)
        self._arrange()

    def choose(self, names: Collection[Name]) -> None:
        """Tick these and no others, without telling ``toggled``."""
        self.chosen = set(names)
        self._pinned = frozenset(self.chosen)
        self._arrange()

    def toggle(self, name: Name) -> None:
        """Tick or untick one, as the user asked; it stays where it stands."""
        self.chosen ^= {name}
        if name in self._shown:
            place = self.index(self._shown.index(name))
            self.dataChanged.emit(place, place)
        else:
            self._arrange()
        self.toggled.emit()

    def name(self, index: Index) -> Name:
        """Return the name in a row."""
        return self._shown[index.row()]

    def _arrange(self) -> None:
        # A stable sort: what is not pinned keeps the order of the counts.
        names = [*self._counts, *sorted(self.chosen - self._counts.keys())]
        shown = sorted(filter(self._fits, names), key=lambda name: name not in self._pinned)
        if shown == self._shown:
            last = self.index(max(0, len(shown) - 1))
            self.dataChanged.emit(self.index(0), last)
            return
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()

    def _fits(self, name: Name) -> bool:
        text = f" {name.text.casefold()}"
        return all(f" {word}" in text or f"-{word}" in text for word in self._words)


class _Delegate(QStyledItemDelegate):
    """Paints a row as a CheckRow looks; a tag has its icon before the word."""

    def __init__(self, view: TopicList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(px(60), control("tree_row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current()
        row: QRect = option.rect.adjusted(px(_RING), 0, -px(_RING), 0)
        painter.save()
        edge = control("checkbox")
        mark = QRect(row.left(), row.top() + (row.height() - edge) // 2, edge, edge)
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        paint.check_mark(painter, mark, state, enabled=True)
        left = edge + px(10)
        if index.data(Role.TAG):
            small = icon_size("small")
            place = QRect(row.left() + left, row.top(), small, row.height())
            paint_icon(painter, place, "tag", theme.color("text-muted"))
            left += small + px(4)
        painter.setFont(font("body"))
        metric = QFontMetrics(font("body"))
        count = index.data(Role.COUNT)
        figure = f"{count:,}"
        right = metric.horizontalAdvance(figure) + px(12)
        words = metric.elidedText(
            index.data(), Qt.TextElideMode.ElideRight, row.width() - left - right
        )
        muted = count == 0 and state == Qt.CheckState.Unchecked
        painter.setPen(theme.color("text-muted" if muted else "text"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(row.adjusted(left, 0, -right, 0), int(middle), words)
        painter.setPen(theme.color("text-muted"))
        painter.drawText(row, int(middle | Qt.AlignmentFlag.AlignRight), figure)
        ringed = self._view.hasFocus() and self._view.property("ring")
        if ringed and index == self._view.currentIndex():
            width = metrics().border["focus"]
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("focus-ring"), width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            radius = metrics().radius["small"]
            painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), radius, radius)
        painter.restore()


class TopicList(QListView):
    """A click on a row or Space ticks it; arrows, Home, End and Page move."""

    def __init__(self, names: TopicModel) -> None:
        super().__init__()
        self._names = names
        self.setModel(names)
        self.setItemDelegate(_Delegate(self))
        style_view(self, "Topics and tags")
        self.setProperty("ground", "none")
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        names.modelReset.connect(self._fit)
        signals().changed.connect(self._fit)
        self._fit()

    def sizeHint(self) -> QSize:
        rows = min(2 * _SHOWN, max(_SHOWN, self._names.rowCount()))
        return QSize(px(200), rows * control("tree_row"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.setCurrentIndex(index)
            self._names.toggle(self._names.name(index))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._names.toggle(self._names.name(self.currentIndex()))
        elif event.key() == Qt.Key.Key_Space and self._names.rowCount():
            self.setCurrentIndex(self._names.index(0))
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _text: str) -> None:
        """Letters do not move the row: the field above searches."""

    def _fit(self) -> None:
        self.setMinimumHeight(min(_SHOWN, max(1, self._names.rowCount())) * control("tree_row"))
        self.updateGeometry()
        self.doItemsLayout()
