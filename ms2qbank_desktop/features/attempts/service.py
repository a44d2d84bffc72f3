"""The use cases of attempts. Every call that returns has put its answer on the disk."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import UserFault

from .models import (
    MAX_TAG,
    BankOrder,
    BankRow,
    Confidence,
    NameCounts,
    PastAttempt,
    QuestionFilter,
    Status,
    Vocabulary,
    Wanted,
)
from .queries import browsing, log, selecting, tagging
from .queries.selecting import Viewer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.questions.models import BankFilter
    from ms2qbank_desktop.features.questions.service import QuestionService
    from ms2qbank_desktop.storage.store import Store, WriteSession

    from .selection import Cube

_PORTION = 2_000
_FOLDED = 200
"""Questions written about, or whose states are folded, in one transaction: 50 ms."""


class AttemptService:
    """The bank as one user stands to it: statuses, marks, what is due, the log of attempts."""

    def __init__(self, store: Store, clock: Clock, questions: QuestionService) -> None:
        self._store = store
        self._clock = clock
        self._questions = questions

    # Choosing questions

    def cube(self, user_id: int, bank: BankFilter, unseen_days: int = 0) -> Cube:
        """Return the counted cells behind the filter boxes (see selection.count)."""
        with self._store.read() as session:
            return selecting.cube(session, self._viewer(user_id), bank, unseen_days)

    def name_counts(self, user_id: int, wanted: QuestionFilter) -> NameCounts:
        """Return the topics and tags that can be asked for, with their numbers of questions."""
        with self._store.read() as session:
            return selecting.name_counts(session, self._viewer(user_id), wanted)

    def matching(self, user_id: int, wanted: QuestionFilter) -> list[int]:
        """Return ids of the questions that ``wanted`` leaves, in the order of the bank."""
        with self._store.read() as session:
            return list(selecting.systems(session, self._viewer(user_id), wanted))

    def statuses(self, user_id: int, ids: Sequence[int]) -> dict[int, Status]:
        """Return the status of each of ``ids`` that is not unused."""
        with self._store.read() as session:
            return selecting.statuses(session, user_id, ids)

    # The bank as a table

    def browse(self, user_id: int, wanted: Wanted, order: BankOrder | None = None) -> list[int]:
        """Return the ids of the questions that ``wanted`` leaves, in ``order``."""
        with self._store.read() as session:
            return browsing.browse(session, self._viewer(user_id), wanted, order or BankOrder())

    def browse_first(
        self, user_id: int, wanted: Wanted, order: BankOrder, number: int
    ) -> list[int]:
        """Return the first of what :meth:`browse` returns, ``number`` at least unless it is all
        of it; [] if they are not found in a few milliseconds, or there are none."""
        with self._store.read() as session:
            return browsing.first(session, self._viewer(user_id), wanted, order, number)

    def browse_rows(self, user_id: int, ids: Sequence[int]) -> list[BankRow]:
        """Return the lines of ``ids`` in that order, a screenful; unknown ids are left out."""
        with self._store.read() as session:
            rows = browsing.rows(session, self._viewer(user_id), ids)
        stems = self._questions.titles([row.question_id for row in rows if not row.stem])
        return [row if row.stem else replace(row, stem=stems[row.question_id]) for row in rows]

    def vocabulary(self, user_id: int) -> Vocabulary:
        """Return the names of packs, systems, subjects, topics and tags that there are."""
        with self._store.read() as session:
            return browsing.vocabulary(session, user_id)

    def past_attempts(self, user_id: int, question_id: int) -> list[PastAttempt]:
        """Return the user's attempts at a question, newest first."""
        with self._store.read() as session:
            return browsing.past_attempts(session, user_id, question_id)

    # Marks, suspended questions, resets

    def marked(self, user_id: int, ids: Sequence[int]) -> set[int]:
        """Return those of ``ids`` that carry a mark."""
        with self._store.read() as session:
            return selecting.marked(session, user_id, ids)

    def mark(self, user_id: int, ids: Sequence[int], *, marked: bool) -> list[int]:
        """Set or take away the mark on questions; return those that this changed."""
        return self._flag(user_id, ids, "marked", on=marked)

    def suspend(self, user_id: int, ids: Sequence[int], *, suspended: bool) -> list[int]:
        """Leave questions out of blocks, or let them in again; return whom this changed."""
        return self._flag(user_id, ids, "suspended", on=suspended)

    def reset(self, user_id: int, ids: Sequence[int]) -> list[int]:
        """Begin anew with questions: unused again, not due. Return those that this changed;
        their attempts stay in the log. 100,000 take a second: on a worker."""
        now = self._clock.now()
        return self._change(ids, "attempts", lambda s, some: log.reset(s, user_id, some, now))

    def unreset(self, user_id: int, ids: Sequence[int], progress: Progress) -> None:
        """Take back the last reset of ``ids``; Cancelled leaves the rest of them as they are."""
        for start in range(0, len(ids), _FOLDED):
            progress.report(start, len(ids), "Restoring progress")
            with self._store.write() as session:
                log.unreset(session, user_id, ids[start : start + _FOLDED], self._clock.now())
                session.touch("attempts")
        progress.report(len(ids), len(ids), "Restoring progress")

    # Own tags

    def tag(self, user_id: int, ids: Sequence[int], tag: str, *, on: bool) -> list[int]:
        """Put the user's own ``tag`` on questions or take it away; return whom this changed.

        UserFault if the tag is blank or longer than 60 characters.
        """
        name = " ".join(tag.split())
        if not 0 < len(name) <= MAX_TAG:
            raise UserFault(f"A tag has 1 to {MAX_TAG} characters.", field="tag")
        now = self._clock.now()
        return self._change(
            ids, "marks", lambda s, some: tagging.tag(s, user_id, some, name, now, on=on)
        )

    def own_tags(self, user_id: int, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """Return the user's own tags of those of ``ids`` that have any, in alphabetical order."""
        with self._store.read() as session:
            return tagging.own_tags(session, user_id, ids)

    def all_own_tags(self, user_id: int) -> list[str]:
        """Return every tag that the user has given, in alphabetical order."""
        with self._store.read() as session:
            return tagging.all_own_tags(session, user_id)

    # Confidence

    def rate(
        self, user_id: int, question_id: int, block_id: int, position: int, rating: Confidence
    ) -> None:
        """Log how sure the user was of the answer to an item; the last rating counts."""
        with self._store.write() as session:
            log.rate(session, user_id, question_id, block_id, position, rating, self._clock.now())
            session.touch("attempts")

    def confidences(self, block_id: int) -> dict[int, Confidence]:
        """Return the ratings of a block's items by position."""
        with self._store.read() as session:
            return log.confidences(session, block_id)

    def mean_time_ms(self, user_id: int) -> int | None:
        """Return the mean time of the user's last 500 answers; None before the first."""
        with self._store.read() as session:
            return log.mean_time_ms(session, user_id)

    # Derived data

    def fill_states(self) -> None:
        """Fold the log into states if there are none: a migration empties what it changes."""
        with self._store.read() as session:
            empty = log.lacks_states(session)
        if empty:
            with self._store.write() as session:
                log.rebuild_states(session)

    def mend_states(self) -> list[str]:
        """Rebuild the states of questions from the log of attempts where they differ from it;
        return what was mended, in words."""
        with self._store.write() as session:
            wrong = log.wrong_states(session)
            if not wrong:
                return []
            log.rebuild_states(session)
            session.touch("attempts")
        return [f"the status of {len(wrong)} questions, from the log of attempts"]

    def _flag(self, user_id: int, ids: Sequence[int], name: str, *, on: bool) -> list[int]:
        now = self._clock.now()
        return self._change(
            ids, "marks", lambda s, some: browsing.flag(s, user_id, some, now, name, on=on)
        )

    def _change(
        self,
        ids: Sequence[int],
        topic: str,
        write: Callable[[WriteSession, Sequence[int]], list[int]],
    ) -> list[int]:
        """Write about questions a portion at a time, so that an answer given meanwhile does not
        wait for 100,000 of them; announce ``topic`` with the last. Return whom this changed."""
        changed: list[int] = []
        for start in range(0, len(ids), _PORTION):
            with self._store.write() as session:
                changed += write(session, ids[start : start + _PORTION])
                if changed and start + _PORTION >= len(ids):
                    session.touch(topic)
        return changed

    def _viewer(self, user_id: int) -> Viewer:
        now = self._clock.now()
        return Viewer(user_id, now, self._clock.day_end(now))
