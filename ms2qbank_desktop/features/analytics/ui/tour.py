"""The screens of analytics beyond its pages, for the tour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .looking import look_state

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ms2qbank_desktop.ui.context import UiContext


def screens(ctx: UiContext) -> Iterator[str]:
    """Show all time, then two periods beside each other."""
    state = look_state(ctx)
    pages = ("overview", "questions", "cards", "time", "table")
    state.choose(span="all")
    for page in pages:
        ctx.navigate.open("analytics", page)
        yield f"all-{page}"
    state.choose(span="30", compare="before")
    for page in pages:
        ctx.navigate.open("analytics", page)
        yield f"compared-{page}"
    state.choose(span="90", compare=None)
