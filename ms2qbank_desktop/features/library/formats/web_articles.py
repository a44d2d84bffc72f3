"""Reads the articles of the old web system as JSON: its `articles.json`, or exported rows."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.features.library.models import ArticleDraft, CollectionInfo
from ms2qbank_desktop.features.questions.models import Problem

from .base import MAX_PICTURE, BadItem, Book, Item, decoded, found_in, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .base import Entry, Files

MAX_FILE = MAX_PICTURE
_YES = (True, 1, "1", "true")
INFO = CollectionInfo("web-articles", "Articles of the old system", source="old web system")


class WebArticles:
    """Reader of JSON files with objects of ``article_id`` (or ``id``), ``title`` and ``body``."""

    title = "Articles of the old web system (JSON)"

    def books(self, files: Files) -> list[Book]:
        """Return all such files as one book; other JSON files are passed over."""
        entries: list[Entry] = []
        for name in files.names:
            if name.lower().endswith(".json") and files.chosen(name) and _likely(files.head(name)):
                entries += _read(files, name, len(entries))
        return [Book(INFO, len(entries), iter(entries))] if entries else []


def _likely(head: bytes) -> bool:
    return b'"body"' in head and (b'"title"' in head or b'"article_id"' in head)


def _read(files: Files, name: str, before: int) -> Iterator[Entry]:
    try:
        document = json.loads(decoded(files.read(name, MAX_FILE)))
    except BadItem as error:
        yield files.problem(name, str(error))
        return
    except (ValueError, RecursionError):
        yield files.problem(name, "It is no sound JSON.")
        return
    if isinstance(document, dict):
        document = document.get("articles", [document])
    for number, raw in enumerate(document if isinstance(document, list) else [], 1):
        yield entry(raw, before + number, found_in(files, name), f"article {number}")


def entry(raw: Any, ordinal: int, place: tuple[str, str], which: str) -> Entry:
    """Return the article of one object, or why there is none; ``place`` as in ArticleDraft, with
    ``which`` of them in it."""
    where = ", ".join(filter(None, (place[1], which)))
    try:
        return Item(ordinal, replace(_article(raw), found_in=(place[0], where)))
    except BadItem as error:
        return Problem(place[0], where, f"It was left out: {error}")


def _article(raw: Any) -> ArticleDraft:
    if not isinstance(raw, dict):
        raise BadItem("it is no object.")
    title, body = _text(raw, "title"), _text(raw, "body", lines=True)
    key = _text(raw, "article_id") or _text(raw, "id") or title
    if not key or not body.strip():
        raise BadItem("it has no id, title or body.")
    return ArticleDraft(
        key=key,
        title=title or key,
        body=body,
        summary=_text(raw, "summary"),
        tags=_tags(raw.get("tags")),
        author=_text(raw, "author"),
        bookmarked=raw.get("bookmarked") in _YES,
    )


def _text(raw: dict[str, Any], key: str, *, lines: bool = False) -> str:
    value = raw.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    text = str(value).encode(errors="replace").decode()
    return text.replace("\r\n", "\n").replace("\0", "") if lines else one_line(text)


def _tags(value: Any) -> tuple[str, ...]:
    """Return a list of tags; the old database kept it as JSON within JSON within a column."""
    for _ in range(2):
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except (ValueError, RecursionError):
                value = value.split(",")
    if not isinstance(value, list):
        return ()
    tags = (one_line(tag) for tag in value if isinstance(tag, str))
    return tuple(dict.fromkeys(filter(None, tags)))
