"""A student at the planner, over a clock that moves only when told to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.plan_models import Goals, PlanDraft
from ms2qbank_desktop.features.planner.service.planning import PlanningService
from ms2qbank_desktop.features.planner.service.plans import PlanService
from ms2qbank_desktop.features.planner.service.tasks import TaskService
from ms2qbank_desktop.features.planner.ui.month.page import MonthPage
from ms2qbank_desktop.features.planner.ui.plan_state import PlanState, plan_state
from ms2qbank_desktop.features.planner.ui.week.page import WeekPage
from ms2qbank_desktop.ui.widgets.toast import Toast
from tests.support.bank import open_desk
from tests.support.student import Student

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.features.links.models import Place
    from ms2qbank_desktop.features.planner.models import Task

TODAY = date(2026, 3, 3)
"""A Tuesday."""
MONDAY = TODAY - timedelta(1)
WEEK = (120, 120, 120, 120, 90, 170, 0)
LEFT = Qt.MouseButton.LeftButton


class Planned(Student):
    """Sits at the week of a bank of so many questions, without a plan at first."""

    def __init__(self, data_dir: Path, questions: int = 120) -> None:
        desk = open_desk(data_dir, questions)
        desk.context.close()
        self.clock = desk.clock
        self.clock.pass_time(86_400)
        super().__init__(data_dir, self.clock, "planner")
        self.shell.resize(1280, 800)
        self.plans = self.ui.service(PlanService)
        self.planning = self.ui.service(PlanningService)
        self.tasks = self.ui.service(TaskService)
        self.requests: list[tuple[Any, ...]] = []

    @property
    def state(self) -> PlanState:
        return plan_state(self.ui)

    def make_plan(self, name: str = "Step 1, June", days: int = 94, **goals: Any) -> int:
        """Make a plan from Monday on, which has nothing for Sundays."""
        draft = PlanDraft(name, MONDAY, TODAY + timedelta(days), WEEK, Goals(**goals))
        plan_id = self.plans.create(self.ui.user_id, draft)
        self.planning.replan(self.ui.user_id, plan_id)
        return plan_id

    def add(
        self,
        title: str,
        day: date = TODAY,
        minutes: int = 30,
        *about: Place,
        kind: TaskKind = TaskKind.OTHER,
    ) -> int:
        """Put a task of the user's own on a day."""
        return self.tasks.add(self.ui.user_id, day, title, minutes, kind=kind, about=about)

    def task(self, task_id: int) -> Task:
        """Return a task as the disk has it."""
        return self.tasks.task(self.ui.user_id, task_id)

    def titles(self, day: date) -> list[str]:
        """Return the tasks of a day, in their order, as the disk has them."""
        return [one.title for one in self.tasks.tasks(self.ui.user_id, day, day)]

    def open_week(self) -> WeekPage:
        """Open the week, and give it the keyboard."""
        self.shell.open("planner", "week")
        self.settle()
        page = self.shell.findChild(WeekPage)
        assert isinstance(page, WeekPage)
        page.view.setFocus()
        self.app.processEvents()
        return page

    def open_month(self) -> MonthPage:
        """Open the month, and give it the keyboard."""
        self.shell.open("planner", "month")
        self.settle()
        page = self.shell.findChild(MonthPage)
        assert isinstance(page, MonthPage)
        page.view.setFocus()
        self.app.processEvents()
        return page

    def note_requests(self, *requests: str) -> None:
        """Write down what is asked of other slices from now on, instead of having it done."""
        for request in requests:
            self.ui.commands.serve(
                request, lambda *about, it=request: self.requests.append((it, *about))
            )

    def drag(self, widget: QWidget, start: QPoint, end: QPoint) -> None:
        """Press, move in steps and let go."""
        QTest.mousePress(widget, LEFT, pos=start)
        for step in range(1, 5):
            QTest.mouseMove(widget, start + (end - start) * step / 4)
            self.app.processEvents()
        QTest.mouseRelease(widget, LEFT, pos=end)
        self.settle()

    def toasted(self) -> str:
        """Return what the toast says, "" if there is none."""
        toasts = [one for one in self.shell.findChildren(Toast) if one.isVisible()]
        return toasts[-1].accessibleName() if toasts else ""
