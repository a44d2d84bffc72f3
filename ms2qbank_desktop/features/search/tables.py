"""Rows of the search. All but the user's abbreviations, which are ROW, are DERIVED: built anew
from the tables of the other slices, whose triggers mark what changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index, text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from ms2qbank_desktop.storage.types import Instant


class Row(SQLModel, registry=registry(metadata=SQLModel.metadata)):
    """Of this slice alone: another one may be loaded while these are read on another thread."""


class MarkRow(Row, table=True):
    __tablename__ = "search_marks"
    __table_args__ = {"sqlite_with_rowid": False}

    source: str = Field(primary_key=True)
    """queries.sources: what kind of thing has to be read again."""
    thing: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))


class ShelfRow(Row, table=True):
    __tablename__ = "search_shelves"

    id: int | None = Field(default=None, primary_key=True)
    """The upper half of the row numbers of its items: so one range of rows is all that one user
    has of one kind, the newest last, and a search need not ask whose a row is."""
    user_id: int | None = Field(default=None, foreign_key="users.id")
    """None: everybody's."""
    kind: str


class ItemRow(Row, table=True):
    __tablename__ = "search_items"
    __table_args__ = (Index("search_items_thing", "source", "thing"),)

    row: int = Field(primary_key=True)
    source: str
    thing: int = Field(sa_column=Column(BigInteger, nullable=False))
    place_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    """Of the thing that is opened: of a card note its first card."""
    spot: str
    spots: str
    """JSON [[character of the body, spot from there on], …]"""
    title: str
    body: str
    tags: str
    labels: str
    """"tag renal deck tubules": what filters look for."""
    changed_at: int = Field(sa_column=Column(BigInteger, nullable=False))


class WordRow(Row, table=True):
    __tablename__ = "search_words"
    __table_args__ = (
        Index("search_words_word", "word", unique=True),
        Index("search_words_mirrored", "mirrored"),
        # Finds what begins with one or two letters without reading a tenth of all words.
        Index("search_words_frequent", "word", sqlite_where=text("rows >= 50")),
    )

    id: int | None = Field(default=None, primary_key=True)
    word: str
    mirrored: str
    """The word read backwards: finds those that end alike."""
    letters: int
    """A bit for each letter it has."""
    rows: int
    """Items that have it."""


class AbbreviationRow(Row, table=True):
    __tablename__ = "abbreviations"

    id: int = Field(primary_key=True)
    """Derived from user and short form."""
    user_id: int = Field(foreign_key="users.id", index=True)
    short: str
    meanings: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    off: bool = False
    changed_at: datetime = Field(sa_type=Instant)
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)


TEXTS = "search_text"
"""FTS5 over the items: title, body, tags, labels."""
TITLES = "search_titles"
"""FTS5 over their titles alone: there a frequent word is looked up in no time."""
PIECES = "search_pieces"
"""FTS5 trigram over the words."""
