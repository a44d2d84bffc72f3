"""The videos slice, described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.feature import FeatureSpec, PageSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ms2qbank_desktop.storage.context import ServiceContext
    from ms2qbank_desktop.ui.context import UiContext


def _tables() -> tuple[type, ...]:
    from .tables import (
        BookmarkRow,
        PlaylistItemRow,
        PlaylistRow,
        TranscriptRow,
        VideoRow,
        VideoTagRow,
        WatchedFolderRow,
        WatchEventRow,
    )

    return (
        WatchedFolderRow,
        VideoRow,
        VideoTagRow,
        TranscriptRow,
        WatchEventRow,
        BookmarkRow,
        PlaylistRow,
        PlaylistItemRow,
    )


def _services(ctx: ServiceContext) -> tuple[object, ...]:
    from ms2qbank_desktop.features.links.service import LinkService

    from .service.bookmarks import BookmarkService
    from .service.catalogue import CatalogueService
    from .service.playlists import PlaylistService
    from .service.scanning import ScanningService
    from .service.watching import WatchingService

    return (
        CatalogueService(ctx.store, ctx.clock),
        ScanningService(ctx.store, ctx.clock),
        WatchingService(ctx.store, ctx.clock),
        BookmarkService(ctx.store, ctx.clock, ctx.service(LinkService)),
        PlaylistService(ctx.store, ctx.clock),
    )


def _ends(ctx: ServiceContext) -> object:
    from .service.ends import VideoEnds

    return VideoEnds(ctx.store)


def _page(ctx: UiContext) -> object:
    from .ui.library_deeds import LibraryDeeds
    from .ui.video_commands import video_commands
    from .ui.video_menus import give_menus
    from .ui.videos_page import VideosPage

    page = VideosPage(ctx)
    deeds = LibraryDeeds(ctx, page)
    give_menus(deeds)
    ctx.commands.add(*video_commands(deeds))
    return page


def _tour(ctx: UiContext) -> Iterator[str]:
    from .ui.tour import screens

    return screens(ctx)


FEATURE = FeatureSpec(
    "videos",
    "Videos",
    "monitor-play",
    50,
    _tables,
    _services,
    pages=(PageSpec("videos", "videos", "Videos", 10, _page),),
    ends={"video": _ends},
    tour=_tour,
)
