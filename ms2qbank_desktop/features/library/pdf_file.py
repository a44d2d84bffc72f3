"""PDF files as pdfium reads them: outline, labels, words with their places, pictures of pages.

pdfium knows no threads: one lock goes around each call into it. It is loaded by the first file and
stays until the program ends, for a worker may still be in it then.
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
import threading
from array import array
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LOCK = threading.Lock()
_REASONS = {
    3: "It is no PDF file, or it is damaged.",
    4: "It wants a password. Save a copy without one and import that.",
    5: "It is locked in a way that is not known here. Save a copy without it and import that.",
}
_MOST_PAGES, _MOST_BOOKMARKS = 20_000, 5_000
_DEEPEST = 6
_FAR = 1 << 20
"""A page of so many dots each way tells where its points go, turned and cut as it is shown."""
_NARROWEST = 0.1
"""Shortest side of a page by its longest; what is narrower is shown as if it were so."""
_LINE = re.compile("[^\r\n\x02\ufffe]+[\x02\ufffe]?")
"""Up to its end, or to a hyphen that divides a word there, as pdfium writes it."""


class Unreadable(Exception):
    """Why a file, or one of its pages, cannot be read."""


class Chapter(NamedTuple):
    """An entry of the outline. ``page`` counts from 0."""

    title: str
    page: int
    inner: tuple[Chapter, ...] = ()


class Line(NamedTuple):
    """A line of a page, and its place in points from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Letters(NamedTuple):
    """The characters of a page, and four numbers for each: left, top, right and bottom as shares
    of the page, all 0 for one that is not drawn."""

    text: str
    boxes: array[float]


