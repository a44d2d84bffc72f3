"""What all pages of the planner have in common: they show the plan once it is read."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from ms2qbank_desktop.ui.loading import LoadingPage

from .plan_state import PLAN_TOPICS, plan_state
from .planner_header import NoPlan, header_buttons, header_facts
from .task.deeds import TaskDeeds

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QShowEvent

    from ms2qbank_desktop.ui.context import UiContext

    from .month.view import MonthView
    from .plan_shown import Shown
    from .planner_header import Stepper
    from .week.view import WeekView


class PlanPage(QWidget):
    """Stands empty until there is a plan or a task; ``show_content`` shows them. The part that
    shows them takes the keyboard, if a page names one as its focus proxy."""

    topics = PLAN_TOPICS
    facts_changed = Signal()

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self.ctx = ctx
        self.state = plan_state(ctx)
        self._content: QWidget | None = None
        self._none = NoPlan(ctx)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(LoadingPage())
        self._stack.addWidget(self._none)
        self.state.changed.connect(self.show_plan)

    def set_content(self, content: QWidget) -> None:
        """Name what shows the plan."""
        self._content = content
        self._stack.addWidget(content)
        self.show_plan()

    def refresh(self) -> None:
        """Read the plan anew if it has changed."""
        self.state.ask()

    def header_actions(self) -> list[QWidget]:
        """Return the buttons of the page header."""
        return header_buttons(self.ctx, self.state)

    def header_facts(self) -> str:
        """Return what the page header says."""
        return header_facts(self.state.shown)

    def show_content(self, shown: Shown) -> None:
        """Show the plan."""
        raise NotImplementedError

    def show_plan(self) -> None:
        """Show what is known now."""
        shown = self.state.shown
        if shown is None or self._content is None:
            return
        wanted = self._none if shown.empty else self._content
        comes = self._stack.currentWidget() is not wanted
        self._stack.setCurrentWidget(wanted)
        self.show_content(shown)
        self.facts_changed.emit()
        if comes and self.isVisible():
            self.take_keyboard()

    def take_keyboard(self) -> None:
        """Give the keyboard to what shows the plan, if it is shown."""
        part = self.focusProxy()
        if part is not None and self._stack.currentWidget() is self._content:
            part.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.take_keyboard()


class CalendarPage(PlanPage):
    """Shows the present stretch of days until another one is turned to, with a stepper in the
    header."""

    longest = 0
    """Days of the longest stretch."""

    def __init__(self, ctx: UiContext, stepper: Stepper, view: WeekView | MonthView) -> None:
        super().__init__(ctx)
        self.stepper = stepper
        self.deeds = TaskDeeds(ctx, self.state, self)
        self._first: date | None = None
        """The first day of the stretch that was turned to."""
        self._shown: date | None = None
        self.setFocusProxy(view)
        stepper.stepped.connect(self.turn)
        stepper.today_asked.connect(self.go_to_today)
        view.turned.connect(self.turn)
        view.wished.connect(self.deeds.do)
        view.menu_requested.connect(self.deeds.open_menu)

    def header_control(self) -> QWidget:
        """Return what goes from stretch to stretch."""
        return self.stepper

    def first_of(self, day: date) -> date:
        """Return the first day of the stretch that a day is in."""
        raise NotImplementedError

    def show_stretch(self, shown: Shown, first: date) -> str:
        """Show the stretch that begins on a day, and return what it is called."""
        raise NotImplementedError

    def go_to(self, day: date) -> None:
        """Show the stretch that a day is in."""
        self._first = self.first_of(day)
        self.show_plan()

    def turn(self, by: int) -> None:
        """Show the stretch before (−1) or after (1), or the present one (0)."""
        if not by:
            self.go_to_today()
        elif self._shown is not None:
            self.go_to(self._shown + timedelta(days=self.longest if by > 0 else -1))

    def go_to_today(self) -> None:
        """Show the present stretch."""
        self._first = None
        self.show_plan()

    def show_content(self, shown: Shown) -> None:
        present = self.first_of(shown.today)
        self._shown = self._first or present
        self.stepper.show_name(self.show_stretch(shown, self._shown))
        self.stepper.today.setVisible(self._shown != present)
