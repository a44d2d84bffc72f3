"""What the buttons promise, what an answer does, and the fold over the log."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

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
    Review,
    ReviewKind,
    Schedule,
)
from ms2qbank_desktop.features.flashcards.scheduling import moving
from ms2qbank_desktop.features.flashcards.scheduling.answering import Answered, answered, intervals
from ms2qbank_desktop.features.flashcards.scheduling.folding import folded
from ms2qbank_desktop.features.flashcards.scheduling.fuzz import Load, Spread, fuzz_seed, spread_for
from tests.features.flashcards.histories import (
    START,
    answers,
    instants,
    moment_of,
    presets,
    sensible_presets,
)

CARD = 4242
NOON = moment_of(START + timedelta(hours=8))
REVIEW = Schedule(
    CardState.REVIEW,
    due_day=NOON.day,
    interval_days=10,
    ease=2.5,
    stability=10.0,
    difficulty=5.0,
    repetitions=4,
    last_review_day=NOON.day - 10,
)
ANKI_SM2 = Preset(fuzz=False)
FSRS = Preset(fuzz=False, algorithm=Algorithm.FSRS)


def spread(schedule: Schedule, preset: Preset, now: Moment) -> Spread:
    busy = Load(now.day, {2: 30, 3: 1, 9: 40, 12: 7}, frozenset({4}))
    return spread_for(preset, fuzz_seed(CARD, schedule.repetitions), busy)


def answer(
    schedule: Schedule, rating: Rating, preset: Preset, now: Moment, review_id: int = 1
) -> Answered:
    shown = intervals(schedule, preset, now, spread(schedule, preset, now))
    return answered(
        schedule, rating, shown, preset, now, review_id=review_id, card_id=CARD, time_ms=4000
    )


def studied(
    history: list[tuple[Rating, Moment]], preset: Preset
) -> tuple[list[Schedule], list[Review]]:
    schedules, log = [Schedule(position=3)], []
    for number, (rating, now) in enumerate(history):
        one = answer(schedules[-1], rating, preset, now, number)
        schedules.append(one.schedule)
        log.append(one.review)
    return schedules, log


def seconds_of(interval: int) -> int:
    return -interval if interval < 0 else interval * 86_400


@given(sensible_presets, answers)
def test_hard_never_waits_longer_than_good_nor_good_than_easy(
    preset: Preset, history: list[tuple[Rating, int]]
) -> None:
    placed = instants(history)
    schedules, _ = studied(placed, preset)
    for schedule, (_, now) in zip(schedules, placed, strict=False):
        shown = intervals(schedule, preset, now, spread(schedule, preset, now))
        _, hard, good, easy = map(seconds_of, shown)
        assert hard <= good <= easy


@given(presets, answers)
def test_a_card_is_never_due_before_the_answer(
    preset: Preset, history: list[tuple[Rating, int]]
) -> None:
    placed = instants(history)
    schedules, _ = studied(placed, preset)
    for after, (_, now) in zip(schedules[1:], placed, strict=True):
        assert (after.due_at is None) != (after.due_day is None)
        assert after.due_at is None or after.due_at > now.at
        assert after.due_day is None or after.due_day > now.day


@given(presets, answers)
def test_the_fold_over_the_log_is_the_state_the_answers_made(
    preset: Preset, history: list[tuple[Rating, int]]
) -> None:
    schedules, log = studied(instants(history), preset)
    assert folded(log, preset, moment_of, position=3) == schedules[-1]


@given(presets, answers)
def test_undo_is_the_fold_without_the_last_answer(
    preset: Preset, history: list[tuple[Rating, int]]
) -> None:
    schedules, log = studied(instants(history), preset)
    assert folded(log[:-1], preset, moment_of, position=3) == schedules[-2]


@given(presets, answers, st.sampled_from((Algorithm.SM2, Algorithm.FSRS)))
def test_another_algorithm_leaves_the_due_day_where_the_log_put_it(
    preset: Preset, history: list[tuple[Rating, int]], other: Algorithm
) -> None:
    first = replace(preset, algorithm=Algorithm.SM2, fuzz=False)
    schedules, log = studied(instants(history), first)
    after = folded(log, replace(first, algorithm=other), moment_of, position=3)
    assert (after.state, after.due_day, after.due_at) == (
        schedules[-1].state,
        schedules[-1].due_day,
        schedules[-1].due_at,
    )
    assert (after.stability is not None) == (other is Algorithm.FSRS)


def test_a_new_card_has_the_two_steps_and_the_two_graduating_intervals() -> None:
    assert intervals(Schedule(), ANKI_SM2, NOON) == (-60, -330, -600, 4)
    second = answer(Schedule(), Rating.GOOD, ANKI_SM2, NOON).schedule
    assert intervals(second, ANKI_SM2, NOON) == (-60, -600, 1, 4)


def test_a_lapse_goes_through_the_relearning_step_and_comes_back_at_a_day() -> None:
    lapsed = answer(REVIEW, Rating.AGAIN, ANKI_SM2, NOON).schedule
    assert (lapsed.state, lapsed.lapses, lapsed.ease) == (CardState.RELEARNING, 1, 2.3)
    assert lapsed.due_at == NOON.at + timedelta(minutes=10)
    back = answer(lapsed, Rating.GOOD, ANKI_SM2, NOON).schedule
    assert (back.state, back.interval_days, back.due_day) == (CardState.REVIEW, 1, NOON.day + 1)


def test_a_late_review_is_credited_with_the_days_it_waited() -> None:
    late = replace(REVIEW, due_day=NOON.day - 8)
    assert intervals(REVIEW, ANKI_SM2, NOON) == (-600, 12, 25, 33)
    assert intervals(late, ANKI_SM2, NOON) == (-600, 12, 35, 58)


def test_a_review_ahead_of_its_day_is_credited_with_less() -> None:
    early = replace(REVIEW, due_day=NOON.day + 6)
    assert intervals(early, ANKI_SM2, NOON, ahead=True) == (-600, 6, 10, 12)
    assert intervals(early, ANKI_SM2, NOON) == intervals(REVIEW, ANKI_SM2, NOON)
    shown = intervals(early, ANKI_SM2, NOON, ahead=True)
    one = answered(
        early, Rating.GOOD, shown, ANKI_SM2, NOON, review_id=1, card_id=CARD, time_ms=0, ahead=True
    )
    assert one.review.kind is ReviewKind.FILTERED


def test_a_step_that_reaches_past_the_day_waits_for_a_day_and_not_an_hour() -> None:
    preset = replace(ANKI_SM2, learning_steps=(60, 50_000))
    evening = moment_of(START + timedelta(hours=20))
    schedule = answer(Schedule(), Rating.GOOD, preset, evening).schedule
    assert (schedule.due_at, schedule.due_day) == (None, evening.day + 1)
    morning = moment_of(START + timedelta(hours=2))
    schedule = answer(Schedule(), Rating.GOOD, preset, morning).schedule
    assert schedule.due_at == morning.at + timedelta(seconds=50_000)


def test_the_log_says_what_was_answered() -> None:
    one = answer(REVIEW, Rating.HARD, ANKI_SM2, NOON).review
    assert one == Review(
        1, CARD, NOON.at, Rating.HARD, ReviewKind.REVIEW, 12, 10, ease_permille=2350, time_ms=4000
    )


def test_a_long_answer_counts_as_the_cap() -> None:
    shown = intervals(REVIEW, ANKI_SM2, NOON)
    one = answered(
        REVIEW, Rating.GOOD, shown, ANKI_SM2, NOON, review_id=1, card_id=CARD, time_ms=600_000
    )
    assert one.review.time_ms == 60_000


@pytest.mark.parametrize(
    ("threshold", "leeches"),
    [(8, [8, 12, 16, 20]), (3, [3, 5, 7, 9, 11, 13, 15, 17, 19]), (0, []), (1, [*range(1, 21)])],
)
def test_a_leech_is_told_at_the_threshold_and_after_each_half_of_it(
    threshold: int, leeches: list[int]
) -> None:
    preset = replace(ANKI_SM2, leech_threshold=threshold)
    told = [
        lapses
        for lapses in range(1, 21)
        if answer(replace(REVIEW, lapses=lapses - 1), Rating.AGAIN, preset, NOON).leech
    ]
    assert told == leeches
    assert not answer(replace(REVIEW, lapses=8), Rating.GOOD, preset, NOON).leech


def test_a_preview_changes_nothing() -> None:
    preview = Review(1, CARD, NOON.at, Rating.AGAIN, ReviewKind.FILTERED, -60, 10)
    assert folded([preview], FSRS, moment_of, position=3) == Schedule(position=3)


def test_an_interval_of_nothing_in_a_foreign_log_counts_as_a_day() -> None:
    line = Review(1, CARD, NOON.at, Rating.GOOD, ReviewKind.LEARN, 0)
    assert folded([line], ANKI_SM2, moment_of).due_day == NOON.day + 1


def test_fsrs_knows_a_card_of_sm2_by_its_ease_and_interval() -> None:
    unknown = replace(REVIEW, stability=None, difficulty=None)
    after = answer(unknown, Rating.GOOD, FSRS, NOON).schedule
    assert after.stability is not None
    assert after.stability > 10
    easier = answer(replace(unknown, ease=2.9), Rating.GOOD, FSRS, NOON).schedule
    assert easier.difficulty is not None
    assert after.difficulty is not None
    assert easier.difficulty < after.difficulty


def test_a_log_that_begins_in_mid_life_starts_from_its_first_interval() -> None:
    log = [
        Review(
            1, CARD, NOON.at, Rating.GOOD, ReviewKind.REVIEW, 60, 24, ease_permille=2500, time_ms=1
        )
    ]
    known = folded(log, FSRS, moment_of)
    as_new = folded([replace(log[0], kind=ReviewKind.LEARN)], FSRS, moment_of)
    assert known.stability is not None
    assert as_new.stability is not None
    assert known.stability > 20 > as_new.stability


def test_reviews_before_the_chosen_day_do_not_teach_fsrs() -> None:
    history = [
        (Rating.AGAIN, moment_of(START + timedelta(days=day, hours=9))) for day in range(0, 40, 4)
    ]
    _, log = studied(history, FSRS)
    all_of_it = folded(log, FSRS, moment_of)
    later = folded(log, replace(FSRS, ignore_reviews_before=NOON.day + 35), moment_of)
    assert all_of_it.difficulty is not None
    assert later.difficulty is not None
    assert later.difficulty < all_of_it.difficulty
    assert later.lapses == all_of_it.lapses


def imported(carried: Schedule) -> Review:
    return Review(99, CARD, NOON.at, None, ReviewKind.IMPORTED, carried=carried)


def test_a_package_s_memory_counts_until_the_parameters_are_changed_here() -> None:
    schedules, log = studied([(Rating.GOOD, moment_of(START)), (Rating.GOOD, NOON)], FSRS)
    carried = replace(REVIEW, stability=77.0, difficulty=3.0)
    assert folded([*log, imported(carried)], FSRS, moment_of) == carried
    changed = folded([*log, imported(carried)], replace(FSRS, memory_from_log=True), moment_of)
    assert changed.stability == schedules[-1].stability
    assert replace(changed, stability=77.0, difficulty=3.0) == carried


def test_a_package_without_memories_leaves_them_to_its_log() -> None:
    schedules, log = studied([(Rating.GOOD, moment_of(START)), (Rating.GOOD, NOON)], FSRS)
    carried = replace(REVIEW, stability=None, difficulty=None)
    after = folded([*log, imported(carried)], FSRS, moment_of)
    assert after.stability == schedules[-1].stability
    assert after.interval_days == carried.interval_days
    assert folded([*log, imported(carried)], ANKI_SM2, moment_of) == carried


def test_a_moved_card_gets_its_memory_anew_under_other_parameters() -> None:
    schedules, log = studied([(Rating.GOOD, moment_of(START)), (Rating.EASY, NOON)], FSRS)
    moved = moving.moved_to(schedules[-1], NOON.day + 50)
    log.append(moving.entry(50, CARD, schedules[-1], moved, NOON, ReviewKind.RESCHEDULED))
    assert folded(log, FSRS, moment_of, position=3) == moved
    weak = replace(FSRS, fsrs_parameters=(*(0.1, 0.2, 0.4, 0.9), *FSRS6_DEFAULTS[4:]))
    after = folded(log, weak, moment_of, position=3)
    assert after.due_day == NOON.day + 50
    assert after.stability is not None
    assert moved.stability is not None
    assert after.stability < moved.stability


def test_a_forgotten_card_keeps_no_memory() -> None:
    _, log = studied([(Rating.GOOD, NOON)], FSRS)
    fresh = moving.forgotten(REVIEW, 3)
    log.append(moving.entry(50, CARD, REVIEW, fresh, NOON, ReviewKind.MANUAL))
    assert folded(log, FSRS, moment_of) == fresh
