"""Captions over the picture: which track, how much later, and how they look."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService
from ms2qbank_desktop.features.videos.service.scanning import ScanningService
from ms2qbank_desktop.ui.settings.following import follow

from .player_settings import keep, kept
from .surface import CaptionStyle

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from ms2qbank_desktop.features.videos.models import Caption, Track, Transcript, Video
    from ms2qbank_desktop.ui.context import UiContext

    from .engine import Engine
    from .surface import Surface

_PICTURE = "picture:"
"""Begins the source of a track that VLC draws into the picture."""


class PlayerCaptions(QObject):
    """The tracks of a video, and the one that is shown; kept with the video.

    A track is named by its ``source``: that of its transcript, or ``picture:<id>`` for one that is
    no text and is drawn by VLC; "" is none. ``changed``: other tracks, another one, another delay.
    """

    changed = Signal()

    def __init__(self, ctx: UiContext, engine: Engine, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._engine = engine
        self._surfaces: list[Surface] = []
        self._video: Video | None = None
        self._transcripts: list[Transcript] = []
        self._starts: list[int] = []
        self.shown = ""
        self.source = ""
        self.last_source = ""
        self.delay_ms = 0
        engine.tracks_changed.connect(self._on_tracks)
        for key in ("caption_size", "caption_colour", "caption_box", "caption_at_top"):
            follow(ctx.settings, key, self, self._show_style)

    @property
    def tracks(self) -> list[tuple[str, str]]:
        """Return source and name of each track, files beside the video first."""
        named = [(one.source, _name(one, at)) for at, one in enumerate(self._transcripts, 1)]
        readable = {one.source for one in self._transcripts}
        pictures = self._engine.subtitle_tracks if len(readable) < self._embedded() else ()
        named += [
            (f"{_PICTURE}{track.id}", track_name(track))
            for track in pictures
            if f"track:{track.id}" not in readable
        ]
        return named

    @property
    def name(self) -> str:
        """Return what the shown track is called; "Off" if there is none."""
        return dict(self.tracks).get(self.source, "Off")

    def add_surface(self, surface: Surface) -> None:
        """Show captions on this one too, until it is deleted."""
        self._surfaces.append(surface)
        surface.set_caption_style(self.style())
        surface.set_caption(self.shown)

    def drop_surface(self, surface: Surface) -> None:
        """Forget a surface that goes."""
        self._surfaces.remove(surface)

    def open(self, video: Video) -> None:
        """Take up the tracks of a video as they are known, then read its files anew."""
        self._video = video
        catalogue = self._ctx.service(CatalogueService)
        before = kept(self._ctx, video.id)
        self.source = str(before.get("captions", ""))
        self.last_source = self.source
        self.delay_ms = int(before.get("captions_delay_ms", 0))
        self._take(catalogue.transcripts(self._ctx.user_id, video.id))
        if video.path and not video.missing:
            self._read(lambda scanning: scanning.read_captions(self._ctx.user_id, video.id))

    def load(self, file: Path) -> None:
        """Take a subtitle file to the video and show it. What is wrong with it is said."""
        video = self._video
        if video is None:
            return
        known = {one.source for one in self._transcripts}

        def add(scanning: ScanningService) -> object:
            scanning.add_captions(self._ctx.user_id, video.id, file)
            return None

        def show() -> None:
            new = [one.source for one in self._transcripts if one.source not in known]
            self.choose((new or [file.name])[0])

        self._read(add, show)

    def choose(self, source: str) -> None:
        """Show another track, "" for none."""
        self.source = source
        if source:
            self.last_source = source
        self._keep()
        self._show_track()

    def toggle(self) -> None:
        """Show captions, or none: the track before, else the first."""
        if self.source:
            self.choose("")
        elif sources := [source for source, _ in self.tracks]:
            self.choose(self.last_source if self.last_source in sources else sources[0])

    def step(self) -> None:
        """Show the next track; none after the last."""
        sources = ["", *(source for source, _ in self.tracks)]
        at = sources.index(self.source) if self.source in sources else 0
        self.choose(sources[(at + 1) % len(sources)])

    def shift(self, ms: int) -> None:
        """Show captions so much later; a negative one earlier. 0 is as the file has it."""
        self.delay_ms = self.delay_ms + ms if ms else 0
        self._keep()
        self.changed.emit()

    def style(self) -> CaptionStyle:
        """Return how captions look, as the settings have it."""
        get = self._ctx.settings.get
        return CaptionStyle(
            size_percent=get("caption_size"),
            colour=get("caption_colour"),
            box=get("caption_box"),
            at_top=get("caption_at_top"),
        )

    def set_style(self, key: str, value: str | int) -> None:
        """Keep a setting of the look; it is used as if it were changed elsewhere."""
        self._ctx.settings.set(key, value)

    def _show_style(self, _value: object) -> None:
        for surface in self._surfaces:
            surface.set_caption_style(self.style())

    def move_to(self, ms: int) -> None:
        """Show what is said at a place."""
        text = self._text_at(ms - self.delay_ms)
        if text != self.shown:
            self.shown = text
            for surface in self._surfaces:
                surface.set_caption(text)

    def _text_at(self, ms: int) -> str:
        captions = self._captions()
        at = bisect_right(self._starts, ms)
        spoken = [one.text for one in captions[max(0, at - 3) : at] if ms < one.end_ms]
        return "\n".join(spoken)

    def _captions(self) -> Sequence[Caption]:
        found = (one.captions for one in self._transcripts if one.source == self.source)
        return next(found, ())

    def _read(
        self,
        work: Callable[[ScanningService], object],
        then: Callable[[], None] | None = None,
    ) -> None:
        video, user_id = self._video, self._ctx.user_id
        if video is None:
            return
        scanning, catalogue = (
            self._ctx.service(ScanningService),
            self._ctx.service(CatalogueService),
        )

        def read(_progress: object) -> list[Transcript]:
            work(scanning)
            return catalogue.transcripts(user_id, video.id)

        def done(transcripts: list[Transcript]) -> None:
            if self._video is video:
                self._take(transcripts)
                if then is not None:
                    then()

        self._ctx.tasks.run("Reading captions", read, done=done, owner=self)

    def _take(self, transcripts: list[Transcript]) -> None:
        self._transcripts = transcripts
        self._show_track()

    def _show_track(self) -> None:
        self._starts = [one.start_ms for one in self._captions()]
        self._tell_engine()
        self.changed.emit()

    def _tell_engine(self) -> None:
        """VLC draws a track of pictures, and no other one."""
        picture = self.source.startswith(_PICTURE)
        track = int(self.source.removeprefix(_PICTURE)) if picture else None
        if self._engine.subtitle_track != track:
            self._engine.set_subtitle_track(track)

    def _embedded(self) -> int:
        return len(self._video.probe.subtitle_tracks) if self._video is not None else 0

    def _on_tracks(self) -> None:
        self._tell_engine()
        self.changed.emit()

    def _keep(self) -> None:
        if self._video is not None:
            delay = self.delay_ms
            keep(self._ctx, self._video.id, captions=self.source, captions_delay_ms=delay)


def _name(transcript: Transcript, number: int) -> str:
    if transcript.language:
        return language_name(transcript.language)
    if transcript.source.startswith("track:"):
        return f"Track {number}"
    return transcript.source


def track_name(track: Track) -> str:
    """Return what an audio or subtitle track is called."""
    return track.name or language_name(track.language) or f"Track {track.id}"


def language_name(code: str) -> str:
    """Return a language by its code in English: "en" and "eng" are English; else the code."""
    from PySide6.QtCore import QLocale

    language = QLocale.codeToLanguage(code.split("-")[0])
    if language in (QLocale.Language.C, QLocale.Language.AnyLanguage):
        return code
    return QLocale.languageToString(language)
