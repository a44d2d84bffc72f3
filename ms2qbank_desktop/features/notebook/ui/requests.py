"""What other slices ask of the notebook: to open a note.

Loaded at the start: what is heavy is imported by the first request.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ms2qbank_desktop.features.links.models import Place
    from ms2qbank_desktop.ui.context import UiContext


def serve_requests(ctx: UiContext) -> None:
    """Say that notes are opened here."""
    ctx.commands.serve("open-note", partial(_open, ctx))


def _open(ctx: UiContext, place: Place) -> None:
    from .note_dialog import NoteDialog

    NoteDialog(ctx, place.id).open()
