"""The lines that the logs of all slices have of a stretch of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from ms2qbank_desktop.core.clock import from_ms, to_ms
from ms2qbank_desktop.features.attempts.tables import AttemptRow
from ms2qbank_desktop.features.flashcards.tables import CardReviewRow, VoidRow
from ms2qbank_desktop.features.library.tables import ArticleRow, ReadEventRow
from ms2qbank_desktop.features.planner.focus_timer import Phase
from ms2qbank_desktop.features.planner.models import TRACELESS
from ms2qbank_desktop.features.planner.sittings import Moment
from ms2qbank_desktop.features.planner.study_models import Activity
from ms2qbank_desktop.features.planner.tables import PlanTaskRow, StudySpanRow
from ms2qbank_desktop.features.practice.blueprint import official, short_label
from ms2qbank_desktop.features.videos.tables import VideoRow, WatchEventRow

from .studied import ID_BITS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Mapped


def moments(session: Session, user_id: int, first: datetime, end: datetime) -> Iterator[Moment]:
    """Yield what was studied from ``first`` to before ``end``."""
    yield from _answers(session, user_id, first, end)
    yield from _cards(session, user_id, first, end)
    yield from _lectures(session, user_id, first, end)
    yield from _articles(session, user_id, first, end)
    yield from _spans(session, user_id, first, end)
    yield from _ticked(session, user_id, first, end)


def beside_answers(
    session: Session, user_id: int, first: datetime, end: datetime
) -> Iterator[Moment]:
    """Yield what was studied otherwise than by answers; a focus timer runs beside all of it."""
    yield from _lectures(session, user_id, first, end)
    yield from _articles(session, user_id, first, end)
    yield from _ticked(session, user_id, first, end)


def _answers(session: Session, user_id: int, first: datetime, end: datetime) -> Iterator[Moment]:
    query = select(AttemptRow.id, AttemptRow.system, AttemptRow.time_ms, AttemptRow.correct).where(
        _within(col(AttemptRow.id), first, end),
        AttemptRow.user_id + 0 == user_id,
        col(AttemptRow.omitted).is_(False),
    )
    for row_id, system, time_ms, correct in session.exec(query):
        title = short_label(official(system) or system)
        yield Moment(Activity.QUESTIONS, _at(row_id), time_ms / 1000, title, right=correct)


def _cards(session: Session, user_id: int, first: datetime, end: datetime) -> Iterator[Moment]:
    query = select(CardReviewRow.id, CardReviewRow.time_ms, CardReviewRow.rating).where(
        _within(col(CardReviewRow.id), first, end),
        CardReviewRow.user_id == user_id,
        CardReviewRow.rating > 0,
        col(CardReviewRow.id).not_in(select(VoidRow.id)),
    )
    for row_id, time_ms, rating in session.exec(query):
        yield Moment(Activity.CARDS, _at(row_id), time_ms / 1000, right=rating > 1)


def _lectures(session: Session, user_id: int, first: datetime, end: datetime) -> Iterator[Moment]:
    event = WatchEventRow
    query = select(
        event.id, event.video_id, event.end_ms - event.start_ms, event.speed_percent
    ).where(
        _within(col(event.id), first, end),
        event.user_id == user_id,
        event.end_ms > event.start_ms,
    )
    lines = list(session.exec(query))
    wanted = {video for _, video, _, _ in lines}
    named = select(VideoRow.id, VideoRow.title).where(col(VideoRow.id).in_(wanted))
    titles = dict(session.exec(named).all())
    for row_id, video, played_ms, speed in lines:
        seconds = played_ms / 10 / max(1, speed)
        title = titles.get(video, "A lecture")
        yield Moment(Activity.VIDEO, _at(row_id), seconds, title, video)


def _articles(session: Session, user_id: int, first: datetime, end: datetime) -> Iterator[Moment]:
    query = select(ReadEventRow.id, ReadEventRow.article_id, ReadEventRow.time_ms).where(
        _within(col(ReadEventRow.id), first, end),
        ReadEventRow.user_id == user_id,
        ReadEventRow.time_ms > 0,
    )
    lines = list(session.exec(query))
    wanted = {article for _, article, _ in lines}
    named = select(ArticleRow.id, ArticleRow.title).where(col(ArticleRow.id).in_(wanted))
    titles = dict(session.exec(named).all())
    for row_id, article, time_ms in lines:
        title = titles.get(article, "An article")
        yield Moment(Activity.ARTICLE, _at(row_id), time_ms / 1000, title, article)


def _spans(session: Session, user_id: int, first: datetime, end: datetime) -> Iterator[Moment]:
    query = select(StudySpanRow).where(
        _within(col(StudySpanRow.id), first, end),
        StudySpanRow.user_id == user_id,
        StudySpanRow.kind == Phase.FOCUS,
    )
    spans = list(session.exec(query))
    wanted = {span.task_id for span in spans if span.task_id is not None}
    named = select(PlanTaskRow.id, PlanTaskRow.title).where(col(PlanTaskRow.id).in_(wanted))
    titles = dict(session.exec(named).all())
    for span in spans:
        title = titles.get(span.task_id or 0, "")
        yield Moment(Activity.FOCUS, _at(span.id), span.seconds, title, span.task_id or 0)


def _ticked(session: Session, user_id: int, first: datetime, end: datetime) -> Iterator[Moment]:
    query = select(PlanTaskRow).where(
        PlanTaskRow.user_id == user_id,
        col(PlanTaskRow.deleted_at).is_(None),
        col(PlanTaskRow.done_at) >= first,
        col(PlanTaskRow.done_at) < end,
        col(PlanTaskRow.kind).in_(TRACELESS),
    )
    for row in session.exec(query):
        if row.done_at is not None:
            seconds = 60 * (row.spent_minutes or 0)
            yield Moment(Activity.TASK, row.done_at, seconds, row.title, row.id)


def _within(column: Mapped[int], first: datetime, end: datetime) -> ColumnElement[bool]:
    """Return the condition that an id, numbered by time, was made in a stretch of time."""
    return (column >= to_ms(first) << ID_BITS) & (column < to_ms(end) << ID_BITS)


def _at(row_id: int) -> datetime:
    return from_ms(row_id >> ID_BITS)
