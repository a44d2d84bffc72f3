"""Rows of the bank. Packs and questions are content: replaced by imports, not edited."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from ms2qbank_desktop.storage.types import Instant


class Row(SQLModel, registry=registry(metadata=SQLModel.metadata)):
    """Of this slice alone: another one may be loaded while these are read on another thread."""


class PackRow(Row, table=True):
    __tablename__ = "packs"

    id: int = Field(primary_key=True)
    title: str
    version: str = ""
    license: str = ""
    attribution: str = ""
    source: str = ""
    imported_at: datetime = Field(sa_type=Instant)
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)


class QuestionRow(Row, table=True):
    __tablename__ = "questions"
    __table_args__ = (
        # Covers the counting of facets, so that it never reads a stem.
        Index(
            "questions_facets", "deleted_at", "pack_id", "system", "subject", "difficulty", "topic"
        ),
        # Lists the whole bank in its order, or those with some words, without reading a stem.
        Index("questions_order", "pack_id", "ordinal", "deleted_at", "search_row"),
        Index("questions_external", "external_id"),
        Index("questions_content", "content_key"),
        Index("questions_search", "search_row"),
        # Finds those with pictures without reading through every row.
        Index("questions_pictures", "pack_id", sqlite_where=text("images != '[]'")),
        # Finds the other questions of a case series when one of them is drawn.
        Index("questions_case", "pack_id", "case_id", sqlite_where=text("case_id != ''")),
    )

    id: int = Field(primary_key=True)
    pack_id: int = Field(foreign_key="packs.id")
    external_id: str = ""
    ordinal: int
    """Place in its file, from 1: questions are listed in the order of their source."""
    markup: str
    stem: str
    choices: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    """[[text, correct 0/1, rationale, share of others if known], …]: always read with the
    question, so never a table."""
    explanation: str = ""
    objective: str = ""
    hint: str = ""
    subject: str = ""
    system: str = ""
    topic: str = ""
    difficulty: int | None = None
    refs: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    key_phrases: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    images: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    case_id: str = ""
    case_vignette: str = ""
    editorial: str
    author: str = ""
    content_key: int
    """Hash of stem and choices without case, order and markup: finds the same question."""
    content_hash: int
    """Hash of everything: tells whether an import changes the question."""
    search_row: int
    """Row of the search index. Small running numbers instead of ids make that index little more
    than half as large, and searching and importing twice as quick."""
    created_at: datetime = Field(sa_type=Instant)
    updated_at: datetime = Field(sa_type=Instant)
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)


class QuestionTagRow(Row, table=True):
    __tablename__ = "question_tags"
    __table_args__ = (Index("question_tags_tag", "tag", "question_id"),)

    question_id: int = Field(foreign_key="questions.id", primary_key=True)
    tag: str = Field(primary_key=True)


SEARCH_INDEX = "question_search"
"""FTS5 table, rowid = search_row: stem, choices, explanation, tags as plain text."""
