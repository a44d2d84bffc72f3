"""What a thing is linked to, both ways, below it or beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.ui.changes import touches
from ms2qbank_desktop.ui.tasks import Reading
from ms2qbank_desktop.ui.widgets.buttons import IconButton
from ms2qbank_desktop.ui.widgets.labels import Heading, Label
from ms2qbank_desktop.ui.widgets.layouts import column, row

from .kinds import quoted
from .link_list import LinkList
from .link_picker import LinkPicker
from .linked import read_linked

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from PySide6.QtGui import QShowEvent

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

    from .linked import Linked

TOPICS = frozenset({"links", "notes", "articles", "videos", "questions", "packs", "cards", "tasks"})
"""What changes what a link shows."""
_REST_MS = 60
"""Things that are only passed by are not read."""


class LinksSection(QWidget):
    """The links of one thing under the heading ``title``, and a button that adds one.

    It reads by itself, off the window's thread, when it is shown and when something has changed.
    ``kinds``: what is listed. ``spot`` says where in the thing a new link begins, "" for the whole.
    ``make``: what the button does in place of asking what to link, with the words for it.
    ``kind_of_title``: how large the heading is. ``counted``: how many there are.
    """

    counted = Signal(int)

    def __init__(
        self,
        ctx: UiContext,
        kind: Kind,
        thing: int = 0,
        *,
        title: str = "Linked",
        kinds: Collection[Kind] = tuple(Kind),
        kind_of_title: str = "strong",
        spot: Callable[[], str] | None = None,
        make: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        super().__init__()
        self._ctx = ctx
        self._kind = kind
        self._thing = thing
        self._kinds = kinds
        self._spot = spot
        self._links = ctx.service(LinkService)
        self._stale = True
        self._reading = Reading(self._read, self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._reading.ask)
        self.heading = Heading(title, kind_of_title)
        self._number = Label("", "body", "text-muted")
        words, act = make or ("Link to something", self.pick)
        self.add = IconButton("plus", words, size="small", role="accent")
        self.add.clicked.connect(lambda: act())
        self.list = LinkList(ctx)
        left = 8 if kind_of_title == "strong" else 0  # beside a text in line with its headings
        head = row(self.heading, self._number, None, self.add, margins=(left, 0, 8, 0))
        self.setLayout(column(head, self.list, gap=4))
        ctx.changes.happened.connect(self._on_changes)

    def show_thing(self, thing: int) -> None:
        """Show the links of another thing of the same kind."""
        if thing != self._thing:
            self._thing = thing
            self._show([])
        self._refresh()

    def set_zoom(self, zoom: int) -> None:
        """Give the words a size of their own, in per cent."""
        self.heading.set_zoom(zoom)
        self.list.set_zoom(zoom)

    def pick(self) -> None:
        """Ask what the thing is to be linked to."""
        own = self._own()
        title = " ".join(filter(None, ("Link", quoted(own), "to")))
        LinkPicker(self._ctx, title, partial(self._link, own), without=[own]).open()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def _own(self) -> Place:
        return Place(self._kind, self._thing, self._spot() if self._spot is not None else "")

    def _refresh(self) -> None:
        self._stale = not self.isVisible()
        if self._thing and not self._stale:
            self._rest.start()

    def _read(self) -> Task:
        user_id, kind, thing = self._ctx.user_id, self._kind, self._thing

        def work(_progress: Progress) -> list[Linked]:
            linked = read_linked(self._links, user_id, kind, thing)
            return [one for one in linked if one.place.kind in self._kinds]

        def done(linked: list[Linked]) -> None:
            if isValid(self) and thing == self._thing:
                self._show(linked)

        return self._ctx.tasks.run("Reading links", work, done=done)

    def _show(self, linked: list[Linked]) -> None:
        self.list.show_linked(linked)
        self._number.setText(f"{len(linked):,}" if linked else "")
        self.counted.emit(len(linked))

    def _link(self, own: Place, place: Place) -> None:
        user_id = self._ctx.user_id
        link_id = self._links.link(user_id, own, place)
        undo = partial(self._links.unlink, user_id, link_id)
        self._ctx.messages.toast("Linked", undo)

    def _on_changes(self, topics: frozenset[str]) -> None:
        if touches(topics, TOPICS):
            self._refresh()
