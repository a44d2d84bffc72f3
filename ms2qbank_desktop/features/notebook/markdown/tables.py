"""Reads the tables of GitHub's Markdown (GFM 0.29, 4.10)."""

from __future__ import annotations

import re

from . import inline
from .model import Block, Kind

MOST_CELLS = 1_500
"""Of a table that is shown as one."""
_DELIMITER = re.compile(r"^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_BAR = re.compile(r"(?<!\\)\|")


def begins(lines: list[str], at: int) -> bool:
    """Say whether a table begins at a line: the line below it rules as many columns."""
    if "|" not in lines[at] or at + 1 >= len(lines):
        return False
    under = lines[at + 1]
    if "-" not in under or not _DELIMITER.match(under):
        return False
    return len(_cells(lines[at])) == len(_cells(under))


def table(lines: list[str]) -> Block | None:
    """Return the table of some lines; None if it is too large or loses cells as one."""
    rows = [_cells(line) for line in (lines[0], *lines[2:])]
    columns = len(rows[0])
    if len(rows) * columns > MOST_CELLS or any(len(row) > columns for row in rows):
        return None
    parsed = []
    for row in rows:
        cells = (*row, *[""] * (columns - len(row)))
        parsed.append(tuple(inline.parse(cell.replace("\\|", "|")) for cell in cells))
    align = "".join(map(_letter, _cells(lines[1])))
    return Block(Kind.TABLE, rows=tuple(parsed), align=align)


def _cells(line: str) -> list[str]:
    text = line.strip(" \t").removeprefix("|")
    if text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1]
    return [cell.strip(" \t") for cell in _BAR.split(text)]


def _letter(cell: str) -> str:
    left, right = cell.startswith(":"), cell.endswith(":")
    return "c" if left and right else "l" if left else "r" if right else "-"
