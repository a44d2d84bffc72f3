"""The side of the library: shelves, systems, collections, each with its number."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import control, current, font, icon_size, px, signals
from ms2qbank_desktop.ui.widgets.views import menu_asked, style_view

from .pill import paint_pill

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QKeyEvent

    from ms2qbank_desktop.features.library.models import ArticleCounts, Collection

Index = QModelIndex | QPersistentModelIndex
_SHELF, _ICON, _NUMBER = (Qt.ItemDataRole.UserRole + at for at in (1, 2, 3))
DO_IMPORT = "import"


class Shelf(NamedTuple):
    """A part of the library. ``kind``: all, continue, read, recent, bookmarked, highlighted,
    popular, removed, system, collection; ``import`` is no shelf but something to do."""

    kind: str
    name: str = ""
    """Of the system."""
    id: int = 0
    """Of the collection."""


ALL = Shelf("all")
_LIBRARY = (
    ("All articles", ALL, "books", "total"),
    ("Continue reading", Shelf("continue"), "book-open", "begun"),
    ("Recently read", Shelf("read"), "clock", ""),
    ("Recently added", Shelf("recent"), "plus", ""),
    ("Bookmarked", Shelf("bookmarked"), "bookmark-simple", "bookmarked"),
    ("Highlighted", Shelf("highlighted"), "highlighter-circle", ""),
    ("Popular", Shelf("popular"), "trend-up", ""),
    ("Removed", Shelf("removed"), "trash", "removed"),
)


class Shelves(QListWidget):
    """``chosen``: another shelf; ``import_wanted``; ``remove_wanted``: of a collection;
    ``menu_wanted``: of a collection, where on the screen."""

    chosen = Signal(object)
    import_wanted = Signal()
    remove_wanted = Signal(object)
    menu_wanted = Signal(object, QPoint)

    def __init__(self) -> None:
        super().__init__()
        style_view(self, "Shelves of the library")
        self.setItemDelegate(_Delegate(self))
        self.setMouseTracking(True)
        self.currentItemChanged.connect(self._on_current_changed)
        self.itemClicked.connect(self._on_clicked)
        signals().changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def shelf(self) -> Shelf:
        """The one that is chosen."""
        item = self.currentItem()
        shelf = item.data(_SHELF) if item is not None else None
        return shelf or ALL

    def show_names(self, counts: ArticleCounts, collections: list[Collection]) -> None:
        """Show what there is; what is chosen stays so if it is still there."""
        before = self.shelf
        self.blockSignals(True)
        self.clear()
        self._add_group("Library")
        for name, shelf, icon, counted in _LIBRARY:
            if shelf.kind == "removed" and not counts.removed:
                continue
            number = f"{getattr(counts, counted):,}" if counted else ""
            self._add(name, shelf, icon, number)
        if any(counts.systems):
            self._add_group("Systems")
        for system, articles in sorted(counts.systems.items()):
            if system:
                self._add(system, Shelf("system", system), "tag", f"{articles:,}")
        self._add_group("Collections")
        for one in collections:
            item = self._add(
                one.info.title, Shelf("collection", id=one.id), "book", f"{one.articles:,}"
            )
            facts = [one.info.license, one.info.attribution, one.info.source]
            if one.unreviewed:
                facts.append(f"{one.unreviewed:,} not yet reviewed by a physician")
            item.setToolTip("\n".join(filter(None, (one.info.title, *facts))))
        self._add("Import articles…", Shelf(DO_IMPORT), "plus", "")
        found = [at for at in range(self.count()) if self.item(at).data(_SHELF) == before]
        self.setCurrentRow(found[0] if found else 1)
        self.blockSignals(False)
        if not found and before != ALL:
            self.chosen.emit(ALL)

    def choose(self, shelf: Shelf) -> None:
        """Choose a shelf, if it is there."""
        for at in range(self.count()):
            if self.item(at).data(_SHELF) == shelf:
                self.setCurrentRow(at)

    def shelves(self) -> dict[str, str]:
        """Return the names that are shown with their numbers."""
        items = [self.item(at) for at in range(self.count())]
        return {one.text(): one.data(_NUMBER) for one in items if one.data(_SHELF)}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if enter and self.shelf.kind == DO_IMPORT:
            self.import_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete and self.shelf.kind == "collection":
            self.remove_wanted.emit(self.shelf)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Do nothing: the letters are commands."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index, place = menu_asked(self, event)
        shelf = index.data(_SHELF)
        if shelf is not None and shelf.kind == "collection":
            self.menu_wanted.emit(shelf, place)

    def _add_group(self, name: str) -> None:
        item = QListWidgetItem(name)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.addItem(item)

    def _add(self, name: str, shelf: Shelf, icon: str, number: str) -> QListWidgetItem:
        item = QListWidgetItem(name)
        item.setData(_SHELF, shelf)
        item.setData(_ICON, icon)
        item.setData(_NUMBER, number)
        item.setToolTip(name)
        self.addItem(item)
        return item

    def _on_current_changed(
        self, item: QListWidgetItem | None, _before: QListWidgetItem | None
    ) -> None:
        shelf = item.data(_SHELF) if item is not None else None
        if shelf is not None and shelf.kind != DO_IMPORT:
            self.chosen.emit(shelf)

    def _on_clicked(self, item: QListWidgetItem) -> None:
        if item.data(_SHELF) == Shelf(DO_IMPORT):
            self.import_wanted.emit()


class _Delegate(QStyledItemDelegate):
    """Paints titles of groups, and shelves."""

    def __init__(self, view: Shelves) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        extra = px(8) if index.data(_SHELF) is None and index.row() else 0
        return QSize(px(80), control("tree_row") + px(2) + extra)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, area = current(), option.rect
        painter.save()
        if index.data(_SHELF) is None:
            painter.setFont(font("caption", weight=600))
            painter.setPen(theme.color("text-muted"))
            room = QRect(px(18), area.bottom() - control("tree_row"), area.width(), px(28))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        else:
            self._paint_shelf(painter, area, index, option.state)
        painter.restore()

    def _paint_shelf(
        self, painter: QPainter, area: QRect, index: Index, state: QStyle.StateFlag
    ) -> None:
        theme = current()
        paint_pill(painter, self._view, area, index, state)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        edge, left = icon_size("small"), px(18)
        glyph = QRect(left, area.center().y() - edge // 2, edge, edge)
        paint_icon(painter, glyph, index.data(_ICON), theme.color("text-muted"))
        left += edge + px(10)
        right = self._view.viewport().width() - px(16)
        if number := index.data(_NUMBER):
            painter.setFont(font("caption"))
            painter.setPen(theme.color("text-muted"))
            width = painter.fontMetrics().horizontalAdvance(number)
            place = QRect(right - width - 1, area.top(), width + 2, area.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, number)
            right -= width + px(8)
        face = font("body", weight=600) if selected else font("body")
        painter.setFont(face)
        deed = index.data(_SHELF).kind == DO_IMPORT
        painter.setPen(theme.color("text-muted" if deed else "text"))
        room = QRect(left, area.top(), right - left, area.height())
        mode = Qt.TextElideMode.ElideRight
        words = QFontMetrics(face).elidedText(str(index.data()), mode, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
