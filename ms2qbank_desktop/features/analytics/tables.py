"""Rows of analytics: all DERIVED, sums over the logs of attempts and of card reviews. Triggers mark
the lines of the logs that are not counted yet."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel


class Row(SQLModel, registry=registry(metadata=SQLModel.metadata)):
    """Of this slice alone: another one may be loaded while these are read on another thread."""


class TallyMarkRow(Row, table=True):
    __tablename__ = "tally_marks"
    __table_args__ = {"sqlite_with_rowid": False}

    source: str = Field(primary_key=True)
    """queries.marks.Source: which log, or what has changed that a sum depends on."""
    thing: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))


class TallyRow(Row, table=True):
    __tablename__ = "tallies"
    __table_args__ = {"sqlite_with_rowid": False}

    user_id: int = Field(primary_key=True)
    dimension: str = Field(primary_key=True)
    """models.Dimension"""
    grain: str = Field(primary_key=True)
    """tallying.Grain: the sums of a month stand beside those of its days, so that a long time is
    read as quickly as a short one."""
    starts: int = Field(primary_key=True)
    """First study day of the time (ordinal)."""
    pack_id: int = Field(primary_key=True)
    mode: str = Field(primary_key=True)
    value: str = Field(primary_key=True)
    attempts: int
    correct: int
    omitted: int
    timed: int
    time_ms: int
    firsts: int
    firsts_right: int


class CardTallyRow(Row, table=True):
    __tablename__ = "card_tallies"
    __table_args__ = {"sqlite_with_rowid": False}

    user_id: int = Field(primary_key=True)
    grain: str = Field(primary_key=True)
    starts: int = Field(primary_key=True)
    system: str = Field(primary_key=True)
    """Official name, "" for none."""
    answers: int
    asked: int
    known: int
    time_ms: int


class CardSystemRow(Row, table=True):
    __tablename__ = "card_systems"

    card_id: int = Field(primary_key=True)
    """Each card that was ever answered, also one that is gone."""
    user_id: int
    system: str
    """What its answers are counted under; the card itself may say another one now, and is marked
    then."""


class TallyZoneRow(Row, table=True):
    __tablename__ = "tally_zone"

    id: int = Field(primary_key=True)
    offsets: str
    """Where study days began when the sums were made: who travels has other days."""
