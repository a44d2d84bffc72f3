"""The articles of the library as a list to choose from."""

from __future__ import annotations

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
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ms2qbank_desktop.features.library.models import WORDS_A_MINUTE
from ms2qbank_desktop.features.library.service.articles import DONE_SHARE
from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import current, font, icon_size, metrics, px, signals
from ms2qbank_desktop.ui.widgets import paint
from ms2qbank_desktop.ui.widgets.views import menu_asked, style_view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QContextMenuEvent, QKeyEvent

    from ms2qbank_desktop.features.library.models import ArticleLine

Index = QModelIndex | QPersistentModelIndex
_BAR = 56
_SEEN = 90
"""Letters of a summary that can be seen in a narrow window."""


class ArticleModel(QAbstractListModel):
    """The lines that a filter leaves."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: list[ArticleLine] = []
        self.searched: list[str] = []
        """Words that are marked in the lines."""

    def show_lines(self, lines: list[ArticleLine], searched: Sequence[str] = ()) -> None:
        """Show these in place of the others."""
        self.beginResetModel()
        self.lines, self.searched = lines, [one.casefold() for one in searched]
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{line.title}\n{line.summary}".strip()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join((line.title, *facts(line), "bookmarked" if line.bookmarked else ""))
        return None


def facts(line: ArticleLine) -> list[str]:
    """Return what is said of an article below its summary."""
    minutes = max(1, -(-line.words // WORDS_A_MINUTE))
    said = [line.system or line.subject, f"{minutes} min", line.collection, line.chapter]
    if not line.reviewed:
        said.append("not yet reviewed by a physician")
    return [one for one in said if one]


def _below(line: ArticleLine, searched: Sequence[str]) -> str:
    """Return what stands below a title: where in the text the words are, unless the summary begins
    with them."""
    known = line.summary[:_SEEN].casefold()
    return line.summary if all(word in known for word in searched) else line.excerpt or line.summary


class ArticleList(QListView):
    """Enter and a click open (``opened``); B sets or takes a bookmark (``bookmark_wanted``), Delete
    removes (``remove_wanted``)."""

    opened = Signal(object)
    bookmark_wanted = Signal(object)
    remove_wanted = Signal(object)
    menu_wanted = Signal(object, QPoint)
    """An article, where on the screen."""

    def __init__(self, model: ArticleModel) -> None:
        super().__init__()
        self.articles = model
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        style_view(self, "Articles")
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.clicked.connect(lambda index: self.opened.emit(model.lines[index.row()]))
        signals().changed.connect(self.scheduleDelayedItemsLayout)

    def line(self) -> ArticleLine | None:
        """Return the article that the keyboard is on."""
        row = self.currentIndex().row()
        return self.articles.lines[row] if 0 <= row < len(self.articles.lines) else None

    def show_lines(
        self, lines: list[ArticleLine], searched: Sequence[str] = (), *, from_top: bool
    ) -> None:
        """Show these; the place stays where it was unless ``from_top``."""
        line, place = self.line(), self.verticalScrollBar().value()
        self.articles.show_lines(lines, searched)
        kept = [at for at, one in enumerate(lines) if line is not None and one.id == line.id]
        row = kept[0] if kept and not from_top else 0
        self.setCurrentIndex(self.articles.index(row))
        if from_top:
            self.scrollToTop()
        else:
            self.verticalScrollBar().setValue(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.line()
        if line is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(line)
        elif line is not None and event.key() == Qt.Key.Key_B and not event.modifiers():
            self.bookmark_wanted.emit(line)
        elif line is not None and event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit(line)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index, place = menu_asked(self, event)
        if index.isValid():
            self.setCurrentIndex(index)
            self.menu_wanted.emit(self.articles.lines[index.row()], place)

    def keyboardSearch(self, _search: str) -> None:
        """Do nothing: the letters are commands."""


class _Delegate(QStyledItemDelegate):
    """Title, summary, facts; at the right how far it is read, and the bookmark."""

    def __init__(self, view: ArticleList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(px(240), px(76))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current()
        line = self._view.articles.lines[index.row()]
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        selected = bool(state & QStyle.StateFlag.State_Selected) and self._view.hasFocus()
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        paint.row_ground(painter, area, selected=selected, hovered=hovered)
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), theme.color("border"))
        inner = area.adjusted(px(24), px(8), -px(24), -px(8))
        room = inner.adjusted(0, 0, -self._paint_state(painter, inner, line) - px(16), 0)
        rows = [
            (line.title, font("body", weight=600), "text"),
            (_below(line, self._view.articles.searched), font("body"), "text-muted"),
            (" · ".join(facts(line)), font("caption"), "text-muted"),
        ]
        rows = [one for one in rows if one[0]]
        height = room.height() // 3
        top = room.top() + (room.height() - len(rows) * height) // 2
        for text, face, ink in rows:
            painter.setFont(face)
            painter.setPen(theme.color(ink))
            below = QRect(room.left(), top, room.width(), height)
            mode = Qt.TextElideMode.ElideRight
            words = QFontMetrics(face).elidedText(text, mode, room.width())
            self._paint_found(painter, below, words)
            painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, words)
            top += height
        if selected and index == self._view.currentIndex():
            painter.setPen(QPen(theme.color("focus-ring"), metrics().border["focus"]))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        painter.restore()

    def _paint_found(self, painter: QPainter, room: QRect, text: str) -> None:
        """Paint the ground of words that were searched for."""
        metrics = painter.fontMetrics()
        folded = text.casefold()
        for word in self._view.articles.searched if len(folded) == len(text) else ():
            at = folded.find(word)
            while at >= 0:
                left = room.left() + metrics.horizontalAdvance(text[:at])
                width = metrics.horizontalAdvance(text[at : at + len(word)])
                high = metrics.height()
                mark = QRect(left, room.center().y() - high // 2 + 1, width, high)
                painter.fillRect(mark, current().color("warning-subtle"))
                at = folded.find(word, at + len(word))

    @staticmethod
    def _paint_state(painter: QPainter, area: QRect, line: ArticleLine) -> int:
        """Paint bookmark, share and warning at the right; return the width they take."""
        theme, edge = current(), icon_size("small")
        top = QRect(area.right() - edge, area.top() + px(1), edge, edge)
        if line.bookmarked:
            paint_icon(painter, top, "bookmark-simple-fill", theme.color("accent"))
        if not line.reviewed:
            left = top.translated(-(edge + px(8)) if line.bookmarked else 0, 0)
            paint_icon(painter, left, "warning-circle", theme.color("warning"))
        width = px(_BAR + 8 + 40)
        if line.share > 0:
            middle = area.bottom() - px(8)
            painter.setFont(font("caption"))
            painter.setPen(theme.color("text-muted"))
            done = line.share >= DONE_SHARE
            words = "read" if done else f"{round(100 * line.share)} %"
            right = QRect(area.right() - px(40), middle - px(10), px(40), px(20))
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(right, flags, words)
            bar = QRect(area.right() - width, middle - px(2), px(_BAR), px(4))
            paint.split_bar(painter, bar, [(line.share, "accent")], 1.0)
        return width
