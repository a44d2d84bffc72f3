"""What is done with rows of the error log: changed, asked again, taken out; the plan follows."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import Fault
from ms2qbank_desktop.features.notebook.service.error_log import ErrorLogService

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.notebook.models import ErrorEntry
    from ms2qbank_desktop.ui.context import UiContext


class ErrorLogDeeds:
    """The planner keeps the retests as tasks; it is asked to let them follow the rows."""

    def __init__(self, ctx: UiContext) -> None:
        self._ctx = ctx
        self._log = ctx.service(ErrorLogService)

    def save(self, changes: Iterable[tuple[ErrorEntry, ErrorEntry]]) -> None:
        """Save rows, each as it was and as it is now."""
        try:
            for before, after in changes:
                self._log.save(self._ctx.user_id, after)
                if before.retests != after.retests:
                    self._plan([after])
        except Fault as fault:
            self._ctx.messages.show(fault)

    def remove(self, entries: Sequence[ErrorEntry], *, removed: bool = True) -> None:
        """Take rows out of the log with their open retests, or put them back."""
        for entry in entries:
            self._log.remove(self._ctx.user_id, entry.id, removed=removed)
        self._plan([replace(one, retests=()) if removed else one for one in entries])
        if removed:
            number = "Row" if len(entries) == 1 else f"{len(entries):,} rows"
            words = f"{number} taken out of the error log"
            self._ctx.messages.toast(words, partial(self.remove, entries, removed=False))

    def retest(self, entries: Iterable[ErrorEntry]) -> None:
        """Ask the questions of rows now, in a block."""
        questions = frozenset(entry.question_id for entry in entries)
        try:
            self._ctx.commands.request("begin-block", questions)
        except Fault as fault:
            self._ctx.messages.show(fault)

    def _plan(self, entries: Sequence[ErrorEntry]) -> None:
        request = self._ctx.commands.request

        def work(_progress: Progress) -> None:
            for entry in entries:
                request("plan-retests", entry)

        self._ctx.tasks.run("Planning retests", work, done=lambda _nothing: None)
