"""Articles: taken in, found, read. Every call that returns has put its change on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert
from sqlmodel import Session, col, select

from ms2qbank_desktop.core.clock import Clock, to_ms
from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.ids import derived_id, new_id
from ms2qbank_desktop.features.library.body import is_another, words
from ms2qbank_desktop.features.library.models import (
    Article,
    ArticleFilter,
    ArticleOrder,
    ArticlesReport,
    Collection,
    CollectionInfo,
    Reading,
    Term,
)
from ms2qbank_desktop.features.library.queries import books, listing, naming, searching
from ms2qbank_desktop.features.library.tables import (
    ArticleRow,
    CollectionRow,
    ReadEventRow,
    ReadingRow,
    TermRow,
)
from ms2qbank_desktop.storage.fulltext import next_row

from .pictures import with_stored_pictures

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ms2qbank_desktop.features.library.models import (
        ArticleCounts,
        ArticleDraft,
        ArticleLine,
    )
    from ms2qbank_desktop.storage.media import MediaFolder
    from ms2qbank_desktop.storage.store import Store, WriteSession

_SAME = ("title", "summary", "system", "subject", "chapter", "author", "url", "reviewed")
DONE_SHARE = 0.95
"""Of an article: who has come this far has read it, and begins anew the next time."""


class LibraryService:
    """The articles of one data folder; what was read is each user's own."""

    def __init__(self, store: Store, clock: Clock, media: MediaFolder) -> None:
        self._store = store
        self._clock = clock
        self._media = media

    # What is there

    def lines(
        self,
        user_id: int,
        wanted: ArticleFilter,
        order: ArticleOrder = ArticleOrder.CHAPTER,
        *,
        limit: int | None = None,
    ) -> list[ArticleLine]:
        """Return the articles of a filter in order."""
        with self._store.read() as session:
            return listing.lines(session, user_id, wanted, order, limit)

    def counts(self, user_id: int, wanted: ArticleFilter) -> ArticleCounts:
        """Return the numbers beside the filters."""
        with self._store.read() as session:
            return listing.counts(session, user_id, wanted)

    def article(self, user_id: int, article_id: int) -> Article:
        """Return an article; UserFault if there is no such one."""
        with self._store.read() as session:
            row = session.get(ArticleRow, article_id)
            book = None if row is None else session.get_one(CollectionRow, row.collection_id)
            if row is None or book is None or row.deleted_at or book.deleted_at:
                raise UserFault("This article is no longer in the library.")
            reading = session.get(ReadingRow, _reading_id(user_id, article_id))
            return _article(row, _collection(session, row.collection_id), reading)

    def collections(self) -> list[Collection]:
        """Return the collections by title."""
        query = select(CollectionRow.id).where(col(CollectionRow.deleted_at).is_(None))
        with self._store.read() as session:
            ids = session.exec(query.order_by(col(CollectionRow.title)))
            return [_collection(session, one) for one in ids.all()]

    def titled(self, title: str, near: int) -> int | None:
        """Return the article of that title, whatever its case: of several the nearest to the
        article ``near``, in its collection, then in its chapter, then in their order."""
        with self._store.read() as session:
            return naming.titled(session, title, near) or books.titled(session, title)

    def terms(self, article_id: int) -> list[Term]:
        """Return the glossary of an article."""
        query = select(TermRow).where(TermRow.article_id == article_id)
        with self._store.read() as session:
            return [
                Term(row.term, row.definition)
                for row in session.exec(query.order_by(col(TermRow.term)))
            ]

    def glossary(self, key: str) -> list[tuple[int, Term]]:
        """Return the terms of a collection with the articles that define them, in its order; what
        several define alike only once."""
        with self._store.read() as session:
            return naming.glossary(session, derived_id("article-collection", key))

    def defined(self, names: Sequence[str], collection_id: int = 0) -> dict[str, Term]:
        """Return what the glossaries of the library say of words, by their lower-case form: that
        of the collection first."""
        with self._store.read() as session:
            return naming.defined(session, names, collection_id)

    # Reading

    def read(
        self,
        user_id: int,
        article_id: int,
        *,
        share: float,
        spot: str,
        time_ms: int,
        behind: int = 0,
    ) -> Reading:
        """Log that somebody has read on: to ``share`` (0–1) of the article, with the heading
        ``spot`` and ``behind`` it the line at the top, for ``time_ms`` since the last time. Return
        how far it is read."""
        now = self._clock.now()
        share = min(1.0, max(0.0, share))
        with self._store.write() as session:
            row = _reading_row(session, user_id, article_id, now)
            row.share, row.last_at = max(row.share, share), now
            row.spot = f"{spot}\n{behind}" if behind > 0 else spot
            if share >= DONE_SHARE:
                row.spot = ""
            row.changed_at = now
            session.add(row)
            session.execute(
                insert(ReadEventRow).values(
                    id=new_id(to_ms(now)),
                    user_id=user_id,
                    article_id=article_id,
                    time_ms=max(0, time_ms),
                    share=share,
                )
            )
            session.touch("reading", f"reading:article/{article_id}")
            return _reading(row)

    def bookmark(self, user_id: int, article_id: int, *, on: bool) -> None:
        """Set or take away a user's bookmark on an article."""
        now = self._clock.now()
        with self._store.write() as session:
            row = _reading_row(session, user_id, article_id, now)
            row.bookmarked, row.changed_at = on, now
            session.add(row)
            session.touch("reading")

    # Taking in

    def store_articles(
        self,
        info: CollectionInfo,
        drafts: Sequence[tuple[int, ArticleDraft]],
        file: str,
        user_id: int | None = None,
    ) -> ArticlesReport:
        """Store articles, each with its place in the collection; the same ones change nothing.

        A bad picture is told and marked as missing, the article is kept. New articles that had a
        bookmark have one of the user.
        """
        report = ArticlesReport(articles=len(drafts))
        stored = with_stored_pictures(self._media, [draft for _, draft in drafts], report, file)
        with self._store.write() as session:
            collection = self._collection_row(session, info)
            for (ordinal, draft), body in zip(drafts, stored, strict=True):
                added = self._store_one(session, collection.id, ordinal, draft, body, report)
                if added is not None and draft.bookmarked and user_id is not None:
                    row = _reading_row(session, user_id, added, self._clock.now())
                    row.bookmarked = True
                    session.add(row)
            session.touch("articles")
        return report

    def remove_collection(self, collection_id: int, *, removed: bool = True) -> None:
        """Take a collection out of the library, or put it back as it was."""
        with self._store.write() as session:
            row = session.get(CollectionRow, collection_id)
            if row is not None:
                row.deleted_at = self._clock.now() if removed else None
                session.add(row)
                session.touch("articles", "links")

    def remove_article(self, article_id: int) -> None:
        """Take an article out of the library; what was marked in it is kept."""
        with self._store.write() as session:
            row = session.get(ArticleRow, article_id)
            if row is not None:
                row.deleted_at = self._clock.now()
                session.add(row)
                session.touch("articles", "links")

    def restore_article(self, article_id: int) -> None:
        """Put an article back that was removed, with its collection if that is gone too."""
        with self._store.write() as session:
            row = session.get(ArticleRow, article_id)
            if row is not None:
                book = session.get_one(CollectionRow, row.collection_id)
                row.deleted_at = book.deleted_at = None
                session.add(row)
                session.add(book)
                session.touch("articles", "links")

    def _collection_row(self, session: WriteSession, info: CollectionInfo) -> CollectionRow:
        collection_id = derived_id("article-collection", info.key)
        row = session.get(CollectionRow, collection_id) or CollectionRow(
            id=collection_id, title=info.title, imported_at=self._clock.now()
        )
        row.title, row.license, row.attribution = info.title, info.license, info.attribution
        row.source, row.version, row.deleted_at = info.source, info.version, None
        row.file = info.file
        session.add(row)
        session.flush()
        return row

    def _store_one(
        self,
        session: WriteSession,
        collection_id: int,
        ordinal: int,
        draft: ArticleDraft,
        body: str,
        report: ArticlesReport,
    ) -> int | None:
        """Store an article; return its id if it is new."""
        now = self._clock.now()
        article_id = derived_id("article", collection_id, draft.key)
        content = _content(draft, ordinal, body)
        row = session.get(ArticleRow, article_id)
        if row is not None and row.title != draft.title and is_another(row.body, body):
            # Two folders of one name, say: what is there is not replaced by what only lies alike.
            article_id = derived_id("article", collection_id, draft.key, draft.title)
            row = session.get(ArticleRow, article_id)
        report.terms += len(draft.glossary)
        if row is not None and row.content_hash == content and row.deleted_at is None:
            report.unchanged += 1
            return None
        values: dict[str, Any] = {
            **{name: getattr(draft, name) for name in _SAME},
            "topics": list(draft.topics),
            "tags": list(draft.tags),
            "ordinal": ordinal,
            "body": body,
            "words": words(body),
            "content_hash": content,
            "changed_at": now,
            "deleted_at": None,
        }
        is_new = row is None
        if row is None:
            report.added += 1
            row = ArticleRow(
                id=article_id,
                collection_id=collection_id,
                search_row=next_row(session, "articles"),
                added_at=now,
                **values,
            )
        else:
            report.updated += 1
            _keep_filing(values, row)
            for name, value in values.items():
                setattr(row, name, value)
        session.add(row)
        session.flush()
        searching.refresh(session, row)
        session.execute(delete(TermRow).where(col(TermRow.article_id) == article_id))
        one_each = {term.term.lower(): term for term in draft.glossary}
        session.add_all(
            TermRow(
                id=derived_id("term", article_id, key),
                article_id=article_id,
                term=term.term,
                definition=term.definition,
            )
            for key, term in one_each.items()
        )
        return article_id if is_new else None


