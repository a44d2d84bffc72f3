"""Says once what was reached, when it does not disturb."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.ui.tasks import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

_AFTER_MS, _SOON_MS = 5_000, 4_000
"""After the start, and after a change: what was done is told first."""
_TOPICS = frozenset({"attempts", "reviews", "tallies"})
_KEY = "achievements_told"

log = logging.getLogger(__name__)


class AchievementWatch(QObject):
    """Looks after each change that counts; never within a block or among cards, and not over
    another word. Of several new things, as an import brings them, it says the newest only."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx.window)
        self._ctx = ctx
        self._reading = Reading(self._start, self)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_AFTER_MS)
        self._late.timeout.connect(lambda: ctx.changes.happened.connect(self._on_changed))
        self._late.start()
        self._soon = QTimer(self)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.look)

    def look(self) -> None:
        """Read what is reached, or wait for a better moment."""
        if self._disturbs():
            self._soon.start()
            return
        self._soon.stop()
        if self._ctx.settings.get("achievements"):
            self._reading.ask()

    def _on_changed(self, topics: frozenset[str]) -> None:
        if topics & _TOPICS:
            self._soon.start()

    def _disturbs(self) -> bool:
        return self._ctx.navigate.taken_over is not None or self._ctx.messages.saying

    def _start(self) -> Task:
        return self._ctx.tasks.run("Looking at what was reached", self._read, done=self._tell)

    def _read(self, _progress: Progress) -> list[tuple[str, str]]:
        """Return key and words of what is reached, the newest first."""
        from ms2qbank_desktop.features.analytics.achievements import reached
        from ms2qbank_desktop.features.analytics.service.achievements import AchievementService
        from ms2qbank_desktop.features.analytics.service.statistics import StatsService

        from .wording import achievement_words

        ctx = self._ctx
        if not ctx.service(StatsService).ready():
            return []  # the end of the counting is a change, too
        forgiving = bool(ctx.settings.get("streak_forgives"))
        found = ctx.service(AchievementService).achievements(ctx.user_id, forgiving=forgiving)
        return [(one.key, achievement_words(one)) for one in reached(found)]

    def _tell(self, found: Sequence[tuple[str, str]]) -> None:
        told, profile = self._told(), str(self._ctx.user_id)
        before = told.get(profile, [])
        new = [(key, words) for key, words in found if key not in before]
        if not new:
            return
        if self._disturbs():  # a block was begun meanwhile
            self._soon.start()
            return
        told[profile] = [*before, *(key for key, _ in new)]
        try:
            self._ctx.settings.set(_KEY, json.dumps(told))
        except EnvironmentFault as fault:  # it would be said again and again
            log.info("what was reached cannot be remembered as said: %s", fault)
            return
        self._ctx.messages.toast(f"Reached: {new[0][1]}")

    def _told(self) -> dict[str, list[str]]:
        """Return the keys of what was said, by profile."""
        try:
            kept = json.loads(self._ctx.settings.get(_KEY))
            return {str(profile): [str(key) for key in keys] for profile, keys in kept.items()}
        except (ValueError, TypeError, AttributeError):
            return {}
