"""What opens beside or below the question once an item is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.ui.theme import measure, signals
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, ground, row, scrolled
from ms2qbank_desktop.ui.widgets.textview import TextView

from .note_box import NoteBox
from .question_view import with_pictures
from .rationales import Rationales
from .result_card import ResultCard

if TYPE_CHECKING:
    from ms2qbank_desktop.features.questions.models import RenderedQuestion
    from ms2qbank_desktop.ui.widgets.document import MediaLoader

    from .feedback import Feedback


class ExplanationView(QWidget):
    """Result card, educational objective, rationales, explanation, references; scrolls alone."""

    def __init__(self, media: MediaLoader) -> None:
        super().__init__()
        self._zoom: int | None = None
        ground(self, "surface")
        self.card = ResultCard()
        self.objective = NoteBox("Educational objective", media)
        self._why = TextView("Why each choice is right or wrong", kind="heading3")
        self.rationales = Rationales(media)
        self._heading = TextView("Explanation", kind="heading3")
        self.explanation = TextView(media=media)
        self._nothing = Label("This question came without an explanation.", "body", "text-muted")
        self._read_on = TextView("References", kind="heading3")
        self.references = TextView()
        self.references.link_clicked.connect(self._on_link_clicked)
        self.explanation.link_clicked.connect(self._on_link_clicked)
        self._column = QWidget()
        self._column.setLayout(
            column(
                self.card,
                self.objective,
                column(self._why, self.rationales, gap=4),
                column(self._heading, self.explanation, gap=6),
                column(self._read_on, self.references, gap=6),
                self._nothing,
                gap=16,
            )
        )
        content = QWidget()
        across = row(gap=0, margins=(24, 16, 24, 24))
        across.addWidget(self._column, 1, Qt.AlignmentFlag.AlignTop)
        across.addStretch(0)
        content.setLayout(across)
        self.area = scrolled(content)
        self.setLayout(column(self.area, gap=0))
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def show_feedback(self, feedback: Feedback, question: RenderedQuestion) -> None:
        """Show how an item came out and why."""
        self.card.show_feedback(feedback)
        self.objective.setVisible(bool(question.objective))
        self.objective.text.set_html(question.objective)
        has_rationales = self.rationales.show_rationales(feedback, question.rationales)
        self._why.setVisible(has_rationales)
        explanation = with_pictures(question.explanation, question.explanation_images)
        for heading, view, html in (
            (self._heading, self.explanation, explanation),
            (self._read_on, self.references, question.references),
        ):
            heading.setVisible(bool(html))
            view.setVisible(bool(html))
            view.set_html(html)
        self._nothing.setHidden(has_rationales or bool(explanation or question.objective))
        self.area.verticalScrollBar().setValue(0)

    def set_zoom(self, zoom: int) -> None:
        """Give the texts a zoom of their own, in per cent."""
        self._zoom = zoom
        for view in (self._why, self._heading, self._read_on, self.explanation, self.references):
            view.set_zoom(zoom)
        self.objective.text.set_zoom(zoom)
        self.rationales.set_zoom(zoom)
        self._on_theme_changed()

    def _on_link_clicked(self, address: str) -> None:
        QDesktopServices.openUrl(QUrl(address))

    def _on_theme_changed(self) -> None:
        self._column.setMaximumWidth(measure("reading", self._zoom))
