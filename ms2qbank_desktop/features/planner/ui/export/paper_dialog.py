"""A week or the agenda to a printer or a PDF file."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QFileDialog

from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.features.planner.service.plans import PlanService
from ms2qbank_desktop.features.planner.service.tasks import TaskService
from ms2qbank_desktop.ui.theme import font
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.labels import Label

from .week_paper import agenda_sheet, week_sheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtGui import QPagedPaintDevice

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
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # asks for printers: seldom

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._title)
        printer.setPageOrientation(_orientation(across=self._across))
        dialog = QPrintDialog(printer, self._ctx.window)
        dialog.accepted.connect(partial(self._run, printer, "Sent to the printer"))
        dialog.finished.connect(dialog.deleteLater)
        dialog.setModal(True)
        dialog.show()

    def save_as_pdf(self) -> None:
        """Ask where to, and write the PDF there."""
        super().accept()
        dialog = QFileDialog(self._ctx.window, "Save as PDF")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"Plan {self._days[0]}.pdf")
        dialog.fileSelected.connect(lambda name: self.write_pdf(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write_pdf(self, target: Path) -> None:
        """Write the sheet to a file, off this thread."""
        ctx, title, across = self._ctx, self._title, self._across
        text = self._html

        def work(_progress: Progress) -> None:
            try:
                target.open("ab").close()
            except OSError as error:
                raise EnvironmentFault(
                    f"{target.name} cannot be written ({error.strerror}).",
                    advice="Choose another folder.",
                ) from error
            writer = QPdfWriter(str(target))
            writer.setTitle(title)
            writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
            writer.setPageOrientation(_orientation(across=across))
            writer.setPageMargins(QMarginsF())  # the document brings its own
            _document(text()).print_(writer)

        words = f"Saved as {target.name}"
        ctx.tasks.run(
            f"Writing {target.name}", work, done=lambda _nothing: ctx.messages.toast(words)
        )

    def _run(self, printer: QPagedPaintDevice, words: str) -> None:
        ctx, text = self._ctx, self._html
        ctx.tasks.run(
            "Printing",
            lambda _progress: _document(text()).print_(printer),
            done=lambda _nothing: ctx.messages.toast(words),
        )

    def _html(self) -> str:
        """Return the sheet; on any thread."""
        ctx = self._ctx
        found: dict[date, list[Task]] = {}
        for task in ctx.service(TaskService).tasks(ctx.user_id, *self._days):
            found.setdefault(task.day, []).append(task)
        plans = ctx.service(PlanService).plans(ctx.user_id)
        wanted = ctx.settings.get("planner_plan")
        names = [one.draft.name for one in plans if one.id == wanted]
        names += [one.draft.name for one in plans] + ["Tasks"]
        return self._sheet(names[0], found)


def _orientation(*, across: bool) -> QPageLayout.Orientation:
    return QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait


def _document(text: str) -> QTextDocument:
    """Return the sheet as a document. It may be made and printed on any thread."""
    document = QTextDocument()
    face = font("body")
    face.setPointSizeF(_POINTS)
    document.setDefaultFont(face)
    document.setDefaultStyleSheet(_CSS)
    document.setHtml(text)
    return document
