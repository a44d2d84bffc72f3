"""Puts the blocks of a note together again: what came from its source unchanged is copied from
there, what was written or moved is written anew, in the manner of what stands around it."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .blocks import split
from .model import ITEMS, Block, Kind, What
from .writing import block_lines, escaped_start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .model import Chunk

Placed = tuple[Block, int]
"""A block and the number of the chunk that it came from, −1 for none."""
_BOX = re.compile(r"\[[ xX]\](?:[ \t]|$)")


@dataclass(slots=True)
class _Level:
    """The last item at one depth: where its mark and text begin, its mark, and its number as
    written and as the source had it."""

    column: int
    content: int
    family: str
    number: int = 0
    before: int = 0


@dataclass(slots=True)
class _Writer:
    chunks: Sequence[Chunk]
    first: int
    parts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    length: int = 0
    stack: list[_Level] = field(default_factory=list)
    quote: int = 0
    last: Placed | None = None
    copied: bool = False
    """Whether the last block is copied, and with it all that its place depends on."""
    moved: bool = False
    """Whether the last block stands less deep than it says: what it stood in is gone."""
    behind: bool = False
    """Whether the stack does not know of the last blocks, which were copied."""

    def write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def compose(
    chunks: Sequence[Chunk], placed: Sequence[Placed], first: int = 0
) -> tuple[str, list[int]]:
    """Return the Markdown of blocks, and where in it each of them begins.

    The source is that of the chunks from ``first`` on; those before are of a text that stood there
    earlier. Empty paragraphs that came from nowhere are left out; they begin where the next does.
    """
    writer = _Writer(chunks, first)
    used: set[int] = set()
    for block, number in placed:
        empty = block.kind is Kind.PARAGRAPH and not block.spans
        if empty and (number < 0 or chunks[number].block != block):
            writer.starts.append(writer.length)
            continue
        came_from = number if number not in used else -1
        used.add(came_from)
        before = writer.last[1] if writer.copied and writer.last is not None else -1
        if came_from == before + 1 > 0 and chunks[came_from].block is block:
            writer.write(chunks[before].trail)  # the greater part of every note: as it was
            writer.starts.append(writer.length)
            writer.write(chunks[came_from].source)
            writer.last, writer.behind = (block, came_from), True
            continue
        if writer.behind:
            _catch_up(writer)
        _add(writer, block, came_from)
    _finish(writer)
    return "".join(writer.parts), writer.starts


def _catch_up(writer: _Writer) -> None:
    """Let the stack know of the blocks that were copied one after the other."""
    writer.behind = False
    last = begin = writer.last[1] if writer.last is not None else 0
    while begin > writer.first and writer.chunks[begin].block.depth:
        begin -= 1
    for chunk in writer.chunks[begin : last + 1]:
        _leave(writer, chunk.block)
        _remember(writer, chunk.block, chunk.column, chunk.content, _number(chunk.block), chunk)


def _leave(writer: _Writer, block: Block) -> None:
    """Forget the items that a block does not stand in."""
    deep = block.level if block.kind in ITEMS else block.depth
    if block.quote != writer.quote:
        deep, writer.quote = 0, block.quote
    del writer.stack[deep:]


def _add(writer: _Writer, block: Block, number: int) -> None:
    chunk = writer.chunks[number] if number >= 0 else None
    if writer.last is not None:
        writer.write(_between(writer, block, number))
    elif chunk is not None and number == writer.first:
        writer.write(chunk.lead)
    writer.starts.append(writer.length)
    _leave(writer, block)
    home = writer.first if writer.last is None else writer.last[1] + 1
    follows = number == home and (writer.last is None or home > 0)
    at_home = follows and (writer.copied or writer.last is None)
    if chunk is not None and chunk.block == block and (at_home or _fits(writer, chunk)):
        writer.write(chunk.source)
        writer.copied, writer.moved = at_home or not block.level, False
        _remember(writer, block, chunk.column, chunk.content, _number(block), chunk)
    else:
        writer.copied = False
        writer.moved = len(writer.stack) < block.depth - (block.kind in ITEMS)
        _write_anew(writer, block, chunk)
    writer.last = block, number


def _fits(writer: _Writer, chunk: Chunk) -> bool:
    """Say whether the source of a chunk means the same behind what has been written."""
    block, stack = chunk.block, writer.stack
    if not block.depth:
        listed = writer.last is not None and writer.last[0].depth > 0
        return not (listed and chunk.source[:1] in (" ", "\t"))  # it would belong to the item
    if block.kind not in ITEMS:
        inside = stack[block.level - 1].content if len(stack) >= block.level else -9
        return 0 <= chunk.column - inside <= (3 if chunk.content else 0)
    if len(stack) < block.level - 1:
        return False
    parent = stack[block.level - 2].content if block.level > 1 else 0
    if not 0 <= chunk.column - parent <= 3:
        return False
    sibling = stack[block.level - 1] if len(stack) >= block.level else None
    if sibling is None:
        return True
    if chunk.column >= sibling.content:
        return False
    if _number(block) and _family(block) == sibling.family:
        return sibling.number == sibling.before or _number(block) == sibling.number + 1
    return True


def _remember(
    writer: _Writer, block: Block, column: int, content: int, number: int, chunk: Chunk | None
) -> None:
    if block.kind in ITEMS or (chunk is not None and content):
        level = block.level if block.kind in ITEMS else block.level + 1
        del writer.stack[level - 1 :]
        source = _number(chunk.block) if chunk is not None else -1
        writer.stack.append(_Level(column, content, _family(block), number, source))


def _write_anew(writer: _Writer, block: Block, chunk: Chunk | None) -> None:
    stack = writer.stack
    quote = "> " * block.quote
    if block.kind not in ITEMS:
        indent = stack[min(block.depth, len(stack)) - 1].content if block.depth and stack else 0
        if block.kind is Kind.RAW and chunk is not None and chunk.content:
            indent = chunk.column  # an item whose own mark is in the text
        lines = _lines(block, "")
        _write_lines(writer, lines, quote, " " * indent, " " * indent)
        return
    level = min(block.level, len(stack) + 1)
    sibling = stack[level - 1] if len(stack) >= level else None
    if sibling is not None and sibling.family != _family(block):
        sibling = None
    parent = stack[level - 2].content if level > 1 else 0
    column = sibling.column if sibling is not None else parent
    at_home = chunk is not None and chunk.content > 0 and chunk.block.level == level
    if chunk is not None and at_home and 0 <= chunk.column - parent <= 3:
        column = chunk.column
    number = _number(block)
    mark = block.mark or "-"
    if number:
        if sibling is not None:
            keeps = chunk is not None and sibling.number == sibling.before
            number = number if keeps else sibling.number + 1
        elif level > 1 and (chunk is None or chunk.block.level != level):
            number = 1  # another could not follow the text of its parent
        mark = f"{number}{mark[-1]}"
    like = chunk if chunk is not None and chunk.content else sibling
    pad = like.content - like.column - len(mark) if like is not None else 1
    mark += " " * ((pad if 1 <= pad <= 4 else 1) - 1)
    content = column + len(mark) + 1
    lines = _lines(block, mark)
    _write_lines(writer, lines, quote, " " * column, " " * content)
    del stack[level - 1 :]
    before = _number(chunk.block) if chunk is not None else -1
    stack.append(_Level(column, content, _family(block), number, before))


def _write_lines(writer: _Writer, lines: list[str], quote: str, first: str, rest: str) -> None:
    for at, line in enumerate(lines):
        if at:
            writer.write("\n")
        full = f"{quote}{first if not at else rest}{line}"
        writer.write(full if line.strip() or quote else line)


def _lines(block: Block, mark: str) -> list[str]:
    """Return the lines of a block that read as this block."""
    lines = block_lines(block, mark)
    if block.kind in (Kind.PARAGRAPH, Kind.BULLET, Kind.NUMBER, Kind.TASK):
        if block.kind is Kind.PARAGRAPH:
            text, head = "\n".join(lines), ""
        else:
            end = len(mark) + (4 if block.kind is Kind.TASK else 0)
            head, first = lines[0][:end], lines[0][end + 1 :]
            text = "\n".join((first, *lines[1:]))
        if text and (not _reads_as_paragraph(text) or (head and _BOX.match(text))):
            text = escaped_start(text)
        if head:
            text = f"{head} {text}".rstrip(" ")
        lines = text.split("\n")
    return lines


@functools.lru_cache(maxsize=4_096)
def _reads_as_paragraph(text: str) -> bool:
    read = split(text)
    first = read[0].block
    return len(read) == 1 and first.kind is Kind.PARAGRAPH and not first.quote


def _between(writer: _Writer, block: Block, number: int) -> str:
    """Return what parts the last block from the next one."""
    assert writer.last is not None  # noqa: S101 - there is one before
    last, last_number = writer.last
    if last_number >= 0 and last_number + 1 == number and not writer.moved:
        before, after = writer.chunks[last_number].block, writer.chunks[number].block
        if _shape(before) == _shape(last) and _shape(after) == _shape(block):
            return writer.chunks[last_number].trail
    if writer.copied and last.kind is Kind.CODE and last.mark:
        _close_fence(writer, last, writer.chunks[last_number].source)
    quote = min(last.quote, block.quote)
    listed = last.kind in ITEMS and block.kind in ITEMS and last.quote == block.quote
    if listed and not block.spans and block.level > last.level:
        listed = False  # "-" below text makes it a heading
    if listed and (last.level != block.level or _family(last) == _family(block)):
        return "\n"
    return "\n" + ("> " * quote).rstrip() + "\n"


def _close_fence(writer: _Writer, code: Block, source: str) -> None:
    """End code that went on to the end of the text, now that something follows it."""
    fence = code.mark[: len(code.mark) - len(code.mark.lstrip(code.mark[0]))]
    last = source.partition("\n")[2].rpartition("\n")[2].strip(" \t>\r")
    if not last.startswith(fence) or last.strip(fence[0]):
        writer.write(f"\n{'> ' * code.quote}{fence}")


def _shape(block: Block) -> tuple[object, ...]:
    """Return what decides how a block must be parted from others."""
    family = _family(block) if block.kind in ITEMS else ""
    begin = block.spans[0].what if block.spans else None
    alone = begin if begin in (What.DISPLAY, What.SIGN) else None  # begins a block by itself
    return block.kind, block.quote, block.depth, family, bool(block.spans), alone


def _family(block: Block) -> str:
    """Return what items of one list have in common."""
    mark = block.mark or "-"
    return mark[-1]


def _number(block: Block) -> int:
    """Return the number of an item as it is written, 0 for a bullet."""
    return int(block.mark[:-1] or 0) if block.kind in ITEMS and block.mark[:1].isdigit() else 0


def _finish(writer: _Writer) -> None:
    """End as the source did."""
    if writer.last is None or not writer.chunks:
        return
    last = writer.chunks[-1]
    if writer.last[1] == len(writer.chunks) - 1:
        writer.write(last.trail)
    elif last.trail or len(writer.chunks) > 1:
        writer.write(last.trail[:1])
