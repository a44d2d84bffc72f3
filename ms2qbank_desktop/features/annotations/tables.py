"""Rows of annotations: ROW tables. A target is of any kind, so it is no foreign key."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from ms2qbank_desktop.storage.types import Instant


class Row(SQLModel, registry=registry(metadata=SQLModel.metadata)):
    """Of this slice alone: another one may be loaded while these are read on another thread."""


class HighlightRow(Row, table=True):
    """Made and deleted, never changed otherwise: two devices can only add to each other."""

    __tablename__ = "highlights"
    __table_args__ = (Index("highlights_target", "user_id", "kind", "target_id"),)

    id: int = Field(primary_key=True)
    user_id: int = Field(foreign_key="users.id")
    kind: str
    target_id: int
    part: str
    start: int
    end: int
    quote: str
    colour: str
    created_at: datetime = Field(sa_type=Instant)
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)


class MarginNoteRow(Row, table=True):
    __tablename__ = "margin_notes"
    __table_args__ = (
        Index("margin_notes_user", "user_id", "kind", "changed_at"),
        Index("margin_notes_target", "target_id", "kind"),
    )

    id: int = Field(primary_key=True)
    """Derived from user and target: there is one note at each."""
    user_id: int = Field(foreign_key="users.id")
    kind: str
    target_id: int
    text: str
    changed_at: datetime = Field(sa_type=Instant)
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)


class ProblemReportRow(Row, table=True):
    __tablename__ = "problem_reports"
    __table_args__ = (Index("problem_reports_target", "kind", "target_id"),)

    id: int = Field(primary_key=True)
    user_id: int = Field(foreign_key="users.id")
    kind: str
    target_id: int
    reason: str
    text: str
    created_at: datetime = Field(sa_type=Instant)
