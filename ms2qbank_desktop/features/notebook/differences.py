"""What two texts have in common and what only one of them has, by words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_MOST = 4_000_000
"""Words of the one times words of the other that are compared one by one; beyond, the lines
themselves are said to differ."""


class Side(StrEnum):
    BOTH = "both"
    FIRST = "first"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of both texts or of one; the pieces of a side in order are its text."""

    side: Side
    text: str


def differences(first: str, second: str) -> list[Piece]:
    """Return the pieces of two texts in order, by lines and within changed lines by words."""
    pieces: list[Piece] = []
    lines = first.splitlines(keepends=True), second.splitlines(keepends=True)
    for tag, one, other in _compared(*lines):
        if tag == "replace":
            pieces += _by_words("".join(one), "".join(other))
        else:
            pieces += _pieces(tag, one, other)
    return _joined(pieces)


def changed(pieces: Sequence[Piece]) -> tuple[int, int]:
    """Return how many words only the first and only the second text has."""
    found = {Side.FIRST: 0, Side.SECOND: 0, Side.BOTH: 0}
    for piece in pieces:
        found[piece.side] += len(re.findall(r"\w+", piece.text))
    return found[Side.FIRST], found[Side.SECOND]


def _by_words(first: str, second: str) -> list[Piece]:
    one, other = _WORD.findall(first), _WORD.findall(second)
    if len(one) * len(other) > _MOST:
        return [Piece(Side.FIRST, first), Piece(Side.SECOND, second)]
    return [piece for step in _compared(one, other) for piece in _pieces(*step)]


def _compared(
    first: Sequence[str], second: Sequence[str]
) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        yield tag, first[start:end], second[other_start:other_end]


def _pieces(tag: str, first: Sequence[str], second: Sequence[str]) -> list[Piece]:
    if tag == "equal":
        return [Piece(Side.BOTH, "".join(first))]
    sides = (Piece(Side.FIRST, "".join(first)), Piece(Side.SECOND, "".join(second)))
    return [piece for piece in sides if piece.text]


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Return pieces with neighbours of one side made one."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].side is piece.side:
            joined[-1] = Piece(piece.side, joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return joined
