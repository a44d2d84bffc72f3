"""What opens beside or below the question once an item is settled."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices

from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.labels import Heading, Label
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.widgets.textview import TextView

from .highlight_passage import ShownPassage
from .note_box import NoteBox
from .question_view import PICTURE, with_links, with_pictures
from .rationales import Rationales
from .reading_pane import ReadingPane
from .result_card import ResultCard

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.features.questions.models import RenderedQuestion
    from ms2qbank_desktop.ui.widgets.document import MediaLoader

    from .feedback import Feedback


@runtime_checkable
class Zoomed(Protocol):
    """What has a text zoom of its own, in per cent."""

    def set_zoom(self, zoom: int, /) -> None: ...


class ExplanationView(ReadingPane):
    """Result card, objective, own note, rationales, explanation, references; scrolls alone."""

    picture_requested = Signal(str)
    report_requested = Signal()

    def __init__(self, media: MediaLoader) -> None:
        super().__init__("Explanation", gap=16, margins=(24, 16, 24, 24))
        self.card = ResultCard()
        self.objective = NoteBox("Educational objective", media)
        self.note = NoteBox("Your note", media, "warning")
        self._why = Heading("Why each choice is right or wrong")
        self.rationales = Rationales(media)
        self._heading = Heading("Explanation")
        self.explanation = TextView(media=media)
        self._nothing = Label("This question came without an explanation.", "body", "text-muted")
        self._read_on = Heading("References")
        self.references = TextView()
        self.explanation.setAccessibleName("Explanation")
        self.references.setAccessibleName("References")
        self.report = Button("Report a problem", "quiet", "chat-text", size="small")
        self.report.clicked.connect(self.report_requested)
        self.references.link_clicked.connect(self._on_link_clicked)
        self.explanation.link_clicked.connect(self._on_link_clicked)
        for pictures in (self.explanation, self.objective.text, self.rationales):
            pictures.picture_clicked.connect(self.picture_requested)
        self._sections = column(gap=16)
        self._zoomed: list[Zoomed] = []
        self.body.add(
            self.card,
            self.objective,
            self.note,
            column(self._why, self.rationales, gap=4),
            column(self._heading, self.explanation, gap=6),
            column(self._read_on, self.references, gap=6),
            self._nothing,
            self._sections,
            row(self.report, None),
        )
        self.note.hide()

    def show_feedback(self, feedback: Feedback, question: RenderedQuestion) -> None:
        """Show how an item came out and why."""
        self.card.show_feedback(feedback)
        self.objective.setVisible(bool(question.objective))
        self.objective.text.set_html(question.objective)
        has_rationales = self.rationales.show_rationales(feedback, question.rationales)
        self._why.setVisible(has_rationales)
        self.rationales.setVisible(has_rationales)
        explanation = with_pictures(question.explanation, question.explanation_images)
        for heading, view, html in (
            (self._heading, self.explanation, with_links(explanation)),
            (self._read_on, self.references, question.references),
        ):
            heading.setVisible(bool(html))
            view.setVisible(bool(html))
            view.set_html(html)
        self.show_note("")
        self._nothing.setHidden(has_rationales or bool(explanation or question.objective))
        self.to_top()
        self.settle()

    def add_section(self, section: QWidget) -> None:
        """Put what else belongs to the question below the references; it hides itself if empty.
        One that can ``set_zoom`` is told the zoom."""
        self._sections.add(section)
        if isinstance(section, Zoomed):
            self._zoomed.append(section)

    def show_note(self, text: str) -> None:
        """Show what the user has written to the question, "" for nothing."""
        text = text.strip()
        if text:
            lines = escape(text).replace("\n", "<br>")
            self.note.text.set_html(f"<p><b>Your note</b><br>{lines}</p>")
        self.note.setVisible(bool(text))

    def passages(self) -> list[ShownPassage]:
        """Return the texts that are shown, to be highlighted."""
        shown = self.rationales.passages()
        if not self.objective.isHidden():
            shown.append(ShownPassage("objective", self.objective.text))
        if not self.explanation.isHidden():
            shown.append(ShownPassage("explanation", self.explanation))
        return shown

    def set_zoom(self, zoom: int) -> None:
        """Give the texts a zoom of their own, in per cent."""
        self.text_zoom = zoom
        for heading in (self._why, self._heading, self._read_on):
            heading.set_zoom(zoom)
        self.explanation.set_zoom(zoom)
        self.references.set_zoom(zoom)
        self.objective.text.set_zoom(zoom)
        self.note.text.set_zoom(zoom)
        self.rationales.set_zoom(zoom)
        for section in self._zoomed:
            section.set_zoom(zoom)
        self.limit_width()

    def _on_link_clicked(self, address: str) -> None:
        if address.startswith(PICTURE):
            self.picture_requested.emit(address)
        else:
            QDesktopServices.openUrl(QUrl(address))
