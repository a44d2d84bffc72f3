"""Note types that are changed together with the notes that are of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.progress import Cancelled, Silent, portions
from ms2qbank_desktop.features.flashcards.models import NoteKind
from ms2qbank_desktop.features.flashcards.notes.retyping import mapped
from ms2qbank_desktop.features.flashcards.queries import decks, notes, retyping, rows
from ms2qbank_desktop.features.flashcards.queries.rows import FIELD_SEPARATOR
from ms2qbank_desktop.features.flashcards.tables import NoteTypeRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.flashcards.models import NoteType
    from ms2qbank_desktop.features.flashcards.notes.retyping import Retyped, TypeChange
    from ms2qbank_desktop.storage.store import Store

_PORTION = 300
"""Notes that are changed in one transaction: an answer may wait for it."""


class NoteTypeService:
    """The note types of one data folder and their notes; those of another user are unknown."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def change_note_type(self, user_id: int, note_type: NoteType, was: Sequence[int | None]) -> int:
        """Save a note type whose fields were moved, added or removed, and its notes with it;
        return its id. ``was``: for each field the place that it had, None for a new one.

        UserFault if a name is blank or stands twice. On 30,000 notes it takes seconds.
        """
        names = [one.name.casefold() for one in note_type.fields]
        if not note_type.name or not all(names):
            raise UserFault("Everything needs a name.", field="name")
        if len(set(names)) < len(names):
            raise UserFault("Two fields have the same name.", field="fields")
        now = self._clock.now()
        with self._store.write() as session:
            row = _row(session, user_id, note_type.id)
            before = len(row.content["fields"])
            row.name = note_type.name
            row.content = rows.note_type_content(note_type, row.content.get("extra"))
            row.changed_at = now
            session.add(row)
            if list(was) != list(range(before)):
                changed = []
                for note in notes.of_type(session, user_id, note_type.id):
                    texts = mapped(note.fields.split(FIELD_SEPARATOR), was)
                    if note.base_fields is not None:
                        base = mapped(note.base_fields.split(FIELD_SEPARATOR), was)
                        note.base_fields = FIELD_SEPARATOR.join(base)
                    changed.append((note, note_type, texts, note.tags.split()))
                notes.write_all(session, changed, now)
            session.touch("cards")
        return note_type.id

    def types_of(self, user_id: int, note_ids: Sequence[int]) -> set[int]:
        """Return the types that notes are of."""
        with self._store.read() as session:
            return retyping.types(session, user_id, note_ids)

    def retype(
        self,
        user_id: int,
        note_ids: Sequence[int],
        note_type_id: int,
        change: TypeChange,
        progress: Progress,
    ) -> list[Retyped]:
        """Give notes another type, and return what they were, for :meth:`take_back`. Cards that
        the new type has no place for are removed, those that it makes are added. On a worker;
        cancelled, it takes back what it has done.

        UserFault if there is no such type or if it is one for pictures: its notes are drawn.
        """
        with self._store.read() as session:
            new = rows.note_type(_row(session, user_id, note_type_id))
        if new.kind is NoteKind.IMAGE_OCCLUSION:
            raise UserFault("Notes of this type are drawn over a picture.", field="note type")
        before: list[Retyped] = []
        try:
            for portion in portions(note_ids, _PORTION, progress, "notes"):
                with self._store.write() as session:
                    now = self._clock.now()
                    before += retyping.retype(session, user_id, portion, new, change, now)
                    session.touch("cards")
        except Cancelled:
            self.take_back(user_id, before)
            raise
        return before

    def take_back(self, user_id: int, before: Sequence[Retyped]) -> None:
        """Make notes what they were. On a worker."""
        with self._store.read() as session:
            known = {row.id: rows.note_type(row) for row in decks.note_types(session, user_id)}
        for portion in portions(before, _PORTION, Silent()):
            with self._store.write() as session:
                retyping.take_back(session, user_id, portion, known, self._clock.now())
                session.touch("cards")


def _row(session: Session, user_id: int, note_type_id: int) -> NoteTypeRow:
    row = session.get(NoteTypeRow, note_type_id)
    if row is None or row.user_id != user_id:
        raise UserFault("There is no such note type.", field="note type")
    return row
