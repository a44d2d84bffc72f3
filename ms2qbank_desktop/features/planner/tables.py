"""Rows of the planner: ROW, but for the spans of the focus timer, which are LOG (append-only,
guarded by triggers)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from ms2qbank_desktop.storage.types import Instant


class Row(SQLModel, registry=registry(metadata=SQLModel.metadata)):
    """Of this slice alone: another one may be loaded while these are read on another thread."""


class PlanTaskRow(Row, table=True):
    __tablename__ = "plan_tasks"
    __table_args__ = (
        Index("plan_tasks_day", "user_id", "deleted_at", "day", "rank"),
        Index("plan_tasks_plan", "plan_id", "day"),
    )

    id: int = Field(primary_key=True)
    user_id: int = Field(foreign_key="users.id")
    plan_id: int | None = Field(default=None, sa_type=BigInteger)
    """None: the user made it, or it was made for them, outside any plan."""
    day: str
    """YYYY-MM-DD, a study day."""
    rank: float
    """Order within the day, between its neighbours': a move changes one row."""
    kind: str
    title: str
    minutes: int
    note: str = ""
    wanted: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    """What is to be done: ``about`` is a list of places, [kind, id, spot]."""
    chosen_day: bool = False
    """The user put it on this day: planning anew leaves it there."""
    done_at: datetime | None = Field(default=None, sa_type=Instant)
    spent_minutes: int | None = None
    created_at: datetime = Field(sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)


class PlanRow(Row, table=True):
    __tablename__ = "plans"

    id: int = Field(primary_key=True)
    user_id: int = Field(foreign_key="users.id", index=True)
    name: str
    start: str
    """YYYY-MM-DD, as all days here."""
    exam: str
    mode: str
    planned_on: str = ""
    """The study day for which missed tasks were last put on other days."""
    week: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    """Minutes, Monday first."""
    days_off: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    special: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    """Minutes by day."""
    goals: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    priorities: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    subjects: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    archived: bool = False
    created_at: datetime = Field(sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)


class DayMoodRow(Row, table=True):
    __tablename__ = "day_moods"

    id: int = Field(primary_key=True)
    """Derived from user and day."""
    user_id: int = Field(foreign_key="users.id", index=True)
    day: str
    mood: str
    changed_at: datetime = Field(sa_type=Instant)


class PlanChangeRow(Row, table=True):
    __tablename__ = "plan_changes"
    __table_args__ = (Index("plan_changes_plan", "plan_id"),)

    id: int = Field(primary_key=True)
    user_id: int = Field(foreign_key="users.id", index=True)
    plan_id: int = Field(sa_type=BigInteger)
    reason: str
    moves: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    """[task, day before or null, day after or null]"""
    created_at: datetime = Field(sa_type=Instant)
    undone: bool = False


class StudySpanRow(Row, table=True):
    __tablename__ = "study_spans"

    id: int = Field(primary_key=True)
    """Its end in milliseconds since 1970, then 21 bits (core.ids)."""
    user_id: int
    task_id: int | None = Field(default=None, sa_type=BigInteger)
    """No reference: the log outlives what it tells of."""
    kind: str
    started_at: datetime = Field(sa_type=Instant)
    seconds: int
    """Without its pauses."""
