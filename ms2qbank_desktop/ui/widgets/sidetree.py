"""What trees at the side of a page share: their set-up, and how a row of one is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from ms2qbank_desktop.ui.theme import current, font, metrics, px

from . import paint
from .views import style_view

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTreeWidget


def style_tree(tree: QTreeWidget, name: str) -> None:
    """Give a tree the look of the side; its delegate paints the rows. ``name``: for readers."""
    style_view(tree, name)
    tree.setHeaderHidden(True)
    tree.setMouseTracking(True)


def paint_ground(
    painter: QPainter, whole: QRect, *, selected: bool, hovered: bool, ringed: bool
) -> None:
    """Paint what lies behind a row, and the ring of the focus."""
    theme, radius = current(), metrics().radius["control"]
    row = whole.adjusted(0, 1, 0, -1)
    paint.row_ground(painter, row, selected=selected, hovered=hovered, radius=radius)
    if ringed:
        painter.setPen(QPen(theme.color("focus-ring"), metrics().border["focus"]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(whole.adjusted(1, 2, -1, -2), radius, radius)


def paint_name(
    painter: QPainter, room: QRect, name: str, number: str, *, selected: bool, ink: str = "text"
) -> None:
    """Paint a name, which elides, and at the right end of ``room`` its number."""
    right = room.right() + 1
    if number:
        painter.setFont(font("caption"))
        painter.setPen(current().color("text-muted"))
        width = painter.fontMetrics().horizontalAdvance(number)
        place = QRect(right - width - 1, room.top(), width + 2, room.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, number)
        right -= width + px(8)
    face = font("body", weight=600) if selected else font("body")
    painter.setFont(face)
    painter.setPen(current().color(ink))
    left = QRect(room.left(), room.top(), right - room.left(), room.height())
    words = QFontMetrics(face).elidedText(name, Qt.TextElideMode.ElideRight, left.width())
    painter.drawText(left, Qt.AlignmentFlag.AlignVCenter, words)
