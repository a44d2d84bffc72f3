"""The search index of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from ms2qbank_desktop.features.library.body import plain
from ms2qbank_desktop.features.library.search_words import unaccented

if TYPE_CHECKING:
    from ms2qbank_desktop.features.library.tables import ArticleRow
    from ms2qbank_desktop.storage.store import WriteSession

APPENDED = "\x1f"
"""Stands in the index between the body and what is only there to be found."""


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
            place | {"title": row.title, "summary": row.summary, "body": _indexed(row)},
        )


def _indexed(row: ArticleRow) -> str:
    """Return the words of a body, and behind ``APPENDED`` those of the article without accents."""
    body = plain(row.body)
    more = unaccented(f"{row.title} {row.summary} {body}")
    return f"{body}{APPENDED}{more}" if more else body
