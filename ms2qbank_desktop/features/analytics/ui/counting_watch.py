"""Keeps the sums up with large writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.ui.catching_up import CatchingUp

if TYPE_CHECKING:
    from ms2qbank_desktop.features.analytics.service.counting import CountingService
    from ms2qbank_desktop.ui.context import UiContext


def watch_counting(ctx: UiContext) -> None:
    """Count what imports leave to be counted, beside the window."""
    CatchingUp(ctx, "answer-counter", lambda: _counting(ctx))


def _counting(ctx: UiContext) -> CountingService:
    from ms2qbank_desktop.features.analytics.service.counting import CountingService

    return ctx.service(CountingService)
