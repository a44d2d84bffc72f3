"""Splits Markdown into blocks that keep their source: joined they are the text, byte for byte.

What has no form of its own on the screen (HTML, tables in lists, front matter, references) is kept
as raw Markdown. Blocks are those of CommonMark 0.31 and the tables of GFM; an item of a list is a
block of its own. Takes time in proportion to the length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from . import extents, inline, tables
from .model import Block, Chunk, Kind, Span, What

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 40_000
"""Characters of a block that is still formatted; longer ones are kept raw."""
_DEEPEST = 8
_FENCE = re.compile(r"^( {0,3})(`{3,}|~{3,})([^`]*|(?<=~)[^\n]*)$")
_HEADING = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*$")
_RULE = re.compile(r"^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_QUOTE = re.compile(r"^ {0,3}> ?")
_ITEM = re.compile(r"^( {0,3})([-+*]|\d{1,9}[.)])(?: {1,4}(?=[^ \t])|(?= {5})(?= )|[ ]*$)")
_TASK = re.compile(r"^\[([ xX])\](?:[ \t]+|$)")
_SETEXT = re.compile(r"^ {0,3}(=+|-+)[ \t]*$")
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\[\]]{1,300}\]:[ \t]*\S")
_FOOTNOTE = re.compile(r"^ {0,3}\[\^[^\[\]\s^]{1,60}\]:")
_TABS = re.compile(r"^(?:[ \t]|[-+*>](?=[ \t])|\d{1,9}[.)](?=[ \t]))+")


@dataclass(slots=True)
class _Piece:
    """A block of the lines [first, end) of the body."""

    first: int
    end: int
    block: Block
    column: int = 0
    content: int = 0
    lead: str = ""


def split(body: str) -> list[Chunk]:
    """Return the blocks of a body with their source; an empty body has one empty paragraph."""
    return list(read(body))


def read(body: str, start: int = 0) -> Iterator[Chunk]:
    """Yield the blocks of a body one after the other: reading may stop between them.

    ``start``: where to begin; there must begin a block that stands in no other.
    """
    lines = body[start:].split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=start))
    waiting: _Piece | None = None
    for piece in _pieces([_shown(line) for line in lines], whole=not start):
        if waiting is not None:
            yield _chunk(body, starts, waiting, starts[piece.first])
        elif piece.first:
            piece.lead = body[start : starts[piece.first]]
        waiting = piece
    if waiting is None:
        yield Chunk(Block(), body[start:])
    else:
        yield _chunk(body, starts, waiting, len(body))


def _chunk(body: str, starts: list[int], piece: _Piece, after: int) -> Chunk:
    begin, end = starts[piece.first], min(starts[piece.end] - 1, len(body))
    source, trail = body[begin:end], body[end:after]
    return Chunk(piece.block, source, trail, piece.lead, piece.column, piece.content)


def _pieces(view: list[str], *, whole: bool) -> Iterator[_Piece]:
    pieces: list[_Piece] = []
    at, outside = extents.front_matter_end(view) if whole else 0, Block()
    if at:
        pieces.append(_Piece(0, at, Block(Kind.RAW, text="\n".join(view[:at]))))
    while at < len(view):
        if view[at].strip(" \t"):
            at = _block(view, at, 0, outside, 0, pieces)
        else:
            at += 1
        yield from pieces
        pieces.clear()
    yield from pieces


def _shown(line: str) -> str:
    line = line.removesuffix("\r").translate(inline.ODD)
    if "\t" in line and (found := _TABS.match(line)):
        return found[0].expandtabs(4) + line[found.end() :]
    return line


def _read(view: list[str], base: int, around: Block, column: int, out: list[_Piece]) -> None:
    """Add the blocks of lines that stand in quotations and lists as deep as ``around``.

    ``base``: number of the first line in the body; ``column``: where the lines begin.
    """
    at = 0
    while at < len(view):
        line = view[at]
        if not line.strip(" \t"):
            at += 1
        elif around.quote + around.level > _DEEPEST:
            at = _raw(view, at, len(view), base, around, column, out)
        else:
            at = _block(view, at, base, around, column, out)


def _block(
    view: list[str], at: int, base: int, around: Block, column: int, out: list[_Piece]
) -> int:
    line = view[at]

    def add(end: int, block: Block) -> int:
        out.append(_Piece(base + at, base + end, block, column))
        return end

    if line.startswith("    "):
        return add(*_indented(view, at, around))
    sign = line.lstrip(" ")[0]
    if sign in "`~" and (fence := _FENCE.match(line)):
        return add(*_fenced(view, at, fence, around))
    if sign == "$" and line.lstrip().startswith("$$") and (end := extents.display_end(view, at)):
        tex = "\n".join(view[at:end]).strip()[2:-2].strip()
        formula = Span("", 0, What.DISPLAY, tex, "", 1)
        return add(end, _within(around, Kind.PARAGRAPH, spans=(formula,)))
    if sign == "#" and (heading := _HEADING.match(line)) and not around.level:
        spans = inline.parse((heading[2] or "").strip(" \t"))
        level = len(heading[1])
        return add(at + 1, Block(Kind.HEADING, spans, level, around.quote))
    if sign in "-*_" and _RULE.match(line):
        return add(at + 1, _within(around, Kind.RULE))
    if sign == ">":
        return _quotation(view, at, base, around, column, out)
    if item := _ITEM.match(line):
        return _item(view, at, item, base, around, column, out)
    if sign == "<" and (end := extents.html_end(view, at)):
        return _raw(view, at, end, base, around, column, out)
    if sign == "[" and _DEFINITION.match(line):
        end = at + 1
        while end < len(view) and view[end].strip() and not _interrupts(view, end):
            end += 1
        return _raw(view, at, end, base, around, column, out)
    if tables.begins(view, at):
        return _table(view, at, base, around, column, out)
    return _paragraph(view, at, base, around, column, out)


def _within(
    around: Block, kind: Kind, *, spans: tuple[Span, ...] = (), text: str = "", mark: str = ""
) -> Block:
    return Block(kind, spans, around.level, around.quote, mark, text=text)


def _raw(
    view: list[str], at: int, end: int, base: int, around: Block, column: int, out: list[_Piece]
) -> int:
    while end > at + 1 and not view[end - 1].strip(" \t"):
        end -= 1
    block = _within(around, Kind.RAW, text="\n".join(view[at:end]))
    out.append(_Piece(base + at, base + end, block, column))
    return end


def _indented(view: list[str], at: int, around: Block) -> tuple[int, Block]:
    end = last = at + 1
    while end < len(view) and (view[end].startswith("    ") or not view[end].strip(" \t")):
        end += 1
        if view[end - 1].strip(" \t"):
            last = end
    text = "\n".join(line[4:] for line in view[at:last])
    return last, _within(around, Kind.CODE, text=text)


def _fenced(view: list[str], at: int, fence: re.Match[str], around: Block) -> tuple[int, Block]:
    indent, char, count = len(fence[1]), fence[2][0], len(fence[2])
    closing = re.compile(rf"^ {{0,3}}{re.escape(char)}{{{count},}}[ \t]*$")
    end = at + 1
    while end < len(view) and not closing.match(view[end]):
        end += 1
    inner = [line[min(indent, len(line) - len(line.lstrip(" "))) :] for line in view[at + 1 : end]]
    mark = fence[2] + fence[3].rstrip(" \t")
    return min(end + 1, len(view)), _within(around, Kind.CODE, text="\n".join(inner), mark=mark)


def _interrupts(view: list[str], at: int) -> bool:
    """Say whether a line ends the paragraph before it."""
    line = view[at]
    if line.startswith("    "):
        return False
    text = line.lstrip(" ")
    sign = text[:1]
    if sign.isalpha():
        return "|" in line and tables.begins(view, at)
    if (
        sign == ">"
        or (sign == "[" and _FOOTNOTE.match(line))
        or (sign in "`~" and _FENCE.match(line))
        or (sign == "#" and _HEADING.match(line))
    ):
        return True
    if sign in "-*_" and _RULE.match(line):
        return True
    if (item := _ITEM.match(line)) and line[item.end() :].strip():
        return not item[2][0].isdigit() or item[2][:-1] == "1"
    if sign == "$" and text.startswith("$$") and extents.display_end(view, at):
        return True
    if sign == "<" and extents.begins_html(line):
        return True
    return "|" in line and tables.begins(view, at)


def _paragraph(
    view: list[str], at: int, base: int, around: Block, column: int, out: list[_Piece]
) -> int:
    end = at + 1
    setext = ""
    while end < len(view) and view[end].strip(" \t"):
        if found := _SETEXT.match(view[end]):
            setext = found[1][0]
            break
        if _interrupts(view, end):
            break
        end += 1
    if setext and not around.level:
        spans = _text(view[at:end])
        level = 1 if setext == "=" else 2
        block = Block(Kind.HEADING, spans, level, around.quote)
        out.append(_Piece(base + at, base + end + 1, block, column))
        return end + 1
    if setext:
        return _raw(view, at, end + 1, base, around, column, out)
    if sum(map(len, view[at:end])) > LONGEST or not (spans := _text(view[at:end])):
        return _raw(view, at, end, base, around, column, out)
    block = _within(around, Kind.PARAGRAPH, spans=spans)
    out.append(_Piece(base + at, base + end, block, column))
    return end


def _text(lines: list[str]) -> tuple[Span, ...]:
    return inline.parse("\n".join(line.lstrip(" \t") for line in lines).rstrip(" \t"))


def _quotation(
    view: list[str], at: int, base: int, around: Block, column: int, out: list[_Piece]
) -> int:
    end = at
    inner: list[str] = []
    while end < len(view):
        line = view[end]
        if found := _QUOTE.match(line):
            inner.append(_shown(line[found.end() :]))
        elif not _goes_on(view, end, inner[-1]):
            break
        else:
            inner.append(_continued(line))
        end += 1
    if around.level:
        return _raw(view, at, end, base, around, column, out)
    before = len(out)
    _read(inner, base + at, Block(quote=around.quote + 1), 0, out)
    if len(out) == before:  # a quotation of nothing
        out.append(_Piece(base + at, base + end, Block(quote=around.quote + 1), column))
    return end


def _goes_on(view: list[str], at: int, before: str) -> bool:
    """Say whether a line without its quotation mark or indent goes on with the paragraph."""
    line = view[at]
    if not line.strip(" \t") or not before.strip(" \t"):
        return False
    if _HEADING.match(before) or _FENCE.match(before) or _RULE.match(before):
        return False
    return not (_interrupts(view, at) or _ITEM.match(line))


def _continued(line: str) -> str:
    """Return such a line so that it is text: not the start of a block, no line under a heading."""
    text = line.lstrip(" ")
    if not (_SETEXT.match(line) or _ITEM.match(text) or _interrupts([text], 0)):
        return text
    digits = len(text) - len(text.lstrip("0123456789"))
    return f"{text[:digits]}\\{text[digits:]}"


def _item(
    view: list[str],
    at: int,
    item: re.Match[str],
    base: int,
    around: Block,
    column: int,
    out: list[_Piece],
) -> int:
    line = view[at]
    mark_end = item.end(2)
    empty = not line[mark_end:].strip(" ")
    content = mark_end + 1 if empty or line[mark_end:].startswith("     ") else item.end()
    inner = [line[content:]]
    end = at + 1
    blank = False
    while end < len(view):
        line = view[end]
        if not line.strip(" \t"):
            if empty and end == at + 1:
                break
            blank = True
            inner.append("")
        elif line.startswith(" " * content):
            blank = False
            inner.append(line[content:])
        elif not blank and _goes_on(view, end, inner[-1]):
            inner.append(_continued(line))
        else:
            break
        end += 1
    while not inner[-1] and len(inner) > 1:
        inner.pop()
        end -= 1
    task = _TASK.match(inner[0])
    if task:
        inner[0] = inner[0][task.end() :]
    found: list[_Piece] = []
    level, here = around.level + 1, Block(level=around.level + 1, quote=around.quote)
    columns = column + len(item[1]), column + content
    if inner[0].strip(" \t"):
        _read(inner, base + at, here, columns[1], found)
        first = found[0]
    else:
        _read(inner[1:], base + at + 1, here, columns[1], found)
        first = _Piece(base + at, base + at + 1, Block())
        found.insert(0, first)
    if (
        first.block.kind is Kind.PARAGRAPH
        and first.first == base + at
        and first.block.level in (0, level)
    ):
        kind = Kind.TASK if task else Kind.NUMBER if item[2][0].isdigit() else Kind.BULLET
        done = bool(task) and task[1] != " " if task else False
        first.block = Block(kind, first.block.spans, level, around.quote, item[2], done)
    else:
        text = "\n".join(view[at : first.end - base])
        first.block = _within(around, Kind.RAW, text=text)
    first.column, first.content = columns
    out += found
    return end


def _table(
    view: list[str], at: int, base: int, around: Block, column: int, out: list[_Piece]
) -> int:
    end = at + 2
    while end < len(view) and view[end].strip(" \t") and not _interrupts(view, end):
        end += 1
    block = None if around.level or around.quote else tables.table(view[at:end])
    if block is None:
        return _raw(view, at, end, base, around, column, out)
    out.append(_Piece(base + at, base + end, block, column))
    return end
