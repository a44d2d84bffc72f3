"""How long the steps of a student with flashcards take: overview, first card, answers, search.

The short form, at 1,000 cards, runs with the other benchmarks; ``-m campaign`` takes the 35,000
and the 100,000 cards of shared/bench, whose figures for Anki are in its README.
"""

from __future__ import annotations

import json
import statistics
import time
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.flashcards.models import Rating
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.search import SearchService
from ms2qbank_desktop.features.flashcards.service.study import StudyService
from ms2qbank_desktop.storage.engine import connect
from tests.benchmarks.measuring import tell
from tests.support.bank import open_desk
from tests.support.card_bench import grow, make_cards

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.benchmarks.measuring import Pace

TOP = "MedSchool"
BUDGETS_MS = {
    "1k": {"overview": 2.4, "sit": 7.5, "answer": 2.0, "search": 0.7},
    "35k": {"overview": 3.7, "sit": 20.0, "answer": 2.0, "search": 2.8},
    "100k": {"overview": 10.0, "sit": 40.0, "answer": 2.0, "search": 7.9},
}
"""Processor time, medians: others on the machine add to the wall time only, and so does the disk
to that of an answer, which is printed beside a bare commit."""


class Watch:
    """Takes the times of steps, in milliseconds: on the wall and of the processor."""

    def __init__(self) -> None:
        self.figures: dict[str, float] = {}
        self.processor: dict[str, float] = {}

    def time(self, name: str, step: Callable[[int], object], times: int) -> None:
        wall, processor = [], []
        for number in range(times):
            before = time.perf_counter(), time.process_time()
            step(number)
            wall.append(1000 * (time.perf_counter() - before[0]))
            processor.append(1000 * (time.process_time() - before[1]))
        cuts = statistics.quantiles(wall, n=100)
        for place in (50, 95, 99):
            self.figures[f"{name} p{place}"] = round(cuts[place - 1], 2)
        self.processor[name] = round(statistics.median(processor), 2)


@pytest.mark.benchmark
@pytest.mark.parametrize(
    "preset", ["1k", *(pytest.param(size, marks=pytest.mark.campaign) for size in ("35k", "100k"))]
)
def test_studying_and_searching_hold_their_budgets(
    preset: str, data_dir: Path, tmp_path: Path, pace: Pace, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_cards(tmp_path / "cards", preset)
    desk = open_desk(data_dir, questions=0)
    grow(desk, folder)
    store, clock, user = desk.context.store, desk.clock, desk.user_id
    study, search = StudyService(store, clock), SearchService(store, clock)
    queries = json.loads((folder / "queries.json").read_text(encoding="utf-8"))
    for query in queries:
        assert len(search.find(user, query["anki"])) == query["expected_cards"]
    top = next(deck.id for deck in DeckService(store, clock).decks(user) if deck.name == TOP)
    sitting = study.sit(user, top)
    queue = [card.id for card in sitting.queue.main]

    def answer(place: int) -> None:
        """Read the next card with its buttons, answer it and commit."""
        shown = study.show(sitting, queue[place])
        assert shown is not None
        study.answer(sitting, shown, Rating.GOOD, 4_000)
        clock.pass_time(5)

    watch = Watch()
    watch.time("overview", lambda _: study.overview(user), 40)
    watch.time("sit", lambda _: study.sit(user, top), 10)
    watch.time("search", lambda number: search.find(user, queries[number % 20]["anki"]), 100)
    watch.time("answer", answer, min(150, len(queue)))
    bare = connect(data_dir / "bare.db")
    bare.execute("CREATE TABLE t(x)")
    watch.time("bare commit", lambda n: bare.execute("INSERT INTO t VALUES (?)", (n,)), 100)
    bare.close()
    desk.context.close()
    told = {"slack": pace.slack, "cards": preset, "processor": watch.processor}
    tell(capsys, {**told, **watch.figures})
    late = {
        name: watch.processor[name]
        for name, budget in BUDGETS_MS[preset].items()
        if watch.processor[name] > pace.slack * budget
    }
    assert late == {}
