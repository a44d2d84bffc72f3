"""The rows of the error log and the links that go with a note into its file, and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sqlmodel import col, select

from ms2qbank_desktop.core.ids import derived_id
from ms2qbank_desktop.features.links.models import Kind, Origin, Place
from ms2qbank_desktop.features.links.service import LinkService, links_of
from ms2qbank_desktop.features.notebook.formats.base import OwnFacts
from ms2qbank_desktop.features.notebook.formats.beside import FiledLink, FiledMiss
from ms2qbank_desktop.features.notebook.models import MissReason, NoteKind
from ms2qbank_desktop.features.notebook.tables import ErrorLogRow

from .error_log import note_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.features.notebook.models import Note
    from ms2qbank_desktop.storage.store import WriteSession


def facts_beside(session: Session, user_id: int, notes: Sequence[Note]) -> dict[int, OwnFacts]:
    """Return what only this program says of notes, by their ids."""
    misses: dict[int, list[FiledMiss]] = {}
    logs = [note.id for note in notes if note.kind is NoteKind.ERROR_LOG]
    query = select(ErrorLogRow).where(
        col(ErrorLogRow.note_id).in_(logs),
        ErrorLogRow.user_id == user_id,
        col(ErrorLogRow.deleted_at).is_(None),
    )
    for row in session.exec(query.order_by(col(ErrorLogRow.created_at), col(ErrorLogRow.id))):
        misses.setdefault(row.note_id, []).append(_miss(row))
    ids = {note.id for note in notes}
    links: dict[int, list[FiledLink]] = {}
    for link in links_of(session, user_id, Kind.NOTE, ids):
        for here, there in ((link.a, link.b), (link.b, link.a)):
            if here.kind is Kind.NOTE and here.id in ids and link.origin is not Origin.TEXT:
                links.setdefault(here.id, []).append(FiledLink(link.origin, there))
    return {
        note.id: replace(
            own_facts(note),
            misses=tuple(misses.get(note.id, ())),
            links=tuple(links.get(note.id, ())),
        )
        for note in notes
    }


def own_facts(note: Note) -> OwnFacts:
    """Return what only this program says of a note."""
    return OwnFacts(
        note.id,
        note.kind,
        note.pinned,
        note.bookmarked,
        note.archived,
        note.colour,
        note.day,
    )


class BesideNotes:
    """Takes the rows and links of files: new ones come in, of two versions the newer stays."""

    def __init__(self, links: LinkService, clock: Clock, user_id: int) -> None:
        self._links = links
        self._clock = clock
        self._user_id = user_id

    def note_id(self, own: OwnFacts) -> int | None:
        """Return the id that the note of a question's misses has for this user; None if it is of
        no question, or of several."""
        questions = {miss.question_id for miss in own.misses}
        return note_id(self._user_id, questions.pop()) if len(questions) == 1 else None

    def take(self, session: WriteSession, note: int, own: OwnFacts) -> bool:
        """Merge what stands beside a note and say whether anything is new here."""
        changed = [self._take_miss(session, note, miss, own) for miss in own.misses]
        here = Place(Kind.NOTE, note)
        changed += [
            self._links.link_once(session, self._user_id, here, link.place, link.origin)
            for link in own.links
        ]
        if any(changed):
            session.touch("error-log")
        return any(changed)

    def _take_miss(self, session: WriteSession, note: int, miss: FiledMiss, own: OwnFacts) -> bool:
        row = session.get(ErrorLogRow, miss.id)
        if row is not None and row.user_id != self._user_id:
            row_id = derived_id("filed-miss", self._user_id, miss.id)
            row = session.get(ErrorLogRow, row_id)
        else:
            row_id = miss.id
        if row is None:
            row = ErrorLogRow(
                id=row_id,
                user_id=self._user_id,
                note_id=note,
                question_id=miss.question_id,
                retests=[],
                created_at=miss.created_at,
                changed_at=miss.changed_at,
            )
        elif not _is_newer(row, miss, own):
            return False
        row.changed_at = miss.changed_at if own.as_written else self._clock.now()
        row.reason, row.rule = miss.reason or "", miss.rule
        row.retests = [day.isoformat() for day in sorted(set(miss.retests))]
        row.deleted_at = None
        session.add(row)
        return True


def _is_newer(row: ErrorLogRow, miss: FiledMiss, own: OwnFacts) -> bool:
    """Say whether a file's version of a row is: it was changed later, or by hand in the file."""
    if row.changed_at != miss.changed_at:
        return row.changed_at < miss.changed_at
    return not own.as_written and row.deleted_at is None and replace(_miss(row), id=miss.id) != miss


def _miss(row: ErrorLogRow) -> FiledMiss:
    return FiledMiss(
        row.id,
        row.question_id,
        MissReason(row.reason) if row.reason else None,
        row.rule,
        tuple(map(date.fromisoformat, row.retests)),
        row.created_at,
        row.changed_at,
    )
