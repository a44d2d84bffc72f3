"""How the user plays one video: tracks and delays, kept with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.context import UiContext


def kept(ctx: UiContext, video_id: int) -> dict[str, Any]:
    """Return what was kept of a video."""
    return ctx.service(CatalogueService).settings(ctx.user_id, video_id)


def keep(ctx: UiContext, video_id: int, **settings: str | int) -> None:
    """Keep something of a video, beside what is kept already."""
    catalogue = ctx.service(CatalogueService)
    catalogue.save_settings(ctx.user_id, video_id, kept(ctx, video_id) | settings)
