"""Finding things by what they say. Every call opens its own short reading."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.clock import Clock, to_ms
from ms2qbank_desktop.core.letters import folded
from ms2qbank_desktop.features.links.models import Kind
from ms2qbank_desktop.features.search import language, wanted
from ms2qbank_desktop.features.search.models import COUNTED, Found
from ms2qbank_desktop.features.search.queries import marks, matching, states
from ms2qbank_desktop.features.search.queries.expanding import Expansion
from ms2qbank_desktop.features.search.queries.index import SHELF
from ms2qbank_desktop.features.search.queries.own_abbreviations import tables
from ms2qbank_desktop.features.search.ranking import Marker, Scale
from ms2qbank_desktop.features.search.tables import TEXTS, TITLES

from . import showing
from .showing import Weighed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlmodel import Session

    from ms2qbank_desktop.features.search.models import Hit
    from ms2qbank_desktop.storage.store import Store

_WEIGHED = 100
"""Items that are weighed at the most, unless more are asked for: of each shelf its part."""
_FEW = 200
"""Rows up to which all that match are weighed."""
_FREQUENT = 10_000
"""Items that have a word: where all of the words have more, nothing but reading through them all
would say whether they stand side by side."""
_WHOLE = 1.2
"""What a thing is worth beside a part of one."""
_SAME_KIND, _SAME_THING = 0.97, 0.75
"""What each further hit of a kind or a thing is worth, so that no kind crowds out the others."""
_PER_THING = 3
_PARTED = frozenset({Kind.ARTICLE, Kind.VIDEO})
"""Kinds of things that have many rows each."""


class FindingService:
    """Searches of one data folder. ``user_id`` says whose: nobody finds what is another's."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def find(
        self, user_id: int, text: str, *, kinds: Collection[str] = frozenset(), limit: int = 30
    ) -> Found:
        """Return what ``text`` finds (the language: features.search.language), the best first, at
        most ``limit``; only things of ``kinds`` unless that is empty. Any text will do."""
        query = language.parse(text)
        with self._store.read() as session:
            waiting = marks.number(session, COUNTED)
            if not query:
                return Found(waiting=waiting)
            shelves = matching.shelves(session, user_id)
            if query.kinds:
                shelves = {one: kind for one, kind in shelves.items() if kind in query.kinds}
            only = {
                kind: narrow
                for kind in set(shelves.values())
                if (narrow := states.only(session, kind, query.states, user_id, self._clock))
            }
            shelves = {one: kind for one, kind in shelves.items() if kind in only}
            expansion = Expansion(session, query, tables(session, user_id), user_id)
            search = _Search(session, expansion, shelves, kinds, limit, only)
            rows = _there(session, search.rows(), waiting)
            scale = Scale(expansion.wanted, expansion.frequency, to_ms(self._clock.now()))
            best = _chosen(rows, scale, limit)
            hits = showing.hits(session, Marker(expansion.wanted), best)
            return Found(hits, search.counts(), _spelled(expansion.spelled, hits), waiting)


