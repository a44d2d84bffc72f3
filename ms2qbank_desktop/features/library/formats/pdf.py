"""Reads PDF files: each is a book, its chapters are articles, and each page is a heading with its
words, so that what finds and marks words works on pages."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from functools import partial
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ms2qbank_desktop.features.library.models import ArticleDraft, CollectionInfo
from ms2qbank_desktop.features.library.pdf_file import PdfFile, Unreadable

from . import markdown
from .base import BadItem, Book, Item, found_in, one_line, title_of
from .pdf_words import bared, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ms2qbank_desktop.features.library.pdf_file import Chapter, Line

    from .base import Entry, Files

ENDING = ".pdf"
MAX_PDF = 1 << 30
MOST_PAGES, PORTION = 60, 20
"""Pages of a chapter that are one article, and those of one where no outline divides them."""
NO_WORDS = "No words on this page."
_NO_TITLE = re.compile(
    r"untitled|microsoft |powerpoint|slide 1|\S+\.(?:docx?|pptx?|indd|qxd|pdf|tex|dvi)\b|\W*\d*$",
    re.IGNORECASE,
)
"""What programs write as a title when nobody gave one."""


class Part(NamedTuple):
    """Pages of a book, from ``first`` to before ``end``, counted from 0."""

    title: str
    chapter: str
    first: int
    end: int


class Pdf:
    """Reader of PDF files, each a book of its own."""

    title = "PDF books"

    def books(self, files: Files) -> list[Book]:
        return [
            _book(files, name)
            for name in files.names
            if name.lower().endswith(ENDING) and files.chosen(name)
        ]


def _book(files: Files, name: str) -> Book:
    """Return a book; one that cannot be read holds nothing but the reason."""
    try:
        data = files.read(name, MAX_PDF)
        with PdfFile(data) as file:
            title, author = one_line(file.fact("Title")), one_line(file.fact("Author"))
            if not title or _NO_TITLE.match(title):
                title = title_of(name)
            known = f"{file.identity}:{file.pages}" if file.identity else sha256(data).hexdigest()
            parts = divided(file.outline(), file.labels(), title)
    except (BadItem, Unreadable) as error:
        problem = files.problem(name, f"It was left out: {error}")
        return Book(CollectionInfo("", title_of(name)), 1, iter([problem]))
    info = CollectionInfo(
        f"pdf:{known}", title, attribution=author, source=posixpath.basename(name)
    )
    read = partial(files.read, name, MAX_PDF)
    return Book(info, len(parts), _entries(files, name, parts, author), read)


def divided(outline: Sequence[Chapter], labels: Sequence[str], title: str) -> list[Part]:
    """Return the articles of a book: the entries of its outline, those in them where one has too
    many pages, and portions of pages where there are none."""
    while len(outline) == 1 and outline[0].inner:
        outline = outline[0].inner
    parts = list(_divided("", "", outline, 0, len(labels)))
    if len(parts) == 1:
        return [parts[0]._replace(title=parts[0].title or title)]
    return [part._replace(title=part.title or _pages(labels, part)) for part in parts]


def _divided(
    title: str, chapter: str, entries: Sequence[Chapter], first: int, end: int
) -> Iterator[Part]:
    begun: dict[int, list[Chapter]] = {}
    for entry in sorted(entries, key=lambda one: one.page):
        if first <= entry.page < end:
            begun.setdefault(entry.page, []).append(entry)
    if not begun or (title and end - first <= MOST_PAGES):
        yield from _portions(title, chapter, first, end)
        return
    starts = [*begun, end]
    if first < starts[0]:
        yield from _portions(title, chapter, first, starts[0])
    for start, until in pairwise(starts):
        alike = begun[start]
        inner = [one for entry in alike for one in entry.inner]
        name = " · ".join(dict.fromkeys(entry.title for entry in alike))
        yield from _divided(name, title, inner, start, until)


def _portions(title: str, chapter: str, first: int, end: int) -> Iterator[Part]:
    if end - first <= (MOST_PAGES if title else PORTION):
        yield Part(title, chapter, first, end)
        return
    for start in range(first, end, PORTION):
        yield Part("", title or chapter, start, min(end, start + PORTION))


def _pages(labels: Sequence[str], part: Part) -> str:
    """Return which pages a part has: "Pages 21–40"."""
    if part.end - part.first == 1:
        return f"Page {labels[part.first]}"
    return f"Pages {labels[part.first]}–{labels[part.end - 1]}"


def _entries(files: Files, name: str, parts: Sequence[Part], author: str) -> Iterator[Entry]:
    with PdfFile(files.read(name, MAX_PDF)) as file:
        labels, sizes = file.labels(), file.sizes()
        for part in parts:
            pages: list[list[Line]] = []
            damaged: dict[int, str] = {}
            for at in range(part.first, part.end):
                try:
                    pages.append(file.lines(at))
                except Unreadable as error:
                    damaged[at] = str(error)
                    pages.append([])
            for at, why in damaged.items():
                problem = files.problem(name, why)
                place = ", ".join(filter(None, (problem.where, f"page {labels[at]}")))
                yield replace(problem, where=place)
            heights = [down for _across, down in sizes[part.first : part.end]]
            words = [paragraphs(lines) for lines in bared(pages, heights)]
            shown = [
                f"## Page {markdown.escaped(labels[at])}\n\n"
                f"{text or f'*{damaged.get(at, NO_WORDS)}*'}"
                for at, text in enumerate(words, part.first)
            ]
            yield Item(
                part.first + 1,
                ArticleDraft(
                    key=str(part.first),
                    title=part.title,
                    body="\n\n".join(shown),
                    summary="" if part.title == _pages(labels, part) else _pages(labels, part),
                    chapter=part.chapter,
                    author=author,
                    found_in=found_in(files, name),
                ),
                pages=len(words),
                wordless=sum(not one for one in words) - len(damaged),
            )
