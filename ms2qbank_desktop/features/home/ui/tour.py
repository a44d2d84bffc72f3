"""The home screen as it is on the first day and later, for the tour."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ms2qbank_desktop.ui.context import UiContext


def screens(ctx: UiContext) -> Iterator[str]:
    """Show the home screen once more, after the slices have filled the profile."""
    ctx.navigate.open("home")
    yield "lived-in"
