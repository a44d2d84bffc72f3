"""What there is to do, asked of the other slices."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.attempts.models import Status
from ms2qbank_desktop.features.library.models import ArticleFilter, ArticleOrder
from ms2qbank_desktop.features.planner.demand import Pace, Reading
from ms2qbank_desktop.features.planner.planning import Supply
from ms2qbank_desktop.features.planner.ticking import READ
from ms2qbank_desktop.features.practice.blueprint import SYSTEMS, official
from ms2qbank_desktop.features.questions.models import BankFilter
from ms2qbank_desktop.features.videos.models import VideoFilter, VideoOrder

if TYPE_CHECKING:
    from datetime import date

    from ms2qbank_desktop.features.attempts.service import AttemptService
    from ms2qbank_desktop.features.flashcards.service.decks import DeckService
    from ms2qbank_desktop.features.flashcards.service.search import SearchService
    from ms2qbank_desktop.features.flashcards.service.study import StudyService
    from ms2qbank_desktop.features.flashcards.study_models import DeckCounts
    from ms2qbank_desktop.features.library.service.articles import LibraryService
    from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService

EXPLANATION_SECONDS = 45
"""Of reading, beside the time that an answer takes."""
FORECAST_DAYS = 400
FEW = 10
"""Answers of a day from which it says how long a card takes."""
OTHER = "Other"
"""Questions of no system of the outline."""


class SupplyService:
    """What the bank, the decks, the lectures and the library have for a plan."""

    def __init__(
        self,
        attempts: AttemptService,
        study: StudyService,
        decks: DeckService,
        card_search: SearchService,
        videos: CatalogueService,
        library: LibraryService,
    ) -> None:
        self._attempts = attempts
        self._study = study
        self._decks = decks
        self._card_search = card_search
        self._videos = videos
        self._library = library

    def supply(self, user_id: int, today: date) -> Supply:
        """Return what there is to do from ``today`` on; takes up to some 100 ms."""
        questions: Counter[str] = Counter()
        unseen: Counter[str] = Counter()
        right: Counter[str] = Counter()
        cube = self._attempts.cube(user_id, BankFilter())
        for cell, number in cube.items():
            if not cell.suspended:
                system = official(cell.system) or OTHER
                questions[system] += number
                unseen[system] += number * (cell.status == Status.UNUSED)
                right[system] += number * (cell.status == Status.CORRECT)
        return Supply(
            questions=questions,
            unseen=unseen,
            answers={name: (right[name], questions[name] - unseen[name]) for name in questions},
            weights={system.name: system.weight for system in SYSTEMS},
            due=self._due(user_id, today),
            new=self._new(user_id, today),
            videos=self.lectures(user_id),
            articles=self.articles(user_id),
            pace=self._pace(user_id),
        )

    def _due(self, user_id: int, today: date) -> dict[date, int]:
        """Return the reviews of each day. What is reviewed comes back: no day is taken to have
        fewer than the mean of the first week."""
        forecast = self._study.forecast(user_id, FORECAST_DAYS)
        week = forecast.by_day[:7]
        usual = round(sum(week) / len(week))
        found = {today + timedelta(at): max(n, usual) for at, n in enumerate(forecast.by_day)}
        found[today] = forecast.by_day[0] + forecast.overdue
        return found

    def _new(self, user_id: int, today: date) -> Counter[date]:
        """Return the new cards of each day: as many as the decks let through, while there are any
        left."""
        presets = {preset.id: preset for preset in self._decks.presets(user_id)}
        found: Counter[date] = Counter()
        branches: list[list[DeckCounts]] = []
        for one in self._study.overview(user_id):  # a deck stands before those below it
            if not one.depth:
                branches.append([])
            branches[-1].append(one)
        for branch in branches:
            top, ids = branch[0], ",".join(str(one.deck.id) for one in branch)
            if top.deck.filtered:
                continue
            usual = top.deck.new_limit
            if usual is None:
                usual = presets[top.deck.preset_id].new_per_day
            found[today] += top.new
            left = self._card_search.count(user_id, f"did:{ids} is:new -is:suspended") - top.new
            for at in range(1, FORECAST_DAYS):
                found[today + timedelta(at)] += max(0, min(usual, left))
                left -= usual
        return found

    def _pace(self, user_id: int) -> Pace:
        usual = Pace()
        mean = self._attempts.mean_time_ms(user_id)
        cards = self._study.today(user_id)
        if mean is not None:
            seconds = round(mean / 1000 + EXPLANATION_SECONDS, -1)  # tasks do not change each day
            usual = replace(usual, question_seconds=seconds)
        if cards.answers >= FEW:
            seconds = round(cards.time_ms / cards.answers / 1000)
            usual = replace(usual, card_seconds=max(3, seconds))
        return usual

    def lectures(self, user_id: int) -> tuple[Reading, ...]:
        """Return the lectures whose length is known, and how far each was watched."""
        return tuple(
            Reading(
                one.id,
                one.title,
                official(one.system) or "",
                one.duration_ms,
                one.duration_ms if one.done else one.position_ms,
            )
            for one in self._videos.entries(user_id, VideoFilter(), VideoOrder.TITLE)
            if one.duration_ms > 0 and not one.missing
        )

    def articles(self, user_id: int) -> tuple[Reading, ...]:
        """Return the articles, and how far each was read."""
        return tuple(
            Reading(
                one.id,
                one.title,
                official(one.system) or "",
                one.words,
                one.words if one.share >= READ else int(one.words * one.share),
            )
            for one in self._library.lines(user_id, ArticleFilter(), ArticleOrder.CHAPTER)
            if one.words
        )
