"""The order of study: gathering, burying, mixing, and the next card."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ms2qbank_desktop.features.flashcards.models import (
    Algorithm,
    CardState,
    Mix,
    NewGather,
    NewSort,
    Preset,
    ReviewOrder,
)
from ms2qbank_desktop.features.flashcards.scheduling.limits import Remaining
from ms2qbank_desktop.features.flashcards.scheduling.ordering import Candidate, mixed
from ms2qbank_desktop.features.flashcards.scheduling.queue import (
    Counts,
    Gathering,
    Queue,
    Waiting,
    siblings_to_bury,
)

TODAY = 739_700
NOW = 1_700_000_000
AHEAD = 1200
PLAIN = Preset(review_order=ReviewOrder.ADDED, new_gather=NewGather.LOWEST_POSITION)


def new(card_id: int, note_id: int = 0, deck: int = 1, ordinal: int = 0) -> Candidate:
    return Candidate(card_id, note_id or card_id, deck, deck, ordinal, CardState.NEW, card_id)


def review(card_id: int, note_id: int = 0, deck: int = 1, due: int = TODAY) -> Candidate:
    return Candidate(
        card_id, note_id or card_id, deck, deck, card_id, CardState.REVIEW, due, 10, 2.5, 10.0, 5.0
    )


def learning(card_id: int, note_id: int = 0, due: int = NOW) -> Candidate:
    return Candidate(card_id, note_id or card_id, 1, 1, 0, CardState.LEARNING, due)


def gathered(
    preset: Preset = PLAIN,
    *,
    limits: dict[int, tuple[int, int]] | None = None,
    today: tuple[Candidate, ...] = (),
    interday: tuple[Candidate, ...] = (),
    reviews: tuple[Candidate, ...] = (),
    new_cards: tuple[Candidate, ...] = (),
) -> Queue:
    remaining = {
        deck: Remaining(*counts, None, new_within_reviews=True)
        for deck, counts in (limits or {1: (99, 99), 2: (99, 99)}).items()
    }
    presets = dict.fromkeys(remaining, preset)
    return Gathering(preset, presets, remaining, TODAY).queue(today, interday, reviews, new_cards)


def shown(queue: Queue) -> list[int]:
    return [card.id for card in queue.main]


def test_reviews_and_new_cards_stop_at_their_limits() -> None:
    queue = gathered(
        replace(PLAIN, new_mix=Mix.AFTER_REVIEWS),
        limits={1: (2, 4)},
        reviews=(review(1), review(2), review(3)),
        new_cards=(new(11), new(12), new(13)),
    )
    assert shown(queue) == [1, 2, 3, 11]


def test_a_full_deck_leaves_the_others_their_cards() -> None:
    queue = gathered(
        limits={1: (9, 1), 2: (9, 9)}, reviews=(review(1), review(2), review(3, deck=2))
    )
    assert shown(queue) == [1, 3]


def test_learning_cards_of_past_days_count_as_reviews() -> None:
    queue = gathered(
        limits={1: (9, 2)},
        interday=(learning(5, due=TODAY), learning(6, due=TODAY - 1)),
        reviews=(review(1),),
    )
    assert sorted(shown(queue)) == [5, 6]


@pytest.mark.parametrize(
    ("reviews", "others", "merged"),
    [
        ([1, 2, 3], [11, 22, 33], [1, 11, 2, 22, 3, 33]),
        ([1, 2, 3], [11, 22], [1, 11, 2, 22, 3]),
        ([1, 2, 3], [11, 22, 33, 44, 55, 66], [11, 1, 22, 33, 2, 44, 55, 3, 66]),
        ([1, 2, 3], [], [1, 2, 3]),
        ([], [11, 22], [11, 22]),
    ],
)
def test_mixing_spaces_the_fewer_evenly_among_the_more(
    reviews: list[int], others: list[int], merged: list[int]
) -> None:
    assert mixed(reviews, others, Mix.MIX) == merged


def test_new_cards_may_come_before_or_after_the_reviews() -> None:
    assert mixed([1, 2], [11], Mix.BEFORE_REVIEWS) == [11, 1, 2]
    assert mixed([1, 2], [11], Mix.AFTER_REVIEWS) == [1, 2, 11]


CARDS = (
    Candidate(1, 41, 1, 1, 0, CardState.REVIEW, TODAY - 2, 30, 2.5, 30.0, 5.0, TODAY - 32),
    Candidate(2, 42, 2, 2, 0, CardState.REVIEW, TODAY - 3, 100, 1.9, 120.0, 9.0, TODAY - 103),
    Candidate(3, 43, 1, 1, 0, CardState.REVIEW, TODAY - 5, 4, 2.9, 4.0, 2.0, TODAY - 9),
)


@pytest.mark.parametrize(
    ("order", "ids"),
    [
        (ReviewOrder.DUE_THEN_RANDOM, [3, 2, 1]),
        (ReviewOrder.DUE_THEN_DECK, [3, 2, 1]),
        (ReviewOrder.DECK_THEN_DUE, [3, 1, 2]),
        (ReviewOrder.SHORT_INTERVALS_FIRST, [3, 1, 2]),
        (ReviewOrder.LONG_INTERVALS_FIRST, [2, 1, 3]),
        (ReviewOrder.LOW_EASE_FIRST, [2, 1, 3]),
        (ReviewOrder.HIGH_EASE_FIRST, [3, 1, 2]),
        (ReviewOrder.LOW_RETRIEVABILITY_FIRST, [3, 1, 2]),
        (ReviewOrder.HIGH_RETRIEVABILITY_FIRST, [2, 1, 3]),
        (ReviewOrder.RELATIVE_OVERDUENESS, [3, 1, 2]),
        (ReviewOrder.ADDED, [1, 2, 3]),
        (ReviewOrder.LATEST_ADDED_FIRST, [3, 2, 1]),
    ],
)
@pytest.mark.parametrize("algorithm", [Algorithm.SM2, Algorithm.FSRS])
def test_reviews_come_in_the_chosen_order(
    order: ReviewOrder, ids: list[int], algorithm: Algorithm
) -> None:
    preset = Preset(review_order=order, algorithm=algorithm)
    assert shown(gathered(preset, reviews=CARDS)) == ids


def test_a_random_order_is_the_same_all_day_and_another_tomorrow() -> None:
    preset = Preset(review_order=ReviewOrder.RANDOM)
    cards = tuple(review(number) for number in range(1, 30))
    first = gathered(preset, reviews=cards)
    assert first == gathered(preset, reviews=cards[::-1])
    limits = {1: Remaining(99, 99, None, new_within_reviews=True)}
    tomorrow = Gathering(preset, {1: preset}, limits, TODAY + 1).queue((), (), cards, ())
    assert shown(first) != shown(tomorrow)
    assert sorted(shown(first)) == sorted(shown(tomorrow))


PAIRS = (
    new(21, note_id=1, ordinal=1),
    new(10, note_id=1, ordinal=0),
    new(22, note_id=2, deck=2, ordinal=1),
    new(12, note_id=2, deck=2, ordinal=0),
)


@pytest.mark.parametrize(
    ("gather", "ids"),
    [
        (NewGather.DECK, [10, 21, 12, 22]),
        (NewGather.LOWEST_POSITION, [10, 12, 21, 22]),
        (NewGather.HIGHEST_POSITION, [22, 21, 12, 10]),
    ],
)
def test_new_cards_are_gathered_in_the_chosen_order(gather: NewGather, ids: list[int]) -> None:
    preset = Preset(new_gather=gather, new_sort=NewSort.GATHERED)
    assert shown(gathered(preset, new_cards=PAIRS)) == ids


def test_random_notes_keep_their_cards_together() -> None:
    preset = Preset(new_gather=NewGather.RANDOM_NOTES, new_sort=NewSort.GATHERED)
    assert shown(gathered(preset, new_cards=PAIRS)) in ([10, 21, 12, 22], [12, 22, 10, 21])


def test_new_cards_are_shown_template_by_template() -> None:
    preset = Preset(new_sort=NewSort.TEMPLATE)
    assert shown(gathered(preset, new_cards=PAIRS)) == [10, 12, 21, 22]


def test_an_earlier_card_buries_its_siblings_where_the_preset_says_so() -> None:
    reviews = (review(1, note_id=7), review(2, note_id=7))
    new_cards = (new(11, note_id=7), new(12, note_id=8))

    def kept(preset: Preset) -> Queue:
        return gathered(preset, reviews=reviews, new_cards=new_cards)

    assert sorted(shown(kept(PLAIN))) == [1, 2, 11, 12]
    assert sorted(shown(kept(replace(PLAIN, bury_new=True)))) == [1, 2, 12]
    both = kept(replace(PLAIN, bury_new=True, bury_reviews=True))
    assert sorted(shown(both)) == [1, 12]
    assert both.buried == (2, 11)


def test_a_sibling_that_buries_is_not_overruled_by_one_that_does_not() -> None:
    burying, plain = replace(PLAIN, bury_reviews=True), PLAIN
    limits = {deck: Remaining(9, 9, None, new_within_reviews=True) for deck in (1, 2)}
    cards = (review(1, note_id=7), review(2, note_id=7, deck=2), review(3, note_id=7, deck=2))
    learning_one = Candidate(9, 7, 2, 2, 0, CardState.LEARNING, NOW)
    queue = Gathering(plain, {1: burying, 2: plain}, limits, TODAY).queue(
        (learning_one,), (), cards, ()
    )
    assert shown(queue) == [1]
    assert queue.buried == (2, 3)


def test_a_learning_card_buries_but_is_never_buried() -> None:
    preset = replace(PLAIN, bury_new=True, bury_reviews=True, bury_interday_learning=True)
    queue = gathered(
        preset,
        today=(learning(1, note_id=7), learning(2, note_id=7)),
        interday=(learning(3, note_id=7, due=TODAY),),
        reviews=(review(4, note_id=7),),
    )
    assert queue.main == ()
    assert [waiting.card_id for waiting in queue.learning] == [1, 2]


def test_a_buried_card_leaves_its_place_in_the_limit_to_another() -> None:
    preset = replace(PLAIN, bury_reviews=True)
    queue = gathered(
        preset,
        limits={1: (9, 2)},
        reviews=(review(1, note_id=7), review(2, note_id=7), review(3, note_id=8)),
    )
    assert shown(queue) == [1, 3]


def test_an_answer_buries_the_siblings_that_the_preset_names() -> None:
    siblings = (review(1, note_id=7), new(2, note_id=7), learning(3, note_id=7), new(4))
    preset = replace(PLAIN, bury_new=True, bury_reviews=True)
    assert siblings_to_bury(siblings[0], siblings, preset) == [2]
    assert siblings_to_bury(siblings[1], siblings, preset) == [1]
    assert siblings_to_bury(siblings[1], siblings, PLAIN) == []


MAIN = (review(1), new(11))


def test_a_learning_card_that_is_due_comes_before_the_others() -> None:
    queue = Queue(MAIN, (Waiting(NOW - 5, 50), Waiting(NOW + 5, 51)))
    assert queue.next_card(NOW, AHEAD) == 50
    assert queue.without([50]).next_card(NOW, AHEAD) == 1


def test_a_learning_card_comes_early_only_when_nothing_else_is_left() -> None:
    queue = Queue(MAIN, (Waiting(NOW + 600, 50),))
    assert queue.next_card(NOW, AHEAD) == 1
    alone = queue.without([1, 11])
    assert alone.next_card(NOW, AHEAD) == 50
    assert alone.next_card(NOW, 300) is None


def test_an_empty_queue_has_no_next_card() -> None:
    assert Queue().next_card(NOW, AHEAD) is None


def test_an_answered_card_waits_for_one_other_when_only_learning_is_left() -> None:
    queue = Queue((), (Waiting(NOW + 100, 50),)).with_learning(51, NOW + 60, NOW, AHEAD)
    assert queue.next_card(NOW, AHEAD) == 50
    assert queue.learning == (Waiting(NOW + 100, 50), Waiting(NOW + 101, 51))
    busy = Queue(MAIN, (Waiting(NOW + 100, 50),)).with_learning(51, NOW + 60, NOW, AHEAD)
    assert busy.learning[0] == Waiting(NOW + 60, 51)


def test_counts_are_of_what_is_left_to_do() -> None:
    queue = Queue(
        (*MAIN, learning(5, due=TODAY)), (Waiting(NOW + 600, 50), Waiting(NOW + 4000, 51))
    )
    assert queue.counts(NOW, AHEAD) == Counts(new=1, learning=2, reviews=1)
