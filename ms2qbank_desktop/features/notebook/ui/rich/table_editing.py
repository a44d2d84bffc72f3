"""Tables are written in: from cell to cell, row by row, column by column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextBlockFormat, QTextCursor

from ms2qbank_desktop.features.notebook.markdown.model import Block, Kind, Span

from . import editing, looks, reading
from .filling import put_cell
from .inserting import insert_blocks
from .tables import ALIGNMENT, align_of, cell_format, part_from_next

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from PySide6.QtGui import QTextTable
    from PySide6.QtWidgets import QTextEdit


def enter(text: QTextEdit, cursor: QTextCursor) -> bool:
    """Go to the cell below; from the last row into a new one."""
    table = cursor.currentTable()
    if table is None:
        return False
    cell = table.cellAt(cursor)
    if cell.row() + 1 == table.rows():
        insert_rows(text, 1, below=True)
    _go(text, table, cell.row() + 1, cell.column())
    return True


def tab(text: QTextEdit, cursor: QTextCursor, *, back: bool) -> bool:
    """Go to the next cell or the one before; behind the last is a new row."""
    table = cursor.currentTable()
    if table is None:
        return False
    cell = table.cellAt(cursor)
    at = cell.row() * table.columns() + cell.column() + (-1 if back else 1)
    if at < 0:
        return True
    if at == table.rows() * table.columns():
        insert_rows(text, 1, below=True)
    _go(text, table, *divmod(at, table.columns()))
    return True


def _go(text: QTextEdit, table: QTextTable, row: int, column: int) -> None:
    cell = table.cellAt(row, column)
    cursor = cell.firstCursorPosition()
    cursor.setPosition(cell.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)


def insert(text: QTextEdit, rows: int, columns: int) -> None:
    """Write an empty table behind the block of the caret; the caret stands in its first cell."""
    empty = tuple(tuple(() for _column in range(columns)) for _row in range(max(2, rows)))
    before = text.textCursor()
    insert_blocks(text, [Block(Kind.TABLE, rows=empty, align="-" * columns)])
    cursor = text.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
    table = cursor.currentTable()
    if table is not None and before is not None:
        _go(text, table, 0, 0)


def insert_rows(text: QTextEdit, count: int, *, below: bool) -> None:
    """Put empty rows below or above that of the caret."""
    table, row, _column = _place(text)
    if table is None:
        return
    at = row + 1 if below else max(1, row)
    with _one_step(table):
        table.insertRows(at, count)
        _dress(table, range(at, at + count), range(table.columns()))
        _frames(table)


def insert_column(text: QTextEdit, *, right: bool) -> None:
    """Put an empty column beside that of the caret."""
    table, _row, column = _place(text)
    if table is None:
        return
    at, align = column + right, align_of(table)
    with _one_step(table):
        table.insertColumns(at, 1)
        _set_align(table, f"{align[:at]}-{align[at:]}")
        _dress(table, range(table.rows()), range(at, at + 1))
        _frames(table)


def remove_row(text: QTextEdit) -> None:
    """Take out the row of the caret; the row of heads stays, the last row takes the table along."""
    table, row, _column = _place(text)
    if table is None:
        return
    if table.rows() <= 2:
        remove(text)
    elif row:
        with _one_step(table):
            table.removeRows(row, 1)
            _frames(table)


def remove_column(text: QTextEdit) -> None:
    """Take out the column of the caret; the last one takes the table along."""
    table, _row, column = _place(text)
    if table is None:
        return
    if table.columns() == 1:
        remove(text)
        return
    align = align_of(table)
    with _one_step(table):
        table.removeColumns(column, 1)
        _set_align(table, align[:column] + align[column + 1 :])
        _frames(table)


def move_row(text: QTextEdit, step: int) -> None:
    """Change the row of the caret with the one above or below; heads stay where they are."""
    table, row, column = _place(text)
    if table is None or not row or not 1 <= row + step < table.rows():
        return
    with _one_step(table):
        for at in range(table.columns()):
            _change(table, (row, at), (row + step, at))
    _go(text, table, row + step, column)


def move_column(text: QTextEdit, step: int) -> None:
    """Change the column of the caret with the one beside it."""
    table, row, column = _place(text)
    if table is None or not 0 <= column + step < table.columns():
        return
    letters = list(align_of(table))
    letters[column], letters[column + step] = letters[column + step], letters[column]
    with _one_step(table):
        _set_align(table, "".join(letters))
        for at in range(table.rows()):
            _change(table, (at, column), (at, column + step))
    _go(text, table, row, column + step)


def align(text: QTextEdit, letter: str) -> None:
    """Align the column of the caret: l, c or r."""
    table, _row, column = _place(text)
    if table is None:
        return
    letters = align_of(table)
    with _one_step(table):
        _set_align(table, letters[:column] + letter + letters[column + 1 :])
        for row in range(table.rows()):
            look = QTextBlockFormat()
            look.setAlignment(ALIGNMENT[letter])
            table.cellAt(row, column).firstCursorPosition().mergeBlockFormat(look)


def remove(text: QTextEdit) -> None:
    """Take out the table of the caret."""
    table, _row, _column = _place(text)
    if table is None:
        return
    cursor = table.firstCursorPosition()
    with editing.one_step(cursor):
        part_from_next(table)
        cursor.setPosition(table.firstPosition() - 1)
        look = cursor.blockFormat()
        cursor.setPosition(table.lastPosition() + 1, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        cursor.setBlockFormat(look)
    text.setTextCursor(cursor)


def _place(text: QTextEdit) -> tuple[QTextTable | None, int, int]:
    cursor = text.textCursor()
    table = cursor.currentTable()
    if table is None:
        return None, 0, 0
    cell = table.cellAt(cursor)
    return table, cell.row(), cell.column()


def _one_step(table: QTextTable) -> AbstractContextManager[None]:
    return editing.one_step(table.firstCursorPosition())


def _set_align(table: QTextTable, align: str) -> None:
    look = table.format().toTableFormat()
    look.setProperty(looks.ALIGN, align)
    table.setFormat(look)


def _dress(table: QTextTable, rows: range, columns: range) -> None:
    for row in rows:
        for column in columns:
            put_cell(table, row, column, (), align_of(table))


def _frames(table: QTextTable) -> None:
    """Draw the lines where they belong after rows or columns have come or gone."""
    for row in range(table.rows()):
        for column in range(table.columns()):
            look = cell_format(row, column, table.columns())
            table.cellAt(row, column).setFormat(look)


def _change(table: QTextTable, one: tuple[int, int], other: tuple[int, int]) -> None:
    spans = {place: _taken(table, *place) for place in (one, other)}
    put_cell(table, *one, spans[other], align_of(table))
    put_cell(table, *other, spans[one], align_of(table))


def _taken(table: QTextTable, row: int, column: int) -> tuple[Span, ...]:
    cursor = table.cellAt(row, column).firstCursorPosition()
    spans = reading.read_block(cursor.block())[0].spans
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    return spans
