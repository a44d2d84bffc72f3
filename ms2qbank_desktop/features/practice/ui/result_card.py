"""The card at the top of an explanation: verdict, letters, time, changes of answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.features.attempts.models import Confidence, Status
from ms2qbank_desktop.ui.theme import current, metrics
from ms2qbank_desktop.ui.widgets import paint
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, line, row
from ms2qbank_desktop.ui.widgets.segmented import Segmented
from ms2qbank_desktop.ui.words import duration

if TYPE_CHECKING:
    from .feedback import Feedback

_LOOKS = {  # icon and role
    Status.CORRECT: ("check-circle-fill", "correct"),
    Status.INCORRECT: ("x-circle-fill", "incorrect"),
    Status.OMITTED: ("circle-dashed", "text-muted"),
}


_SAID = {
    Confidence.GUESS: "You guessed",
    Confidence.UNSURE: "You were unsure",
    Confidence.SURE: "You were sure",
}
_SURE = tuple((str(rating.value), rating.name.capitalize()) for rating in Confidence)


class ResultCard(QWidget):
    """How the item came out. Its bar and icon have the colour of the verdict.

    ``rated``: how sure the answer was (Confidence), as the user says below the verdict.
    """

    rated = Signal(int)

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
        self.confidence = Segmented(_SURE, "How sure were you?", size="small")
        self.confidence.chosen.connect(self._on_chosen)
        self._sure = Label("", "caption", "text-muted", wrap=True)
        self._asking = True
        self._may_rate = False
        self._said: Confidence | None = None
        self._asked: QWidget = QWidget()
        asked = row(self.confidence, gap=10, margins=(0, 10, 0, 0))
        asked.insertWidget(0, self._sure, 1)
        self._asked.setLayout(column(line(), asked, gap=0))
        words = column(self._headline, self._changes, gap=2)
        verdict = row(gap=12)
        verdict.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        verdict.addLayout(words, 1)
        verdict.addLayout(column(self._time, self._mean, gap=2))
        self._parts = column(verdict, self._asked, gap=10, margins=(18, 12, 16, 12))
        self.setLayout(self._parts)
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
        self._mean.setVisible(feedback.mean_ms > 0)
        self._may_rate = feedback.may_rate
        self.show_confidence(feedback.confidence)
        self.setAccessibleName(f"{feedback.headline}. {feedback.changes_line}")
        self.update()

    def show_confidence(self, confidence: Confidence | None) -> None:
        """Show how sure the answer was; None: not said."""
        self._said = confidence
        self.confidence.set_value("" if confidence is None else str(confidence.value))
        said = "" if confidence is None else _SAID[confidence]
        self._sure.setText("How sure were you?" if self._may_rate else said)
        self._show_asked()

    def add_panel(self, panel: QWidget) -> None:
        """Put what can be made of the outcome below the verdict."""
        self._parts.insertWidget(1, panel)

    def set_asking(self, *, asking: bool) -> None:
        """Ask how sure the answer was, or only show what was said."""
        self._asking = asking
        self._show_asked()

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

    def _show_asked(self) -> None:
        self.confidence.setVisible(self._may_rate and self._asking)
        said = self._said is not None and not self._may_rate
        self._asked.setVisible((self._may_rate and self._asking) or said)

    def _on_chosen(self, key: str) -> None:
        self.rated.emit(int(key))
