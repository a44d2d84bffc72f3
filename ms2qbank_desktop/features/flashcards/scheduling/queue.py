"""What is studied now: cards gathered within the limits, siblings buried, and which is next.

Order of gathering, as in Anki: learning cards of today, learning cards of past days, reviews,
new cards; an earlier one may bury a later sibling.
"""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from ms2qbank_desktop.features.flashcards.models import CardState

from .ordering import Candidate, mixed, new_gather_key, review_key, sorted_new

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ms2qbank_desktop.features.flashcards.models import Preset

    from .limits import Remaining


class Waiting(NamedTuple):
    """A learning card of today and when, in seconds since 1970, it is due."""

    due: int
    card_id: int


class Counts(NamedTuple):
    """``learning`` counts cards due within the learn-ahead time, and those of past days."""

    new: int
    learning: int
    reviews: int


@dataclass(frozen=True, slots=True)
class Queue:
    """``main``: reviews, learning cards of past days and new cards in the order they come.
    ``learning``: by due time. ``buried``: cards left out because a sibling comes today."""

    main: tuple[Candidate, ...] = ()
    learning: tuple[Waiting, ...] = ()
    buried: tuple[int, ...] = ()

    def next_card(self, now: int, learn_ahead: int) -> int | None:
        """Return the card to show at ``now`` (seconds since 1970): a learning card that is due,
        else the main queue, else a learning card due within ``learn_ahead`` seconds."""
        first = self.learning[0] if self.learning else None
        if first and first.due <= now:
            return first.card_id
        if self.main:
            return self.main[0].id
        if first and first.due <= now + learn_ahead:
            return first.card_id
        return None

    def counts(self, now: int, learn_ahead: int) -> Counts:
        """Return what is left to do."""
        soon = sum(1 for waiting in self.learning if waiting.due <= now + learn_ahead)
        states = [card.state for card in self.main]
        new, reviews = states.count(CardState.NEW), states.count(CardState.REVIEW)
        return Counts(new, soon + len(self.main) - new - reviews, reviews)

    def without(self, card_ids: Iterable[int]) -> Queue:
        """Return the queue without cards that were answered, buried or suspended."""
        gone, main, learning = set(card_ids), self.main, self.learning
        if main and main[0].id in gone:  # as a rule it is this one alone, and thousands follow
            gone.remove(main[0].id)
            main = main[1:]
        if gone:
            main = tuple([card for card in main if card.id not in gone])
            learning = tuple([waiting for waiting in learning if waiting.card_id not in gone])
        return replace(self, main=main, learning=learning)

    def with_learning(self, card_id: int, due: int, now: int, learn_ahead: int) -> Queue:
        """Return the queue with a card that is due again today, at ``due``.

        If nothing but learning cards is left and it would come at once, it waits for one other.
        """
        if not self.main and self.learning and due <= now + learn_ahead:
            following = self.learning[0].due
            if due <= following and following + 1 < now + learn_ahead:
                due = following + 1
        learning = list(self.learning)
        insort(learning, Waiting(due, card_id))
        return replace(self, learning=tuple(learning))


@dataclass(slots=True)
class _Burying:
    """Which siblings of a note that has been seen are left out."""

    new: bool = False
    reviews: bool = False
    interday_learning: bool = False

    def leaves_out(self, state: CardState) -> bool:
        if state is CardState.NEW:
            return self.new
        return self.reviews if state is CardState.REVIEW else self.interday_learning


class Gathering:
    """Builds the queue of a deck. ``preset``: of the chosen deck, it orders; ``preset_of``: by
    home deck, they bury; ``limits``: see :func:`limits.remaining_limits`, used up here."""

    def __init__(
        self,
        preset: Preset,
        preset_of: Mapping[int, Preset],
        limits: Mapping[int, Remaining],
        today: int,
    ) -> None:
        self._preset = preset
        self._preset_of = preset_of
        self._limits = limits
        self._today = today
        self._places = {deck_id: place for place, deck_id in enumerate(limits)}
        self._buries = any(
            preset.bury_new or preset.bury_reviews or preset.bury_interday_learning
            for preset in preset_of.values()
        )
        self._seen: dict[int, _Burying] = {}
        self._buried: list[int] = []

    def queue(
        self,
        learning: Sequence[Candidate],
        interday: Iterable[Candidate],
        reviews: Iterable[Candidate],
        new: Iterable[Candidate],
    ) -> Queue:
        """Return the queue of candidates: learning cards of today, those of past days that are
        due, due reviews, new cards; all in decks of the branch."""
        for card in learning:
            self._is_buried(card)
        in_order = review_key(self._preset, self._places, self._today)
        gathered_interday = self._taken(sorted(interday, key=in_order))
        gathered_reviews = self._taken(sorted(reviews, key=in_order))
        gather = new_gather_key(self._preset.new_gather, self._places, self._today)
        gathered_new = self._taken(sorted(new, key=gather))
        main = mixed(gathered_reviews, gathered_interday, self._preset.interday_learning_mix)
        shown_new = sorted_new(gathered_new, self._preset.new_sort, self._today)
        return Queue(
            tuple(mixed(main, shown_new, self._preset.new_mix)),
            tuple(sorted(Waiting(card.due, card.id) for card in learning)),
            tuple(self._buried),
        )

    def _taken(self, cards: Iterable[Candidate]) -> list[Candidate]:
        taken = []
        full: set[int] = set()  # decks; what is left only gets less
        for card in cards:
            if card.deck_id in full:
                continue
            limits = self._limits[card.deck_id]
            is_new = card.state is CardState.NEW
            if (limits.new_left if is_new else limits.reviews_left) <= 0:
                full.add(card.deck_id)
                continue
            if self._is_buried(card):
                self._buried.append(card.id)
                continue
            limits.take_new() if is_new else limits.take_review()
            taken.append(card)
        return taken

    def _is_buried(self, card: Candidate) -> bool:
        """Return whether an earlier sibling leaves the card out, and count it as seen itself."""
        if not self._buries:
            return False
        earlier = self._seen.setdefault(card.note_id, _Burying())
        buried = earlier.leaves_out(card.state)
        preset = self._preset_of[card.home_deck_id]
        earlier.new |= preset.bury_new
        earlier.reviews |= preset.bury_reviews
        earlier.interday_learning |= preset.bury_interday_learning
        return buried


def siblings_to_bury(
    answered: Candidate, siblings: Iterable[Candidate], preset: Preset
) -> list[int]:
    """Return the cards of the same note that an answer puts off until tomorrow. Learning cards
    of today are never put off."""
    burying = _Burying(preset.bury_new, preset.bury_reviews, preset.bury_interday_learning)
    return [
        card.id
        for card in siblings
        if card.note_id == answered.note_id
        and card.id != answered.id
        and burying.leaves_out(card.state)
    ]
