"""The one door of the planner's pages to plans and tasks: what is shown, and what is done.

A deed is shown at once and written on a thread; nothing here holds the window.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from ms2qbank_desktop.core.clock import from_ms
from ms2qbank_desktop.core.ids import made_ms
from ms2qbank_desktop.ui.changes import touches
from ms2qbank_desktop.ui.tasks import Reading
from ms2qbank_desktop.ui.words import counted, day_words

from .plan_queue import DeedQueue
from .plan_shown import PLAN_TOPICS, Change, Shown, by_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.features.planner.models import Task
    from ms2qbank_desktop.features.planner.plan_models import Mood, Outlook, Plan, PlanDraft
    from ms2qbank_desktop.features.planner.service.planning import PlanningService, Replanned
    from ms2qbank_desktop.features.planner.service.plans import PlanService
    from ms2qbank_desktop.features.planner.service.tasks import TaskService
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task as Job

T = TypeVar("T")
__all__ = ["PLAN_TOPICS", "Change", "PlanState", "Shown", "plan_state"]

_OUTLOOK_REST_MS = 600
"""After the last change: looking ahead takes as long as planning."""


def plan_state(ctx: UiContext) -> PlanState:
    """Return the one state of the window."""
    found = ctx.window.findChild(PlanState)
    return found if isinstance(found, PlanState) else PlanState(ctx)


class PlanState(QObject):
    """``changed``: show ``shown`` and ``outlook`` anew. ``shown`` is None until first read."""

    changed = Signal()

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx.window)
        self._ctx = ctx
        self.shown: Shown | None = None
        self.outlook: Outlook | None = None
        self.begun: date | None = None
        """The last day of study for which missed tasks were moved."""
        self._stale = True
        self._deeds = 0
        """How many were done: what was read before the last one is not shown."""
        self.buttons: list[QWidget] = []
        """Of the header, which all pages share."""
        self._reading = Reading(self._start_reading, self)
        self._looking = Reading(self._start_looking, self)
        self._queue = DeedQueue(ctx, self)
        self._queue.rested.connect(self.ask)
        self._queue.failed.connect(self._on_failed)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_OUTLOOK_REST_MS)
        self._rest.timeout.connect(self._looking.ask)
        ctx.changes.happened.connect(self._on_changes)

    # Reading

    def ask(self) -> None:
        """Read anew if something has changed since that was done."""
        today = self._today()
        if self._stale or self.shown is None or self.shown.today != today:
            self._stale = True
            if not self._queue.busy:
                self._reading.ask()

    def _on_changes(self, topics: frozenset[str]) -> None:
        self._stale = self._stale or touches(topics, PLAN_TOPICS)

    def _start_reading(self) -> Job:
        self._stale = False
        deeds = self._deeds

        def done(shown: Shown) -> None:
            if deeds != self._deeds:  # it would show for a moment what is no longer so
                self._stale = True
                self.ask()
                return
            if self.shown is None or shown.plan != self.shown.plan:
                self.outlook = None
            self.shown = shown
            self.changed.emit()
            self._rest.start()

        return self._ctx.tasks.run("Reading the plan", lambda _progress: self.read(), done=done)

    def read(self) -> Shown:
        """Return what is to be shown now. On any thread."""
        user_id, today = self._ctx.user_id, self._today()
        plans = tuple(self._plans().plans(user_id))
        wanted = self._ctx.settings.get("planner_plan")
        plan = next((one for one in plans if one.id == wanted), plans[0] if plans else None)
        return Shown(
            today,
            plans,
            tuple(self._plans().plans(user_id, archived=True)),
            plan,
            by_day(self._tasks().tasks(user_id, date.min, date.max)),
            self._plans().moods(user_id),
            None if plan is None else self._last_change(plan.id),
        )

    def _last_change(self, plan_id: int) -> Change | None:
        found = self._planning().last_change(self._ctx.user_id, plan_id)
        if found is None:
            return None
        change_id, reason, moves = found
        made = self._ctx.clock.study_day(from_ms(made_ms(change_id)))
        return Change(change_id, made, reason, tuple(moves))

    def _start_looking(self) -> Job:
        plan = None if self.shown is None else self.shown.plan

        def work() -> Outlook | None:
            return None if plan is None else self._planning().outlook(self._ctx.user_id, plan.id)

        def done(outlook: Outlook | None) -> None:
            if self.shown is not None and self.shown.plan == plan and outlook != self.outlook:
                self.outlook = outlook
                self.changed.emit()

        return self._ctx.tasks.run("Looking ahead", lambda _progress: work(), done=done)

    # Tasks

    def tick(self, task: Task, *, done: bool = True) -> None:
        """Say that a task is done, or is not after all."""
        instant = self._ctx.clock.now() if done else None
        self._show(replace(task, done_at=instant, spent_minutes=None))
        self._do("Ticking", partial(self._tick, task.id, done=done))

    def move(self, task: Task, day: date, before: Task | None = None) -> None:
        """Put a task on a day, before another one or at the end; planning anew leaves it there."""
        if self.shown is None:
            return
        rank = self.shown.rank(task, day, before)
        if (day, rank) == (task.day, task.rank):
            return
        other_day = day != task.day
        moved = replace(task, day=day, rank=rank, chosen_day=task.chosen_day or other_day)
        self._show(moved)
        self._do("Moving", partial(self._place, moved))
        if other_day:
            words = f"Moved to {day_words(day, self.shown.today)}"
            self._ctx.messages.toast(words, partial(self._move_back, task))

    def remove(self, task: Task) -> None:
        """Take a task away; Undo puts it back."""
        self._edit(lambda shown: shown.without(task.id))
        self._do("Deleting", partial(self._remove, [task.id]))
        self._ctx.messages.toast("Task deleted", partial(self._put_back, task))

    def _move_back(self, task: Task) -> None:
        self._show(task)
        self._do("Moving back", partial(self._place, task))

    def _put_back(self, task: Task) -> None:
        self._show(task)
        self._do("Putting back", partial(self._remove, [task.id], removed=False))

    # Days and plans

    def set_mood(self, day: date, mood: Mood) -> None:
        """Say how a day is; its plans are planned anew."""
        if self.shown is None or self.shown.mood(day) is mood:
            return
        before = self.shown.mood(day)
        self._edit(lambda shown: replace(shown, moods={**shown.moods, day: mood}))

        def undo(changes: list[Replanned]) -> None:
            self._plans().say_mood(self._ctx.user_id, day, before)
            self._undo(changes)

        self._do(
            "Planning anew",
            lambda: self._planning().set_mood(self._ctx.user_id, day, mood),
            lambda changes: self._tell(changes, partial(undo, changes)),
        )

    def replan(self) -> None:
        """Plan the current plan anew."""
        plan = None if self.shown is None else self.shown.plan
        if plan is not None:
            self._do(
                "Planning anew",
                lambda: [self._planning().replan(self._ctx.user_id, plan.id)],
                lambda changes: self._tell(changes, partial(self._undo, changes)),
            )

    def take_back(self, change_id: int) -> None:
        """Put tasks back where they were before a change."""
        self._do(
            "Undoing",
            lambda: self._planning().undo(self._ctx.user_id, change_id),
            lambda _none: self._ctx.messages.toast("Tasks are back where they were"),
        )

    def start_day(self) -> None:
        """Move what was missed, once a day of study, and say so."""

        today = self._today()

        def tell(changes: list[Replanned]) -> None:
            self.begun = today
            if _moves(changes):
                self._tell(changes, partial(self._undo, changes))

        self._do("Planning the day", lambda: self._planning().day_start(self._ctx.user_id), tell)

    def choose(self, plan_id: int) -> None:
        """Look at another plan."""
        self._ctx.settings.set("planner_plan", plan_id)
        self._stale = True
        self.ask()

    def create(self, draft: PlanDraft, then: Callable[[int], object] | None = None) -> None:
        """Make a plan with its tasks and look at it."""

        def work() -> int:
            plan_id = self._plans().create(self._ctx.user_id, draft)
            self._planning().replan(self._ctx.user_id, plan_id)
            return plan_id

        def done(plan_id: int) -> None:
            self._ctx.settings.set("planner_plan", plan_id)
            if then is not None:
                then(plan_id)

        self._do("Making the plan", work, done)

    def save_plan(
        self, plan_id: int, draft: PlanDraft, then: Callable[[int], object] | None = None
    ) -> None:
        """Change what a plan says, and plan it anew."""

        def work() -> tuple[PlanDraft, Replanned]:
            before = self._plans().plan(self._ctx.user_id, plan_id).draft
            self._plans().save(self._ctx.user_id, plan_id, draft)
            return before, self._planning().replan(self._ctx.user_id, plan_id)

        def undo(before: PlanDraft, change: Replanned) -> None:
            self._plans().save(self._ctx.user_id, plan_id, before)
            self._undo([change])

        def done(found: tuple[PlanDraft, Replanned]) -> None:
            self._tell([found[1]], partial(undo, *found), "Plan saved")
            if then is not None:
                then(plan_id)

        self._do("Planning anew", work, done)

    def archive(self, plan: Plan, *, archived: bool = True) -> None:
        """Put a plan away with its tasks, or take it up again."""
        put = partial(self._plans().archive, self._ctx.user_id, plan.id)
        words = "Plan put away" if archived else "Plan taken up again"
        undo = partial(put, archived=not archived)
        self._do_undoably(words, partial(put, archived=archived), undo)

    def remove_plan(self, plan: Plan) -> None:
        """Take a plan away with its tasks."""
        remove = partial(self._plans().remove, self._ctx.user_id, plan.id)
        self._do_undoably("Plan deleted", remove, partial(remove, removed=False))

    # Writing

    def _do(
        self, name: str, work: Callable[[], T], done: Callable[[T], object] | None = None
    ) -> None:
        self._deeds += 1
        self._stale = True
        self._queue.put(name, work, done or (lambda _value: None))

    def _do_undoably(
        self, words: str, work: Callable[[], object], undo: Callable[[], object]
    ) -> None:
        def told(_value: object) -> None:
            self._ctx.messages.toast(words, partial(self._do, "Undoing", undo))

        self._do("Saving", work, told)

    def _tell(
        self, changes: list[Replanned], undo: Callable[[], object], instead: str = ""
    ) -> None:
        """Say how many tasks were moved, and offer to take that back."""
        number = _moves(changes)
        words = f"{counted(number, 'task')} moved" if number else "No task had to move"
        if instead:
            words = f"{instead}, {words[0].lower()}{words[1:]}"
        self._ctx.messages.toast(words, partial(self._do, "Undoing", undo))

    def _undo(self, changes: Iterable[Replanned]) -> None:
        for change in changes:
            if change.change_id is not None:
                self._planning().undo(self._ctx.user_id, change.change_id)

    def _show(self, task: Task) -> None:
        self._edit(lambda shown: shown.with_task(task))

    def _edit(self, change: Callable[[Shown], Shown]) -> None:
        if self.shown is not None:
            self.shown = change(self.shown)
            self.changed.emit()

    def _on_failed(self) -> None:
        self._stale = True

    def _tick(self, task_id: int, *, done: bool) -> None:
        from ms2qbank_desktop.features.planner.service.focus import FocusService

        user_id = self._ctx.user_id
        spent = self._ctx.service(FocusService).minutes(user_id, task_id) if done else None
        self._tasks().tick(user_id, task_id, done=done, spent_minutes=spent)

    def _place(self, task: Task) -> None:
        self._tasks().place(self._ctx.user_id, task.id, task.day, task.rank, chosen=task.chosen_day)

    def _remove(self, ids: Iterable[int], *, removed: bool = True) -> None:
        for task_id in ids:
            self._tasks().remove(self._ctx.user_id, task_id, removed=removed)

    def _today(self) -> date:
        return self._ctx.clock.study_day(self._ctx.clock.now())

    # Services are imported by the first thread that needs them: the start must not.

    def _tasks(self) -> TaskService:
        from ms2qbank_desktop.features.planner.service.tasks import TaskService

        return self._ctx.service(TaskService)

    def _plans(self) -> PlanService:
        from ms2qbank_desktop.features.planner.service.plans import PlanService

        return self._ctx.service(PlanService)

    def _planning(self) -> PlanningService:
        from ms2qbank_desktop.features.planner.service.planning import PlanningService

        return self._ctx.service(PlanningService)


def _moves(changes: Iterable[Replanned]) -> int:
    """Return how many tasks went from one day to another."""
    return sum(bool(one.was and one.now) for change in changes for one in change.moved)
