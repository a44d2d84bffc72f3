"""What the home screen says, drawn from the services of all slices; each call is for a worker."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.analytics.models import ENOUGH, EVERYTHING, WEAK_BELOW, Scope
from ms2qbank_desktop.features.analytics.service.statistics import StatsService
from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status
from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.home import queries
from ms2qbank_desktop.features.home.models import (
    CHANGE_DAYS,
    Begun,
    Day,
    Figure,
    Figures,
    Going,
    Stock,
    WeakSystem,
)
from ms2qbank_desktop.features.practice.blueprint import SYSTEMS, official
from ms2qbank_desktop.features.questions.service import QuestionService

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from ms2qbank_desktop.features.analytics.models import Tally
    from ms2qbank_desktop.features.flashcards.study_models import DeckCounts
    from ms2qbank_desktop.features.planner.study_models import Sitting
    from ms2qbank_desktop.storage.context import ServiceContext

_LATELY, _LOG_DAYS = 5, 7
"""Sittings that are told, and study days back in which they are looked for."""


class HomeService:
    """Reads for the home screen. ``user_id`` says whose. Services of the slices above practice are
    asked for when they are needed: what is quick is shown before all of them are built."""

    def __init__(self, ctx: ServiceContext) -> None:
        self._ctx = ctx
        self._stats = ctx.service(StatsService)
        self._attempts = ctx.service(AttemptService)
        self._questions = ctx.service(QuestionService)

    def begun(self, user_id: int) -> Begun:
        """Return how far a student has come who begins. Who has studied for more than FIRST_DAYS
        is not asked for cards and plans: that would build half of the slices."""
        begun = Begun(
            questions=self._questions.total(),
            cards=0,
            answered=self._stats.total(user_id).attempts > 0,
            planned=False,
            reviewed=self._stats.cards(user_id).answers > 0,
            days=len(self._stats.streak(user_id).days),
        )
        if begun.done:
            return begun
        from ms2qbank_desktop.features.flashcards.service.study import StudyService
        from ms2qbank_desktop.features.planner.service.plans import PlanService

        decks = self._ctx.service(StudyService).overview(user_id)
        return replace(
            begun,
            cards=sum(one.total for one in decks if not one.depth),
            planned=bool(self._ctx.service(PlanService).plans(user_id)),
        )

    def day(self, user_id: int, *, spaced: bool = True) -> Day:
        """Return what waits today; without ``spaced`` no question ever does."""
        from ms2qbank_desktop.features.flashcards.service.study import StudyService

        decks = self._ctx.service(StudyService).overview(user_id)
        cards = sum(one.new + one.learning + one.review for one in decks if not one.depth)
        wanted = QuestionFilter(statuses=frozenset({Status.DUE}))
        due = len(self._attempts.matching(user_id, wanted)) if spaced else 0
        return Day(cards, due, self.begun(user_id))

    def stock(self, user_id: int) -> Stock | None:
        """Return what there is to study, to someone who has not begun; else None."""
        from ms2qbank_desktop.features.flashcards.service.study import StudyService
        from ms2qbank_desktop.features.library.service.articles import LibraryService
        from ms2qbank_desktop.features.notebook.service.notes import NotebookService
        from ms2qbank_desktop.features.videos.models import VideoFilter
        from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService

        if not self.begun(user_id).fresh:
            return None
        decks = self._ctx.service(StudyService).overview(user_id)
        top = [one for one in decks if not one.depth and one.total]
        books = self._ctx.service(LibraryService).collections()
        return Stock(
            questions=self._questions.total(),
            packs=tuple(pack.info.title for pack in self._questions.packs()),
            cards=sum(one.total for one in top),
            decks=_with_own_cards(decks),
            articles=sum(book.articles for book in books),
            videos=self._ctx.service(CatalogueService).counts(user_id, VideoFilter()).total,
            notes=self._ctx.service(NotebookService).counts(user_id).total,
            unreviewed=any(book.unreviewed for book in books),
        )

    def going(self, user_id: int) -> Going:
        """Return what was begun last of each kind: a block and a lecture that have not ended, and
        the note that was written last."""
        from ms2qbank_desktop.features.notebook.models import NoteFilter, NoteOrder
        from ms2qbank_desktop.features.notebook.service.notebooks import NotebooksService
        from ms2qbank_desktop.features.notebook.service.notes import NotebookService
        from ms2qbank_desktop.features.videos.models import VideoFilter, WatchStatus
        from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService

        with self._ctx.store.read() as session:
            block = queries.open_block(session, user_id)
        watched = VideoFilter(statuses=frozenset({WatchStatus.IN_PROGRESS}), missing=False)
        videos = self._ctx.service(CatalogueService).entries(user_id, watched, limit=1)
        # Pinned notes come first in any order: the last one is looked for among both.
        notes = [
            line
            for pinned in (True, False)
            for line in self._ctx.service(NotebookService).lines(
                user_id, NoteFilter(pinned=pinned), NoteOrder.CHANGED, limit=1
            )
        ]
        note = max(notes, key=lambda line: line.changed_at, default=None)
        inside: list[str] = []
        if note is not None and note.notebook_id is not None:
            books = self._ctx.service(NotebooksService).notebooks(user_id)
            named = {book.id: book for book in books}
            book = named.get(note.notebook_id)
            while book is not None:
                inside.insert(0, book.name)
                book = named.get(book.parent_id) if book.parent_id is not None else None
        return Going(block, videos[0] if videos else None, note, tuple(inside))

    def figures(self, user_id: int) -> Figures:
        """Return how much was done and how well, lately and before."""
        parted = self._today() - timedelta(CHANGE_DAYS)
        scopes = EVERYTHING, Scope(first=parted + timedelta(1)), Scope(last=parted)
        whole, *parts = (self._stats.total(user_id, one) for one in scopes)
        cards, *card_parts = (self._stats.cards(user_id, one) for one in scopes)
        cells = self._stats.coverage(user_id).cells.values()
        return Figures(
            done=Figure(
                sum(cell.seen for cell in cells),
                sum(cell.questions for cell in cells),
                parts[0].firsts,
                0,
            ),
            right=Figure(
                _right(whole),
                whole.firsts,
                *(_right(one) if one.firsts >= ENOUGH else None for one in parts),
            ),
            seconds=Figure(
                whole.seconds,
                whole.timed,
                *(one.seconds if one.timed >= ENOUGH else None for one in parts),
            ),
            known=Figure(
                cards.retention,
                cards.asked,
                *(one.retention if one.asked >= ENOUGH else None for one in card_parts),
            ),
        )

    def weak(self, user_id: int) -> list[WeakSystem]:
        """Return the official systems below WEAK_BELOW, from ENOUGH answers on, by what could be
        won in them, the most first."""
        names: dict[str, set[str]] = {}
        for name in self._attempts.vocabulary(user_id).systems:
            names.setdefault(official(name) or "", set()).add(name)
        tallies = self._stats.by_official(user_id)
        found = [
            WeakSystem(
                system.name,
                frozenset(names.get(system.name, ())),
                system.weight,
                tally.accuracy,
                tally.range,
                tally.attempts,
            )
            for system in SYSTEMS
            if (tally := tallies.get(system.name)) is not None
            and tally.attempts >= ENOUGH
            and tally.accuracy is not None
            and tally.accuracy < WEAK_BELOW
        ]
        return sorted(found, key=lambda one: (-one.gain, one.name))

    def lately(self, user_id: int) -> list[Sitting]:
        """Return the last sittings, the latest first."""
        found: list[Sitting] = []
        for sittings in self._days(user_id):
            found += sittings
            if len(found) >= _LATELY:
                break
        return found[:_LATELY]

    def _days(self, user_id: int) -> Iterator[list[Sitting]]:
        from ms2qbank_desktop.features.planner.service.study_log import StudyLogService
        from ms2qbank_desktop.features.planner.study_models import Activity

        log = self._ctx.service(StudyLogService)
        for back in range(_LOG_DAYS):
            sittings = log.day(user_id, self._today() - timedelta(back))
            # The focus timer runs beside what is studied.
            told = [one for one in sittings if one.activity is not Activity.FOCUS]
            yield sorted(told, key=lambda one: one.ended, reverse=True)

    def _today(self) -> date:
        return self._ctx.clock.study_day(self._ctx.clock.now())


def _with_own_cards(decks: Sequence[DeckCounts]) -> int:
    """Return how many of the decks hold cards themselves, not only in decks below them. They come
    as they stand in the tree."""
    own: list[int] = []
    path: list[int] = []
    for at, deck in enumerate(decks):
        own.append(deck.total)
        del path[deck.depth :]
        if path:
            own[path[-1]] -= deck.total
        path.append(at)
    return sum(number > 0 for number in own)


def _right(tally: Tally) -> float | None:
    return tally.firsts_right / tally.firsts if tally.firsts else None
