"""In which order cards are gathered, shown and mixed: Anki's orders as sorting keys.

Chance is a hash of the card and the study day: an order stays the same when the queue is built
again that day, and is another one tomorrow.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from ms2qbank_desktop.features.flashcards.models import (
    Algorithm,
    CardState,
    Mix,
    NewGather,
    NewSort,
    ReviewOrder,
)

from .fsrs_memory import curve_of
from .fuzz import chance

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ms2qbank_desktop.features.flashcards.models import Preset

T = TypeVar("T")


class Candidate(NamedTuple):
    """A card that could be shown today, neither suspended nor buried."""

    id: int
    note_id: int
    deck_id: int
    home_deck_id: int
    """The deck whose preset holds: another than ``deck_id`` in a filtered deck."""
    ordinal: int
    state: CardState
    due: int
    """New: position. Review and learning of past days: study day. Learning: seconds (epoch)."""
    interval_days: int = 0
    ease: float = 0.0
    stability: float | None = None
    difficulty: float | None = None
    last_review_day: int | None = None


Key = Callable[[Candidate], Any]


def _drawn(number: int, today: int) -> float:
    return chance(number ^ (today * 2_654_435_761))


def review_key(preset: Preset, deck_places: Mapping[int, int], today: int) -> Key:
    """Return the order of due reviews. ``deck_places``: of the decks in the tree."""

    def by_chance(card: Candidate) -> float:
        return _drawn(card.id, today)

    recall = _recall(preset, today)
    keys: dict[ReviewOrder, Key] = {
        ReviewOrder.DUE_THEN_RANDOM: lambda card: (card.due,),
        ReviewOrder.DUE_THEN_DECK: lambda card: (card.due, deck_places.get(card.deck_id, 0)),
        ReviewOrder.DECK_THEN_DUE: lambda card: (deck_places.get(card.deck_id, 0), card.due),
        ReviewOrder.SHORT_INTERVALS_FIRST: lambda card: (card.interval_days,),
        ReviewOrder.LONG_INTERVALS_FIRST: lambda card: (-card.interval_days,),
        ReviewOrder.LOW_EASE_FIRST: lambda card: (_easiness(card, preset),),
        ReviewOrder.HIGH_EASE_FIRST: lambda card: (-_easiness(card, preset),),
        ReviewOrder.LOW_RETRIEVABILITY_FIRST: lambda card: (recall(card),),
        ReviewOrder.HIGH_RETRIEVABILITY_FIRST: lambda card: (-recall(card),),
        ReviewOrder.RELATIVE_OVERDUENESS: lambda card: (
            -_overdueness(card, preset, recall, today),
        ),
        ReviewOrder.RANDOM: lambda _: (),
        ReviewOrder.ADDED: lambda card: (card.note_id, card.ordinal),
        ReviewOrder.LATEST_ADDED_FIRST: lambda card: (-card.note_id, card.ordinal),
    }
    key = keys[preset.review_order]
    return lambda card: (*key(card), by_chance(card))


def _easiness(card: Candidate, preset: Preset) -> float:
    if preset.algorithm is Algorithm.FSRS and card.difficulty is not None:
        return -card.difficulty
    return card.ease


def _recall(preset: Preset, today: int) -> Callable[[Candidate], float]:
    """Return the probability of recall; without FSRS a stand-in that falls with lateness."""
    curve = curve_of(preset.fsrs_parameters)

    def recall(card: Candidate) -> float:
        known = card.stability is not None and card.last_review_day is not None
        if preset.algorithm is Algorithm.FSRS and known:
            return curve.recall(card.stability or 1.0, max(0, today - (card.last_review_day or 0)))
        return 1 / (1 + (today - card.due + 0.001) / max(1, card.interval_days))

    return recall


def _overdueness(
    card: Candidate, preset: Preset, recall: Callable[[Candidate], float], today: int
) -> float:
    """Return how far recall has fallen below what was wanted; without FSRS days late in shares
    of the interval."""
    if preset.algorithm is Algorithm.FSRS and card.stability is not None:
        return (1 / max(recall(card), 1e-6) - 1) / (1 / preset.desired_retention - 1)
    return (today - card.due) / max(1, card.interval_days)


def new_gather_key(order: NewGather, deck_places: Mapping[int, int], today: int) -> Key:
    """Return the order in which new cards are taken until the limits are reached."""

    def place(card: Candidate) -> int:
        return deck_places.get(card.deck_id, 0)

    keys: dict[NewGather, Key] = {
        NewGather.DECK: lambda card: (place(card), card.due, card.ordinal),
        NewGather.DECK_THEN_RANDOM_NOTES: lambda card: (
            place(card),
            _drawn(card.note_id, today),
            card.ordinal,
        ),
        NewGather.LOWEST_POSITION: lambda card: (card.due, card.ordinal),
        NewGather.HIGHEST_POSITION: lambda card: (-card.due, card.ordinal),
        NewGather.RANDOM_NOTES: lambda card: (_drawn(card.note_id, today), card.ordinal),
        NewGather.RANDOM_CARDS: lambda card: _drawn(card.id, today),
    }
    return keys[order]


def sorted_new(cards: Iterable[Candidate], order: NewSort, today: int) -> list[Candidate]:
    """Return gathered new cards in the order they are shown."""
    keys: dict[NewSort, Key] = {
        NewSort.TEMPLATE: lambda card: card.ordinal,
        NewSort.GATHERED: lambda _: 0,
        NewSort.TEMPLATE_THEN_RANDOM: lambda card: (card.ordinal, _drawn(card.id, today)),
        NewSort.RANDOM_NOTE_THEN_TEMPLATE: lambda card: (
            _drawn(card.note_id, today),
            card.ordinal,
        ),
        NewSort.RANDOM_CARD: lambda card: _drawn(card.id, today),
    }
    return sorted(cards, key=keys[order])


def mixed(reviews: Sequence[T], others: Sequence[T], mix: Mix) -> list[T]:
    """Return both lists as one: evenly interleaved, or one before the other."""
    if mix is Mix.AFTER_REVIEWS:
        return [*reviews, *others]
    if mix is Mix.BEFORE_REVIEWS:
        return [*others, *reviews]
    ratio = (len(reviews) + 1) / (len(others) + 1)
    merged: list[T] = []
    rest, waiting = iter(reviews), 0
    for place, other in enumerate(others, 1):
        while waiting < len(reviews) and place * ratio >= waiting + 1:
            merged.append(next(rest))
            waiting += 1
        merged.append(other)
    return [*merged, *rest]
