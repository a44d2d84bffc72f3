"""How many cards each deck shows today: its own and those of the decks below, within limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .scheduling.limits import Studied, limits_of, parent_names
from .study_models import DeckCounts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .models import Deck, Preset


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
    decks below it, each of those by itself: as if it were the one that is chosen (as in Anki).
    """
    places = {deck.name: place for place, deck in enumerate(decks)}
    sums = [list(due.get(deck.id, Due())) for deck in decks]
    done = [list(studied.get(deck.id, (0, 0))) for deck in decks]
    limited = [False] * len(decks)
    counted: list[DeckCounts] = []
    for place in range(len(decks) - 1, -1, -1):  # children before their parents
        deck = decks[place]
        above = parent_names(deck.name)
        new, steps, interday, review, total = sums[place]
        left = limits_of(deck, presets.get(deck.preset_id), Studied(*done[place]), today)
        shown_interday = min(interday, left.reviews_left)
        shown_review = min(review, left.reviews_left - shown_interday)
        left.reviews -= shown_interday + shown_review
        shown_new = min(new, left.new_left)
        shown = (shown_new, steps, shown_interday, shown_review, total)
        limited[place] |= shown_new < new or shown_interday + shown_review < interday + review
        counted.append(
            DeckCounts(
                deck, len(above), shown_new, steps + shown_interday, shown_review, total,
                limited[place],
            )
        )  # fmt: skip
        parent = places.get(above[-1]) if above else None
        if parent is not None:
            sums[parent] = [a + b for a, b in zip(sums[parent], shown, strict=True)]
            done[parent] = [a + b for a, b in zip(done[parent], done[place], strict=True)]
            limited[parent] |= limited[place]
    return counted[::-1]
