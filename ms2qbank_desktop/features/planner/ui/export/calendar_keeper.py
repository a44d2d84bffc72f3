"""Keeps a calendar file up to date: written anew, off the thread, after its tasks have changed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.core.errors import Fault, UserFault
from ms2qbank_desktop.ui.changes import touches
from ms2qbank_desktop.ui.tasks import Reading

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

_SETTING = "planner_file"
_TOPICS = frozenset({"tasks", "plans"})
_REST_MS = 1500
"""After the last change: a plan made anew is written once."""
_AFTER_START_MS = 8000


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept up to date. ``written_ms``: when last, 0 for never."""

    user: int
    plan: int
    path: str
    written_ms: int = 0


class CalendarKeeper(QObject):
    """``changed``: another file is kept, or it was written, or that failed."""

    changed = Signal()

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx.window)
        self._ctx = ctx
        self.fault = ""
        """Why the last writing failed; "" if it did not."""
        self._reading = Reading(self._write, self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._reading.ask)
        ctx.changes.happened.connect(self._on_changes)
        if self.kept is not None:
            self._rest.start(_AFTER_START_MS)

    @property
    def kept(self) -> Kept | None:
        """What is kept up to date for this user."""
        try:
            kept = Kept(**json.loads(self._ctx.settings.get(_SETTING)))
        except (TypeError, ValueError):
            return None
        return kept if kept.user == self._ctx.user_id else None

    def keep(self, plan_id: int, path: Path) -> None:
        """Keep a plan in a file from now on."""
        self._save(Kept(self._ctx.user_id, plan_id, str(path)))
        self.fault = ""
        self._reading.ask()

    def stop(self) -> None:
        """Keep no file any more; the one that is there stays."""
        self._ctx.settings.set(_SETTING, "{}")
        self.fault = ""
        self._rest.stop()
        self.changed.emit()

    def _on_changes(self, topics: frozenset[str]) -> None:
        if touches(topics, _TOPICS) and self.kept is not None:
            self._rest.start(_REST_MS)

    def _write(self) -> Task:
        from ms2qbank_desktop.features.planner.service.exporting import PlanExport

        ctx, kept = self._ctx, self.kept

        def work() -> None:
            if kept is not None:
                ctx.service(PlanExport).write(kept.user, kept.plan, Path(kept.path))

        def done(_nothing: None) -> None:
            if kept is not None and self.kept == kept:
                self.fault = ""
                self._save(replace(kept, written_ms=to_ms(ctx.clock.now())))

        return ctx.tasks.run(
            "Writing the calendar file", lambda _progress: work(), done=done, failed=self._on_failed
        )

    def _on_failed(self, error: BaseException) -> None:
        """Tell a fault once, until a writing succeeds; a plan that is gone is kept no more."""
        if not isinstance(error, Fault):
            self._ctx.messages.show(error)
            return
        told, self.fault = self.fault, error.message
        if isinstance(error, UserFault):
            self._ctx.settings.set(_SETTING, "{}")
        if not told:
            self._ctx.messages.show(error)
        self.changed.emit()

    def _save(self, kept: Kept) -> None:
        self._ctx.settings.set(_SETTING, json.dumps(asdict(kept)))
        self.changed.emit()


def calendar_keeper(ctx: UiContext) -> CalendarKeeper:
    """Return the one keeper of the window."""
    found = ctx.window.findChild(CalendarKeeper)
    return found if isinstance(found, CalendarKeeper) else CalendarKeeper(ctx)
