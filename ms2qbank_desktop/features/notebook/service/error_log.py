"""The error log: why questions were missed, the rule drawn from it, when to be asked again.

Each missed question has a note of its own; each time that it was missed is a row at that note.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.ids import derived_id
from ms2qbank_desktop.features.links.models import Kind, Origin, Place
from ms2qbank_desktop.features.notebook.models import (
    ErrorEntry,
    ErrorLine,
    Miss,
    MissReason,
    NoteKind,
)
from ms2qbank_desktop.features.notebook.queries import searching
from ms2qbank_desktop.features.notebook.tables import ErrorLogRow, NoteRow
from ms2qbank_desktop.storage.fulltext import next_row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.features.links.service import LinkService
    from ms2qbank_desktop.storage.store import Store, WriteSession

RETEST_DAYS = (2, 7, 21)
"""After a miss, unless the user says otherwise."""


def note_id(user_id: int, question_id: int) -> int:
    """Return the id of the note that the misses of a question have."""
    return derived_id("error-log", user_id, question_id)


def entry_id(user_id: int, miss: Miss) -> int:
    """Return the id of the row of a miss: logged twice, it is one row."""
    return derived_id("miss", user_id, miss.question_id, miss.block_id)


class ErrorLogService:
    """The error logs of one data folder. ``user_id`` says whose."""

    def __init__(self, store: Store, clock: Clock, links: LinkService) -> None:
        self._store = store
        self._clock = clock
        self._links = links

    def entries(
        self, user_id: int, question_id: int | None = None, *, of_note: int | None = None
    ) -> list[ErrorEntry]:
        """Return the rows, those of one question, of one note, or all, the newest first."""
        query = select(ErrorLogRow).where(
            ErrorLogRow.user_id == user_id, col(ErrorLogRow.deleted_at).is_(None)
        )
        if question_id is not None:
            query = query.where(ErrorLogRow.question_id == question_id)
        if of_note is not None:
            query = query.where(ErrorLogRow.note_id == of_note)
        order = col(ErrorLogRow.created_at).desc(), col(ErrorLogRow.id)
        with self._store.read() as session:
            return [_entry(row) for row in session.exec(query.order_by(*order))]

    def lines(self, user_id: int) -> list[ErrorLine]:
        """Return every row with the title of its note, the newest first."""
        query = (
            select(ErrorLogRow, NoteRow.title)
            .join(NoteRow, col(NoteRow.id) == col(ErrorLogRow.note_id))
            .where(ErrorLogRow.user_id == user_id, col(ErrorLogRow.deleted_at).is_(None))
            .order_by(col(ErrorLogRow.created_at).desc(), col(ErrorLogRow.id))
        )
        with self._store.read() as session:
            return [ErrorLine(_entry(row), title) for row, title in session.exec(query)]

    def of_miss(self, user_id: int, miss: Miss) -> ErrorEntry | None:
        """Return the row of a miss, None if it is not in the log."""
        with self._store.read() as session:
            row = session.get(ErrorLogRow, entry_id(user_id, miss))
            there = row is not None and row.user_id == user_id and row.deleted_at is None
            return _entry(row) if row is not None and there else None

    def log(
        self,
        user_id: int,
        miss: Miss,
        title: str,
        body: str = "",
        reason: MissReason | None = None,
        rule: str = "",
    ) -> ErrorEntry:
        """Put a miss into the log, to be asked again on RETEST_DAYS, and return its row; one that
        is there already stays as it is, one that was removed comes back.

        The note of the question is made with ``title`` and ``body`` at its first miss, put back if
        it was removed, and linked to the question.
        """
        now = self._clock.now()
        today = self._clock.study_day(now)
        with self._store.write() as session:
            note = self._note(session, user_id, miss.question_id, title, body)
            row = session.get(ErrorLogRow, entry_id(user_id, miss))
            if row is None:
                row = ErrorLogRow(
                    id=entry_id(user_id, miss),
                    user_id=user_id,
                    note_id=note.id,
                    question_id=miss.question_id,
                    reason=reason or "",
                    rule=rule.strip(),
                    retests=[(today + timedelta(days=days)).isoformat() for days in RETEST_DAYS],
                    created_at=now,
                    changed_at=now,
                )
            row.deleted_at = None
            session.add(row)
            here, question = Place(Kind.NOTE, note.id), Place(Kind.QUESTION, miss.question_id)
            self._links.link_within(session, user_id, here, question, Origin.MADE)
            session.touch("error-log", "notes")
            return _entry(row)

    def save(self, user_id: int, entry: ErrorEntry) -> None:
        """Save reason, rule and retests of a row. UserFault if it is gone."""
        with self._store.write() as session:
            row = session.get(ErrorLogRow, entry.id)
            if row is None or row.user_id != user_id or row.deleted_at is not None:
                raise UserFault("This row of the error log is no longer there.")
            row.reason, row.rule = entry.reason or "", entry.rule.strip()
            self._put(session, row, entry.retests)

    def set_retests(
        self, session: WriteSession, user_id: int, entry: int, days: Iterable[date]
    ) -> None:
        """Say when a row's question is to be asked again, within a write of the planner."""
        row = session.get(ErrorLogRow, entry)
        if row is not None and row.user_id == user_id:
            self._put(session, row, days)

    def remove(self, user_id: int, entry: int, *, removed: bool = True) -> None:
        """Take a row away, or put it back."""
        now = self._clock.now()
        with self._store.write() as session:
            row = session.get(ErrorLogRow, entry)
            if row is not None and row.user_id == user_id:
                row.deleted_at, row.changed_at = (now if removed else None), now
                session.add(row)
                session.touch("error-log")

    def take_back(self, user_id: int, entry: ErrorEntry) -> None:
        """Undo :meth:`log`: take the row away, and its note with the links that came with it if
        it has no other row and nothing was written into it since."""
        now = self._clock.now()
        with self._store.write() as session:
            row, note = session.get(ErrorLogRow, entry.id), session.get(NoteRow, entry.note_id)
            if row is None or note is None or row.user_id != user_id:
                return
            row.deleted_at = row.changed_at = now
            session.add(row)
            others = select(ErrorLogRow.id).where(
                ErrorLogRow.note_id == note.id,
                col(ErrorLogRow.deleted_at).is_(None),
                ErrorLogRow.id != row.id,
            )
            if note.changed_at == note.created_at and not session.exec(others).all():
                note.deleted_at = now
                session.add(note)
                searching.refresh(session, note)
                self._links.unlink_made(session, user_id, Place(Kind.NOTE, note.id))
            session.touch("error-log", "notes")

    def _put(self, session: WriteSession, row: ErrorLogRow, retests: Iterable[date]) -> None:
        row.retests = [day.isoformat() for day in sorted(set(retests))]
        row.changed_at = self._clock.now()
        session.add(row)
        session.touch("error-log")

    def _note(
        self, session: WriteSession, user_id: int, question_id: int, title: str, body: str
    ) -> NoteRow:
        identity, now = note_id(user_id, question_id), self._clock.now()
        row = session.get(NoteRow, identity)
        if row is None:
            row = NoteRow(
                id=identity,
                user_id=user_id,
                title=title,
                body=body,
                kind=NoteKind.ERROR_LOG,
                search_row=next_row(session, "notes"),
                created_at=now,
                changed_at=now,
            )
        elif row.deleted_at is not None and not row.title + row.body:  # the trash was emptied
            row.title, row.body, row.created_at, row.changed_at = title, body, now, now
        row.deleted_at = None
        session.add(row)
        searching.refresh(session, row)
        return row


def _entry(row: ErrorLogRow) -> ErrorEntry:
    return ErrorEntry(
        row.id,
        row.note_id,
        row.question_id,
        MissReason(row.reason) if row.reason else None,
        row.rule,
        tuple(map(date.fromisoformat, row.retests)),
        row.created_at,
    )
