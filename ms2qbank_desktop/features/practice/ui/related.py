"""Questions like the one that was answered, below its explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.attempts.models import QuestionFilter
from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode
from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.features.questions.models import BankFilter
from ms2qbank_desktop.features.questions.service import QuestionService
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.labels import Heading, Label
from ms2qbank_desktop.ui.widgets.layouts import column, row

from .related_preview import RelatedPreview
from .related_row import RelatedRow

if TYPE_CHECKING:
    from collections.abc import Collection

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.attempts.models import BankRow
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

_NUMBER = 5
_REST_MS = 120
"""Items that are only passed by are not searched for."""


class Related(QWidget):
    """Up to five questions by the likeness of their words; it is hidden while it has none.

    A click or Enter shows one with its key, over the block. ``ended``: a block may be made of
    them; ``block_requested`` carries its id.
    """

    block_requested = Signal(object)

    def __init__(self, ctx: UiContext, *, ended: bool) -> None:
        super().__init__()
        self._ctx = ctx
        self._wanted: tuple[int, frozenset[int]] | None = None
        self._task: Task | None = None
        self.rows = [RelatedRow() for _ in range(_NUMBER)]
        for one in self.rows:
            one.opened.connect(self._open)
        self.heading = Heading("More like this")
        self.block = Button("Block from these", "secondary", size="small")
        self.block.clicked.connect(self._make_block)
        self._note = Label("Opening one shows its answer.", "caption", "text-muted")
        foot = row(self._note, None)
        layout = column(self.heading, column(*self.rows, gap=0), foot, gap=6)
        self.setLayout(layout)
        if ended:
            foot.add(self.block)
        else:
            self.block.setParent(self)
            self.block.hide()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._read)
        self.hide()

    def show_like(self, question_id: int, without: Collection[int] = ()) -> None:
        """Show what is like a question once it has stood for a moment, but none of ``without``."""
        wanted = question_id, frozenset(without)
        if wanted != self._wanted:
            self._wanted = wanted
            self.hide()
            self._rest.start()

    def set_zoom(self, zoom: int) -> None:
        """Give the words the text zoom of the exam, in per cent."""
        self.heading.set_zoom(zoom)
        for one in self.rows:
            one.set_zoom(zoom)

    def _read(self) -> None:
        if self._wanted is None:
            return
        question_id, without = self._wanted
        bank, attempts = self._ctx.service(QuestionService), self._ctx.service(AttemptService)

        def work(_progress: Progress) -> list[BankRow]:
            ids = bank.like(question_id, _NUMBER, without)
            return attempts.browse_rows(self._ctx.user_id, ids)

        def done(found: list[BankRow]) -> None:
            if task is self._task and not task.cancelled:
                self._show(found)

        self._task = task = self._ctx.tasks.run("Looking for questions like it", work, done=done)
        self.destroyed.connect(task.cancel)

    def _show(self, found: list[BankRow]) -> None:
        for one, line in zip(self.rows, found, strict=False):
            one.show_line(line)
        for number, one in enumerate(self.rows):
            one.setVisible(number < len(found))
        self.setVisible(bool(found))

    def _lines(self) -> list[BankRow]:
        return [one.line for one in self.rows if one.line is not None and not one.isHidden()]

    def _open(self, line: BankRow) -> None:
        preview = RelatedPreview(self._ctx, self._lines(), line, self)
        preview.finished.connect(preview.deleteLater)
        preview.open()

    def _make_block(self) -> None:
        ids = frozenset(line.question_id for line in self._lines())
        request = BlockRequest(QuestionFilter(BankFilter(ids=ids)), Mode.TUTOR, len(ids))
        practice = self._ctx.service(PracticeService)
        self.block_requested.emit(practice.create_block(self._ctx.user_id, request))
