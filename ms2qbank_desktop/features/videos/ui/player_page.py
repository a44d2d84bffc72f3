"""The player: picture, seek bar and controls at the left; bookmarks, transcript, notes beside."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.videos.service.bookmarks import BookmarkService
from ms2qbank_desktop.ui.widgets.layouts import column

from .full_screen import FullScreen
from .panels import SidePanels
from .player_absent import show_absent, show_fault
from .player_actions import PlayerActions
from .player_audio import PlayerAudio
from .player_captions import PlayerCaptions
from .player_cover import read_peaks
from .player_frame import PlayerFrame
from .player_keys import NEED_FILM, keeps
from .player_pip import PlayerPip
from .player_snapshot import Snapshots
from .player_status import PlayerStatus
from .screening import Screening

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QShowEvent

    from ms2qbank_desktop.core.errors import Fault
    from ms2qbank_desktop.features.videos.models import Video
    from ms2qbank_desktop.ui.command import Command
    from ms2qbank_desktop.ui.context import UiContext

    from .awake import Awake
    from .engine import Engine
    from .player_list import PlayList


class PlayerPage(QWidget):
    """Plays one video after the other on ``engine``.

    ``commands`` makes its keys, once it is built. ``another_requested`` carries the id of the video
    to play now, ``left`` asks to be taken away.
    """

    own_header = True
    desk = True
    topics = frozenset({"bookmarks"})
    another_requested = Signal(object)
    left = Signal()

    def __init__(
        self,
        ctx: UiContext,
        engine: Engine,
        awake: Awake,
        commands: Callable[[PlayerPage], tuple[Command, ...]],
    ) -> None:
        super().__init__()
        self._ctx = ctx
        self._engine = engine
        self._video: Video | None = None
        self.playlist: PlayList | None = None
        self._covered: Video | None = None
        self._keys_on = False
        self.frame = PlayerFrame(engine, ctx.settings)
        self.setLayout(column(self.frame, gap=0))
        self.setFocusProxy(self.frame)
        self.screening = Screening(ctx, engine, awake, self)
        self.captions = PlayerCaptions(ctx, engine, self)
        self.captions.add_surface(self.frame.surface)
        self.audio = PlayerAudio(ctx, engine, self)
        self.full_screen = FullScreen(ctx, self, self.frame.bars)
        self.acts = PlayerActions(ctx, self.frame, self.screening, engine, self.full_screen)
        self.snapshots = Snapshots(ctx, self.screening, self.picture, self)
        self.pip = PlayerPip(ctx, self.screening, engine, self.captions, self)
        self._commands = commands(self)
        self._status = PlayerStatus(ctx, self.screening, self.frame.bars, self)
        self.panels = SidePanels(ctx, self.screening, self.snapshots)
        self.frame.add_panels(self.panels)
        self._connect()

    # What the keys and the menus ask

    @property
    def video(self) -> Video:
        """The video that is open."""
        assert self._video is not None  # noqa: S101 (shown only with one)
        return self._video

    @property
    def position_ms(self) -> int:
        """Where it is."""
        return self.screening.position_ms

    @property
    def duration_ms(self) -> int:
        """How long it is."""
        return self.screening.duration_ms

    @property
    def playing(self) -> bool:
        """Whether it moves."""
        return self.screening.playing

    def seek(self, ms: int) -> None:
        """Jump, and keep that."""
        self.screening.seek(ms)

    def pause(self) -> None:
        """Stand still."""
        self.screening.pause()

    def picture(self) -> QImage:
        """Return the picture of this moment; a null one if there is none."""
        shown = self.pip.on or self.frame.stage.currentWidget() is self.frame.surface
        return self._engine.picture() if shown else QImage()

    # Opening

    def show_video(
        self, video: Video, at_ms: int | None = None, playlist: PlayList | None = None
    ) -> None:
        """Play a video from ``at_ms``, by default from where it stood; then those of the list."""
        if self._video is not None and self._video.id == video.id and self.screening.playable:
            self.playlist = playlist or self.playlist
            if at_ms is not None:
                self.screening.seek(at_ms)
            self.screening.play()
            self._show_facts()
            return
        self._video, self.playlist = video, playlist
        self.acts.clear_loop()
        start = video.watched.position_ms if at_ms is None else at_ms
        self.screening.open(video, start, self.acts.speed)
        self._start(video)  # first of all: the rest is done while the file is being opened
        self.frame.seek_bar.set_duration(self.screening.duration_ms)
        self.frame.seek_bar.set_chapters(video.probe.chapters)
        self.frame.seek_bar.set_position(start)
        self.audio.open(video)
        self.captions.open(video)
        self.acts.show_time()
        self.refresh()
        self.panels.show_video(video)
        self._show_facts()

    def refresh(self) -> None:
        """Read the bookmarks anew."""
        if self._video is not None:
            kept = self._ctx.service(BookmarkService).bookmarks(self._ctx.user_id, self._video.id)
            self.acts.bookmarks = [(one.at_ms, one.note) for one in kept]
            self.frame.seek_bar.set_bookmarks(self.acts.bookmarks)

    def finish(self) -> None:
        """Let go of the video; called before the page goes."""
        self.full_screen.leave()
        self.pip.close()
        self.screening.close()
        self._ctx.window.removeEventFilter(self)

    def go_beside(self, step: int) -> None:
        """Ask for the video after (1) or before (−1) this one in the list."""
        beside = self._beside(step)
        if beside is not None:
            self.another_requested.emit(beside)

    # What the keys do

    def can(self, key: str) -> bool:
        """Say whether a command of the player can be run now."""
        if self._video is None or (key in NEED_FILM and not self.screening.playable):
            return False
        if key in {"previous", "next"}:
            step = -1 if key == "previous" else 1
            return (
                self.playlist is not None and self.playlist.beside(self._video.id, step) is not None
            )
        return True

    def plan(self) -> None:
        """Ask the planner for a task about this video."""
        self._ctx.commands.request("plan-things", [Place(Kind.VIDEO, self.video.id)])

    def add_bookmark(self) -> None:
        """Keep this moment; a word to it can be typed."""
        self.frame.show_panels()
        self.panels.add_bookmark(self.position_ms)

    def make_note(self) -> None:
        """Write a note at this moment."""
        self.frame.show_panels()
        self.panels.quick_note(self.position_ms)

    def close_innermost(self) -> None:
        """Close what is uppermost: what is being written, the full screen, the player."""
        if self.panels.close_innermost() or self.frame.close_drawer():
            return
        if self.full_screen.on:
            self.full_screen.leave()
        else:
            self.left.emit()

    # Qt

    def event(self, event: QEvent) -> bool:
        """Keys that a control of this page needs are its own, before they are commands."""
        asks = event.type() == QEvent.Type.ShortcutOverride
        if asks and isinstance(event, QKeyEvent) and keeps(self.focusWidget(), event):
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close and watched is self._ctx.window:
            self.finish()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._keys_on:
            self._keys_on = True
            self._ctx.commands.add(*self._commands)
            self._status.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not self._keys_on or event.spontaneous():
            return
        self._keys_on = False
        self._status.stop()
        self._ctx.commands.remove(*(command.id for command in self._commands))
        if not self.pip.on:
            self.screening.pause()

    # What follows from it

    def _connect(self) -> None:
        screening, frame = self.screening, self.frame
        screening.moved.connect(self._on_moved)
        screening.playing_changed.connect(lambda on: frame.controls.show_playing(playing=on))
        screening.length_changed.connect(self._on_length)
        screening.failed.connect(self._on_failed)
        screening.ended.connect(self._on_ended)
        self._engine.tracks_changed.connect(self._on_tracks)
        frame.seek_bar.dragged.connect(screening.draw_to)
        frame.seek_bar.chosen.connect(screening.seek)
        frame.surface.clicked.connect(self.acts.toggle)
        frame.surface.double_clicked.connect(self._on_double_click)
        frame.controls.volume.chosen.connect(self.acts.set_volume)
        frame.controls.bind(self._ctx.commands)
        frame.header.bind(self._ctx.commands)
        frame.header.back.connect(self.left)
        self.captions.changed.connect(self._show_captions)
        self.audio.counted.connect(frame.controls.show_audio)
        self.full_screen.changed.connect(self._on_full)
        self.pip.about_to_open.connect(self.full_screen.leave)
        self.pip.changed.connect(self._on_pip_changed)
        self.panels.left.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
        self._ctx.window.installEventFilter(self)

    def _beside(self, step: int) -> int | None:
        return None if self.playlist is None else self.playlist.beside(self.video.id, step)

    def _start(self, video: Video) -> None:
        """Show what there is of a video, and play it."""
        if not video.path or video.missing:
            self.pip.close()
            show_absent(self._ctx, self.frame.stage, video, self.show_video)
            return
        self.pip.show_title(video.about.title)
        self.screening.start(Path(video.path))
        self._show_stage(video)

    def _show_stage(self, video: Video) -> None:
        stage = self.frame.stage
        if self.pip.on:
            stage.show_notice(
                "picture-in-picture", "Playing in a small window", "It stays on top of the others."
            )
        elif video.is_audio or (self._engine.audio_tracks and not self._engine.has_video):
            self._show_cover(video)
        else:
            stage.show_picture()

    def _show_cover(self, video: Video) -> None:
        def show(peaks: bytes) -> None:
            if self._video is video:
                stage.cover.show_peaks(peaks)

        stage = self.frame.stage
        stage.show_cover()
        if self._covered is not video:
            self._covered = video
            stage.cover.show_words(video.about.title, video.about.instructor)
            read_peaks(self._ctx, self, video, show)

    def _show_facts(self) -> None:
        video, playlist = self.video, self.playlist
        about = video.about
        parts = [about.subject, about.system, playlist.words(video.id) if playlist else ""]
        self.frame.header.show_words(about.title, " · ".join(part for part in parts if part))
        self.frame.controls.show_playable(playable=self.screening.playable)
        self.frame.controls.show_list(previous=self.can("previous"), following=self.can("next"))
        self._ctx.commands.refresh()

    def _show_captions(self) -> None:
        on = bool(self.captions.source)
        self.frame.controls.show_captions(self.captions.name if on else "Captions", on=on)
        self.captions.move_to(self.position_ms)

    def _on_full(self, full: bool) -> None:
        self.frame.set_full(full=full)
        self.frame.stage.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_moved(self, ms: int) -> None:
        self.frame.seek_bar.set_position(ms)
        self.captions.move_to(ms)
        self.frame.stage.cover.move_to(ms / max(1, self.duration_ms))
        self.acts.show_time()

    def _on_length(self, ms: int) -> None:
        self.frame.seek_bar.set_duration(ms)
        self.acts.show_time()

    def _on_tracks(self) -> None:
        if self._video is not None and self.screening.playable:
            self._show_stage(self._video)

    def _on_failed(self, fault: Fault) -> None:
        self.pip.close()
        if self._video is not None:
            show_fault(self._ctx, self.frame.stage, self._video, self.show_video, fault)
            self._show_facts()

    def _on_ended(self) -> None:
        if self._ctx.settings.get("video_auto_next"):
            self.go_beside(1)

    def _on_double_click(self) -> None:
        self.acts.toggle()  # the first of the two clicks has done so already
        self.full_screen.toggle()

    def _on_pip_changed(self) -> None:
        self.frame.header.pip.setChecked(self.pip.on)
        if self._video is None or not self.screening.playable:
            return
        self._show_stage(self._video)
        if not self.pip.on and not self.isVisible():
            self.screening.pause()
