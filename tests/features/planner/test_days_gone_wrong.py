"""A plan lived through, day after day: what was promised stays promised, whatever happens."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.features.planner.demand import Reading
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

if TYPE_CHECKING:
    from ms2qbank_desktop.features.planner.demand import Piece

START = date(2026, 3, 2)
"""A Monday."""
RENAL = "Respiratory & Renal/Urinary Systems"
HEART = "Cardiovascular System"
WEIGHTS = {system.name: system.weight for system in SYSTEMS}
BANK = {system.name: round(system.weight * 10) for system in SYSTEMS}
SUPPLY = Supply(
    questions=BANK,
    unseen=BANK,
    weights=WEIGHTS,
    due={START + timedelta(at): 60 for at in range(400)},
    videos=tuple(Reading(at, f"Lecture {at}", "", 40 * 60_000) for at in range(12)),
)
PLAN = PlanDraft("Step 1", START, START + timedelta(60), (150, 150, 150, 150, 150, 180, 0))


@dataclass
class Life:
    """A plan while it is lived: its tasks by key, and what the bank has left."""

    plan: PlanDraft
    supply: Supply
    today: date
    moods: dict[date, Mood] = field(default_factory=dict)
    open_tasks: dict[str, tuple[Piece, date]] = field(default_factory=dict)
    chosen: set[str] = field(default_factory=set)
    ended: list[Standing] = field(default_factory=list)
    made: Made = field(default_factory=lambda: Made((), (), ()))

    def replan(self) -> int:
        """Plan anew, and return how many tasks changed their day."""
        self.made = make(self.plan, self.supply, self.today, self.standing(), self.moods)
        before = {key: day for key, (_, day) in self.open_tasks.items() if day >= self.today}
        past = {key: one for key, one in self.open_tasks.items() if one[1] < self.today}
        now = {piece.unit.key: (piece, day) for piece, day in self.made.placed}
        self.open_tasks = past | now
        return sum(now.get(key, (None, None))[1] != day for key, day in before.items())

    def standing(self) -> list[Standing]:
        found = [
            Standing(key, day, one.unit.minutes, chosen=key in self.chosen, number=one.number)
            for key, (one, day) in self.open_tasks.items()
        ]
        return found + self.ended

    def on(self, day: date) -> list[str]:
        return [key for key, (_, there) in self.open_tasks.items() if there == day]

    def do(self, key: str) -> None:
        """Do a task: the bank and the lectures know of it."""
        piece, day = self.open_tasks.pop(key)
        self.ended.append(Standing(key, day, piece.unit.minutes, done=True, number=piece.number))
        if key.startswith("questions/1/"):
            left = dict(self.supply.unseen)
            left[piece.unit.system] -= piece.number
            self.supply = replace(self.supply, unseen=left)
        elif piece.kind is TaskKind.VIDEO:
            videos = tuple(
                replace(one, done=max(one.done, piece.last)) if one.id == piece.thing else one
                for one in self.supply.videos
            )
            self.supply = replace(self.supply, videos=videos)

    def drop(self, key: str) -> None:
        piece, day = self.open_tasks.pop(key)
        self.ended.append(Standing(key, day, 0, done=True, number=piece.number, dropped=True))

    def promised(self, kind: str) -> Counter[str]:
        """Return the questions that are done, dropped, planned or named as left, by system."""
        found: Counter[str] = Counter()
        for piece, _ in (*self.made.placed, *self.made.left):
            if piece.unit.key.startswith(kind):
                found[piece.unit.system] += piece.number
        for task in self.ended:
            if task.key.startswith(kind):
                found[task.key.removeprefix(kind).rpartition("/")[0]] += task.number
        return found


def live(plan: PlanDraft = PLAN, supply: Supply = SUPPLY) -> Life:
    life = Life(plan, supply, plan.start)
    life.replan()
    return life


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
            what = data.draw(st.sampled_from(("do", "do", "miss", "drop", "later")))
            if what == "do":
                life.do(key)
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
        share = {Mood.GOOD: 1.3, Mood.BAD: 0.4, Mood.OFF: 0.0}.get(mood, 1.0)
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


def test_the_second_pass_gives_way_to_the_first() -> None:
    plan = replace(PLAN, exam=START + timedelta(45), goals=Goals(passes=2, cards=False))
    life = live(plan)
    life.today += timedelta(25)
    life.replan()
    left = [one.unit.key for one, _ in life.made.left]
    placed = [one.unit.key for one, _ in life.made.placed]
    assert any(key.startswith("questions/1/") for key in placed)
    assert not any(key.startswith("questions/1/") for key in left)
    assert any(key.startswith("questions/2/") for key in left)


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


def test_a_day_that_the_user_chose_holds_even_if_it_is_off_or_full() -> None:
    life = live()
    sunday, full = START + timedelta(6), START + timedelta(1)
    first, second = [key for key in life.open_tasks if key.startswith("questions/1/")][-2:]
    life.open_tasks[first] = (life.open_tasks[first][0], sunday)
    life.open_tasks[second] = (life.open_tasks[second][0], full)
    life.chosen = {first, second}
    life.replan()
    assert (life.open_tasks[first][1], life.open_tasks[second][1]) == (sunday, full)
    load = sum(piece.unit.minutes for piece, day in life.made.placed if day == full)
    assert load <= minutes_of(PLAN, full)
    life.moods[full] = Mood.OFF
    life.today = full
    life.replan()
    assert life.on(full) == []


def test_cards_put_on_a_later_day_stay_there_when_their_own_day_has_passed() -> None:
    life = live()
    key, later = f"cards/{START}", START + timedelta(3)
    life.open_tasks[key] = (life.open_tasks[key][0], later)
    life.chosen = {key}
    life.today += timedelta(1)
    taken = life.open_tasks[key][0].unit.minutes
    life.replan()
    load = sum(piece.unit.minutes for piece, day in life.made.placed if day == later)
    assert load + taken <= minutes_of(PLAN, later)


def test_a_block_that_the_user_took_away_does_not_come_back_under_another_name() -> None:
    life = live()
    key = next(one for one in life.open_tasks if one.startswith(f"questions/1/{RENAL}"))
    number = sum(one.startswith(f"questions/1/{RENAL}") for one in life.open_tasks)
    life.drop(key)
    life.replan()
    assert sum(one.startswith(f"questions/1/{RENAL}") for one in life.open_tasks) == number - 1


def test_minutes_that_the_user_said_stay() -> None:
    life = live()
    key = next(one for one in life.open_tasks if one.startswith("questions/1/"))
    piece, _ = life.open_tasks[key]
    said = replace(
        next(one for one in life.standing() if one.key == key),
        minutes=piece.unit.minutes + 7,
        said=True,
    )
    others = [one for one in life.standing() if one.key != key]
    made = make(life.plan, life.supply, life.today, [*others, said])
    (found,) = [one for one, _ in (*made.placed, *made.left) if one.unit.key == key]
    assert found.unit.minutes == piece.unit.minutes + 7


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
