"""Every key of a list of tasks and of the calendars, in one table.

They hold where tasks are listed, before those of the window.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.ui.command import Command
from ms2qbank_desktop.ui.keys.inside import keys_at

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.context import UiContext

START, CHANGE, TICK = "task-start", "task-change", "task-tick"
EDIT, REMOVE = "task-edit", "task-remove"
NEXT, PREVIOUS = "task-next", "task-previous"
LEFT, RIGHT = "task-left", "task-right"
UP, DOWN, DAY_BEFORE, DAY_AFTER = "task-up", "task-down", "task-day-before", "task-day-after"
WEEK_BEFORE, WEEK_AFTER = "plan-week-before", "plan-week-after"
WEEK_NOW, MONTH_NOW = "plan-week-now", "plan-month-now"
OPEN_DAY = "plan-open-day"
MONTH_BEFORE, MONTH_AFTER = "plan-month-before", "plan-month-after"
DAYS = {"plan-left": -1, "plan-right": 1, "plan-above": -7, "plan-below": 7}
"""By how many days the keys of the month go on."""

_TASK = (
    # id, label, keys
    (START, "Start the task", "Return; Enter"),
    (CHANGE, "Change the block of the task first", "Shift+Return; Shift+Enter"),
    (TICK, "Task done, or not after all", "Space"),
    (EDIT, "Edit the task…", "E"),
    (REMOVE, "Delete the task", "Del; Backspace"),
)
_STEPS = (
    (NEXT, "Next task", "Down"),
    (PREVIOUS, "Previous task", "Up"),
)
_WEEK = (
    (LEFT, "Task of the day before", "Left"),
    (RIGHT, "Task of the day after", "Right"),
    (DAY_BEFORE, "Move the task to the day before", "Shift+Left"),
    (DAY_AFTER, "Move the task to the day after", "Shift+Right"),
    (UP, "Move the task up in its day", "Shift+Up"),
    (DOWN, "Move the task down in its day", "Shift+Down"),
    (WEEK_BEFORE, "Week before", "PgUp"),
    (WEEK_AFTER, "Week after", "PgDown"),
    (WEEK_NOW, "This week", "Home"),
)
_MONTH = (
    ("plan-left", "Day before", "Left"),
    ("plan-right", "Day after", "Right"),
    ("plan-above", "Same day of the week before", "Up"),
    ("plan-below", "Same day of the week after", "Down"),
    (OPEN_DAY, "Open the day in its week", "Return; Enter"),
    (MONTH_BEFORE, "Month before", "PgUp"),
    (MONTH_AFTER, "Month after", "PgDown"),
    (MONTH_NOW, "Today", "Home"),
)
TASK_KEYS = tuple(key for key, _, _ in _TASK)
LIST_KEYS = TASK_KEYS + tuple(key for key, _, _ in _STEPS)
WEEK_KEYS = LIST_KEYS + tuple(key for key, _, _ in _WEEK)
MONTH_KEYS = tuple(key for key, _, _ in _MONTH)


def add_commands(ctx: UiContext) -> None:
    """Declare them; they serve the list that has the keyboard."""
    for table, menu, context in (
        (_TASK + _STEPS, "Tasks", "tabs planner task"),
        (_WEEK, "Week of tasks", "tabs planner task week"),
        (_MONTH, "Month of tasks", "tabs planner month"),
    ):
        ctx.commands.add(
            *(
                Command(
                    key,
                    label,
                    partial(_run, ctx, key),
                    keys,
                    when=partial(_can, ctx, key),
                    menu=menu,
                    context=context,
                    inside=True,
                )
                for key, label, keys in table
            )
        )


def _run(ctx: UiContext, key: str) -> None:
    if (keys := keys_at(ctx.window, key)) is not None:
        keys.do(key)


def _can(ctx: UiContext, key: str) -> bool:
    return keys_at(ctx.window, key) is not None
