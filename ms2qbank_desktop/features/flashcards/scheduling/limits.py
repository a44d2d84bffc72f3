"""How many new cards and reviews a deck may still show today, its parents' limits included."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ms2qbank_desktop.features.flashcards.models import DECK_SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ms2qbank_desktop.features.flashcards.models import Deck, Preset

UNLIMITED = 9999
"""What a filtered deck and a deck without a preset may show."""


class Studied(NamedTuple):
    """Cards of one deck, without its children, that were answered on a study day."""

    new: int
    reviews: int


NOTHING = Studied(0, 0)


@dataclass(slots=True)
class Remaining:
    """What one deck may still show; counted down while the queue is built."""

    new: int
    reviews: int
    parent: Remaining | None
    new_within_reviews: bool

    @property
    def new_left(self) -> int:
        """New cards that this deck and all limits above it still allow."""
        own = min(self.new, self.reviews) if self.new_within_reviews else self.new
        return min(own, self.parent.new_left) if self.parent else own

    @property
    def reviews_left(self) -> int:
        left, above = self.reviews, self.parent
        while above:
            left, above = min(left, above.reviews), above.parent
        return left

    def take_new(self) -> None:
        """Count a new card off here and above. It counts as a review too unless new cards
        ignore the limit of reviews."""
        self.new -= 1
        if self.new_within_reviews:
            self.reviews -= 1
        if self.parent:
            self.parent.take_new()

    def take_review(self) -> None:
        here: Remaining | None = self
        while here:
            here.reviews -= 1
            here = here.parent


def tree_order(name: str) -> tuple[str, ...]:
    """Return the sorting key of a deck's name: children follow their parent."""
    return tuple(part.casefold() for part in name.split(DECK_SEPARATOR))


def parent_names(name: str) -> list[str]:
    """Return the names of the decks above, the nearest last: "A::B::C" → ["A", "A::B"]."""
    parts = name.split(DECK_SEPARATOR)
    return [DECK_SEPARATOR.join(parts[:count]) for count in range(1, len(parts))]


def branch(decks: Iterable[Deck], root: Deck) -> list[Deck]:
    """Return ``root`` and the decks below it, in the order of the tree."""
    below = root.name + DECK_SEPARATOR
    inside = [deck for deck in decks if deck.id == root.id or deck.name.startswith(below)]
    return sorted(inside, key=lambda deck: tree_order(deck.name))


def remaining_limits(
    decks: Sequence[Deck],
    presets: Mapping[int, Preset],
    root: Deck,
    studied: Mapping[int, Studied],
    today: int,
) -> dict[int, Remaining]:
    """Return what each deck of ``root``'s branch may still show on study day ``today``.

    ``decks``: all of them. ``studied``: by deck. Limits of decks above ``root`` hold only if its
    preset says so; what was studied in a branch counts for all decks above it.
    """
    counted = _with_children(decks, studied)
    of_root = presets.get(root.preset_id)
    by_name = {deck.name: deck for deck in decks}
    above = parent_names(root.name) if of_root and of_root.limits_of_all_parents else []
    chain = [by_name[name] for name in above if name in by_name]
    made: dict[str, Remaining] = {}
    for deck in [*chain, *branch(decks, root)]:
        parent = next(
            (made[name] for name in reversed(parent_names(deck.name)) if name in made), None
        )
        ignores = bool(of_root and of_root.new_ignore_review_limit)
        made[deck.name] = _own_limits(
            deck, presets.get(deck.preset_id), counted[deck.id], today, parent, ignores=ignores
        )
    return {deck.id: made[deck.name] for deck in branch(decks, root)}


def limits_of(deck: Deck, preset: Preset | None, studied: Studied, today: int) -> Remaining:
    """Return what ``deck`` may still show if it is the chosen one; ``studied`` with what was
    studied in the decks below it."""
    ignores = bool(preset and preset.new_ignore_review_limit)
    return _own_limits(deck, preset, studied, today, None, ignores=ignores)


def _own_limits(
    deck: Deck,
    preset: Preset | None,
    studied: Studied,
    today: int,
    parent: Remaining | None,
    *,
    ignores: bool,
) -> Remaining:
    if preset is None or deck.filtered:
        return Remaining(UNLIMITED, UNLIMITED, parent, new_within_reviews=False)
    new, reviews = preset.new_per_day, preset.reviews_per_day
    if deck.new_today and deck.new_today.day == today:
        new = deck.new_today.limit
    elif deck.new_limit is not None:
        new = deck.new_limit
    if deck.review_today and deck.review_today.day == today:
        reviews = deck.review_today.limit
    elif deck.review_limit is not None:
        reviews = deck.review_limit
    done = studied.reviews if ignores else studied.reviews + studied.new
    return Remaining(
        max(0, new - studied.new), max(0, reviews - done), parent, new_within_reviews=not ignores
    )


def _with_children(
    decks: Iterable[Deck], studied: Mapping[int, Studied]
) -> defaultdict[int, Studied]:
    by_name = {deck.name: deck.id for deck in decks}
    counted: defaultdict[int, Studied] = defaultdict(lambda: NOTHING)
    for name, deck_id in by_name.items():
        own = studied.get(deck_id, NOTHING)
        for each in [*parent_names(name), name]:
            if each in by_name:
                so_far = counted[by_name[each]]
                counted[by_name[each]] = Studied(so_far.new + own.new, so_far.reviews + own.reviews)
    return counted
