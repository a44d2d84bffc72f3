"""A week or the agenda to a printer or a PDF file."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextDocument

from ms2qbank_desktop.features.planner.service.plans import PlanService
from ms2qbank_desktop.features.planner.service.tasks import TaskService
from ms2qbank_desktop.ui import paper
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.labels import Label

from .week_paper import agenda_sheet, week_sheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.planner.models import Task
    from ms2qbank_desktop.ui.context import UiContext

    Sheet = Callable[[str, dict[date, list[Task]]], str]

_POINTS = 9
_CSS = "s { color: gray } small { color: dimgray } h2 { margin-bottom: 12px }"


def print_week(ctx: UiContext, day: date) -> None:
    """Ask whether the week of a day goes to a printer or into a PDF file."""
    monday = day - timedelta(day.weekday())
    days = (monday, monday + timedelta(6))
    PaperDialog(ctx, "Print the week", days, lambda name, found: week_sheet(name, monday, found))


def print_agenda(ctx: UiContext, first: date, last: date) -> None:
    """Ask whether the tasks of some days go to a printer or into a PDF file."""
    PaperDialog(
        ctx,
        "Print the agenda",
        (first, last),
        lambda name, found: agenda_sheet(name, first, last, found),
        across=False,
    )


class PaperDialog(Dialog):
    """Printer or file; opens itself."""

    def __init__(
        self,
        ctx: UiContext,
        title: str,
        days: tuple[date, date],
        sheet: Sheet,
        *,
        across: bool = True,
    ) -> None:
        super().__init__(ctx.window, title, do="Print…")
        self._ctx = ctx
        self._title = title
        self._days = days
        self._sheet = sheet
        self._across = across
        self.pdf = Button("Save as PDF…", "secondary", "file-text")
        self.buttons.insertWidget(2, self.pdf)
        self.body.add(Label("On A4, with a box to tick for each task.", "body", "text-muted"))
        self.pdf.clicked.connect(self.save_as_pdf)
        self.open()

    def accept(self) -> None:
        """Ask for a printer, and print there."""
        super().accept()
        paper.print_out(self._ctx, self._title, self._document, across=self._across)

    def save_as_pdf(self) -> None:
        """Ask where to, and write the PDF there."""
        super().accept()
        name = f"Plan {self._days[0]}"
        paper.save_as_pdf(
            self._ctx, "Save as PDF", name, self._title, self._document, across=self._across
        )

    def _document(self, _progress: Progress) -> QTextDocument:
        """Return the sheet as a document; on any thread."""
        document = QTextDocument()
        paper.set_type(document, _POINTS, _CSS)
        document.setHtml(self._html())
        return document

    def _html(self) -> str:
        ctx = self._ctx
        found: dict[date, list[Task]] = {}
        for task in ctx.service(TaskService).tasks(ctx.user_id, *self._days):
            found.setdefault(task.day, []).append(task)
        plans = ctx.service(PlanService).plans(ctx.user_id)
        wanted = ctx.settings.get("planner_plan")
        names = [one.draft.name for one in plans if one.id == wanted]
        names += [one.draft.name for one in plans] + ["Tasks"]
        return self._sheet(names[0], found)
