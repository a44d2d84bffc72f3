"""The header of a table of many rows: sorts by a click, and selects all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QHeaderView

from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import current, font, icon_size, metrics, px

from . import paint
from .browsemodel import CHECK

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QTableView

    from .browsemodel import BrowseModel, Column


class BrowseHeader(QHeaderView):
    """Sorts by a click, says what is sorted by, and has the check box of all rows."""

    def __init__(self, view: QTableView, model: BrowseModel[Any]) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._columns: tuple[Column[Any], ...] = model.columns
        self._sorted_by = ""
        self._descending = False
        self._state = Qt.CheckState.Unchecked
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setStretchLastSection(False)
        self.setMinimumSectionSize(1)  # Qt's own least is wider than a check box
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setFixedHeight(view.horizontalHeader().height())

    def show_order(self, column: str, *, descending: bool) -> None:
        """Put the caret at the column that is sorted by."""
        self._sorted_by, self._descending = column, descending
        self.viewport().update()

    def show_selected(self, *, none: bool, every: bool) -> None:
        """Set the check box of all rows."""
        some = Qt.CheckState.Unchecked if none else Qt.CheckState.PartiallyChecked
        self._state = Qt.CheckState.Checked if every else some
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        theme = current()
        painter.save()
        painter.fillRect(rect, theme.color("raised"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("border"))
        if section == CHECK:
            paint.check_mark(painter, box_place(rect), self._state, enabled=True)
        else:
            column = self._columns[section - 1]
            room = rect.adjusted(px(10), 0, -px(10), 0)
            if column.icon:
                edge = icon_size("small")
                glyph = QRect(room.left(), room.center().y() - edge // 2, edge, edge)
                paint_icon(painter, glyph, column.icon, theme.color("text-muted"))
            else:
                self._paint_title(painter, room, column)
        painter.restore()

    def _paint_title(self, painter: QPainter, room: QRect, column: Column[Any]) -> None:
        sorted_by = column.id == self._sorted_by
        ink = current().color("text" if sorted_by else "text-muted")
        painter.setFont(font("caption", weight=600 if sorted_by else 500))
        painter.setPen(ink)
        width = painter.fontMetrics().horizontalAdvance(column.title)
        edge = icon_size("small")
        left = room.right() - width + 1 if column.right else room.left()
        words = QRect(left, room.top(), width + 2, room.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, column.title)
        if sorted_by:
            beside = left - edge - px(4) if column.right else left + width + px(4)
            caret = QRect(beside, room.center().y() - edge // 2, edge, edge)
            paint_icon(painter, caret, "caret-down" if self._descending else "caret-up", ink)


def box_place(area: QRect) -> QRect:
    """Return where the check box of a row or of the header stands in its cell."""
    edge = px(metrics().control["checkbox"])
    return QRect(area.left() + px(12), area.center().y() - edge // 2, edge, edge)
