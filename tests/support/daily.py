"""A student at the planner: a plan of a week over twelve questions, and a few own tasks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from ms2qbank_desktop.features.planner.plan_models import Goals, PlanDraft
from ms2qbank_desktop.features.planner.service.planning import PlanningService
from ms2qbank_desktop.features.planner.service.plans import PlanService
from ms2qbank_desktop.features.planner.service.tasks import TaskService
from ms2qbank_desktop.features.planner.ui.plan_state import plan_state
from ms2qbank_desktop.ui.widgets.toast import Toast
from tests.support.examinee import Examinee

if TYPE_CHECKING:
    from pathlib import Path
    from typing import TypeVar

    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.features.planner.models import Task
    from ms2qbank_desktop.features.planner.ui.plan_state import PlanState

    W = TypeVar("W", bound=QWidget)

MONDAY = date(2026, 3, 2)
EXAM = date(2026, 3, 9)
DAY_S = 24 * 3600


class Daily(Examinee):
    """Sits at the tab Planner; without ``week`` there is no plan."""

    def __init__(
        self,
        data_dir: Path,
        week: tuple[int, int, int, int, int, int, int] | None = (20, 20, 20, 20, 20, 20, 0),
        passes: int = 2,
    ) -> None:
        super().__init__(data_dir)
        context = self.program.context
        self.plans = context.service(PlanService)
        self.planning = context.service(PlanningService)
        self.tasks = context.service(TaskService)
        self.plan_id = 0
        if week is not None:
            wanted = Goals(block=2, passes=passes, last_week=False)
            draft = PlanDraft("June", MONDAY, EXAM, week, wanted)
            self.plan_id = self.plans.create(self.user_id, draft)
            self.planning.replan(self.user_id, self.plan_id)

    @property
    def state(self) -> PlanState:
        return plan_state(self.ui)

    def turn_to(self, page: str, kind: type[W]) -> W:
        """Open a page of the tab and return it, read."""
        self.ui.navigate.open("planner", page)
        self.settle()
        (found,) = self.shell.findChildren(kind)
        return found

    def today(self) -> list[Task]:
        """Return the tasks of today as they are on the disk."""
        day = self.clock.study_day(self.clock.now())
        return self.tasks.tasks(self.user_id, day, day)

    def settle(self) -> None:
        """Let all be read and written that waits for it."""
        self.wait(lambda: not self.shell.tasks.running)
        self.rest()
        self.wait(lambda: not self.shell.tasks.running)
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def press_toast(self, word: str = "Undo") -> None:
        """Press the word of the toast that is shown."""
        (toast,) = [one for one in self.shell.findChildren(Toast) if one.isVisible()]
        (button,) = [one for one in toast.findChildren(QAbstractButton) if one.text() == word]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def toasts(self) -> list[str]:
        """Return what toasts say."""
        found = self.shell.findChildren(Toast)
        return [one.accessibleName() for one in found if one.isVisible()]
