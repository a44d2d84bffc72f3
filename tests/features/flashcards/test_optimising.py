"""What FSRS learns from, and that it learns."""

from __future__ import annotations

import random
import sys
from datetime import datetime, timedelta

import pytest

from ms2qbank_desktop.core.errors import EnvironmentFault, UserFault
from ms2qbank_desktop.features.flashcards.models import (
    FSRS6_DEFAULTS,
    Rating,
    Review,
    ReviewKind,
)
from ms2qbank_desktop.features.flashcards.scheduling.fsrs_memory import curve_of
from ms2qbank_desktop.features.flashcards.scheduling.optimising import (
    LEAST_ITEMS,
    Answer,
    history,
    items_of,
    optimised,
)
from tests.features.flashcards.histories import START, moment_of

LEARN, REVIEW, RELEARN = ReviewKind.LEARN, ReviewKind.REVIEW, ReviewKind.RELEARN


def line(day: int, rating: Rating | None, kind: ReviewKind, ease: int = 2500) -> Review:
    return Review(day, 1, START + timedelta(days=day), rating, kind, ease_permille=ease)


def day_of(at: datetime) -> int:
    return moment_of(at).day


def answers(*lines: Review) -> list[tuple[int, int]]:
    return [(answer.rating, answer.days) for answer in history(lines, day_of)]


def test_a_history_is_ratings_and_the_days_between_them() -> None:
    found = answers(
        line(0, Rating.GOOD, LEARN),
        line(0, Rating.GOOD, LEARN),
        line(3, Rating.AGAIN, REVIEW),
        line(3, Rating.GOOD, RELEARN),
        line(9, Rating.EASY, REVIEW),
    )
    assert found == [(3, 0), (3, 0), (1, 3), (3, 0), (4, 6)]


def test_only_answers_on_a_later_day_are_predicted() -> None:
    history_of_one = [Answer(3, 0), Answer(3, 0), Answer(1, 3), Answer(3, 0), Answer(4, 6)]
    assert [len(item) for item in items_of(history_of_one)] == [3, 5]


def test_a_log_that_begins_in_mid_life_teaches_nothing() -> None:
    assert answers(line(0, Rating.GOOD, REVIEW), line(9, Rating.GOOD, REVIEW)) == []


def test_a_forgotten_card_is_learned_from_its_new_start_on() -> None:
    found = answers(
        line(0, Rating.GOOD, LEARN),
        line(5, Rating.GOOD, REVIEW),
        line(6, None, ReviewKind.MANUAL, ease=0),
        line(20, Rating.HARD, LEARN),
        line(22, Rating.GOOD, REVIEW),
    )
    assert found == [(2, 0), (3, 2)]


def test_previews_and_moves_are_no_answers() -> None:
    found = answers(
        line(0, Rating.GOOD, LEARN),
        line(2, Rating.AGAIN, ReviewKind.FILTERED, ease=0),
        line(3, None, ReviewKind.RESCHEDULED),
        line(4, Rating.GOOD, REVIEW),
    )
    assert found == [(3, 0), (3, 4)]


def imagined(cards: int, parameters: tuple[float, ...]) -> list[list[Answer]]:
    """Histories of students whose memory is that of ``parameters``."""
    chance, curve = random.Random(2), curve_of(parameters)
    made = []
    for _ in range(cards):
        found = [Answer(3, 0)]
        memory = curve.after(None, Rating.GOOD, 0)
        for _ in range(7):
            days = max(1, round(memory.stability * chance.uniform(0.5, 2.5)))
            known = chance.random() < curve.recall(memory.stability, days)
            rating = Rating.GOOD if known else Rating.AGAIN
            memory = curve.after(memory, rating, days)
            found.append(Answer(rating, days))
        made.append(found)
    return made


def test_parameters_move_towards_the_memory_that_made_the_log() -> None:
    pytest.importorskip("fsrs_rs_python", reason="the optional optimiser is not installed")
    weak = (0.05, 0.2, 0.5, 2.0, *FSRS6_DEFAULTS[4:])
    found = optimised(imagined(400, weak))
    assert found.items == 2800
    assert found.loss < found.old_loss
    assert len(found.parameters) == 21
    assert found.parameters[2] < FSRS6_DEFAULTS[2]


def test_too_few_answers_are_refused_with_advice() -> None:
    pytest.importorskip("fsrs_rs_python", reason="the optional optimiser is not installed")
    with pytest.raises(UserFault, match=f"only 14 answers.*until there are {LEAST_ITEMS}"):
        optimised(imagined(2, FSRS6_DEFAULTS))


def test_without_the_optimiser_the_advice_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "fsrs_rs_python", None)
    with pytest.raises(EnvironmentFault, match="pip install"):
        optimised([])
