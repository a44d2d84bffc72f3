"""The tree of decks: what is due in each, folded and unfolded, with Study at the chosen one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import control, current, font, icon_size, px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.layouts import row
from ms2qbank_desktop.ui.widgets.table import TableDelegate, style_table
from ms2qbank_desktop.ui.widgets.views import menu_asked

from .deck_model import Branch, Column, DeckModel
from .wording import leaf

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter

    from ms2qbank_desktop.features.flashcards.study_models import DeckCounts

Index = QModelIndex | QPersistentModelIndex

_STEP = 20
_CARET = 14
_WIDTHS = {
    Column.NEW: 64,
    Column.LEARNING: 78,
    Column.REVIEW: 72,
    Column.REMEMBERED: 98,
    Column.CARDS: 64,
    Column.ACTIONS: 124,
}


class _DeckDelegate(TableDelegate):
    """Steps decks in by their depth and puts a caret before those with decks below."""

    def _paint_content(self, painter: QPainter, area: QRect, index: Index) -> None:
        if index.column() == Column.DECK:
            left = area.left() + px(_STEP) * int(index.data(Branch.DEPTH) or 0)
            folded = index.data(Branch.FOLDED)
            if folded is not None:
                edge = icon_size("small")
                place = QRect(left, area.center().y() - edge // 2, edge, edge)
                name = "caret-right" if folded else "caret-down"
                paint_icon(painter, place, name, current().color("text-muted"))
            area = area.adjusted(left - area.left() + px(_CARET + 8), 0, 0, 0)
            if remark := index.data(Branch.REMARK):
                self._paint_remark(painter, area, str(index.data() or ""), remark)
        super()._paint_content(painter, area, index)

    def _paint_remark(self, painter: QPainter, area: QRect, name: str, remark: str) -> None:
        """Write at the right what else is to be known, in the room that the name leaves."""
        taken = QFontMetrics(font("body", weight=600)).horizontalAdvance(name) + px(12)
        room = area.adjusted(min(taken, area.width()), 0, 0, 0)
        painter.setFont(font("caption"))
        painter.setPen(current().color("text-muted"))
        words = painter.fontMetrics().elidedText(remark, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        if index.column() == Column.DECK:
            hint += QSize(px(_STEP) * int(index.data(Branch.DEPTH) or 0) + px(_CARET + 8), 0)
        return hint


class DeckTable(QTableView):
    """Enter and double click study, Left and Right fold and unfold, the menu key opens the menu.

    ``study_requested`` and ``menu_requested`` carry DeckCounts (the latter a place on the screen
    too); ``chosen``: another deck, or None; ``folded``: what is folded now, to be remembered.
    """

    study_requested = Signal(object)
    menu_requested = Signal(object, QPoint)
    chosen = Signal(object)
    folded = Signal(str)

    def __init__(self, folded: str) -> None:
        """``folded``: as the signal of that name gave it."""
        super().__init__()
        self.setAccessibleName("Decks")
        self.decks = DeckModel(_ids(folded), self)
        self.setModel(self.decks)
        style_table(self)
        self.setItemDelegate(_DeckDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(Column.DECK, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self.doubleClicked.connect(self._on_double_click)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def show_decks(
        self, decks: Sequence[DeckCounts], remembered: Mapping[int, float] | None = None
    ) -> None:
        """Show counts, and what of each deck is remembered; the chosen deck stays chosen."""
        before = self.current()
        self.decks.show_decks(decks, remembered or {})
        at = self.decks.row_of(before.deck.id) if before else self._most_due(decks)
        if not self.currentIndex().isValid() and self.decks.rowCount():
            self.setCurrentIndex(self.decks.index(max(0, at), 0))
        self.chosen.emit(self.current())

    def current(self) -> DeckCounts | None:
        """Return the chosen deck."""
        return self.decks.counts(self.currentIndex().row())

    def choose(self, deck_id: int) -> None:
        """Choose a deck, unfolding what it is in."""
        at = self.decks.row_of(deck_id)
        if at >= 0:
            self.setCurrentIndex(self.decks.index(at, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, counts = self.currentIndex().row(), self.current()
        key = event.key()
        if counts is None:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.study_requested.emit(counts)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            last = self.decks.rowCount() - 1
            self.setCurrentIndex(self.decks.index(0 if key == Qt.Key.Key_Home else last, 0))
        elif key == Qt.Key.Key_Right:
            self._fold(row, folded=False)
        elif key == Qt.Key.Key_Left:
            above = self.decks.parent_row(row)
            if not self._fold(row, folded=True) and above >= 0:
                self.setCurrentIndex(self.decks.index(above, 0))
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self._on_caret(self.indexAt(place), place):
            self.mousePressEvent(event)  # two quick clicks fold and unfold
        else:
            super().mouseDoubleClickEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if self._on_caret(index, event.position().toPoint()):
            self._fold(index.row(), folded=not index.data(Branch.FOLDED))
        else:
            super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index, place = menu_asked(self, event)
        counts = self.decks.counts(index.row())
        if counts is not None:
            self.menu_requested.emit(counts, place)

    def _most_due(self, decks: Sequence[DeckCounts]) -> int:
        """Return the row of the deck that most likely is meant: of the top ones the fullest."""
        top = [one for one in decks if one.depth == 0]
        fullest = max(top, key=lambda one: one.learning + one.review or one.new, default=None)
        return self.decks.row_of(fullest.deck.id) if fullest else -1

    def _on_caret(self, index: Index, place: QPoint) -> bool:
        if not index.isValid() or index.column() != Column.DECK:
            return False
        if index.data(Branch.FOLDED) is None:
            return False
        left = px(10) + px(_STEP) * int(index.data(Branch.DEPTH))
        return left - px(6) <= place.x() <= left + px(_CARET + 6)

    def _fold(self, row: int, *, folded: bool) -> bool:
        done = self.decks.fold(row, folded=folded)
        if done:
            self.folded.emit(json.dumps(sorted(self.decks.folded)))
        return done

    def _on_double_click(self, index: QModelIndex) -> None:
        counts = self.decks.counts(index.row())
        if counts is not None:
            self.study_requested.emit(counts)

    def _on_row_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        if before.isValid():
            nothing = cast("QWidget", None)  # Qt takes it, its stubs do not say so
            self.setIndexWidget(before.siblingAtColumn(Column.ACTIONS), nothing)
        if now.isValid():
            place = now.siblingAtColumn(Column.ACTIONS)
            self.setIndexWidget(place, self._row_actions(now.row()))
        self.chosen.emit(self.decks.counts(now.row()))

    def _row_actions(self, row_number: int) -> QWidget:
        counts = self.decks.counts(row_number)
        name = leaf(counts.deck.name) if counts else ""
        study = Button("Study", size="small")
        study.setAccessibleName(f"Study {name}")
        study.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Enter does it
        more = IconButton("dots-three", f"More for {name}", size="small")
        more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        study.clicked.connect(lambda: self.study_requested.emit(self.current()))
        more.clicked.connect(
            lambda: self.menu_requested.emit(
                self.current(), more.mapToGlobal(QPoint(0, more.height()))
            )
        )
        widget = QWidget()
        widget.setLayout(row(None, study, more, gap=4, margins=(0, 0, 8, 1)))
        return widget

    def _on_theme_changed(self) -> None:
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, px(width))
        self.setMinimumHeight(control("table_header") + 3 * control("table_row"))


def _ids(folded: str) -> set[int]:
    try:
        found = json.loads(folded)
    except ValueError:
        return set()
    return {one for one in found if isinstance(one, int)} if isinstance(found, list) else set()
