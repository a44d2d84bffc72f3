"""When a missed question comes back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.features.attempts.models import Confidence, Status
from ms2qbank_desktop.features.attempts.spacing import Memory, remembered

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
GUESS, UNSURE, SURE = Confidence
RIGHT, WRONG, OMITTED = Status.CORRECT, Status.INCORRECT, Status.OMITTED

answers = st.tuples(
    st.sampled_from([RIGHT, WRONG, OMITTED]),
    st.sampled_from([None, *Confidence]),
    st.integers(0, 60 * 24),
)


def after(*history: tuple[Status, Confidence | None, int]) -> tuple[Memory | None, datetime]:
    """Return the memory after answers that came so many hours after each other."""
    memory, at = None, START
    for status, confidence, hours in history:
        at += timedelta(hours=hours)
        memory = remembered(memory, status, confidence, at)
    return memory, at


def days(memory: Memory | None) -> float:
    """Return for how many days a question stays away."""
    assert memory is not None
    return (memory.due_at - memory.last_at) / timedelta(days=1)


@pytest.mark.parametrize("confidence", [None, UNSURE, SURE])
def test_a_question_answered_rightly_at_first_never_enters(confidence: Confidence | None) -> None:
    assert after((RIGHT, confidence, 0), (OMITTED, None, 24))[0] is None


@pytest.mark.parametrize("first", [(WRONG, None, 0), (WRONG, SURE, 0), (RIGHT, GUESS, 0)])
def test_a_missed_or_guessed_question_enters_and_stays(
    first: tuple[Status, Confidence | None, int],
) -> None:
    assert days(after(first)[0]) >= 1
    assert days(after(first, (RIGHT, None, 48), (RIGHT, SURE, 200))[0]) >= 1


@given(st.lists(answers, max_size=8), st.integers(24, 60 * 24))
def test_the_better_the_answer_the_later_a_question_comes_back(
    history: list[tuple[Status, Confidence | None, int]], hours: int
) -> None:
    missed = ((WRONG, None, 0), *history)
    waits = [
        days(after(*missed, (*answer, hours))[0])
        for answer in ((WRONG, None), (RIGHT, GUESS), (RIGHT, UNSURE), (RIGHT, SURE))
    ]
    assert waits == sorted(waits)
    assert after(*missed, (RIGHT, None, hours)) == after(*missed, (RIGHT, UNSURE, hours))


@given(st.lists(answers, max_size=12))
def test_a_question_stays_away_for_a_day_to_half_a_year(
    history: list[tuple[Status, Confidence | None, int]],
) -> None:
    memory, _ = after((WRONG, None, 0), *history)
    assert 1 <= days(memory) <= 180


@given(st.lists(answers, max_size=8))
def test_an_omitted_question_is_remembered_as_before(
    history: list[tuple[Status, Confidence | None, int]],
) -> None:
    assert after(*history, (OMITTED, SURE, 30))[0] == after(*history)[0]
