"""A plan as tasks on days: what is promised, and days that go wrong."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.features.planner.demand import Pace, Reading
from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.plan_models import Goals, Mood, PlanDraft, PlanMode
from ms2qbank_desktop.features.planner.planning import (
    Made,
    Standing,
    Supply,
    make,
    minutes_of,
    study_days,
)
from ms2qbank_desktop.features.practice.blueprint import SYSTEMS

START = date(2026, 3, 2)
"""A Monday."""
WEEK = (120, 120, 120, 120, 120, 180, 0)
WEIGHTS = {system.name: system.weight for system in SYSTEMS}
BANK = {system.name: round(system.weight * 10) for system in SYSTEMS}
SUPPLY = Supply(
    questions=BANK,
    unseen=BANK,
    weights=WEIGHTS,
    due={START + timedelta(at): 100 for at in range(400)},
    videos=tuple(Reading(at, f"Lecture {at}", "", 40 * 60_000) for at in range(20)),
    articles=tuple(Reading(at, f"Article {at}", "", 900) for at in range(12)),
)
PLAN = PlanDraft("Step 1", START, START + timedelta(90), WEEK)


def standing(made: Made, *, done: frozenset[str] = frozenset()) -> list[Standing]:
    return [
        Standing(
            piece.unit.key,
            day,
            piece.unit.minutes,
            done=piece.unit.key in done,
            number=piece.number,
        )
        for piece, day in made.placed
    ]


def by_day(made: Made) -> dict[date, list[str]]:
    found: dict[date, list[str]] = defaultdict(list)
    for piece, day in made.placed:
        found[day].append(piece.unit.key)
    return found


@st.composite
def drafts(draw: st.DrawFn) -> tuple[PlanDraft, Supply, date]:
    length = draw(st.integers(1, 120))
    minutes = st.sampled_from((0, 20, 45, 90, 180, 480))
    somewhere = st.integers(0, 130).map(lambda at: START + timedelta(at))
    goals = Goals(
        passes=draw(st.integers(1, 3)),
        cards=draw(st.booleans()),
        videos=draw(st.booleans()),
        articles=draw(st.booleans()),
        reviews=draw(st.booleans()),
        assessments=tuple(sorted(draw(st.sets(somewhere, max_size=3)))),
        buffer_every=draw(st.sampled_from((0, 5, 10))),
        last_week=draw(st.booleans()),
    )
    plan = PlanDraft(
        "Step 1",
        START,
        START + timedelta(length),
        tuple(draw(minutes) for _ in range(7)),  # type: ignore[arg-type]
        goals,
        off=draw(st.frozensets(somewhere, max_size=5)),
        special=draw(st.dictionaries(somewhere, minutes, max_size=3)),
        priorities=draw(
            st.dictionaries(st.sampled_from(list(BANK)), st.sampled_from((0.0, 0.5, 2.0)))
        ),
    )
    bank = {name: draw(st.integers(0, 150)) for name in BANK}
    unseen = {name: draw(st.integers(0, number)) for name, number in bank.items()}
    pace = Pace(draw(st.sampled_from((60.0, 130.0, 300.0))))
    supply = replace(SUPPLY, questions=bank, unseen=unseen, pace=pace)
    return plan, supply, START + timedelta(draw(st.integers(-3, length)))


@given(drafts())
def test_no_day_holds_more_than_its_minutes_and_all_is_placed_or_named(
    case: tuple[PlanDraft, Supply, date],
) -> None:
    plan, supply, today = case
    made = make(plan, supply, today)
    loads: Counter[date] = Counter()
    for piece, day in made.placed:
        loads[day] += piece.unit.minutes
        assert max(today, plan.start) <= day < plan.exam
        assert day not in plan.off
    assert all(load <= minutes_of(plan, day) for day, load in loads.items())
    keys = [piece.unit.key for piece, _ in (*made.placed, *made.left)]
    assert len(keys) == len(set(keys))
    wanted = {n for n in supply.questions if plan.priorities.get(n, 1) > 0}
    first = Counter[str]()
    for piece, _ in (*made.placed, *made.left):
        if piece.unit.key.startswith("questions/1/"):
            first[piece.unit.system] += piece.number
    assert first == Counter({name: supply.unseen[name] for name in wanted if supply.unseen[name]})


@given(drafts())
def test_planning_again_on_the_same_day_changes_nothing(
    case: tuple[PlanDraft, Supply, date],
) -> None:
    plan, supply, today = case
    made = make(plan, supply, today)
    assert make(plan, supply, today) == made
    again = make(plan, supply, today, standing(made))
    kept = {piece.unit.key: day for piece, day in again.placed}
    assert {piece.unit.key: day for piece, day in made.placed}.items() <= kept.items()


@given(drafts(), st.dictionaries(st.sampled_from("ABCDEF"), st.integers(1, 9), min_size=1))
def test_the_old_rule_fills_the_days_of_study_and_moves_only_what_was_missed(
    case: tuple[PlanDraft, Supply, date], priorities: dict[str, int]
) -> None:
    plan = replace(case[0], mode=PlanMode.EVEN, subjects=tuple(priorities.items()))
    made = make(plan, case[1], START)
    room = {day.date: day.minutes for day in study_days(plan, START) if not day.buffer}
    loads: Counter[date] = Counter()
    for piece, day in made.placed:
        loads[day] += piece.unit.minutes
    assert loads == room
    today = case[2]
    again = make(plan, case[1], today, standing(made))
    now = {piece.unit.key: day for piece, day in again.placed}
    left = {piece.unit.key for piece, _ in again.left}
    for piece, day in made.placed:
        key = piece.unit.key
        assert key in left or (now[key] == day if day >= today else now[key] >= today)
    after: Counter[date] = Counter()
    for piece, day in again.placed:
        after[day] += piece.unit.minutes
    assert all(load <= minutes_of(plan, day) for day, load in after.items())


@given(st.integers(1, 60))
def test_a_missed_day_changes_at_most_a_quarter_of_the_remaining_tasks(at: int) -> None:
    made = make(PLAN, SUPPLY, START)
    missed = START + timedelta(at)
    done = frozenset(piece.unit.key for piece, day in made.placed if day < missed)
    supply = _without(SUPPLY, made, done)
    again = make(PLAN, supply, missed + timedelta(1), standing(made, done=done))
    was = {piece.unit.key: day for piece, day in made.placed if day > missed}
    now = {piece.unit.key: day for piece, day in again.placed}
    changed = sum(now.get(key) != day for key, day in was.items())
    assert changed <= 0.25 * len(was)


def _without(supply: Supply, made: Made, done: frozenset[str]) -> Supply:
    seen: Counter[str] = Counter()
    for piece, _ in made.placed:
        if piece.unit.key in done and piece.kind is TaskKind.QUESTIONS:
            seen[piece.unit.system] += piece.number
    unseen = {name: number - seen[name] for name, number in supply.unseen.items()}
    watched = {
        piece.thing
        for piece, _ in made.placed
        if piece.unit.key in done and piece.thing is not None
    }
    videos = tuple(
        replace(one, done=one.amount) if one.id in watched else one for one in supply.videos
    )
    return replace(supply, unseen=unseen, videos=videos)


def test_where_time_is_short_the_blocks_keep_the_shares_of_the_blueprint() -> None:
    plan = replace(PLAN, exam=START + timedelta(30))
    rich = {system.name: 2000 for system in SYSTEMS}
    made = make(plan, replace(SUPPLY, questions=rich, unseen=rich), START)
    blocks = Counter(
        piece.unit.system
        for piece, _ in made.placed
        if piece.unit.key.startswith("questions/") and piece.unit.order < 1
    )
    total = sum(blocks.values())
    whole = sum(WEIGHTS.values())
    assert total > 20
    assert all(abs(blocks[name] - total * WEIGHTS[name] / whole) <= 1 for name in WEIGHTS)


def test_a_bad_day_keeps_the_cards_and_something_short() -> None:
    made = make(PLAN, SUPPLY, START)
    bad = make(PLAN, SUPPLY, START, standing(made), {START: Mood.BAD})
    first = list(by_day(bad)[START])
    assert f"cards/{START}" in first
    assert sum(p.unit.minutes for p, day in bad.placed if day == START) <= 0.4 * 120
    moved = set(by_day(made)[START]) - set(first)
    days = Counter(day for piece, day in bad.placed if piece.unit.key in moved)
    assert moved
    assert START + timedelta(1) not in days or days[START + timedelta(1)] == 1


def test_a_day_off_gives_all_its_work_to_others() -> None:
    made = make(PLAN, SUPPLY, START)
    off = make(PLAN, SUPPLY, START, standing(made), {START: Mood.OFF})
    assert not by_day(off)[START]
    assert not [piece for piece, _ in off.left if piece.kind is not TaskKind.CARDS]


def test_a_good_day_takes_what_stands_next() -> None:
    made = make(PLAN, SUPPLY, START)
    good = make(PLAN, SUPPLY, START, standing(made), {START: Mood.GOOD})
    before, after = set(by_day(made)[START]), set(by_day(good)[START])
    assert before < after
    assert sum(p.unit.minutes for p, day in good.placed if day == START) <= 1.3 * 120


def test_a_task_stays_on_the_day_that_the_user_chose() -> None:
    made = make(PLAN, SUPPLY, START)
    piece, day = next((p, d) for p, d in made.placed if p.kind is TaskKind.VIDEO)
    wanted = day + timedelta(7)
    tasks = [
        replace(task, day=wanted, chosen=True) if task.key == piece.unit.key else task
        for task in standing(made)
    ]
    again = make(PLAN, SUPPLY, START, tasks)
    assert {p.unit.key: d for p, d in again.placed}[piece.unit.key] == wanted


def test_tasks_of_the_user_take_their_minutes_from_the_day() -> None:
    free = make(PLAN, SUPPLY, START)
    busy = make(PLAN, SUPPLY, START, [Standing("", START, 100)])
    load = sum(piece.unit.minutes for piece, day in busy.placed if day == START)
    assert load <= 20 < sum(piece.unit.minutes for piece, day in free.placed if day == START)


def test_a_block_more_than_planned_takes_the_last_of_its_system_away() -> None:
    made = make(PLAN, SUPPLY, START)
    renal = "Respiratory & Renal/Urinary Systems"
    ahead = replace(SUPPLY, unseen={**BANK, renal: BANK[renal] - 20})
    again = make(PLAN, ahead, START, standing(made))
    gone = {p.unit.key for p, _ in made.placed} - {p.unit.key for p, _ in again.placed}
    days = {p.unit.key: day for p, day in made.placed if p.unit.system == renal}
    (lost,) = gone & set(days)
    assert days[lost] in sorted(days.values())[-2:]
    assert all(key.startswith((f"questions/1/{renal}", "misses/")) for key in gone)


def test_the_last_week_has_mixed_blocks_and_nothing_new() -> None:
    made = make(PLAN, SUPPLY, START)
    last = [p for p, day in made.placed if (PLAN.exam - day).days <= 7]
    assert {p.kind for p in last} <= {TaskKind.QUESTIONS, TaskKind.CARDS, TaskKind.RETEST}
    assert {p.title for p in last if p.kind is TaskKind.QUESTIONS} == {"Mixed"}


def test_buffer_days_stay_the_same_as_time_goes_on() -> None:
    plan = replace(PLAN, goals=Goals(buffer_every=6))
    first = {day.date for day in study_days(plan, START) if day.buffer}
    later = {day.date for day in study_days(plan, START + timedelta(25)) if day.buffer}
    assert later == {day for day in first if day >= START + timedelta(25)}
    assert len(first) == 12


def test_the_old_rule_fills_the_days_subject_after_subject() -> None:
    plan = PlanDraft(
        "Old",
        START,
        START + timedelta(5),
        (180,) * 7,
        mode=PlanMode.EVEN,
        subjects=(("Cardiology", 3), ("Neurology", 1)),
    )
    made = make(plan, SUPPLY, START)
    assert [(p.title, (day - START).days, p.unit.minutes) for p, day in made.placed] == [
        ("Cardiology", 0, 180),
        ("Cardiology", 1, 180),
        ("Cardiology", 2, 180),
        ("Cardiology", 3, 135),
        ("Neurology", 3, 45),
        ("Neurology", 4, 180),
    ]


def test_no_time_or_no_day_gives_no_task_but_names_the_work() -> None:
    nothing = make(replace(PLAN, week=(0,) * 7), SUPPLY, START)
    tomorrow = make(replace(PLAN, exam=START + timedelta(1)), SUPPLY, START)
    past = make(PLAN, SUPPLY, PLAN.exam)
    assert not nothing.placed
    assert not past.placed
    assert {p.kind for p, _ in nothing.left} >= {TaskKind.QUESTIONS, TaskKind.VIDEO}
    assert {day for _, day in tomorrow.placed} == {START}


@pytest.mark.parametrize(("number", "blocks"), [(0, set()), (6, {6}), (400, {20})])
def test_no_mixed_block_asks_for_more_than_the_bank_has(number: int, blocks: set[int]) -> None:
    supply = Supply(questions={"Renal": number}, unseen={"Renal": 0})
    goals = Goals(passes=0, block=20, last_week=True)
    plan = PlanDraft("x", START, START + timedelta(30), (120,) * 7, goals)
    made = make(plan, supply, START)
    assert {piece.number for piece, _ in made.placed} == blocks
