"""How many cards each deck shows today: its own and those of the decks below, within limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ms2qbank_desktop.features.flashcards.scheduling.limits import (
    NOTHING,
    Studied,
    limits_of,
    parent_names,
)
from ms2qbank_desktop.features.flashcards.study_models import DeckCounts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ms2qbank_desktop.features.flashcards.models import Deck, Preset
    from ms2qbank_desktop.features.flashcards.scheduling.limits import Remaining


class Due(NamedTuple):
    """Cards of one deck, without its children, that could be shown today. ``steps``: learning
    cards of today, ``interday``: of past days."""

    new: int = 0
    steps: int = 0
    interday: int = 0
    review: int = 0
    total: int = 0


def deck_counts(
    decks: Sequence[Deck],
    presets: Mapping[int, Preset],
    due: Mapping[int, Due],
    studied: Mapping[int, Studied],
    today: int,
) -> list[DeckCounts]:
    """Return the counts of ``decks``, which stand in the order of the tree.

    ``due``, ``studied``: by deck, its own cards only. A deck is limited by itself and by the
    decks below it, each of those by itself, and by those above it only if its preset says so: as
    if it were the one that is chosen (as in Anki).
    """
    places = {deck.name: place for place, deck in enumerate(decks)}
    above = [[places[name] for name in parent_names(deck.name) if name in places] for deck in decks]
    sums = [due.get(deck.id, Due()) for deck in decks]
    done = [studied.get(deck.id, NOTHING) for deck in decks]
    for deck, parents in zip(decks, above, strict=True):
        new, reviews = studied.get(deck.id, NOTHING)
        for parent in parents:
            done[parent] = Studied(done[parent].new + new, done[parent].reviews + reviews)

    def left(place: int) -> Remaining:
        deck = decks[place]
        return limits_of(deck, presets.get(deck.preset_id), done[place], today)

    limited = [False] * len(decks)
    counted: list[DeckCounts] = []
    for place in range(len(decks) - 1, -1, -1):  # children before their parents
        deck, parents, whole = decks[place], above[place], sums[place]
        preset = presets.get(deck.preset_id)
        shown = through = _within(whole, [left(place)])
        if preset and preset.limits_of_all_parents:
            shown = _within(whole, [left(one) for one in (place, *parents)])
        limited[place] |= shown != whole
        steps = shown.steps + shown.interday
        depth = len(parent_names(deck.name))
        counts = (shown.new, steps, shown.review, shown.total)
        counted.append(DeckCounts(deck, depth, *counts, limited[place]))
        if parents:
            parent = parents[-1]
            sums[parent] = Due(*(a + b for a, b in zip(sums[parent], through, strict=True)))
            limited[parent] |= limited[place]
    return counted[::-1]


def _within(due: Due, limits: Sequence[Remaining]) -> Due:
    """Return what all of ``limits``, which are used up by it, let through."""
    reviews = min(one.reviews_left for one in limits)
    interday = min(due.interday, reviews)
    review = min(due.review, reviews - interday)
    for one in limits:
        one.reviews -= interday + review
    new = min(due.new, *(one.new_left for one in limits))
    return due._replace(new=new, interday=interday, review=review)
