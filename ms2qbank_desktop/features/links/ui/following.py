"""Where a link leads: into the tab of the thing, or beside the exam that has the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.links.models import Kind

if TYPE_CHECKING:
    from ms2qbank_desktop.features.links.models import Place
    from ms2qbank_desktop.ui.context import UiContext


def follow(ctx: UiContext, place: Place) -> None:
    """Open a place: while an exam or cards have the window, over them."""
    taken = ctx.navigate.taken_over is not None and place.kind is not Kind.TASK  # is a dialog
    ctx.commands.request(f"{'beside' if taken else 'open'}-{place.kind}", place)
