"""Rows of practice. Answer changes are LOG (append-only, guarded by triggers), blocks, recipes
and items are ROW."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from ms2qbank_desktop.storage.types import Instant


class Row(SQLModel, registry=registry(metadata=SQLModel.metadata)):
    """Of this slice alone: another one may be loaded while these are read on another thread."""


class BlockRow(Row, table=True):
    __tablename__ = "blocks"
    __table_args__ = (Index("blocks_user", "user_id", "number"),)

    id: int = Field(primary_key=True)
    user_id: int = Field(foreign_key="users.id")
    number: int
    mode: str
    reveals: bool = False
    """Each item shows its explanation once it is settled."""
    pausable: bool = False
    limit_ms: int | None = None
    elapsed_ms: int = 0
    position: int = 0
    created_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)
    request: dict[str, Any] | None = Field(
        default=None, sa_column=Column(JSON(none_as_null=True), nullable=True)
    )
    """What it was made of (recipes.to_json); none in blocks of the first schema."""


class RecipeRow(Row, table=True):
    __tablename__ = "block_recipes"

    id: int = Field(primary_key=True)
    user_id: int = Field(foreign_key="users.id", index=True)
    name: str
    request: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    changed_at: datetime = Field(sa_type=Instant)
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)


class BlockItemRow(Row, table=True):
    __tablename__ = "block_items"
    __table_args__ = (Index("block_items_block", "block_id", "position"),)

    id: int = Field(primary_key=True)
    block_id: int = Field(foreign_key="blocks.id")
    position: int
    question_id: int = Field(foreign_key="questions.id")
    choice_order: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    answer: str = ""
    """Letters of the chosen choices in the question's own order, "" for none."""
    struck: str = ""
    seen: bool = False
    submitted: bool = False
    hint_used: bool = False
    phrases_used: bool = False
    scroll: int = 0
    """How far the question is scrolled down, in thousandths of its height."""
    stands_for: int | None = None
    time_ms: int = 0


class AnswerChangeRow(Row, table=True):
    __tablename__ = "answer_changes"
    __table_args__ = (Index("answer_changes_block", "block_id", "position"),)

    id: int = Field(primary_key=True)
    user_id: int = Field(foreign_key="users.id")
    question_id: int = Field(foreign_key="questions.id")
    block_id: int = Field(foreign_key="blocks.id")
    position: int
    answer_from: str
    answer_to: str
    item_ms: int
    """Time spent on the item when the answer was changed."""
    at: datetime = Field(sa_type=Instant)
