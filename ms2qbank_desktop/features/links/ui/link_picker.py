"""Choosing a thing by its name: what a link goes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from shiboken6 import isValid

from ms2qbank_desktop.features.links.models import Kind
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.ui.tasks import Reading
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.field import SearchField
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.twolines import TwoLineList

from .kinds import LOOKS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from PySide6.QtGui import QKeyEvent

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.links.models import End, Place
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

    Found = list[tuple[Place, End]]

_WIDTH, _HEIGHT = 600, 480
"""In pixels at 100 % text."""
_NUMBER = 6
"""Of each kind."""
_REST_MS = 80
_UP_DOWN = (Qt.Key.Key_Down, Qt.Key.Key_Up)


class LinkPicker(Dialog):
    """Calls ``taken`` with the Place that is chosen. ``without``: things that are not offered, as
    the one that asks."""

    def __init__(
        self,
        ctx: UiContext,
        title: str,
        taken: Callable[[Place], object],
        kinds: Collection[Kind] = tuple(Kind),
        *,
        without: Iterable[Place] = (),
    ) -> None:
        super().__init__(ctx.window, title, do="Link")
        self._ctx = ctx
        self._taken = taken
        self._kinds = kinds
        self._without = {(place.kind, place.id) for place in without}
        self._found: Found = []
        things = ", ".join(LOOKS[kind].one for kind in LOOKS if kind in kinds)
        self.search = SearchField("A part of its name", "Search things to link")
        self.list = TwoLineList("Found")
        self._hint = f"Type a part of the name of {things}, or the number of a question."
        self.told = Label(self._hint, "caption", "text-muted", wrap=True)
        self.body.add(self.search)
        self.body.addWidget(self.list, 1)
        self.body.add(self.told)
        self._reading = Reading(self._read, self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._reading.ask)
        self.search.textChanged.connect(self._on_text_changed)
        self.list.currentRowChanged.connect(self._on_chosen)
        self.list.itemActivated.connect(self.accept)
        self.accepted.connect(self._give)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.do.setEnabled(False)
        self.resize(px(_WIDTH), px(_HEIGHT))
        self.search.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _UP_DOWN and self.search.hasFocus() and self.list.count():
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
        else:
            super().keyPressEvent(event)

    def _read(self) -> Task:
        service, user_id = self._ctx.service(LinkService), self._ctx.user_id
        text = self.search.text().strip()

        def work(_progress: Progress) -> Found:
            if not text:
                return []
            found = service.beginning(user_id, text, _NUMBER)
            exact = service.named(user_id, text)
            if exact is not None:
                found = [*service.described(user_id, [exact]).items(), *found]
            return [one for one in dict(found).items() if self._may(*one)]

        def done(found: Found) -> None:
            if isValid(self) and text == self.search.text().strip():
                self._show(found, text)

        return self._ctx.tasks.run("Finding things to link", work, done=done)

    def _may(self, place: Place, end: End) -> bool:
        offered = place.kind in self._kinds and (place.kind, place.id) not in self._without
        return offered and not end.gone

    def _show(self, found: Found, text: str) -> None:
        self._found = found
        self.list.show_lines(_line(*one) for one in found)
        self.told.setText("" if found else "Nothing has this name." if text else self._hint)
        self._on_chosen()

    def _on_text_changed(self) -> None:
        self.do.setEnabled(False)  # Enter would take what the words before had found
        self._rest.start()

    def _on_chosen(self) -> None:
        self.do.setEnabled(self.list.currentRow() >= 0)

    def _give(self) -> None:
        at = self.list.currentRow()
        if 0 <= at < len(self._found):
            self._taken(self._found[at][0])


def _line(place: Place, end: End) -> tuple[str, str, str]:
    look = LOOKS[place.kind]
    return look.icon, end.title, " · ".join(filter(None, (look.name, end.detail)))