class _Search:
    """The rows of one search: those that match as typed or begun; if these are few, also those
    that match what stands for the words."""

    def __init__(
        self,
        session: Session,
        expansion: Expansion,
        shelves: Mapping[int, str],
        kinds: Collection[str],
        limit: int,
        only: Mapping[str, matching.Only],
    ) -> None:
        """``only``: what a kind is narrowed to."""
        self._session = session
        self._expansion = expansion
        self._shelves = shelves
        self._only = {shelf: only[kind] for shelf, kind in shelves.items()}
        self._narrow = any(one is not matching.ANY for one in only.values())
        self._looked_in = {one for one, kind in shelves.items() if not kinds or kind in kinds}
        several = len(self._looked_in) > 1 and limit <= _WEIGHED
        self._each = _WEIGHED // len(self._looked_in) if several else limit
        self._limit = limit
        self._counts: Counter[str] = Counter()
        self._found: dict[int, None] = {}
        self._everywhere: dict[tuple[str, str], list[int]] = {}
        """By index and expression the rows of all shelves, _FEW and one more at the most."""

    def rows(self) -> list[int]:
        """Return the rows to be weighed."""
        goal = self._expansion.wanted
        if not goal.groups and not goal.labels:
            self._all()
        else:
            self._gather(goal.expression(wanted.WITH_BEGUN))
            if len(self._found) < self._limit and goal.groups:
                self._expansion.widen()
                self._gather(goal.expression(wanted.ALL))
            if not self._found and goal.groups:
                self._expansion.distrust()
                self._gather(goal.expression(wanted.ALL))
        return list(self._found)

    def counts(self) -> dict[str, int]:
        """Return how many rows of each kind there are, COUNTED at the most."""
        return {kind: min(number, COUNTED) for kind, number in self._counts.items() if number}

    def _gather(self, expression: str) -> None:
        if not expression:
            return
        most = max(COUNTED, self._each)
        if self._narrow:
            found = {
                shelf: matching.newest(self._session, expression, shelf, most, only)
                for shelf, only in self._only.items()
            }
        else:
            found = matching.newest_of_each(self._session, expression, self._shelves, most)
        many = self._narrow or sum(map(len, found.values())) > _FEW
        self._counts.clear()
        for shelf, kind in self._shelves.items():
            there = found[shelf]
            self._counts[kind] += len(there)
            if shelf not in self._looked_in:
                continue
            if many and len(there) > self._each:
                there = list(dict.fromkeys((*self._best(shelf), *there)))
                there = (self._mixed(there) if kind in _PARTED else there)[: self._each]
            self._found.update(dict.fromkeys(there))

    def _mixed(self, rows: Sequence[int]) -> list[int]:
        """Return rows of which no more than a few belong to one thing: the sections of one article
        are not to be all that is weighed."""
        number: Counter[int] = Counter()
        found: list[int] = []
        for start in range(0, len(rows), _WEIGHED):
            some = rows[start : start + _WEIGHED]
            places = matching.places(self._session, some)
            for row in some:
                number[places[row]] += 1
                if number[places[row]] <= _PER_THING:
                    found.append(row)
            if len(found) >= self._each:
                break
        return found

    def _best(self, shelf: int) -> list[int]:
        """Return rows of a shelf that has many: the newest with the words in their titles, those
        that have them side by side, as typed, and begun in their titles."""
        goal = self._expansion.wanted
        together = goal.together() if self._expansion.rarest < _FREQUENT else ""
        found: dict[int, None] = {}
        for index, asked in (
            (TITLES, goal.titles(wanted.AS_TYPED)),
            (TEXTS, together),
            (TEXTS, goal.expression(wanted.AS_TYPED)),
            (TITLES, goal.titles(wanted.WITH_BEGUN)),
        ):
            if asked and len(found) < self._each:
                found.update(dict.fromkeys(self._newest(shelf, asked, index)))
        return list(found)

    def _newest(self, shelf: int, asked: str, index: str) -> list[int]:
        """Return the newest rows of a shelf that match; those of all shelves are asked for at
        once as long as they are few."""
        if not self._narrow and len(self._shelves) > 1:
            if (index, asked) not in self._everywhere:
                some = matching.rows(self._session, asked, _FEW + 1, index)
                self._everywhere[index, asked] = some
            some = self._everywhere[index, asked]
            if len(some) <= _FEW:
                return [row for row in some if row // SHELF == shelf][: self._each]
        return matching.newest(self._session, asked, shelf, self._each, self._only[shelf], index)

    def _all(self) -> None:
        for shelf, kind in self._shelves.items():
            rows = matching.newest_of_all(self._session, shelf, COUNTED, self._only[shelf])
            self._counts[kind] += len(rows)
            if shelf in self._looked_in:
                self._found.update(dict.fromkeys(rows[: self._each]))


def _there(session: Session, rows: Sequence[int], waiting: int) -> list[matching.Row]:
    """Return the rows, but for those of things that were changed since they were read."""
    found = matching.loaded(session, rows)
    if not waiting:
        return found
    stale = marks.waiting_among(session, {(row.source, row.thing) for row in found})
    return [row for row in found if (row.source, row.thing) not in stale]


def _chosen(rows: Sequence[matching.Row], scale: Scale, limit: int) -> list[Weighed]:
    """Return the best rows, kinds and things mixed."""
    weighed = [
        Weighed(
            scale.weigh(row.title, row.body, row.tags, row.length, row.changed_at)
            * (1.0 if row.spot else _WHOLE),
            row,
        )
        for row in rows
    ]
    weighed.sort(key=lambda one: (-one.score, -one.row.row))
    kinds: Counter[int] = Counter()
    things: Counter[tuple[int, int]] = Counter()
    mixed = []
    for score, row in weighed:
        shelf = row.row // SHELF
        thing = (shelf, row.place_id)
        if things[thing] == _PER_THING:
            continue
        worth = score * _SAME_THING ** things[thing] * _SAME_KIND ** min(kinds[shelf], limit)
        mixed.append(Weighed(worth, row))
        kinds[shelf] += 1
        things[thing] += 1
    mixed.sort(key=lambda one: (-one.score, -one.row.row))
    return mixed[:limit]


def _spelled(taken: Mapping[str, str], hits: Sequence[Hit]) -> tuple[tuple[str, str], ...]:
    """Return what words were taken for, written as the hits write it; only what found some."""
    written = {folded(word): word for hit in reversed(hits) for word in hit.words}
    return tuple((typed, written[word]) for typed, word in taken.items() if word in written)
