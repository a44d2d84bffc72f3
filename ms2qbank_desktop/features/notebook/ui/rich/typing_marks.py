"""Markdown that is typed becomes what it means: "## ", "- ", "[ ] ", "**bold**", "[[link]]"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor

from ms2qbank_desktop.features.notebook.markdown import inline
from ms2qbank_desktop.features.notebook.markdown.model import Block, Kind, Span, What
from ms2qbank_desktop.ui.widgets.marks import characters, units

from . import editing, filling, looks
from .reading import read_block

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTextEdit

    from .reading import Mirror
_STARTS = re.compile(r"(#{1,6}|[-+*]|\d{1,4}[.)]|>|\[[ xX]?\]|[-+*] \[[ xX]?\]|```\w*) $")
_RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,})$")
_ENDS = {
    "*": re.compile(r"(?<![*\\])(\*\*\*|\*\*|\*)(?=[^\s*])[^*]*[^\s*]\1$"),
    "_": re.compile(r"(?<![\w\\_])(__|_)(?=[^\s_])[^_]*[^\s_]\1$"),
    "~": re.compile(r"(?<![~\\])~~(?=[^\s~])[^~]*[^\s~]~~$"),
    "=": re.compile(r"(?<![=\\])==(?=[^\s=])[^=]*[^\s=]==$"),
    "`": re.compile(r"(?<![`\\])`[^`]+`$"),
    "$": re.compile(r"(?<![\\$\w])\$\$?[^\s$](?:[^$]*[^\s$])?\$\$?$"),
    "]": re.compile(r"\[\[[^\[\]|]+(?:\|[^\[\]]+)?\]\]$|\[\^[^\[\]\s^]+\]$|^\[![A-Za-z-]+\]$"),
    ")": re.compile(r"!?\[[^\[\]]+\]\([^\s()]+\)$"),
    ">": re.compile(r"<(sub|sup|u|b|i|s|mark)>[^<>]+</\1>$"),
}
_OBJECT = looks.OBJECT_CHARACTER


def typed(text: QTextEdit, mirror: Mirror, char: str) -> None:
    """See whether the character just typed completes a mark, and put in what it means."""
    cursor = text.textCursor()
    block = cursor.block()
    now = mirror.entry(block.blockNumber())[0]
    if now.kind in (Kind.CODE, Kind.RAW):
        return
    before = block.text()[: characters(block.text(), cursor.positionInBlock())]
    if char == " " and now.kind is not Kind.TABLE and len(before) < 20:
        if found := _STARTS.match(before):
            _start(text, cursor, now, found[1])
        return
    alone = now.kind is Kind.PARAGRAPH and len(block.text()) == len(before) == 3
    if alone and _RULE.match(before):
        _rule(text, cursor)
        return
    pattern = _ENDS.get(char)
    if pattern is None or not (found := pattern.search(before[-2_000:])):
        return
    words = found[0]
    if _OBJECT in words or looks.span_of(cursor.charFormat()).what is not What.TEXT:
        return
    spans = inline.parse(words)
    if len(spans) == 1 and spans[0] == Span(words):
        return
    _put_in(text, cursor, words, spans)


def _put_in(text: QTextEdit, cursor: QTextCursor, words: str, spans: tuple[Span, ...]) -> None:
    length = units(words, len(words))
    base = cursor.charFormat().stringProperty(looks.BASE)
    around = cursor.charFormat().intProperty(looks.MARKS)
    with editing.one_step(cursor):
        start = cursor.position() - length
        cursor.setPosition(start, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        filling.put_spans(cursor, spans, base)
        if spans[0].what in (What.DISPLAY, What.PICTURE):
            editing.dress(cursor.block(), *read_block(cursor.block()))
    text.setTextCursor(cursor)
    text.setCurrentCharFormat(looks.char_format(Span("", around), base))


def _start(text: QTextEdit, cursor: QTextCursor, now: Block, mark: str) -> None:
    key = read_block(cursor.block())[1]
    quote, level = now.quote, max(1, now.depth)
    if mark[0] == "#":
        new = Block(Kind.HEADING, now.spans, len(mark), quote)
    elif mark[0] == ">":
        new = Block(now.kind, now.spans, now.level, min(quote + 1, 4), now.mark, now.done)
    elif mark[0] == "`":
        new = Block(Kind.CODE, (), now.depth, quote, mark)
    elif "[" in mark:
        new = Block(Kind.TASK, now.spans, level, quote, "-", mark.strip("[]-+* ").lower() == "x")
    elif mark[0].isdigit():
        new = Block(Kind.NUMBER, now.spans, level, quote, mark)
    else:
        new = Block(Kind.BULLET, now.spans, level, quote, mark)
    if new.kind is now.kind and mark[0] not in "#>":
        return
    with editing.one_step(cursor):
        cursor.movePosition(
            QTextCursor.MoveOperation.PreviousCharacter,
            QTextCursor.MoveMode.KeepAnchor,
            len(mark) + 1,
        )
        cursor.removeSelectedText()
        editing.dress(cursor.block(), new, key)
    text.setTextCursor(cursor)
    text.setCurrentCharFormat(looks.char_format(Span(""), looks.base_of(new)))
    editing.after(text)


def _rule(text: QTextEdit, cursor: QTextCursor) -> None:
    with editing.one_step(cursor):
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        editing.dress(cursor.block(), Block(Kind.RULE), 0)
        filling.append(cursor, Block(), 0, fresh=False)
    text.setTextCursor(cursor)
