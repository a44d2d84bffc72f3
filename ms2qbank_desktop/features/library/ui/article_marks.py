"""The highlighter over an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ms2qbank_desktop.core.errors import Fault
from ms2qbank_desktop.features.annotations.models import Colour, Passage, Span, Target
from ms2qbank_desktop.features.annotations.service import AnnotationService
from ms2qbank_desktop.features.links.models import Kind
from ms2qbank_desktop.ui.widgets.marks import Mark, units

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.features.annotations.models import Highlight
    from ms2qbank_desktop.ui.context import UiContext

    from .article_view import ArticleView

_LAYER = "highlights"
_PART = "body"


class ArticleMarks(QObject):
    """Highlights what is selected, erases, and paints what was highlighted before. What is
    painted has been saved. ``changed``: other highlights are shown."""

    changed = Signal()

    def __init__(self, ctx: UiContext, view: ArticleView) -> None:
        super().__init__(view)
        self._ctx = ctx
        self._service = ctx.service(AnnotationService)
        self._view = view
        self._target = Target(Kind.ARTICLE, 0)
        self._highlights: tuple[Highlight, ...] = ()
        self.colour = Colour.YELLOW

    def open(self, article_id: int) -> None:
        """Read and paint the highlights of an article, all of which is in the view."""
        self._target = Target(Kind.ARTICLE, article_id)
        self._highlights = self._service.highlights(self._ctx.user_id, self._target)
        self._paint()

    def spans(self) -> list[tuple[Span, str]]:
        """Return what is highlighted, in the order of the text, with its words."""
        passage = self._passage()
        shown = self._service.shown(self._highlights, passage)
        return [(span, passage.text[span.start : span.end]) for span in shown]

    def highlight(self, colour: Colour | None = None) -> None:
        """Highlight what is selected, in this colour or the last one."""
        self.colour = colour or self.colour
        start, end = self._view.selection()
        if start < end:
            span = Span(start, end, self.colour)
            self._change(lambda about: self._service.highlight(*about, span))
        else:
            self._ctx.messages.toast("Select the words to highlight first")

    def erase(self) -> None:
        """Take the highlighting off what is selected, or off the place of the caret."""
        start, end = self._view.selection()
        if start == end:
            caret = self._view.textCursor().position()
            text = self._view.shown_text()
            for span, _words in self.spans():
                if units(text, span.start) <= caret <= units(text, span.end):
                    start, end = span.start, span.end
        if start < end:
            self._change(lambda about: self._service.erase(*about, start, end))

    def show_span(self, span: Span) -> None:
        """Bring a highlight into view."""
        self._view.bring(units(self._view.shown_text(), span.start))

    def _passage(self) -> Passage:
        return Passage(_PART, self._view.shown_text())

    def _change(self, step: Callable[[tuple[int, Target, Passage]], tuple[Highlight, ...]]) -> None:
        try:
            self._highlights = step((self._ctx.user_id, self._target, self._passage()))
        except Fault as fault:
            self._ctx.messages.show(fault)
            return
        self._view.clear_selection()
        self._paint()

    def _paint(self) -> None:
        marks = [
            Mark(span.start, span.end, ground=f"highlight-{span.colour}", ink="highlight-text")
            for span, _words in self.spans()
        ]
        self._view.set_marks(_LAYER, marks)
        self.changed.emit()
