"""Limits, burying, orders and mixing give the queue that the real Anki gives."""

from __future__ import annotations

import json
import random
import subprocess
from typing import Any

import pytest

from ms2qbank_desktop.features.flashcards.models import (
    CardState,
    Deck,
    Mix,
    NewGather,
    NewSort,
    Preset,
    ReviewOrder,
    TodayLimit,
)
from ms2qbank_desktop.features.flashcards.scheduling.limits import Studied, remaining_limits
from ms2qbank_desktop.features.flashcards.scheduling.ordering import Candidate
from ms2qbank_desktop.features.flashcards.scheduling.queue import Gathering
from tests.support.real_anki import PYTHON, needs_anki
from tests.support.shared_data import REPOSITORY

ORACLE = REPOSITORY / "tests" / "support" / "anki_queue_oracle.py"
TODAY = 739_700
NOW = 1_700_000_000
NAMES = ("Top", "Top::Alpha", "Top::Alpha::Deep", "Top::Beta")
# Orders without chance, with Anki's numbers. Retrievability is none to Anki without FSRS.
REVIEW_ORDERS = {
    ReviewOrder.DUE_THEN_RANDOM: 0,
    ReviewOrder.SHORT_INTERVALS_FIRST: 3,
    ReviewOrder.LONG_INTERVALS_FIRST: 4,
    ReviewOrder.LOW_EASE_FIRST: 5,
    ReviewOrder.HIGH_EASE_FIRST: 6,
    ReviewOrder.ADDED: 9,
    ReviewOrder.LATEST_ADDED_FIRST: 10,
    ReviewOrder.DECK_THEN_DUE: 2,
}
GATHERS = {NewGather.DECK: 0, NewGather.LOWEST_POSITION: 1, NewGather.HIGHEST_POSITION: 2}
SORTS = {NewSort.TEMPLATE: 0, NewSort.GATHERED: 1}
MIXES = {Mix.MIX: 0, Mix.AFTER_REVIEWS: 1, Mix.BEFORE_REVIEWS: 2}
STATES = {
    "new": CardState.NEW,
    "review": CardState.REVIEW,
    "interday": CardState.LEARNING,
    "learning": CardState.LEARNING,
}

pytestmark = needs_anki


def random_preset(number: int, chance: random.Random, *, all_parents: bool, ignore: bool) -> Preset:
    return Preset(
        id=number,
        new_per_day=chance.choice((0, 2, 4, 9, 30)),
        reviews_per_day=chance.choice((0, 3, 8, 15, 60)),
        new_ignore_review_limit=ignore,
        limits_of_all_parents=all_parents,
        new_gather=chance.choice(list(GATHERS)),
        new_sort=chance.choice(list(SORTS)),
        new_mix=chance.choice(list(MIXES)),
        interday_learning_mix=chance.choice(list(MIXES)),
        review_order=chance.choice(list(REVIEW_ORDERS)),
        bury_new=chance.random() < 0.4,
        bury_reviews=chance.random() < 0.4,
        bury_interday_learning=chance.random() < 0.4,
    )


def in_anki_s_words(preset: Preset) -> dict[str, Any]:
    return {
        "new.perDay": preset.new_per_day,
        "rev.perDay": preset.reviews_per_day,
        "new.bury": preset.bury_new,
        "rev.bury": preset.bury_reviews,
        "buryInterdayLearning": preset.bury_interday_learning,
        "newGatherPriority": GATHERS[preset.new_gather],
        "newSortOrder": SORTS[preset.new_sort],
        "newMix": MIXES[preset.new_mix],
        "interdayLearningMix": MIXES[preset.interday_learning_mix],
        "reviewOrder": REVIEW_ORDERS[preset.review_order],
    }


