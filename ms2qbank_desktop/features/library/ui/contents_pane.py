"""The pane at the left of an article: where it stands, its headings, how far it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ms2qbank_desktop.ui.theme import control, length, px, signals
from ms2qbank_desktop.ui.widgets.bars import ProgressBar
from ms2qbank_desktop.ui.widgets.buttons import IconButton
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column, ground, line, row
from ms2qbank_desktop.ui.widgets.sidetree import paint_ground, paint_name
from ms2qbank_desktop.ui.widgets.views import style_view

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPainter

    from .article_view import Heading

Index = QModelIndex | QPersistentModelIndex
_LEVEL = Qt.ItemDataRole.UserRole + 1


class ContentsPane(QWidget):
    """``chosen`` carries the number of a heading, ``back`` asks to leave."""

    chosen = Signal(int)
    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        ground(self, "surface")
        self.arrow = IconButton("arrow-left", "Back to the library")
        self.arrow.clicked.connect(self.back)
        self.where = Elided("", "body", weight=500)
        self.list = _Headings()
        self.list.taken.connect(self.chosen)
        self._share = Label("", "caption", "text-muted")
        self._bar = ProgressBar("Read", thin=True)
        head = row(self.arrow, gap=4)
        head.addWidget(self.where, 1)
        title = row(
            Label("On this page", "caption", "text-muted", weight=600), margins=(18, 0, 8, 0)
        )
        foot = column(
            row(Label("Read", "caption", "text-muted"), None, self._share),
            self._bar,
            gap=6,
            margins=(18, 8, 18, 16),
        )
        sheet = column(row(head, margins=(8, 0, 8, 0)), title, gap=10, margins=(0, 12, 0, 0))
        sheet.addWidget(self.list, 1)
        sheet.add(foot)
        across = row(gap=0)
        across.addLayout(sheet, 1)
        across.addWidget(line(vertical=True))
        self.setLayout(across)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def show_headings(self, headings: list[Heading]) -> None:
        """List the headings of an article."""
        self.list.clear()
        least = min((one.level for one in headings), default=1)
        for one in headings:
            item = QListWidgetItem(one.text)
            item.setData(_LEVEL, min(2, one.level - least))
            item.setToolTip(one.text)
            self.list.addItem(item)

    def mark(self, number: int) -> None:
        """Mark the heading that is read; −1: none yet."""
        self.list.setCurrentRow(number)
        if number >= 0:
            self.list.scrollToItem(self.list.item(number))

    def show_share(self, share: float) -> None:
        """Say how much is read, 0–1."""
        self._share.setText(f"{round(100 * share)} %")
        self._bar.set_share(share)

    def _on_theme_changed(self) -> None:
        self.setFixedWidth(length("side_list"))


class _Headings(QListWidget):
    """``taken``: a heading was clicked, or Enter pressed on it."""

    taken = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        style_view(self, "On this page")
        self.setItemDelegate(_Delegate(self))
        self.setMouseTracking(True)
        self.itemClicked.connect(lambda item: self.taken.emit(self.row(item)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.taken.emit(self.currentRow())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Do nothing: the letters are commands."""


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(px(80), control("tree_row") + px(2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        view = self._view
        whole = QRect(px(8), area.top(), view.viewport().width() - px(16), area.height())
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        ringed = view.hasFocus() and index == view.currentIndex()
        paint_ground(painter, whole, selected=selected, hovered=hovered, ringed=ringed)
        room = whole.adjusted(px(10 + 14 * index.data(_LEVEL)), 0, -px(8), 0)
        paint_name(painter, room, str(index.data()), "", selected=selected)
        painter.restore()
