"""Tables of a document: how they are put in, and what they look like."""

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

from ms2qbank_desktop.features.notebook.markdown.model import Block, Kind, Span
from ms2qbank_desktop.ui.theme import current, px

from . import filling, looks

if TYPE_CHECKING:
    from PySide6.QtGui import QTextTable

ALIGNMENT = {
    "l": Qt.AlignmentFlag.AlignLeft,
    "c": Qt.AlignmentFlag.AlignHCenter,
    "r": Qt.AlignmentFlag.AlignRight,
}
_NO_BORDER = QTextFrameFormat.BorderStyle.BorderStyle_None
_SOLID = QTextFrameFormat.BorderStyle.BorderStyle_Solid


def put(cursor: QTextCursor, block: Block, chunk: int) -> None:
    """Write a table behind the block of the cursor, which then stands in the block after it."""
    rows, columns = len(block.rows), len(block.rows[0])
    table = cursor.insertTable(rows, columns, _table_format(block.align, chunk))
    for at, row in enumerate(block.rows):
        for column, spans in enumerate(row):
            put_cell(table, at, column, spans, block.align)
    cursor.setPosition(table.lastPosition() + 1)
    cursor.setBlockFormat(looks.block_format(Block(), 0))


def put_cell(table: QTextTable, row: int, column: int, spans: tuple[Span, ...], align: str) -> None:
    """Write one cell, which must be empty."""
    cell = table.cellAt(row, column)
    cursor = cell.firstCursorPosition()
    look = looks.block_format(Block(Kind.TABLE), 0)
    if (letter := align[column : column + 1]) in ALIGNMENT:
        look.setAlignment(ALIGNMENT[letter])
    cursor.setBlockFormat(look)
    base = "head" if row == 0 else ""
    cell.setFormat(cell_format(row, column, table.columns()))
    filling.put_spans(cursor, spans, base)


def _table_format(align: str, chunk: int) -> QTextTableFormat:
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
    look.setLeftPadding(px(10))
    look.setRightPadding(px(10))
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
