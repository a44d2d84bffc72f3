"""The numbers above the charts of cards, and the way to all that is counted of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.analytics.service.statistics import StatsService
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column, line, row
from ms2qbank_desktop.ui.words import counted, duration

from .wording import difference, difference_words, percent_or_dash, range_words, signed

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.context import UiContext

    from .looking import Look

_PARTS = ("Answers", "Remembered", "A day studied")


class CardTotals(Card):
    """One row of tiles."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self.numbers = {part: Label("", "heading2") for part in _PARTS}
        self.below = {part: Elided("", "caption", "text-muted") for part in _PARTS}
        across = row(gap=20)
        for part in _PARTS:
            name = Elided(part, "caption", "text-muted")
            across.addLayout(column(name, self.numbers[part], self.below[part], gap=2), 1)
            across.add(line(vertical=True))
        more = Button("All statistics of cards", "link", "arrow-right", trailing=True)
        more.clicked.connect(lambda: ctx.navigate.open("flashcards", "statistics"))
        across.add(more)
        self.body.addLayout(across)

    def fill(self, look: Look) -> None:
        """Show what is looked at."""
        stats, user_id = self._ctx.service(StatsService), self._ctx.user_id
        now = stats.cards(user_id, look.scope)
        before = None if look.before is None else stats.cards(user_id, look.before)
        days = len(stats.card_days(user_id, look.scope))
        spent = f"{duration(now.time_ms)} in all"
        if before is not None:
            spent = (
                f"{signed(now.answers - before.answers, lambda one: f'{one:,.0f}')} against before"
            )
        self._say("Answers", f"{now.answers:,}", spent)
        of = f"95 % range {range_words(now.range)}" if now.asked else "no card was due"
        if before is not None:
            of = difference_words(difference((now.known, now.asked), (before.known, before.asked)))
        self._say("Remembered", percent_or_dash(now.retention), of)
        mean = f"{now.answers / days:,.0f}" if days else "–"
        self._say("A day studied", mean, f"on {counted(days, 'day')}")

    def _say(self, part: str, number: str, below: str) -> None:
        self.numbers[part].setText(number)
        self.below[part].setText(below)
