"""What a card of the home screen is to its page, and what all of them share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from ms2qbank_desktop.core.errors import Fault

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.context import UiContext


class Part(Protocol):
    """A card. ``topics``: what it shows, as services announce it."""

    topics: frozenset[str]

    def __init__(self, ctx: UiContext) -> None: ...

    @staticmethod
    def read(ctx: UiContext) -> Any:
        """Return what is to be shown. On a worker."""

    def show_found(self, found: Any) -> None:
        """Show it; a card that has nothing to show hides."""


def ask(ctx: UiContext, request: str, *about: object) -> None:
    """Have another slice do something; what stands in its way is told."""
    try:
        ctx.commands.request(request, *about)
    except Fault as fault:
        ctx.messages.show(fault)
