"""Miss → everything, for one question or for all of a block: made off the window's thread, taken
back by one Undo."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.practice.service.misses import MissService

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.notebook.models import Miss
    from ms2qbank_desktop.features.practice.service.misses import LoggedMiss
    from ms2qbank_desktop.ui.context import UiContext


@dataclass(frozen=True, slots=True)
class MissedItem:
    """A miss and the letters that were answered, "" for none."""

    miss: Miss
    given: str


class MissMaker:
    """Makes and takes back. The planner is asked for the retests, on the same thread: all that it
    does then is to write them."""

    def __init__(self, ctx: UiContext) -> None:
        self._ctx = ctx
        self._service = ctx.service(MissService)

    def make(self, items: Sequence[MissedItem], done: Callable[[], object]) -> None:
        """Make of each item what it should become, say so and offer Undo, also of a part of them
        if it is cancelled; then call ``done``, in any case."""
        user_id, request = self._ctx.user_id, self._ctx.commands.request
        made: list[LoggedMiss] = []

        def work(progress: Progress) -> None:
            for number, item in enumerate(items):
                progress.report(number, len(items))
                logged = self._service.log(user_id, item.miss, item.given)
                made.append(logged)
                request("plan-retests", logged.entry, logged.places)

        def ended() -> None:
            new = [one for one in made if one.new or one.card_note is not None]
            if self._ctx.window.isVisible() and (new or len(made) == len(items)):
                self._tell(new)
            done()

        name = "Making note, card and retests"
        task = self._ctx.tasks.run(name, work, done=lambda _: None, failed=self._ctx.messages.show)
        task.ended.connect(ended)

    def _tell(self, made: list[LoggedMiss]) -> None:
        if not made:
            self._ctx.messages.toast("It is all there already: note, card and retests")
            return
        words = "Note, card and retests made, all linked"
        if len(made) > 1:
            words = f"Note, card and retests made of {len(made):,} misses"
        self._ctx.messages.toast(words, partial(self._take_back, made))

    def _take_back(self, made: list[LoggedMiss]) -> None:
        user_id, request = self._ctx.user_id, self._ctx.commands.request

        def work(_progress: Progress) -> None:
            for logged in made:
                if logged.new:
                    request("plan-retests", replace(logged.entry, retests=()))
                self._service.take_back(user_id, logged)

        def done(_nothing: None) -> None:
            self._ctx.messages.toast("Taken back")

        self._ctx.tasks.run("Taking back", work, done=done)
