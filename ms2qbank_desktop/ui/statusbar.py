"""The bar at the bottom of the window: what is saved, a running job, counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from .theme import control, current, metrics, signals
from .widgets.bars import ProgressBar
from .widgets.buttons import IconButton
from .widgets.glyph import Glyph
from .widgets.labels import Elided, Label
from .widgets.layouts import row

if TYPE_CHECKING:
    from .tasks import Step, Task


def _in_words(step: Step) -> str:
    parts = [step.note] if step.note else []
    if step.total and not step.note:  # with a note the steps may be bytes, which say nothing
        parts.append(f"{step.done:,} of {step.total:,}")
    if step.seconds_left is not None:
        seconds = round(step.seconds_left)
        left = f"{seconds} s" if seconds < 60 else f"{round(seconds / 60)} min"
        parts.append(f"{left} left")
    return " · ".join(parts)


class _Job(QWidget):
    """The oldest running job: name, percent, cancel; with a count when more are waiting."""

    def __init__(self) -> None:
        super().__init__()
        self._tasks: list[Task] = []
        self._name = Label("", "caption")
        self._bar = ProgressBar(thin=True)
        self._bar.setMaximumWidth(120)
        self._words = Label("", "caption", "text-muted")
        cancel = IconButton("x", "Cancel", size="small")
        cancel.clicked.connect(self._on_cancel)
        self.setLayout(row(self._name, self._bar, self._words, cancel, margins=(10, 0, 0, 0)))
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(metrics().motion["loading"])
        self._wait.timeout.connect(self._show)
        self.hide()

    def add(self, task: Task) -> None:
        self._tasks.append(task)
        task.stepped.connect(self._show)
        task.ended.connect(self._on_ended)
        if not self.isVisible():
            self._wait.start()

    def _show(self) -> None:
        if not self._tasks:
            self._wait.stop()
            self.hide()
        if not self._tasks or self._wait.isActive():
            return  # what is done at once is not announced
        self.show()
        task = self._tasks[0]
        others = len(self._tasks) - 1
        self._name.setText(task.name + (f" (+{others})" if others else ""))
        share = task.step.share
        self._bar.setVisible(share is not None)
        self._bar.set_share(share or 0.0)
        percent = "" if share is None else f"{share * 100:.0f} %"
        words = "Cancelling" if task.cancelled else _in_words(task.step)
        self._words.setText(" · ".join(part for part in (percent, words) if part))

    def _on_cancel(self) -> None:
        if self._tasks:
            self._tasks[0].cancel()
            self._show()

    def _on_ended(self) -> None:
        self._tasks = [task for task in self._tasks if task is not self.sender()]
        self._show()


class StatusBar(QWidget):
    """Left what is saved or selected, right counts; a running job shows whatever page is open."""

    def __init__(self) -> None:
        super().__init__()
        self._mark = Glyph("check", "text-muted", "small")
        self._saved = Label("", "caption", "text-muted")
        self._facts = Elided("", "caption", "text-muted")
        self._job = _Job()
        self._saved_words = self._doing = ""
        self._mark.hide()
        layout = row(self._mark, self._saved, self._job, gap=6, margins=(12, 0, 12, 0))
        layout.addWidget(self._facts, 1)
        self._facts.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(layout)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def set_saved(self, text: str) -> None:
        """Say at the left what is saved or selected."""
        self._saved_words = text
        self._say()

    def set_doing(self, text: str) -> None:
        """Say at the left what goes on, in place of what is saved, until told ""."""
        self._doing = text
        self._say()

    def set_facts(self, text: str) -> None:
        """Say at the right how much there is."""
        self._facts.setText(text)

    def add_task(self, task: Task) -> None:
        """Show a job until it has ended."""
        self._job.add(task)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().color("surface"))
        painter.fillRect(0, 0, self.width(), 1, current().color("border"))

    def _say(self) -> None:
        self._saved.setText(self._doing or self._saved_words)
        self._mark.setVisible(bool(self._saved_words) and not self._doing)

    def _on_theme_changed(self) -> None:
        self.setFixedHeight(control("status_bar"))
