"""Looking ahead: the load that a retention costs, and reviews laid out for an exam day."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.flashcards.models import DEFAULT_EASE, CardState
from ms2qbank_desktop.features.flashcards.queries import decks, states, studying
from ms2qbank_desktop.features.flashcards.scheduling.exam_date import ExamCard, ExamPlan, exam_plan
from ms2qbank_desktop.features.flashcards.scheduling.fsrs_memory import Memory, curve_of
from ms2qbank_desktop.features.flashcards.scheduling.limits import branch
from ms2qbank_desktop.features.flashcards.scheduling.simulation import Habits, Known, outcomes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.flashcards.models import Preset
    from ms2qbank_desktop.features.flashcards.scheduling.simulation import Outcome
    from ms2qbank_desktop.features.flashcards.tables import CardRow
    from ms2qbank_desktop.storage.store import Store


class PlanningService:
    """Plans over the cards of one data folder; all of it takes seconds and is for a worker."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def outcomes(self, user_id: int, deck_id: int, days: int, progress: Progress) -> list[Outcome]:
        """Return the points of the plot of retention against daily load, over the next ``days``
        days with a deck and those below it. UserFault if there is no such deck."""
        with self._store.read() as session:
            cards, preset = self._cards(session, user_id, deck_id)
        known = [
            Known(memory, row.last_review_day, row.due_day)
            for row in cards
            if (memory := _memory(row, preset))
            and row.last_review_day is not None
            and row.due_day is not None
        ]
        new = sum(row.state == CardState.NEW for row in cards)
        found: list[Outcome] = []
        for point in outcomes(known, new, preset, self._today(), days, Habits()):
            found.append(point)
            progress.report(len(found), None)
        return found

    def exam_plan(
        self, user_id: int, deck_id: int, exam_day: int, minutes_a_day: float, progress: Progress
    ) -> ExamPlan:
        """Return which reviews on which days leave most in mind on study day ``exam_day``, with
        so many minutes a day. ``CardService.move_due`` carries it out.

        UserFault if there is no such deck or the day is not to come.
        """
        today = self._today()
        if exam_day <= today:
            raise UserFault("Choose an exam day that is still to come.", field="exam day")
        with self._store.read() as session:
            cards, preset = self._cards(session, user_id, deck_id)
        listed = [
            ExamCard(row.id, _memory(row, preset), row.last_review_day or today) for row in cards
        ]
        steps = exam_plan(listed, today, exam_day, lambda _: minutes_a_day, preset.fsrs_parameters)
        for done, plan in enumerate(steps, 1):
            if plan is not None:
                return plan
            progress.report(done, None)
        raise ValueError(exam_day)

    def new_by_day(self, user_id: int, plan: ExamPlan) -> Counter[int]:
        """Return how many new cards a plan begins on each study day."""
        with self._store.read() as session:
            rows = studying.cards(session, user_id, list(plan.due))
        return Counter(plan.due[row.id] for row in rows if row.state == CardState.NEW)

    def _cards(self, session: Session, user_id: int, deck_id: int) -> tuple[list[CardRow], Preset]:
        """Return the cards of a branch that are studied at all, and the preset of its root."""
        tree = decks.tree(session, user_id)
        root = next((deck for deck in tree if deck.id == deck_id), None)
        if root is None:
            raise UserFault("There is no such deck.")
        preset = states.presets_by_deck(session, user_id)[root.id]
        its = studying.cards_in(session, user_id, [deck.id for deck in branch(tree, root)])
        return _studied(studying.cards(session, user_id, its)), preset

    def _today(self) -> int:
        return self._clock.study_day(self._clock.now()).toordinal()


def _studied(cards: Iterable[CardRow]) -> list[CardRow]:
    return [row for row in cards if not row.suspended]


def _memory(row: CardRow, preset: Preset) -> Memory | None:
    """Return what is known of a card's memory, from SM-2's numbers if that is all there is."""
    if row.stability is not None and row.difficulty is not None:
        return Memory(row.stability, row.difficulty)
    if row.state == CardState.NEW or not row.interval_days:
        return None
    ease = row.ease / 1000 or DEFAULT_EASE
    curve = curve_of(preset.fsrs_parameters)
    return curve.from_sm2(ease, row.interval_days, preset.historical_retention)
