"""Sentences that say what numbers ask for, only where the numbers bear them. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.analytics.models import ENOUGH, NOTHING, SPEEDS, ChangeKind

from .wording import difference

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ms2qbank_desktop.features.analytics.models import Tally


def on_speed(found: Sequence[Tally]) -> str:
    """Return what time does to answers; "" where that cannot be told."""
    fast, slow = found[0], found[-1]
    middle = NOTHING
    for one in found[1:-1]:
        middle = middle.plus(one)
    if gap := _clearly_less(slow, middle):
        return f"Answers after {SPEEDS[-1]} s are right {gap} points less often. Decide sooner."
    if gap := _clearly_less(fast, middle):
        return f"Answers below {SPEEDS[0]} s are right {gap} points less often. Read on first."
    return ""


def on_changes(found: Mapping[str, Tally]) -> str:
    """Return how good first choices were; "" without changes."""
    number = sum(one.attempts for one in found.values())
    if not number:
        return ""
    first = sum(found.get(kind, NOTHING).attempts for kind in (ChangeKind.SPOILED, ChangeKind.BACK))
    said = f"Your first choice was right in {first:,} of {number:,} changes."
    spoiled = found.get(ChangeKind.SPOILED, NOTHING).attempts
    mended = found.get(ChangeKind.MENDED, NOTHING).attempts
    # A sign test at the level of 5 % asks for about two standard deviations of the sum.
    if number >= ENOUGH and abs(spoiled - mended) > 2 * (spoiled + mended) ** 0.5:
        advice = "Leave it be." if spoiled > mended else "Thinking again helps you."
        return f"{said} {advice}"
    return said


def on_halves(found: Mapping[str, Tally]) -> str:
    """Return how the second half of blocks goes; "" where both go alike."""
    first, second = found.get("1", NOTHING), found.get("2", NOTHING)
    if gap := _clearly_less(second, first):
        return f"The second half of a block is right {gap} points less often. Pause, or pace it."
    if gap := _clearly_less(first, second):
        return f"The first half of a block is right {gap} points less often. Warm up first."
    return ""


def on_confidence(found: Mapping[str, Tally]) -> str:
    """Return how far "sure" can be trusted; "" where it can."""
    sure = found.get("3", NOTHING)
    if sure.attempts >= ENOUGH and sure.range[1] < 0.8:
        right = (sure.accuracy or 0) * 100
        return f"When you are sure, {right:.0f} % are right: check sure answers once more."
    guess = found.get("1", NOTHING)
    if guess.attempts >= ENOUGH and guess.range[0] > 0.5:
        right = (guess.accuracy or 0) * 100
        return f"Your guesses are right {right:.0f} % of the time: you know more than you think."
    return ""


def _clearly_less(one: Tally, other: Tally) -> int:
    """Return by how many points the first is right less often, 0 where chance may explain it."""
    if min(one.attempts, other.attempts) < ENOUGH:
        return 0
    found = difference((one.correct, one.attempts), (other.correct, other.attempts))
    if found is None or found[2] >= 0:
        return 0
    return round(-found[0] * 100)
