"""What the sums say, of a time, a pack, a mode."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.features.analytics.models import (
    ENOUGH,
    EVERYTHING,
    NOTHING,
    WEAK_BELOW,
    CardTally,
    Coverage,
    CoverageCell,
    Dimension,
    Streak,
    Tally,
    WeakArea,
)
from ms2qbank_desktop.features.analytics.percentile import Peer, percentile
from ms2qbank_desktop.features.analytics.queries import marks, tallies
from ms2qbank_desktop.features.analytics.streaks import streak
from ms2qbank_desktop.features.analytics.tallying import Grain, Stretch, stretches
from ms2qbank_desktop.features.attempts.models import Status
from ms2qbank_desktop.features.practice.blueprint import in_order, official
from ms2qbank_desktop.features.questions.models import BankFilter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.features.analytics.models import Scope
    from ms2qbank_desktop.features.attempts.service import AttemptService
    from ms2qbank_desktop.storage.store import Store

_AREAS = (Dimension.SUBJECT, Dimension.SYSTEM)


class StatsService:
    """Reads the sums of one data folder. ``user_id`` says whose."""

    def __init__(self, store: Store, clock: Clock, attempts: AttemptService) -> None:
        self._store = store
        self._clock = clock
        self._attempts = attempts

    def ready(self) -> bool:
        """Return whether all that is logged is counted; if not, that is done beside the window,
        and announced."""
        with self._store.read() as session:
            return not marks.number(session, 1)

    # Questions

    def total(self, user_id: int, scope: Scope = EVERYTHING) -> Tally:
        """Return the sums of all attempts."""
        return self.by(user_id, scope, Dimension.ALL).get("", NOTHING)

    def by(self, user_id: int, scope: Scope, dimension: Dimension) -> dict[str, Tally]:
        """Return the sums by the values of a dimension."""
        return self._sums(user_id, scope, dimension, "value")

    def by_official(self, user_id: int, scope: Scope = EVERYTHING) -> dict[str, Tally]:
        """Return the sums by official system, in the order of the outline; "" for those of none,
        last."""
        found: dict[str, Tally] = {}
        for name, tally in self.by(user_id, scope, Dimension.SYSTEM).items():
            system = official(name) or ""
            found[system] = found.get(system, NOTHING).plus(tally)
        return {name: found[name] for name in in_order(found)}

    def by_mode(self, user_id: int, scope: Scope = EVERYTHING) -> dict[str, Tally]:
        """Return the sums by mode."""
        return self._sums(user_id, scope, Dimension.ALL, "mode")

    def by_pack(self, user_id: int, scope: Scope = EVERYTHING) -> dict[int, Tally]:
        """Return the sums by pack."""
        return self._sums(user_id, scope, Dimension.ALL, "pack_id")

    def days(
        self, user_id: int, scope: Scope = EVERYTHING, dimension: Dimension = Dimension.ALL
    ) -> dict[date, Tally]:
        """Return the sums of each study day that has attempts, the first one first; of a dimension
        only those that it counts."""
        with self._store.read() as session:
            parts = self._days(session, user_id, scope)
            asked = tallies.Asked(user_id, parts, scope.pack_id, scope.mode)
            found = tallies.by(session, asked, dimension, "starts")
        return {date.fromordinal(day): found[day] for day in sorted(found)}

    def weak_areas(self, user_id: int, scope: Scope = EVERYTHING) -> list[WeakArea]:
        """Return the weak subjects, then the weak systems, each the worst first."""
        areas = []
        for kind in _AREAS:
            found = self.by(user_id, scope, kind).items()
            weak = [(name, one) for name, one in found if name and _is_weak(one)]
            weak.sort(key=lambda pair: (pair[1].accuracy, pair[0]))
            areas += [
                WeakArea(kind, name, one, rank) for rank, (name, one) in enumerate(weak, start=1)
            ]
        return areas

    def percentile(self, user_id: int) -> float | None:
        """Return the share of the other profiles of this computer that do worse, 0-100; None
        where nobody else, or not this one, has answered anything."""
        with self._store.read() as session:
            found = tallies.by_user(session)
        peers = {
            one: Peer(tally.accuracy or 0.0, tally.seconds, tally.attempts)
            for one, tally in found.items()
        }
        own = peers.pop(user_id, None)
        return None if own is None else percentile(own, list(peers.values()))

    def levels(self, user_id: int, parts: Sequence[Stretch]) -> list[tuple[Stretch, str, Tally]]:
        """Return the sums of stretches of time by level, "3|Renal"."""
        with self._store.read() as session:
            return [
                (part, value, tally)
                for part in parts
                for value, tally in tallies.by(
                    session, tallies.Asked(user_id, [part]), Dimension.LEVEL
                ).items()
            ]

    def packs(self, user_id: int) -> list[int]:
        """Return the packs that have attempts."""
        return sorted(self.by_pack(user_id))

    def modes(self, user_id: int) -> list[str]:
        """Return the modes that have attempts."""
        return sorted(self.by_mode(user_id))

    # Cards

    def cards(self, user_id: int, scope: Scope = EVERYTHING) -> CardTally:
        """Return the sums of all answers to cards."""
        whole = CardTally()
        for tally in self.cards_by_system(user_id, scope).values():
            whole = whole.plus(tally)
        return whole

    def cards_by_system(self, user_id: int, scope: Scope = EVERYTHING) -> dict[str, CardTally]:
        """Return the sums by official system, in the order of the outline; "" for those of none,
        last."""
        with self._store.read() as session:
            parts = self._parts(session, user_id, scope)
            found = tallies.cards(session, user_id, parts, "system")
        return {name: found[name] for name in in_order(found)}

    def card_days(self, user_id: int, scope: Scope = EVERYTHING) -> dict[date, CardTally]:
        """Return the sums of each study day that has answers to cards, the first one first."""
        with self._store.read() as session:
            parts = self._days(session, user_id, scope)
            found = tallies.cards(session, user_id, parts, "starts")
        return {date.fromordinal(day): found[day] for day in sorted(found)}

    # Both

    def streak(self, user_id: int, *, forgiving: bool = False) -> Streak:
        """Return the study days in a row: days with an answer to a question or a card."""
        days = {day: tally.attempts for day, tally in self.days(user_id).items()}
        for day, tally in self.card_days(user_id).items():
            days[day] = days.get(day, 0) + tally.answers
        today = self._clock.study_day(self._clock.now()).toordinal()
        now, best = streak((day.toordinal() for day in days), today, forgiving=forgiving)
        return Streak(now, best, dict(sorted(days.items())))

    def coverage(self, user_id: int, pack_id: int | None = None) -> Coverage:
        """Return the bank, or a pack of it, by official system and subject. Takes up to some
        150 ms at 100,000 questions."""
        wanted = BankFilter(packs=frozenset(() if pack_id is None else (pack_id,)))
        cells: dict[tuple[str, str], CoverageCell] = {}
        for cell, number in self._attempts.cube(user_id, wanted).items():
            if cell.suspended:
                continue
            seen = cell.status is not Status.UNUSED
            right = cell.status is Status.CORRECT
            place = (official(cell.system) or "", cell.subject)
            cells[place] = cells.get(place, CoverageCell()).plus(
                CoverageCell(
                    number, number * seen, number * right, number * (right and not cell.due)
                )
            )
        sizes: dict[str, int] = {}
        for (_, subject), one in cells.items():
            sizes[subject] = sizes.get(subject, 0) + one.questions
        subjects = sorted(sizes, key=lambda name: (not name, -sizes[name], name))
        return Coverage(tuple(in_order({system for system, _ in cells})), tuple(subjects), cells)

    def _sums(
        self, user_id: int, scope: Scope, dimension: Dimension, column: str
    ) -> dict[Any, Tally]:
        with self._store.read() as session:
            parts = self._parts(session, user_id, scope)
            asked = tallies.Asked(user_id, parts, scope.pack_id, scope.mode)
            return tallies.by(session, asked, dimension, column)

    def _parts(self, session: Session, user_id: int, scope: Scope) -> list[Stretch]:
        first, last = _ends(session, user_id, scope)
        return stretches(first, last)

    def _days(self, session: Session, user_id: int, scope: Scope) -> list[Stretch]:
        return [Stretch(Grain.DAY, *_ends(session, user_id, scope))]


def _ends(session: Session, user_id: int, scope: Scope) -> tuple[int, int]:
    first, last = tallies.extent(session, user_id) or (1, 0)
    if scope.first is not None:
        first = max(first, scope.first.toordinal())
    if scope.last is not None:
        last = min(last, scope.last.toordinal())
    return first, last


def _is_weak(tally: Tally) -> bool:
    accuracy = tally.accuracy
    return tally.attempts >= ENOUGH and accuracy is not None and accuracy < WEAK_BELOW
