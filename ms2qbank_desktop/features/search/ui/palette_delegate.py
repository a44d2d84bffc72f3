"""Paints the rows of the palette: icon, title and fact, below them the words around what was
found, with what was found marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import current, font, icon_size, metrics, px
from ms2qbank_desktop.ui.widgets import paint
from ms2qbank_desktop.ui.widgets.marks import units

from .palette_rows import ROW, Head, Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QColor

    from ms2qbank_desktop.features.search.models import Span

    Index = QModelIndex | QPersistentModelIndex

SIDE = 16
"""Pixels at 100 % text between the edge and what stands in a row."""
_GAP = 12
_ABOVE, _BELOW_HEAD = 8, 4
_FACT = 3
"""What part of the width a fact may take at the most."""


class PaletteDelegate(QStyledItemDelegate):
    """Rows of two lines, or of one where nothing is quoted."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(ROW)
        if isinstance(row, Head):
            height = _line_height(_head_face()) + px(_ABOVE) + px(_BELOW_HEAD)
        else:
            height = _line_height(_title_face()) + 2 * px(_ABOVE)
            height += _line_height(font("caption")) if row.snippet else 0
        return QSize(option.rect.width(), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        painter.save()
        if isinstance(row, Head):
            self._paint_head(painter, option.rect, row)
        else:
            self._paint_line(painter, option, row)
        painter.restore()

    def _paint_head(self, painter: QPainter, area: QRect, head: Head) -> None:
        painter.setFont(_head_face())
        painter.setPen(current().color("text-muted"))
        room = area.adjusted(px(SIDE), px(_ABOVE), -px(SIDE), -px(_BELOW_HEAD))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, head.title)

    def _paint_line(self, painter: QPainter, option: QStyleOptionViewItem, line: Line) -> None:
        theme, area = current(), option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        paint.row_ground(painter, area, selected=chosen, hovered=hovered)
        title, caption = _title_face(), font("caption")
        high, edge = _line_height(title), icon_size()
        left, top = area.left() + px(SIDE), area.top() + px(_ABOVE)
        muted = theme.color("text-muted")
        place = QRect(left, top + (high - edge) // 2, edge, edge)
        paint_icon(painter, place, line.icon, theme.color("accent") if chosen else muted)
        left += edge + px(_GAP)
        right = area.right() + 1 - px(SIDE)
        fact = QFontMetrics(caption).elidedText(
            line.detail, Qt.TextElideMode.ElideRight, (right - left) // _FACT
        )
        width = QFontMetrics(caption).horizontalAdvance(fact)
        painter.setFont(caption)
        painter.setPen(muted)
        painter.drawText(
            QRect(right - width, top, width, high), Qt.AlignmentFlag.AlignVCenter, fact
        )
        room = QRect(left, top, right - left - (width + px(_GAP) if fact else 0), high)
        _paint_marked(painter, room, line.title, line.title_marks, title, theme.color("text"))
        if line.snippet:
            room = QRect(left, top + high, right - left, _line_height(caption))
            _paint_marked(painter, room, line.snippet, line.marks, caption, muted)
        widget = option.widget
        if chosen and widget.hasFocus() and widget.property("ring"):
            width = metrics().border["focus"]
            painter.setPen(QPen(theme.color("focus-ring"), width))
            painter.drawRect(area.adjusted(1, 1, -1, -1))


def _paint_marked(
    painter: QPainter,
    room: QRect,
    text: str,
    marks: Sequence[Span],
    face: QFont,
    ink: QColor,
) -> None:
    """Paint one line of text that ends in "…" where room ends, its marks on a ground."""
    shown = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    kept = len(shown) if shown == text else max(0, len(shown) - 1)
    layout = QTextLayout(shown, face)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.setFormats(
        [
            _marked(units(shown, start), units(shown, min(end, kept)))
            for start, end in marks
            if start < min(end, kept)
        ]
    )
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(room.width())
    layout.endLayout()
    painter.setPen(ink)
    layout.draw(painter, QPointF(room.left(), room.top() + (room.height() - line.height()) / 2))


def _marked(start: int, end: int) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length = start, end - start
    look, theme = QTextCharFormat(), current()
    look.setBackground(theme.color("highlight-yellow"))
    look.setForeground(theme.color("highlight-text"))
    found.format = look
    return found


def _title_face() -> QFont:
    return font("body", weight=500)


def _head_face() -> QFont:
    return font("caption", weight=600)


def _line_height(face: QFont) -> int:
    return QFontMetrics(face).height() + px(2)
