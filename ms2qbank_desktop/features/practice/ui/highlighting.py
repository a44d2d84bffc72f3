"""The highlighter over the texts of the exam."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from ms2qbank_desktop.core.errors import Fault
from ms2qbank_desktop.features.annotations.models import QUESTION, Colour, Span, Target
from ms2qbank_desktop.features.annotations.service import AnnotationService
from ms2qbank_desktop.ui.widgets.choice import ChoiceRow

from .highlight_passage import LAYER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ms2qbank_desktop.features.annotations.models import Highlight
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.widgets.textview import TextView

    from .explanation_view import ExplanationView
    from .highlight_passage import ShownPassage
    from .question_view import QuestionView

MODES = ("off", "highlight", "erase")


class Highlighter(QObject):
    """Highlights what is selected, erases, and paints what was highlighted before.

    In the mode ``highlight`` or ``erase`` each selection is taken at once, and ``erase`` removes
    a highlight that is clicked. What is painted has been saved.
    """

    mode_changed = Signal(str)

    def __init__(
        self, ctx: UiContext, question: QuestionView, explanation: ExplanationView | None = None
    ) -> None:
        super().__init__(question)
        self._service = ctx.service(AnnotationService)
        self._messages = ctx.messages
        self._user_id = ctx.user_id
        self._question, self._explanation = question, explanation
        self._target = Target(QUESTION, 0)
        self._highlights: tuple[Highlight, ...] = ()
        self._ahead: dict[int, tuple[Highlight, ...]] = {}
        self._passages: dict[TextView | ChoiceRow, ShownPassage] = {}
        self._known: set[TextView | ChoiceRow] = set()
        self._mode = MODES[0]

    @property
    def mode(self) -> str:
        """What a selection is taken for: ``off``, ``highlight`` or ``erase``."""
        return self._mode

    def show(self, question_id: int) -> None:
        """Paint the highlights of a question, whose texts the panes have just been given."""
        if self._target.id != question_id:
            self._target, self._highlights = Target(QUESTION, question_id), ()
            self._change(partial(self._read, question_id))
        shown = self._question.passages()
        if self._explanation is not None and not self._explanation.isHidden():
            shown += self._explanation.passages()
        self._passages = {passage.view: passage for passage in shown}
        for view in self._passages:
            self._listen(view)
        self._paint(self._passages.values())

    def read_ahead(self, question_ids: Iterable[int]) -> None:
        """Read the highlights of questions of which one will be shown next."""
        self._ahead.clear()
        self._ahead = {one: self._read(one) for one in question_ids if one != self._target.id}

    def set_mode(self, mode: str) -> None:
        """Take every selection from now on for ``highlight`` or ``erase``, or for nothing."""
        if mode != self._mode:
            self._mode = mode
            for view in self._known:
                self._equip(view)
            self.mode_changed.emit(mode)

    def use(self, mode: str) -> None:
        """Highlight or erase what is selected; with nothing selected, turn the mode on or off."""
        if not self._apply(mode):
            self.set_mode("off" if mode == self._mode else mode)

    def apply_to_selection(self) -> bool:
        """Erase what is selected in the mode ``erase``, else highlight it; False for nothing."""
        return self._apply("erase" if self._mode == "erase" else "highlight")

    def _apply(self, mode: str) -> bool:
        for view, passage in self._passages.items():
            start, end = passage.selection()
            if start < end:
                about = (self._user_id, self._target, passage.passage())
                if mode == "erase":
                    done = self._change(partial(self._service.erase, *about, start, end))
                else:
                    span = Span(start, end, Colour.YELLOW)
                    done = self._change(partial(self._service.highlight, *about, span))
                if done:
                    view.clear_selection()
                    self._paint([passage])
                return True
        return False

    def _read(self, question_id: int) -> tuple[Highlight, ...]:
        if question_id in self._ahead:
            return self._ahead[question_id]
        return self._service.highlights(self._user_id, Target(QUESTION, question_id))

    def _change(self, step: Callable[[], tuple[Highlight, ...]]) -> bool:
        try:
            self._highlights = step()
        except Fault as fault:
            self._messages.show(fault)
            return False
        return True

    def _paint(self, passages: Iterable[ShownPassage]) -> None:
        parts = {highlight.part for highlight in self._highlights}
        for passage in passages:
            own = passage.part in parts
            spans = self._service.shown(self._highlights, passage.passage()) if own else []
            passage.paint(spans)

    def _listen(self, view: TextView | ChoiceRow) -> None:
        if view in self._known:
            return
        self._known.add(view)
        view.selection_changed.connect(partial(self._on_selection_changed, view))
        view.selected.connect(self._on_selected)
        view.mark_clicked.connect(partial(self._on_mark_clicked, view))
        self._equip(view)

    def _equip(self, view: TextView | ChoiceRow) -> None:
        """Let a view behave as the mode wants it."""
        view.set_clickable(LAYER if self._mode == "erase" else "")
        if isinstance(view, ChoiceRow):  # running text has the cursor already
            if self._mode == "off":
                view.unsetCursor()
            else:
                view.setCursor(Qt.CursorShape.IBeamCursor)

    def _on_selection_changed(self, view: TextView | ChoiceRow) -> None:
        """Let only one text have a selection: there is one key for it."""
        if view.selection() != (0, 0):
            for other in self._passages:
                if other is not view and other.selection() != (0, 0):
                    other.clear_selection()

    def _on_selected(self) -> None:
        if self._mode != "off":
            self.apply_to_selection()

    def _on_mark_clicked(self, view: TextView | ChoiceRow, character: int) -> None:
        passage = self._passages[view]
        place, text = passage.place(character), passage.passage()
        for span in self._service.shown(self._highlights, text):
            if span.start <= place < span.end:
                about = (self._user_id, self._target, text)
                if self._change(partial(self._service.erase, *about, span.start, span.end)):
                    self._paint([passage])
