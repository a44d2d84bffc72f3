"""What tables of a document look like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTableCellFormat,
    QTextTableFormat,
)

from ms2qbank_desktop.features.notebook.markdown.model import Block, Span
from ms2qbank_desktop.ui.theme import current, px

from . import looks

if TYPE_CHECKING:
    from PySide6.QtGui import QTextTable

ALIGNMENT = {
    "l": Qt.AlignmentFlag.AlignLeft,
    "c": Qt.AlignmentFlag.AlignHCenter,
    "r": Qt.AlignmentFlag.AlignRight,
}
_MANY = 5
"""Columns that stand closer: where the page is narrow their words would break otherwise."""
_NO_BORDER = QTextFrameFormat.BorderStyle.BorderStyle_None
_SOLID = QTextFrameFormat.BorderStyle.BorderStyle_Solid


def table_format(align: str, chunk: int) -> QTextTableFormat:
    """Return the look of a table; ``align``: the letters of its columns."""
    look = QTextTableFormat()
    look.setBorder(1)
    look.setBorderStyle(_NO_BORDER)
    look.setBorderCollapse(True)
    look.setCellPadding(0)
    look.setCellSpacing(0)
    look.setTopMargin(px(4))
    look.setBottomMargin(px(12))
    look.setHeaderRowCount(1)
    look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    look.setProperty(looks.ALIGN, align)
    if chunk:
        look.setProperty(looks.CHUNK, chunk)
    return look


def cell_format(row: int, column: int, columns: int) -> QTextTableCellFormat:
    """Return the look of a cell: lines between rows, none between columns, one around all."""
    look, ink = QTextTableCellFormat(), QBrush(current().color("border"))
    look.merge(looks.char_format(Span(""), "head" if row == 0 else ""))  # of an empty cell
    look.setPadding(0)
    look.setTopPadding(px(7))
    look.setBottomPadding(px(6))
    beside = px(10 if columns < _MANY else 6)
    look.setLeftPadding(beside)
    look.setRightPadding(beside)
    if row == 0:
        look.setBackground(QBrush(current().color("raised")))
    edges = {"Top": row == 0, "Bottom": True, "Left": column == 0, "Right": column == columns - 1}
    for edge, drawn in edges.items():
        if drawn:
            getattr(look, f"set{edge}Border")(1)
            getattr(look, f"set{edge}BorderStyle")(_SOLID)
            getattr(look, f"set{edge}BorderBrush")(ink)
    return look


def align_of(table: QTextTable) -> str:
    """Return the letters of the columns."""
    align = table.format().stringProperty(looks.ALIGN)
    return (align + "-" * table.columns())[: table.columns()]


def part_from_next(table: QTextTable) -> None:
    """Put an empty block behind a table: taken out, it joins what stands around it."""
    cursor = table.lastCursorPosition()
    cursor.setPosition(table.lastPosition() + 1)
    cursor.insertBlock(cursor.blockFormat(), cursor.blockCharFormat())
    cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
    cursor.setBlockFormat(looks.block_format(Block(), 0))
