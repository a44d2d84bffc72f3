"""Folders and archives of single articles: Markdown, HTML and MedQuAD files, also mixed."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from ms2qbank_desktop.features.library.models import ArticleDraft, CollectionInfo

from .base import (
    MAX_TEXT,
    BadItem,
    Book,
    Item,
    found_in,
    license_of,
    title_of,
)
from .cross_links import linked
from .html_file import HtmlFile
from .markdown_file import MarkdownFile
from .medquad import MedQuad

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .base import Entry, Files

_ABOUT_A_FOLDER = frozenset(
    {"readme", "license", "licence", "copying", "contributing", "changelog", "authors", "notice"}
)
_CHAPTER = re.compile(r"(?:ch(?:ap(?:ter)?)?|part|unit|section|module|week|lesson)?[ ._-]*\d", re.I)


class Page(Protocol):
    """One kind of file that holds one article."""

    def claims(self, name: str, head: bytes, /) -> bool:
        """Say whether a file, which begins with ``head``, is of this kind."""

    def about(self, head: bytes, /) -> CollectionInfo:
        """Return what the file says of the collection it is part of; texts may be empty."""

    def read(self, files: Files, name: str, data: bytes, /) -> ArticleDraft:
        """Return the article, its key empty if it names none; BadItem if there is none."""


class _Found(NamedTuple):
    name: str
    page: Page


_KINDS: tuple[Page, ...] = (MarkdownFile(), HtmlFile(), MedQuad())


class Pages:
    """Reader of folders and archives of articles."""

    title = "Markdown, HTML or MedQuAD articles"

    def books(self, files: Files) -> list[Book]:
        """Return one book for all the files, or one a folder where folders are all there is.

        Folders named as chapters ("ch01", "2 Cells") are those of one book.
        """
        found = [_Found(name, page) for name in files.names if (page := _kind(files, name))]
        top = posixpath.commonpath([posixpath.dirname(one.name) for one in found]) if found else ""
        groups: dict[str, list[_Found]] = {}
        for one in found:
            groups.setdefault(_part(one.name, top), []).append(one)
        if "" in groups or all(_CHAPTER.match(part) for part in groups):
            groups = {"": found}
        books = (
            _book(files, "/".join(filter(None, (top, part))), group)
            for part, group in groups.items()
        )
        return [book for book in books if book.total]


def _kind(files: Files, name: str) -> Page | None:
    if posixpath.basename(name).partition(".")[0].lower() in _ABOUT_A_FOLDER:
        return None
    if not name.lower().endswith((".md", ".markdown", ".html", ".htm", ".xhtml", ".xml")):
        return None
    head = files.head(name)
    return next((kind for kind in _KINDS if kind.claims(name, head)), None)


def _part(name: str, top: str) -> str:
    """Return the folder in ``top`` that a file is in, "" if it lies in ``top`` itself."""
    below = _below(name, top)
    return below.partition("/")[0] if "/" in below else ""


def _below(name: str, folder: str) -> str:
    return name.removeprefix(f"{folder}/") if folder else name


def _book(files: Files, folder: str, found: Sequence[_Found]) -> Book:
    if not any(files.chosen(one.name) for one in found):
        return Book(CollectionInfo("", ""), 0, iter(()))
    said = [one.page.about(files.head(one.name)) for one in found]
    named = {about.title for about in said}
    folder_title = title_of(folder) if folder else files.title
    title = named.pop() if len(named) == 1 and "" not in named else folder_title
    info = CollectionInfo(
        key=f"pages:{title}",
        title=title,
        license=_all(about.license for about in said) or license_of(files, folder),
        attribution=_all(about.attribution for about in said),
        source=_all(about.source for about in said),
        version=_all(about.version for about in said),
    )
    total = sum(files.chosen(one.name) for one in found)
    return Book(info, total, _entries(files, folder, found))


def _all(facts: Iterator[str]) -> str:
    """Return the different facts that are stated, the first three."""
    return "; ".join(list(dict.fromkeys(filter(None, facts)))[:3])


def _entries(files: Files, folder: str, found: Sequence[_Found]) -> Iterator[Entry]:
    seen: set[str] = set()
    titles = _Titles(files, found)
    for ordinal, (name, page) in enumerate(found, 1):
        if not files.chosen(name):
            continue
        try:
            draft = page.read(files, name, files.read(name, MAX_TEXT))
        except BadItem as error:
            yield files.problem(name, f"It was left out: {error}")
            continue
        below = _below(name, folder)
        path = below.rpartition(".")[0]
        key = draft.key if draft.key and draft.key not in seen else path
        seen.add(key)
        chapter = draft.chapter or (title_of(posixpath.dirname(below)) if "/" in below else "")
        yield Item(
            ordinal,
            replace(
                draft,
                key=key,
                chapter=chapter,
                title=draft.title or title_of(name),
                body=linked(draft.body, name, titles.of),
                found_in=found_in(files, name),
            ),
        )


class _Titles:
    """The titles of the files that others link to, each read once."""

    def __init__(self, files: Files, found: Sequence[_Found]) -> None:
        self._files = files
        self._pages = {one.name: one.page for one in found}
        self._known: dict[str, str] = {}

    def of(self, name: str) -> str:
        """Return the title of the article in a file, "" if there is none."""
        page = self._pages.get(name)
        if page is not None and name not in self._known:
            self._known[name] = self._read(name, page)
        return self._known.get(name, "")

    def _read(self, name: str, page: Page) -> str:
        try:
            draft = page.read(self._files, name, self._files.read(name, MAX_TEXT))
        except BadItem:
            return ""
        return draft.title or title_of(name)
