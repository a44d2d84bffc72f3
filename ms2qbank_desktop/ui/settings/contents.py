"""The list of sections at the left of the screen of settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import control, current, icon_size, px, signals
from ms2qbank_desktop.ui.widgets.sidetree import paint_ground, paint_name
from ms2qbank_desktop.ui.widgets.views import style_view

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from PySide6.QtGui import QKeyEvent, QPainter

_ICON = Qt.ItemDataRole.UserRole + 1
_INTO = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right)


class Contents(QListWidget):
    """``chosen``: a section was clicked or walked to; ``entered``: its rows want the keyboard."""

    chosen = Signal(str)
    entered = Signal(str)

    def __init__(self, sections: Mapping[str, str]) -> None:
        """``sections``: their names and icons."""
        super().__init__()
        style_view(self, "Sections")
        self.setItemDelegate(_Delegate(self))
        self.setMouseTracking(True)
        self.setProperty("ground", "raised")
        for name, icon in sections.items():
            item = QListWidgetItem(name)
            item.setData(_ICON, icon)
            self.addItem(item)
        self._marking = False
        self.currentItemChanged.connect(self._on_current)
        self.itemClicked.connect(lambda item: self.chosen.emit(item.text()))
        signals().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    @property
    def names(self) -> list[str]:
        """The sections that are listed now."""
        items = (self.item(at) for at in range(self.count()))
        return [item.text() for item in items if not item.isHidden()]

    def mark(self, name: str) -> None:
        """Mark the section that is looked at."""
        self._marking = True
        for item in self.findItems(name, Qt.MatchFlag.MatchExactly):
            self.setCurrentItem(item)
        self._marking = False

    def show_only(self, names: Collection[str]) -> None:
        """List only these sections."""
        for at in range(self.count()):
            self.item(at).setHidden(self.item(at).text() not in names)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _INTO and self.currentItem() is not None:
            self.entered.emit(self.currentItem().text())
        else:
            super().keyPressEvent(event)

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None and not self._marking:
            self.chosen.emit(item.text())

    def _on_theme_changed(self) -> None:
        self.setFixedWidth(px(208))
        self.doItemsLayout()


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(px(80), control("list_row"))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        whole = area.adjusted(px(8), 0, -px(8), 0)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        ringed = bool(self._view.property("ring")) and self._view.hasFocus() and selected
        painter.save()
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        paint_ground(painter, whole, selected=selected, hovered=hovered, ringed=ringed)
        edge = icon_size()
        place = QRect(whole.left() + px(10), area.center().y() - edge // 2, edge, edge)
        role = "accent" if selected else "text-muted"
        paint_icon(painter, place, index.data(_ICON), current().color(role))
        room = QRect(place.right() + px(10), area.top(), 0, area.height())
        room.setRight(whole.right() - px(6))
        paint_name(painter, room, str(index.data()), "", selected=selected)
        painter.restore()
