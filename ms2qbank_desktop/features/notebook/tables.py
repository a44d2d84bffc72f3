"""Rows of the notebook: ROW, but for the versions of notes, which are LOG (append-only, guarded by
triggers); the tags and aliases that can be looked up are DERIVED."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from ms2qbank_desktop.storage.types import Instant


class Row(SQLModel, registry=registry(metadata=SQLModel.metadata)):
    """Of this slice alone: another one may be loaded while these are read on another thread."""


class NotebookRow(Row, table=True):
    __tablename__ = "notebooks"

    id: int = Field(primary_key=True)
    user_id: int = Field(foreign_key="users.id", index=True)
    name: str
    parent_id: int | None = None
    rank: float
    """Between its neighbours': a move changes one row."""
    changed_at: datetime = Field(sa_type=Instant)
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)


class NoteRow(Row, table=True):
    __tablename__ = "notes"
    __table_args__ = (
        Index("notes_user", "user_id", "deleted_at", "changed_at"),
        Index(
            "notes_listed",  # all that a list of ten thousand is sorted and counted by
            *("user_id", "deleted_at", "archived", "pinned", "changed_at"),
            *("kind", "notebook_id", "bookmarked"),
        ),
        Index("notes_notebook", "notebook_id"),
        Index("notes_title", "user_id", text("title COLLATE NOCASE")),
        Index("notes_search", "search_row"),
    )

    id: int = Field(primary_key=True)
    user_id: int = Field(foreign_key="users.id")
    title: str
    body: str
    tags: str = ""
    """Space-separated, a space at both ends, "" for none."""
    created_at: datetime = Field(sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)
    notebook_id: int | None = None
    kind: str = "note"
    pinned: bool = False
    bookmarked: bool = False
    archived: bool = False
    colour: str = ""
    day: str = ""
    """Of a daily note, YYYY-MM-DD."""
    search_row: int = 0
    """Row of the search index."""
    file_digest: int = 0
    """Of the note as a file gave it or got it last, 0 for none: tells who changed it since."""


class NoteTagRow(Row, table=True):
    __tablename__ = "note_tags"
    __table_args__ = (Index("note_tags_tag", text("tag COLLATE NOCASE"), "note_id"),)

    note_id: int = Field(foreign_key="notes.id", primary_key=True)
    tag: str = Field(primary_key=True)
    """DERIVED from the tags of the note, so that they can be looked up."""


class NoteAliasRow(Row, table=True):
    __tablename__ = "note_aliases"
    __table_args__ = (Index("note_aliases_alias", text("alias COLLATE NOCASE")),)

    note_id: int = Field(foreign_key="notes.id", primary_key=True)
    alias: str = Field(primary_key=True)
    """DERIVED from the front matter of the note's text: what else links may call it."""


class NoteVersionRow(Row, table=True):
    __tablename__ = "note_versions"
    __table_args__ = (Index("note_versions_note", "note_id"),)

    id: int = Field(primary_key=True)
    """Its milliseconds since 1970 (when it was replaced), then 21 bits (core.ids)."""
    note_id: int
    title: str
    body: str
    tags: str


class ErrorLogRow(Row, table=True):
    __tablename__ = "error_log"
    __table_args__ = (Index("error_log_question", "question_id"),)

    id: int = Field(primary_key=True)
    user_id: int = Field(foreign_key="users.id", index=True)
    note_id: int = Field(foreign_key="notes.id", index=True)
    question_id: int
    reason: str = ""
    rule: str = ""
    retests: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    """YYYY-MM-DD"""
    created_at: datetime = Field(sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)


SEARCH_INDEX = "note_search"
"""FTS5 trigram table, rowid = search_row: title and body."""
