"""Walks the elements of a Matroska file; knows no track and no caption.

Source: RFC 8794 (EBML), sections 4 to 6. Whatever the file says, no more than what is asked for is
read, nothing is read beyond the parent, and after MOST_ELEMENTS or MOST_SECONDS the walk ends.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

MOST_ELEMENTS = 4_000_000
"""A lecture of three hours has one million."""
MOST_SECONDS = 30.0
"""For one file; a slow disk reads two gigabytes in it."""
_LONGEST_HEADER = 12


class Element(NamedTuple):
    """The identity of an element, and where its content begins and ends in the file."""

    id: int
    start: int
    end: int


class TooLong(Exception):
    """The file has more elements than any real one, or is read too slowly."""


class Ebml:
    """An open file, and how many elements of it have been looked at."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._seen = 0
        self._until = time.monotonic() + MOST_SECONDS
        self.size = file.seek(0, os.SEEK_END)

    def at(self, position: int, end: int) -> Element | None:
        """Return the element at ``position``; None if none can begin there. One of unknown size,
        as live streams have them, goes on to ``end``, and so does one that claims more."""
        self._seen += 1
        if self._seen > MOST_ELEMENTS or time.monotonic() > self._until:
            raise TooLong
        if position >= end:
            return None
        self._file.seek(position)
        head = self._file.read(min(_LONGEST_HEADER, end - position))
        if not head or head[0] < 0x10:
            return None
        id_bytes = 9 - head[0].bit_length()
        size_at = head[id_bytes : id_bytes + 1]
        if not size_at or not size_at[0]:
            return None
        size_bytes = 9 - size_at[0].bit_length()
        if len(head) < id_bytes + size_bytes:
            return None
        value = _vint(head[id_bytes : id_bytes + size_bytes])
        start = position + id_bytes + size_bytes
        unknown = value == (1 << 7 * size_bytes) - 1
        stop = end if unknown else min(end, start + value)
        return Element(int.from_bytes(head[:id_bytes], "big"), start, stop)

    def children(self, start: int, end: int) -> Iterator[Element]:
        """Yield the elements of a stretch, one after the other, up to the first damaged one."""
        while start < end and (element := self.at(start, end)) is not None:
            yield element
            start = element.end

    def inside(self, parent: Element) -> Iterator[Element]:
        """Yield the elements inside of another."""
        return self.children(parent.start, parent.end)

    def content(self, element: Element, most: int) -> bytes:
        """Return the content of an element, ``most`` bytes of it."""
        self._file.seek(element.start)
        return self._file.read(min(most, element.end - element.start))

    def number(self, element: Element) -> int:
        """Return the content as an unsigned number."""
        return int.from_bytes(self.content(element, 8), "big")

    def text(self, element: Element) -> str:
        """Return the content as text."""
        return self.content(element, 1_000).split(b"\0")[0].decode("utf-8", "replace")


def vint(data: bytes) -> tuple[int, int]:
    """Return a number of variable length and how many bytes it has; (0, 0) if there is none."""
    if not data or not data[0]:
        return 0, 0
    size = 9 - data[0].bit_length()
    return (_vint(data[:size]), size) if len(data) >= size else (0, 0)


def _vint(data: bytes) -> int:
    return int.from_bytes(data, "big") & ((1 << 7 * len(data)) - 1)
