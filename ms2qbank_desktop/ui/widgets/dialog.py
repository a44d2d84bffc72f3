"""Dialogs: only for a decision or a form. The title is the question, the buttons are verbs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from ms2qbank_desktop.ui.theme import px

from .buttons import Button
from .labels import Label
from .layouts import Box, column, ground, row, scrolled

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent


class Dialog(QDialog):
    """A question as title, a ``body`` to add to, and verbs: the safe one left and on Esc."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        *,
        do: str,
        keep: str = "Cancel",
        danger: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(px(420))
        ground(self, "surface")
        self.body: Box = column(gap=12)
        self.keep = Button(keep, "quiet")
        self.do = Button(do, "danger-filled" if danger else "primary")
        self.keep.clicked.connect(self.reject)
        self.do.clicked.connect(self.accept)
        heading = Label(title, "heading3", wrap=True)
        self.buttons: Box = row(None, self.keep, self.do, gap=12)
        self._whole = column(heading, gap=16, margins=20)
        self._whole.addLayout(self.body, 1)
        self._whole.addLayout(self.buttons)
        self.setLayout(self._whole)
        if danger:
            self.keep.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.do.setDefault(True)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        room = self.screen().availableGeometry().height()
        if self.minimumSizeHint().height() > room:
            self._scroll(room)

    def _scroll(self, room: int) -> None:
        """Let the body scroll between title and buttons: with large text it may be higher than the
        screen."""
        held, place = self.focusWidget(), self._whole.indexOf(self.body)
        self._whole.removeItem(self.body)
        content = QWidget()
        content.setLayout(self.body)
        self._whole.insertWidget(place, scrolled(content, self.windowTitle()), 1)
        self._whole.activate()  # the window may be lower from now on
        self.resize(self.width(), room)
        if held is not None:  # to move the fields takes the keyboard from them
            held.setFocus()

    def open_once(self) -> None:
        """Open, and be gone once closed."""
        self.finished.connect(self.deleteLater)
        self.open()


def ask(
    parent: QWidget | None,
    question: str,
    text: str,
    *,
    do: str,
    keep: str = "Cancel",
    danger: bool = False,
) -> bool:
    """Ask one question and return whether the user chose ``do``.

    Only for what cannot be undone: undoable work is done at once and offers Undo in a toast.
    """
    dialog = Dialog(parent, question, do=do, keep=keep, danger=danger)
    dialog.body.add(Label(text, "body", "text-muted", wrap=True, selectable=True))
    return dialog.exec() == QDialog.DialogCode.Accepted
