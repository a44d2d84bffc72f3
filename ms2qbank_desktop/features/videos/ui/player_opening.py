"""Opening videos from wherever the student is: in the player, or in a small window aside."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import Shiboken

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService
from ms2qbank_desktop.ui.words import clock_time

from .awake import Awake
from .engine import Engine
from .pip_window import PipWindow
from .player_commands import player_commands
from .player_list import PlayList, read_list
from .player_menus import give_menus
from .player_page import PlayerPage
from .screening import Screening

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.core.errors import Fault
    from ms2qbank_desktop.features.links.models import Place
    from ms2qbank_desktop.features.videos.models import Video
    from ms2qbank_desktop.ui.context import UiContext

NOT_HERE = "This video is not on this computer."


class PlayerOpening(QObject):
    """Keeps the engines of one window: that of the player, and that of the window aside."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx.window)
        self._ctx = ctx
        self._engine: Engine | None = None
        self._awake = Awake()
        self._page: PlayerPage | None = None
        self._aside: Aside | None = None
        self._focus_before: QWidget | None = None
        ctx.window.installEventFilter(self)

    def open_video(self, place: Place, words: Sequence[str] = ()) -> None:
        """Play a video in the player, from the moment that the place names; ``words`` are marked
        in what is said then."""
        self._show(self._video(place.id), place.ms if place.spot else None)
        if self._page is not None:
            self._page.panels.transcript.text.show_words(words, place.ms)

    def play_list(self, playlist_id: int, video_id: int) -> None:
        """Play a video, then those after it in a playlist."""
        self._show(self._video(video_id), None, read_list(self._ctx, playlist_id))

    def watch_aside(self, place: Place) -> None:
        """Play a moment in a small window; the page or exam that is open stays."""
        video = self._video(place.id)
        if not video.path or video.missing:
            raise UserFault(NOT_HERE, advice="The tab Videos says where it was.")
        if self._page is not None:
            self._page.pause()
        if self._aside is None:
            self._aside = Aside(self._ctx, self)
        self._aside.show(video, place.ms)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close and watched is self._ctx.window:
            self._close()
        return super().eventFilter(watched, event)

    def _video(self, video_id: int) -> Video:
        return self._ctx.service(CatalogueService).video(self._ctx.user_id, video_id)

    def _show(self, video: Video, at_ms: int | None, playlist: PlayList | None = None) -> None:
        self._ctx.navigate.open("videos")
        if self._aside is not None:
            self._aside.close()
        page = self._page
        if page is None:
            self._focus_before = QApplication.focusWidget()
            page = self._page = self._new_page()
            page.show_video(video, at_ms, playlist)  # the file opens while the page does
            self._ctx.navigate.open_detail(page, video.about.title)
        else:
            page.show_video(video, at_ms, playlist)
        page.setFocus()
        if at_ms is None:
            self._say_where(video)

    def _new_page(self) -> PlayerPage:
        if self._engine is None:
            self._engine = Engine(self)
        page = PlayerPage(self._ctx, self._engine, self._awake, player_commands)
        give_menus(self._ctx, page, self._engine)
        page.another_requested.connect(self._on_another)
        page.left.connect(self._on_left)
        page.destroyed.connect(self._on_page_gone)
        return page

    def _say_where(self, video: Video) -> None:
        """Offer to start over where it goes on in the middle."""
        page, at_ms = self._page, video.watched.position_ms
        if page is not None and at_ms and page.screening.playable:
            start_over = ("Start over", partial(self._start_over, video.id))
            self._ctx.messages.toast(f"Goes on at {clock_time(at_ms)}", action=start_over)

    def _start_over(self, video_id: int) -> None:
        if self._page is not None and self._page.video.id == video_id:
            self._page.seek(0)

    def _on_another(self, video_id: int) -> None:
        if self._page is not None:
            video = self._video(video_id)
            self._page.show_video(video, playlist=self._page.playlist)
            self._say_where(video)

    def _on_left(self) -> None:
        if self._page is not None:
            page, self._page = self._page, None
            page.destroyed.disconnect(self._on_page_gone)
            page.finish()
            self._ctx.navigate.close_detail()
        before, self._focus_before = self._focus_before, None
        if before is not None and Shiboken.isValid(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_page_gone(self) -> None:
        """The tab was opened anew, which takes the player away."""
        self._page = None
        self._awake.let_go()
        if self._engine is not None:
            self._engine.close_file()

    def _close(self) -> None:
        if self._page is not None:
            self._page.finish()
        if self._aside is not None:
            self._aside.close()
        if self._engine is not None:
            self._engine.close()


class Aside(QObject):
    """A moment of a video in a small window, with an engine of its own."""

    def __init__(self, ctx: UiContext, opening: PlayerOpening) -> None:
        super().__init__(opening)
        self._ctx = ctx
        self._opening = opening
        self._engine = Engine(self)
        self._screening = Screening(ctx, self._engine, Awake(), self)
        self._screening.failed.connect(self._on_failed)
        self._window: PipWindow | None = None
        self._video: Video | None = None

    def show(self, video: Video, at_ms: int) -> None:
        """Play a video from a moment on, in the window that is open or a new one."""
        self._video = video
        speed = int(self._ctx.settings.get("video_speed"))
        self._screening.open(video, at_ms, speed)
        self._engine.set_rate(speed / 100)
        self._engine.set_volume(self._ctx.settings.get("video_volume"))
        self._screening.start(Path(video.path))
        if self._window is None:
            self._window = PipWindow(
                self._ctx.window, self._ctx.commands, self._screening, self._engine
            )
            # The exam or page below keeps the keyboard until the student clicks here.
            self._window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            self._window.closed.connect(self._on_closed)
            self._window.back.connect(self._on_large)
        self._window.setWindowTitle(video.about.title)
        self._window.show()
        self._window.raise_()

    def close(self) -> None:
        """Close the window, if it is open; where it stood is kept."""
        if self._window is not None:
            self._window.close()

    def _on_closed(self) -> None:
        self._window = None
        self._screening.close()

    def _on_large(self) -> None:
        from ms2qbank_desktop.features.links.models import Place

        if self._video is not None:
            place = Place.in_video(self._video.id, self._screening.position_ms)
            self.close()
            self._opening.open_video(place)

    def _on_failed(self, fault: Fault) -> None:
        self.close()
        self._ctx.messages.show(fault)
