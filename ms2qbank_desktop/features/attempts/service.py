"""The use cases of attempts. Every call that returns has put its answer on the disk."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .models import (
    BankOrder,
    BankRow,
    Confidence,
    NameCounts,
    PastAttempt,
    QuestionFilter,
    Status,
    Vocabulary,
)
from .queries import browsing, log, selecting
from .queries.selecting import Viewer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.features.questions.models import BankFilter
    from ms2qbank_desktop.features.questions.service import QuestionService
    from ms2qbank_desktop.storage.store import Store

    from .selection import Cube


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

    def browse(
        self, user_id: int, wanted: QuestionFilter, order: BankOrder | None = None
    ) -> list[int]:
        """Return the ids of the questions that ``wanted`` leaves, in ``order``."""
        with self._store.read() as session:
            return browsing.browse(session, self._viewer(user_id), wanted, order or BankOrder())

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

    def reset(self, user_id: int, ids: Sequence[int]) -> None:
        """Begin anew with questions: unused again, not due. Their attempts stay in the log."""
        with self._store.write() as session:
            log.reset(session, user_id, ids, self._clock.now())
            session.touch("attempts")

    # Confidence

    def rate(
        self, user_id: int, question_id: int, block_id: int, position: int, rating: Confidence
    ) -> None:
        """Log how sure the user was of the answer to an item; the last rating counts."""
        with self._store.write() as session:
            log.rate(session, user_id, question_id, block_id, position, rating, self._clock.now())
            log.refold(session, user_id, [question_id])
            session.touch("attempts")

    def confidences(self, block_id: int) -> dict[int, Confidence]:
        """Return the ratings of a block's items by position."""
        with self._store.read() as session:
            return log.confidences(session, block_id)

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
        with self._store.write() as session:
            changed = browsing.flag(session, user_id, ids, self._clock.now(), name, on=on)
            if changed:
                session.touch("marks")
        return changed

    def _viewer(self, user_id: int) -> Viewer:
        now = self._clock.now()
        return Viewer(user_id, now, self._clock.day_end(now))
