"""What a document says, read block by block; only what has changed is read again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor

from ms2qbank_desktop.features.notebook.markdown.model import (
    ITEMS,
    OBJECTS,
    Block,
    Kind,
    Span,
    What,
    normal,
)

from . import looks, tables
from .looks import LINE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QTextBlock, QTextDocument, QTextFragment

_ALL = 1 << 40
_TEXTS = (Kind.CODE, Kind.RAW)
Entry = tuple[Block, int]
"""A block (of a table: a cell), and the key of the chunk that it came from, 0 for none."""


def read_block(block: QTextBlock, first: int = 0, last: int = _ALL) -> Entry:
    """Read one block of a document, or its part between two places of the document."""
    look = block.blockFormat()
    kind = Kind(look.stringProperty(looks.KIND) or Kind.PARAGRAPH)
    level, quote = look.intProperty(looks.LEVEL), look.intProperty(looks.QUOTE)
    mark, chunk = look.stringProperty(looks.MARK), look.intProperty(looks.CHUNK)
    if kind in _TEXTS:
        begin = block.position()
        text = block.text()[max(0, first - begin) : last - begin].replace(LINE, "\n")
        text = text.replace(looks.OBJECT_CHARACTER, "")
        return Block(kind, (), level, quote, mark, text=text), chunk
    spans = normal(_spans(block, first, last))
    if kind is Kind.RULE and spans:
        kind = Kind.PARAGRAPH
    if kind in ITEMS:
        done = kind is Kind.TASK and bool(look.intProperty(looks.DONE))
        return Block(kind, spans, level, quote, mark, done), chunk
    return Block(kind, spans, level, quote), chunk


def fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    place = block.begin()
    while not place.atEnd():
        yield place.fragment()
        place += 1


def _spans(block: QTextBlock, first: int, last: int) -> Iterator[Span]:
    for fragment in fragments(block):
        text = fragment.text()
        span = looks.span_of(fragment.charFormat())
        if first or last != _ALL:
            begin = fragment.position()
            text = _between(text, first - begin, last - begin)
        if span.what in OBJECTS:
            yield from (span for _ in range(text.count(looks.OBJECT_CHARACTER)))
            continue
        if span.what is What.SOFT:
            yield from _around_breaks(span, text)
            continue
        yield replace(span, text=text.replace(LINE, "\n").replace(looks.OBJECT_CHARACTER, ""))


def _around_breaks(soft: Span, text: str) -> Iterator[Span]:
    """Yield ends of lines of the source, and what was typed beside them with their look."""
    for at, part in enumerate(text.split(LINE)):
        if at:
            yield soft
        yield replace(soft, text=part, what=What.TEXT)


def _between(text: str, first: int, last: int) -> str:
    """Return a part of a text by places of Qt, which counts some characters twice."""
    units = text.encode("utf-16-le")
    return units[max(0, 2 * first) : max(0, 2 * last)].decode("utf-16-le", "ignore")


class Mirror(QObject):
    """The blocks of a document, each read when it is asked for after a change."""

    def __init__(self, document: QTextDocument, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self.entries: list[Entry | None] = [None]
        self.paused = False
        document.contentsChange.connect(self._on_change)

    def _on_change(self, position: int, _removed: int, added: int) -> None:
        if self.paused:  # who fills the document enters what it puts in
            return
        document, entries = self._document, self.entries
        first = document.findBlock(position).blockNumber()
        last_block = document.findBlock(position + added)
        count = document.blockCount()
        last = last_block.blockNumber() if last_block.isValid() else count - 1
        gone = last - (count - len(entries))  # where the last changed block was before
        entries[first : max(first, gone + 1)] = [None] * (last - first + 1)

    def entry(self, number: int) -> Entry:
        """Return a block by its number in the document."""
        found = self.entries[number]
        if found is None:
            found = self.entries[number] = read_block(self._document.findBlockByNumber(number))
        return found

    def all(self) -> Iterator[tuple[int, Entry]]:
        """Yield the blocks with the number of their first; cells are joined to tables."""
        entries, at = self.entries, 0
        if None in entries:
            for number, entry in enumerate(entries):
                if entry is None:
                    self.entry(number)
        while at < len(entries):
            entry = self.entry(at)
            if entry[0].kind is not Kind.TABLE:
                yield at, entry
                at += 1
                continue
            table = QTextCursor(self._document.findBlockByNumber(at)).currentTable()
            if table is None:  # a cell that was left over is a paragraph
                yield at, (Block(spans=entry[0].spans), 0)
                at += 1
                continue
            columns, cells = table.columns(), table.rows() * table.columns()
            spans = [self.entry(at + cell)[0].spans for cell in range(cells)]
            rows = tuple(tuple(spans[cell : cell + columns]) for cell in range(0, cells, columns))
            block = Block(Kind.TABLE, rows=rows, align=tables.align_of(table))
            yield at, (block, table.format().intProperty(looks.CHUNK))
            at += cells
