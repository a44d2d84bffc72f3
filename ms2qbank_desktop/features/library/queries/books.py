"""PDF books: their pages by name, their files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlmodel import col

from ms2qbank_desktop.features.library.formats.markdown import escaped
from ms2qbank_desktop.features.library.tables import ArticleRow, CollectionRow
from ms2qbank_desktop.features.notebook.queries.leftovers import named_nowhere

from .naming import there

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlmodel import Session


def titled(session: Session, title: str, page: str = "") -> int | None:
    """Return of the book of that title the article with a page, called "Page 12"; the first one
    where none has it."""
    book = col(CollectionRow.title).collate("NOCASE") == title
    return _first(session, book, page)


def with_page(session: Session, article_id: int, page: str) -> int:
    """Return the article of the same book that has a page; that which was asked for if it has the
    page itself, or none has."""
    row = session.get(ArticleRow, article_id)
    if row is None or _heading(page) in f"\n{row.body}\n":
        return article_id
    book = (col(CollectionRow.id) == row.collection_id) & _has(page)
    return _first(session, book, page) or article_id


def is_used(session: Session, file: str) -> bool:
    """Say whether anything names a file: a book, a removed one too, or a note that has it."""
    return not named_nowhere(session, [file])


def _first(session: Session, book: ColumnElement[bool], page: str) -> int | None:
    query = there().where(book, CollectionRow.file != "")
    query = query.order_by(~_has(page), col(CollectionRow.id), col(ArticleRow.ordinal))
    found = session.exec(query.limit(1)).first()
    return None if found is None else found.id


def _has(page: str) -> ColumnElement[bool]:
    return func.instr("\n" + col(ArticleRow.body) + "\n", _heading(page)) > 0


def _heading(page: str) -> str:
    """Return the heading of a page as a body has it, line feeds included."""
    return f"\n## {escaped(page)}\n"
