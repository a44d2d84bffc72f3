"""The card of what was reached, and of what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.analytics.achievements import nearest, reached
from ms2qbank_desktop.ui.tasks import Reading
from ms2qbank_desktop.ui.widgets.bars import ProgressBar
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.chip import Chip
from ms2qbank_desktop.ui.widgets.flow import Flow
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.words import day_words, long_day

from .streak_card import forgiving
from .wording import achievement_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.features.analytics.achievements import Achievement
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

    from .looking import Look

_NEXT = 2


class AchievementsCard(Card):
    """Of all time, whatever is looked at; nothing at all where the setting is off."""

    timeless = True

    def __init__(self, ctx: UiContext) -> None:
        super().__init__("Achievements")
        self._ctx = ctx
        self._look: Look | None = None
        self.bars = [ProgressBar() for _ in range(_NEXT)]
        self._names = [Elided("", "body") for _ in self.bars]
        self._counts = [Label("", "caption", "text-muted") for _ in self.bars]
        across = row(gap=32)
        for bar, name, count in zip(self.bars, self._names, self._counts, strict=True):
            above = row(gap=12)
            above.addWidget(name, 1)
            above.addWidget(count)
            across.addLayout(column(above, bar, gap=6), 1)
        self.reached = Flow(gap=8)
        self.body.addLayout(across)
        self.body.add(self.reached)
        self.body.setSpacing(16)
        self._reading = Reading(self._start, self)

    def fill(self, look: Look) -> None:
        """Show what is reached by now, as soon as it is read."""
        self._look = look
        wanted = bool(self._ctx.settings.get("achievements"))
        self.setVisible(wanted)
        if wanted:
            self._reading.ask()

    def _start(self) -> Task:
        look = self._look
        assert look is not None  # noqa: S101 - only asked for with one
        forgives = forgiving(self._ctx)

        def work() -> list[Achievement]:
            from ms2qbank_desktop.features.analytics.service.achievements import AchievementService

            service = self._ctx.service(AchievementService)
            return service.achievements(self._ctx.user_id, forgiving=forgives)

        return self._ctx.tasks.run(
            "Reading achievements",
            lambda _progress: work(),
            done=lambda found: self._show(found, look.today),
        )

    def _show(self, found: Sequence[Achievement], today: date) -> None:
        done = reached(found)
        self.set_fact(f"{len(done)} of {len(found)} reached")
        following = nearest(found, _NEXT)
        slots = zip(self.bars, self._names, self._counts, strict=True)
        for at, (bar, name, count) in enumerate(slots):
            one = following[at] if at < len(following) else None
            for part in (bar, name, count):
                part.setVisible(one is not None)
            if one is not None:
                words = achievement_words(one)
                name.setText(words)
                count.setText(f"{one.have:,} of {one.needed:,}")
                bar.set_parts([(one.share, "accent")], 1.0, f"{words}: {count.text()}")
        self.reached.show_widgets([_chip(one, one.day, today) for one in done if one.day])
        self.reached.setVisible(bool(done))


def _chip(one: Achievement, day: date, today: date) -> QWidget:
    chip = Chip(f"{achievement_words(one)} · {day_words(day, today)}", icon="check")
    chip.setToolTip(f"Reached on {long_day(day)}")
    return chip
