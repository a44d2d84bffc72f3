"""A plan in four steps, with what will come of it at the right; the same changes a plan."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from ms2qbank_desktop.core.errors import Fault, UserFault
from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.planner.plan_models import PlanDraft
from ms2qbank_desktop.features.planner.service.planning import PlanningService
from ms2qbank_desktop.features.planner.service.plans import PlanService, checked
from ms2qbank_desktop.features.planner.service.supply import SupplyService
from ms2qbank_desktop.features.planner.ui.plan_state import plan_state
from ms2qbank_desktop.features.questions.models import BankFilter
from ms2qbank_desktop.ui.tasks import Reading
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.layouts import column, line, row, scrolled

from .days import DaysStep
from .exam import ExamStep
from .goals import GoalsStep
from .outlook import OutlookPane
from .priorities import PrioritiesStep
from .step_list import StepList

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.planner.planning import Made, Supply
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

_STEPS = ("Exam", "Days", "Goals", "Priorities")
_STEP_OF = {"name": 0, "exam": 0, "start": 0, "week": 1, "passes": 2, "subjects": 3}
"""Where the fault of a field is shown."""
_REST_MS = 120
"""After the last change, before looking ahead."""
_WIDE, _ENOUGH = 1000, 940
"""Widths, in pixels at 100 % text, for all parts and for the list of steps."""
_USUAL_DAYS = 91
_USUAL_WEEK = (120, 120, 120, 120, 120, 180, 0)


def make_plan(ctx: UiContext) -> None:
    """Ask what a plan shall be, and make it."""
    today = ctx.clock.study_day(ctx.clock.now())
    name = f"Step 1{_numbered(ctx)}"
    draft = PlanDraft(name, today, today + timedelta(_USUAL_DAYS), _USUAL_WEEK)
    PlanWizard(ctx, draft).open()


def edit_plan(ctx: UiContext, plan_id: int) -> None:
    """Change a plan. UserFault if there is no such plan."""
    PlanWizard(ctx, ctx.service(PlanService).plan(ctx.user_id, plan_id).draft, plan_id).open()


def _numbered(ctx: UiContext) -> str:
    """Return what tells a further plan from those there are."""
    names = {one.draft.name for one in ctx.service(PlanService).plans(ctx.user_id)}
    if "Step 1" not in names:
        return ""
    return next(f", plan {at}" for at in range(2, 1000) if f"Step 1, plan {at}" not in names)


class PlanWizard(Dialog):
    """Shows ``draft``; the last step makes the plan, or saves that of ``plan_id``."""

    def __init__(self, ctx: UiContext, draft: PlanDraft, plan_id: int | None = None) -> None:
        new = plan_id is None
        super().__init__(ctx.window, "Make a plan" if new else "Change the plan", do="Continue")
        self._ctx = ctx
        self._plan_id = plan_id
        self._before = draft
        self._today = ctx.clock.study_day(ctx.clock.now())
        self._supply: Supply | None = None
        self._ended = False
        self._words = "Make the plan" if new else "Save the plan"
        self.exam = ExamStep(self._today)
        self.days = DaysStep()
        self.goals = GoalsStep(self._today)
        self.priorities = PrioritiesStep()
        self.outlook = OutlookPane()
        self.steps = StepList(_STEPS)
        self.back = Button("Back", "quiet", "arrow-left")
        self.next = Button("Next", "quiet", "arrow-right", trailing=True)
        self._stack = QStackedWidget()
        self._reading = Reading(self._read, self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._reading.ask)
        self._lay_out()
        for step in self._all:
            step.put(draft)
        for step in self._all:
            step.changed.connect(self._on_changed)
        self.steps.chosen.connect(self.go)
        self.finished.connect(self._on_finished)
        self.back.clicked.connect(self._on_back)
        self.next.clicked.connect(self._on_next)
        self.go(0 if new else 1)
        self._on_changed()
        self._rest.stop()
        self._reading.ask()

    @property
    def draft(self) -> PlanDraft:
        """What stands in the steps, in the order in which they belong together."""
        draft = self._before
        for step in self._all:
            draft = step.take(draft)
        return draft

    @property
    def at(self) -> int:
        """The step on view, from 0."""
        return self._stack.currentIndex()

    def go(self, at: int) -> None:
        """Show a step."""
        self._stack.setCurrentIndex(at)
        self.steps.show_step(at)
        self.back.setEnabled(at > 0)
        self.next.setEnabled(at < len(_STEPS) - 1)
        last = at == len(_STEPS) - 1
        self.do.setText(self._words if last or self._plan_id is not None else "Continue")
        self.do.updateGeometry()
        first = (self.exam.exam, self.days.minutes[0], self.goals.passes, self.priorities.mode)[at]
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def accept(self) -> None:
        """Go on to the next step, or make the plan; what cannot be is said where it stands."""
        fault = self._check()
        if fault is not None and (self._is_last or _STEP_OF.get(fault.field or "", 0) <= self.at):
            self.go(_STEP_OF.get(fault.field or "", 0))
            return
        if not self._is_last:
            self.go(self.at + 1)
            return
        state = plan_state(self._ctx)
        if self._plan_id is None:
            state.create(self.draft)
        else:
            state.save_plan(self._plan_id, self.draft)
        super().accept()

    @property
    def _is_last(self) -> bool:
        """A plan that is changed can be saved from every step."""
        return self._plan_id is not None or self.at == len(_STEPS) - 1

    @property
    def _all(self) -> tuple[ExamStep, DaysStep, GoalsStep, PrioritiesStep]:
        return self.exam, self.days, self.goals, self.priorities

    def _lay_out(self) -> None:
        for step in self._all:
            sheet = QWidget()
            sheet.setLayout(column(step, margins=(4, 2, 12, 8)))
            self._stack.addWidget(scrolled(sheet, "Step of the plan"))
        self._beside = line(vertical=True)
        across = row(self.steps, self._beside, gap=16)
        across.addWidget(self._stack, 1)
        across.add(line(vertical=True), self.outlook)
        self.body.addLayout(across, 1)
        self.body.add(line())
        self.buttons.insertWidget(0, self.back)
        self.buttons.insertWidget(1, self.next)
        self.next.setVisible(self._plan_id is not None)  # a new plan goes on by Continue
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room = QSize(px(1060), px(590))
        self.resize(room.boundedTo(self._ctx.window.size() - QSize(32, 32)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the form have its width: what is beside it gets less, then the list of steps goes."""
        super().resizeEvent(event)
        wide, enough = self.width() >= px(_WIDE), self.width() >= px(_ENOUGH)
        self.steps.setFixedWidth(px(176 if wide else 144))
        self.outlook.setFixedWidth(px(236 if wide else 196))
        self.steps.setVisible(enough)
        self._beside.setVisible(enough)

    def _on_finished(self) -> None:
        self._ended = True
        self._rest.stop()

    def _on_back(self) -> None:
        self.go(max(0, self.at - 1))

    def _on_next(self) -> None:
        self.go(min(len(_STEPS) - 1, self.at + 1))

    def _on_changed(self) -> None:
        draft = self.draft
        if draft.exam > draft.start:
            self.days.set_range(draft)
            self.goals.set_range(draft)
        facts = (one.fact() for one in self._all)
        for at, fact in enumerate(facts):
            self.steps.say(at, fact)
        self._check()
        self._rest.start()

    def _check(self) -> UserFault | None:
        """Say at its field what cannot be planned, and return it."""
        found: UserFault | None = None
        try:
            checked(self.draft)
        except UserFault as fault:
            found = fault
        name = "" if found is None else found.field
        words = "" if found is None else found.message
        for key, field in self.exam.fields.items():
            field.set_fault(words if key == name else "")
        self.days.set_fault(words if name == "week" else "")
        self.priorities.subjects.set_fault(words if name == "subjects" else "")
        return found

    def _read(self) -> Task:
        """Look ahead on a thread; what there is to do is read once."""
        draft, user_id, ctx = self.draft, self._ctx.user_id, self._ctx

        def work(_progress: Progress) -> tuple[Supply, list[str], Made | UserFault]:
            supply, subjects = self._supply, []
            if supply is None:
                supply = ctx.service(SupplyService).supply(user_id, self._today)
                subjects = _subjects(ctx)
            try:
                good = checked(draft)
                planning = ctx.service(PlanningService)
                return supply, subjects, planning.preview(user_id, good, self._plan_id, supply)
            except UserFault as fault:
                return supply, subjects, fault

        def done(found: tuple[Supply, list[str], Made | UserFault]) -> None:
            if self._ended:
                return
            supply, subjects, made = found
            if self._supply is None:
                self._supply = supply
                self.goals.show_supply(supply)
                self.priorities.show_supply(supply, subjects)
            if isinstance(made, Fault):
                self.outlook.say(made.message)
            else:
                self.outlook.show_made(made, draft, self._today)

        return ctx.tasks.run("Looking ahead", work, done=done)


def _subjects(ctx: UiContext) -> list[str]:
    """Return the subjects of the bank, the largest first."""
    found: dict[str, int] = {}
    for cell, number in ctx.service(AttemptService).cube(ctx.user_id, BankFilter()).items():
        if cell.subject:
            found[cell.subject] = found.get(cell.subject, 0) + number
    return sorted(found, key=lambda one: (-found[one], one))
