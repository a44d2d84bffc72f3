"""The decks that come with the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.paths import resources
from ms2qbank_desktop.features.flashcards.models import (
    DECK_SEPARATOR,
    CardTemplate,
    NoteField,
    NoteKind,
    NoteType,
)
from ms2qbank_desktop.features.flashcards.notes import stock
from ms2qbank_desktop.features.flashcards.queries import decks

if TYPE_CHECKING:
    from pathlib import Path

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.flashcards.models import CardsReport
    from ms2qbank_desktop.storage.store import Store

    from .exchange import ExchangeService

STARTER = "Step 1 starter"
"""The deck above them."""
_DESCRIPTION = (
    "Written for this program; not yet reviewed by a physician. "
    "License: CC BY 4.0. Attribution: MS2QBank Desktop."
)
_WITH_REASON = NoteType(
    0,
    "Basic with reason",
    NoteKind.STANDARD,
    (NoteField("Front"), NoteField("Back"), NoteField("Why")),
    (
        CardTemplate(
            "Card 1",
            "{{Front}}",
            "{{FrontSide}}\n<hr id=answer>\n{{Back}}\n{{#Why}}<div class=why>{{Why}}</div>{{/Why}}",
        ),
    ),
    stock.CSS + ".why { font-size: 16px; margin-top: 12px; }\n",
)
"""The files call it by its name."""


class StarterService:
    """Brings the starter decks: at the first start, or when the user asks for them."""

    def __init__(self, store: Store, clock: Clock, exchange: ExchangeService) -> None:
        self._store = store
        self._clock = clock
        self._exchange = exchange

    def files(self) -> list[Path]:
        """Return the text files they are kept in, a deck in each."""
        return sorted((resources() / "seed" / "cards").glob("*.txt"))

    def install(self, user_id: int, progress: Progress) -> CardsReport:
        """Add the starter decks as official ones, and bring those that are there up to date.

        What the user has edited stays; what he has removed comes back. Raises as
        ExchangeService.import_files does.
        """
        now = self._clock.now()
        with self._store.write() as session:
            decks.stock_note_type(session, user_id, _WITH_REASON, now)
        report = self._exchange.import_files(user_id, self.files(), progress)
        with self._store.write() as session:
            for row in decks.decks(session, user_id):
                above = row.name.partition(DECK_SEPARATOR)[0]
                if above == STARTER and not row.official:
                    row.official = True
                    row.options = {**row.options, "description": _DESCRIPTION}
                    row.changed_at = now
                    session.add(row)
            session.touch("decks")
        return report
