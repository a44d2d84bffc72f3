"""What a user is able to, and how likely the exam would be passed."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.features.analytics.ability import OLDEST, Evidence, abilities
from ms2qbank_desktop.features.analytics.mastery import Concept, mastery
from ms2qbank_desktop.features.analytics.models import NOTHING, Tally
from ms2qbank_desktop.features.analytics.queries import concepts
from ms2qbank_desktop.features.analytics.readiness import FORGOTTEN_ON_TIME, readiness
from ms2qbank_desktop.features.analytics.tallying import Grain, Stretch
from ms2qbank_desktop.features.flashcards.scheduling.fsrs_memory import ForgettingCurve
from ms2qbank_desktop.features.practice.blueprint import in_order, official

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.features.analytics.ability import Abilities
    from ms2qbank_desktop.features.analytics.mastery import Mastery
    from ms2qbank_desktop.features.analytics.queries.concepts import Asked, Recalled
    from ms2qbank_desktop.features.analytics.readiness import NotYet, Readiness
    from ms2qbank_desktop.storage.store import Store

    from .statistics import StatsService

_WEEKS, _WEEK, _MONTH = 8, 7, 31
"""What was answered lately is told apart by the week, what is older by the month."""


class ReadinessService:
    """Estimates, on a worker: up to some 0.5 s. ``user_id`` says of whom."""

    def __init__(self, store: Store, clock: Clock, stats: StatsService) -> None:
        self._store = store
        self._clock = clock
        self._stats = stats
        self._recall = ForgettingCurve().recall

    def readiness(self, user_id: int) -> Readiness | NotYet:
        """Return the chance of passing this week, or what is missing for one."""
        with self._store.read() as session:
            asked = concepts.questions(session, user_id)
            now = to_ms(self._clock.now())
            recalls = concepts.question_recalls(session, user_id, now, self._recall)
            missed = len(recalls)
            cards = concepts.cards(session, user_id, self._today(), self._recall)
            recalls += [card.recall for card in cards if card.recall is not None]
        questions = sum(one.questions for one in asked)
        seen = sum(one.right_first + one.right_again + one.wrong for one in asked)
        # Only questions that were missed have a memory: the others are as good as reviewed.
        recalls += [1 - FORGOTTEN_ON_TIME] * (seen - missed)
        return readiness(
            self._evidence(user_id),
            unseen=1 - seen / questions if questions else 0.0,
            forgotten=1 - sum(recalls) / len(recalls) if recalls else 0.0,
        )

    def standing(self, user_id: int) -> Readiness | NotYet:
        """Return the same chance, quickly: from the attempts alone, without all it hangs on."""
        return readiness(self._evidence(user_id))

    def abilities(self, user_id: int) -> Abilities:
        """Return the difficulty-adjusted ability in each system."""
        return abilities(self._evidence(user_id))

    def mastery(self, user_id: int, system: str = "") -> list[Mastery]:
        """Return how well each official system is mastered, or each topic of one; systems in the
        order of the outline, topics the weakest first."""
        with self._store.read() as session:
            asked = concepts.questions(session, user_id)
            cards = list(concepts.cards(session, user_id, self._today(), self._recall))
        if not system:
            found = _concepts(
                asked, cards, lambda one: official(one.system) or "", lambda one: (one.system,)
            )
            return [mastery(found[name]) for name in in_order(found) if name]
        within = [one for one in asked if one.topic and official(one.system) == system]
        names = {one.topic.casefold(): one.topic for one in within}
        found = _concepts(
            within,
            cards,
            lambda one: names[one.topic.casefold()],
            lambda one: {
                names[name] for topic in one.topics if (name := topic.casefold()) in names
            },
        )
        return sorted(map(mastery, found.values()), key=lambda one: (one.share, one.name))

    def _evidence(self, user_id: int) -> list[Evidence]:
        today = self._today()
        sums: dict[tuple[int, str, str], Tally] = {}
        for part, value, tally in self._stats.levels(user_id, list(_parts(today))):
            difficulty, _, system = value.partition("|")
            key = (today - (part.first + part.last) // 2, difficulty, official(system) or "")
            sums[key] = sums.get(key, NOTHING).plus(tally)
        return [
            Evidence(
                system,
                int(difficulty) if difficulty else None,
                float(days),
                tally.firsts_right,
                tally.firsts,
            )
            for (days, difficulty, system), tally in sums.items()
            if tally.firsts
        ]

    def _today(self) -> int:
        return self._clock.study_day(self._clock.now()).toordinal()


def _concepts(
    asked: Sequence[Asked],
    cards: Sequence[Recalled],
    of_questions: Callable[[Asked], str],
    of_card: Callable[[Recalled], Collection[str]],
) -> dict[str, Concept]:
    sums: defaultdict[str, list[float]] = defaultdict(lambda: [0.0] * 7)
    for group in asked:
        numbers = (group.questions, group.right_first, group.right_again, group.wrong)
        sum_ = sums[of_questions(group)]
        for at, number in enumerate(numbers):
            sum_[at] += number
    for card in cards:
        for name in of_card(card):
            sum_ = sums[name]
            sum_[4] += 1
            if card.recall is not None:
                sum_[5] += 1
                sum_[6] += card.recall
    return {
        name: Concept(name, *map(int, numbers[:6]), numbers[6])  # type: ignore[call-arg]
        for name, numbers in sums.items()
    }


def _parts(today: int) -> Iterator[Stretch]:
    """Yield the times of the last year whose answers are taken as one, the latest first."""
    last = today
    while today - last < OLDEST:
        width = _WEEK if today - last < _WEEKS * _WEEK else _MONTH
        yield Stretch(Grain.DAY, last - width + 1, last)
        last -= width
