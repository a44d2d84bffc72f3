"""Reads the items of a JSON file one at a time, and what stands before a break in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple, TextIO

from ms2qbank_desktop.features.questions.models import Draft, Problem

from .base import MAX_ITEM, BadItem, Entry, Item, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CHUNK = 1 << 20
_BLANK = " \t\r\n"
_DECODER = json.JSONDecoder(strict=False)


class Found(NamedTuple):
    """A JSON value and where it stands."""

    where: str
    value: object


class _Broken(Exception):
    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line


def drafts(source: Source, to_draft: Callable[[dict[str, object]], Draft]) -> Iterator[Entry]:
    """Yield each item of the file as ``to_draft`` makes it; its BadItem becomes a problem."""
    for found in items(source):
        yield found if isinstance(found, Problem) else as_entry(source, found, to_draft)


def as_entry(
    source: Source, found: Found, to_draft: Callable[[dict[str, object]], Draft]
) -> Item | Problem:
    """Return ``found`` as a question, or why it is none."""
    if not isinstance(found.value, dict):
        return source.problem(found.where, "It is not an object with a question.")
    try:
        return Item(found.where, to_draft(found.value))
    except BadItem as error:
        return source.problem(found.where, f"It was left out: {error}.")


def items(source: Source) -> Iterator[Found | Problem]:
    """Yield the items of a JSON array, of JSON lines, or of objects one after another."""
    with source.open(newline="\n") as file:
        first = file.readline(MAX_ITEM + 1)
        while first.isspace():
            first = file.readline(MAX_ITEM + 1)
        file.seek(0)
        if source.path.suffix in {".jsonl", ".ndjson"} or _is_line(first):
            yield from _lines(source, file)
        else:
            yield from _document(source, file)


def members(source: Source, array: str) -> Iterator[tuple[str, Found] | Problem]:
    """Yield the members of the object a file consists of; of member ``array`` item by item."""
    with source.open(newline="\n") as file:
        scanner = _Scanner(file)
        try:
            for key in scanner.member_names():
                if key == array and scanner.peek() == "[":
                    for found in _numbered(scanner):
                        yield key, found
                else:
                    yield key, Found(f"line {scanner.line}", scanner.value())
        except _Broken as error:
            yield source.problem(f"line {error.line}", str(error))


def _is_line(first: str) -> bool:
    if not first.startswith("{"):
        return False
    try:
        json.loads(first, strict=False)
    except (ValueError, RecursionError):
        return False
    return True


def _lines(source: Source, file: TextIO) -> Iterator[Found | Problem]:
    number = 0
    while line := file.readline(MAX_ITEM + 1):
        number += 1
        where = f"line {number}"
        if len(line) > MAX_ITEM:
            yield source.problem(where, "The line is too long; the file was read up to here.")
            return
        if line.isspace():
            continue
        try:
            yield Found(where, json.loads(line, strict=False))
        except RecursionError:
            yield source.problem(where, "It is nested too deeply.")
        except ValueError as error:
            yield source.problem(where, f"It is not JSON ({_message(error)}).")


def _document(source: Source, file: TextIO) -> Iterator[Found | Problem]:
    scanner = _Scanner(file)
    try:
        if scanner.peek() == "[":
            yield from _numbered(scanner)
        else:
            number = 0
            while scanner.peek():
                number += 1
                where = f"question {number}, line {scanner.line}"
                yield Found(where, scanner.value())
        if scanner.peek():
            raise _Broken(scanner.line, "There is more after the end of the list.")
    except _Broken as error:
        yield source.problem(f"line {error.line}", str(error))


def _numbered(scanner: _Scanner) -> Iterator[Found]:
    for number, (line, value) in enumerate(scanner.elements(), 1):
        yield Found(f"question {number}, line {line}", value)


class _Scanner:
    """Decodes values one after another from a stream, holding little more than one of them."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._buffer = ""
        self._at = 0
        self._ended = False
        self.line = 1

    def peek(self) -> str:
        """Return the next character that is not blank, "" at the end of the file."""
        while True:
            rest = len(self._buffer) - self._at
            for offset in range(rest):
                if self._buffer[self._at + offset] not in _BLANK:
                    self._advance(self._at + offset)
                    return self._buffer[self._at]
            self._advance(len(self._buffer))
            if not self._more():
                return ""

    def value(self) -> object:
        """Decode the value that stands here; raises _Broken."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._buffer, self._at)
            except RecursionError:
                raise _Broken(self.line, "It is nested too deeply.") from None
            except ValueError as error:
                if self._may_be_cut(error) and self._more():
                    continue
                line = self.line
                if isinstance(error, json.JSONDecodeError):
                    line += self._buffer.count("\n", self._at, error.pos)
                why = f"The JSON is broken here ({_message(error)}); the file was read up to here."
                raise _Broken(line, why) from None
            # A number that ends where the buffer does may have more digits.
            if end == len(self._buffer) and isinstance(value, int | float) and self._more():
                continue
            self._advance(end)
            return value

    def elements(self) -> Iterator[tuple[int, object]]:
        """Yield (line, value) of the array that begins here."""
        self._take("[")
        if self.peek() == "]":
            self._take("]")
            return
        while True:
            self.peek()
            yield self.line, self.value()
            if self.peek() == "]":
                self._take("]")
                return
            self._take(",")

    def member_names(self) -> Iterator[str]:
        """Yield each key of the object that begins here; its value is taken between two keys."""
        self._take("{")
        if self.peek() == "}":
            self._take("}")
            return
        while True:
            key = self.value()
            self._take(":")
            yield str(key)
            if self.peek() == "}":
                self._take("}")
                return
            self._take(",")

    def _take(self, sign: str) -> None:
        found = self.peek()
        if found == sign:
            self._advance(self._at + 1)
        elif found:
            why = f"The JSON is broken here ({sign} expected); the file was read up to here."
            raise _Broken(self.line, why)
        else:
            raise _Broken(self.line, "The file ends before its end: it was cut off.")

    def _may_be_cut(self, error: ValueError) -> bool:
        """Say whether the value may only be incomplete, with its rest still in the file."""
        if not isinstance(error, json.JSONDecodeError) or len(self._buffer) - self._at > MAX_ITEM:
            return False
        near_the_end = error.pos > len(self._buffer) - 16
        return near_the_end or error.msg.startswith("Unterminated string")

    def _advance(self, to: int) -> None:
        self.line += self._buffer.count("\n", self._at, to)
        self._at = to

    def _more(self) -> bool:
        """Read on, forgetting what was decoded; False at the end of the file."""
        if self._ended:
            return False
        kept = self._buffer[self._at :]
        # At least as much again, so that a long item is not decoded once per chunk.
        chunk = self._file.read(max(_CHUNK, len(kept)))
        self._ended = not chunk
        self._buffer, self._at = kept + chunk, 0
        return bool(chunk)


def _message(error: ValueError) -> str:
    return error.msg if isinstance(error, json.JSONDecodeError) else "a number is too long"
