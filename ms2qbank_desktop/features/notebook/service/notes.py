"""Notes: written, found, linked, put away. Every call that returns has put its change on the
disk."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlmodel import col, select

from ms2qbank_desktop.core.clock import Clock, from_ms, to_ms
from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.ids import derived_id, new_id
from ms2qbank_desktop.features.links.models import Kind, Origin, Place
from ms2qbank_desktop.features.links.service import LinkService, links_of
from ms2qbank_desktop.features.notebook import wiki
from ms2qbank_desktop.features.notebook.formats.front_matter import aliases
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

from . import naming

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

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

    def note(self, user_id: int, note_id: int, *, in_trash: bool | None = False) -> Note:
        """Return a note; UserFault if the user has no such note, or not where it is looked for
        (None: wherever it is)."""
        with self._store.read() as session:
            return rows.note(rows.note_row(session, user_id, note_id, in_trash=in_trash))

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

    def ids(
        self, user_id: int, wanted: NoteFilter, order: NoteOrder = NoteOrder.CHANGED
    ) -> list[int]:
        """Return the notes of a filter as :meth:`lines` does, by their ids only."""
        with self._store.read() as session:
            return listing.ids(session, user_id, wanted, order)

    def lines_of(self, user_id: int, note_ids: Sequence[int]) -> list[NoteLine]:
        """Return these notes, in no order; those of others and those that are gone are left
        out."""
        with self._store.read() as session:
            return listing.lines_of(session, user_id, note_ids)

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

    def place_named(self, user_id: int, link: wiki.WikiLink) -> Place | None:
        """Return what a wiki link of the user means; None if nothing is called so."""
        with self._store.read() as session:
            return naming.place_named(session, self._links, user_id, link)

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
            self._link_those_that_name(session, row, row.title)
            return row.id

    def write(
        self,
        user_id: int,
        note_id: int,
        title: str,
        body: str,
        tags: Iterable[str],
        *,
        known: Note | None = None,
        follow: bool = True,
    ) -> Note:
        """Save a note as it is now, and return how it stands; the links of its text follow. One in
        the trash stays there. UserFault if there is no such note, or it is too long.

        ``known``: the note as the writer saw it last. What he left as it was stays as it is by now;
        a text that somebody else has changed as well becomes a version. ``follow``: the texts that
        link the note call it by its new name; False while the name is being typed.
        """
        with self._store.write() as session:
            row = rows.note_row(session, user_id, note_id, in_trash=None)
            theirs = known is not None and row.body not in (known.body, body)
            if known is not None:
                if (tags := tuple(tags)) == wiki.own_tags(known.tags, known.body):
                    tags = wiki.own_tags(row.tags.split(), row.body)
                title = row.title if title.strip() == known.title else title
                body = row.body if body == known.body else body
            self.keep_version(session, row, always=theirs and body != row.body)
            was = row.title
            self._put(session, row, title, body, tags)
            if follow and row.title.casefold() != was.casefold():
                self._follow_name(session, row, was)
            return rows.note(row)

    def follow_name(self, user_id: int, note_id: int, was: str) -> None:
        """Let the texts that link a note by the name it had call it by the one it has."""
        with self._store.write() as session:
            row = rows.note_row(session, user_id, note_id, in_trash=None)
            if row.title.casefold() != was.casefold():
                self._follow_name(session, row, was)

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

    def remove(self, user_id: int, *note_ids: int, removed: bool = True) -> None:
        """Put notes into the trash, or back; their links stay and come back with them."""
        with self._store.write() as session:
            for note_id in note_ids:
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
                row.deleted_at, row.title = None, row.title or title
                session.add(row)
                searching.refresh(session, row)
                session.touch("notes")
            return row.id

    def add_picture(self, data: bytes) -> str:
        """Keep a picture and return the address by which notes call it, ``media:<name>``.

        UserFault if it is no picture or too large.
        """
        return f"media:{self._media.add_image(data)}"

    def add_file(self, chunks: Iterable[bytes], ending: str) -> str:
        """Keep a file that is no picture, as :meth:`add_picture` does; ``ending`` such as pdf."""
        return f"media:{self._media.add(chunks, ending)}"

    def picture(self, name: str) -> Path | None:
        """Return the file of a picture, or another that was kept, by its address without
        ``media:``; None if there is none."""
        try:
            path = self._media.path(name)
        except ValueError:
            return None
        return path if path.is_file() else None

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
        was, row.title, row.body = row.body, title.strip(), body
        row.tags = joined_tags([*tags, *wiki.tags(body)])
        row.changed_at = self._clock.now()
        session.add(row)
        searching.refresh(session, row)
        self._link_changes(session, row, was)
        for name in {*aliases(was)} ^ {*aliases(body)}:
            self._link_those_that_name(session, row, name)
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
        found = wiki.wiki_links(row.body)
        places = naming.places_named(session, self._links, row.user_id, found)
        here = Place(Kind.NOTE, row.id)
        self._links.replace_text_links(session, row.user_id, here, places)

    def _link_changes(self, session: WriteSession, row: NoteRow, was: str) -> None:
        """Do :meth:`link_text` as far as the text names other things than before: looking up three
        hundred names takes its time."""
        before, now = _names(was), _names(row.body)
        if before.keys() - now.keys():
            self.link_text(session, row)
            return
        found = [link for name, link in now.items() if name not in before]
        for place in naming.places_named(session, self._links, row.user_id, found) if found else ():
            here = Place(Kind.NOTE, row.id)
            self._links.link_within(session, row.user_id, here, place, Origin.TEXT)

    def _link_those_that_name(self, session: WriteSession, row: NoteRow, name: str) -> None:
        """Link the notes whose text named this one before it was there, or called so."""
        for other in naming.those_naming(session, row.user_id, name):
            if other.id != row.id:
                self.link_text(session, other)

    def _follow_name(self, session: WriteSession, row: NoteRow, was: str) -> None:
        """Let the texts that link a note call it by its new name; one without a name keeps them
        waiting."""
        for other in naming.those_naming(session, row.user_id, was) if row.title else ():
            body = naming.renamed(session, row.user_id, other.body, was, row.title)
            if body != other.body:
                self._put(session, other, other.title, body, other.tags.split())
        self._link_those_that_name(session, row, row.title)

    def _change(self, user_id: int, note_ids: Iterable[int], name: str, value: object) -> None:
        with self._store.write() as session:
            for note_id in note_ids:
                row = rows.note_row(session, user_id, note_id)
                setattr(row, name, value)
                session.add(row)
            session.touch("notes")


def _names(body: str) -> dict[tuple[str, Kind | None, str], wiki.WikiLink]:
    return {(link.name, link.kind, link.spot): link for link in wiki.wiki_links(body)}
