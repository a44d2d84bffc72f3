"""What the questions of a result are linked to, read off the window's thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from ms2qbank_desktop.features.links.models import Kind
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.links.ui.kinds import LOOKS
from ms2qbank_desktop.ui.tasks import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.links.models import Place
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task


class LinkedKinds(QObject):
    """Reads the kinds of things that questions are linked to, and tells them to ``show``."""

    def __init__(
        self, ctx: UiContext, show: Callable[[dict[int, list[Kind]]], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._show = show
        self._ids: Sequence[int] = ()
        self._reading = Reading(self._read, self)

    def read(self, questions: Sequence[int]) -> None:
        """Read what these questions are linked to now."""
        self._ids = questions
        self._reading.ask()

    def _read(self) -> Task:
        service, user_id, ids = self._ctx.service(LinkService), self._ctx.user_id, self._ids

        def work(_progress: Progress) -> dict[int, list[Kind]]:
            return kinds_at(service, user_id, ids)

        def done(found: dict[int, list[Kind]]) -> None:
            if isValid(self):
                self._show(found)

        return self._ctx.tasks.run("Reading links", work, done=done)


def kinds_at(service: LinkService, user_id: int, questions: Sequence[int]) -> dict[int, list[Kind]]:
    """Return the kinds of what questions are linked to, in the order of LOOKS; those linked to
    nothing that is still there are left out."""
    wanted = set(questions)
    at: dict[int, set[Place]] = {}
    for link in service.of(user_id, Kind.QUESTION, *questions):
        for here, there in ((link.a, link.b), (link.b, link.a)):
            if here.kind is Kind.QUESTION and here.id in wanted:
                at.setdefault(here.id, set()).add(there)
    told = service.described(user_id, {place for places in at.values() for place in places})
    found = {}
    for question, places in at.items():
        there_now = {place.kind for place in places if place in told and not told[place].gone}
        if there_now:
            found[question] = [kind for kind in LOOKS if kind in there_now]
    return found