class PdfFile:
    """One open file; a context that closes it. It may be used on any thread."""

    def __init__(self, source: bytes | Path) -> None:
        """Open a file, or its content; Unreadable with the reason if that cannot be done."""
        self._source = source  # pdfium reads in it as long as it is open
        with _LOCK:
            self._raw = raw = _pdfium()
            if isinstance(source, bytes):
                self._file = raw.FPDF_LoadMemDocument64(source, len(source), None)
            else:
                self._file = raw.FPDF_LoadDocument(os.fsencode(source), None)
            if not self._file:
                raise Unreadable(_REASONS.get(raw.FPDF_GetLastError(), "It cannot be read."))
            self.pages: int = raw.FPDF_GetPageCount(self._file)
        if not 0 < self.pages <= _MOST_PAGES:
            self.close()
            raise Unreadable("It has no pages." if self.pages < 1 else "It has too many pages.")

    def __enter__(self) -> PdfFile:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go; a second time does nothing."""
        with _LOCK:
            if self._file:
                self._raw.FPDF_CloseDocument(self._file)
            self._file = None

    def fact(self, name: str) -> str:
        """Return what the file says of itself: its "Title", its "Author"; "" if nothing."""
        with _LOCK:
            return _text(self._raw.FPDF_GetMetaText, self._file, name.encode())

    @property
    def identity(self) -> str:
        """What the file and later versions of it are known by; "" if it has no such mark."""
        with _LOCK:
            size = self._raw.FPDF_GetFileIdentifier(self._file, 0, None, 0)
            buffer = ctypes.create_string_buffer(size)
            self._raw.FPDF_GetFileIdentifier(self._file, 0, buffer, size)
            return buffer.raw[: max(0, size - 1)].hex()

    def labels(self) -> list[str]:
        """Return what the pages are called: "xiv", "12"; their numbers from 1 where the labels do
        not tell each from all others."""
        with _LOCK:
            call, file = self._raw.FPDF_GetPageLabel, self._file
            said = [" ".join(_text(call, file, at).split()) for at in range(self.pages)]
        if all(said) and len(set(said)) == len(said):
            return said
        return [str(at + 1) for at in range(self.pages)]

    def sizes(self) -> list[tuple[float, float]]:
        """Return width and height of the pages in points."""
        size, found = self._raw.FS_SIZEF(), []
        with _LOCK:
            for at in range(self.pages):
                self._raw.FPDF_GetPageSizeByIndexF(self._file, at, size)
                found.append(_shown(size.width, size.height))
        return found

    def outline(self) -> tuple[Chapter, ...]:
        """Return the outline; entries that lead nowhere are left out, what is in them is not."""
        with _LOCK:
            return tuple(self._chapters(None, set(), 0))

    def _chapters(self, parent: Any, seen: set[int], depth: int) -> Iterator[Chapter]:
        raw, file = self._raw, self._file
        entry = raw.FPDFBookmark_GetFirstChild(file, parent)
        while entry:
            place = ctypes.cast(entry, ctypes.c_void_p).value or 0
            if place in seen or len(seen) > _MOST_BOOKMARKS:  # a hostile one goes round
                return
            seen.add(place)
            inner = tuple(self._chapters(entry, seen, depth + 1)) if depth < _DEEPEST else ()
            title = " ".join(_text(raw.FPDFBookmark_GetTitle, entry).split())
            goal = raw.FPDFBookmark_GetDest(file, entry)
            if not goal and (action := raw.FPDFBookmark_GetAction(entry)):
                goal = raw.FPDFAction_GetDest(file, action)
            page = raw.FPDFDest_GetDestPageIndex(file, goal) if goal else -1
            if title and 0 <= page < self.pages:
                yield Chapter(title, page, inner)
            else:
                yield from inner
            entry = raw.FPDFBookmark_GetNextSibling(file, entry)

    def lines(self, at: int) -> list[Line]:
        """Return the lines of a page in the order that the file has them; Unreadable if the page
        cannot be read."""
        with self._page(at) as page, self._words(page) as words:
            text = self._characters(words)
            width, height = _shown(
                self._raw.FPDF_GetPageWidthF(page), self._raw.FPDF_GetPageHeightF(page)
            )
            box, found = self._boxer(page, words), []
            for part in _LINE.finditer(text):
                bare = part[0].strip()
                if not bare:
                    continue
                start = part.start() + part[0].index(bare)
                first, last = box(start), box(start + len(bare) - 1)
                left, right = min(first[0], last[0]), max(first[2], last[2])
                top, bottom = min(first[1], last[1]), max(first[3], last[3])
                place = (left * width, top * height, right * width, bottom * height)
                found.append(Line(bare, *place))
            return found

    def letters(self, at: int) -> Letters:
        """Return the characters of a page with their places; Unreadable as ``lines``."""
        with self._page(at) as page, self._words(page) as words:
            text, boxes = self._characters(words), array("f")
            box = self._boxer(page, words)
            for place, letter in enumerate(text):
                boxes.extend((0.0, 0.0, 0.0, 0.0) if letter.isspace() else box(place))
            return Letters(text, boxes)

    def paint(self, at: int, width: int, height: int, into: memoryview, stride: int) -> None:
        """Paint a page on white into rows of ``stride`` bytes, four a dot: blue, green, red, none.
        Unreadable as ``lines``."""
        raw = self._raw
        room = (ctypes.c_ubyte * len(into)).from_buffer(into)
        with self._page(at) as page:
            bitmap = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_BGRx, room, stride)
            try:
                raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
                raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, raw.FPDF_ANNOT)
            finally:
                raw.FPDFBitmap_Destroy(bitmap)

    @contextmanager
    def _page(self, at: int) -> Iterator[Any]:
        with _LOCK:
            page = self._raw.FPDF_LoadPage(self._file, at) if self._file else None
            if not page:
                raise Unreadable("This page is damaged.")
            try:
                yield page
            finally:
                self._raw.FPDF_ClosePage(page)

    @contextmanager
    def _words(self, page: Any) -> Iterator[Any]:
        words = self._raw.FPDFText_LoadPage(page)
        if not words:
            raise Unreadable("The words of this page are damaged.")
        try:
            yield words
        finally:
            self._raw.FPDFText_ClosePage(words)

    def _characters(self, words: Any) -> str:
        number = max(0, self._raw.FPDFText_CountChars(words))
        buffer = (ctypes.c_ushort * (number + 1))()
        written = self._raw.FPDFText_GetText(words, 0, number, buffer)
        if written == number + 1:
            text = bytes(buffer)[:-2].decode("utf-16-le", "replace")
            if len(text) == number:
                return text
        # What has no meaning is left out of that, and some letters take two places.
        codes = (self._raw.FPDFText_GetUnicode(words, place) for place in range(number))
        return "".join(chr(one) if _is_letter(one) else "\0" for one in codes)

    def _boxer(self, page: Any, words: Any) -> Any:
        """Return who tells the place of a character as shares of the page."""
        raw = self._raw
        x, y = ctypes.c_int(), ctypes.c_int()

        def shown(across: float, up: float) -> tuple[float, float]:
            raw.FPDF_PageToDevice(page, 0, 0, _FAR, _FAR, 0, across, up, x, y)
            return x.value / _FAR, y.value / _FAR

        (x0, y0), (x1, y1), (x2, y2) = shown(0, 0), shown(100, 0), shown(0, 100)
        a, b, c, d = (x1 - x0) / 100, (x2 - x0) / 100, (y1 - y0) / 100, (y2 - y0) / 100
        rect, call = raw.FS_RECTF(), raw.FPDFText_GetLooseCharBox

        def box(place: int) -> tuple[float, float, float, float]:
            if not call(words, place, rect):
                return 0.0, 0.0, 0.0, 0.0
            one_x = x0 + a * rect.left + b * rect.bottom
            two_x = x0 + a * rect.right + b * rect.top
            one_y = y0 + c * rect.left + d * rect.bottom
            two_y = y0 + c * rect.right + d * rect.top
            return min(one_x, two_x), min(one_y, two_y), max(one_x, two_x), max(one_y, two_y)

        return box


@cache
def _pdfium() -> Any:
    import pypdfium2_raw as raw

    raw.FPDF_InitLibrary()
    return raw


def _text(call: Any, *about: Any) -> str:
    """Return the text of a function of pdfium that first says how long it is."""
    size = call(*about, None, 0)
    if not 2 < size < 1 << 16:
        return ""
    buffer = ctypes.create_string_buffer(size)
    call(*about, buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace").replace("\0", "")


def _shown(width: float, height: float) -> tuple[float, float]:
    """Return the size that a page is shown in; a damaged one tells none."""
    if not (width > 0 and height > 0):
        return 595.0, 842.0
    longest = min(max(width, height, 1.0), 14_400.0)
    least = longest * _NARROWEST
    return min(max(width, least), longest), min(max(height, least), longest)


def _is_letter(code: int) -> bool:
    """Say whether a number of a font's own table is a character of Unicode."""
    return 0 < code < 0xD800 or 0xDFFF < code <= sys.maxunicode
