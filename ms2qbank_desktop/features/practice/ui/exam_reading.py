"""What the student does to the texts of the exam: highlights, notes, hint, key phrases."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ms2qbank_desktop.core.errors import Fault
from ms2qbank_desktop.features.annotations.models import QUESTION, Target
from ms2qbank_desktop.features.annotations.service import AnnotationService
from ms2qbank_desktop.features.links.models import Kind
from ms2qbank_desktop.features.links.ui.links_panel import LinksSection

from .highlighting import Highlighter
from .make_card_exam import ExamCards
from .make_note import make_note, selected
from .miss_exam import ExamMisses
from .problem_dialog import report_problem
from .read_up import ReadUp
from .related import Related

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.features.practice.session import BlockSession
    from ms2qbank_desktop.ui.context import UiContext

    from .block_content import BlockContent
    from .exam_frame import ExamFrame
    from .highlight_passage import ShownPassage


class ExamReading(QObject):
    """Wires the texts of a frame to what is kept of them.

    ``act`` does a step of the session and says whether it was saved.
    """

    def __init__(
        self,
        ctx: UiContext,
        session: BlockSession,
        frame: ExamFrame,
        content: BlockContent,
        act: Callable[[Callable[[], object]], bool],
    ) -> None:
        super().__init__(frame)
        self._ctx = ctx
        self._session = session
        self._frame = frame
        self._content = content
        self._act = act
        self._notes = ctx.service(AnnotationService)
        self._phrases_shown = False
        self.highlighter = Highlighter(ctx, frame.question, frame.explanation)
        self.highlighter.mode_changed.connect(self._show_mode)
        frame.top.highlight.clicked.connect(partial(self.use, "highlight"))
        frame.top.erase.clicked.connect(partial(self.use, "erase"))
        frame.question.hint_requested.connect(self.show_hint)
        frame.question.phrases_requested.connect(self.show_phrases)
        self.read_up: ReadUp | None = None
        self.related: Related | None = None
        self.cards: ExamCards | None = None
        self.links: LinksSection | None = None
        self.misses: ExamMisses | None = None
        if frame.explanation is not None:
            frame.explanation.report_requested.connect(self.report)
            self.misses = ExamMisses(ctx, session, frame, content, frame.explanation)
            self.cards = ExamCards(ctx, session, frame, content, frame.explanation)
            self.links = LinksSection(
                ctx, Kind.QUESTION, kind_of_title="heading3", spot=self._selected_spot
            )
            frame.explanation.add_section(self.links)
            self.read_up = ReadUp(ctx)
            frame.explanation.add_section(self.read_up)
            self.related = Related(ctx, ended=session.ended)
            frame.explanation.add_section(self.related)

    def show_item(self) -> None:
        """Show highlights and note of another item, whose texts are on the screen already."""
        self._phrases_shown = False
        self.show()

    def show(self) -> None:
        """Show highlights and note anew, for what is on the screen now."""
        question_id = self._session.item.question_id
        if self._session.revealed:
            self._show_note(question_id)
            self._show_related(question_id)
            if self.read_up is not None:
                self.read_up.show_about(question_id)
            if self.misses is not None:
                self.misses.show()
            if self.cards is not None:
                self.cards.show()
            if self.links is not None:
                self.links.show_thing(question_id)
        self.highlighter.show(question_id)

    def read_ahead(self) -> None:
        """Read what will be shown of the items beside the open one."""
        at, items = self._session.block.position, self._session.block.items
        self.highlighter.read_ahead(
            item.question_id for item in items[max(0, at - 1) : at + 2] if item.position != at
        )

    def use(self, mode: str) -> None:
        """Highlight or erase what is selected, or turn ``highlight`` or ``erase`` on or off."""
        self.highlighter.use(mode)
        self._show_mode(self.highlighter.mode)

    def can_hint(self) -> bool:
        """Say whether there is a hint that may be read now."""
        return self._may_help() and bool(self._content.question.hint)

    def can_show_phrases(self) -> bool:
        """Say whether there are key phrases that may be shown now."""
        return self._may_help() and bool(self._content.question.key_phrases)

    def show_hint(self) -> None:
        """Show the hint; before the answer its use is recorded."""
        if self.can_hint() and self._act(self._session.use_hint):
            self._frame.question.show_hint()

    def show_phrases(self) -> None:
        """Show the key phrases, or take them away; before the answer their use is recorded."""
        if self._phrases_shown:
            self._phrases_shown = False
            self._frame.question.show_key_phrases(None)
        elif self.can_show_phrases() and self._act(self._session.use_phrases):
            self._phrases_shown = self._frame.question.show_key_phrases(self._content.question)

    def take_note(self, question_id: int, text: str) -> None:
        """Show a note that has been saved beside the explanation it belongs to."""
        is_open = question_id == self._session.item.question_id
        if is_open and self._session.revealed and self._frame.explanation is not None:
            self._frame.explanation.show_note(text)

    def make_note(self) -> None:
        """Begin a quick note at the open item, with the selected words; while its answer is not
        known the note is all there is."""
        known = self._session.revealed
        make_note(self._ctx, self._content.question, self._passages(), alone=not known)

    def _passages(self) -> list[ShownPassage]:
        known, explanation = self._session.revealed, self._frame.explanation
        below = explanation.passages() if known and explanation is not None else []
        return [*self._frame.question.passages(), *below]

    def _selected_spot(self) -> str:
        return selected(self._session.item.question_id, self._passages())[0].spot

    def can_make_card(self) -> bool:
        """Say whether a flashcard may be made of the open item: its answer is known."""
        return self._session.revealed and self.cards is not None

    def make_card(self, *, cloze: bool = False) -> None:
        """Make a flashcard of the open item, or of what is selected in its texts."""
        if self.cards is not None and cloze:
            self.cards.make_cloze()
        elif self.cards is not None:
            self.cards.make()

    def can_make_everything(self) -> bool:
        """Say whether everything may be made of the open item: its answer is known."""
        return self.misses is not None and self.misses.can_make()

    def make_everything(self) -> None:
        """Make note, card and retests of the open item, all linked."""
        if self.misses is not None:
            self.misses.make()

    def report(self) -> None:
        """Ask what is wrong with the open question."""
        report_problem(self._ctx, self._session.item.question_id)

    def _may_help(self) -> bool:
        return self._session.reveals or self._session.ended

    def _show_note(self, question_id: int) -> None:
        try:
            text = self._notes.note(self._ctx.user_id, Target(QUESTION, question_id))
        except Fault as fault:
            self._ctx.messages.show(fault)
        else:
            self.take_note(question_id, text)

    def _show_related(self, question_id: int) -> None:
        """Show questions like this one; not those of an open block, which would show their key."""
        if self.related is not None:
            items = () if self._session.ended else self._session.block.items
            self.related.show_like(question_id, [item.question_id for item in items])

    def _show_mode(self, mode: str) -> None:
        self._frame.top.highlight.setChecked(mode == "highlight")
        self._frame.top.erase.setChecked(mode == "erase")
