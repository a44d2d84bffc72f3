"""The keys of tasks and calendars are commands: listed, changed, run from the search."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.planner.ui.task import keys
from tests.support.planned import TODAY

if TYPE_CHECKING:
    from tests.support.planned import Planned

EVERY = {*keys.WEEK_KEYS, *keys.MONTH_KEYS}


def test_all_keys_are_known_and_none_gets_in_the_way_of_another(planned: Planned) -> None:
    known = planned.ui.commands.keys
    assert {command.id for command in known.commands} >= EVERY
    rivals = {
        (key, rival.id)
        for key in EVERY
        for pressed in known.keys(key)
        for rival in known.conflicts(key, pressed)
    }
    assert rivals == set()


def test_a_key_that_was_chosen_ticks_and_the_old_one_no_longer_does(planned: Planned) -> None:
    task_id = planned.add("First")
    planned.ui.commands.keys.choose(keys.TICK, ("X",))
    planned.open_week()
    planned.press("Space")
    planned.settle()
    assert planned.task(task_id).done_at is None
    planned.press("X")
    planned.settle()
    assert planned.task(task_id).done_at is not None


def test_a_command_serves_the_list_that_has_the_keyboard(planned: Planned) -> None:
    task_id = planned.add("First")
    commands = planned.ui.commands
    assert not commands.can(keys.TICK)
    planned.open_week()
    assert commands.can(keys.TICK)
    assert not commands.can(keys.OPEN_DAY)
    commands.run(keys.DAY_AFTER)
    planned.settle()
    assert planned.task(task_id).day == TODAY + timedelta(1)
    planned.open_month()
    assert commands.can(keys.OPEN_DAY)
    assert not commands.can(keys.TICK)


def test_the_menu_shows_the_keys_as_they_are_now(planned: Planned) -> None:
    task_id = planned.add("First")
    planned.ui.commands.keys.choose(keys.REMOVE, ("Ctrl+Backspace",))
    page = planned.open_week()
    page.deeds.fill_menu(planned.task(task_id), TODAY)
    caps = dict(
        action.text().split("\t") for action in page.deeds.menu.actions() if "\t" in action.text()
    )
    assert caps == {"Done": "Space", "Edit…": "E", "Delete": "Ctrl Backspace"}
