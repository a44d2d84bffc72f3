"""Statistics of the cards and of the log, of all decks or of one with those below it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.clock import Clock, from_ms
from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.flashcards.queries import decks, states
from ms2qbank_desktop.features.flashcards.queries import statistics as queries
from ms2qbank_desktop.features.flashcards.scheduling.fsrs_memory import curve_of
from ms2qbank_desktop.features.flashcards.scheduling.limits import branch
from ms2qbank_desktop.features.flashcards.statistics import (
    QUARTER_MS,
    Cards,
    Reviews,
    Statistics,
    streak,
)

from .day_log import DayLog

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlmodel import Session

    from ms2qbank_desktop.features.flashcards.models import Preset
    from ms2qbank_desktop.storage.store import Store

_YEAR = 371


class StatisticsService:
    """Counts, on a worker: half a million answers take 0.4 s once (DayLog), then 0.04 s."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._log = DayLog(store, clock)

    def statistics(
        self, user_id: int, days: int | None = None, deck_id: int | None = None
    ) -> Statistics:
        """Return the statistics of the last ``days`` study days, today's included; None: of all.

        UserFault if there is no such deck.
        """
        today = self._clock.study_day(self._clock.now()).toordinal()
        with self._store.read() as session:
            deck_ids = self._decks(session, user_id, deck_id)
            counted = self._cards(session, user_id, deck_ids, today)
        records = self._log.records(user_id, deck_ids)
        first = min(today, records[0].day) if records else today
        since = first if days is None else today - days + 1
        return Statistics(
            today=today,
            reviews=Reviews(
                since, today, tuple(one for one in records if since <= one.day <= today)
            ),
            cards=counted,
            streak=streak([one.day for one in records], today),
            past_year={one.day: one.total for one in records if one.day > today - _YEAR},
        )

    def answers(self, user_id: int, first_day: int) -> dict[int, int]:
        """Return how many answers each study day since ``first_day`` has, those that have any."""
        records = self._log.records(user_id)
        return {one.day: one.total for one in records if one.day >= first_day}

    @staticmethod
    def _decks(session: Session, user_id: int, deck_id: int | None) -> list[int] | None:
        if deck_id is None:
            return None
        tree = decks.tree(session, user_id)
        tops = [deck for deck in tree if deck.id == deck_id]
        if not tops:
            raise UserFault("This deck is no longer there.", field="deck")
        return [deck.id for deck in branch(tree, tops[0])]

    # Cards

    def _cards(
        self, session: Session, user_id: int, deck_ids: Sequence[int] | None, today: int
    ) -> Cards:
        columns = queries.cards(session, user_id, today, deck_ids)
        kinds, intervals, eases, due, added = (Counter(column) for column in columns)
        memories = queries.memories(session, user_id, deck_ids)
        recalled: Counter[int] = Counter()
        mean = None
        if memories:
            presets = states.presets_by_deck(session, user_id)
            shares = _recall(memories, presets, today)
            mean = sum(shares) / len(shares)
            recalled.update(round(share * 100) for share in shares)
        days: Counter[int] = Counter()
        for quarter, number in added.items():
            day = self._clock.study_day(from_ms(quarter * QUARTER_MS)).toordinal()
            days[day] += number
        for counter in (intervals, eases, due):
            counter.pop(-1, None)
        return Cards(
            classes=kinds,
            intervals=intervals,
            eases=eases,
            stabilities=Counter(int(one[1]) for one in memories),
            difficulties=Counter(round(one[2] * 10) for one in memories),
            recall=recalled,
            mean_recall=mean,
            due=Counter({(key >> 1, bool(key & 1)): number for key, number in due.items()}),
            added=days,
        )


def _recall(
    memories: list[queries.MemoryLine], presets: Mapping[int, Preset], today: int
) -> list[float]:
    curves = {deck: curve_of(preset.fsrs_parameters) for deck, preset in presets.items()}
    return [
        curves[deck].recall(stability, max(0, today - last))
        for deck, stability, _, last in memories
        if deck in curves
    ]
