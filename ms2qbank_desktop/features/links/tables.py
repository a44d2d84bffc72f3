"""Rows of links: ROW. An end is of any kind, so it is no foreign key, and a link outlives the
deletion of its ends: it comes back with them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from ms2qbank_desktop.storage.types import Instant


class Row(SQLModel, registry=registry(metadata=SQLModel.metadata)):
    """Of this slice alone: another one may be loaded while these are read on another thread."""


class LinkRow(Row, table=True):
    __tablename__ = "links"
    __table_args__ = (
        Index("links_a", "user_id", "a_kind", "a_id"),
        Index("links_b", "user_id", "b_kind", "b_id"),
    )

    id: int = Field(primary_key=True)
    """Derived from user and both places, so that two devices link the same row."""
    user_id: int = Field(foreign_key="users.id")
    a_kind: str
    a_id: int
    a_spot: str = ""
    b_kind: str
    b_id: int
    b_spot: str = ""
    origin: str
    created_at: datetime = Field(sa_type=Instant)
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)
