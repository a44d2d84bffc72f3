"""Rows of Anki's cards and our cards say the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ms2qbank_desktop.features.flashcards.formats.anki.scheduling import (
    COLUMNS,
    from_card,
    to_card,
)
from ms2qbank_desktop.features.flashcards.formats.base import BadItem
from ms2qbank_desktop.features.flashcards.models import Card, CardState

DAY0 = 739_000
CHANGED = 1_790_000_000
REVIEW: dict[str, Any] = {"id": 7, "nid": 5, "did": 3, "type": 2, "queue": 2, "due": 40, "ivl": 9}


def row(**values: Any) -> tuple[Any, ...]:
    known = dict.fromkeys(COLUMNS, 0) | {"data": "", "mod": CHANGED, "id": 1} | values
    return tuple(known[column] for column in COLUMNS)


def card(**values: Any) -> Card:
    return to_card(row(**values), DAY0).item


def test_a_review_is_due_on_a_day_counted_from_the_beginning_of_the_collection() -> None:
    found = card(**REVIEW)
    assert (found.id, found.note_id, found.deck_id) == (7, 5, 3)
    schedule = found.schedule
    assert (schedule.state, schedule.due_day, schedule.due_at) == (
        CardState.REVIEW,
        DAY0 + 40,
        None,
    )
    assert (schedule.interval_days, schedule.last_review_day) == (9, DAY0 + 31)


def test_the_last_review_is_known_to_the_second_where_anki_wrote_it() -> None:
    at = datetime(2026, 3, 5, 12, 30, tzinfo=UTC)
    schedule = card(**REVIEW, data=f'{{"lrt":{int(at.timestamp())}}}').schedule
    assert schedule.last_review_at == at
    assert schedule.last_review_day == at.astimezone().date().toordinal()


def test_a_learning_card_is_due_at_an_instant_or_on_a_day() -> None:
    soon = card(type=1, queue=1, due=CHANGED + 60, left=2002).schedule
    assert soon.due_at == datetime.fromtimestamp(CHANGED + 60, UTC)
    assert (soon.due_day, soon.remaining_steps) == (None, 2)
    later = card(type=1, queue=3, due=4).schedule
    assert (later.due_day, later.due_at) == (DAY0 + 4, None)
    suspended = card(type=3, queue=-1, due=CHANGED)
    assert suspended.suspended
    assert suspended.schedule.state is CardState.RELEARNING
    assert suspended.schedule.due_at == datetime.fromtimestamp(CHANGED, UTC)


def test_a_buried_card_comes_back_on_the_day_after_it_was_buried() -> None:
    tomorrow = (datetime.fromtimestamp(CHANGED, UTC).astimezone() - timedelta(hours=4)).date()
    for queue, by_user in ((-2, False), (-3, True)):
        found = card(**REVIEW | {"queue": queue})
        assert found.buried_until == tomorrow.toordinal() + 1
        assert found.buried_by_user is by_user
        assert from_card(to_card(row(**REVIEW | {"queue": queue}), DAY0), DAY0)[6] == queue


def test_a_card_in_a_filtered_deck_keeps_its_home_and_its_real_due() -> None:
    crammed = REVIEW | {"due": -99_998, "odue": 40, "odid": 11}
    packed = to_card(row(**crammed), DAY0)
    assert (packed.item.deck_id, packed.item.home_deck_id) == (3, 11)
    assert packed.item.schedule.due_day == DAY0 + 40
    assert from_card(packed, DAY0) == row(**crammed, data="{}")


def test_a_filtered_learning_card_that_is_due_by_day_is_written_home() -> None:
    """The real Anki, importing it, would count its days from another beginning."""
    packed = to_card(row(type=1, queue=3, due=-99_998, odue=4, did=3, odid=11), DAY0)
    written = dict(zip(COLUMNS, from_card(packed, DAY0), strict=True))
    assert (written["did"], written["odid"], written["due"], written["odue"]) == (11, 0, 4, 0)


def test_a_preview_keeps_the_due_of_the_card() -> None:
    found = card(**REVIEW | {"queue": 4, "due": CHANGED, "odue": 40, "odid": 11})
    assert found.schedule.due_day == DAY0 + 40
    assert found.home_deck_id == 11


def test_relearning_and_steps_of_old_versions_are_understood() -> None:
    assert card(**REVIEW | {"queue": 1, "due": CHANGED}).schedule.state is CardState.RELEARNING
    learning = card(type=1, queue=1, due=CHANGED, ivl=-600).schedule
    assert (learning.interval_days, learning.step_seconds) == (0, 600)


def test_what_we_have_no_word_for_is_kept_beside_the_card() -> None:
    data = '{"pos":5,"s":2.5,"d":6.0,"dr":0.9,"decay":0.154,"lrt":1790000000,"cd":"x"}'
    packed = to_card(row(**REVIEW, flags=0b1010, data=data), DAY0)
    assert packed.item.flag == 2
    assert packed.extra == {"dr": 0.9, "decay": 0.154, "cd": "x", "flags": 0b1010}
    schedule = packed.item.schedule
    assert (schedule.position, schedule.stability, schedule.difficulty) == (5, 2.5, 6.0)
    moved = packed._replace(item=replace(packed.item, flag=1))
    assert dict(zip(COLUMNS, from_card(moved, DAY0), strict=True))["flags"] == 0b1001


@pytest.mark.parametrize(
    "values",
    [
        *({"type": 4}, {"type": -1}, {"ord": -1}, {"ord": 70_000}, {"reps": -1}, {"ivl": 1 << 31}),
        *({"factor": 1 << 40}, {"type": 2, "due": 9_000_000}, {"type": 2, "due": -800_000}),
        *({"mod": 1 << 60}, {"due": None}, {"ivl": 1.5}, {"did": "3"}),
    ],
)
def test_a_row_that_makes_no_sense_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(BadItem):
        card(**values)
