"""The memory model: the fsrs package's own, in Anki's precision."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import fsrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ms2qbank_desktop.features.flashcards.models import FSRS6_DEFAULTS, Rating
from ms2qbank_desktop.features.flashcards.scheduling.fsrs_memory import (
    Memory,
    curve_of,
    fsrs6_parameters,
    kept,
)
from ms2qbank_desktop.features.flashcards.scheduling.fsrs_replay import replay_of

LIVELY = tuple(weight * 1.3 for weight in FSRS6_DEFAULTS)
CURVE = curve_of(FSRS6_DEFAULTS)
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
histories = st.lists(
    st.tuples(st.sampled_from(Rating), st.integers(0, 300)), min_size=1, max_size=12
)


def dated(history: list[tuple[Rating, int]]) -> list[tuple[Rating, int]]:
    day = 0
    return [(rating, day := day + wait) for rating, wait in history]


def replayed(
    answers: list[tuple[Rating, int]], parameters: tuple[float, ...] = FSRS6_DEFAULTS
) -> Memory | None:
    """Return the memory after answers, one step of the curve for each."""
    memory, before = None, 0
    for rating, day in answers:
        memory = kept(curve_of(parameters).after(memory, rating, max(0, day - before)))
        before = day
    return memory


@given(histories)
def test_the_package_gives_the_same_memory(history: list[tuple[Rating, int]]) -> None:
    scheduler = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card = fsrs.Card(card_id=1)
    for rating, day in dated(history):
        at = SINCE + timedelta(days=day)
        card, _ = scheduler.review_card(card, fsrs.Rating(rating), at)
    memory = replayed(dated(history))
    assert memory is not None
    assert memory.stability == pytest.approx(min(card.stability or 0, 36_500), rel=0.02)
    assert memory.difficulty == pytest.approx(card.difficulty, abs=0.02)


@given(histories, st.sampled_from([FSRS6_DEFAULTS, FSRS6_DEFAULTS[:17], LIVELY]))
@example([(Rating.GOOD, 0)] + [(Rating.EASY, 300)] * 40, FSRS6_DEFAULTS)
@example([(Rating.AGAIN, 0)] * 40, LIVELY)
def test_a_replay_of_a_log_is_the_same_to_the_last_bit(
    history: list[tuple[Rating, int]], parameters: tuple[float, ...]
) -> None:
    answers = dated(history)
    told = [(rating.value, day) for rating, day in answers]
    assert replay_of(parameters).memory(told) == replayed(answers, parameters)


def test_a_replay_of_nothing_is_no_memory() -> None:
    assert replay_of(FSRS6_DEFAULTS).memory([]) is None


def test_a_clock_that_was_set_back_counts_as_the_same_day() -> None:
    told = [(Rating.GOOD, 10), (Rating.GOOD, 4), (Rating.GOOD, 30)]
    assert replay_of(FSRS6_DEFAULTS).memory(told) == replayed(told)


@given(st.floats(0.01, 3000), st.floats(1, 10), st.sampled_from(Rating), st.integers(0, 900))
def test_one_step_differs_from_the_package_in_the_fifth_digit_at_most(
    stability: float, difficulty: float, rating: Rating, days: int
) -> None:
    memory = Memory(stability, difficulty)
    exactly, about = CURVE.after(memory, rating, days), CURVE.about(memory, rating, days)
    assert exactly.stability == pytest.approx(about.stability, rel=1e-4)
    assert exactly.difficulty == pytest.approx(about.difficulty, rel=1e-5)


@given(st.floats(0.01, 3000), st.floats(1, 10), st.integers(0, 900))
def test_a_better_rating_never_makes_a_weaker_memory(
    stability: float, difficulty: float, days: int
) -> None:
    after = [CURVE.after(Memory(stability, difficulty), rating, days) for rating in Rating]
    stabilities = [memory.stability for memory in after]
    assert stabilities == sorted(stabilities)
    difficulties = [memory.difficulty for memory in after]
    assert difficulties == sorted(difficulties, reverse=True)


def test_recall_falls_to_ninety_percent_after_the_stability() -> None:
    assert CURVE.recall(12.5, 0) == 1
    assert CURVE.recall(12.5, 12.5) == pytest.approx(0.9)
    assert CURVE.days_until(12.5, 0.9) == pytest.approx(12.5)


@pytest.mark.parametrize("retention", [0.7, 0.85, 0.9, 0.95, 0.99])
def test_the_interval_of_a_retention_is_where_recall_reaches_it(retention: float) -> None:
    assert CURVE.recall(40.0, CURVE.days_until(40.0, retention)) == pytest.approx(retention)


def test_the_memory_of_an_sm2_card_is_that_which_its_interval_was_right_for() -> None:
    memory = CURVE.from_sm2(2.5, 30, 0.9)
    assert memory.stability == pytest.approx(30, rel=1e-4)
    assert 1 < memory.difficulty < 10
    assert CURVE.from_sm2(1.3, 30, 0.9).difficulty > memory.difficulty


def test_values_are_kept_to_four_and_three_decimals() -> None:
    assert kept(Memory(1.234567, 5.43219)) == Memory(1.2346, 5.432)


def test_parameters_of_older_versions_are_carried_over() -> None:
    five = (*FSRS6_DEFAULTS[:19],)
    assert fsrs6_parameters(five)[19:] == (0.0, 0.5)
    four = fsrs6_parameters(FSRS6_DEFAULTS[:17])
    assert len(four) == 21
    assert four[6] == FSRS6_DEFAULTS[6] + 0.5


def test_parameters_outside_of_their_bounds_are_brought_back() -> None:
    assert fsrs6_parameters((999.0, *FSRS6_DEFAULTS[1:]))[0] == 100


def test_another_number_of_parameters_is_refused() -> None:
    with pytest.raises(ValueError, match="20 FSRS parameters"):
        fsrs6_parameters(FSRS6_DEFAULTS[:20])
