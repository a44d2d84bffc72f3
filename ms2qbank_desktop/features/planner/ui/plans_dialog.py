"""All plans: which one is shown, and what becomes of the others."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from ms2qbank_desktop.ui.theme import current, px
from ms2qbank_desktop.ui.widgets import paint
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column, line, row, scrolled
from ms2qbank_desktop.ui.words import counted, day_words

from .plan_state import plan_state

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QPaintEvent

    from ms2qbank_desktop.features.planner.plan_models import Plan
    from ms2qbank_desktop.ui.context import UiContext

    from .plan_state import Shown


class PlansDialog(Dialog):
    """A row for each plan; whatever is done takes effect at once and offers Undo."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx.window, "Plans", do="Make a plan", keep="Close")
        self._ctx = ctx
        self._state = plan_state(ctx)
        self.rows: list[PlanRow] = []
        self._hint = Label(
            "The one that is marked is shown. Tasks of plans that are put away are hidden, and take"
            " no time from the others.",
            "caption",
            "text-muted",
            wrap=True,
        )
        self._lines = column(gap=0)
        sheet = QWidget()
        sheet.setLayout(column(self._lines, None, gap=0, margins=(0, 0, 8, 0)))
        self.body.add(self._hint)
        self.body.addWidget(scrolled(sheet, "Plans"), 1)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room = QSize(px(640), px(440))
        self.resize(room.boundedTo(ctx.window.size() - QSize(40, 40)))
        self._state.changed.connect(self._show)
        self._show()
        self._state.ask()

    def accept(self) -> None:
        """Make another plan."""
        super().accept()
        self._ctx.commands.request("make-plan")

    def _show(self) -> None:
        shown = self._state.shown
        if shown is None:
            return
        at = next((one for one, line in enumerate(self.rows) if line.hasFocus()), None)
        while (item := self._lines.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.rows = []
        self._fill(shown, shown.plans, archived=False)
        if shown.archived:
            heading = QWidget()
            heading.setLayout(column(Label("Put away", "heading3"), margins=(0, 16, 0, 4)))
            self._lines.add(heading)
            self._fill(shown, shown.archived, archived=True)
        if not self.rows:
            self._lines.add(Label("No plan yet.", "body", "text-muted"))
        if at is not None and self.rows:
            self.rows[min(at, len(self.rows) - 1)].setFocus()

    def _fill(self, shown: Shown, plans: Sequence[Plan], *, archived: bool) -> None:
        for plan in plans:
            current = shown.plan is not None and plan.id == shown.plan.id
            one = PlanRow(plan, shown.today, current=current, archived=archived)
            one.choose.clicked.connect(partial(self._state.choose, plan.id))
            one.change.clicked.connect(partial(self._change, plan))
            one.copy.clicked.connect(partial(self._copy, plan))
            one.put_away.clicked.connect(partial(self._put_away, plan, archived=not archived))
            one.remove.clicked.connect(partial(self._remove, plan))
            self.rows.append(one)
            self._lines.add(one, line())

    def _change(self, plan: Plan) -> None:
        super().accept()
        self._ctx.commands.request("edit-plan", plan.id)

    def _copy(self, plan: Plan) -> None:
        """Begin a new plan like this one."""
        from .wizard.dialog import PlanWizard

        super().accept()
        draft = plan.draft
        PlanWizard(self._ctx, replace(draft, name=f"{draft.name}, copy")).open()

    def _put_away(self, plan: Plan, *, archived: bool) -> None:
        self._state.archive(plan, archived=archived)

    def _remove(self, plan: Plan) -> None:
        self._state.remove_plan(plan)


class PlanRow(QWidget):
    """A plan and what can be done with it."""

    def __init__(self, plan: Plan, today: date, *, current: bool, archived: bool) -> None:
        super().__init__()
        draft = plan.draft
        self.plan = plan
        self.choose = _Mark()
        self.choose.setAccessibleName(f"Show {draft.name}")
        self.choose.setToolTip("Put away: take it up again first" if archived else "Show this plan")
        self.choose.setAutoExclusive(False)  # what is marked is read, not ticked
        self.choose.setChecked(current)
        self.choose.setEnabled(not archived)
        self.change = Button("Change", "secondary", size="small")
        self.copy = IconButton("copy", "Duplicate", size="small")
        words = "Take up again" if archived else "Put away"
        self.put_away = IconButton("folder-open" if archived else "archive", words, size="small")
        self.remove = IconButton("trash", "Remove", size="small")
        left = (draft.exam - today).days
        ends = f"{counted(left, 'day')} left" if left > 0 else "the exam is over"
        facts = f"{day_words(draft.start, today)} to {day_words(draft.exam, today)}, {ends}"
        names = column(
            Elided(draft.name, weight=600 if current else 500),
            Elided(facts, "caption", "text-muted"),
            gap=0,
        )
        across = row(gap=8, margins=(2, 8, 0, 8))
        across.add(self.choose)
        across.addLayout(names, 1)
        across.add(self.change, self.copy, self.put_away, self.remove)
        self.change.setVisible(not archived)
        self.setLayout(across)
        self.setFocusProxy(self.choose if not archived else self.put_away)


class _Mark(QRadioButton):
    """Says that a plan is the one that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.ring_radius = px(9)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(18), px(18))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, point: QPoint) -> bool:
        return self.rect().contains(point)

    def paintEvent(self, _event: QPaintEvent) -> None:
        role = "accent" if self.isChecked() else "border-strong" if self.isEnabled() else "border"
        look = "filled" if self.isChecked() else "empty"
        paint.radio_mark(QPainter(self), self.rect(), look, current().color(role))
