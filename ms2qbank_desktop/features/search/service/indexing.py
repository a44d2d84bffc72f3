"""Keeping the index to what the tables say.

Triggers mark what changes, in the change's own transaction, so nothing is ever forgotten. A small
write reads its marks before it commits; what a large one leaves is read afterwards, in portions.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sqlalchemy.exc import DatabaseError

from ms2qbank_desktop.core.progress import portions
from ms2qbank_desktop.features.search.models import COUNTED
from ms2qbank_desktop.features.search.queries import index, marks
from ms2qbank_desktop.features.search.tables import TEXTS

if TYPE_CHECKING:
    from sqlmodel import Session

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.storage.store import Store

PORTION, SMALL_PORTION = 1_000, 50
"""Things of one transaction: alone, and beside a user, who waits for none longer than for a frame
or two."""
_HEAVY = {"article": 10, "captions": 20}
"""Items that one thing of these makes, about."""
MANY = 10_000
"""Things after which it pays to put the segments of the full text together."""
_PAGES = 400


class IndexingService:
    """The index of one data folder."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def waiting(self) -> int:
        """Return how many things are changed and not yet read, COUNTED at the most."""
        with self._store.read() as session:
            return marks.number(session, COUNTED)

    def catch_up(self, progress: Progress, pause: float = 0.0) -> int:
        """Read all that waits; return how many things that were. ``pause``: seconds left to others
        after each portion, which is a small one then. Stopped, it goes on where it was."""
        portion = SMALL_PORTION if pause else PORTION
        done = 0
        while True:
            progress.report(done, None, "Reading for the search")
            with self._store.write() as session:
                number = read(session, portion)
                done += number
                if done and not number:
                    session.touch("search")
            if not number:
                break
            time.sleep(pause)
        if done >= MANY:
            self._merge(progress, pause)
        return done

    def rebuild(self, progress: Progress) -> int:
        """Build the index anew from nothing; return how many things it holds."""
        with self._store.write() as session:
            number = _begin_anew(session)
        self.catch_up(progress)
        return number

    def mend(self, progress: Progress) -> list[str]:
        """Read what waits, compare the index with all there is, and say what was not as it should
        be."""
        with self._store.write() as session:
            anew = None if _is_sound(session) else _begin_anew(session)
        self.catch_up(progress)
        if anew is not None:
            return [f"the search index ({anew:,} things)"]
        wrong = 0
        with self._store.read() as session:
            everything = marks.everything(session)
        for source, things in everything.items():
            for some in portions(things, PORTION, progress, "Comparing the search index"):
                with self._store.write() as session:
                    astray = index.astray(session, source, some)
                    marks.mark(session, source, astray)
                wrong += len(astray)
        self.catch_up(progress)
        return [f"{wrong:,} things in the search index"] if wrong else []

    def _merge(self, progress: Progress, pause: float) -> None:
        pages, more = -_PAGES, True
        while more:
            progress.report(0, None, "Reading for the search")
            with self._store.write() as session:
                more = index.merge(session, pages)
            pages = _PAGES
            time.sleep(pause)


def read(session: Session, most: int) -> int:
    """Read some marked things, at most so many and fewer of those with many items; return how
    many that were."""
    number = 0
    for source, marked in marks.some(session, most).items():
        things = marked[: max(1, most // _HEAVY.get(source, 1))]
        index.refresh(session, source, things)
        marks.clear(session, source, things)
        number += len(things)
    return number


def _begin_anew(session: Session) -> int:
    """Take everything out and mark all there is; return how many things that are."""
    index.empty(session)
    return marks.mark_all(session)


def _is_sound(session: Session) -> bool:
    """Return whether the full text is whole and says what the items say."""
    sql = f"INSERT INTO {TEXTS} ({TEXTS}, rank) VALUES ('integrity-check', 1)"  # noqa: S608
    try:
        with session.begin_nested():
            session.connection().exec_driver_sql(sql)
    except DatabaseError:
        return False
    return True
