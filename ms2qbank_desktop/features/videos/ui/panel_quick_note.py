"""The quick note below the transcript: typed while the video plays, linked to its second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from ms2qbank_desktop.features.links.models import Excerpt, Place
from ms2qbank_desktop.features.notebook.ui.quick_note import QuickNote
from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.layouts import column, ground, line
from ms2qbank_desktop.ui.words import clock_time

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ms2qbank_desktop.features.notebook.models import Note
    from ms2qbank_desktop.features.videos.models import Video
    from ms2qbank_desktop.ui.context import UiContext


class VideoNote(QWidget):
    """The one ``note`` of the notebook at moments of the open video, and what else can become of
    the moment it was begun at.

    ``begin_requested``: the editor was entered without a moment, the owner gives one.
    """

    begin_requested = Signal()
    card_requested = Signal(int, str)
    attach_requested = Signal(int)

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._video: Video | None = None
        self.note = QuickNote(ctx, hosted=True)
        self.card = Button("Card with snapshot", "secondary", "cards", size="small")
        self.attach = Button("Attach to question", "quiet", "question", size="small")
        self.note.deeds.add(self.card, self.attach, None)
        ground(self, "raised")
        self.setLayout(column(line(), column(self.note, margins=(16, 10, 16, 10)), gap=0))
        self.setFocusProxy(self.note)
        self.note.begin_requested.connect(self.begin_requested)
        self.card.clicked.connect(self._on_card)
        self.attach.clicked.connect(self._on_attach)
        signals().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    @property
    def at_ms(self) -> int | None:
        """The moment of the note, None before it is begun."""
        return None if self.note.excerpt is None else self.note.excerpt.place.ms

    def show_video(self, video: Video) -> None:
        """Write about another video from here on; what was typed is saved first."""
        self.note.finish(stay=True)
        self._video = video

    def begin(self, at_ms: int) -> None:
        """Take a moment for the note, unless one is being written; then take the keyboard."""
        if self._video is not None:
            self.note.begin(self._moment(self._video, at_ms))

    def write(self, at_ms: int, text: str) -> None:
        """Put words of the video into the note and take the keyboard."""
        if self._video is not None:
            self.note.write(self._moment(self._video, at_ms), text)

    def open_note(self, note: Note, at_ms: int) -> None:
        """Write on with a note of this video."""
        if self._video is not None:
            self.note.open_note(note, self._moment(self._video, at_ms))

    @staticmethod
    def _moment(video: Video, at_ms: int) -> Excerpt:
        place = Place.in_video(video.id, at_ms)
        return Excerpt(place, f"{video.about.title} at {clock_time(at_ms)}")

    def _on_card(self) -> None:
        if self.at_ms is None:
            self.begin_requested.emit()
        if self.at_ms is not None:
            self.note.save()
            self.card_requested.emit(self.at_ms, self.note.text)

    def _on_attach(self) -> None:
        if self.at_ms is None:
            self.begin_requested.emit()
        if self.at_ms is not None:
            self.attach_requested.emit(self.at_ms)

    def _fold(self) -> None:
        """Put the buttons below each other where both have no room beside the other."""
        wanted = self.card.sizeHint().width() + self.attach.sizeHint().width() + px(40)
        narrow, direction = self.width() < wanted, QBoxLayout.Direction
        self.note.deeds.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)

    def _on_theme_changed(self) -> None:
        self._fold()
        self.note.editor.setFixedHeight(px(84))
