"""A card of what another slice has taken from a place: a moment of a video, a passage.

Loaded at the start: what is heavy is imported by the first request.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ms2qbank_desktop.features.links.models import Excerpt
    from ms2qbank_desktop.ui.context import UiContext


def serve_excerpts(ctx: UiContext) -> None:
    """Say that cards are made here."""
    ctx.commands.serve("make-card", partial(_make, ctx))


def _make(ctx: UiContext, excerpt: Excerpt) -> None:
    """Open the editor with the excerpt in it."""
    from ms2qbank_desktop.features.flashcards.models import Draft
    from ms2qbank_desktop.features.flashcards.notes.making import excerpt_card
    from ms2qbank_desktop.features.flashcards.service.decks import DeckService
    from ms2qbank_desktop.features.flashcards.service.notes import NoteService
    from ms2qbank_desktop.features.links.ui.kinds import LOOKS

    notes, decks = ctx.service(NoteService), ctx.service(DeckService)
    picture = ""
    if excerpt.picture is not None:
        picture = notes.add_picture(ctx.user_id, excerpt.picture, f"{excerpt.source}.png")
    made = excerpt_card(excerpt, picture)
    place = excerpt.place
    type_id = next(one.id for one in decks.note_types(ctx.user_id) if one.name == made.note_type)
    deck_id = decks.create_deck(ctx.user_id, f"From {LOOKS[place.kind].many}")
    ctx.commands.request("edit-card-draft", Draft(type_id, deck_id, made.fields, made.tags, place))
