"""What Enter, Tab, Space and Backspace do in a note."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from ms2qbank_desktop.features.notebook.markdown.model import ITEMS, Block, Kind, Mark, Span, What
from ms2qbank_desktop.ui.widgets.marks import characters

from . import editing, looks, table_editing
from .looks import LINE
from .reading import read_block

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QTextEdit

    from .reading import Mirror

_Move = QTextCursor.MoveOperation
_FENCE = re.compile(r"```[\w+#-]{0,20}")
_LEFT = re.compile(f"(?:{LINE}[ \t]*){{2}}$")
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ALT = Qt.KeyboardModifier.AltModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_PLAIN = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier


def pressed(text: QTextEdit, mirror: Mirror, event: QKeyEvent) -> bool:
    """Do what a key does here; False if it does what it does everywhere."""
    cursor, key = text.textCursor(), event.key()
    now = mirror.entry(cursor.block().blockNumber())[0]
    if key in _ENTER and event.modifiers() in (*_PLAIN, _SHIFT):
        if now.kind is Kind.TABLE:
            if event.modifiers() & _SHIFT:
                return _line(text, cursor, What.TEXT)  # a cell is one line of the source
            return table_editing.enter(text, cursor)
        if now.kind in (Kind.CODE, Kind.RAW):
            return _enter_in_code(text, cursor, now)
        if event.modifiers() & _SHIFT:
            return _line(text, cursor, What.SOFT)
        return _enter(text, cursor, now)
    if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        back = key == Qt.Key.Key_Backtab or bool(event.modifiers() & _SHIFT)
        return _tab(text, cursor, now, back=back)
    if key in _MOVES and event.modifiers() == _ALT and now.kind is Kind.TABLE:
        table_editing.move_row(text, _MOVES[key])
        return True
    alone = cursor.atBlockStart() and not cursor.hasSelection()
    if key == Qt.Key.Key_Space and now.kind is Kind.TASK and alone:
        editing.tick(text, cursor.block())
        return True
    if key == Qt.Key.Key_Down and now.kind in (Kind.CODE, Kind.RAW, Kind.TABLE):
        return _leave_downwards(text, cursor)
    return False


def delete(text: QTextEdit, event: QKeyEvent, default: Callable[[QKeyEvent], None]) -> None:
    """Take away what stands before or behind the caret; at its start first what a block is."""
    cursor = text.textCursor()
    if event.key() == Qt.Key.Key_Backspace and not cursor.hasSelection() and cursor.atBlockStart():
        now, key = read_block(cursor.block())
        if now.kind is Kind.TABLE:
            return
        if now.kind in ITEMS or now.depth:
            editing.shift(text, -1)
            return
        plain = now.kind is Kind.PARAGRAPH and not now.quote
        if not plain:
            with editing.one_step(cursor):
                if now.kind is Kind.PARAGRAPH:
                    editing.dress(cursor.block(), replace(now, quote=now.quote - 1), key)
                else:
                    editing.dress(cursor.block(), Block(spans=now.spans, quote=now.quote), key)
            editing.after(text)
            return
        before = cursor.block().previous()
        if before.isValid() and read_block(before)[0].kind is Kind.RULE:
            with editing.one_step(cursor):
                editing.dress(before, Block(), 0)
                cursor.deletePreviousChar()
                editing.dress(cursor.block(), now, key)
            return
    default(event)
    editing.relook(text)


def _line(text: QTextEdit, cursor: QTextCursor, what: What) -> bool:
    editing.settle(text)
    look = text.currentCharFormat()
    if what is What.SOFT:
        marks, base = look.intProperty(looks.MARKS), look.stringProperty(looks.BASE)
        look = looks.char_format(Span("", marks & ~Mark.CODE, what), base)
    cursor.insertText(LINE, look)
    text.setTextCursor(cursor)
    text.ensureCursorVisible()
    return True


def _enter(text: QTextEdit, cursor: QTextCursor, now: Block) -> bool:
    with editing.one_step(cursor):
        cursor.removeSelectedText()
        block = cursor.block()
        now, key = read_block(block)
        empty = not block.text()
        if empty and (now.kind in ITEMS or now.depth or now.quote):
            _step_out(cursor, now, key)
        elif _FENCE.fullmatch(block.text()) and now.kind is Kind.PARAGRAPH:
            code = Block(Kind.CODE, (), now.depth, now.quote, block.text())
            cursor.movePosition(_Move.StartOfBlock)
            cursor.movePosition(_Move.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            editing.dress(block, code, 0)
            cursor.setCharFormat(looks.char_format(Span(""), "mono"))
        elif cursor.atBlockStart() and not empty:
            look, letters = cursor.blockFormat(), cursor.blockCharFormat()
            cursor.insertBlock(look, letters)  # what follows keeps its source
            above = cursor.block().previous()
            kept = now if now.kind in ITEMS else Block(quote=now.quote, level=now.depth)
            editing.dress(above, replace(kept, spans=(), done=False), 0)
        else:
            _split(cursor, now)
    text.setTextCursor(cursor)
    text.ensureCursorVisible()
    editing.after(text)
    return True


def _step_out(cursor: QTextCursor, now: Block, key: int) -> None:
    """Leave a list or quotation by one step."""
    if now.depth > 1:
        new = replace(now, level=now.level - 1, done=False)
    elif now.depth:
        new = Block(quote=now.quote)
    else:
        new = Block(quote=now.quote - 1)
    editing.dress(cursor.block(), new, key)
    cursor.setCharFormat(looks.char_format(Span(""), looks.base_of(new)))


def _split(cursor: QTextCursor, now: Block) -> None:
    if now.kind in ITEMS:
        mark = now.mark
        if now.kind is Kind.NUMBER and mark[:-1].isdigit():
            mark = f"{int(mark[:-1]) + 1}{mark[-1]}"
        new = replace(now, spans=(), mark=mark, done=False)
    else:
        new = Block(quote=now.quote, level=now.depth)
    letters = looks.char_format(Span(""), looks.base_of(new))
    cursor.insertBlock(looks.block_format(new, 0), letters)
    editing.dress(cursor.block(), new, 0)
    cursor.setCharFormat(letters)


def _enter_in_code(text: QTextEdit, cursor: QTextCursor, now: Block) -> bool:
    """Begin a line; behind two empty ones leave the code."""
    said = cursor.block().text()
    if cursor.atBlockEnd() and now.kind is Kind.CODE and (left := _LEFT.search(said)):
        with editing.one_step(cursor):
            for _character in left[0]:
                cursor.deletePreviousChar()
            _split(cursor, Block(quote=now.quote, level=now.depth))
    else:
        before = said[: characters(said, cursor.positionInBlock())].rpartition(LINE)[2]
        cursor.insertText(LINE + before[: len(before) - len(before.lstrip(" \t"))])
    text.setTextCursor(cursor)
    text.ensureCursorVisible()
    return True


def _tab(text: QTextEdit, cursor: QTextCursor, now: Block, *, back: bool) -> bool:
    if now.kind is Kind.TABLE:
        return table_editing.tab(text, cursor, back=back)
    if now.kind in ITEMS or (back and now.depth):
        editing.shift(text, -1 if back else 1)
        return True
    if now.kind in (Kind.CODE, Kind.RAW) and not back:
        cursor.insertText("    ")
        text.setTextCursor(cursor)
        return True
    text.focusNextPrevChild(not back)  # a tabulator at the start would make code of the text
    return True


def _leave_downwards(text: QTextEdit, cursor: QTextCursor) -> bool:
    """Write on below a last block that cannot be left by Enter."""
    last = text.document().lastBlock()
    if cursor.block() != last or not cursor.atBlockEnd():
        return False
    with editing.one_step(cursor):
        _split(cursor, Block())
    text.setTextCursor(cursor)
    return True


def take_out(text: QTextEdit, cursor: QTextCursor) -> None:
    """Remove what is selected; what is typed in its place looks as it did, and is no part of a
    link or object beside it."""
    if cursor.hasSelection():
        first = QTextCursor(cursor)
        first.setPosition(cursor.selectionStart() + 1)
        look = first.charFormat()
        cursor.removeSelectedText()
        text.setTextCursor(cursor)
        text.setCurrentCharFormat(look)
    editing.settle(text)
