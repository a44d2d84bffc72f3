"""What can be done with questions selected in the bank: a block, marks, an export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from ms2qbank_desktop.features.attempts.models import QuestionFilter
from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.practice.models import MAX_BLOCK, BlockRequest, Mode
from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.features.questions.models import BankFilter
from ms2qbank_desktop.features.questions.service import QuestionService
from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import ground, row
from ms2qbank_desktop.ui.widgets.segmented import Segmented
from ms2qbank_desktop.ui.widgets.switch import Switch

from .wording import MODES, counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ms2qbank_desktop.core.settings import Settings
    from ms2qbank_desktop.ui.context import UiContext

_HEIGHT = 48


class ActionBar(QWidget):
    """The last 48 px of the table while questions are selected."""

    block_requested = Signal()
    mark_requested = Signal(bool)
    export_requested = Signal()
    clear_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        ground(self, "raised")
        self._count = Label("", "strong")
        self.block = Button("Make block", "primary")
        self.mark = Button("Mark", "secondary", "flag")
        self.unmark = Button("Unmark", "secondary")
        self.export = Button("Export…", "secondary", "export")
        self.clear = Button("Clear", "quiet")
        self.block.clicked.connect(self.block_requested)
        self.mark.clicked.connect(lambda: self.mark_requested.emit(True))
        self.unmark.clicked.connect(lambda: self.mark_requested.emit(False))
        self.export.clicked.connect(self.export_requested)
        self.clear.clicked.connect(self.clear_requested)
        buttons = (self.block, self.mark, self.unmark, self.export, self.clear)
        self.setLayout(row(self._count, None, *buttons, gap=8, margins=(12, 0, 12, 0)))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def show_count(self, number: int) -> None:
        """Say how many questions are selected."""
        self._count.setText(f"{number:,} selected")

    def _on_theme_changed(self) -> None:
        self.setFixedHeight(px(_HEIGHT))


class BlockDialog(Dialog):
    """Mode and order of a block of exactly these questions."""

    def __init__(self, parent: QWidget, settings: Settings, number: int) -> None:
        size = min(number, MAX_BLOCK)
        super().__init__(parent, f"Make a block of {counted(size, 'question')}?", do="Start block")
        self.mode = Segmented([(mode.value, word) for mode, word in MODES.items()], "Mode")
        self.mode.set_value(settings.get("block_mode"))
        self.shuffle = Switch("Shuffle questions", on=settings.get("shuffle_questions"))
        self.body.add(row(Label("Mode", weight=500), None, self.mode))
        self.body.add(row(Label("Shuffle questions", weight=500), None, self.shuffle))
        if number > size:
            words = f"A block has at most {MAX_BLOCK} questions: so many of the {number:,} are"
            which = "drawn" if self.shuffle.isChecked() else "taken"
            self.body.add(Label(f"{words} {which}.", "caption", "text-muted", wrap=True))


class BankActions:
    """Does what the action bar, the menus and the keys of the page ask for."""

    def __init__(self, ctx: UiContext) -> None:
        self._ctx = ctx
        self._practice = ctx.service(PracticeService)
        self._attempts = ctx.service(AttemptService)
        self._bank = ctx.service(QuestionService)

    def make_block(self, ids: Sequence[int]) -> None:
        """Ask how, then open a block of these questions."""
        dialog = BlockDialog(self._ctx.window, self._ctx.settings, len(ids))
        dialog.accepted.connect(lambda: self._start(dialog, ids))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _start(self, dialog: BlockDialog, ids: Sequence[int]) -> None:
        from .opening import open_block

        request = BlockRequest(
            QuestionFilter(BankFilter(ids=frozenset(ids))),
            Mode(dialog.mode.value),
            min(len(ids), MAX_BLOCK),
            dialog.shuffle.isChecked(),
            self._ctx.settings.get("shuffle_choices"),
        )
        self._ctx.tasks.run(
            "Making a block",
            lambda _progress: self._practice.create_block(self._ctx.user_id, request),
            done=lambda block_id: open_block(self._ctx, block_id),
        )

    def mark(self, ids: Sequence[int], *, marked: bool) -> None:
        """Set or take away marks, and offer Undo."""

        def done(changed: list[int]) -> None:
            word = "marked" if marked else "unmarked"
            if changed:
                self._ctx.messages.toast(
                    f"{counted(len(changed), 'question')} {word}",
                    lambda: self._write_marks(changed, marked=not marked),
                )
            else:
                self._ctx.messages.toast(f"All of them are {word} already")

        self._write_marks(ids, marked=marked, done=done)

    def _write_marks(
        self,
        ids: Sequence[int],
        *,
        marked: bool,
        done: Callable[[list[int]], None] = lambda _changed: None,
    ) -> None:
        self._ctx.tasks.run(
            "Marking questions",
            lambda _progress: self._attempts.mark(self._ctx.user_id, ids, marked=marked),
            done=done,
        )

    def export(self, ids: Sequence[int]) -> None:
        """Ask for a file and write the questions to it."""
        dialog = QFileDialog(self._ctx.window, f"Export {counted(len(ids), 'question')}")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["Questions (*.json)"])
        dialog.setDefaultSuffix("json")
        dialog.selectFile("questions.json")
        dialog.fileSelected.connect(lambda name: self.write(ids, Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, ids: Sequence[int], path: Path) -> None:
        """Write the questions to ``path``."""
        self._ctx.tasks.run(
            f"Writing {path.name}",
            lambda progress: self._bank.export(ids, path, progress),
            done=lambda _nothing: self._ctx.messages.toast(
                f"{counted(len(ids), 'question')} written to {path.name}"
            ),
        )
