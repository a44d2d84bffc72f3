"""The PDF files behind books: they lie in the media folder, their pages are found by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.ids import derived_id
from ms2qbank_desktop.features.library.queries import books
from ms2qbank_desktop.features.library.tables import CollectionRow

if TYPE_CHECKING:
    from pathlib import Path

    from ms2qbank_desktop.features.library.models import CollectionInfo
    from ms2qbank_desktop.storage.media import MediaFolder
    from ms2qbank_desktop.storage.store import Store

_CHUNK = 1 << 20


class PdfService:
    """The PDF files of one data folder."""

    def __init__(self, store: Store, media: MediaFolder) -> None:
        self._store = store
        self._media = media

    def keep(self, data: bytes) -> str:
        """Put a file into the media folder and return its name there."""
        chunks = (data[at : at + _CHUNK] for at in range(0, len(data), _CHUNK))
        return self._media.add(chunks, "pdf", len(data))

    def path(self, info: CollectionInfo) -> Path | None:
        """Return where the file of a collection lies; None if it has none, or it is missing."""
        path = self._media.path(info.file) if info.file else None
        return path if path is not None and path.is_file() else None

    def file_of(self, key: str) -> str:
        """Return the name of the file of a collection by its key, "" if it has none."""
        with self._store.read() as session:
            row = session.get(CollectionRow, derived_id("article-collection", key))
            return "" if row is None else row.file

    def let_go(self, name: str) -> None:
        """Delete a file that a later version has replaced, unless something else names it."""
        with self._store.read() as session:
            used = books.is_used(session, name)
        if not used:
            self._media.remove(name)

    def with_page(self, article_id: int, page: str) -> int:
        """Return the article of the same book that has a page, called "Page 12"; that which was
        asked for if it has the page itself, or none has."""
        with self._store.read() as session:
            return books.with_page(session, article_id, page)
