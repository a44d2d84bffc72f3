"""A plan for calendar programs: written once, or kept up to date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from ms2qbank_desktop.core.clock import from_ms
from ms2qbank_desktop.features.planner.service.exporting import PlanExport
from ms2qbank_desktop.features.planner.service.plans import PlanService
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column, line, row
from ms2qbank_desktop.ui.widgets.segmented import Segmented
from ms2qbank_desktop.ui.widgets.switch import Switch
from ms2qbank_desktop.ui.words import counted, short_when

from .calendar_keeper import calendar_keeper

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.context import UiContext

_KINDS = ((".ics", "Calendar (.ics)"), (".csv", "Table (.csv)"))
_HELP = {
    ".ics": "For calendar programs; opened again, it updates what is there.",
    ".csv": "For spreadsheets: a row for each task.",
}


class CalendarDialog(Dialog):
    """UserFault if the user has no such plan."""

    def __init__(self, ctx: UiContext, plan_id: int) -> None:
        super().__init__(ctx.window, "Calendar file", do="Save a copy…", keep="Close")
        self._ctx = ctx
        self._plan_id = plan_id
        self._plan = ctx.service(PlanService).plan(ctx.user_id, plan_id)
        self._keeper = calendar_keeper(ctx)
        self.kind = Segmented(_KINDS, "Kind of file")
        self.help = Label(_HELP[".ics"], "caption", "text-muted", wrap=True)
        self.keeps = Switch("Keep a calendar file up to date")
        self.where = Elided("", "body")
        self.when = Label("", "caption", "text-muted", wrap=True)
        self.elsewhere = Button("Another place…", "secondary", "folder", size="small")
        names = column(
            Label("Keep a calendar file up to date", weight=500),
            Label(
                "Written anew whenever the plan changes, for programs that subscribe to a file.",
                "caption",
                "text-muted",
                wrap=True,
            ),
            gap=0,
        )
        switch = row(gap=16)
        switch.addLayout(names, 1)
        switch.add(self.keeps)
        place = row(gap=8)
        place.addWidget(self.where, 1)
        place.add(self.elsewhere)
        self.body.add(Label(f"Plan “{self._plan.draft.name}”", "body", "text-muted"))
        self.body.add(column(row(self.kind, None), self.help, gap=4), line(), switch, place)
        self.body.add(self.when, None)
        self.setMinimumSize(px(540), px(380))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.kind.chosen.connect(self._on_kind)
        self.keeps.clicked.connect(self._on_switched)
        self.elsewhere.clicked.connect(self._choose_place)
        self._keeper.changed.connect(self._show)
        self._show()

    def accept(self) -> None:
        """Ask where to, and write the file there once."""
        dialog = self._ask("Save the plan", self.kind.value)
        dialog.fileSelected.connect(lambda name: self.write_once(Path(name)))
        dialog.open()

    def write_once(self, target: Path) -> None:
        """Write a file, off this thread, and close."""
        ctx, plan_id, export = self._ctx, self._plan_id, self._ctx.service(PlanExport)

        def done(number: int) -> None:
            ctx.messages.toast(f"{target.name}: {counted(number, 'task')}")

        ctx.tasks.run(
            f"Writing {target.name}",
            lambda _progress: export.write(ctx.user_id, plan_id, target),
            done=done,
        )
        super().accept()

    def keep_at(self, target: Path) -> None:
        """Keep a file up to date from now on."""
        self._keeper.keep(self._plan_id, target)

    def _on_kind(self, kind: str) -> None:
        self.help.setText(_HELP[kind])

    def _on_switched(self) -> None:
        if self.keeps.isChecked():
            self._choose_place()
        else:
            self._keeper.stop()

    def _choose_place(self) -> None:
        dialog = self._ask("Keep the calendar file at", ".ics")
        dialog.fileSelected.connect(lambda name: self.keep_at(Path(name)))
        dialog.rejected.connect(self._show)
        dialog.open()

    def _ask(self, title: str, ending: str) -> QFileDialog:
        dialog = QFileDialog(self, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"*{ending}")
        dialog.setDefaultSuffix(ending.removeprefix("."))
        name = "".join(it if it.isalnum() else " " for it in self._plan.draft.name).strip()
        dialog.selectFile(f"{name or 'Plan'}{ending}")
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _show(self) -> None:
        kept = self._keeper.kept
        here = kept is not None and kept.plan == self._plan_id
        self.keeps.setChecked(here)
        self.where.setVisible(here)
        self.elsewhere.setVisible(here)
        self.when.set_ink("incorrect" if self._keeper.fault else "text-muted")
        words = ""
        if kept is not None and here:
            self.where.setText(kept.path)
            words = "Not written yet."
            if kept.written_ms:
                when = short_when(from_ms(kept.written_ms), self._ctx.clock.now())
                words = f"Last written {when}."
        elif kept is not None:
            words = (
                f"Now another plan is kept in {Path(kept.path).name}; switching on changes that."
            )
        self.when.setText(f"{self._keeper.fault} {words}".strip())
