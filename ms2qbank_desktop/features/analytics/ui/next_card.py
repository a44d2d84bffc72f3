"""The card "What next": the steps that bring most, each with a button that begins it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from ms2qbank_desktop.ui.tasks import Reading
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.empty import EmptyState

from .action_list import ActionList, Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.analytics.next_steps import Step
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

    from .looking import Look

ICONS = {
    "questions": "question",
    "retest": "arrow-counter-clockwise",
    "cards": "cards",
    "video": "monitor-play",
    "article": "books",
    "task": "calendar-check",
}


class NextCard(Card):
    """Reads on a worker."""

    timeless = True

    def __init__(self, ctx: UiContext) -> None:
        super().__init__("What next", "by expected gain", tall=True)
        self._ctx = ctx
        self.list = ActionList()
        begin = Button("Create a block", "secondary", "plus")
        begin.clicked.connect(lambda: ctx.navigate.open("questions", "create"))
        self._empty = EmptyState(
            "lightbulb",
            "No step stands out yet",
            "They are found from what you answer. A block of any questions begins it.",
            begin,
            width=220,
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        self.body.addWidget(self._stack)
        self.body.addStretch(1)
        self._reading = Reading(self._start, self)

    def fill(self, _look: Look) -> None:
        """Find the steps of today: no filter changes them."""
        self._reading.ask()

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show other steps."""
        self.list.show_lines(
            [
                Line(
                    ICONS.get(step.kind, "lightbulb"),
                    step.title,
                    step.why,
                    (("Start", partial(self._ctx.commands.request, step.request, *step.args)),),
                    primary=not at,
                )
                for at, step in enumerate(steps)
            ]
        )
        self._stack.setCurrentWidget(self.list if steps else self._empty)

    def _start(self) -> Task:
        def work() -> list[Step]:
            from ms2qbank_desktop.features.analytics.service.advice import AdviceService

            return self._ctx.service(AdviceService).next_steps(self._ctx.user_id)

        return self._ctx.tasks.run(
            "Finding next steps", lambda _progress: work(), done=self.show_steps
        )
