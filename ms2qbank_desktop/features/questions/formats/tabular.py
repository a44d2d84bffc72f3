"""Reads the rows of CSV and TSV files, and finds out how they are written."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from .base import MAX_ITEM, BadItem, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ms2qbank_desktop.features.questions.models import Problem

_SAMPLE_BYTES = 1 << 18
_SAMPLE_ROWS = 50
_DELIMITERS = (",", "\t", ";", "|")
_REASONS = {
    "unexpected end of data": "A quotation mark is opened and never closed.",
    "expected after": "A quotation mark stands inside a quoted text: it has to be doubled.",
    "larger than field limit": "A field is too long.",
}


class Dialect(NamedTuple):
    """What separates the columns, and whether quotation marks enclose them."""

    delimiter: str
    quoted: bool


class Row(NamedTuple):
    """One row and the line it begins on."""

    line: int
    cells: list[str]


def dialect_of(source: Source, recognised: Callable[[list[str]], int]) -> Dialect:
    """Return how the file is written, judged by its first rows.

    ``recognised`` counts the column names we know in a row: where the first row holds some,
    that decides; otherwise the dialect whose rows are the most even.
    """
    lines = source.head(_SAMPLE_BYTES).splitlines(keepends=True)
    if len(lines) > 1 and source.size > _SAMPLE_BYTES:
        lines.pop()  # cut off

    def merit(dialect: Dialect) -> tuple[int, bool, float, bool, int]:
        rows = list(islice(_parsed(lines, dialect), _SAMPLE_ROWS))
        widths = Counter(len(row.cells) for row in rows if isinstance(row, Row))
        if not widths:
            return (0, False, 0.0, dialect.quoted, 0)
        width, even = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
        first = rows[0].cells if isinstance(rows[0], Row) else []
        return (recognised(first), width >= 3, even / len(rows), dialect.quoted, width)

    candidates = [Dialect(sign, quoted) for quoted in (True, False) for sign in _DELIMITERS]
    return max(candidates, key=merit)


def rows(source: Source, dialect: Dialect) -> Iterator[Row | Problem]:
    """Yield the rows of the file that are not blank; what cannot be read becomes a problem."""
    with source.open(newline="") as file:
        for row in _parsed(_bounded(iter(lambda: file.readline(MAX_ITEM + 1), "")), dialect):
            if isinstance(row, Row):
                yield row
            else:
                yield source.problem(*row)


def _bounded(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if len(line) > MAX_ITEM:
            raise BadItem("The line is too long; the file was read up to here.")
        yield line


def _parsed(lines: Iterable[str], dialect: Dialect) -> Iterator[Row | tuple[str, str]]:
    csv.field_size_limit(MAX_ITEM)
    reader = csv.reader(
        lines,
        delimiter=dialect.delimiter,
        quoting=csv.QUOTE_MINIMAL if dialect.quoted else csv.QUOTE_NONE,
        skipinitialspace=True,
        strict=True,
    )
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            # The reader begins anew with the next line, so that one bad row costs little more.
            reason = next((why for sign, why in _REASONS.items() if sign in str(error)), str(error))
            yield f"line {line}", reason
        except BadItem as error:
            yield f"line {line}", str(error)
            return
        else:
            if any(cells) and not all(cell.isspace() for cell in cells if cell):
                yield Row(line, cells)
