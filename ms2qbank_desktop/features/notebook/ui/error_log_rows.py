"""The rows of the error log above the text of their note: why, the rule, the retests."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.core.errors import Fault
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.notebook.models import REASON_WORDS, MissReason
from ms2qbank_desktop.features.notebook.service.error_log import ErrorLogService
from ms2qbank_desktop.ui.changes import touches
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.widgets.missform import MissForm
from ms2qbank_desktop.ui.words import short_when

from .error_log_deeds import ErrorLogDeeds

if TYPE_CHECKING:
    from datetime import date

    from ms2qbank_desktop.features.notebook.models import ErrorEntry
    from ms2qbank_desktop.ui.context import UiContext

_TOPICS = frozenset({"error-log"})


class ErrorRows(QWidget):
    """A card for each time that the question of a note was missed; older ones are folded away."""

    def __init__(self, ctx: UiContext, note_id: int) -> None:
        super().__init__()
        self._ctx = ctx
        self._note_id = note_id
        self._log = ctx.service(ErrorLogService)
        self.cards: list[ErrorCard] = []
        self._list = column(gap=8)
        self.earlier = Button("", "link", size="small")
        self.earlier.clicked.connect(self._unfold)
        self._foot = QWidget()
        self._foot.setLayout(row(self.earlier, None))
        self.setLayout(column(self._list, self._foot, gap=4))
        self._folded = True
        ctx.changes.happened.connect(self._on_changes)
        self.refresh()

    def refresh(self) -> None:
        """Read the rows of the note; what is being written stays."""
        try:
            entries = self._log.entries(self._ctx.user_id, of_note=self._note_id)
        except Fault as fault:
            self._ctx.messages.show(fault)
            return
        if [entry.id for entry in entries] != [card.entry.id for card in self.cards]:
            for old in self.cards:
                self._list.removeWidget(old)
                old.hide()
                old.deleteLater()
            self.cards = [ErrorCard(self._ctx, entry) for entry in entries]
            self._list.add(*self.cards)
        for card, entry in zip(self.cards, entries, strict=True):
            card.show_entry(entry)
        self._fold()

    def _fold(self) -> None:
        older = self.cards[1:]
        for card in older:
            card.setVisible(not self._folded)
        missed = "1 earlier miss" if len(older) == 1 else f"{len(older)} earlier misses"
        self.earlier.setText(missed)
        self._foot.setVisible(bool(older) and self._folded)

    def _unfold(self) -> None:
        self._folded = False
        self._fold()

    def _on_changes(self, topics: frozenset[str]) -> None:
        if touches(topics, _TOPICS):
            self.refresh()


class ErrorCard(Card):
    """One row: saved as it is changed; its retests in the plan follow."""

    def __init__(self, ctx: UiContext, entry: ErrorEntry) -> None:
        when = short_when(entry.created_at, ctx.clock.now())
        super().__init__(f"Missed {when}")
        self._ctx = ctx
        self._deeds = ErrorLogDeeds(ctx)
        self.entry = entry
        self.form = MissForm([(reason.value, words) for reason, words in REASON_WORDS.items()])
        self.question = Button("Question", "quiet", "question", size="small")
        self.again = Button("Retest now", "quiet", "arrow-counter-clockwise", size="small")
        self.remove = IconButton("trash", "Take out of the error log", size="small")
        for button in (self.question, self.again, self.remove):
            self.add_action(button)
        self.body.add(self.form)
        place = Place(Kind.QUESTION, entry.question_id)
        self.question.clicked.connect(partial(ctx.commands.request, "open-question", place))
        self.again.clicked.connect(lambda: self._deeds.retest([self.entry]))
        self.remove.clicked.connect(lambda: self._deeds.remove([self.entry]))
        self.form.changed.connect(self._save)
        self.form.opened.connect(self._open_retest)

    def show_entry(self, entry: ErrorEntry) -> None:
        """Show what the row says now."""
        self.entry = entry
        reason = entry.reason.value if entry.reason else ""
        today = self._ctx.clock.study_day(self._ctx.clock.now())
        self.form.show_values(reason, entry.rule, entry.retests, today)

    def _save(self) -> None:
        form, before = self.form, self.entry
        reason = MissReason(form.reasons.value) if form.reasons.value else None
        rule, days = form.rule.text().strip(), form.days.days
        self.entry = replace(before, reason=reason, rule=rule, retests=days)
        self._deeds.save([(before, self.entry)])

    def _open_retest(self, day: date) -> None:
        self._ctx.commands.request("open-retest", self.entry.id, day)
