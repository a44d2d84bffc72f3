"""Puts blocks into a document."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCharFormat, QTextCursor

from ms2qbank_desktop.features.notebook.markdown.model import OBJECTS, Block, Kind, Span, What

from . import looks, tables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QTextTable

_group = count(1)
"""Links and objects of all documents, so that two that are equal stay two."""


def put(cursor: QTextCursor, block: Block, chunk: int) -> None:
    """Write a block in the empty one of the cursor."""
    base = looks.base_of(block)
    cursor.setBlockFormat(looks.block_format(block, chunk))
    plain = looks.char_format(Span(""), base)
    cursor.setBlockCharFormat(plain)
    cursor.setCharFormat(plain)
    if block.text:
        cursor.insertText(block.text.replace("\n", looks.LINE), plain)
    put_spans(cursor, block.spans, base)


def put_spans(cursor: QTextCursor, spans: Iterable[Span], base: str) -> None:
    """Write spans at the cursor."""
    present = number = 0
    for span in spans:
        if span.group and span.group != present:
            number = next(_group)
        present = span.group
        look = looks.char_format(span, base, number if span.group else 0)
        if span.what in OBJECTS:
            cursor.insertText(looks.OBJECT_CHARACTER, look)
        elif span.what is What.SOFT:  # as the other programs for notes show it
            cursor.insertText(looks.LINE, look)
        else:
            cursor.insertText(span.text.replace("\n", looks.LINE), look)


def append(cursor: QTextCursor, block: Block, chunk: int, *, fresh: bool) -> bool:
    """Write a block behind the one of the cursor, or in it if it is ``fresh`` (empty and free).

    Return whether the block of the cursor is fresh afterwards: one follows each table.
    """
    if block.kind is Kind.TABLE:
        if fresh:
            cursor.setBlockFormat(looks.block_format(Block(), 0))
        _put_table(cursor, block, chunk)
        return True
    if not fresh:
        cursor.insertBlock(looks.block_format(Block(), 0), QTextCharFormat())
    put(cursor, block, chunk)
    return False


def _put_table(cursor: QTextCursor, block: Block, chunk: int) -> None:
    """Write a table behind the block of the cursor, which then stands in the block after it."""
    rows, columns = len(block.rows), len(block.rows[0])
    table = cursor.insertTable(rows, columns, tables.table_format(block.align, chunk))
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
    if (letter := align[column : column + 1]) in tables.ALIGNMENT:
        look.setAlignment(tables.ALIGNMENT[letter])
    cursor.setBlockFormat(look)
    base = "head" if row == 0 else ""
    cell.setFormat(tables.cell_format(row, column, table.columns()))
    put_spans(cursor, spans, base)
