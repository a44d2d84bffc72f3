"""Beginning anew with whole packs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status
from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.questions.models import BankFilter
from ms2qbank_desktop.features.questions.service import QuestionService
from ms2qbank_desktop.ui.widgets.checkrow import CheckRow
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, scrolled
from ms2qbank_desktop.ui.words import counted

from .bank_actions import reset_progress
from .wording import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.questions.models import Pack
    from ms2qbank_desktop.ui.context import UiContext

_NAMED = 3


def choose_packs(ctx: UiContext) -> None:
    """Ask of which packs, then begin anew with their questions."""
    attempts, user_id = ctx.service(AttemptService), ctx.user_id

    def reset(packs: Sequence[Pack]) -> None:
        bank = BankFilter(packs=frozenset(pack.id for pack in packs))
        wanted = QuestionFilter(bank, frozenset(Status))
        titles = [f"“{pack.info.title}”" for pack in packs]
        which = listed(titles) if len(packs) <= _NAMED else counted(len(packs), "pack")
        reset_progress(ctx, which, lambda: attempts.matching(user_id, wanted))

    def show(packs: list[Pack]) -> None:
        dialog = PacksDialog(ctx.window, packs)
        dialog.accepted.connect(lambda: reset(dialog.chosen))
        dialog.open()

    bank = ctx.service(QuestionService)
    ctx.tasks.run("Reading packs", lambda _progress: bank.packs(), done=show)


class PacksDialog(Dialog):
    """Asks for packs; ``chosen`` are those that are ticked."""

    def __init__(self, parent: QWidget, packs: Sequence[Pack]) -> None:
        super().__init__(parent, "Reset the progress of which packs?", do="Go on")
        self._packs = packs
        self.rows = [CheckRow(pack.info.title) for pack in packs]
        for row, pack in zip(self.rows, packs, strict=True):
            row.set_count(pack.questions)
            row.clicked.connect(self._on_ticked)
        sheet = QWidget()
        sheet.setLayout(column(*self.rows, None, gap=0, margins=3))
        words = "Its questions become unused again. Your attempts stay in the history."
        self.body.add(Label(words, "body", "text-muted", wrap=True))
        self.body.addWidget(scrolled(sheet, "Packs"), 1)
        self.do.setEnabled(False)
        self.finished.connect(self.deleteLater)

    @property
    def chosen(self) -> list[Pack]:
        """The ticked packs."""
        ticked = zip(self.rows, self._packs, strict=True)
        return [pack for row, pack in ticked if row.isChecked()]

    def _on_ticked(self) -> None:
        self.do.setEnabled(bool(self.chosen))
