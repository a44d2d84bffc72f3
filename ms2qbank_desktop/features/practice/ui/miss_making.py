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
        """Make of each item what it should become, say so and offer Undo; then call ``done``,
        also where it could not be made."""
        user_id, request = self._ctx.user_id, self._ctx.commands.request

        def work(progress: Progress) -> list[LoggedMiss]:
            made = []
            for number, item in enumerate(items):
                progress.report(number, len(items))
                logged = self._service.log(user_id, item.miss, item.given)
                request("plan-retests", logged.entry, logged.places)
                made.append(logged)
            return made

        def finish(made: list[LoggedMiss]) -> None:
            self._tell([one for one in made if one.new or one.card_note is not None])
            done()

        def failed(error: BaseException) -> None:
            self._ctx.messages.show(error)
            done()

        name = "Making note, card and retests"
        self._ctx.tasks.run(name, work, done=finish, failed=failed)

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
