"""The editor of the keys of one command."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, ground, row

from .presets import RESERVED
from .slot import KeySlot
from .words import cap_text

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ms2qbank_desktop.ui.command import Command

    from .keymap import KeyMap, Keys


class KeyEditor(QDialog):
    """Changes the keys of a command at once; what another command would lose is asked first."""

    def __init__(self, parent: QWidget, keys: KeyMap, command: Command) -> None:
        super().__init__(parent)
        self._keys = keys
        self._command = command
        self._wanted: Keys = ()
        self.slots: list[KeySlot] = []
        """A field for each key, and the last one to add another."""
        self._lines: list[QWidget] = []
        self.setWindowTitle(f"Keys for {command.label}")
        self.setFixedWidth(px(460))
        ground(self, "surface")
        self.fault = Label("", "body", "incorrect", wrap=True)
        self.take = Button("Take it from there", "secondary", size="small")
        self.leave = Button("Cancel", "quiet", size="small")
        self.reset = Button("Reset", "quiet", "arrow-counter-clockwise")
        self.done_button = Button("Done", "primary")
        self._list = QWidget()
        self._rows = column(gap=8)
        self._list.setLayout(self._rows)
        self._trouble = self._trouble_box()
        self._lay_out()
        self.take.clicked.connect(self._on_take)
        self.leave.clicked.connect(self._on_leave)
        self.reset.clicked.connect(self._on_reset)
        self.done_button.clicked.connect(self.accept)
        keys.changed.connect(self._fill)
        self._fill()
        self.slots[0].listen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._trouble.isVisible():
            self._on_leave()
        else:
            super().keyPressEvent(event)

    def _trouble_box(self) -> QWidget:
        self.fault.setAlignment(Qt.AlignmentFlag.AlignTop)
        mark = column(Glyph("warning-circle", "incorrect", "small"), None, margins=(0, 2, 0, 0))
        words = row(mark, gap=6)
        words.addWidget(self.fault, 1)
        box = QWidget()
        box.setLayout(column(words, row(None, self.leave, self.take), gap=8))
        return box

    def _lay_out(self) -> None:
        command = self._command
        title = Label(f"Keys for “{command.label}”", "heading3", wrap=True)
        advice = "Enter or a click on a key, then press the new one."
        head = column(title, Label(advice, "body", "text-muted", wrap=True), gap=4)
        buttons = row(self.reset, None, self.done_button)
        self._whole = column(head, self._list, self._trouble, buttons, gap=16, margins=20)
        self.setLayout(self._whole)
        self._trouble.hide()

    def _fill(self) -> None:
        """Show the keys as they are now."""
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self.slots, self._lines = [], []
        for at, key in enumerate((*self._keys.keys(self._command.id), "")):
            slot = KeySlot(key)
            slot.key_pressed.connect(partial(self._on_key, at))
            slot.removal_requested.connect(partial(self._on_removal, at))
            remove = IconButton("x", f"Remove {cap_text(key)}", "Delete")
            remove.clicked.connect(partial(self._on_removal, at))
            if not key:
                policy = remove.sizePolicy()
                policy.setRetainSizeWhenHidden(True)
                remove.setSizePolicy(policy)
            line = QWidget()
            line.setLayout(row(slot, remove, gap=8))
            remove.setVisible(bool(key))
            self._rows.addWidget(line)
            self._lines.append(line)
            self.slots.append(slot)
        self.reset.setEnabled(self._keys.is_own(self._command.id))
        self.reset.setToolTip("" if self.reset.isEnabled() else "These are the keys of the preset")
        self._fit()

    def _on_key(self, at: int, key: str) -> None:
        """Put a key in the ``at``-th place, if it can be had."""
        old = self._keys.keys(self._command.id)
        self._hide_trouble()
        if key in old:
            self.slots[old.index(key)].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._wanted = (*old[:at], key, *old[at + 1 :])
        if key in RESERVED:
            moves = "moves, closes, presses buttons or edits text everywhere. Choose another key."
            self._say(f"{cap_text(key)} {moves}", rivals=False)
        elif rivals := self._keys.conflicts(self._command.id, key):
            names = " and ".join(f"“{rival.label}” ({rival.menu})" for rival in rivals)
            self._say(f"{cap_text(key)} is {names}. Take it from there?", rivals=True)
        else:
            self._choose(self._wanted)

    def _on_removal(self, at: int) -> None:
        old = self._keys.keys(self._command.id)
        self._hide_trouble()
        self._choose((*old[:at], *old[at + 1 :]))
        self.slots[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_take(self) -> None:
        self._hide_trouble()
        self._choose(self._wanted)

    def _on_leave(self) -> None:
        self._hide_trouble()
        self.slots[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_reset(self) -> None:
        self._hide_trouble()
        self._keys.reset(self._command.id)
        self.done_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, keys: Keys) -> None:
        self._keys.choose(self._command.id, keys)
        self.done_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, fault: str, *, rivals: bool) -> None:
        """Say why the key is not taken yet; with ``rivals`` it can be."""
        self.fault.setText(fault)
        self.take.setVisible(rivals)
        self.leave.setVisible(rivals)
        self._trouble.show()
        self._fit()
        if rivals:
            self.take.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hide_trouble(self) -> None:
        self._trouble.hide()
        self._fit()

    def _fit(self) -> None:
        """Be as high as the lines are at this width; adjustSize asks for the height of others."""
        self._whole.invalidate()
        self.setFixedHeight(self._whole.totalHeightForWidth(self.width()))
