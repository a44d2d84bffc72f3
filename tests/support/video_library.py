"""A library of real files, and what a test asks of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.videos.models import ScanReport, Video, VideoFilter, VideoOrder
from ms2qbank_desktop.features.videos.service.bookmarks import BookmarkService
from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService
from ms2qbank_desktop.features.videos.service.scanning import ScanningService

if TYPE_CHECKING:
    from pathlib import Path

    from ms2qbank_desktop.features.videos.playback.inspecting import Inspector
    from tests.support.bank import Desk


class Library:
    """What a test asks of the library, for the one user."""

    def __init__(self, desk: Desk, inspector: Inspector) -> None:
        self.desk = desk
        self.user_id = desk.user_id
        self.scanning = ScanningService(desk.context.store, desk.clock, inspector)
        self.catalogue = desk.context.service(CatalogueService)
        self.bookmarks = desk.context.service(BookmarkService)

    def add(self, *paths: Path) -> ScanReport:
        return self.scanning.add(self.user_id, paths)

    def rescan(self) -> ScanReport:
        return self.scanning.rescan(self.user_id)

    def videos(self, text: str = "") -> list[Video]:
        wanted = VideoFilter(text=text)
        found = self.catalogue.entries(self.user_id, wanted, VideoOrder.TITLE)
        return [self.catalogue.video(self.user_id, entry.id) for entry in found]

    def only(self) -> Video:
        (video,) = self.videos()
        return video

    def said(self, video_id: int) -> dict[str, list[str]]:
        found = self.catalogue.transcripts(self.user_id, video_id)
        return {one.source: [caption.text for caption in one.captions] for one in found}


def counts(report: ScanReport) -> dict[str, int]:
    """Return the numbers of a report that are not 0."""
    names = ("added", "updated", "unchanged", "rejected", "moved", "missing")
    return {name: getattr(report, name) for name in names if getattr(report, name)}
