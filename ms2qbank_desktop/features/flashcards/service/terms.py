"""Cards of terms and what they mean: the glossary of a book becomes a deck."""

from __future__ import annotations

import html
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sqlmodel import col, select

from ms2qbank_desktop.core.ids import derived_id
from ms2qbank_desktop.features.flashcards.formats.base import (
    BATCH,
    Counts,
    DeckContent,
    Packed,
    PackedNote,
)
from ms2qbank_desktop.features.flashcards.models import CardsReport, Deck, Note, Preset
from ms2qbank_desktop.features.flashcards.notes import stock
from ms2qbank_desktop.features.flashcards.notes.identities import card_id, note_id
from ms2qbank_desktop.features.flashcards.tables import CardRow

from .intake import Intake

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.flashcards.models import TermCard
    from ms2qbank_desktop.storage.media import MediaFolder
    from ms2qbank_desktop.storage.store import Store

_TAG = "glossary"
_LOOK_UP = 500


class TermService:
    """Makes decks of glossaries; the same one again changes nothing that the user has edited."""

    def __init__(self, store: Store, clock: Clock, media: MediaFolder) -> None:
        self._store = store
        self._clock = clock
        self._media = media

    def take(
        self,
        user_id: int,
        deck: str,
        description: str,
        terms: Sequence[TermCard],
        progress: Progress,
    ) -> CardsReport:
        """Put a card for each term into the deck of that name, made if it is not there.

        The definition is asked for its term: so no card has two answers. Each leads back to its
        source. Raises as ExchangeService.import_files does.
        """
        report, now = CardsReport(files=1), self._clock.now()
        notes = [self._note(deck, term) for term in terms]

        def batches() -> Iterator[list[PackedNote]]:
            for start in range(0, len(notes), BATCH):
                yield [PackedNote(note, {}, 1) for note in notes[start : start + BATCH]]

        content = DeckContent(
            decks=(Packed(Deck(1, deck, 1, description), now, {}),),
            presets=(Packed(Preset(id=1), now, {}),),
            note_types=(Packed(stock.BASIC, now, {}),),
            notes=batches(),
            counts=Counts(notes=len(notes)),
        )
        scratch = self._store.paths.scratch
        scratch.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=scratch) as folder:
            taking = Intake(self._store, self._media, user_id, deck, report, now, Path(folder))
            taking.run(content, progress)
        sources = {
            card_id(note_id(user_id, note.guid), 0): term.source
            for note, term in zip(notes, terms, strict=True)
        }
        ids = list(sources)
        for start in range(0, len(ids), _LOOK_UP):
            query = select(CardRow).where(
                col(CardRow.id).in_(ids[start : start + _LOOK_UP]), col(CardRow.source_id).is_(None)
            )
            with self._store.write() as session:
                for row in session.exec(query):
                    source = sources[row.id]
                    row.source_kind, row.source_id = source.kind, source.id
                    row.source_place = source.spot
                    session.add(row)
                session.touch("cards")
        return report

    def _note(self, deck: str, term: TermCard) -> Note:
        """Return the note of a term; where a definition was mended it is the same note."""
        guid = f"term-{derived_id(deck, term.source.id, term.term.casefold()):x}"
        fields = (html.escape(term.definition), html.escape(term.term))
        return Note(0, guid, stock.BASIC.id, fields, (_TAG,), self._clock.now())
