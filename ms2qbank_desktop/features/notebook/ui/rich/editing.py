"""What a tool bar does to the text: kinds of blocks, looks of letters, things put in.

Each change is one step to undo. Blocks keep the key of the source they came from, so that a change
taken back brings the source back too.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCharFormat, QTextCursor

from ms2qbank_desktop.features.notebook.markdown.model import (
    HIGHLIGHTS,
    ITEMS,
    Block,
    Kind,
    Mark,
    Span,
    What,
)

from . import filling, looks
from .reading import fragments, read_block
from .state import FormatState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PySide6.QtGui import QTextBlock
    from PySide6.QtWidgets import QTextEdit

    from .reading import Mirror

LOOKS = {
    "bold": Mark.BOLD,
    "italic": Mark.ITALIC,
    "strike": Mark.STRIKE,
    "code": Mark.CODE,
    "sub": Mark.SUB,
    "sup": Mark.SUP,
    "underline": Mark.UNDERLINE,
    "highlight": Mark.YELLOW,
}
_COLOURS = Mark.YELLOW | Mark.GREEN | Mark.BLUE
_LISTS = {"bullet": Kind.BULLET, "number": Kind.NUMBER, "task": Kind.TASK}
_KEEP = QTextCursor.MoveMode.KeepAnchor
_TEXTS = (Kind.CODE, Kind.RAW)


@contextmanager
def one_step(cursor: QTextCursor, *, joined: bool = False) -> Iterator[None]:
    """Do what follows as one step to undo, or as part of the last."""
    if joined:
        cursor.joinPreviousEditBlock()
    else:
        cursor.beginEditBlock()
    try:
        yield
    finally:
        cursor.endEditBlock()


def selected(text: QTextEdit) -> list[QTextBlock]:
    """Return the blocks that the selection touches, without the cells of tables."""
    cursor = text.textCursor()
    block = text.document().findBlock(cursor.selectionStart())
    found = []
    while block.isValid() and block.position() <= cursor.selectionEnd():
        if read_block(block)[0].kind is not Kind.TABLE:
            found.append(block)
        block = block.next()
    return found


def dress(block: QTextBlock, wanted: Block, key: int) -> None:
    """Make a block what ``wanted`` says; its text stays."""
    cursor = QTextCursor(block)
    cursor.setBlockFormat(looks.block_format(wanted, key))
    base = looks.base_of(wanted)
    cursor.setBlockCharFormat(looks.char_format(Span(""), base))
    for fragment in list(fragments(block)):
        look = fragment.charFormat()
        if look.stringProperty(looks.BASE) != base:
            _over(cursor, fragment.position(), fragment.length())
            span = looks.span_of(look)
            cursor.setCharFormat(looks.char_format(span, base, span.group))


def set_kind(text: QTextEdit, kind: Kind, level: int = 0, mark: str = "") -> None:
    """Make the selected blocks of one kind."""
    with one_step(text.textCursor()):
        for block in selected(text):
            now, key = read_block(block)
            if now.kind in _TEXTS:
                _as_text(block, now)
            deep = level if kind is Kind.HEADING else (max(1, now.depth) if kind in ITEMS else 0)
            new = replace(now, kind=kind, level=deep, mark=mark, done=False, text="")
            dress(block, new, key)
    after(text)


def set_list(text: QTextEdit, kind: str) -> None:
    """Make the selected blocks items of a list, or paragraphs if they all are such items."""
    wanted = _LISTS.get(kind)
    if wanted is None or all(read_block(block)[0].kind is wanted for block in selected(text)):
        set_kind(text, Kind.PARAGRAPH)
    else:
        set_kind(text, wanted, mark="1." if wanted is Kind.NUMBER else "-")


def shift(text: QTextEdit, step: int) -> None:
    """Put items ``step`` lists deeper; one that leaves the highest becomes a paragraph."""
    with one_step(text.textCursor()):
        for block in selected(text):
            now, key = read_block(block)
            if now.kind in ITEMS or now.depth:
                level = max(0, min(now.level + step, _deepest(block) if step > 0 else 7))
                new = replace(now, level=level)
                if level == 0:
                    new = replace(new, kind=Kind.PARAGRAPH if now.kind in ITEMS else now.kind)
                dress(block, new, key)
    after(text)


def _deepest(block: QTextBlock) -> int:
    """Return how deep an item may stand: one below that before it."""
    before = block.previous()
    return min(7, read_block(before)[0].depth + 1) if before.isValid() else 1


def toggle_quote(text: QTextEdit) -> None:
    """Make the selected blocks a quotation, or no longer if they all are one."""
    blocks = selected(text)
    quoted = all(read_block(block)[0].quote for block in blocks)
    with one_step(text.textCursor()):
        for block in blocks:
            now, key = read_block(block)
            dress(block, replace(now, quote=0 if quoted else 1), key)
    after(text)


def tick(text: QTextEdit, block: QTextBlock) -> None:
    """Tick or untick a task."""
    now, key = read_block(block)
    with one_step(QTextCursor(block)):
        dress(block, replace(now, done=not now.done), key)
    after(text)


def state_at(text: QTextEdit, mirror: Mirror) -> FormatState:
    """Return what is on at the caret."""
    cursor = text.textCursor()
    block = mirror.entry(cursor.block().blockNumber())[0]
    marks = looks.span_of(text.currentCharFormat()).marks
    return FormatState(
        heading=block.level if block.kind is Kind.HEADING else 0,
        list=block.kind.value if block.kind in ITEMS else "",
        table=block.kind is Kind.TABLE,
        **{name: bool(marks & mark) for name, mark in LOOKS.items() if name != "highlight"},
        highlight=next((name for name, mark in HIGHLIGHTS.items() if marks & mark), ""),
    )


def toggle(text: QTextEdit, look: str) -> None:
    """Switch a look of what is selected, or of what is typed next."""
    mark = LOOKS[look]
    cursor = text.textCursor()
    if mark == Mark.YELLOW:
        on = bool(_marks_everywhere(text) & _COLOURS)
        highlight(text, "" if on else "yellow")
        return
    on = bool(_marks_everywhere(text) & mark)
    excluded = Mark.SUB | Mark.SUP if mark in (Mark.SUB, Mark.SUP) else 0
    _mark(text, cursor, 0 if on else mark, mark | excluded)


def highlight(text: QTextEdit, colour: str) -> None:
    """Highlight what is selected in a colour, "" for none."""
    _mark(text, text.textCursor(), HIGHLIGHTS.get(colour, 0), _COLOURS)


def insert_link(text: QTextEdit, words: str, address: str) -> None:
    """Write a link, or make one of what is selected."""
    shown = text.textCursor().selectedText().replace(looks.LINE, " ").replace("\u2029", " ")
    target = f"<{address}>" if " " in address or "(" in address else address
    insert_spans(text, (Span(words or shown or address, link=target, group=1),))


def insert_spans(text: QTextEdit, spans: Iterable[Span]) -> None:
    """Write spans in the place of what is selected."""
    cursor = text.textCursor()
    with one_step(cursor):
        cursor.removeSelectedText()
        now, key = read_block(cursor.block())
        base = _base(cursor)
        if now.kind is Kind.RULE:
            now = Block()
            dress(cursor.block(), now, 0)
        filling.put_spans(cursor, spans, base)
        if now.kind is not Kind.TABLE and not now.text:
            there = cursor.position()
            dress(cursor.block(), read_block(cursor.block())[0], key)
            cursor.setPosition(there)
    text.setTextCursor(cursor)
    text.setCurrentCharFormat(looks.char_format(Span(""), base))
    after(text)


def settle(text: QTextEdit) -> None:
    """Let what is typed next not run on in a link, chip or object that ends at the caret."""
    look = text.currentCharFormat()
    cursor = text.textCursor()
    base = _base(cursor)
    group = look.intProperty(looks.GROUP)
    what = look.stringProperty(looks.WHAT)
    odd = what not in ("", What.WIKI.value)
    if not group and not odd and look.stringProperty(looks.BASE) == base:
        return
    if group and not odd and not cursor.hasSelection() and not cursor.atBlockEnd():
        ahead = QTextCursor(cursor)
        ahead.setPosition(cursor.position() + 1)
        if not cursor.atBlockStart() and ahead.charFormat().intProperty(looks.GROUP) == group:
            return
    marks = look.intProperty(looks.MARKS) if not odd or what == What.SOFT.value else 0
    text.setCurrentCharFormat(looks.char_format(Span("", marks), base))


def after(text: QTextEdit) -> None:
    """Tell a tool bar that the format may be another."""
    text.currentCharFormatChanged.emit(text.currentCharFormat())


def relook(text: QTextEdit) -> None:
    """Give text that came into another block by an edit the looks of that block."""
    block = text.textCursor().block()
    now, key = read_block(block)
    if now.kind is Kind.TABLE:
        return
    base = looks.base_of(now)
    strange = any(
        fragment.charFormat().stringProperty(looks.BASE) != base for fragment in fragments(block)
    )
    if strange:
        with one_step(QTextCursor(block), joined=True):
            dress(block, now, key)


def _as_text(block: QTextBlock, now: Block) -> None:
    cursor = QTextCursor(block)
    _over(cursor, block.position(), block.length() - 1)
    cursor.removeSelectedText()
    cursor.insertText(now.text.replace("\n", looks.LINE), looks.char_format(Span(""), ""))


def _base(cursor: QTextCursor) -> str:
    now = read_block(cursor.block())[0]
    table = cursor.currentTable() if now.kind is Kind.TABLE else None
    if table is not None and table.cellAt(cursor).row() == 0:
        return "head"
    return looks.base_of(now)


def _over(cursor: QTextCursor, start: int, length: int) -> None:
    cursor.setPosition(start)
    cursor.setPosition(start + length, _KEEP)


def _parts(text: QTextEdit) -> Iterator[tuple[int, int, QTextCharFormat]]:
    """Yield what is selected as stretches of one look: start, length, format."""
    cursor = text.textCursor()
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    block = text.document().findBlock(start)
    while block.isValid() and block.position() < end:
        for fragment in list(fragments(block)):
            first = max(start, fragment.position())
            last = min(end, fragment.position() + fragment.length())
            if first < last:
                yield first, last - first, fragment.charFormat()
        block = block.next()


def _marks_everywhere(text: QTextEdit) -> int:
    if not text.textCursor().hasSelection():
        return text.currentCharFormat().intProperty(looks.MARKS)
    common = -1
    for _start, _length, look in _parts(text):
        common &= look.intProperty(looks.MARKS)
    return 0 if common == -1 else common


def _mark(text: QTextEdit, cursor: QTextCursor, on: int, off: int) -> None:
    if not cursor.hasSelection():
        now = text.currentCharFormat()
        marks = (now.intProperty(looks.MARKS) & ~off) | on
        text.setCurrentCharFormat(looks.char_format(Span("", marks), _base(cursor)))
        after(text)
        return
    parts = list(_parts(text))
    with one_step(cursor):
        painter = QTextCursor(text.document())
        for start, length, look in parts:
            base = look.stringProperty(looks.BASE)
            if base not in ("mono", "raw"):
                span = looks.span_of(look)
                marks = (span.marks & ~off) | (on if span.what is What.TEXT else on & ~Mark.CODE)
                _over(painter, start, length)
                look = looks.char_format(replace(span, marks=marks), base, span.group)
                painter.setCharFormat(look)
    after(text)
