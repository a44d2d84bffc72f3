"""Small pictures and waveforms of videos, made once and kept in the cache by their content."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.features.videos.pictures import png

if TYPE_CHECKING:
    from ms2qbank_desktop.features.videos.models import Video
    from ms2qbank_desktop.features.videos.playback.inspecting import Inspector

WIDEST = 480
PEAKS = 1_000
"""Pieces of a waveform."""


class Previews:
    """The folder of small pictures; it may be emptied at any time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def picture(self, content: str) -> Path:
        """Return where the picture of a content lies, or would lie."""
        return self._folder / f"{content}.png"

    def peaks(self, content: str) -> Path:
        """Return where the waveform of a content lies, or would lie: PEAKS bytes from 0 to 255."""
        return self._folder / f"{content}.peaks"

    def make_picture(self, inspector: Inspector, video: Video) -> Path | None:
        """Make the picture of a video; None if it has none."""
        target = self.picture(video.content)
        if target.exists():
            return target
        if not video.content or video.missing or self._has_none(target):
            return None
        found = inspector.picture(Path(video.path), widest=WIDEST)
        data = png(found.width, found.height, found.rgb) if found is not None else None
        return self._keep(target, data)

    def make_peaks(self, inspector: Inspector, video: Video) -> Path | None:
        """Make the waveform of a recording; None if nothing can be heard in it."""
        target = self.peaks(video.content)
        if target.exists():
            return target
        if not video.content or video.missing or self._has_none(target):
            return None
        return self._keep(target, inspector.peaks(Path(video.path), PEAKS))

    def _keep(self, target: Path, data: bytes | None) -> Path | None:
        if data is None:
            target = _mark(target)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.with_name(f"{target.name}.part")
            part.write_bytes(data or b"")
            part.replace(target)
        except OSError as error:
            raise EnvironmentFault(
                f"The small pictures of videos cannot be kept ({error.strerror}).",
                advice="Free some space on the disk of the data folder.",
            ) from error
        return None if data is None else target

    def _has_none(self, target: Path) -> bool:
        """Whether it was tried before in vain: broken files are not tried at each look."""
        return _mark(target).exists()


def _mark(target: Path) -> Path:
    return target.with_name(f"{target.name}.none")
