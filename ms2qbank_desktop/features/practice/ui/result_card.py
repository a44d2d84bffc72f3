"""The card at the top of an explanation: verdict, letters, time, changes of answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.features.attempts.models import Status
from ms2qbank_desktop.ui.theme import current, metrics
from ms2qbank_desktop.ui.widgets import paint
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.words import duration

if TYPE_CHECKING:
    from .feedback import Feedback

_LOOKS = {  # icon and role
    Status.CORRECT: ("check-circle-fill", "correct"),
    Status.INCORRECT: ("x-circle-fill", "incorrect"),
    Status.OMITTED: ("circle-dashed", "text-muted"),
}


class ResultCard(QWidget):
    """How the item came out. Its bar and icon have the colour of the verdict."""

    def __init__(self) -> None:
        super().__init__()
        self._role = "text-muted"
        self._icon = Glyph("circle-dashed", size="large")
        self._headline = Label("", "heading3", wrap=True)
        self._changes = Label("", "caption", "text-muted", wrap=True)
        self._time = Label("", "strong")
        self._mean = Label("", "caption", "text-muted")
        for label in (self._time, self._mean):
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
        layout = row(self._icon, gap=12, margins=(18, 12, 16, 12))
        words = column(self._headline, self._changes, gap=2)
        layout.addLayout(words, 1)
        layout.addLayout(column(self._time, self._mean, gap=2))
        self.setLayout(layout)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_feedback(self, feedback: Feedback) -> None:
        """Show how another item came out."""
        icon, self._role = _LOOKS[feedback.status]
        self._icon.set_icon(icon, self._role)
        self._headline.setText(feedback.headline)
        self._changes.setText(feedback.changes_line)
        self._changes.setVisible(bool(feedback.changes_line))
        self._time.setText(duration(feedback.item.time_ms))
        self._mean.setText(f"your mean {duration(feedback.mean_ms)}")
        self.setAccessibleName(f"{feedback.headline}. {feedback.changes_line}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        radius = metrics().radius["card"]
        paint.box(painter, self.rect(), theme.color("raised"), theme.color("border"), radius)
        frame = QPainterPath()
        frame.addRoundedRect(self.rect(), radius, radius)
        painter.setClipPath(frame)
        bar = metrics().border["state_bar"]
        painter.fillRect(0, 0, bar, self.height(), theme.color(self._role))
