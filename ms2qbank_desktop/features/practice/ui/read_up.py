"""Articles of the library that explain the question that was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.links.models import Kind
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.links.ui.kinds import LOOKS
from ms2qbank_desktop.ui.widgets.labels import Heading
from ms2qbank_desktop.ui.widgets.layouts import column
from ms2qbank_desktop.ui.widgets.siderow import SideRow

if TYPE_CHECKING:
    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.links.models import End, Place
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

_NUMBER = 3
_REST_MS = 120
"""Items that are only passed by are not looked for."""


class ReadUp(QWidget):
    """Up to three articles, each with the heading below which it explains the question; hidden
    while there is none. A click or Enter opens one there over the block, which goes on where it
    was."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._question_id = 0
        self._zoom: int | None = None
        self._task: Task | None = None
        self.heading = Heading("Read about it")
        self.rows: list[SideRow] = []
        self._lines = column(gap=0)
        self.setLayout(column(self.heading, self._lines, gap=6))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._read)
        self.hide()

    def show_about(self, question_id: int) -> None:
        """Show what there is to read on a question once it has stood for a moment."""
        if question_id != self._question_id:
            self._question_id = question_id
            self.hide()
            self._rest.start()

    def set_zoom(self, zoom: int) -> None:
        """Give the words the text zoom of the exam, in per cent."""
        self._zoom = zoom
        self.heading.set_zoom(zoom)
        for one in self.rows:
            one.set_zoom(zoom)

    def _read(self) -> None:
        question_id, ctx = self._question_id, self._ctx

        def work(_progress: Progress) -> list[tuple[Place, End]]:
            links = ctx.service(LinkService)
            places = links.articles_on(ctx.user_id, question_id, _NUMBER)
            named = links.described(ctx.user_id, places)
            return [(one, named[one]) for one in places if one in named and not named[one].gone]

        def done(found: list[tuple[Place, End]]) -> None:
            if task is self._task:
                self._show(found)

        self._task = task = ctx.tasks.run("Looking for articles on it", work, done=done, owner=self)

    def _show(self, found: list[tuple[Place, End]]) -> None:
        for old in self.rows:
            old.hide()
            old.deleteLater()
        self.rows = []
        for place, article in found:
            detail = " · ".join(filter(None, (place.part, article.detail)))
            shown = SideRow(LOOKS[Kind.ARTICLE].icon, article.title, detail)
            if self._zoom is not None:
                shown.set_zoom(self._zoom)
            shown.clicked.connect(lambda _on=False, at=place: self._open(at))
            self._lines.addWidget(shown)
            self.rows.append(shown)
        self.setVisible(bool(found))

    def _open(self, place: Place) -> None:
        self._ctx.commands.request("beside-article", place)
