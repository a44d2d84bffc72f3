"""Notes: written, found, linked, put away. Every call that returns has put its change on the
disk."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlmodel import Session, col, select

from ms2qbank_desktop.core.clock import Clock, from_ms, to_ms
from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.ids import derived_id, new_id
from ms2qbank_desktop.features.links.models import Kind, Origin, Place
from ms2qbank_desktop.features.links.service import LinkService, links_of
from ms2qbank_desktop.features.notebook import wiki
from ms2qbank_desktop.features.notebook.models import (
    MAX_BODY,
    Note,
    NoteFilter,
    NoteKind,
    NoteOrder,
    NoteVersion,
    PlacedNote,
)
from ms2qbank_desktop.features.notebook.queries import listing, rows, searching
from ms2qbank_desktop.features.notebook.tables import NoteRow, NoteVersionRow
from ms2qbank_desktop.storage.fulltext import next_row
from ms2qbank_desktop.storage.tags import joined_tags

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ms2qbank_desktop.features.notebook.models import NoteCounts, NoteLine
    from ms2qbank_desktop.storage.media import MediaFolder
    from ms2qbank_desktop.storage.store import Store, WriteSession

VERSION_EVERY = timedelta(minutes=10)
"""A note that is being written leaves a version behind no more often than this."""
ID_BITS = 21
"""Below the milliseconds of an id."""
FLAGS = frozenset({"pinned", "bookmarked", "archived"})


class NotebookService:
    """The notes of one data folder. ``user_id`` says whose: nobody sees those of another."""

    def __init__(self, store: Store, clock: Clock, media: MediaFolder, links: LinkService) -> None:
        self._store = store
        self._clock = clock
        self._media = media
        self._links = links

    # What is there

    def note(self, user_id: int, note_id: int) -> Note:
        """Return a note; UserFault if the user has no such note."""
        with self._store.read() as session:
            return rows.note(rows.note_row(session, user_id, note_id))

    def lines(
        self,
        user_id: int,
        wanted: NoteFilter,
        order: NoteOrder = NoteOrder.CHANGED,
        *,
        limit: int | None = None,
    ) -> list[NoteLine]:
        """Return the notes of a filter in order, pinned ones first."""
        with self._store.read() as session:
            return listing.lines(session, user_id, wanted, order, limit)

    def counts(self, user_id: int) -> NoteCounts:
        """Return how many notes stand in each place of the side bar."""
        with self._store.read() as session:
            return listing.counts(session, user_id)

    def notes_at(self, user_id: int, kind: Kind, thing: int) -> list[PlacedNote]:
        """Return the notes that are linked to a thing, the oldest link first."""
        with self._store.read() as session:
            found = [
                (link, link.other(kind, thing))
                for link in links_of(session, user_id, kind, (thing,))
            ]
            ids = [end.id for _, end in found if end.kind is Kind.NOTE]
            query = select(NoteRow).where(
                col(NoteRow.id).in_(ids),
                NoteRow.user_id == user_id,
                col(NoteRow.deleted_at).is_(None),
            )
            notes = {row.id: rows.note(row) for row in session.exec(query)}
        return [
            PlacedNote(notes[end.id], link)
            for link, end in found
            if end.kind is Kind.NOTE and end.id in notes
        ]

    def unlinked_mentions(self, user_id: int, note_id: int) -> list[tuple[Note, int]]:
        """Return the other notes that name this one without linking it, and how often."""
        title = self.note(user_id, note_id).title
        found = []
        for line in self.lines(user_id, NoteFilter(text=title)) if len(title) > 2 else ():
            if line.id != note_id:
                other = self.note(user_id, line.id)
                number = len(wiki.mentions(other.body, title))
                found += [(other, number)] if number else []
        return found

    # Writing

    def add(
        self,
        user_id: int,
        title: str,
        body: str,
        *,
        tags: Iterable[str] = (),
        places: Iterable[Place] = (),
        kind: NoteKind = NoteKind.NOTE,
        notebook_id: int | None = None,
    ) -> int:
        """Write a new note, linked to the places where it was made, and return its id.

        UserFault if it is blank, or longer than MAX_BODY.
        """
        if not title.strip() and not body.strip():
            raise UserFault("The note is empty.", field="body")
        with self._store.write() as session:
            row = self._new_row(session, user_id, title, kind, notebook_id)
            self._put(session, row, title, body, tags)
            for place in places:
                here = Place(Kind.NOTE, row.id)
                self._links.link_within(session, user_id, here, place, Origin.MADE)
            self._link_those_that_name(session, row)
            return row.id

    def write(self, user_id: int, note_id: int, title: str, body: str, tags: Iterable[str]) -> None:
        """Save a note as it is now; the links of its text follow. UserFault if there is no such
        note, or it is too long."""
        with self._store.write() as session:
            row = rows.note_row(session, user_id, note_id)
            self.keep_version(session, row)
            was = row.title
            self._put(session, row, title, body, tags)
            if row.title.casefold() != was.casefold():
                self._rename_links(session, row, was)

    def set_flag(self, user_id: int, note_ids: Iterable[int], flag: str, *, on: bool) -> None:
        """Pin, bookmark or archive notes, or no more: ``flag`` is one of FLAGS."""
        if flag not in FLAGS:
            raise KeyError(flag)
        self._change(user_id, note_ids, flag, on)

    def set_colour(self, user_id: int, note_ids: Iterable[int], colour: str) -> None:
        """Give notes a colour, "" for none."""
        self._change(user_id, note_ids, "colour", colour)

    def move(self, user_id: int, note_ids: Iterable[int], notebook_id: int | None) -> None:
        """Put notes into a notebook, or into none."""
        self._change(user_id, note_ids, "notebook_id", notebook_id)

    def remove(self, user_id: int, note_id: int, *, removed: bool = True) -> None:
        """Put a note into the trash, or back; its links stay and come back with it."""
        with self._store.write() as session:
            row = session.get(NoteRow, note_id)
            if row is not None and row.user_id == user_id:
                row.deleted_at = self._clock.now() if removed else None
                session.add(row)
                searching.refresh(session, row)
                session.touch("notes", "links")

    def daily(self, user_id: int, day: date, title: str) -> int:
        """Return the note of a day, made with ``title`` if there is none yet."""
        note_id = derived_id("daily-note", user_id, day.isoformat())
        with self._store.write() as session:
            row = session.get(NoteRow, note_id)
            if row is None:
                row = self._new_row(session, user_id, title, NoteKind.DAILY, None, note_id)
                row.day = day.isoformat()
                self._put(session, row, title, "", ())
            elif row.deleted_at is not None:
                row.deleted_at = None
                session.add(row)
                searching.refresh(session, row)
                session.touch("notes")
            return row.id

    def add_picture(self, data: bytes) -> str:
        """Keep a picture and return the address by which notes call it, ``media:<name>``.

        UserFault if it is no picture or too large.
        """
        return f"media:{self._media.add_image(data)}"

    # Versions

    def versions(self, user_id: int, note_id: int) -> list[NoteVersion]:
        """Return what a note was like before, the newest first."""
        query = (
            select(NoteVersionRow)
            .where(NoteVersionRow.note_id == note_id)
            .order_by(col(NoteVersionRow.id).desc())
        )
        with self._store.read() as session:
            rows.note_row(session, user_id, note_id)
            return [
                NoteVersion(
                    row.id, from_ms(row.id >> ID_BITS), row.title, row.body, tuple(row.tags.split())
                )
                for row in session.exec(query)
            ]

    def restore_version(self, user_id: int, note_id: int, version_id: int) -> None:
        """Write a note as it was then; as it is now becomes a version."""
        with self._store.write() as session:
            row = rows.note_row(session, user_id, note_id)
            version = session.get(NoteVersionRow, version_id)
            if version is None or version.note_id != note_id:
                raise UserFault("This version is no longer there.")
            self.keep_version(session, row, always=True)
            self._put(session, row, version.title, version.body, version.tags.split())

    # How it is done

    def _new_row(
        self,
        session: WriteSession,
        user_id: int,
        title: str,
        kind: NoteKind,
        notebook_id: int | None,
        note_id: int | None = None,
    ) -> NoteRow:
        now = self._clock.now()
        return NoteRow(
            id=new_id(to_ms(now)) if note_id is None else note_id,
            user_id=user_id,
            title=title,
            body="",
            kind=kind,
            notebook_id=notebook_id,
            search_row=next_row(session, "notes"),
            created_at=now,
            changed_at=now,
        )

    def _put(
        self, session: WriteSession, row: NoteRow, title: str, body: str, tags: Iterable[str]
    ) -> None:
        if len(body) > MAX_BODY:
            raise UserFault(
                f"The note has {len(body):,} characters, {MAX_BODY:,} at the most.", field="body"
            )
        names_same = _names(body) == _names(row.body)
        row.title, row.body = title.strip(), body
        row.tags = joined_tags([*tags, *wiki.tags(body)])
        row.changed_at = self._clock.now()
        session.add(row)
        searching.refresh(session, row)
        if not names_same:  # looking up three hundred names takes its time
            self.link_text(session, row)
        session.touch("notes", f"notes:note/{row.id}")

    def keep_version(self, session: WriteSession, row: NoteRow, *, always: bool = False) -> None:
        """Keep a note as it stands, unless a version was kept a moment ago."""
        query = select(func.max(NoteVersionRow.id)).where(NoteVersionRow.note_id == row.id)
        last, now = session.exec(query).one(), self._clock.now()
        since = row.created_at if last is None else from_ms(last >> ID_BITS)
        if row.body.strip() and (always or now - since >= VERSION_EVERY):
            session.add(
                NoteVersionRow(
                    id=new_id(to_ms(now)),
                    note_id=row.id,
                    title=row.title,
                    body=row.body,
                    tags=row.tags,
                )
            )

    def link_text(self, session: WriteSession, row: NoteRow) -> None:
        """Let the links of a note be those that its text names."""
        places = []
        for link in wiki.wiki_links(row.body):
            kinds = tuple(Kind) if link.kind is None else (link.kind,)
            place = self._named(session, row.user_id, link.name, kinds)
            if place is not None:
                places.append(Place(place.kind, place.id, link.spot))
        here = Place(Kind.NOTE, row.id)
        self._links.replace_text_links(session, row.user_id, here, places)

    def _named(
        self, session: Session, user_id: int, name: str, kinds: tuple[Kind, ...]
    ) -> Place | None:
        """Return what a wiki link means: a note before all else."""
        if Kind.NOTE in kinds:
            note_id = note_named(session, user_id, name)
            if note_id is not None:
                return Place(Kind.NOTE, note_id)
        others = tuple(kind for kind in kinds if kind is not Kind.NOTE)
        return self._links.named(user_id, name, others)

    def _link_those_that_name(self, session: WriteSession, row: NoteRow) -> None:
        """Link the notes whose text named this one before it was there."""
        for other in _naming(session, row.user_id, row.title):
            if other.id != row.id:
                self.link_text(session, other)

    def _rename_links(self, session: WriteSession, row: NoteRow, was: str) -> None:
        """Let the texts that link a note call it by its new name."""
        for other in _naming(session, row.user_id, was):
            body = wiki.renamed(other.body, was, row.title)
            if body != other.body:
                self._put(session, other, other.title, body, other.tags.split())
        self._link_those_that_name(session, row)

    def _change(self, user_id: int, note_ids: Iterable[int], name: str, value: object) -> None:
        with self._store.write() as session:
            for note_id in note_ids:
                row = rows.note_row(session, user_id, note_id)
                setattr(row, name, value)
                session.add(row)
            session.touch("notes")


def note_named(session: Session, user_id: int, name: str) -> int | None:
    """Return the note of that title, without regard to case; of several the oldest."""
    query = (
        select(NoteRow.id)
        .where(
            NoteRow.user_id == user_id,
            col(NoteRow.title).collate("NOCASE") == name,
            col(NoteRow.deleted_at).is_(None),
        )
        .order_by(col(NoteRow.id))
    )
    return session.exec(query.limit(1)).first()


def _naming(session: Session, user_id: int, name: str) -> list[NoteRow]:
    """Return the notes that have a wiki link to ``name``."""
    wanted = name.strip().casefold()
    if not wanted:
        return []
    found = listing.lines(session, user_id, NoteFilter(name, archived=None), NoteOrder.CREATED)
    bodies = (session.get_one(NoteRow, line.id) for line in found)
    return [
        row
        for row in bodies
        if any(link.name.casefold() == wanted for link in wiki.wiki_links(row.body))
    ]


def _names(body: str) -> list[tuple[str, str | None, str]]:
    return [(link.name, link.kind, link.spot) for link in wiki.wiki_links(body)]
