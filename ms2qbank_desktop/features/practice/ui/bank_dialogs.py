"""What the bank asks before it does something with questions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from ms2qbank_desktop.features.attempts.models import MAX_TAG
from ms2qbank_desktop.features.practice.models import MAX_BLOCK
from ms2qbank_desktop.ui.widgets.chip import Chip
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.field import Field
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import row
from ms2qbank_desktop.ui.widgets.segmented import Segmented
from ms2qbank_desktop.ui.widgets.switch import Switch
from ms2qbank_desktop.ui.words import counted

from .wording import MODES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.core.settings import Settings

_OFFERED = 6
"""Own tags that are offered as chips; the field completes the others."""


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


class TagDialog(Dialog):
    """Asks for a tag of the user's own; those there are can be taken."""

    def __init__(self, parent: QWidget, number: int, known: Sequence[str]) -> None:
        super().__init__(parent, f"Tag {counted(number, 'question')}", do="Add tag")
        self.line = QLineEdit()
        self.line.setMaxLength(MAX_TAG)
        self.line.setPlaceholderText("week 3, ask the tutor, hard")
        completer = QCompleter(list(known), self.line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.line.setCompleter(completer)
        self.field = Field("Tag", self.line)
        self.body.add(self.field)
        if known:
            chips = row(gap=6)
            for tag in known[:_OFFERED]:
                chip = Chip(tag, "outline", "tag")
                chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                chip.clicked.connect(partial(self._take, tag))
                chips.addWidget(chip)
            chips.addStretch(1)
            self.body.addLayout(chips)
        self.line.textEdited.connect(lambda: self.field.set_fault(""))
        self.line.setFocus()
        self.finished.connect(self.deleteLater)

    @property
    def tag(self) -> str:
        """What was typed, without needless blanks."""
        return " ".join(self.line.text().split())

    def accept(self) -> None:
        if self.tag:
            super().accept()
        else:
            self.field.set_fault("Write a tag.")

    def _take(self, tag: str) -> None:
        self.line.setText(tag)
        self.line.setFocus()


class ResetDialog(Dialog):
    """Asks whether to begin anew with questions, and says that nothing is lost by it."""

    def __init__(self, parent: QWidget, which: str) -> None:
        super().__init__(parent, f"Reset the progress of {which}?", do="Reset progress")
        self.body.add(
            Label(
                "They become unused again, and none of them is due. Your attempts stay in the "
                "history, blocks and statistics; marks, tags and notes stay as well.",
                "body",
                "text-muted",
                wrap=True,
            )
        )
        self.finished.connect(self.deleteLater)
