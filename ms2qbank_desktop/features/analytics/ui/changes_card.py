"""The card of changed answers: what changing them brought."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.analytics.models import NOTHING, ChangeKind, Dimension
from ms2qbank_desktop.features.analytics.service.statistics import StatsService
from ms2qbank_desktop.ui.widgets.bars import SplitBar
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import row

from .coaching import on_changes

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.context import UiContext

    from .looking import Look

EMPTY = "You have not changed an answer in this time."


class ChangesCard(Card):
    """Right to wrong, wrong to right and others beside each other."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__("Changing answers")
        self._ctx = ctx
        self.bar = SplitBar()
        self.spoiled = Label("", "caption", "incorrect")
        self.mended = Label("", "caption", "correct")
        self.others = Label("", "caption", "text-muted")
        self.advice = Label("", "caption", "text-muted", wrap=True)
        self.body.add(self.bar, row(self.spoiled, None, self.mended, None, self.others))
        self.body.add(self.advice, None)

    def fill(self, look: Look) -> None:
        """Show what is looked at."""
        stats = self._ctx.service(StatsService)
        found = stats.by(self._ctx.user_id, look.scope, Dimension.CHANGE)
        spoiled = found.get(ChangeKind.SPOILED, NOTHING).attempts
        mended = found.get(ChangeKind.MENDED, NOTHING).attempts
        others = sum(one.attempts for one in found.values()) - spoiled - mended
        number = spoiled + mended + others
        self.spoiled.setText(f"{spoiled:,} right → wrong" if number else "")
        self.mended.setText(f"{mended:,} wrong → right" if number else "")
        self.others.setText(f"{others:,} other" if others else "")
        for widget in (self.bar, self.spoiled, self.mended, self.others):
            widget.setVisible(bool(number))
        parts = [(spoiled, "incorrect-border"), (mended, "correct"), (others, "border-strong")]
        sentence = f"{spoiled:,} right to wrong, {mended:,} wrong to right, {others:,} other"
        self.bar.set_parts(parts, None, sentence)
        self.advice.setText(on_changes(found) or EMPTY)
