from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ms2qbank_desktop.core.statistics import wilson_interval
from ms2qbank_desktop.features.attempts.models import Confidence, Status, letters, places, verdict
from ms2qbank_desktop.features.practice.models import BlockSummary, ItemResult, Mode
from ms2qbank_desktop.features.practice.scoring import (
    by_confidence,
    is_slow,
    lucky,
    pace_ms,
    stands_out,
    usual,
)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def item(position: int, status: Status, time_ms: int = 60_000) -> ItemResult:
    return ItemResult(
        position=position,
        question_id=position,
        stem="",
        subject="",
        system="",
        topic="",
        difficulty=None,
        given="B" if status is Status.CORRECT else "",
        right="B",
        status=status,
        marked=False,
        time_ms=time_ms,
        changes=(),
    )


def block(correct: int, size: int, limit_ms: int | None = None) -> BlockSummary:
    return BlockSummary(
        id=1,
        number=1,
        mode=Mode.TIMED,
        size=size,
        answered=size,
        correct=correct,
        incorrect=size - correct,
        omitted=0,
        elapsed_ms=size * 90_000,
        answering_ms=size * 60_000,
        limit_ms=limit_ms,
        time_factor=1.0,
        created_at=NOW,
        ended_at=NOW,
        systems=(),
    )


@pytest.mark.parametrize(
    ("given", "right", "status"),
    [
        ("B", "B", Status.CORRECT),
        ("A", "B", Status.INCORRECT),
        ("", "B", Status.OMITTED),
        ("AC", "AC", Status.CORRECT),
        ("A", "AC", Status.INCORRECT),
        ("ABC", "AC", Status.INCORRECT),
    ],
)
def test_an_answer_is_right_only_when_it_is_all_of_the_key(
    given: str, right: str, status: Status
) -> None:
    assert verdict(given, right) is status


def test_letters_and_places_are_each_others_inverse() -> None:
    assert letters(frozenset({3, 0})) == "AD"
    assert places("AD") == frozenset({0, 3})
    assert letters(frozenset()) == ""


@pytest.mark.parametrize(
    ("right", "total", "low", "high"),
    [(14, 20, 0.481, 0.855), (3, 4, 0.301, 0.954), (0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0)],
)
def test_the_wilson_interval_has_its_known_values(
    right: int, total: int, low: float, high: float
) -> None:
    assert wilson_interval(right, total) == pytest.approx((low, high), abs=0.001)


def test_of_no_answers_nothing_is_known() -> None:
    assert wilson_interval(0, 0) == (0.0, 1.0)


def test_verdicts_are_counted_by_rating_the_surest_first_and_the_unrated_last() -> None:
    items = [item(0, Status.CORRECT), item(1, Status.INCORRECT), item(2, Status.CORRECT)]
    items.append(item(3, Status.OMITTED))
    ratings = {0: Confidence.GUESS, 1: Confidence.SURE, 2: Confidence.SURE}
    found = [(one.name, one.correct, one.total) for one in by_confidence(items, ratings)]
    assert found == [("3", 1, 2), ("1", 1, 1), ("", 0, 1)]


def test_lucky_are_those_that_were_right_by_a_guess() -> None:
    items = [item(0, Status.CORRECT), item(1, Status.INCORRECT), item(2, Status.CORRECT)]
    ratings = {0: Confidence.GUESS, 1: Confidence.GUESS, 2: Confidence.UNSURE}
    assert [one.position for one in lucky(items, ratings)] == [0]


def test_the_items_of_several_blocks_are_counted_together() -> None:
    found = usual([block(30, 40), block(5, 10)])
    assert (found.blocks, found.correct, found.size) == (2, 35, 50)
    assert found.percent == 70
    assert found.item_ms == 60_000
    assert usual([]).percent == 0


@pytest.mark.parametrize(("correct", "verdict"), [(38, 1), (26, 0), (9, -1)])
def test_a_block_stands_out_only_where_chance_does_not_explain_it(
    correct: int, verdict: int
) -> None:
    assert stands_out(block(correct, 40), usual([block(260, 400)])) == verdict


def test_slow_is_a_third_over_the_pace_of_the_block() -> None:
    assert pace_ms(block(1, 20)) == 90_000
    longer = block(1, 20, limit_ms=20 * 135_000)
    assert pace_ms(longer) == 135_000
    slow = item(0, Status.CORRECT, 120_000)
    assert is_slow(slow, pace_ms(block(1, 20)))
    assert not is_slow(replace(slow, time_ms=119_000), pace_ms(block(1, 20)))
    assert not is_slow(slow, pace_ms(longer))