def _keep_filing(values: dict[str, Any], row: ArticleRow) -> None:
    """Keep what the user has filed an article under where its file says nothing of it."""
    for name in ("system", "subject", "topics"):
        values[name] = values[name] or getattr(row, name)
    values["tags"] = list(dict.fromkeys((*values["tags"], *row.tags)))


def _content(draft: ArticleDraft, ordinal: int, body: str) -> int:
    """Return the hash of all that an import brings."""
    parts = [str(getattr(draft, name)) for name in _SAME]
    parts += [str(ordinal), body, "|".join(draft.topics), "|".join(draft.tags)]
    parts += [part for term in draft.glossary for part in (term.term, term.definition)]
    return derived_id(*parts)


def _reading_id(user_id: int, article_id: int) -> int:
    return derived_id("reading", user_id, article_id)


def _reading_row(session: Session, user_id: int, article_id: int, now: datetime) -> ReadingRow:
    row = session.get(ReadingRow, _reading_id(user_id, article_id))
    return row or ReadingRow(
        id=_reading_id(user_id, article_id), user_id=user_id, article_id=article_id, changed_at=now
    )


def _reading(row: ReadingRow | None) -> Reading:
    if row is None:
        return Reading()
    spot, _, behind = row.spot.partition("\n")
    return Reading(row.share, spot, row.bookmarked, row.last_at, int(behind or 0))


def _collection(session: Session, collection_id: int) -> Collection:
    row = session.get_one(CollectionRow, collection_id)
    query = select(func.count(), func.sum(1 - col(ArticleRow.reviewed))).where(
        ArticleRow.collection_id == collection_id, col(ArticleRow.deleted_at).is_(None)
    )
    number, unreviewed = session.exec(query).one()
    info = CollectionInfo(
        str(collection_id),
        row.title,
        row.license,
        row.attribution,
        row.source,
        row.version,
        row.file,
    )
    return Collection(row.id, info, number, int(unreviewed or 0), row.imported_at)


def _article(row: ArticleRow, collection: Collection, reading: ReadingRow | None) -> Article:
    return Article(
        id=row.id,
        collection=collection,
        ordinal=row.ordinal,
        title=row.title,
        summary=row.summary,
        body=row.body,
        system=row.system,
        subject=row.subject,
        topics=tuple(row.topics),
        tags=tuple(row.tags),
        chapter=row.chapter,
        author=row.author,
        url=row.url,
        reviewed=row.reviewed,
        words=row.words,
        reading=_reading(reading),
    )
