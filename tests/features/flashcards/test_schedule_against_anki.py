"""Our intervals, eases and memories equal those of the real Anki, with fuzz off."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ms2qbank_desktop.features.flashcards.models import (
    Algorithm,
    CardState,
    Moment,
    Preset,
    Rating,
    Review,
    ReviewKind,
    Schedule,
)
from ms2qbank_desktop.features.flashcards.scheduling.answering import answered, intervals
from tests.support.real_anki import PYTHON, needs_anki
from tests.support.shared_data import REPOSITORY

ORACLE = REPOSITORY / "tests" / "support" / "anki_oracle.py"
DAY_ZERO = 739_000
STATES = (CardState.NEW, CardState.LEARNING, CardState.REVIEW, CardState.RELEARNING)
KINDS = (ReviewKind.LEARN, ReviewKind.REVIEW, ReviewKind.RELEARN, ReviewKind.FILTERED)
PERSONAL = (
    *(0.4072, 1.1829, 3.1262, 15.4722, 7.2102, 0.5316, 1.0651, 0.0234, 1.616, 0.1544, 1.0824),
    *(1.9813, 0.0953, 0.2975, 2.2042, 0.2407, 2.9466, 0.5034, 0.6567, 0.0912, 0.32),
)

pytestmark = needs_anki

Fact = Mapping[str, Any]


@dataclass(frozen=True)
class Setting:
    """One preset in our words, and what differs from Anki's defaults in its own."""

    ours: Preset
    anki: Mapping[str, Any]
    hours_into_day: int = 12
    config: Mapping[str, Any] | None = None


PLAIN = Preset(fuzz=False)
FSRS = replace(PLAIN, algorithm=Algorithm.FSRS)
SETTINGS = {
    "sm2": Setting(PLAIN, {}),
    "sm2, other options": Setting(
        replace(
            PLAIN,
            learning_steps=(90, 900, 86_400, 259_200),
            relearning_steps=(1200, 86_400),
            graduating_days=3,
            easy_days_after_learning=7,
            initial_ease=2.1,
            hard_multiplier=0.9,
            easy_multiplier=1.45,
            interval_multiplier=0.87,
            maximum_days=240,
            lapse_multiplier=0.35,
            minimum_lapse_days=2,
        ),
        {
            "new.delays": [1.5, 15, 1440, 4320],
            "lapse.delays": [20, 1440],
            "new.ints": [3, 7, 0],
            "new.initialFactor": 2100,
            "rev.hardFactor": 0.9,
            "rev.ease4": 1.45,
            "rev.ivlFct": 0.87,
            "rev.maxIvl": 240,
            "lapse.mult": 0.35,
            "lapse.minInt": 2,
        },
        hours_into_day=18,
    ),
    "sm2, no steps": Setting(
        replace(PLAIN, learning_steps=(), relearning_steps=()),
        {"new.delays": [], "lapse.delays": []},
    ),
    "fsrs": Setting(FSRS, {}),
    "fsrs, other options": Setting(
        replace(
            FSRS,
            learning_steps=(600,),
            relearning_steps=(),
            fsrs_parameters=PERSONAL,
            desired_retention=0.83,
            maximum_days=365,
        ),
        {
            "new.delays": [10],
            "lapse.delays": [],
            "fsrsParams6": list(PERSONAL),
            "desiredRetention": 0.83,
            "rev.maxIvl": 365,
        },
        hours_into_day=16,
    ),
    "fsrs, no steps": Setting(
        replace(FSRS, learning_steps=(), relearning_steps=()),
        {"new.delays": [], "lapse.delays": []},
    ),
    "fsrs, short term with steps": Setting(
        replace(
            FSRS,
            learning_steps=(60,),
            relearning_steps=(300,),
            fsrs_short_term_with_steps=True,
            desired_retention=0.95,
        ),
        {"new.delays": [1], "lapse.delays": [5], "desiredRetention": 0.95},
        config={"fsrsShortTermWithStepsEnabled": True},
    ),
}


