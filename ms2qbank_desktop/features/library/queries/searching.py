"""The search index of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from ms2qbank_desktop.features.library.body import plain

if TYPE_CHECKING:
    from ms2qbank_desktop.features.library.tables import ArticleRow
    from ms2qbank_desktop.storage.store import WriteSession


def refresh(session: WriteSession, row: ArticleRow) -> None:
    """Index an article anew; one that was removed leaves the index."""
    connection, place = session.connection(), {"row": row.search_row}
    connection.execute(text("DELETE FROM article_search WHERE rowid = :row"), place)
    if row.deleted_at is None:
        connection.execute(
            text(
                "INSERT INTO article_search(rowid, title, summary, body) "
                "VALUES (:row, :title, :summary, :body)"
            ),
            place | {"title": row.title, "summary": row.summary, "body": plain(row.body)},
        )
