"""Telling what is wrong with a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from ms2qbank_desktop.core.errors import Fault, UserFault
from ms2qbank_desktop.features.annotations.models import QUESTION, Reason, Target
from ms2qbank_desktop.features.annotations.service import AnnotationService
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.field import DropDown, Field
from ms2qbank_desktop.ui.widgets.labels import Label

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.context import UiContext

_WORDS = {
    Reason.WRONG_ANSWER: "The answer is wrong",
    Reason.UNCLEAR: "It is unclear",
    Reason.TYPO: "A word or number is misspelt",
    Reason.OUT_OF_DATE: "It is out of date",
    Reason.PICTURE: "The picture is wrong or missing",
    Reason.OTHER: "Something else",
}


def report_problem(ctx: UiContext, question_id: int) -> ProblemDialog:
    """Ask what is wrong with a question and keep the answer."""
    dialog = ProblemDialog(ctx, question_id)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


class ProblemDialog(Dialog):
    """A reason and a few words; stays open with the fault beside the field until it is saved."""

    def __init__(self, ctx: UiContext, question_id: int) -> None:
        super().__init__(ctx.window, "What is wrong with this question?", do="Save report")
        self._ctx = ctx
        self._target = Target(QUESTION, question_id)
        self.reason = DropDown("Reason")
        for reason, words in _WORDS.items():
            self.reason.addItem(words, reason)
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(px(96))
        self._field = Field("In your words", self.words, "Say where, and what it should be.")
        note = "The report stays on this computer."
        self.body.add(
            Field("Reason", self.reason), self._field, Label(note, "caption", "text-muted")
        )
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def accept(self) -> None:
        reason = Reason(self.reason.currentData())
        text = self.words.toPlainText()
        service = self._ctx.service(AnnotationService)
        try:
            service.report_problem(self._ctx.user_id, self._target, reason, text)
        except UserFault as fault:
            self._field.set_fault(str(fault))
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        except Fault as fault:
            self._ctx.messages.show(fault)
            self.reject()
        else:
            super().accept()
            self._ctx.messages.toast("Saved on this computer. Thank you for the report.")
