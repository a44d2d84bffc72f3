"""The moments of videos that explain a question, below its explanation."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.links.models import Place
from ms2qbank_desktop.features.videos.service.bookmarks import BookmarkService
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.words import clock_time

from .explanation_view import Heading

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.context import UiContext

_REST_MS = 60


class Explained(QWidget):
    """Lists the moments and plays them beside the question; not there while there are none."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._question_id = 0
        self.heading = Heading("Explained in videos")
        self.moments: list[Button] = []
        self._list = column(gap=4)
        self.setLayout(column(self.heading, self._list, gap=6))
        self.hide()
        self._rest = QTimer(self)  # items that are only passed by are not read
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._read)
        ctx.changes.happened.connect(self._on_changes)

    def show_question(self, question_id: int) -> None:
        """Show the moments of a question."""
        if question_id != self._question_id:
            self._show([])
        self._question_id = question_id
        self._rest.start()

    def set_zoom(self, zoom: int) -> None:
        """Take the size of the exam's texts, in per cent."""
        self.heading.set_zoom(zoom)

    def _read(self) -> None:
        service = self._ctx.service(BookmarkService)
        found = service.explained(self._ctx.user_id, self._question_id)
        self._show(
            [
                (f"{clock_time(one.at_ms)} of {one.title}", Place.in_video(one.video_id, one.at_ms))
                for one in found
            ]
        )

    def _show(self, moments: list[tuple[str, Place]]) -> None:
        for button in self.moments:
            self._list.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.moments = []
        for words, place in moments:
            button = Button(words, "link", "monitor-play", size="small")
            button.clicked.connect(partial(self._watch, place))
            self.moments.append(button)
            self._list.add(row(button, None))
        self.setVisible(bool(moments))

    def _watch(self, place: Place, *_checked: bool) -> None:
        self._ctx.commands.request("watch-aside", place)

    def _on_changes(self, topics: frozenset[str]) -> None:
        if self._question_id and topics & {"links", "videos"}:
            self._rest.start()
