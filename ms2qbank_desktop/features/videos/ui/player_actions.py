"""What the keys of the player do: jumps, speed, loudness, the stretch that repeats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ms2qbank_desktop.ui.settings.following import follow

from .player_words import next_speed, speed_text
from .volume_bar import LOUDEST

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.context import UiContext

    from .engine import Engine
    from .full_screen import FullScreen
    from .player_frame import PlayerFrame
    from .screening import Screening

_NEAR_MS = 1_500
"""Who has just jumped to a bookmark means the one before it."""
_SHORTEST_LOOP_MS = 500
_VOLUME_STEP = 5


class PlayerActions(QObject):
    """Acts on the engine, and shows in the controls what came of it."""

    def __init__(
        self,
        ctx: UiContext,
        frame: PlayerFrame,
        screening: Screening,
        engine: Engine,
        full_screen: FullScreen,
    ) -> None:
        super().__init__(frame)
        self._ctx = ctx
        self._frame = frame
        self._screening = screening
        self._engine = engine
        self._full_screen = full_screen
        self.bookmarks: list[tuple[int, str]] = []
        """Milliseconds and notes of the bookmarks of the video."""
        self._speed_before = 150
        self.loop: tuple[int, int | None] | None = None
        self.show_all()
        follow(ctx.settings, "video_speed", self, self._on_speed)

    @property
    def speed(self) -> int:
        """The speed in per cent."""
        return int(self._ctx.settings.get("video_speed"))

    def show_all(self) -> None:
        """Bring engine and controls to what the settings say."""
        get = self._ctx.settings.get
        self._engine.set_rate(self.speed / 100)
        self._engine.set_volume(get("video_volume"))
        self._engine.set_muted(get("video_muted"))
        self._frame.controls.show_speed(self.speed)
        self._show_volume()

    def show_time(self) -> None:
        """Say where it is and how much is left."""
        at_ms, whole_ms = self._screening.position_ms, self._screening.duration_ms
        self._frame.controls.show_time(at_ms, whole_ms, self.speed)

    # Where

    def toggle(self) -> None:
        """Play or pause."""
        if self._screening.playing:
            self._screening.pause()
        else:
            self._screening.play()

    def jump(self, ms: int) -> None:
        """Go ``ms`` on, or back if it is negative."""
        self._screening.seek(self._screening.position_ms + ms)

    def go_to_share(self, tenths: int) -> None:
        """Go to so many tenths of the whole."""
        self._screening.seek(self._screening.duration_ms * tenths // 10)

    def go_to_end(self) -> None:
        """Go to the last seconds."""
        self._screening.seek(max(0, self._screening.duration_ms - 3_000))

    def go_to_bookmark(self, step: int) -> None:
        """Go to the bookmark after (1) or before (−1); to the chapter where there are none."""
        marks = [at for at, _ in self.bookmarks]
        self._go_to_next(marks or self._chapters(), step)

    def go_to_chapter(self, step: int) -> None:
        """Go to the beginning of the chapter after (1) or before (−1)."""
        self._go_to_next(self._chapters(), step)

    def _chapters(self) -> list[int]:
        return [chapter.start_ms for chapter in self._screening.video.probe.chapters]

    def _go_to_next(self, places: list[int], step: int) -> None:
        at = self._screening.position_ms
        if step > 0:
            beyond = [place for place in places if place > at + 100]
        else:
            beyond = [place for place in places if place < at - _NEAR_MS]
        if beyond:
            self._screening.seek(min(beyond) if step > 0 else max(beyond))

    # How fast

    def set_speed(self, percent: int) -> None:
        """Play at another speed, also what is opened later."""
        if percent == self.speed:
            return
        if self.speed != 100:
            self._speed_before = self.speed
        self._ctx.settings.set("video_speed", percent)

    def _on_speed(self, percent: int) -> None:
        self._screening.set_speed(percent)
        self._frame.controls.show_speed(percent)
        self.show_time()

    def change_speed(self, step: int) -> None:
        """Quicker (1) or slower (−1)."""
        self.set_speed(next_speed(self.speed, step))
        if self._full_screen.on:
            self._ctx.messages.toast(speed_text(self.speed))

    def normal_speed(self) -> None:
        """Normal speed, and back to the one before."""
        self.set_speed(self._speed_before if self.speed == 100 else 100)

    # How loud

    def set_volume(self, percent: int) -> None:
        """So loud, also what is opened later; it is heard again if it was muted."""
        percent = max(0, min(LOUDEST, percent))
        self._ctx.settings.set("video_volume", percent)
        self._engine.set_volume(percent)
        if self._ctx.settings.get("video_muted"):
            self.mute()
        self._show_volume()

    def change_volume(self, step: int) -> None:
        """Louder (1) or softer (−1)."""
        self.set_volume(int(self._ctx.settings.get("video_volume")) + step * _VOLUME_STEP)

    def mute(self) -> None:
        """Without sound, or with it again."""
        muted = not self._ctx.settings.get("video_muted")
        self._ctx.settings.set("video_muted", muted)
        self._engine.set_muted(muted)
        self._show_volume()

    def _show_volume(self) -> None:
        get = self._ctx.settings.get
        self._frame.controls.show_volume(get("video_volume"), muted=get("video_muted"))

    # What repeats

    def step_loop(self) -> None:
        """Set A, then B, then let it go on."""
        at = self._screening.position_ms
        if self.loop is None:
            self._set_loop((at, None))
        elif self.loop[1] is None and at >= self.loop[0] + _SHORTEST_LOOP_MS:
            self._set_loop((self.loop[0], at))
            self._screening.seek(self.loop[0])
        else:
            self._set_loop(None)

    def clear_loop(self) -> None:
        """Repeat nothing: another video begins."""
        self._set_loop(None)

    def _set_loop(self, loop: tuple[int, int | None] | None) -> None:
        self.loop = loop
        if loop is not None and loop[1] is not None:
            self._engine.set_loop(loop[0], loop[1])
        else:
            self._engine.clear_loop()
        self._frame.controls.show_loop(loop)
        self._frame.seek_bar.set_loop(loop)
