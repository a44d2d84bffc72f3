"""Backlog, exam date, simulation, forecast, and changes that are no answer."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.features.flashcards.models import (
    FSRS6_DEFAULTS,
    Algorithm,
    CardState,
    Moment,
    Preset,
    Rating,
    ReviewKind,
    Schedule,
)
from ms2qbank_desktop.features.flashcards.scheduling import moving
from ms2qbank_desktop.features.flashcards.scheduling.answering import applied
from ms2qbank_desktop.features.flashcards.scheduling.backlog import Overdue, spread_backlog
from ms2qbank_desktop.features.flashcards.scheduling.exam_date import (
    ExamCard,
    ExamPlan,
    best_affordable,
    exam_plan,
)
from ms2qbank_desktop.features.flashcards.scheduling.folding import Calendar
from ms2qbank_desktop.features.flashcards.scheduling.forecast import forecast
from ms2qbank_desktop.features.flashcards.scheduling.fsrs_memory import Memory, curve_of
from ms2qbank_desktop.features.flashcards.scheduling.fuzz import exact
from ms2qbank_desktop.features.flashcards.scheduling.simulation import (
    Habits,
    Known,
    Outcome,
    outcomes,
    simulated,
)

TODAY = 739_700
NOW = Moment(datetime(2026, 3, 25, 12, tzinfo=UTC), TODAY, 57_600)
FSRS = Preset(algorithm=Algorithm.FSRS, new_per_day=5)


# Backlog


def placed_per_day(placed: dict[int, int], days: list[int]) -> list[int]:
    counts = Counter(placed.values())
    return [counts[day] for day in days]


def overdue(count: int) -> list[Overdue]:
    chance = random.Random(5)
    return [Overdue(number, chance.random()) for number in range(count)]


@given(
    st.integers(0, 400),
    st.lists(st.tuples(st.integers(0, 90), st.sampled_from((0.5, 1.0))), min_size=1, max_size=20),
)
def test_each_overdue_card_gets_one_of_the_chosen_days(
    count: int, days: list[tuple[int, float]]
) -> None:
    chosen = [TODAY + place for place in range(len(days))]
    due = {day: standing for day, (standing, _) in zip(chosen, days, strict=True)}
    placed = spread_backlog(overdue(count), chosen, due, [share for _, share in days])
    assert sorted(placed) == list(range(count))
    assert set(placed.values()) <= set(chosen)


def test_the_days_are_level_with_what_is_due_on_them_anyway() -> None:
    days = [TODAY, TODAY + 1, TODAY + 2, TODAY + 3]
    due = {TODAY: 40, TODAY + 1: 10, TODAY + 3: 500}
    placed = spread_backlog(overdue(130), days, due)
    assert placed_per_day(placed, days) == [20, 50, 60, 0]


def test_a_day_with_half_a_share_takes_half() -> None:
    days = [TODAY, TODAY + 1]
    assert placed_per_day(spread_backlog(overdue(90), days, {}, [1.0, 0.5]), days) == [60, 30]


def test_what_is_still_known_comes_first() -> None:
    cards = [Overdue(1, 0.4), Overdue(2, 0.95), Overdue(3, 0.7)]
    placed = spread_backlog(cards, [TODAY, TODAY + 2, TODAY + 4], {})
    assert placed == {2: TODAY, 3: TODAY + 2, 1: TODAY + 4}


def test_a_backlog_needs_a_day_that_takes_work() -> None:
    with pytest.raises(ValueError, match="no day"):
        spread_backlog(overdue(3), [TODAY], {}, [0.0])


# Exam date


def collection(count: int, new: int = 0) -> list[ExamCard]:
    chance = random.Random(3)
    old = []
    for number in range(count):
        stability = chance.lognormvariate(3, 1)
        seen = TODAY - int(chance.random() * stability)
        old.append(ExamCard(number, Memory(stability, chance.uniform(2, 9)), seen))
    return [*old, *(ExamCard(count + number, None, 0) for number in range(new))]


def planned(cards: list[ExamCard], days: int, minutes: float) -> ExamPlan:
    *_, plan = exam_plan(cards, TODAY, TODAY + days, lambda _: minutes)
    assert plan is not None
    return plan


def test_a_plan_keeps_within_the_minutes_of_each_day_but_for_one_card() -> None:
    plan = planned(collection(400), 20, 5)
    assert sorted(plan.minutes) == list(range(TODAY, TODAY + 20))
    assert max(plan.minutes.values()) < 5.5
    assert set(plan.due.values()) <= set(plan.minutes)


def test_more_minutes_leave_more_in_mind_on_the_day() -> None:
    recalls = [planned(collection(400), 20, minutes).recall_with for minutes in (0, 1, 4, 16)]
    assert recalls == sorted(recalls)
    assert recalls[0] == planned(collection(400), 20, 1).recall_without
    assert recalls[-1] > recalls[0] + 0.1


def known_on_the_day(cards: list[ExamCard], reviews: dict[int, list[int]], exam_day: int) -> float:
    """Study by chance, as the forgetting curve has it, and return the share known."""
    chance, curve = random.Random(8), curve_of(FSRS6_DEFAULTS)
    total = 0.0
    for card in cards * 20:
        assert card.memory is not None
        memory, last = card.memory, card.last_day
        for day in sorted(reviews.get(card.card_id, [])):
            known = chance.random() < curve.recall(memory.stability, day - last)
            memory = curve.about(memory, Rating.GOOD if known else Rating.AGAIN, day - last)
            last = day
        total += curve.recall(memory.stability, exam_day - last)
    return total / len(cards) / 20


def test_a_plan_beats_as_many_reviews_of_the_weakest_card_each_day() -> None:
    cards, curve = collection(300), curve_of(FSRS6_DEFAULTS)
    plan = planned(cards, 30, 1)
    memories = {card.card_id: (card.memory or Memory(1, 5), card.last_day) for card in cards}
    habit: dict[int, list[int]] = {}
    for day, reviews in sorted(Counter(plan.due.values()).items()):
        weakest = sorted(
            memories,
            key=lambda number: curve.recall(
                memories[number][0].stability, day - memories[number][1]
            ),
        )
        for number in weakest[:reviews]:
            memory, last = memories[number]
            memories[number] = (curve.about(memory, Rating.GOOD, day - last), day)
            habit.setdefault(number, []).append(day)
    ours = known_on_the_day(cards, {number: [day] for number, day in plan.due.items()}, TODAY + 30)
    theirs = known_on_the_day(cards, habit, TODAY + 30)
    assert ours > theirs + 0.005
    assert ours == pytest.approx(plan.recall_with, abs=0.02)


def test_with_few_minutes_cards_are_seen_as_near_the_exam_as_fits() -> None:
    plan = planned(collection(60), 30, 20)
    assert fmean(plan.due.values()) > TODAY + 5
    one_card = planned(collection(1), 30, 0.1)
    assert one_card.due[0] >= TODAY + 20


def test_new_cards_are_learned_before_the_exam_if_there_is_time() -> None:
    plan = planned(collection(50, new=20), 10, 20)
    assert set(range(50, 70)) <= plan.due.keys()


def test_the_exam_must_lie_ahead() -> None:
    with pytest.raises(ValueError, match="not after today"):
        list(exam_plan([], TODAY, TODAY, lambda _: 10))


def test_the_best_retention_is_the_one_that_is_affordable_and_knows_most() -> None:
    points = [Outcome(0.8, 10, 50, 700, 900), Outcome(0.9, 20, 90, 800, 900)]
    assert best_affordable(points, 25).retention == 0.9
    assert best_affordable(points, 15).retention == 0.8
    assert best_affordable(points, 5).retention == 0.8


# Simulation


def known(count: int) -> list[Known]:
    return [
        Known(card.memory, card.last_day, card.last_day + round(card.memory.stability))
        for card in collection(count)
        if card.memory
    ]


def test_a_higher_retention_costs_more_and_leaves_more_known() -> None:
    points = list(outcomes(known(600), 200, FSRS, TODAY, 90, Habits(), (0.75, 0.85, 0.95)))
    assert [point.retention for point in points] == [0.75, 0.85, 0.95]
    minutes = [point.minutes_a_day for point in points]
    assert minutes == sorted(minutes)
    recalls = [point.known for point in points]
    assert recalls == sorted(recalls)
    assert all(point.known <= point.studied for point in points)


def test_a_run_learns_so_many_new_cards_a_day_and_all_in_the_end() -> None:
    days = list(simulated(known(50), 40, FSRS, TODAY, 20, Habits()))
    assert [day.new for day in days] == [5] * 8 + [0] * 12
    assert [day.day for day in days] == list(range(TODAY, TODAY + 20))


def test_a_limit_of_reviews_puts_the_rest_off() -> None:
    limited = Preset(algorithm=Algorithm.FSRS, reviews_per_day=10)
    days = list(simulated(known(300), 0, limited, TODAY, 30, Habits()))
    assert max(day.reviews for day in days) == 10


def test_a_run_is_the_same_each_time() -> None:
    runs = [list(simulated(known(200), 20, FSRS, TODAY, 30, Habits(), seed=4)) for _ in range(2)]
    assert runs[0] == runs[1]


def test_a_sampled_collection_stands_for_the_whole() -> None:
    few, many = known(2000), known(2000) * 8
    preset = Preset(algorithm=Algorithm.FSRS, reviews_per_day=9999)
    part = list(simulated(few, 0, preset, TODAY, 60, Habits()))
    whole = list(simulated(many, 0, preset, TODAY, 60, Habits()))
    assert sum(day.reviews for day in whole) == pytest.approx(
        8 * sum(day.reviews for day in part), rel=0.08
    )
    assert part[-1].recall is not None
    assert whole[-1].recall == pytest.approx(8 * part[-1].recall, rel=0.08)


# Forecast


def test_a_forecast_counts_by_day_and_keeps_what_is_overdue_apart() -> None:
    due = [(TODAY - 3, 5), (TODAY, 2), (TODAY + 2, 4), (TODAY + 2, 1), (TODAY + 9, 7)]
    found = forecast(due, TODAY, 4)
    assert (found.overdue, found.by_day, found.later) == (5, (2, 0, 5, 0), 7)
    assert found.mean == 7 / 4


# Changes that are no answer

REVIEW = Schedule(
    CardState.REVIEW,
    position=9,
    due_day=TODAY,
    interval_days=20,
    ease=2.2,
    stability=25.0,
    difficulty=6.0,
    repetitions=5,
    lapses=1,
    last_review_day=TODAY - 20,
)


def test_a_review_set_due_keeps_its_interval_unless_asked() -> None:
    moved = moving.due_in(REVIEW, 3, FSRS, TODAY)
    assert (moved.due_day, moved.interval_days, moved.ease) == (TODAY + 3, 20, 2.2)
    assert moving.due_in(REVIEW, 3, FSRS, TODAY, as_interval=True).interval_days == 3


def test_a_new_card_set_due_becomes_a_review() -> None:
    moved = moving.due_in(Schedule(position=4), 0, FSRS, TODAY)
    assert (moved.state, moved.due_day, moved.interval_days) == (CardState.REVIEW, TODAY, 1)
    assert (moved.ease, moved.position) == (2.5, 4)


def test_a_forgotten_card_is_new_again() -> None:
    assert moving.forgotten(REVIEW, 9) == Schedule(position=9)
    kept = moving.forgotten(REVIEW, 9, keep_counts=True)
    assert (kept.state, kept.repetitions, kept.lapses) == (CardState.NEW, 5, 1)


def test_rescheduling_counts_the_new_interval_from_the_last_answer() -> None:
    moved = moving.rescheduled(REVIEW, FSRS, exact)
    assert (moved.interval_days, moved.due_day) == (25, TODAY + 5)
    assert moving.rescheduled(Schedule(), FSRS, exact) == Schedule()


def test_a_change_goes_through_the_log_with_its_whole_state() -> None:
    moved = moving.moved_to(REVIEW, TODAY + 7)
    line = moving.entry(1, 2, REVIEW, moved, NOW, ReviewKind.RESCHEDULED)
    assert line.rating is None
    assert applied(REVIEW, line, FSRS, NOW) == moved
    assert moved.interval_days == 20


def test_a_calendar_places_an_instant_on_its_study_day() -> None:
    starts = [datetime(2026, 3, day, 4, tzinfo=UTC) for day in (1, 2, 3)]
    calendar = Calendar(100, starts)
    assert calendar.moment(datetime(2026, 3, 2, 3, 59, tzinfo=UTC)) == Moment(
        datetime(2026, 3, 2, 3, 59, tzinfo=UTC), 100, 60
    )
    assert calendar.moment(starts[1]).day == 101
    with pytest.raises(ValueError, match="no day"):
        calendar.moment(starts[2])
