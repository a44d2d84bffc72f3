"""Daily limits: the preset's, the deck's own, today's, and those of the decks above."""

from __future__ import annotations

from dataclasses import replace

from ms2qbank_desktop.features.flashcards.models import (
    Deck,
    Filtered,
    FilteredSearch,
    Preset,
    TodayLimit,
)
from ms2qbank_desktop.features.flashcards.scheduling.limits import (
    UNLIMITED,
    Remaining,
    Studied,
    branch,
    parent_names,
    remaining_limits,
)

TODAY = 739_700
PRESETS = {1: Preset(id=1, new_per_day=10, reviews_per_day=50), 2: Preset(id=2, new_per_day=3)}
TOP = Deck(1, "Step 1", 1)
RENAL = Deck(2, "Step 1::Renal", 2)
TUBULES = Deck(3, "Step 1::Renal::Tubules", 1)
OTHER = Deck(4, "Step 10", 1)
DECKS = [OTHER, TUBULES, TOP, RENAL]


def left(
    root: Deck,
    *decks: Deck,
    studied: dict[int, Studied] | None = None,
    all_parents: bool = False,
    ignoring: bool = False,
) -> dict[int, tuple[int, int]]:
    replaced = {deck.id: deck for deck in decks}
    presets = {
        number: replace(preset, limits_of_all_parents=all_parents, new_ignore_review_limit=ignoring)
        for number, preset in PRESETS.items()
    }
    limits = remaining_limits(
        [replaced.get(deck.id, deck) for deck in DECKS],
        presets,
        replaced.get(root.id, root),
        studied or {},
        TODAY,
    )
    return {deck_id: (one.new_left, one.reviews_left) for deck_id, one in limits.items()}


def test_a_deck_shows_no_more_than_the_decks_above_it() -> None:
    assert left(TOP) == {1: (10, 50), 2: (3, 50), 3: (3, 50)}


def test_limits_above_the_chosen_deck_hold_only_if_asked_for() -> None:
    assert left(TUBULES) == {3: (10, 50)}
    assert left(TUBULES, all_parents=True) == {3: (3, 50)}


def test_a_deck_s_own_limit_beats_the_preset_s_and_today_s_beats_both() -> None:
    own = replace(TOP, new_limit=7, review_limit=20)
    assert left(TOP, own)[1] == (7, 20)
    today = replace(own, new_today=TodayLimit(9, TODAY), review_today=TodayLimit(0, TODAY))
    assert left(TOP, today, ignoring=True)[1] == (9, 0)
    past = replace(own, new_today=TodayLimit(9, TODAY - 1))
    assert left(TOP, past)[1] == (7, 20)


def test_cards_studied_in_a_branch_count_for_the_decks_above_it() -> None:
    assert left(TOP, studied={3: Studied(2, 5)}) == {1: (8, 43), 2: (1, 43), 3: (1, 43)}


def test_new_cards_count_as_reviews_and_stay_within_their_limit() -> None:
    short = replace(TOP, review_limit=4)
    assert left(TOP, short)[1] == (4, 4)
    assert left(TOP, short, studied={1: Studied(3, 0)})[1] == (1, 1)


def test_new_cards_may_ignore_the_limit_of_reviews() -> None:
    short = replace(TOP, review_limit=4)
    studied = {1: Studied(3, 0)}
    assert left(TOP, short, studied=studied, ignoring=True)[1] == (7, 4)


def test_more_studied_than_allowed_leaves_nothing() -> None:
    assert left(TOP, studied={1: Studied(40, 400)})[1] == (0, 0)


def test_a_filtered_deck_has_no_limits() -> None:
    filtered = replace(TOP, filtered=Filtered((FilteredSearch("is:due"),)))
    assert left(TOP, filtered)[1] == (UNLIMITED, UNLIMITED)


def test_taking_a_card_counts_in_all_decks_above() -> None:
    top = Remaining(5, 5, None, new_within_reviews=True)
    child = Remaining(3, 9, top, new_within_reviews=True)
    child.take_new()
    child.take_review()
    assert (top.new_left, top.reviews_left) == (3, 3)
    assert (child.new_left, child.reviews_left) == (2, 3)


def test_a_branch_is_the_deck_and_those_below_it_in_the_order_of_the_tree() -> None:
    assert branch(DECKS, TOP) == [TOP, RENAL, TUBULES]
    assert parent_names("A::B::C") == ["A", "A::B"]
    assert parent_names("A") == []
