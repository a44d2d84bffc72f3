"""The use cases of links. Every call that returns has put its change on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from ms2qbank_desktop.core.ids import derived_id

from .models import End, Ends, Kind, Link, Origin, Place, Relations
from .tables import LinkRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.storage.store import Store, WriteSession


class LinkService:
    """The links of one data folder. ``user_id`` says whose: nobody sees those of another."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        ends: Callable[[str], Ends | None],
        relations: Callable[[], Relations],
    ) -> None:
        """``ends``: who names the things of a kind; ``relations``: who knows what belongs together
        without a link."""
        self._store = store
        self._clock = clock
        self._ends = ends
        self._relations = relations

    def link(self, user_id: int, a: Place, b: Place, origin: Origin = Origin.CHOSEN) -> int:
        """Link two places and return the link's id; one that is there stays as it is."""
        with self._store.write() as session:
            return self.link_within(session, user_id, a, b, origin)

    def link_within(
        self, session: WriteSession, user_id: int, a: Place, b: Place, origin: Origin
    ) -> int:
        """Do :meth:`link` inside a write that a higher slice has begun."""
        link_id = _link_id(user_id, a, b)
        row = session.get(LinkRow, link_id)
        if row is None:
            row = LinkRow(
                id=link_id,
                user_id=user_id,
                a_kind=a.kind,
                a_id=a.id,
                a_spot=a.spot,
                b_kind=b.kind,
                b_id=b.id,
                b_spot=b.spot,
                origin=origin,
                created_at=self._clock.now(),
            )
        row.deleted_at = None
        session.add(row)
        session.touch("links")
        return link_id

    def link_once(
        self, session: WriteSession, user_id: int, a: Place, b: Place, origin: Origin
    ) -> bool:
        """Link two places within a write, unless they are linked or were until somebody took the
        link away; say whether they were not."""
        for one, two in ((a, b), (b, a)):
            if session.get(LinkRow, _link_id(user_id, one, two)) is not None:
                return False
        self.link_within(session, user_id, a, b, origin)
        return True

    def replace_text_links(
        self, session: WriteSession, user_id: int, a: Place, named: Iterable[Place]
    ) -> None:
        """Let the links that a text makes be those to ``named``, within a write of the text."""
        wanted, there = set(named), set()
        for link in links_of(session, user_id, a.kind, (a.id,)):
            if link.origin is not Origin.TEXT or link.a != a:
                continue
            there.add(link.b)
            if link.b not in wanted:
                row = session.get_one(LinkRow, link.id)
                row.deleted_at = self._clock.now()
                session.add(row)
                session.touch("links")
        for place in sorted(wanted - there, key=lambda one: (one.kind, one.id, one.spot)):
            self.link_within(session, user_id, a, place, Origin.TEXT)

    def link_all(
        self, user_id: int, pairs: Iterable[tuple[Place, Place]], origin: Origin = Origin.CHOSEN
    ) -> None:
        """Do :meth:`link` for several pairs in one write."""
        with self._store.write() as session:
            for a, b in pairs:
                self.link_within(session, user_id, a, b, origin)

    def unlink_made(self, session: WriteSession, user_id: int, place: Place) -> None:
        """Take away the links that came with the making of a thing, within a write that takes
        back its making: nothing is left that waits for it."""
        for link in links_of(session, user_id, place.kind, (place.id,)):
            if link.origin is Origin.MADE:
                row = session.get_one(LinkRow, link.id)
                row.deleted_at = self._clock.now()
                session.add(row)
                session.touch("links")

    def unlink(self, user_id: int, link_id: int, *, removed: bool = True) -> None:
        """Take a link away, or put it back."""
        with self._store.write() as session:
            row = session.get(LinkRow, link_id)
            if row is not None and row.user_id == user_id:
                row.deleted_at = self._clock.now() if removed else None
                session.add(row)
                session.touch("links")

    def unlink_within(self, session: WriteSession, link_id: int) -> None:
        """Take a link away inside a write that a higher slice has begun."""
        row = session.get_one(LinkRow, link_id)
        row.deleted_at = self._clock.now()
        session.add(row)
        session.touch("links")

    def of(self, user_id: int, kind: Kind, *things: int) -> list[Link]:
        """Return the links that begin or end at any of ``things``, the oldest first."""
        with self._store.read() as session:
            return links_of(session, user_id, kind, things)

    # What is not linked, but speaks of the same

    def articles_on(self, user_id: int, question_id: int, limit: int) -> list[Place]:
        """Return the articles that explain a question, see Relations; 5 ms: on a worker."""
        return self._relations().articles_on(user_id, question_id, limit)

    def about(self, user_id: int, article_id: int, kind: Kind, limit: int) -> list[int]:
        """Return what an article explains, see Relations; 10 ms: on a worker."""
        return self._relations().about(user_id, article_id, kind, limit)

    # What the ends are called

    def described(self, user_id: int, places: Iterable[Place]) -> dict[Place, End]:
        """Return what places are called; those that nobody knows any more are left out."""
        by_kind: dict[Kind, list[Place]] = {}
        for place in places:
            by_kind.setdefault(place.kind, []).append(place)
        found: dict[Place, End] = {}
        for kind, alike in by_kind.items():
            ends = self._ends(kind)
            told = ends.described(user_id, {one.id for one in alike}) if ends else {}
            found |= {one: told[one.id] for one in alike if one.id in told}
        return found

    def named(
        self, user_id: int, name: str, kinds: Iterable[Kind] = tuple(Kind), part: str = ""
    ) -> Place | None:
        """Return the thing of that name, of the first of ``kinds`` that has one; ``part``: where
        in it, which tells chapters of a book apart."""
        for kind in kinds:
            ends = self._ends(kind)
            thing = ends.named(user_id, name, part) if ends else None
            if thing is not None:
                return Place(kind, thing)
        return None

    def beginning(self, user_id: int, text: str, number: int = 5) -> list[tuple[Place, End]]:
        """Return things of every kind whose names hold ``text``, at most ``number`` of each."""
        return [
            (Place(kind, thing), end)
            for kind in Kind
            if (ends := self._ends(kind)) is not None
            for thing, end in ends.beginning(user_id, text, number)
        ]


def links_of(session: Session, user_id: int, kind: Kind, things: Iterable[int]) -> list[Link]:
    """Return the links of ``things``, all of one kind, in a session of a higher slice."""
    ids = list(things)
    query = (
        select(LinkRow)
        .where(
            LinkRow.user_id == user_id,
            or_(
                and_(col(LinkRow.a_kind) == kind, col(LinkRow.a_id).in_(ids)),
                and_(col(LinkRow.b_kind) == kind, col(LinkRow.b_id).in_(ids)),
            ),
            col(LinkRow.deleted_at).is_(None),
        )
        .order_by(col(LinkRow.created_at), col(LinkRow.id))
    )
    return [_link(row) for row in session.exec(query)]


def _link(row: LinkRow) -> Link:
    return Link(
        row.id,
        Place(Kind(row.a_kind), row.a_id, row.a_spot),
        Place(Kind(row.b_kind), row.b_id, row.b_spot),
        Origin(row.origin),
        row.created_at,
    )


def _link_id(user_id: int, a: Place, b: Place) -> int:
    return derived_id("link", user_id, *map(str, (*_words(a), *_words(b))))


def _words(place: Place) -> tuple[str, str, str]:
    return (place.kind, str(place.id), place.spot)
