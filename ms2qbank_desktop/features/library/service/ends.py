"""Articles as links name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from ms2qbank_desktop.features.library.queries import books
from ms2qbank_desktop.features.library.queries.naming import there
from ms2qbank_desktop.features.library.tables import ArticleRow, CollectionRow
from ms2qbank_desktop.features.links.models import End
from ms2qbank_desktop.storage.names import holding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ms2qbank_desktop.storage.store import Store


class ArticleEnds:
    """links.models.Ends of articles, which are everybody's."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def described(self, _user_id: int, ids: Iterable[int]) -> dict[int, End]:
        query = (
            select(ArticleRow, CollectionRow)
            .join(CollectionRow, col(CollectionRow.id) == col(ArticleRow.collection_id))
            .where(col(ArticleRow.id).in_(list(ids)))
        )
        with self._store.read() as session:
            return {
                row.id: End(
                    row.title,
                    " · ".join(fact for fact in (book.title, row.system) if fact),
                    (row.deleted_at or book.deleted_at) is not None,
                )
                for row, book in session.exec(query)
            }

    def named(self, _user_id: int, name: str, part: str = "") -> int | None:
        query = there().where(col(ArticleRow.title).collate("NOCASE") == name)
        with self._store.read() as session:
            row = session.exec(query.order_by(col(ArticleRow.id)).limit(1)).first()
            return books.titled(session, name, part) if row is None else row.id

    def beginning(self, _user_id: int, text: str, number: int) -> list[tuple[int, End]]:
        with self._store.read() as session:
            found = session.exec(holding(there(), col(ArticleRow.title), text, number))
            return [(row.id, End(row.title, row.system)) for row in found]
