"""A plan lived through, day after day: what was promised stays promised, whatever happens."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from ms2qbank_desktop.features.planner.demand import Reading
from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.plan_models import Goals, Mood, PlanDraft, PlanMode
from ms2qbank_desktop.features.planner.planning import (
    BAD_SHARE,
    GOOD_SHARE,
    make,
    minutes_of,
    study_days,
)
from ms2qbank_desktop.features.practice.blueprint import SYSTEMS
from tests.support.living import BANK, FIRST, PLAN, SECOND, START, SUPPLY, WEIGHTS, Life, live


@settings(deadline=None)  # some are lived through for sixty days
@given(st.data())
def test_whatever_happens_nothing_is_lost_doubled_or_over_its_day(data: st.DataObject) -> None:
    passes = data.draw(st.integers(1, 2))
    buffers = data.draw(st.sampled_from((0, 6)))
    plan = replace(
        PLAN,
        exam=START + timedelta(data.draw(st.sampled_from((9, 30, 60)))),
        goals=Goals(passes=passes, buffer_every=buffers),
    )
    life = live(plan)
    dropped: set[str] = set()
    while life.today < plan.exam:
        if data.draw(st.integers(0, 5)) == 0:
            life.moods[life.today] = data.draw(st.sampled_from(list(Mood)))
            life.replan()
        for key in life.on(life.today):
            what = data.draw(st.sampled_from(("do", "do", "tick", "miss", "drop", "later")))
            if what == "do":
                life.do(key)
            elif what == "tick":
                life.tick(key)
            elif what == "drop" and key.startswith("questions/"):
                life.drop(key)
                dropped.add(key)
        life.today += timedelta(data.draw(st.sampled_from((1, 1, 1, 4))))
        life.replan()
        _check(life, dropped)


def _check(life: Life, dropped: set[str]) -> None:
    loads: Counter[date] = Counter()
    for piece, day in life.made.placed:
        loads[day] += piece.unit.minutes
        assert life.today <= day < life.plan.exam
    for day, load in loads.items():
        mood = life.moods.get(day, Mood.NORMAL)
        share = {Mood.GOOD: GOOD_SHARE, Mood.BAD: BAD_SHARE, Mood.OFF: 0.0}.get(mood, 1.0)
        assert load <= minutes_of(life.plan, day) * share
    keys = [piece.unit.key for piece, _ in (*life.made.placed, *life.made.left)]
    assert len(keys) == len(set(keys))
    assert dropped.isdisjoint(keys)
    for turn in range(1, life.plan.goals.passes + 1):
        assert life.promised(f"questions/{turn}/") == Counter(BANK)


@given(st.integers(0, 40), st.integers(1, 21))
def test_days_missed_do_not_fall_on_the_next_one(begin: int, missed: int) -> None:
    plan = replace(PLAN, exam=START + timedelta(150))
    life = live(plan)
    for _ in range(begin):
        for key in life.on(life.today):
            life.do(key)
        life.today += timedelta(1)
    life.replan()
    usual = max(Counter(day for _, day in life.made.placed).values())
    life.today += timedelta(missed)
    life.replan()
    loads = Counter(day for _, day in life.made.placed)
    there = [day.date for day in life.made.days if not day.buffer][:14]
    near = [loads[day] for day in there]
    assert max(near) <= usual + 3
    assert max(near) - sum(near) / len(near) <= 4


@given(st.integers(0, 40), st.integers(0, 3), st.integers(0, 6))
def test_what_was_missed_goes_within_two_weeks_while_they_have_room(
    begin: int, missed: int, weekdays_off: int
) -> None:
    week = tuple(0 if day < weekdays_off else 150 for day in range(7))
    plan = replace(PLAN, week=week, exam=START + timedelta(150), goals=Goals(cards=False))  # type: ignore[arg-type]
    few = {name: round(number / 8) for name, number in BANK.items()}
    life = live(plan, replace(SUPPLY, questions=few, unseen=few, videos=()))
    life.today += timedelta(begin)
    life.replan()
    lost = [key for at in range(missed) for key in life.on(life.today + timedelta(at))]
    life.today += timedelta(missed)
    life.replan()
    (first, *_) = (day.date for day in life.made.days)
    assert all(first <= life.open_tasks[key][1] < first + timedelta(14) for key in lost)


def test_a_block_ticked_by_hand_is_not_planned_again() -> None:
    life = live()
    key = next(one for one in life.open_tasks if one.startswith(FIRST))
    name, number = key.removeprefix(FIRST).rpartition("/")[0], len(life.open_tasks)
    life.tick(key)
    life.today += timedelta(1)
    life.replan()
    assert key not in life.open_tasks
    assert life.promised(FIRST)[name] == BANK[name]
    assert sum(one.startswith(FIRST) for one in life.open_tasks) < number


def test_the_second_pass_gives_way_to_the_first() -> None:
    plan = replace(PLAN, exam=START + timedelta(45), goals=Goals(passes=2, cards=False))
    life = live(plan)
    life.today += timedelta(25)
    life.replan()
    left = [one.unit.minutes for one, _ in life.made.left if one.unit.key.startswith(FIRST)]
    placed = [one.unit.minutes for one, _ in life.made.placed if one.unit.key.startswith(SECOND)]
    assert left
    assert max(placed, default=0) < min(left)  # only what is too short for any other


def test_after_weeks_of_nothing_the_blueprint_still_decides_what_is_left() -> None:
    rich = {system.name: 400 for system in SYSTEMS}
    plan = replace(PLAN, goals=Goals(last_week=False))
    life = live(plan, replace(SUPPLY, questions=rich, unseen=rich))
    life.today += timedelta(30)
    life.replan()
    blocks = Counter(
        piece.unit.system
        for piece, _ in life.made.placed
        if piece.unit.key.startswith("questions/")
    )
    whole, total = sum(WEIGHTS.values()), blocks.total()
    assert total > 20
    assert all(abs(blocks[name] - total * WEIGHTS[name] / whole) <= 1.5 for name in WEIGHTS)


def test_a_second_pass_gets_shorter_with_each_block_of_it() -> None:
    seen = dict.fromkeys(BANK, 0)
    plan = replace(PLAN, goals=Goals(passes=2, last_week=False))
    life = live(plan, replace(SUPPLY, unseen=seen))
    number = sum(key.startswith("questions/2/") for key in life.open_tasks)
    for key in [one for one in life.on(START) if one.startswith("questions/2/")]:
        life.do(key)
        number -= 1
    life.today += timedelta(1)
    life.replan()
    assert sum(key.startswith("questions/2/") for key in life.open_tasks) == number


def test_a_review_of_misses_that_was_missed_is_not_forgotten() -> None:
    life = live(replace(PLAN, exam=START + timedelta(90)))
    reviews = sum(key.startswith("misses/") for key in life.open_tasks)
    for _ in range(20):
        for key in life.on(life.today):
            if not key.startswith("misses/"):
                life.do(key)
        life.today += timedelta(1)
        life.replan()
    again = [key for key in life.open_tasks if key.startswith("misses/")]
    named = [one for one, _ in life.made.left if one.unit.key.startswith("misses/")]
    assert abs(len(again) + len(named) - reviews) <= 1


def test_a_self_assessment_that_was_missed_goes_to_another_day() -> None:
    form = START + timedelta(5)
    plan = replace(PLAN, goals=Goals(assessments=(form,), assessment_minutes=100))
    life = live(plan)
    assert life.open_tasks[f"assessment/{form}"][1] == form
    life.today = form + timedelta(1)
    life.replan()
    assert life.open_tasks[f"assessment/{form}"][1] > form
    life.do(f"assessment/{form}")
    life.today += timedelta(9)
    life.replan()
    assert f"assessment/{form}" not in life.open_tasks


def test_cards_have_their_time_on_the_day_of_a_self_assessment() -> None:
    form = START + timedelta(3)
    goals = Goals(assessments=(form,), assessment_minutes=145)
    life = live(replace(PLAN, goals=goals))
    cards = {day for piece, day in life.made.placed if piece.kind is TaskKind.CARDS}
    assert form in cards


def test_cards_are_not_crowded_out_by_what_was_done_before_them() -> None:
    many = {START + timedelta(at): 500 for at in range(400)}
    life = live(supply=replace(SUPPLY, due=many))
    cards = f"cards/{START}"
    before = life.open_tasks[cards][0].unit.minutes
    for key in life.on(START):
        if key != cards:
            life.do(key)
    life.replan()
    assert life.open_tasks[cards][0].unit.minutes == before


def test_cards_go_on_after_the_last_day_of_the_forecast() -> None:
    life = live(replace(PLAN, exam=START + timedelta(730)))
    cards = [day for piece, day in life.made.placed if piece.kind is TaskKind.CARDS]
    assert max(cards) > START + timedelta(720)


def test_lectures_do_not_take_all_the_time_from_questions() -> None:
    films = tuple(Reading(at, f"Lecture {at}", "", 45 * 60_000) for at in range(400))
    life = live(supply=replace(SUPPLY, videos=films))
    assert {piece.kind for piece, _ in life.made.left} == {TaskKind.VIDEO}
    rich = {name: number * 9 for name, number in BANK.items()}
    life = live(supply=replace(SUPPLY, videos=films, questions=rich, unseen=rich))
    minutes: Counter[TaskKind] = Counter()
    for piece, _ in life.made.placed:
        minutes[piece.kind] += piece.unit.minutes
    assert minutes[TaskKind.QUESTIONS] > minutes[TaskKind.VIDEO] > 0


def test_mondays_given_up_do_not_fall_on_the_next_two_weeks() -> None:
    life = live(replace(PLAN, exam=START + timedelta(120)))
    life.plan = replace(life.plan, week=(0, *PLAN.week[1:]))
    mondays = {key for key, (_, day) in life.open_tasks.items() if day.weekday() == 0}
    before = {key: day for key, (_, day) in life.open_tasks.items()}
    life.replan()
    near = [
        abs((life.open_tasks[key][1] - before[key]).days)
        for key in mondays
        if key in life.open_tasks
    ]
    assert near
    assert sum(distance <= 10 for distance in near) >= 0.9 * len(near)


def test_buffer_days_take_up_what_was_missed_first() -> None:
    plan = replace(PLAN, exam=START + timedelta(40), goals=Goals(buffer_every=5, cards=False))
    rich = {name: number * 3 for name, number in BANK.items()}
    life = live(plan, replace(SUPPLY, questions=rich, unseen=BANK))
    buffers = {day.date for day in study_days(plan, START) if day.buffer}
    missed = life.on(START)
    life.today += timedelta(1)
    life.replan()
    assert missed
    assert {life.open_tasks[key][1] for key in missed if key in life.open_tasks} & buffers


def test_the_old_rule_counts_only_days_of_study_and_moves_what_was_missed() -> None:
    plan = PlanDraft(
        "Old",
        START,
        START + timedelta(21),
        (100, 100, 100, 100, 100, 50, 0),
        Goals(buffer_every=5, last_week=True),
        mode=PlanMode.EVEN,
        subjects=(("Cardiology", 3), ("Neurology", 1), ("Renal", 1)),
    )
    life = live(plan)
    assert not life.made.left
    total = sum(piece.unit.minutes for piece, _ in life.made.placed)
    usual = [day for day in study_days(plan, START) if not day.buffer]
    assert total == sum(day.minutes for day in usual)
    missed = life.on(START)
    life.today += timedelta(1)
    life.replan()
    assert missed
    assert all(life.open_tasks[key][1] > START for key in missed)
    life.moods[life.today] = Mood.OFF
    life.replan()
    assert life.on(life.today) == []


def test_a_subject_without_a_minute_is_named() -> None:
    plan = PlanDraft(
        "Old",
        START,
        START + timedelta(1),
        (1, 0, 0, 0, 0, 0, 0),
        mode=PlanMode.EVEN,
        subjects=(("A", 1), ("B", 1)),
    )
    made = make(plan, SUPPLY, START)
    assert [piece.title for piece, _ in made.placed] == ["A"]
    assert [piece.title for piece, _ in made.left] == ["B"]


def test_a_short_plan_still_has_days_for_new_work() -> None:
    plan = replace(PLAN, exam=START + timedelta(6))
    made = make(plan, SUPPLY, START)
    assert any(piece.unit.key.startswith("questions/1/") for piece, _ in made.placed)


@given(st.integers(1, 40))
def test_a_missed_day_moves_few_tasks_of_a_full_plan(at: int) -> None:
    rich = {name: number * 4 for name, number in BANK.items()}
    life = live(supply=replace(SUPPLY, questions=rich, unseen=rich))
    for _ in range(at):
        for key in life.on(life.today):
            life.do(key)
        life.today += timedelta(1)
    life.replan()
    life.today += timedelta(1)
    rest = sum(day >= life.today for _, day in life.open_tasks.values())
    assert life.replan() <= 0.25 * rest
