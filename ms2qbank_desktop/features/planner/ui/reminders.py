"""Reminders as notifications of the desktop, for those who want them.

Only when they are switched on there is an icon in the system tray.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.core.paths import APP_NAME
from ms2qbank_desktop.features.planner.focus_timer import Phase
from ms2qbank_desktop.ui.command import Command
from ms2qbank_desktop.ui.icons import icon
from ms2qbank_desktop.ui.settings.following import follow
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.field import DropDown, Field
from ms2qbank_desktop.ui.words import counted

from .focus_clock import focus_clock
from .plan_state import plan_state

if TYPE_CHECKING:
    from datetime import date

    from ms2qbank_desktop.ui.context import UiContext

    from .today.due_card import Due

_LOOK_MS = 60_000
_NO_PLACE = "This desktop has no place for notifications"


class Reminders(QObject):
    """Says once a day, from the hour of the settings on, what is still open: tasks, or where there
    are none cards and questions that are due; and when a phase of the focus timer is over."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx.window)
        self._ctx = ctx
        self._said: date | None = None
        self._counted: date | None = None
        self.tray: QSystemTrayIcon | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        ctx.commands.add(
            Command(
                "planner-reminders",
                "Remind me of tasks",
                self.switch,
                menu="Profile",
                section="planner",
                icon="clock",
                checked=self._are_on,
            ),
            Command(
                "planner-reminder-hour",
                "Time of reminders…",
                self.ask_hour,
                when=self._are_on,
                menu="Profile",
                section="planner",
                icon="clock",
            ),
        )
        if self._are_on():
            self._switch_on()
        follow(ctx.settings, "reminders", self, self._on_switched)

    def switch(self) -> None:
        """Switch reminders on or off."""
        on = not self._are_on()
        if on and not QSystemTrayIcon.isSystemTrayAvailable():
            self._ctx.messages.toast(_NO_PLACE)
            return
        self._ctx.settings.set("reminders", on)
        if on:
            self._say_hour()

    def ask_hour(self) -> None:
        """Ask at which hour open tasks are reminded of."""
        dialog = HourDialog(self._ctx.window, self._ctx.settings.get("reminder_hour"))
        dialog.chosen.connect(self._on_chosen)
        dialog.open()

    def look(self) -> None:
        """Say what is open, if it is time and was not said today."""
        state, now = plan_state(self._ctx), self._ctx.clock.now()
        shown, today = state.shown, self._ctx.clock.study_day(now)
        if shown is None or shown.today != today:
            state.ask()
            return
        late = now.astimezone().hour >= self._ctx.settings.get("reminder_hour")
        if self._said == today or not late or self.tray is None:
            return
        open_ones = [task for task in shown.tasks(today) if task.done_at is None]
        if open_ones:
            minutes = sum(task.minutes for task in open_ones)
            self._say(today, f"{counted(len(open_ones), 'task')}, {minutes} min")
        elif self._counted != today:
            from .today.due_card import count_due

            self._counted = today
            self._ctx.tasks.run(
                "Counting what is due",
                lambda _progress: count_due(self._ctx),
                done=partial(self._say_due, today),
            )

    def _say_due(self, today: date, due: Due) -> None:
        words = [
            counted(number, kind)
            for number, kind in ((due.cards, "card"), (due.questions, "question"))
            if number
        ]
        if words:
            self._say(today, f"{' and '.join(words)} due")

    def _say(self, today: date, left: str) -> None:
        if self.tray is not None:
            self._said = today
            self.tray.showMessage("Left for today", left)

    def _are_on(self) -> bool:
        return bool(self._ctx.settings.get("reminders"))

    def _on_switched(self, on: bool) -> None:
        if not on:
            self._switch_off()
        elif not QSystemTrayIcon.isSystemTrayAvailable():
            self._ctx.settings.set("reminders", value=False)
            raise EnvironmentFault(_NO_PLACE)
        else:
            self._switch_on()
        self._ctx.commands.refresh()

    def _on_chosen(self, hour: int) -> None:
        self._ctx.settings.set("reminder_hour", hour)
        self._say_hour()

    def _say_hour(self) -> None:
        hour = self._ctx.settings.get("reminder_hour")
        self._ctx.messages.toast(f"Open tasks are reminded of at {hour}:00")

    def _switch_on(self) -> None:
        self.tray = QSystemTrayIcon(icon("calendar-check", "accent", 32), self)
        self.tray.setToolTip(APP_NAME)
        self.tray.activated.connect(self._show_window)
        self.tray.messageClicked.connect(self._show_window)
        self.tray.show()
        focus_clock(self._ctx).rang.connect(self._on_rang)
        self._timer.start()

    def _switch_off(self) -> None:
        if self.tray is None:
            return
        self._timer.stop()
        focus_clock(self._ctx).rang.disconnect(self._on_rang)
        self.tray.hide()
        self.tray.deleteLater()
        self.tray = None

    def _on_rang(self, phase: str) -> None:
        if self.tray is not None:
            words = "Time for a break" if phase == Phase.FOCUS else "The break is over"
            self.tray.showMessage("Focus timer", words)

    def _show_window(self) -> None:
        window = self._ctx.window
        window.show()
        window.raise_()
        window.activateWindow()
        self._ctx.navigate.open("planner", "today")


class HourDialog(Dialog):
    """``chosen``: the hour at which open tasks are reminded of, 0 to 23."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget, hour: int) -> None:
        super().__init__(parent, "When are open tasks reminded of?", do="Save")
        self.hour = DropDown("Time of reminders")
        self.hour.addItems([f"{one}:00" for one in range(24)])
        self.hour.setCurrentIndex(hour)
        help_text = "Once a day, from then on, while the program runs."
        self.body.add(Field("Remind at", self.hour, help_text))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.hour.setFocus()

    def accept(self) -> None:
        super().accept()
        self.chosen.emit(self.hour.currentIndex())