def plan(setting: Setting, cards: int, moments: int, seed: int) -> dict[str, Any]:
    """Return random histories: cards answered early, late, in step and in filtered decks."""
    chance = random.Random(seed)
    seconds_left = setting.hours_into_day * 3600 - 1800
    listed = []
    for number in range(moments):
        days = chance.choice((0, 0, 0, 1, 1, 2, 4, 9, 23, 61, 170))
        seconds = 0 if days else min(chance.randrange(1, 1500), seconds_left)
        seconds_left -= seconds
        answers = [
            [card, chance.choices((1, 2, 3, 4), (3, 2, 6, 2))[0], chance.random() < 0.15]
            for card in range(cards)
            if number == 0 or chance.random() < 0.4
        ]
        listed.append({"days": days, "seconds": seconds, "answers": answers})
    return {
        "fsrs": setting.ours.algorithm is Algorithm.FSRS,
        "preset": dict(setting.anki),
        "config": dict(setting.config or {}),
        "cards": cards,
        "hours_into_day": setting.hours_into_day,
        "moments": listed,
    }


def asked(wanted: Mapping[str, Any]) -> list[Fact]:
    """Return what Anki answered, answer by answer."""
    result = subprocess.run(
        [PYTHON, ORACLE], input=json.dumps(wanted), capture_output=True, text=True, check=True
    )
    facts: list[Fact] = json.loads(result.stdout)
    return facts


def when(fact: Fact) -> Moment:
    return Moment(
        datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=fact["shift"]),
        DAY_ZERO + fact["day"],
        fact["left_of_day"],
    )


def seen(fact: Fact) -> dict[str, Any]:
    """Return what Anki did, in the words of the comparison."""
    after = fact["after"]
    data = json.loads(after["data"])
    return {
        "choices": tuple(fact["choices"]),
        "state": STATES[after["type"]],
        "interval_days": after["ivl"],
        "due_day": DAY_ZERO + after["due"] if after["queue"] in {2, 3} else None,
        "delay": after["due"] - (fact["at"] - fact["shift"]) if after["queue"] == 1 else None,
        "ease": after["factor"] / 1000,
        "left": after["left"],
        "repetitions": after["reps"],
        "lapses": after["lapses"],
        "stability": data.get("s"),
        "difficulty": data.get("d"),
        "kind": KINDS[fact["log"]["type"]],
        "factor": fact["log"]["factor"],
    }


def done(given: Sequence[int], before: Moment, after: Schedule, review: Review) -> dict[str, Any]:
    """Return what we did, in the words of the comparison."""
    return {
        "choices": tuple(given),
        "state": after.state,
        "interval_days": after.interval_days,
        "due_day": after.due_day,
        "delay": None if after.due_at is None else (after.due_at - before.at).total_seconds(),
        "ease": after.ease,
        "left": after.remaining_steps,
        "repetitions": after.repetitions,
        "lapses": after.lapses,
        "stability": after.stability,
        "difficulty": after.difficulty,
        "kind": review.kind,
        "factor": review.ease_permille,
    }


def same(key: str, theirs: Any, ours: Any) -> bool:
    """The last stored digit of a stability may differ: exp() has no agreed last bit. The second
    may change between reading the clock and Anki's reading it."""
    if key == "stability" and theirs is not None and ours is not None:
        return bool(ours == pytest.approx(theirs, rel=1e-5))
    if key == "delay" and theirs is not None and ours is not None:
        return bool(ours == pytest.approx(theirs, abs=1))
    return bool(theirs == ours)


def differences(setting: Setting, wanted: Mapping[str, Any], facts: Sequence[Fact]) -> list[str]:
    """Return the first difference of each card, if it has one."""
    aheads = [ahead for moment in wanted["moments"] for _, _, ahead in moment["answers"]]
    schedules: dict[int, Schedule] = {}
    found: dict[int, str] = {}
    for ahead, fact in zip(aheads, facts, strict=True):
        card, rating, now = fact["card"], Rating(fact["rating"]), when(fact)
        before = schedules.get(card, Schedule())
        given = intervals(before, setting.ours, now, ahead=ahead)
        answer = answered(
            before,
            rating,
            given,
            setting.ours,
            now,
            review_id=0,
            card_id=fact["card_id"],
            time_ms=0,
            ahead=ahead,
        )
        schedules[card] = answer.schedule
        theirs, ours = seen(fact), done(given, now, answer.schedule, answer.review)
        wrong = {
            key: (theirs[key], ours[key]) for key in theirs if not same(key, theirs[key], ours[key])
        }
        if wrong:
            found.setdefault(card, f"{rating.name} on {before}: (Anki, we) {wrong}")
    return list(found.values())


@pytest.mark.parametrize("name", SETTINGS)
def test_150_random_histories_go_as_in_anki(name: str) -> None:
    setting = SETTINGS[name]
    wanted = plan(setting, cards=150, moments=30, seed=sum(map(ord, name)))
    facts = asked(wanted)
    assert len(facts) > 1500
    assert differences(setting, wanted, facts) == []