def random_deck(number: int, chance: random.Random) -> tuple[Deck, dict[str, Any]]:
    """Return a deck with random limits of its own, and those in Anki's words."""
    new = chance.choice((None, None, 1, 5))
    reviews = chance.choice((None, None, 4, 20))
    today = chance.choice((None, None, 2, 12))
    day = chance.choice((0, -1))
    deck = Deck(
        number,
        NAMES[number],
        number,
        new_limit=new,
        review_limit=reviews,
        new_today=None if today is None else TodayLimit(today, TODAY + day),
        review_today=None if today is None else TodayLimit(today, TODAY + day),
    )
    limits: dict[str, Any] = {}
    if new is not None:
        limits["newLimit"] = new
    if reviews is not None:
        limits["reviewLimit"] = reviews
    if today is not None:
        limits["newLimitToday"] = {"limit": today, "today": day}
        limits["reviewLimitToday"] = {"limit": today, "today": day}
    return deck, limits


def random_notes(chance: random.Random) -> list[list[dict[str, Any]]]:
    """Return notes of one or two cards, no two of which are alike to any order."""
    eases = chance.sample(range(1300, 3500), 80)
    intervals = chance.sample(range(90, 900), 80)
    days = chance.sample(range(-80, 1), 80)
    positions = chance.sample(range(1, 500), 80)
    notes = []
    for _ in range(40):
        cards = []
        for _ in range(chance.choice((1, 2))):
            kind = chance.choice(("new", "new", "review", "review", "interday", "learning"))
            number = positions.pop()
            due = {"new": number, "learning": -number}.get(kind, days.pop())
            cards.append(
                {
                    "deck": chance.choice(NAMES),
                    "kind": kind,
                    "due": due,
                    "ivl": intervals.pop(),
                    "factor": eases.pop(),
                }
            )
        notes.append(cards)
    return notes


def candidate(note: int, ordinal: int, card: dict[str, Any]) -> Candidate:
    kind = card["kind"]
    base = {"new": 0, "learning": NOW}.get(kind, TODAY)
    deck = NAMES.index(card["deck"])
    return Candidate(
        note * 10 + ordinal,
        note,
        deck,
        deck,
        ordinal,
        STATES[kind],
        base + card["due"],
        card["ivl"],
        card["factor"] / 1000,
    )


@pytest.mark.parametrize("seed", range(30))
def test_a_random_collection_is_shown_in_anki_s_order(seed: int) -> None:
    chance = random.Random(seed)
    all_parents, ignore = chance.random() < 0.5, chance.random() < 0.5
    presets = {
        number: random_preset(number, chance, all_parents=all_parents, ignore=ignore)
        for number in range(len(NAMES))
    }
    decks = [random_deck(number, chance) for number in range(len(NAMES))]
    notes = random_notes(chance)
    studied = {number: Studied(chance.randrange(3), chance.randrange(3)) for number in presets}
    root = chance.choice((0, 0, 1))

    # Anki counts what was studied in a deck on the decks above it too.
    below = {
        number: [other for other, name in enumerate(NAMES) if name.startswith(NAMES[number])]
        for number in presets
    }
    wanted = {
        "config": {"applyAllParentLimits": all_parents, "newCardsIgnoreReviewLimit": ignore},
        "root": NAMES[root],
        "decks": [
            {
                "name": deck.name,
                "preset": in_anki_s_words(presets[deck.id]),
                "limits": limits,
                "studied": [
                    sum(studied[number][which] for number in below[deck.id]) for which in (0, 1)
                ],
            }
            for deck, limits in decks
        ],
        "notes": notes,
    }
    answer = subprocess.run(
        [PYTHON, ORACLE], input=json.dumps(wanted), capture_output=True, text=True, check=True
    )
    facts = json.loads(answer.stdout)

    limits = remaining_limits([deck for deck, _ in decks], presets, decks[root][0], studied, TODAY)
    by_kind: dict[str, list[Candidate]] = {kind: [] for kind in STATES}
    for note, cards in enumerate(notes):
        for ordinal, card in enumerate(cards):
            if NAMES.index(card["deck"]) in limits:
                by_kind[card["kind"]].append(candidate(note, ordinal, card))
    queue = Gathering(presets[root], presets, limits, TODAY).queue(
        by_kind["learning"], by_kind["interday"], by_kind["review"], by_kind["new"]
    )
    shown = [waiting.card_id for waiting in queue.learning] + [card.id for card in queue.main]
    assert [list(divmod(card_id, 10)) for card_id in shown] == facts["shown"]
    assert list(queue.counts(NOW, 1200)) == facts["counts"]
