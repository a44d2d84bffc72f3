"""Which audio track of a video is heard; kept with the video."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from .player_settings import keep, kept

if TYPE_CHECKING:
    from ms2qbank_desktop.features.videos.models import Video
    from ms2qbank_desktop.ui.context import UiContext

    from .engine import Engine


class PlayerAudio(QObject):
    """Chooses the track that was heard last as soon as the engine knows the tracks. ``counted``
    carries how many there are."""

    counted = Signal(int)

    def __init__(self, ctx: UiContext, engine: Engine, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._engine = engine
        self._video_id = 0
        self._wanted: int | None = None
        engine.tracks_changed.connect(self._on_tracks)

    def open(self, video: Video) -> None:
        """Take up a video before it plays."""
        self._video_id = video.id
        self._wanted = kept(self._ctx, video.id).get("audio_track")
        self.counted.emit(len(video.probe.audio_tracks))

    def choose(self, track_id: int) -> None:
        """Hear another track, also the next time this video is opened."""
        self._engine.set_audio_track(track_id)
        keep(self._ctx, self._video_id, audio_track=track_id)

    def step(self) -> None:
        """Hear the next track."""
        ids = [track.id for track in self._engine.audio_tracks]
        if len(ids) > 1:
            now = self._engine.audio_track
            self.choose(ids[(ids.index(now) + 1) % len(ids) if now in ids else 0])

    def _on_tracks(self) -> None:
        ids = [track.id for track in self._engine.audio_tracks]
        if not ids:
            return
        self.counted.emit(len(ids))
        wanted, self._wanted = self._wanted, None
        if wanted in ids and wanted != self._engine.audio_track:
            self._engine.set_audio_track(wanted)
