"""What a plan promises, as pieces of work."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.features.planner import demand
from ms2qbank_desktop.features.planner.demand import Pace, Reading

START = date(2026, 1, 1)


@given(
    st.integers(0, 500),
    st.dictionaries(
        st.sampled_from("abcdefgh"), st.tuples(st.integers(0, 80), st.floats(0.1, 15)), max_size=8
    ),
)
def test_each_system_gets_its_share_to_one_block(
    total: int, systems: dict[str, tuple[int, float]]
) -> None:
    most = {name: number for name, (number, _) in systems.items()}
    weights = {name: weight for name, (_, weight) in systems.items()}
    dealt = demand.apportion(total, weights, most)
    assert sum(dealt.values()) == min(total, sum(most.values()))
    assert all(dealt[name] <= most[name] for name in most)
    open_ones = [name for name in most if dealt[name] < most[name]]
    whole, left = sum(weights[name] for name in open_ones), sum(dealt[name] for name in open_ones)
    for name in open_ones:
        assert abs(dealt[name] - left * weights[name] / whole) <= 1


def test_without_weights_every_system_counts_the_same() -> None:
    assert demand.apportion(9, {}, {"a": 10, "b": 10, "c": 10}) == {"a": 3, "b": 3, "c": 3}


def test_a_block_fills_at_most_half_a_usual_day() -> None:
    pace = Pace(question_seconds=120)
    assert demand.block_size([160] * 5 + [30], pace) == 40
    assert demand.block_size([90] * 5, pace) == 20
    assert demand.block_size([20], pace) == 5
    assert demand.block_size([], pace) == 5


def test_the_blocks_cover_every_question_once() -> None:
    supply = {"Renal": 45, "Nervous": 20, "Endocrine": 0}
    pieces = list(demand.question_blocks(supply, {"Renal": 1, "Nervous": 1}, 20, Pace(), 10_000))
    found: Counter[str] = Counter()
    for piece in pieces:
        found[piece.unit.system] += piece.number
    assert found == {"Renal": 45, "Nervous": 20}
    assert len({piece.unit.key for piece in pieces}) == len(pieces) == 4
    assert max(piece.unit.order for piece in pieces) < 1


def test_blocks_beyond_the_room_are_the_first_to_be_left() -> None:
    pace = Pace(question_seconds=60)
    supply = {"Renal": 200, "Nervous": 200}
    pieces = list(demand.question_blocks(supply, {"Renal": 3, "Nervous": 1}, 10, pace, 120))
    inside = Counter(piece.unit.system for piece in pieces if piece.unit.order < 1)
    assert inside == {"Renal": 9, "Nervous": 3}
    assert len(pieces) == 40


def test_the_blocks_of_each_system_are_spread_over_the_whole() -> None:
    supply = {"Renal": 400, "Nervous": 100}
    weights = {"Renal": 4.0, "Nervous": 1.0}
    pieces = sorted(
        demand.question_blocks(supply, weights, 10, Pace(), 100_000), key=lambda one: one.unit.order
    )
    for start in range(0, 50, 10):
        among = Counter(piece.unit.system for piece in pieces[start : start + 10])
        assert among == {"Renal": 8, "Nervous": 2}


def test_a_weak_start_of_four_questions_does_not_turn_a_plan_over() -> None:
    assert demand.weakness(0, 4) < demand.weakness(20, 100) < 1.8
    assert demand.weakness(95, 100) == 1
    assert demand.weakness(0, 0) == pytest.approx(1.15)


def test_card_reviews_leave_room_for_other_work() -> None:
    days = {START + timedelta(at): 100 for at in range(3)}
    due = {START: 60, START + timedelta(1): 6000}
    first, second = demand.card_reviews(due, days, Pace(card_seconds=10))
    assert (first.unit.minutes, first.number, first.unit.day) == (10, 60, START)
    assert (second.unit.minutes, second.number) == (60, 360)


def test_new_cards_are_work_of_their_day_and_are_asked_twice() -> None:
    days = {START + timedelta(at): 100 for at in range(3)}
    due = {START: 60}
    new = {START: 30, START + timedelta(1): 6000}
    first, second = demand.card_reviews(due, days, Pace(card_seconds=10), new=new)
    assert (first.unit.minutes, first.number) == (20, 90)
    assert (second.unit.minutes, second.number) == (60, 180)


def test_a_long_lecture_is_watched_in_equal_parts() -> None:
    pieces = list(
        demand.lectures(
            [
                Reading(1, "Renal 1", "Renal", 30 * 60_000),
                Reading(2, "Renal 2", "Renal", 6_000_000),
            ],
            Pace(),
            60,
        )
    )
    assert [piece.unit.minutes for piece in pieces] == [30, 34, 34, 34]
    assert [(piece.first, piece.last) for piece in pieces[1:]] == [
        (0, 2_000_000),
        (2_000_000, 4_000_000),
        (4_000_000, 6_000_000),
    ]
    assert pieces[0].title == "Renal 1"
    assert pieces[3].title == "Renal 2, part 3 of 3"
    orders = [piece.unit.order for piece in pieces]
    assert orders == sorted(orders)


def test_what_was_watched_is_not_planned_and_the_parts_stay_the_same() -> None:
    video = Reading(2, "Renal 2", "Renal", 6_000_000, 2_600_000)
    second, third = demand.lectures([video], Pace(), 60)
    assert (second.unit.key, second.first, second.last) == ("video/2/1", 2_600_000, 4_000_000)
    assert second.unit.minutes == 24
    assert third.title == "Renal 2, part 3 of 3"


def test_a_quick_viewer_needs_less_time() -> None:
    reading = [Reading(1, "Renal 1", "Renal", 30 * 60_000)]
    assert next(demand.lectures(reading, Pace(video_speed=1.5), 60)).unit.minutes == 20


def test_an_article_takes_as_long_as_its_words() -> None:
    readings = [Reading(1, "Stones", "Renal", 880), Reading(2, "Casts", "Renal", 10)]
    readings.append(Reading(3, "Clearance", "Renal", 900, 900))
    assert [one.unit.minutes for one in demand.articles(readings, Pace())] == [4, 2]


def test_misses_are_gone_through_after_sixty_questions() -> None:
    pieces = list(
        demand.miss_reviews(50, 150, 0, demand.review_minutes(0.4, Pace(question_seconds=120)))
    )
    assert len(pieces) == 3
    assert {piece.unit.minutes for piece in pieces} == {24}
    assert all(piece.unit.closes for piece in pieces)
