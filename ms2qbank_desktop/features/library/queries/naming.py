"""What articles, and words of their glossaries, are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlmodel import Session, col, select

from ms2qbank_desktop.features.library.models import Term
from ms2qbank_desktop.features.library.tables import ArticleRow, CollectionRow, TermRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel.sql.expression import SelectOfScalar


def there() -> SelectOfScalar[ArticleRow]:
    """Return the query of the articles that neither were removed nor their collection."""
    return (
        select(ArticleRow)
        .join(CollectionRow, col(CollectionRow.id) == col(ArticleRow.collection_id))
        .where(col(ArticleRow.deleted_at).is_(None), col(CollectionRow.deleted_at).is_(None))
    )


def titled(session: Session, title: str, near: int) -> int | None:
    """Return the article of that title: of several the nearest to the article ``near``."""
    row = session.get(ArticleRow, near)
    query = there().where(col(ArticleRow.title).collate("NOCASE") == title)
    if row is not None:
        query = query.order_by(
            col(ArticleRow.collection_id) != row.collection_id,
            col(ArticleRow.chapter) != row.chapter,
            func.abs(col(ArticleRow.ordinal) - row.ordinal),
        )
    found = session.exec(query.order_by(col(ArticleRow.id)).limit(1)).first()
    return None if found is None else found.id


def defined(session: Session, names: Iterable[str], collection_id: int) -> dict[str, Term]:
    """Return what words mean, by their lower-case form: what the collection says goes first."""
    wanted = {name.lower() for name in names}
    query = (
        select(TermRow)
        .join(ArticleRow, col(ArticleRow.id) == col(TermRow.article_id))
        .join(CollectionRow, col(CollectionRow.id) == col(ArticleRow.collection_id))
        .where(
            func.lower(TermRow.term).in_(list(wanted)),
            col(ArticleRow.deleted_at).is_(None),
            col(CollectionRow.deleted_at).is_(None),
        )
        .order_by(col(CollectionRow.id) == collection_id, col(TermRow.id).desc())
    )
    return {row.term.lower(): Term(row.term, row.definition) for row in session.exec(query)}


def glossary(session: Session, collection_id: int) -> list[tuple[int, Term]]:
    """Return the terms of a collection with the articles that define them, in its order; what
    several define alike only once."""
    query = (
        select(TermRow)
        .join(ArticleRow, col(ArticleRow.id) == col(TermRow.article_id))
        .where(ArticleRow.collection_id == collection_id, col(ArticleRow.deleted_at).is_(None))
        .order_by(col(ArticleRow.ordinal), col(TermRow.term))
    )
    once: dict[tuple[str, str], tuple[int, Term]] = {}
    for row in session.exec(query):
        one = row.article_id, Term(row.term, row.definition)
        once.setdefault((row.term.casefold(), row.definition), one)
    return list(once.values())
