"""The screens of flashcards beyond their pages, for the tour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QDialog

from ms2qbank_desktop.features.flashcards.models import Rating
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService

from .options_dialog import open_options
from .study_opening import gathered, sit_down

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ms2qbank_desktop.ui.context import UiContext

_DECK = "Renal::Tubular transport"
_CARDS = (
    ("Basic", ("Which transporter is lost in Gitelman syndrome?", "The Na/Cl cotransporter")),
    ("Basic, typed answer", ("Which segment reabsorbs most sodium?", "proximal tubule")),
    ("Cloze", (r"The anion gap is {{c1::\(Na^+ - (Cl^- + HCO_3^-)\)}}", "")),
)


def screens(ctx: UiContext) -> Iterator[str]:
    """Show the study screen in its states, and the options of a deck."""
    deck_id = _deck(ctx)
    page = sit_down(ctx, gathered(ctx, deck_id))
    yield "question"
    page.show_answer()
    yield "answer"
    page.rate(Rating.GOOD)
    page.frame.card.typed.setText("proximal tubuli")
    page.show_answer()
    yield "answer-typed"
    while page.session.current is not None:
        page.show_answer()
        page.rate(Rating.EASY)
    yield "done"
    page.leave()
    open_options(ctx, deck_id)
    yield "options"
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, QDialog):
        dialog.reject()


def _deck(ctx: UiContext) -> int:
    """Return a deck of a few cards; the tour works on a copy of the profile."""
    decks, notes, user_id = ctx.service(DeckService), ctx.service(NoteService), ctx.user_id
    types = {one.name: one for one in decks.note_types(user_id)}
    deck_id = decks.create_deck(user_id, _DECK)
    for kind, fields in _CARDS:
        notes.add_note(user_id, deck_id, types[kind].id, fields)
    return deck_id
