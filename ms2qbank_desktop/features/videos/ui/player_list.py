"""A playlist as the player goes through it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.videos.service.playlists import PlaylistService

if TYPE_CHECKING:
    from ms2qbank_desktop.features.videos.models import VideoEntry
    from ms2qbank_desktop.ui.context import UiContext


@dataclass(frozen=True, slots=True)
class PlayList:
    """The videos of a playlist that can be played, in their order."""

    name: str
    videos: tuple[VideoEntry, ...]

    def place(self, video_id: int) -> int | None:
        """Return where a video stands, from 0; None if it is not in it."""
        return next((at for at, one in enumerate(self.videos) if one.id == video_id), None)

    def beside(self, video_id: int, step: int) -> int | None:
        """Return the id of the video after (1) or before (−1); None at the end of the list."""
        at = self.place(video_id)
        if at is None or not 0 <= at + step < len(self.videos):
            return None
        return self.videos[at + step].id

    def words(self, video_id: int) -> str:
        """Say where a video stands: "in “Renal in a week”, 2 of 6"."""
        at = self.place(video_id)
        return "" if at is None else f"in “{self.name}”, {at + 1} of {len(self.videos)}"


def read_list(ctx: UiContext, playlist_id: int) -> PlayList:
    """Read a playlist; UserFault if it is gone."""
    service = ctx.service(PlaylistService)
    videos = tuple(one for one in service.videos(ctx.user_id, playlist_id) if not one.missing)
    lists = service.playlists(ctx.user_id)
    return PlayList(next((one.name for one in lists if one.id == playlist_id), ""), videos)
