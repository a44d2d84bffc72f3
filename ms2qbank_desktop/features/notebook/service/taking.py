"""Takes notes of files into a notebook: new ones, changed ones, and neither twice."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from sqlmodel import col, select

from ms2qbank_desktop.core.ids import derived_id
from ms2qbank_desktop.core.progress import Cancelled, Progress, Silent
from ms2qbank_desktop.features.notebook import wiki
from ms2qbank_desktop.features.notebook.formats.base import BadFile, FiledNote
from ms2qbank_desktop.features.notebook.formats.front_matter import aliases
from ms2qbank_desktop.features.notebook.models import MAX_BODY, Note, NoteKind
from ms2qbank_desktop.features.notebook.queries import rows, searching
from ms2qbank_desktop.features.notebook.tables import NoteRow
from ms2qbank_desktop.storage.fulltext import next_row
from ms2qbank_desktop.storage.tags import joined_tags

from .beside import own_facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlmodel import Session

    from ms2qbank_desktop.features.notebook.formats.base import Names, NotesContent, Source
    from ms2qbank_desktop.features.notebook.models import NotesReport
    from ms2qbank_desktop.storage.store import Store, WriteSession

    from .beside import BesideNotes
    from .notebooks import NotebooksService
    from .notes import NotebookService

BATCH = 50
"""Notes of one transaction: whoever else writes waits for no more than these."""
_LOCAL_WAS_NEWER = "It was changed here too since then; what stood here was kept as a version."


class Notebooks:
    """The notebooks of a user by their names, made when a note needs one."""

    def __init__(self, service: NotebooksService, user_id: int) -> None:
        self._service = service
        self._user_id = user_id
        self.names: dict[int, Names] = {}
        self._ids: dict[Names, int] = {}
        for one in service.notebooks(user_id):
            above = self.names[one.parent_id] if one.parent_id is not None else ()
            self.names[one.id] = (*above, one.name)
            self._ids.setdefault(_folded(self.names[one.id]), one.id)

    def named(self, names: Names) -> int | None:
        """Return the notebook of these names, made with those around it if it is not there."""
        names = tuple(filter(None, (" ".join(name.split()) for name in names)))
        found = None
        for depth in range(1, len(names) + 1):
            key = _folded(names[:depth])
            if key not in self._ids:
                self._ids[key] = self._service.create(self._user_id, names[depth - 1], found)
                self.names[self._ids[key]] = names[:depth]
            found = self._ids[key]
        return found


class Taking:
    """The import of one file or folder, in batches that are each committed whole."""

    def __init__(
        self,
        store: Store,
        notes: NotebookService,
        notebooks: Notebooks,
        beside: BesideNotes,
        user_id: int,
        source: Source,
        report: NotesReport,
    ) -> None:
        self._store = store
        self._notes = notes
        self._notebooks = notebooks
        self._beside = beside
        self._user_id = user_id
        self._source = source
        self._report = report
        self._seen: set[int] = set()
        self._changed: list[int] = []
        self._names: set[str] = set()
        """Titles and aliases of what was taken, case folded."""

    def run(self, content: NotesContent) -> None:
        """Take what a file holds. Cancelled may come between two batches: what was taken stays,
        and is linked before it goes on."""
        for names in content.notebooks:
            self._notebooks.named(names)
        coming, done = iter(content.notes), 0
        try:
            while batch := list(islice(coming, BATCH)):
                done += len(batch)
                self._take(batch)
                total = max(done, content.number)
                self._source.progress.report(done, total, self._source.path.name)
        except (Cancelled, BadFile, OSError):
            self._link(Silent())
            raise
        self._link(self._source.progress)

    def _take(self, batch: list[FiledNote]) -> None:
        batch = [note for note in batch if self._is_sound(note)]
        with self._store.read() as session:
            ids = [self._id(session, note) for note in batch]
            query = select(NoteRow.id, NoteRow.file_digest).where(col(NoteRow.id).in_(ids))
            digests = dict(session.exec(query).all())
        # Notebooks are made outside the write, and none for what brings nothing.
        places = {
            note_id: self._notebooks.named(note.notebook)
            for note_id, note in zip(ids, batch, strict=True)
            if digests.get(note_id) != note.digest
        }
        with self._store.write() as session:
            for note_id, note in zip(ids, batch, strict=True):
                unchanged = self._report.unchanged
                self._take_one(session, note_id, note, places.get(note_id))
                has_news = note.own and self._beside.take(session, note_id, note.own)
                if has_news and self._report.unchanged > unchanged:
                    self._report.unchanged -= 1
                    self._report.updated += 1
            session.touch("notes")

    def _is_sound(self, note: FiledNote) -> bool:
        self._report.notes += 1
        if len(note.body) > MAX_BODY:
            why = f"It was left out: it is longer than {MAX_BODY:,} characters."
            self._source.tell(note.where, why)
            return False
        if note.own is None and not note.title and not note.body.strip():
            self._source.tell(note.where, "It was left out: it is empty.")
            return False
        return True

    def _take_one(
        self, session: WriteSession, note_id: int, note: FiledNote, notebook_id: int | None
    ) -> None:
        row = session.get(NoteRow, note_id)
        is_new = row is None
        if row is None:
            row = NoteRow(
                id=note_id,
                user_id=self._user_id,
                title="",
                body="",
                created_at=note.created_at,
                changed_at=note.changed_at,
                search_row=next_row(session, "notes"),
                notebook_id=notebook_id,
            )
            self._report.added += 1
        elif self._stands(row, note):
            self._report.unchanged += 1
            return
        else:
            if self._was_edited(row, note):
                self._source.tell(note.where, _LOCAL_WAS_NEWER)
            self._notes.keep_version(session, row, always=True)
            self._report.updated += 1
        self._put(session, row, note, notebook_id, is_new=is_new)

    def _id(self, session: Session, note: FiledNote) -> int:
        """Return the id that a note has here: its own, unless it is another's, or a copy's."""
        own = note.own
        by_key = derived_id("filed-note", self._user_id, *note.key)
        if own is None:
            return by_key
        if own.kind is NoteKind.DAILY and own.day is not None:
            wanted = derived_id("daily-note", self._user_id, own.day.isoformat())
        elif own.kind is NoteKind.ERROR_LOG and (of_misses := self._beside.note_id(own)):
            wanted = of_misses
        else:
            wanted = own.id
            row = session.get(NoteRow, wanted)
            if row is not None and row.user_id != self._user_id:
                wanted = derived_id("filed-note", self._user_id, own.id)
        if wanted in self._seen:
            self._source.tell(note.where, "It is a copy of another file, so it became a new note.")
            return by_key
        self._seen.add(wanted)
        return wanted

    def _stands(self, row: NoteRow, note: FiledNote) -> bool:
        """Say whether a file brings nothing: it is as it was read last, or older than the note."""
        if row.file_digest == note.digest:
            return True
        if row.deleted_at is not None:
            return False
        here = self._filed(row)
        if (here if note.own else replace(here, own=None)).digest == note.digest:
            row.file_digest = note.digest
            return True
        if note.own is None or not note.own.as_written or row.changed_at < note.stated_at:
            return False
        if row.file_digest:
            self._source.tell(note.where, "The note here is newer, so it was left as it is.")
        return True

    def _was_edited(self, row: NoteRow, note: FiledNote) -> bool:
        """Say whether the user has changed a note since a file gave it or got it."""
        here = self._filed(row)
        if row.file_digest in {here.digest, replace(here, own=None).digest}:
            return False
        return note.own is None or row.changed_at > note.stated_at

    def _filed(self, row: NoteRow) -> FiledNote:
        return filed(rows.note(row), self._notebooks.names)

    def _put(
        self,
        session: WriteSession,
        row: NoteRow,
        note: FiledNote,
        notebook_id: int | None,
        *,
        is_new: bool,
    ) -> None:
        row.title, row.body = note.title, note.body
        row.tags = joined_tags(note.every_tag)
        row.created_at, row.changed_at = note.created_at, note.changed_at
        row.deleted_at, row.file_digest = None, note.digest
        if note.own is not None:
            own = note.own
            row.kind, row.colour = own.kind, own.colour
            row.pinned, row.bookmarked, row.archived = own.pinned, own.bookmarked, own.archived
            row.day = own.day.isoformat() if own.day else ""
            row.notebook_id = notebook_id
        session.add(row)
        searching.refresh(session, row)
        if not is_new or "[[" in row.body:
            self._changed.append(row.id)
        self._names.update(name.casefold() for name in (row.title, *aliases(row.body)))
        session.touch(f"notes:note/{row.id}")

    def _link(self, progress: Progress) -> None:
        """Link what was taken, and the other notes whose texts name it: only now is all there."""
        if not self._names:
            return
        changed = set(self._changed)
        query = select(NoteRow.id, NoteRow.body).where(
            NoteRow.user_id == self._user_id,
            col(NoteRow.deleted_at).is_(None),
            col(NoteRow.body).contains("[["),
        )
        with self._store.read() as session:
            naming = [
                note_id
                for note_id, body in session.exec(query)
                if note_id not in changed
                and any(self._is_named(link) for link in wiki.wiki_links(body))
            ]
        waiting = (*self._changed, *naming)
        for at in range(0, len(waiting), BATCH):
            with self._store.write() as session:
                for note_id in waiting[at : at + BATCH]:
                    self._notes.link_text(session, session.get_one(NoteRow, note_id))
            with suppress(Cancelled):  # half of the links would never be made up for
                progress.report(min(at + BATCH, len(waiting)), len(waiting), "links")

    def _is_named(self, link: wiki.WikiLink) -> bool:
        name = link.name.casefold()
        return name in self._names or name.rpartition("/")[2] in self._names


def filed(note: Note, notebooks: Mapping[int, Names]) -> FiledNote:
    """Return a note as a file of ours has it; ``notebooks``: names by id."""
    return FiledNote(
        where=note.title,
        key=(),
        title=note.title,
        body=note.body,
        tags=note.tags,
        created_at=note.created_at,
        changed_at=note.changed_at,
        stated_at=note.changed_at,
        notebook=notebooks.get(note.notebook_id or 0, ()),
        own=own_facts(note),
    )


def _folded(names: Iterable[str]) -> Names:
    return tuple(name.casefold() for name in names)
