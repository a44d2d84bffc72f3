"""Why each choice is right or wrong: the right ones, then yours, then the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ms2qbank_desktop.features.questions.models import LETTERS
from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import current, font, px, signals
from ms2qbank_desktop.ui.widgets.layouts import column
from ms2qbank_desktop.ui.widgets.textview import TextView

from .highlight_passage import ShownPassage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.ui.widgets.document import MediaLoader

    from .feedback import Feedback

_LETTER_LEFT = 26
_TEXT_LEFT = 50
_ABOVE = 8
_USUAL_CHOICES = 5


def _with_lead(lead: str, html: str) -> str:
    """Put bold words before a text, inside its first paragraph if it has one."""
    if not lead:
        return html
    start = "<p>" if html.lstrip().startswith("<p>") else ""
    return f"{start}<b>{lead}</b> {html.lstrip().removeprefix(start)}"


class _RationaleRow(QWidget):
    """Check, cross or dash, letter, and the text."""

    def __init__(self, media: MediaLoader) -> None:
        super().__init__()
        self._icon, self._role, self._letter = "minus", "text-muted", ""
        self._zoom: int | None = None
        self._last = False
        self._part, self._lead = "", ""
        self.text = TextView(media=media)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._box = QVBoxLayout(self)
        self._box.addWidget(self.text)
        self._indent()
        signals().changed.connect(self._indent)

    @property
    def passage(self) -> ShownPassage:
        """The text, to be highlighted."""
        return ShownPassage(self._part, self.text, self._lead)

    def show_rationale(
        self, letter: str, place: int, mark: tuple[str, str, str], html: str
    ) -> None:
        """Show the text of the choice at ``place``; ``mark``: icon, role of its colour, words in
        bold before the text."""
        self._icon, self._role, self._lead = mark
        self._letter = letter
        self._part = f"rationale:{place}"
        self.text.set_html(_with_lead(self._lead, html))
        self.text.setAccessibleName(f"Choice {letter}")
        self.update()

    def set_last(self, *, last: bool) -> None:
        """Leave out the line below the last row."""
        self._last = last

    def set_zoom(self, zoom: int) -> None:
        """Give the row a text zoom of its own."""
        self._zoom = zoom
        self.text.set_zoom(zoom)
        self._indent()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        face = font("reading", weight=600, at_zoom=self._zoom)
        baseline = self._baseline()
        edge = px(18, self._zoom)
        middle = round(baseline - QFontMetricsF(face).capHeight() / 2)
        paint_icon(
            painter,
            QRect(0, middle - edge // 2, edge, edge),
            self._icon,
            theme.color(self._role),
        )
        painter.setFont(face)
        painter.setPen(theme.color("text"))
        painter.drawText(QPointF(px(_LETTER_LEFT, self._zoom), baseline), self._letter)
        if not self._last:
            painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("border"))

    def _indent(self) -> None:
        left = px(_TEXT_LEFT, self._zoom)
        self._box.setContentsMargins(left, px(_ABOVE), 0, px(_ABOVE))

    def _baseline(self) -> float:
        """Return where the first line of the text stands."""
        block = self.text.document().firstBlock()
        line = block.layout().lineAt(0)
        top = self.text.document().documentLayout().blockBoundingRect(block).top()
        return self.text.y() + top + (line.y() + line.ascent() if line.isValid() else px(20))


class Rationales(QWidget):
    """One row a choice that has a rationale."""

    picture_clicked = Signal(str)

    def __init__(self, media: MediaLoader) -> None:
        super().__init__()
        self._media = media
        self._zoom: int | None = None
        self._rows: list[_RationaleRow] = []
        self._shown = 0
        self._column = column(gap=0)
        self.setLayout(self._column)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._grow(_USUAL_CHOICES)

    def show_rationales(self, feedback: Feedback, texts: Sequence[str]) -> bool:
        """Show the texts, by place of their choice; False if there are none."""
        order, correct, answer = feedback.item.order, feedback.correct, feedback.item.answer
        places = [place for place in order if texts[place]]
        places.sort(key=lambda place: (place not in correct, place not in answer))
        self._grow(len(places))
        for line in self._rows[len(places) :]:
            line.hide()
        for line, place in zip(self._rows, places, strict=False):
            mark = ("minus", "text-muted", "")
            if place in correct:
                mark = ("check", "correct", "Right.")
            elif place in answer:
                mark = ("x", "incorrect", "Your choice.")
            line.show_rationale(LETTERS[order.index(place)], place, mark, texts[place])
            line.set_last(last=place == places[-1])
            line.show()
        self._shown = len(places)
        return bool(places)

    def passages(self) -> list[ShownPassage]:
        """Return the texts that are shown, to be highlighted."""
        return [line.passage for line in self._rows[: self._shown]]

    def _grow(self, number: int) -> None:
        while len(self._rows) < number:
            line = _RationaleRow(self._media)
            if self._zoom is not None:
                line.set_zoom(self._zoom)
            line.text.picture_clicked.connect(self.picture_clicked)
            self._rows.append(line)
            self._column.add(line)

    def set_zoom(self, zoom: int) -> None:
        """Give the texts a zoom of their own."""
        self._zoom = zoom
        for line in self._rows:
            line.set_zoom(zoom)
