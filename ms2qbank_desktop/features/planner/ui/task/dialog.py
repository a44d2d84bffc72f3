"""A task in a dialog: changed, begun, ticked, removed, and followed to what it belongs to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QDateEdit, QLineEdit, QPlainTextEdit

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.links.models import Kind
from ms2qbank_desktop.features.links.ui.links_panel import LinksSection
from ms2qbank_desktop.features.planner.models import MOST_MINUTES
from ms2qbank_desktop.features.planner.service.tasks import TaskService
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.field import Field, NumberField
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import line, row
from ms2qbank_desktop.ui.words import short_when

from .start import can_change, can_start, change_first, start_task

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.context import UiContext


class TaskDialog(Dialog):
    """Title, day, minutes and note, and below them what the task is linked to.

    UserFault if the user has no such task.
    """

    def __init__(self, ctx: UiContext, task_id: int) -> None:
        super().__init__(ctx.window, "Task", do="Save")
        self._ctx = ctx
        self._tasks = ctx.service(TaskService)
        self._task = self._tasks.task(ctx.user_id, task_id)
        task = self._task
        self.name = QLineEdit(task.title)
        self.day = QDateEdit(QDate(task.day.year, task.day.month, task.day.day))
        self.day.setDisplayFormat("ddd d MMM yyyy")
        self.day.setCalendarPopup(False)
        self.day.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.day.lineEdit().setTextMargins(px(8), 0, px(8), 0)
        self.minutes = NumberField(1, MOST_MINUTES)
        self.minutes.setValue(task.minutes)
        self.note = QPlainTextEdit(task.note)
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(px(88))
        self.links = LinksSection(ctx, Kind.TASK, task_id)
        self.start = Button("Start", "secondary", "play")
        self.change = Button("Change the block first", "quiet")
        self.tick = Button("Not done after all" if task.done_at else "Done", "secondary", "check")
        self.delete = Button("Delete", "quiet", "trash")
        self._fields = {
            "title": Field("Title", self.name),
            "minutes": Field("Minutes", self.minutes),
        }
        days = row(gap=12)
        days.addWidget(Field("Day", self.day), 1)
        days.addWidget(self._fields["minutes"], 1)
        self.body.add(row(self.start, self.change, self.tick, None, self.delete))
        if task.done_at is not None:
            when = short_when(task.done_at, ctx.clock.now())
            self.body.add(Label(f"Done {when}", "caption", "correct"))
        self.body.add(self._fields["title"], days, Field("Note", self.note), line(), self.links)
        self.setMinimumWidth(px(520))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._offer_start()
        self.start.clicked.connect(self.begin)
        self.change.clicked.connect(self.change_first)
        self.tick.clicked.connect(self.turn)
        self.delete.clicked.connect(self.remove)
        self.links.list.followed.connect(self.accept)
        self.name.setCursorPosition(0)
        (self.start if self.start.isEnabled() and can_start(task) else self.tick).setFocus()

    def save(self) -> bool:
        """Save what was changed; False, and why, if that cannot be done."""
        chosen = self.day.date()
        day = date(chosen.year(), chosen.month(), chosen.day())
        changed = replace(
            self._task,
            title=self.name.text(),
            day=day,
            minutes=self.minutes.value(),
            note=self.note.toPlainText(),
        )
        try:
            if changed != self._task:
                self._tasks.save(self._ctx.user_id, changed)
        except UserFault as fault:
            self._ctx.messages.show(fault, field=self._fields.get(fault.field or ""))
            return False
        self._task = changed
        return True

    def accept(self) -> None:
        if self.save():
            super().accept()

    def begin(self) -> None:
        """Begin what the task is about."""
        if self.save():
            super().accept()
            start_task(self._ctx, self._task)

    def change_first(self) -> None:
        """Show the block of the task, to be changed before it begins."""
        if self.save():
            super().accept()
            change_first(self._ctx, self._task)

    def turn(self) -> None:
        """Say that the task is done, or take that back."""
        done = self._task.done_at is None
        tick = partial(self._tasks.tick, self._ctx.user_id, self._task.id)
        if self.save():
            tick(done=done)
            words = "Task done" if done else "Task is open again"
            self._ctx.messages.toast(words, partial(tick, done=not done))
            super().accept()

    def remove(self) -> None:
        """Take the task away; Undo puts it back."""
        remove = partial(self._tasks.remove, self._ctx.user_id, self._task.id)
        remove()
        self._ctx.messages.toast("Task deleted", partial(remove, removed=False))
        self.reject()

    def _offer_start(self) -> None:
        has_window = self._ctx.navigate.taken_over is None
        self.start.setVisible(can_start(self._task))
        self.change.setVisible(can_change(self._task))
        for button in (self.start, self.change):
            button.setEnabled(has_window)
        self.start.setToolTip("" if has_window else "Once this block or deck has been left")
