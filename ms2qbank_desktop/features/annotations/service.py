"""The use cases of annotations. Every call that returns has put its change on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from ms2qbank_desktop.core.clock import Clock, to_ms
from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.ids import derived_id, new_id

from .models import (
    MAX_TEXT,
    Colour,
    Highlight,
    MarginNote,
    ProblemReport,
    Quote,
    Reason,
    Span,
    Target,
)
from .spans import erased, highlighted, layered, trimmed
from .tables import HighlightRow, MarginNoteRow, ProblemReportRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from ms2qbank_desktop.storage.store import Store, WriteSession

    from .models import Passage

    Change = Callable[[list[Span]], list[Span]]


class AnnotationService:
    """Annotations of one data folder. ``user_id`` says whose: nobody sees those of another."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    # Highlights

    def highlights(self, user_id: int, target: Target) -> tuple[Highlight, ...]:
        """Return what is highlighted on a target, in the order it was done."""
        with self._store.read() as session:
            return tuple(map(_highlight, _rows(session, user_id, target)))

    def shown(self, highlights: Iterable[Highlight], passage: Passage) -> list[Span]:
        """Return the stretches to paint on ``passage``, in order and without overlap.

        A highlight whose words are no longer where they were is found again by them, the nearest
        to its old place; one whose words are gone is kept for the day they come back.
        """
        own = (one.span_in(passage.text) for one in highlights if one.part == passage.part)
        return layered(span for span in own if span is not None)

    def highlight(
        self, user_id: int, target: Target, passage: Passage, span: Span
    ) -> tuple[Highlight, ...]:
        """Highlight ``span`` of ``passage``; return what is highlighted on the target then.

        Blanks and pictures at its ends are left out; a span of nothing else changes nothing.
        """
        start, end = trimmed(passage.text, span.start, span.end)
        new = Span(start, end, span.colour)
        return self._change(user_id, target, passage, lambda spans: highlighted(spans, new))

    def erase(
        self, user_id: int, target: Target, passage: Passage, start: int, end: int
    ) -> tuple[Highlight, ...]:
        """Take the highlighting off [start, end); return what is left on the target."""
        return self._change(user_id, target, passage, lambda spans: erased(spans, start, end))

    # Notes in the margin

    def note(self, user_id: int, target: Target) -> str:
        """Return the user's note at a target, "" if there is none."""
        with self._store.read() as session:
            row = session.get(MarginNoteRow, _note_id(user_id, target))
            return row.text if row is not None and row.deleted_at is None else ""

    def write_note(self, user_id: int, target: Target, text: str) -> None:
        """Save the user's note at a target; a blank one deletes it. UserFault if it is too long."""
        _check_length(text)
        now = self._clock.now()
        with self._store.write() as session:
            row = session.get(MarginNoteRow, _note_id(user_id, target))
            if row is None:
                if not text.strip():
                    return
                row = MarginNoteRow(
                    id=_note_id(user_id, target),
                    user_id=user_id,
                    kind=target.kind,
                    target_id=target.id,
                    text=text,
                    changed_at=now,
                )
            row.text, row.changed_at = text, now
            row.deleted_at = None if text.strip() else now
            session.add(row)
            session.touch("margin-notes")

    def notes(self, user_id: int, kind: str) -> list[MarginNote]:
        """Return the user's notes at targets of a kind, the last written first."""
        query = (
            select(MarginNoteRow)
            .where(
                MarginNoteRow.user_id == user_id,
                MarginNoteRow.kind == kind,
                col(MarginNoteRow.deleted_at).is_(None),
            )
            .order_by(col(MarginNoteRow.changed_at).desc(), col(MarginNoteRow.id))
        )
        with self._store.read() as session:
            return [
                MarginNote(Target(row.kind, row.target_id), row.text, row.changed_at)
                for row in session.exec(query)
            ]

    # Problems

    def report_problem(self, user_id: int, target: Target, reason: Reason, text: str) -> None:
        """Keep a report. UserFault if "other" comes without words, or the words are too long."""
        text = text.strip()
        _check_length(text)
        if reason is Reason.OTHER and not text:
            raise UserFault("Say in a few words what is wrong.", field="text")
        now = self._clock.now()
        with self._store.write() as session:
            session.add(
                ProblemReportRow(
                    id=new_id(to_ms(now)),
                    user_id=user_id,
                    kind=target.kind,
                    target_id=target.id,
                    reason=reason,
                    text=text,
                    created_at=now,
                )
            )
            session.touch("problem-reports")

    def problem_reports(self, user_id: int, target: Target | None = None) -> list[ProblemReport]:
        """Return the user's reports, on one target or on all, newest first."""
        query = select(ProblemReportRow).where(ProblemReportRow.user_id == user_id)
        if target is not None:
            query = query.where(
                ProblemReportRow.kind == target.kind, ProblemReportRow.target_id == target.id
            )
        with self._store.read() as session:
            return [
                ProblemReport(
                    row.id,
                    row.user_id,
                    Target(row.kind, row.target_id),
                    Reason(row.reason),
                    row.text,
                    row.created_at,
                )
                for row in session.exec(query.order_by(col(ProblemReportRow.id).desc()))
            ]

    def _change(
        self, user_id: int, target: Target, passage: Passage, change: Change
    ) -> tuple[Highlight, ...]:
        """Replace the highlights of a passage by those that show after ``change``."""
        now = self._clock.now()
        with self._store.write() as session:
            rows = _rows(session, user_id, target)
            placed = {
                row.id: span
                for row in rows
                if row.part == passage.part and (span := _highlight(row).span_in(passage.text))
            }
            wanted = change(layered(placed.values()))
            gone = set(placed)
            for row_id, span in placed.items():
                if span in wanted:  # of two devices that made the same one, the second goes
                    wanted.remove(span)
                    gone.remove(row_id)
            _delete(session, [row for row in rows if row.id in gone], now)
            new = [_new_row(user_id, target, passage, span, now) for span in wanted]
            session.add_all(new)
            if gone or new:
                session.touch("highlights")
        return tuple(_highlight(row) for row in [*rows, *new] if row.id not in gone)


def _rows(session: Session, user_id: int, target: Target) -> list[HighlightRow]:
    query = (
        select(HighlightRow)
        .where(
            HighlightRow.user_id == user_id,
            HighlightRow.kind == target.kind,
            HighlightRow.target_id == target.id,
            col(HighlightRow.deleted_at).is_(None),
        )
        .order_by(col(HighlightRow.id))
    )
    return list(session.exec(query))


def _delete(session: WriteSession, rows: Iterable[HighlightRow], now: datetime) -> None:
    for row in rows:
        row.deleted_at = now
        session.add(row)


def _new_row(
    user_id: int, target: Target, passage: Passage, span: Span, now: datetime
) -> HighlightRow:
    return HighlightRow(
        id=new_id(to_ms(now)),
        user_id=user_id,
        kind=target.kind,
        target_id=target.id,
        part=passage.part,
        start=span.start,
        end=span.end,
        quote=passage.text[span.start : span.end],
        colour=span.colour,
        created_at=now,
    )


def _highlight(row: HighlightRow) -> Highlight:
    return Highlight(row.id, row.part, Quote(row.start, row.quote), Colour(row.colour))


def _note_id(user_id: int, target: Target) -> int:
    return derived_id("margin_note", user_id, target.kind, target.id)


def _check_length(text: str) -> None:
    if len(text) > MAX_TEXT:
        raise UserFault(
            f"The text has {len(text):,} characters, {MAX_TEXT:,} at the most.", field="text"
        )
