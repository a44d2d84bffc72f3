"""The counts of the decks page: what a deck shows if it is the one that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.flashcards.models import Rating

if TYPE_CHECKING:
    from .conftest import Shelf


def test_limits_above_a_deck_show_in_its_counts_only_if_asked_for(shelf: Shelf) -> None:
    shelf.deck("Step", new_per_day=2)
    renal = shelf.deck("Step::Renal", new_per_day=9)
    shelf.add(renal, 5)
    assert (shelf.counts(renal).new, shelf.counts(renal).limited) == (5, False)
    capped = shelf.deck("Step::Heart", new_per_day=9, limits_of_all_parents=True)
    shelf.add(capped, 5)
    assert (shelf.counts(capped).new, shelf.counts(capped).limited) == (2, True)


@pytest.mark.parametrize("all_parents", [False, True])
@pytest.mark.parametrize("ignoring", [False, True])
def test_each_count_is_what_a_sitting_of_the_deck_has(
    shelf: Shelf, all_parents: bool, ignoring: bool
) -> None:
    rules = {"limits_of_all_parents": all_parents, "new_ignore_review_limit": ignoring}
    limits = {"A": (7, 5), "A::B": (3, 9), "A::B::C": (9, 4), "A::D": (2, 2), "E": (4, 4)}
    decks = [
        shelf.deck(name, new_per_day=9, graduating_days=1, learning_steps=(), **rules)
        for name in limits
    ]
    for deck in decks:
        shelf.add(deck, 6)
        session = shelf.session(deck)
        for _ in range(3):
            session.answer(Rating.GOOD)
            shelf.desk.clock.pass_time(5)
    shelf.pass_days(1)
    for deck, (new, reviews) in zip(decks, limits.values(), strict=True):
        shelf.save(deck, new_limit=new, review_limit=reviews)
    shelf.session(decks[2]).answer(Rating.GOOD)  # counts for the decks above as well
    for count in shelf.study.overview(shelf.user_id):
        main = shelf.study.sit(shelf.user_id, count.deck.id).queue.main
        new = sum(card.state == "new" for card in main)
        assert (count.deck.name, count.new, count.review) == (
            count.deck.name,
            new,
            len(main) - new,
        )
