"""Reads the rows of text files whose columns are separated: Anki's own, CSV and TSV."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ms2qbank_desktop.features.questions.encoding import encoding_of

from .base import MAX_FIELD, BadFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import TextIO

_HEADERS = {
    *("separator", "html", "tags", "columns", "notetype", "deck", "notetype column"),
    *("deck column", "tags column", "guid column", "if matches", "match scope"),
}
_NAMED = {
    "comma": ",",
    "semicolon": ";",
    "tab": "\t",
    "space": " ",
    "pipe": "|",
    "colon": ":",
}
_GUESSES = ("\t", ",", ";", "|")
_SAMPLE_ROWS = 50
_SAMPLE_BYTES = 1 << 16


class Row(NamedTuple):
    """One row and the line it begins on; ``fault`` instead of cells if it cannot be read."""

    line: int
    cells: list[str]
    fault: str = ""


class Layout(NamedTuple):
    """How a file is written: its encoding, `#` headers, their number, and the separator."""

    encoding: str
    headers: dict[str, str]
    skipped: int
    separator: str


def layout_of(path: Path) -> Layout:
    """Read the head of the file; BadFile if it is no text."""
    encoding = encoding_of(path)
    if not encoding:
        raise BadFile("It is not a text file.")
    headers: dict[str, str] = {}
    skipped = 0
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        while (line := file.readline(MAX_FIELD)).startswith("#"):
            skipped += 1
            key, colon, value = line[1:].rstrip("\r\n").partition(":")
            if colon and key.strip().lower() in _HEADERS:
                headers[key.strip().lower()] = value
        sample = line + file.read(_SAMPLE_BYTES)
    if skipped and not headers:
        skipped = 0  # no headers at all: a note may begin with #
    separator = headers.get("separator", "")
    if separator:
        separator = _NAMED.get(separator.strip().lower(), separator[:1])
    elif path.suffix.lower() == ".tsv":
        separator = "\t"
    else:
        separator = _guess(sample)
    return Layout(encoding, headers, skipped, separator)


def rows(path: Path, layout: Layout) -> Iterator[Row]:
    """Yield the rows below the headers that are not blank."""
    with path.open(encoding=layout.encoding, errors="replace", newline="") as file:
        for _line in range(layout.skipped):
            file.readline(MAX_FIELD)
        yield from _parsed(bounded(file), layout.separator, layout.skipped)


def _parsed(lines: Iterable[str], separator: str, skipped: int) -> Iterator[Row]:
    csv.field_size_limit(MAX_FIELD)
    reader = csv.reader(lines, delimiter=separator)
    while True:
        line = reader.line_num + 1 + skipped
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(line, [], "a field is too long" if "limit" in str(error) else str(error))
        except BadFile as error:
            yield Row(line, [], str(error).rstrip("."))
            return
        else:
            if any(cell.strip() for cell in cells):
                yield Row(line, cells)


def bounded(file: TextIO) -> Iterator[str]:
    """Yield the lines; BadFile instead of one that is too long."""
    while line := file.readline(MAX_FIELD + 1):
        if len(line) > MAX_FIELD:
            raise BadFile("The line is too long; the file was read up to here.")
        yield line.replace("\0", "").replace("\r\n", "\n")


def _guess(sample: str) -> str:
    """Return the separator that cuts most rows into the same number of columns, two or more,
    and after which no quotation marks are left over."""

    def merit(separator: str) -> tuple[float, int, int]:
        found = list(islice(_parsed(sample.splitlines(keepends=True), separator, 0), _SAMPLE_ROWS))
        widths = Counter(len(row.cells) for row in found if len(row.cells) > 1)
        if not widths:
            return 0.0, 0, 0
        width, number = widths.most_common(1)[0]
        stray = sum('"' in cell for row in found for cell in row.cells)
        return number / len(found), -stray, width

    return max(_GUESSES, key=merit)
