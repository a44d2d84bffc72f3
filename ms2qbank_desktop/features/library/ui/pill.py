"""The ground of a row in the panes at the left: its pill, and the ring of the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QStyle

from ms2qbank_desktop.ui.theme import current, metrics, px
from ms2qbank_desktop.ui.widgets import paint

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QAbstractItemView


def paint_pill(
    painter: QPainter,
    view: QAbstractItemView,
    area: QRect,
    index: QModelIndex | QPersistentModelIndex,
    state: QStyle.StateFlag,
) -> QRect:
    """Paint it, as the row is chosen or pointed at, and return where it stands."""
    theme, radius = current(), metrics().radius["control"]
    whole = QRect(px(8), area.top() + 1, view.viewport().width() - px(16), area.height() - 2)
    selected = bool(state & QStyle.StateFlag.State_Selected)
    if selected or state & QStyle.StateFlag.State_MouseOver:
        paint.box(painter, whole, theme.color("selected" if selected else "hover"), None, radius)
    if view.hasFocus() and index == view.currentIndex():
        painter.setPen(QPen(theme.color("focus-ring"), metrics().border["focus"]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), radius, radius)
    return whole
