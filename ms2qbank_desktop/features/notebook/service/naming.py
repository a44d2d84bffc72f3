"""What the names in texts mean: ``[[Acid–base]]`` in a note as a link to a place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.notebook import wiki
from ms2qbank_desktop.features.notebook.models import NoteFilter, NoteOrder
from ms2qbank_desktop.features.notebook.queries import listing
from ms2qbank_desktop.features.notebook.tables import NoteAliasRow, NotebookRow, NoteRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ms2qbank_desktop.features.links.service import LinkService

_TITLED = """
SELECT value, (SELECT min(n.id) FROM notes AS n WHERE n.user_id = ? AND n.deleted_at IS NULL
AND n.title COLLATE NOCASE = value) FROM json_each(?)
"""


def place_named(
    session: Session, links: LinkService, user_id: int, link: wiki.WikiLink
) -> Place | None:
    """Return what a wiki link means: a note before all else; None if nothing is called so."""
    if link.kind in (None, Kind.NOTE):
        note_id = note_named(session, user_id, link.name)
        if note_id is not None:
            return Place(Kind.NOTE, note_id, link.spot)
    kinds = tuple(Kind) if link.kind is None else (link.kind,)
    others = [kind for kind in kinds if kind is not Kind.NOTE]
    place = links.named(user_id, link.name, others, link.spot)
    return None if place is None else Place(place.kind, place.id, link.spot)


def places_named(
    session: Session, links: LinkService, user_id: int, found: Iterable[wiki.WikiLink]
) -> list[Place]:
    """Return what many links mean, those left out that mean nothing: notes by one query, for a
    text may have hundreds."""
    wanted = list({(link.name, link.kind, link.spot): link for link in found}.values())
    notes = _notes_titled(session, user_id, wanted)
    places = []
    for link in wanted:
        if link.kind in (None, Kind.NOTE) and link.name in notes:
            places.append(Place(Kind.NOTE, notes[link.name], link.spot))
        elif place := place_named(session, links, user_id, link):
            places.append(place)
    return places


def unknown(
    session: Session, links: LinkService, user_id: int, found: dict[str, wiki.WikiLink]
) -> frozenset[str]:
    """Return those of some links, by what stands in their brackets, that mean nothing."""
    notes = _notes_titled(session, user_id, found.values())
    return frozenset(
        target
        for target, link in found.items()
        if not (link.kind in (None, Kind.NOTE) and link.name in notes)
        and place_named(session, links, user_id, link) is None
    )


def _notes_titled(session: Session, user_id: int, found: Iterable[wiki.WikiLink]) -> dict[str, int]:
    """Return the notes that are called so, by the names in links."""
    names = json.dumps(sorted({link.name for link in found if link.kind in (None, Kind.NOTE)}))
    told = session.connection().exec_driver_sql(_TITLED, (user_id, names)).all()
    return {name: note_id for name, note_id in told if note_id is not None}


def note_named(session: Session, user_id: int, name: str) -> int | None:
    """Return the note of that title, without regard to case, else the one with that alias, else
    what ``folder/title`` calls, as other programs write it; of several the oldest."""
    note_id = _titled(session, user_id, name) or _aliased(session, user_id, name)
    folder, slash, title = name.rpartition("/")
    if note_id is not None or not slash:
        return note_id
    return _titled(session, user_id, title.strip(), folder) or _aliased(session, user_id, title)


def _titled(session: Session, user_id: int, title: str, folder: str = "") -> int | None:
    """Return the note of a title; of several one in the notebook that ``folder`` names."""
    query = (
        select(NoteRow.id, NotebookRow.name)
        .outerjoin(NotebookRow, col(NotebookRow.id) == col(NoteRow.notebook_id))
        .where(
            NoteRow.user_id == user_id,
            col(NoteRow.title).collate("NOCASE") == title,
            NoteRow.title != "",
            col(NoteRow.deleted_at).is_(None),
        )
        .order_by(col(NoteRow.id))
    )
    inside = folder.rpartition("/")[2].strip().casefold()
    found = session.exec(query if inside else query.limit(1)).all()
    there = (note_id for note_id, notebook in found if (notebook or "").casefold() == inside)
    return next(there, found[0][0] if found else None)


def _aliased(session: Session, user_id: int, alias: str) -> int | None:
    query = (
        select(NoteRow.id)
        .join(NoteAliasRow, col(NoteAliasRow.note_id) == col(NoteRow.id))
        .where(
            col(NoteAliasRow.alias).collate("NOCASE") == alias.strip(),
            NoteRow.user_id == user_id,
            col(NoteRow.deleted_at).is_(None),
        )
        .order_by(col(NoteRow.id))
    )
    return session.exec(query.limit(1)).first()


def those_naming(session: Session, user_id: int, name: str) -> list[NoteRow]:
    """Return the notes that have a wiki link to ``name``."""
    wanted = name.strip().casefold()
    if not wanted:
        return []
    found = listing.lines(session, user_id, NoteFilter(name, archived=None), NoteOrder.CREATED)
    bodies = (session.get_one(NoteRow, line.id) for line in found)
    return [
        row for row in bodies if any(_is_called(link, wanted) for link in wiki.wiki_links(row.body))
    ]


def renamed(session: Session, user_id: int, body: str, was: str, title: str) -> str:
    """Return a body with its links to a note that was called ``was`` going to ``title``; the
    folder before a name stays, unless the whole is the name of another note."""
    names = {link.name for link in wiki.wiki_links(body) if _is_called(link, was.casefold())}
    for name in names:
        if name.casefold() == was.casefold():
            body = wiki.renamed(body, name, title)
        elif _titled(session, user_id, name) is None:
            body = wiki.renamed(body, name, name[: -len(was)] + title)
    return body


def _is_called(link: wiki.WikiLink, name: str) -> bool:
    called = link.name.casefold()
    return called == name or called.endswith(f"/{name}")
