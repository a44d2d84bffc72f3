"""Shows another text by changing only the blocks that differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor

from ms2qbank_desktop.features.notebook.markdown.model import Block, Kind

from . import filling, looks
from .editing import one_step
from .tables import part_from_next

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QTextEdit

    from .reading import Entry, Mirror
    from .sources import Sources
_Move = QTextCursor.MoveOperation


def replace_differing(text: QTextEdit, mirror: Mirror, sources: Sources, body: str) -> None:
    """Make the document that of ``body``, as one step to undo."""
    chunks = sources.parsed(body)
    present = [one for one in mirror.all() if one[1][0] != Block() or one[1][1]]
    blocks = [chunk.block for chunk in chunks]
    same, tail = _alike([entry[0] for _number, entry in present], blocks)
    kept = _kept(present, same, tail, len(chunks))
    keys = sources.take(body, chunks, kept, undo=not text.isReadOnly())
    middle = list(zip(blocks, keys, strict=True))[same : len(blocks) - tail]
    cursor = QTextCursor(text.document())
    with one_step(cursor):
        _put(text, cursor, present, same, tail, middle)
        _key_unknown(text, mirror, present, kept, keys, same, tail)
    sources.changed()


def replace_entries(text: QTextEdit, mirror: Mirror, wanted: list[Entry]) -> None:
    """Make the document these blocks, those without a word included, as one step to undo."""
    present = list(mirror.all())
    same, tail = _alike([entry for _number, entry in present], wanted)
    if 0 < tail < len(wanted) and wanted[-1 - tail][0].kind is Kind.TABLE:
        tail -= 1  # the block behind a table comes and goes with it
    cursor = QTextCursor(text.document())
    with one_step(cursor):
        _put(text, cursor, present, same, tail, wanted[same : len(wanted) - tail])


def _alike(one: Sequence[object], other: Sequence[object]) -> tuple[int, int]:
    """Return how many items two sequences begin alike with, and how many they end alike with."""
    least, same, tail = min(len(one), len(other)), 0, 0
    while same < least and one[same] == other[same]:
        same += 1
    while tail < least - same and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    return same, tail


def _put(
    text: QTextEdit,
    cursor: QTextCursor,
    present: list[tuple[int, Entry]],
    same: int,
    tail: int,
    middle: list[Entry],
) -> None:
    """Write ``middle`` in the place of all but the first ``same`` and the last ``tail`` blocks."""
    fresh = _clear(text, cursor, present, same, tail)
    for block, key in middle:
        if fresh is None:  # nothing stands before: write before what stands first
            look, letters = cursor.blockFormat(), cursor.blockCharFormat()
            cursor.insertBlock(look, letters)
            cursor.movePosition(_Move.PreviousBlock)
            fresh = True
        fresh = filling.append(cursor, block, key, fresh=fresh)
    if not middle and fresh and tail:
        _drop(cursor)


def _kept(present: list[tuple[int, Entry]], same: int, tail: int, count: int) -> dict[int, int]:
    """Return which of the new chunks the keys of the blocks that stay stand for."""
    kept: dict[int, int] = {}
    for at in range(same):
        kept.setdefault(present[at][1][1], at)
    for back in range(tail):
        kept.setdefault(present[-1 - back][1][1], count - 1 - back)
    kept.pop(0, None)
    return kept


def _clear(
    text: QTextEdit, cursor: QTextCursor, present: list[tuple[int, Entry]], same: int, tail: int
) -> bool | None:
    """Take out the blocks that differ; the cursor stands behind the last that stays before them.

    Return whether its block is free to be written in; None if what is new must stand before it,
    because nothing or only a table stands in front.
    """
    document = text.document()
    count = document.blockCount()
    first = present[same][0] if same < len(present) else count
    end = present[len(present) - tail][0] if tail else count
    if not present:
        first, end = 0, count
    before = document.findBlockByNumber(first - 1)
    if before.isValid() and before.blockFormat().stringProperty(looks.KIND) == Kind.TABLE:
        before = document.findBlockByNumber(-1)  # nothing can be written behind a cell
    if end == first:
        if not before.isValid():
            cursor.setPosition(document.findBlockByNumber(first).position())
            return None
        cursor.setPosition(before.position() + before.length() - 1)
    else:
        last = document.findBlockByNumber(end - 1)
        if (table := QTextCursor(last).currentTable()) is not None:
            part_from_next(table)
            last = document.findBlockByNumber(end)
        if before.isValid():
            cursor.setPosition(before.position() + before.length() - 1)
        else:
            cursor.setPosition(document.findBlockByNumber(first).position())
        cursor.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        alone = not before.isValid()
        look = looks.block_format(Block(), 0) if alone else before.blockFormat()
        cursor.removeSelectedText()
        cursor.setBlockFormat(look)  # an empty block takes that of the one joined to it
        if alone:
            return True
    number = cursor.block().blockNumber()
    return number not in {at for at, _entry in present[:same]} and cursor.block().length() == 1


def _drop(cursor: QTextCursor) -> None:
    """Take out the empty block of the cursor, in front of what stays; a table needs it."""
    before, after = cursor.block().previous(), cursor.block().next()
    between = before.isValid() and before.blockFormat().stringProperty(looks.KIND) == Kind.TABLE
    if (
        after.isValid()
        and not between
        and after.blockFormat().stringProperty(looks.KIND) != Kind.TABLE
    ):
        look, letters = after.blockFormat(), after.charFormat()
        cursor.deleteChar()
        cursor.setBlockFormat(look)
        cursor.setBlockCharFormat(letters)
    else:
        cursor.setBlockFormat(looks.block_format(Block(), 0))


def _key_unknown(
    text: QTextEdit,
    mirror: Mirror,
    present: list[tuple[int, Entry]],
    kept: dict[int, int],
    keys: list[int],
    same: int,
    tail: int,
) -> None:
    """Give blocks that stay, but stood for no chunk, the key of theirs."""
    stay = [(at, present[at][1]) for at in range(same)]
    stay += [(len(keys) - 1 - back, present[-1 - back][1]) for back in range(tail)]
    unknown = {at for at, (_block, key) in stay if kept.get(key) != at}
    if not unknown:
        return
    now = [one for one in mirror.all() if one[1][0] != Block() or one[1][1]]
    for at in unknown & set(range(len(now))):
        number, (block, _key) = now[at]
        cursor = QTextCursor(text.document().findBlockByNumber(number))
        if block.kind is Kind.TABLE and (table := cursor.currentTable()) is not None:
            look = table.format()
            look.setProperty(looks.CHUNK, keys[at])
            table.setFormat(look)
        else:
            cursor.setBlockFormat(looks.block_format(block, keys[at]))
