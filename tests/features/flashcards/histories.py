"""Random presets and review histories for the tests of scheduling."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from ms2qbank_desktop.features.flashcards.models import Algorithm, Moment, Preset, Rating

START = datetime(2026, 3, 1, 4, tzinfo=UTC)
FIRST_DAY = 739_676
DAY = 86_400


def moment_of(at: datetime) -> Moment:
    """Return the moment of an instant where study days begin at 04:00 UTC."""
    days, seconds = divmod(int((at - START).total_seconds()), DAY)
    return Moment(at, FIRST_DAY + days, DAY - seconds)


LONG = (30, 60, 600, 3600, 40_000, DAY, 3 * DAY)


def _presets(steps: st.SearchStrategy[tuple[int, ...]]) -> st.SearchStrategy[Preset]:
    return st.builds(
        Preset,
        algorithm=st.sampled_from(Algorithm),
        learning_steps=steps,
        relearning_steps=steps,
        fuzz=st.booleans(),
        maximum_days=st.sampled_from((1, 20, 36_500)),
        lapse_multiplier=st.sampled_from((0.0, 0.5, 1.0)),
        hard_multiplier=st.sampled_from((0.8, 1.0, 1.2)),
        desired_retention=st.sampled_from((0.75, 0.9, 0.97)),
        fsrs_short_term_with_steps=st.booleans(),
    )


presets = _presets(st.lists(st.sampled_from(LONG), max_size=3).map(tuple))
sensible_presets = _presets(
    st.lists(st.sampled_from(LONG[:4]), max_size=3, unique=True).map(
        lambda steps: tuple(sorted(steps))
    )
).map(lambda preset: replace(preset, fsrs_short_term_with_steps=False))
"""Steps rise, end within the day, and FSRS gives no hours beside them: others turn the order of the
buttons round, in Anki too."""
waits = st.one_of(st.integers(5, 3000), st.integers(DAY // 2, 200 * DAY))
answers = st.lists(st.tuples(st.sampled_from(Rating), waits), min_size=1, max_size=15)


def instants(history: list[tuple[Rating, int]]) -> list[tuple[Rating, Moment]]:
    """Return (rating, moment) of (rating, seconds since the last answer) pairs."""
    at = START + timedelta(hours=6)
    placed = []
    for rating, wait in history:
        at += timedelta(seconds=wait)
        placed.append((rating, moment_of(at)))
    return placed
