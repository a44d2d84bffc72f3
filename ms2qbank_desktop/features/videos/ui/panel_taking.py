"""What becomes of a moment: a card, a note, or the explanation of a question."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ms2qbank_desktop.features.links.models import Excerpt, Place
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.videos.service.bookmarks import BookmarkService
from ms2qbank_desktop.ui.words import clock_time

from .question_picker import QuestionPicker

if TYPE_CHECKING:
    from ms2qbank_desktop.features.videos.models import Video
    from ms2qbank_desktop.ui.context import UiContext

    from .player_snapshot import Snapshots
    from .screening import Screening


class Taking(QObject):
    """Takes moments of the open video along; each stays linked to its second."""

    def __init__(
        self, ctx: UiContext, screening: Screening, snapshots: Snapshots, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._screening = screening
        self._snapshots = snapshots

    def make_card(self, at_ms: int, text: str, *, snapshot: bool = True) -> None:
        """Open the editor of cards with the words on the front and the picture on the back.

        The picture is that on the screen, so it is taken only if the video stands there.
        """
        video = self._screening.video
        screening = self._screening
        near = abs(screening.position_ms - at_ms) <= 1000 or not screening.playing
        self._screening.pause()
        taken = partial(self._open_card, video, at_ms, text)
        if snapshot and near:
            self._snapshots.take(taken)
        else:
            taken(None)

    def make_note(self, at_ms: int, text: str) -> None:
        """Put a moment into the notebook; Undo is offered."""
        video, notes = self._screening.video, self._ctx.service(NotebookService)
        title = f"{video.about.title} at {clock_time(at_ms)}"
        place = Place.in_video(video.id, at_ms)
        note_id = notes.add(self._ctx.user_id, title, text, places=[place])
        self._ctx.messages.toast("Note added", lambda: notes.remove(self._ctx.user_id, note_id))

    def attach(self, at_ms: int) -> None:
        """Ask which question this moment explains, and link the two."""
        video = self._screening.video
        self._screening.pause()
        title = f"Which question does {clock_time(at_ms)} explain?"
        QuestionPicker(self._ctx, title, partial(self._attach, video, at_ms)).open()

    def _attach(self, video: Video, at_ms: int, question_id: int) -> None:
        service, user_id = self._ctx.service(BookmarkService), self._ctx.user_id
        link_id = service.attach(user_id, video.id, at_ms, question_id)
        self._ctx.messages.toast(
            f"The question shows now: explained at {clock_time(at_ms)} of {video.about.title}",
            lambda: service.detach(user_id, link_id),
        )

    def _open_card(self, video: Video, at_ms: int, text: str, picture: bytes | None) -> None:
        source = f"{video.about.title} at {clock_time(at_ms)}"
        tags = tuple(
            "-".join(part.casefold().split())
            for part in (video.about.system, video.about.topic)
            if part
        )
        excerpt = Excerpt(
            Place.in_video(video.id, at_ms),
            source,
            title=text,
            picture=picture,
            tags=(*(("::".join(tags),) if tags else ()), "from-video"),
        )
        self._ctx.commands.request("make-card", excerpt)
