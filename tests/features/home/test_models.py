"""What the home screen makes of numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ms2qbank_desktop.features.home.models import (
    FIRST_DAYS,
    Begun,
    Figure,
    WeakSystem,
)
from ms2qbank_desktop.features.practice.models import BlockSummary, Mode

NEW = Begun(44, 1069, answered=False, planned=False, reviewed=False, days=0)
BLOCK = BlockSummary(
    *(1, 7, Mode.TIMED, 20, 3, 0, 0, 0, 90_000, 1_800_000),
    created_at=datetime(2026, 3, 2, tzinfo=UTC),
    ended_at=None,
    systems=("Renal",),
)


def test_the_first_steps_are_done_when_all_three_are() -> None:
    assert NEW.fresh
    assert not NEW.done
    begun = replace(NEW, answered=True, planned=True)
    assert not begun.fresh
    assert not begun.done
    assert replace(begun, reviewed=True).done


def test_who_has_studied_for_days_needs_no_first_steps_any_more() -> None:
    assert not replace(NEW, answered=True, days=FIRST_DAYS).done
    assert replace(NEW, answered=True, days=FIRST_DAYS + 1).done


@pytest.mark.parametrize(
    ("figure", "change"), [((0.6, 90, 0.7, 0.5), 0.2), ((9, 9, None, 3), None)]
)
def test_a_change_is_that_of_the_last_days_against_the_time_before(
    figure: tuple[float, int, float | None, float], change: float | None
) -> None:
    assert Figure(*figure).change == (None if change is None else pytest.approx(change))


def test_a_block_has_the_time_left_that_its_limit_leaves() -> None:
    assert BLOCK.left_ms == 1_710_000
    assert replace(BLOCK, limit_ms=60_000).left_ms == 0
    assert replace(BLOCK, limit_ms=None).left_ms is None


def test_what_can_be_won_is_the_weight_times_the_room_above() -> None:
    weak = WeakSystem("Renal", frozenset({"Renal"}), 12.0, 0.75, (0.6, 0.9), 40)
    assert weak.gain == pytest.approx(3.0)
