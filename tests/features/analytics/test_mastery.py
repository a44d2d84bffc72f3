"""What is said of a concept from its questions and cards."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.features.analytics.mastery import MOST_CARDS, Concept, Level, mastery

counts = st.integers(0, 60)


@st.composite
def concepts(draw: st.DrawFn) -> Concept:
    first, again, wrong, seen = (draw(counts) for _ in range(4))
    recall = draw(st.floats(0, 1)) * seen
    questions, cards = (known + draw(counts) for known in (first + again + wrong, seen))
    return Concept("Renal", questions, first, again, wrong, cards, seen, recall)


def rises(before: Concept, after: Concept) -> bool:
    one, two = mastery(before), mastery(after)
    pairs = ((one.share, two.share), (one.low, two.low), (one.high, two.high))
    return all(left <= right + 1e-12 for left, right in pairs)


@given(concepts())
def test_one_more_right_answer_never_lowers(concept: Concept) -> None:
    more = replace(concept, right_first=concept.right_first + 1, questions=concept.questions + 1)
    assert rises(concept, more)


@given(concepts().filter(lambda one: one.wrong > 0))
def test_a_missed_question_retested_right_never_lowers(concept: Concept) -> None:
    mended = replace(concept, wrong=concept.wrong - 1, right_again=concept.right_again + 1)
    assert rises(concept, mended)
    assert mastery(mended).share > mastery(concept).share


@given(concepts().filter(lambda one: one.right_again > 0))
def test_right_at_first_says_more_than_right_again(concept: Concept) -> None:
    first = replace(
        concept, right_again=concept.right_again - 1, right_first=concept.right_first + 1
    )
    assert mastery(first).share > mastery(concept).share


@given(concepts(), st.floats(0, 1))
def test_more_recall_never_lowers(concept: Concept, part: float) -> None:
    room = concept.cards_seen - concept.recall_sum
    assert rises(concept, replace(concept, recall_sum=concept.recall_sum + part * room))


@given(concepts())
def test_one_more_miss_never_raises(concept: Concept) -> None:
    missed = replace(concept, wrong=concept.wrong + 1, questions=concept.questions + 1)
    assert rises(missed, concept)


@given(concepts())
def test_the_share_lies_in_its_band_and_the_weights_are_one(concept: Concept) -> None:
    found = mastery(concept)
    assert 0 <= found.low < found.share < found.high <= 1
    assert found.from_questions + found.from_cards + found.from_prior == pytest.approx(1)
    assert 0 <= found.seen <= 1


@given(concepts())
def test_strong_and_weak_are_said_of_the_whole_band(concept: Concept) -> None:
    found = mastery(concept)
    if found.level is Level.STRONG:
        assert found.low >= 0.7
    if found.level is Level.WEAK:
        assert found.high <= 0.6
    if found.level is Level.FAIR:
        assert found.high - found.low <= 0.25


@pytest.mark.parametrize(
    ("concept", "level"),
    [
        (Concept("", questions=30, cards=8), Level.UNSEEN),
        (Concept("", 30, right_first=3, wrong=1), Level.UNSURE),
        (Concept("", 30, right_first=4), Level.UNSURE),
        (Concept("", 30, wrong=2), Level.UNSURE),
        (Concept("", 30, wrong=5), Level.WEAK),
        (Concept("", 30, right_first=12), Level.STRONG),
        (Concept("", 30, right_first=17, wrong=9), Level.FAIR),
        (Concept("", 30, right_again=12), Level.UNSURE),
        (Concept("", cards=8, cards_seen=6, recall_sum=6.0), Level.UNSURE),
        (Concept("", cards=40, cards_seen=40, recall_sum=37.0), Level.STRONG),
        (Concept("", cards=40, cards_seen=40, recall_sum=12.0), Level.WEAK),
    ],
)
def test_nothing_is_called_strong_or_weak_before_it_is_sure(concept: Concept, level: Level) -> None:
    assert mastery(concept).level is level


def test_three_of_four_is_no_three_quarters_strong() -> None:
    found = mastery(Concept("", 4, right_first=3, wrong=1))
    assert found.share == pytest.approx(5 / 8)
    assert found.low < 0.45
    assert found.seen == 1
    assert found.from_prior == 0.5


def test_a_thousand_cards_do_not_drown_the_questions() -> None:
    cards = Concept("", 20, wrong=20, cards=1000, cards_seen=1000, recall_sum=1000.0)
    found = mastery(cards)
    assert found.from_cards == pytest.approx(MOST_CARDS / (MOST_CARDS + 20 + 4))
    assert found.share == pytest.approx(0.5)
    assert mastery(replace(cards, cards_seen=40, recall_sum=40.0)).share == found.share
