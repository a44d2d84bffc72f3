"""The flashcards slice, described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.feature import FeatureSpec

if TYPE_CHECKING:
    from ms2qbank_desktop.storage.context import ServiceContext


def _tables() -> tuple[type, ...]:
    from .tables import (
        CardMediaRow,
        CardNoteRow,
        CardReviewRow,
        CardRow,
        CardTagRow,
        DeckRow,
        NoteTypeRow,
        PresetRow,
        VoidRow,
    )

    return (
        PresetRow,
        DeckRow,
        NoteTypeRow,
        CardNoteRow,
        CardTagRow,
        CardRow,
        CardReviewRow,
        VoidRow,
        CardMediaRow,
    )


def _services(ctx: ServiceContext) -> tuple[object, ...]:
    from .service.decks import DeckService
    from .service.exchange import ExchangeService
    from .service.notes import NoteService

    return (
        DeckService(ctx.store, ctx.clock),
        NoteService(ctx.store, ctx.clock, ctx.media),
        ExchangeService(ctx.store, ctx.clock, ctx.media),
    )


FEATURE = FeatureSpec("flashcards", "Flashcards", None, 40, _tables, _services)
