"""Rows of the library. Collections, articles and terms are content: replaced by imports, not
edited. Readings are ROW, the log of reading is LOG (append-only, guarded by triggers)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from ms2qbank_desktop.storage.types import Instant


class Row(SQLModel, registry=registry(metadata=SQLModel.metadata)):
    """Of this slice alone: another one may be loaded while these are read on another thread."""


class CollectionRow(Row, table=True):
    __tablename__ = "article_collections"

    id: int = Field(primary_key=True)
    """Derived from its key."""
    title: str
    license: str = ""
    attribution: str = ""
    source: str = ""
    version: str = ""
    file: str = ""
    """Name in the media folder of the PDF whose pages the articles are; "" for other sources."""
    imported_at: datetime = Field(sa_type=Instant)
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)


class ArticleRow(Row, table=True):
    __tablename__ = "articles"
    __table_args__ = (
        Index("articles_order", "deleted_at", "collection_id", "ordinal"),
        Index("articles_title", "title"),
        Index("articles_search", "search_row"),
    )

    id: int = Field(primary_key=True)
    """Derived from collection and key."""
    collection_id: int = Field(foreign_key="article_collections.id")
    ordinal: int
    """Place in its collection, from 1."""
    title: str
    summary: str = ""
    body: str
    system: str = ""
    subject: str = ""
    topics: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    tags: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    chapter: str = ""
    author: str = ""
    url: str = ""
    reviewed: bool = True
    words: int
    content_hash: int
    """Hash of everything: tells whether an import changes the article."""
    search_row: int
    """Row of the search index."""
    added_at: datetime = Field(sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)


class TermRow(Row, table=True):
    __tablename__ = "glossary_terms"
    __table_args__ = (Index("glossary_terms_article", "article_id"),)

    id: int = Field(primary_key=True)
    """Derived from article and term."""
    article_id: int = Field(foreign_key="articles.id")
    term: str
    definition: str


class ReadingRow(Row, table=True):
    __tablename__ = "article_readings"
    __table_args__ = (Index("article_readings_user", "user_id", "last_at"),)

    id: int = Field(primary_key=True)
    """Derived from user and article."""
    user_id: int = Field(foreign_key="users.id")
    article_id: int = Field(foreign_key="articles.id", index=True)
    share: float = 0.0
    spot: str = ""
    """A heading, and behind a line feed the characters from it to the line that was read."""
    bookmarked: bool = False
    last_at: datetime | None = Field(default=None, sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)


class ReadEventRow(Row, table=True):
    __tablename__ = "read_events"
    __table_args__ = (Index("read_events_article", "article_id"),)

    id: int = Field(primary_key=True)
    """Its milliseconds since 1970, then 21 bits (core.ids)."""
    user_id: int
    article_id: int
    time_ms: int
    """Spent with the article in front, since the event before."""
    share: float


SEARCH_INDEX = "article_search"
"""FTS5 trigram table, rowid = search_row: title, summary, body as plain text; behind
U+001F the words of the article without accents."""
