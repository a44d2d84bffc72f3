"""A schedule is kept in two forms, as columns of its card and as JSON in the log: both say it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.features.flashcards.models import CardState, Rating, Schedule
from ms2qbank_desktop.features.flashcards.queries import rows

NUMBERS = st.integers(0, 40_000)
INSTANTS = st.none() | st.integers(0, 4_000_000_000_000).map(
    lambda ms: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)
)
SCHEDULES = st.builds(
    Schedule,
    state=st.sampled_from(CardState),
    position=NUMBERS,
    remaining_steps=NUMBERS,
    due_at=INSTANTS,
    due_day=st.none() | NUMBERS,
    interval_days=NUMBERS,
    step_seconds=NUMBERS,
    ease=NUMBERS.map(lambda permille: permille / 1000),
    stability=st.none() | st.floats(0, 36_500),
    difficulty=st.none() | st.floats(1, 10),
    repetitions=NUMBERS,
    lapses=NUMBERS,
    last_review_at=INSTANTS,
    last_review_day=st.none() | NUMBERS,
    last_rating=st.none() | st.sampled_from(Rating),
)


@given(SCHEDULES)
def test_columns_and_log_say_the_same(schedule: Schedule) -> None:
    kept = json.loads(json.dumps(rows.schedule_json(schedule)))
    assert rows.schedule_of_json(kept) == schedule
    assert rows.folded_of_json(kept) == rows.folded_values(schedule)


def test_what_is_as_by_default_is_not_written() -> None:
    assert rows.schedule_json(Schedule()) == {"state": "new"}
    assert rows.schedule_json(Schedule(position=3, lapses=2)) == {
        "state": "new",
        "position": 3,
        "lapses": 2,
    }
