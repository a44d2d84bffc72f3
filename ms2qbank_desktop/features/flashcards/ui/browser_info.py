"""The history of any card and its links, as the study screen shows those of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.memory import MemoryService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.flashcards.service.study import StudyService
from ms2qbank_desktop.features.flashcards.study_models import Shown
from ms2qbank_desktop.features.links.models import Kind
from ms2qbank_desktop.features.links.ui.links_panel import LinksSection

from .card_info import CardInfo

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.context import UiContext


def show_info(ctx: UiContext, card_id: int) -> None:
    """Open the history of a card."""
    user_id, notes, decks = ctx.user_id, ctx.service(NoteService), ctx.service(DeckService)
    card = notes.card(user_id, card_id)
    note = notes.note(user_id, card.note_id)
    deck = decks.deck(user_id, card.home_deck_id or card.deck_id)
    (preset,) = (one for one in decks.presets(user_id) if one.id == deck.preset_id)
    if deck.desired_retention is not None:
        preset = replace(preset, desired_retention=deck.desired_retention)
    note_type = notes.note_type(user_id, note.notetype_id)
    shown = Shown(card, note, note_type, deck, preset, (0, 0, 0, 0), 0)
    now = ctx.clock.now()
    reviews = ctx.service(StudyService).history(user_id, card_id)
    points = ctx.service(MemoryService).course(user_id, card_id)
    today = ctx.clock.study_day(now).toordinal()
    dialog = CardInfo(ctx.window, shown, reviews, now, today, points)
    links = LinksSection(ctx, Kind.CARD, card_id)
    links.list.followed.connect(dialog.accept)
    dialog.add_section(links)
    dialog.open_once()
