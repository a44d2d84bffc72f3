"""What a note consists of: blocks, and in them spans of text of one look.

Looks are bits, for a note has thousands of spans and they are compared with each key.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Mark:
    """Looks of letters, as bits that are added up."""

    BOLD, ITALIC, STRIKE, CODE, SUB, SUP, UNDERLINE, YELLOW, GREEN, BLUE = (
        1 << at for at in range(10)
    )


EMPHASIS = Mark.BOLD | Mark.ITALIC | Mark.STRIKE | Mark.YELLOW
"""Looks whose Markdown must not stand beside blanks."""
HIGHLIGHTS = {"yellow": Mark.YELLOW, "green": Mark.GREEN, "blue": Mark.BLUE}


class What(StrEnum):
    """What a span is. SOFT: the end of a line in the source, a blank among the words, but shown as
    the end of a line: notes of other programs are written so. SIGN: the number of a footnote
    (``[^1]``), the kind of a callout (``[!tip]`` at the beginning of its quotation)."""

    TEXT = ""
    SOFT = "soft"
    WIKI = "wiki"
    PICTURE = "picture"
    FORMULA = "formula"
    DISPLAY = "display"
    SIGN = "sign"
    RAW = "raw"


OBJECTS = frozenset({What.PICTURE, What.FORMULA, What.DISPLAY, What.SIGN})
"""What stands in the text as one character."""


@dataclass(frozen=True, slots=True)
class Span:
    """``text`` as it is shown ("\\n": a line break; of a picture: what it shows in words).

    ``target``: what stands in the brackets of a wiki link, the address of a picture, TeX, a sign.
    ``link``: where the span leads, with its title, as written. ``group``: which link or object of
    the block it belongs to, counted from 1. ``width``: of a picture in pixels, 0 for its own.
    """

    text: str
    marks: int = 0
    what: What = What.TEXT
    target: str = ""
    link: str = ""
    group: int = 0
    width: int = 0


class Kind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    BULLET = "bullet"
    NUMBER = "number"
    TASK = "task"
    CODE = "code"
    TABLE = "table"
    RULE = "rule"
    RAW = "raw"


ITEMS = frozenset({Kind.BULLET, Kind.NUMBER, Kind.TASK})

Cell = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """``level``: of a heading 1–6; else how deep in lists it stands (an item from 1). ``quote``:
    how deep in quotations. ``mark``: of an item as written ("-", "3."), of code its fence and
    language. ``text``: of code, and of what is left as Markdown (raw). ``align``: a letter for
    each column of a table, of "-lcr"."""

    kind: Kind = Kind.PARAGRAPH
    spans: tuple[Span, ...] = ()
    level: int = 0
    quote: int = 0
    mark: str = ""
    done: bool = False
    text: str = ""
    rows: tuple[tuple[Cell, ...], ...] = ()
    align: str = ""

    @property
    def depth(self) -> int:
        """How deep in lists it stands."""
        return 0 if self.kind is Kind.HEADING else self.level


@dataclass(frozen=True, slots=True)
class Chunk:
    """A block and its Markdown: ``lead`` (only before the first), ``source``, and ``trail`` up to
    the next. ``column``, ``content``: where the mark and the text of an item begin."""

    block: Block
    source: str
    trail: str = ""
    lead: str = ""
    column: int = 0
    content: int = 0


def normal(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans with equal neighbours joined, and their groups counted from 1."""
    joined: list[Span] = []
    group, present = 0, 0
    for span in spans:
        if not span.text and span.what not in OBJECTS:
            continue
        if not span.group:
            present = 0
        elif span.group != present:
            present = span.group
            group += 1
        number = group if span.group else 0
        if joined and span.what not in OBJECTS:
            last = joined[-1]
            same = last.marks == span.marks and last.what is span.what and last.link == span.link
            if same and last.group == number and last.target == span.target:
                joined[-1] = replace(last, text=last.text + span.text)
                continue
        joined.append(span if span.group == number else replace(span, group=number))
    return tuple(joined)


def plain(spans: Iterable[Span]) -> str:
    """Return the words of spans."""
    return "".join(span.text for span in spans if span.what not in OBJECTS)
