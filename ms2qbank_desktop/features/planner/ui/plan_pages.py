"""What the week and the month have in common: a page that shows the plan once it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from ms2qbank_desktop.ui.loading import LoadingPage

from .plan_state import PLAN_TOPICS, plan_state
from .planner_header import NoPlan, header_buttons, header_facts

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.context import UiContext

    from .plan_shown import Shown


class PlanPage(QWidget):
    """Stands empty until there is a plan or a task; ``show_content`` shows them."""

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
        self._stack.setCurrentWidget(self._none if shown.empty else self._content)
        self.show_content(shown)
        self.facts_changed.emit()
