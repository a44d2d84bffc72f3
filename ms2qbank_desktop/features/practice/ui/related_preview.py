"""A related question to read, over the block that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from ms2qbank_desktop.features.questions.service import QuestionService
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, ground, line, row

from .bank_preview import BankPreview, Content, read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.attempts.models import BankRow
    from ms2qbank_desktop.features.questions.models import Pack
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

_WIDTH, _SHARE = 760, 0.85
"""In pixels at 100 % text, and at most so much of the window."""


class RelatedPreview(QDialog):
    """One of ``lines`` with its key and explanation; the arrows lead through them, Esc closes.
    ``shown``: another one is on the screen."""

    shown = Signal()

    def __init__(
        self,
        ctx: UiContext,
        lines: Sequence[BankRow],
        at: BankRow,
        parent: QWidget,
        title: str = "Question like this",
    ) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._lines = lines
        self._at = lines.index(at)
        self._task: Task | None = None
        self.setWindowTitle(title)
        ground(self, "surface")
        self.preview = BankPreview(ctx, large=True)
        self._place = Label("", "caption", "text-muted")
        self.previous = IconButton("caret-left", "Previous", "←")
        self.next = IconButton("caret-right", "Next", "→")
        close = Button("Close", "secondary", key_cap="Esc")
        self.previous.clicked.connect(lambda: self.go(-1))
        self.next.clicked.connect(lambda: self.go(1))
        close.clicked.connect(self.reject)
        heading = Label(title, "heading3")
        head = row(heading, self._place, None, self.previous, self.next, margins=(24, 12, 16, 12))
        foot = row(None, close, margins=(16, 8, 16, 8))
        layout = column(head, line(), gap=0)
        layout.addWidget(self.preview, 1)
        layout.add(line(), foot)
        self.setLayout(layout)
        for key, step in ((Qt.Key.Key_Left, -1), (Qt.Key.Key_Right, 1)):
            QShortcut(QKeySequence(key), self, lambda step=step: self.go(step))
        room = ctx.window.size() * _SHARE
        self.resize(min(px(_WIDTH), room.width()), room.height())
        self.preview.setFocus(Qt.FocusReason.OtherFocusReason)
        self.go(0)

    def go(self, step: int) -> None:
        """Show the question so many places further on, if there is one."""
        at = self._at + step
        if not 0 <= at < len(self._lines):
            return
        self._at = at
        several = len(self._lines) > 1
        self._place.setText(f"{at + 1} of {len(self._lines)}" if several else "")
        for button in (self.previous, self.next):
            button.setVisible(several)
        self.previous.setEnabled(at > 0)
        self.next.setEnabled(at < len(self._lines) - 1)
        wanted, bank = self._lines[at], self._ctx.service(QuestionService)

        def work(_progress: Progress) -> tuple[Content, dict[int, Pack]]:
            return read(self._ctx, wanted), {pack.id: pack for pack in bank.packs()}

        def done(found: tuple[Content, dict[int, Pack]]) -> None:
            if task is self._task and not task.cancelled:
                self.preview.show_question(*found)
                self.shown.emit()

        self._task = task = self._ctx.tasks.run("Reading a question", work, done=done)
        self.destroyed.connect(task.cancel)
