"""Rows of attempts. Attempts, confidence ratings and resets are LOG (append-only, guarded by
triggers), marks and own tags are ROW, question states are DERIVED from the log."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from ms2qbank_desktop.storage.types import Instant


class Row(SQLModel, registry=registry(metadata=SQLModel.metadata)):
    """Of this slice alone: another one may be loaded while these are read on another thread."""


class AttemptRow(Row, table=True):
    __tablename__ = "attempts"
    __table_args__ = (
        Index("attempts_user_question", "user_id", "question_id", "at"),
        Index("attempts_block", "block_id"),
        Index(
            "attempts_stands_for",
            "user_id",
            "stands_for",
            sqlite_where=text("stands_for IS NOT NULL"),
        ),
    )

    id: int = Field(primary_key=True)
    user_id: int = Field(foreign_key="users.id")
    question_id: int = Field(foreign_key="questions.id")
    block_id: int | None = Field(default=None, foreign_key="blocks.id")
    """A block of practice, known here by its id only."""
    position: int | None = None
    stands_for: int | None = None
    """The due question in whose place this one of the same topic was asked."""
    subject: str = ""
    system: str = ""
    difficulty: int | None = None
    answer_given: str = ""
    correct_answer: str
    correct: bool
    omitted: bool
    marked: bool
    hint_used: bool = False
    phrases_used: bool = False
    time_ms: int
    mode: str
    at: datetime = Field(sa_type=Instant)


class QuestionMarkRow(Row, table=True):
    __tablename__ = "question_marks"
    # Each search asks for the few that are flagged, and reads no row for it.
    __table_args__ = tuple(
        Index(f"question_marks_{flag}", "user_id", "question_id", sqlite_where=text(f"{flag} = 1"))
        for flag in ("marked", "suspended")
    )

    id: int = Field(primary_key=True)
    """Derived from user and question, so that two devices mark the same row."""
    user_id: int = Field(foreign_key="users.id", index=True)
    question_id: int = Field(foreign_key="questions.id")
    marked: bool = False
    suspended: bool = False
    """Left out of blocks until it is asked for."""
    changed_at: datetime = Field(sa_type=Instant)


class QuestionStateRow(Row, table=True):
    __tablename__ = "question_states"
    __table_args__ = (
        Index("question_states_status", "user_id", "question_id", "status"),
        Index(
            "question_states_due",
            "user_id",
            "due_at",
            sqlite_where=text("due_at IS NOT NULL"),
        ),
    )

    user_id: int = Field(foreign_key="users.id", primary_key=True)
    question_id: int = Field(foreign_key="questions.id", primary_key=True)
    status: str
    attempts: int
    correct: int
    last_at: datetime = Field(sa_type=Instant)
    stability: float | None = None
    """Days after which it is remembered with 90 %; none for a question never missed."""
    memory_difficulty: float | None = None
    due_at: datetime | None = Field(default=None, sa_type=Instant)


class ConfidenceRow(Row, table=True):
    __tablename__ = "confidence_ratings"
    __table_args__ = (Index("confidence_ratings_block", "block_id", "position"),)

    id: int = Field(primary_key=True)
    user_id: int = Field(foreign_key="users.id")
    question_id: int = Field(foreign_key="questions.id")
    block_id: int = Field(foreign_key="blocks.id")
    position: int
    rating: int
    """models.Confidence; the last one given for an item counts."""
    at: datetime = Field(sa_type=Instant)


class ResetRow(Row, table=True):
    __tablename__ = "question_resets"
    __table_args__ = (Index("question_resets_question", "user_id", "question_id", "at"),)

    id: int = Field(primary_key=True)
    user_id: int = Field(foreign_key="users.id")
    question_id: int = Field(foreign_key="questions.id")
    at: datetime = Field(sa_type=Instant)
    since: datetime | None = Field(default=None, sa_type=Instant)
    """Only attempts after this instant count for the state of the question; the last row decides.
    None: all of them, which is how the first reset of a question is taken back."""


class UserTagRow(Row, table=True):
    __tablename__ = "question_user_tags"
    __table_args__ = (
        Index("question_user_tags_tag", "user_id", "tag", "question_id"),
        Index("question_user_tags_question", "user_id", "question_id"),
    )

    id: int = Field(primary_key=True)
    """Derived from user, question and tag."""
    user_id: int = Field(foreign_key="users.id")
    question_id: int = Field(foreign_key="questions.id")
    tag: str
    changed_at: datetime = Field(sa_type=Instant)
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)
