"""Statistics of the cards and of the log, of all decks or of one with those below it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.clock import Clock, from_ms
from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.flashcards.queries import decks
from ms2qbank_desktop.features.flashcards.queries import statistics as queries
from ms2qbank_desktop.features.flashcards.scheduling.fsrs_memory import curve_of
from ms2qbank_desktop.features.flashcards.scheduling.limits import branch
from ms2qbank_desktop.features.flashcards.statistics import (
    MATURE_DAYS,
    QUARTER_MS,
    CardClass,
    Cards,
    Reviews,
    Statistics,
    streak,
)

from .day_log import DayLog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from ms2qbank_desktop.storage.store import Store

_YEAR = 371


class StatisticsService:
    """Counts, on a worker: half a million answers take 0.4 s once (DayLog), then 0.02 s."""

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
        since = 0 if days is None else today - days + 1
        logged, records = self._log.read(user_id, deck_ids, min(since, today - _YEAR + 1))
        if days is None:
            since = min([today, *logged[:1]])
        return Statistics(
            today=today,
            reviews=Reviews(
                since, today, tuple(one for one in records if since <= one.day <= today)
            ),
            cards=counted,
            streak=streak(logged, today),
            past_year={one.day: one.total for one in records if one.day > today - _YEAR},
        )

    def answers(self, user_id: int, first_day: int) -> dict[int, int]:
        """Return how many answers each study day since ``first_day`` has, those that have any."""
        return {one.day: one.total for one in self._log.read(user_id, None, first_day).records}

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
        classes: Counter[int] = Counter()
        intervals: Counter[int] = Counter()
        for standing, number in Counter(columns.standing).items():
            interval, (state, put_off) = standing >> 4, divmod(standing & 15, 4)
            suspended = put_off & 1
            classes[_class_of(state, interval, put_off)] += number
            if state > CardClass.LEARNING and not suspended:
                intervals[interval] += number
        added: Counter[int] = Counter()
        for quarter, number in Counter(columns.added).items():
            day = self._clock.study_day(from_ms(quarter * QUARTER_MS)).toordinal()
            added[day] += number
        due = Counter(columns.due).items()
        counted = Cards(
            classes=classes,
            intervals=intervals,
            eases=Counter(columns.ease),
            due=Counter({(today + (key >> 1), bool(key & 1)): number for key, number in due}),
            added=added,
        )
        if not columns.remembered:
            return counted
        curves = _curves(session, user_id)
        memory = queries.memories(session, user_id, today, deck_ids, curves)
        return replace(
            counted,
            stabilities=Counter(memory.stability),
            difficulties=_characters(memory.difficulty),
            recall=_characters(memory.recall),
            mean_recall=memory.mean_recall,
        )


def _class_of(state: int, interval: int, put_off: int) -> CardClass:
    if put_off:
        return CardClass.SUSPENDED if put_off & 1 else CardClass.BURIED
    if state > CardClass.RELEARNING:
        return CardClass.MATURE if interval >= MATURE_DAYS else CardClass.YOUNG
    return CardClass(state)


def _curves(session: Session, user_id: int) -> list[queries.Curve]:
    """Return the forgetting curves of a user's decks, that of the most decks last."""
    presets = decks.preset_models(session, user_id)
    found: dict[tuple[float, float], list[int]] = {}
    for preset_id, deck_ids in queries.decks_by_preset(session, user_id).items():
        shape = curve_of(presets[preset_id].fsrs_parameters).shape
        found.setdefault(shape, []).extend(deck_ids)
    return [queries.Curve(*one) for one in sorted(found.items(), key=lambda one: len(one[1]))]


def _characters(text: str) -> Counter[int]:
    return Counter({ord(one): number for one, number in Counter(text).items()})
