"""The error log: why questions were missed, the rule drawn from it, when to be asked again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from ms2qbank_desktop.core.clock import Clock, to_ms
from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.ids import derived_id, new_id
from ms2qbank_desktop.features.links.models import Kind, Origin, Place
from ms2qbank_desktop.features.notebook.models import ErrorEntry, MissReason, NoteKind
from ms2qbank_desktop.features.notebook.queries import searching
from ms2qbank_desktop.features.notebook.tables import ErrorLogRow, NoteRow
from ms2qbank_desktop.storage.fulltext import next_row

if TYPE_CHECKING:
    from ms2qbank_desktop.features.links.service import LinkService
    from ms2qbank_desktop.storage.store import Store, WriteSession

RETEST_DAYS = (2, 7, 21)
"""After a miss, unless the user says otherwise."""
TITLE = "Error log"


class ErrorLogService:
    """The error logs of one data folder. Each user has one, a note whose rows stand here."""

    def __init__(self, store: Store, clock: Clock, links: LinkService) -> None:
        self._store = store
        self._clock = clock
        self._links = links

    def entries(self, user_id: int, question_id: int | None = None) -> list[ErrorEntry]:
        """Return the rows, those of one question or all, the newest first."""
        query = select(ErrorLogRow).where(
            ErrorLogRow.user_id == user_id, col(ErrorLogRow.deleted_at).is_(None)
        )
        if question_id is not None:
            query = query.where(ErrorLogRow.question_id == question_id)
        with self._store.read() as session:
            found = session.exec(query.order_by(col(ErrorLogRow.id).desc()))
            return [_entry(row) for row in found]

    def log(
        self, user_id: int, question_id: int, reason: MissReason | None = None, rule: str = ""
    ) -> int:
        """Add a row for a question that was missed, to be asked again on RETEST_DAYS, and return
        its id; the log's note is made with the first one and linked to the question."""
        now = self._clock.now()
        today = self._clock.study_day(now)
        with self._store.write() as session:
            note = self._note(session, user_id)
            row = ErrorLogRow(
                id=new_id(to_ms(now)),
                user_id=user_id,
                note_id=note.id,
                question_id=question_id,
                reason=reason or "",
                rule=rule.strip(),
                retests=[(today + timedelta(days=days)).isoformat() for days in RETEST_DAYS],
                created_at=now,
                changed_at=now,
            )
            session.add(row)
            here, question = Place(Kind.NOTE, note.id), Place(Kind.QUESTION, question_id)
            self._links.link_within(session, user_id, here, question, Origin.MADE)
            session.touch("error-log", "notes")
            return row.id

    def save(self, user_id: int, entry: ErrorEntry) -> None:
        """Save reason, rule and retests of a row. UserFault if it is gone."""
        with self._store.write() as session:
            row = session.get(ErrorLogRow, entry.id)
            if row is None or row.user_id != user_id or row.deleted_at is not None:
                raise UserFault("This row of the error log is no longer there.")
            row.reason, row.rule = entry.reason or "", entry.rule.strip()
            row.retests = [day.isoformat() for day in sorted(set(entry.retests))]
            row.changed_at = self._clock.now()
            session.add(row)
            session.touch("error-log")

    def remove(self, user_id: int, entry_id: int, *, removed: bool = True) -> None:
        """Take a row away, or put it back."""
        now = self._clock.now()
        with self._store.write() as session:
            row = session.get(ErrorLogRow, entry_id)
            if row is not None and row.user_id == user_id:
                row.deleted_at, row.changed_at = (now if removed else None), now
                session.add(row)
                session.touch("error-log")

    def due(self, user_id: int, day: date) -> list[ErrorEntry]:
        """Return the rows with a retest on ``day``."""
        return [entry for entry in self.entries(user_id) if day in entry.retests]

    def _note(self, session: WriteSession, user_id: int) -> NoteRow:
        note_id, now = derived_id("error-log", user_id), self._clock.now()
        row = session.get(NoteRow, note_id)
        if row is None:
            row = NoteRow(
                id=note_id,
                user_id=user_id,
                title=TITLE,
                body="",
                kind=NoteKind.ERROR_LOG,
                search_row=next_row(session, "notes"),
                created_at=now,
                changed_at=now,
            )
        row.deleted_at, row.changed_at = None, now
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
