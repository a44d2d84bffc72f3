"""What a student could do next, what habits cost, which answers are taken for each other. All of it
is for a worker: the next steps take 0.1 s, 0.7 s in a bank of 100,000 with most of it due."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.analytics.confusions import Mistake, answer_key, confusions
from ms2qbank_desktop.features.analytics.gains import (
    ConfusedPair,
    DueQuestion,
    Situation,
    SystemState,
)
from ms2qbank_desktop.features.analytics.models import EVERYTHING, NOTHING, Dimension, Scope
from ms2qbank_desktop.features.analytics.next_steps import next_steps
from ms2qbank_desktop.features.analytics.queries.confusions import wrong_answers
from ms2qbank_desktop.features.analytics.tips import CHANGE_DAYS, TIP_DAYS, Habits, sum_of, tips
from ms2qbank_desktop.features.attempts.models import BankOrder, QuestionFilter, SortKey, Status
from ms2qbank_desktop.features.links.models import Excerpt, Kind, Place
from ms2qbank_desktop.features.practice.blueprint import SYSTEMS, official
from ms2qbank_desktop.features.questions.markup import plain
from ms2qbank_desktop.features.questions.models import BankFilter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.features.analytics.confusions import Confusion
    from ms2qbank_desktop.features.analytics.next_steps import Step
    from ms2qbank_desktop.features.analytics.queries.confusions import WrongAnswer
    from ms2qbank_desktop.features.analytics.tips import Tip
    from ms2qbank_desktop.features.attempts.service import AttemptService
    from ms2qbank_desktop.features.flashcards.service.notes import NoteService
    from ms2qbank_desktop.features.flashcards.service.search import SearchService
    from ms2qbank_desktop.features.flashcards.service.study import StudyService
    from ms2qbank_desktop.features.planner.promise import Supply
    from ms2qbank_desktop.features.planner.service.supply import SupplyService
    from ms2qbank_desktop.features.planner.service.tasks import TaskService
    from ms2qbank_desktop.features.questions.models import Markup, Question
    from ms2qbank_desktop.features.questions.service import QuestionService
    from ms2qbank_desktop.storage.store import Store

    from .readiness import ReadinessService
    from .statistics import StatsService

MISTAKES = 2_000
"""The last wrong answers among which pairs are looked for."""
CARD_DAYS = 30
"""Study days back from which the retention of cards is told."""
MOST_DUE = 200
"""Due questions of which is read what they are."""
_PAIRS = 20


@dataclass(frozen=True, slots=True)
class AdviceDoors:
    """The services that advice is drawn from."""

    stats: StatsService
    readiness: ReadinessService
    questions: QuestionService
    attempts: AttemptService
    study: StudyService
    card_notes: NoteService
    card_search: SearchService
    supplies: SupplyService
    tasks: TaskService


class AdviceService:
    """Advice to the users of one data folder. ``user_id`` says to whom."""

    def __init__(self, store: Store, clock: Clock, open_doors: Callable[[], AdviceDoors]) -> None:
        """``open_doors`` is called when advice is first asked for: it builds most of the slices."""
        self._store = store
        self._clock = clock
        self._open_doors = open_doors

    @cached_property
    def _doors(self) -> AdviceDoors:
        return self._open_doors()

    # What next

    def next_steps(self, user_id: int, number: int = 3) -> list[Step]:
        """Return the steps that are expected to bring most in the exam, the best one first; []
        before the first answer."""
        return next_steps(self.situation(user_id), number)

    def situation(self, user_id: int) -> Situation:
        """Return where a user stands: what the steps are reasoned from."""
        doors, today = self._doors, self._clock.study_day(self._clock.now())
        lately = Scope(first=today - timedelta(days=CARD_DAYS))
        supply = doors.supplies.supply(user_id, today)
        systems = self._systems(user_id, supply)
        answered = any(one.tally.attempts for one in systems)
        return Situation(
            begun=answered or doors.stats.cards(user_id).answers > 0,
            systems=systems,
            due=self._due(user_id),
            retests=sum_of(doors.stats.by(user_id, EVERYTHING, Dimension.RETEST).values()),
            pairs=self._pairs(user_id),
            cards_due=supply.due.get(today, 0),
            cards=doors.stats.cards(user_id, lately),
            cards_by_system=doors.stats.cards_by_system(user_id, lately),
            videos=supply.videos,
            articles=supply.articles,
            tasks=[one for one in doors.tasks.tasks(user_id, today, today) if one.done_at is None],
            pace=supply.pace,
        )

    def _systems(self, user_id: int, supply: Supply) -> list[SystemState]:
        from ms2qbank_desktop.features.planner.service.supply import OTHER  # with four slices

        names: defaultdict[str, set[str]] = defaultdict(set, {"": {""}})
        for name in self._doors.attempts.vocabulary(user_id).systems:
            names[official(name) or ""].add(name)
        tallies = self._doors.stats.by_official(user_id)
        abilities = self._doors.readiness.abilities(user_id)
        return [
            SystemState(
                name,
                frozenset(names[name]),
                supply.questions.get(name or OTHER, 0),
                supply.unseen.get(name or OTHER, 0),
                abilities.systems.get(name, abilities.overall).expected,
                tallies.get(name, NOTHING),
            )
            for name in (*(system.name for system in SYSTEMS), "")
        ]

    def _due(self, user_id: int) -> list[DueQuestion]:
        """Return the due questions. Of those after MOST_DUE nobody asks more than that they are
        there: they count as of no system, and not missed."""
        attempts, wanted = self._doors.attempts, QuestionFilter(statuses=frozenset({Status.DUE}))
        ids = attempts.browse(user_id, wanted, BankOrder(SortKey.DUE))
        first = [
            DueQuestion(row.question_id, official(row.system) or "", row.status is Status.INCORRECT)
            for row in attempts.browse_rows(user_id, ids[:MOST_DUE])
        ]
        return [*first, *(DueQuestion(one, "", missed=False) for one in ids[MOST_DUE:])]

    def _pairs(self, user_id: int) -> list[ConfusedPair]:
        """Return the pairs that are still confused: some of their questions are."""
        wrong = self._wrong_answers(user_id)
        systems = {one.question_id: official(one.system) or "" for one in wrong}
        found = self._confusions(wrong)[:_PAIRS]
        asked = frozenset(one for pair in found for one in pair.question_ids)
        if not asked:
            return []
        still = QuestionFilter(BankFilter(ids=asked), frozenset({Status.INCORRECT}))
        missed = {*self._doors.attempts.matching(user_id, still)}
        return [
            ConfusedPair(
                pair.name,
                {one: systems[one] for one in pair.question_ids if one in missed},
                self._cards_of(user_id, pair.question_ids),
            )
            for pair in found
            if missed.intersection(pair.question_ids)
        ]

    def _cards_of(self, user_id: int, question_ids: Iterable[int]) -> tuple[int, ...]:
        places = (Place(Kind.QUESTION, one) for one in question_ids)
        cards = (self._doors.card_notes.cards_of_source(user_id, place) for place in places)
        return tuple(card.id for found in cards for card in found if not card.suspended)

    # Habits

    def tips(self, user_id: int) -> list[Tip]:
        """Return what stands out in the user's habits, the surest first; [] if nothing does."""
        stats, today = self._doors.stats, self._clock.study_day(self._clock.now())
        lately = Scope(first=today - timedelta(days=TIP_DAYS))
        changes = Scope(first=today - timedelta(days=CHANGE_DAYS))
        days = stats.card_days(user_id, lately).values()
        return tips(
            Habits(
                changes=stats.by(user_id, changes, Dimension.CHANGE),
                speeds=stats.by(user_id, lately, Dimension.SPEED),
                halves=stats.by(user_id, lately, Dimension.HALF),
                hours=stats.by(user_id, lately, Dimension.HOUR),
                confidence=stats.by(user_id, lately, Dimension.CONFIDENCE),
                retests=stats.by(user_id, lately, Dimension.RETEST),
                overdue=self._doors.study.forecast(user_id, 1).overdue,
                cards_a_day=sum(day.answers for day in days) / len(days) if days else 0.0,
                leeches=self._doors.card_search.count(user_id, "is:leech -is:suspended"),
            )
        )

    # Pairs that are confused

    def confusions(self, user_id: int, number: int = 20) -> list[Confusion]:
        """Return the answers that are most often taken for each other, of the last MISTAKES."""
        return self._confusions(self._wrong_answers(user_id))[:number]

    def card_of(self, confusion: Confusion) -> Excerpt:
        """Return what a card that tells a pair apart is made of (the request "make-card"): its
        question is where it was confused last. UserFault if that question is gone."""
        question = self._doors.questions.get(confusion.question_ids[0])
        texts = [_line(choice.text, question) for choice in question.choices]
        reasons = [_line(choice.rationale, question) for choice in question.choices]
        keys = {answer_key(confusion.right), answer_key(confusion.chosen)}
        pair = [at for at, text in enumerate(texts) if answer_key(text) in keys]
        told = [f"{texts[at]}: {reasons[at]}" for at in pair if reasons[at]]
        right = texts[min(question.correct)]
        objective = _line(question.objective or question.explanation, question)
        return Excerpt(
            Place(Kind.QUESTION, question.id),
            confusion.name,
            "\n".join(told) or f"{right}: {objective}",
            f"{confusion.name}: what tells them apart?",
            tags=("confused",),
        )

    def _wrong_answers(self, user_id: int) -> list[WrongAnswer]:
        with self._store.read() as session:
            return wrong_answers(session, user_id, MISTAKES)

    def _confusions(self, wrong: Iterable[WrongAnswer]) -> list[Confusion]:
        @cache
        def text(source: str, markup: Markup) -> str:
            return " ".join(plain(source, markup).split())

        return confusions(
            Mistake(
                one.question_id,
                text(one.right, one.markup),
                text(one.chosen, one.markup),
                self._clock.study_day(one.at),
            )
            for one in wrong
        )


def _line(text: str, question: Question) -> str:
    return " ".join(plain(text, question.markup).split())
