"""What the user has said of a day or a task holds whenever the plan is made anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from ms2qbank_desktop.features.planner.plan_models import Mood
from ms2qbank_desktop.features.planner.planning import make, minutes_of
from tests.support.living import PLAN, RENAL, START, live


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
