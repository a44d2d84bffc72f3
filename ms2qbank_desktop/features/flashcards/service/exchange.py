"""Flashcards from files, and into files."""

from __future__ import annotations

import errno
import gc
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import EnvironmentFault, UserFault
from ms2qbank_desktop.core.progress import Progress, Silent
from ms2qbank_desktop.features.flashcards.browsing import CardRecord
from ms2qbank_desktop.features.flashcards.formats.base import (
    BATCH,
    BadFile,
    BadItem,
    ExportOptions,
    Source,
)
from ms2qbank_desktop.features.flashcards.formats.known import FORMATS, WRITERS, format_of
from ms2qbank_desktop.features.flashcards.models import CardsReport, ExportReport
from ms2qbank_desktop.features.flashcards.queries import decks, rows, searching
from ms2qbank_desktop.features.flashcards.queries.collection import Collection
from ms2qbank_desktop.features.flashcards.queries.exporting import Choice
from ms2qbank_desktop.features.flashcards.queries.notes import named
from ms2qbank_desktop.features.flashcards.searching.language import parse
from ms2qbank_desktop.features.flashcards.text.cloze import line_of
from ms2qbank_desktop.features.questions.models import FormatInfo, Problem

from .intake import Intake
from .outgo import content_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlmodel import Session

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.storage.media import MediaFolder
    from ms2qbank_desktop.storage.store import Store

_DISK_FULL = {errno.ENOSPC, errno.EDQUOT}


class ExchangeService:
    """Imports into, and exports from, the collection of one data folder."""

    def __init__(self, store: Store, clock: Clock, media: MediaFolder) -> None:
        self._store = store
        self._clock = clock
        self._media = media

    def formats(self) -> tuple[FormatInfo, ...]:
        """Return the formats that can be imported."""
        return tuple(FormatInfo(one.name, one.title, one.endings) for one in FORMATS)

    def import_files(self, user_id: int, files: Sequence[Path], progress: Progress) -> CardsReport:
        """Merge decks, notes, cards and reviews of ``files`` into the user's collection.

        A .colpkg is merged as well: nothing that the user has is replaced by it. Nothing about a
        file raises: the report says what was not taken. Cancelled or EnvironmentFault may come
        between two batches; what was committed stays, and the same file taken again goes on from
        there.
        """
        report = CardsReport()
        for path in files:
            report.files += 1
            try:
                with _no_cycles():
                    self._import(user_id, path, report, progress)
            except (BadFile, BadItem) as why:
                report.problems.append(Problem(str(path), "", str(why)))
            except OSError as error:
                if error.errno in _DISK_FULL:
                    raise EnvironmentFault(
                        "The disk is full, so the import stopped.",
                        advice="Free some space and import the same file again: it goes on there.",
                    ) from error
                why_not = f"It cannot be read ({error.strerror})."
                report.problems.append(Problem(str(path), "", why_not))
        return report

    def export(
        self,
        user_id: int,
        path: Path,
        *,
        deck_id: int | None = None,
        search: str = "",
        scheduling: bool = True,
        media: bool = True,
        progress: Progress | None = None,
    ) -> ExportReport:
        """Write the cards of a deck and of the decks in it, or those that a search leaves, to
        ``path``: .apkg, .txt or .csv by its ending.

        Without deck and search everything is written. ``scheduling`` False: as cards that nobody
        has seen. UserFault if there is nothing to write or the ending is unknown, EnvironmentFault
        if the disk refuses; the file appears whole or not at all.
        """
        write = WRITERS.get(path.suffix.lower())
        if write is None:
            raise UserFault(f"Cards are written to files ending in {', '.join(WRITERS)}.")
        now = self._clock.now()
        today = self._clock.study_day(now).toordinal()
        with self._scratch() as folder, self._store.read() as session:
            choice, chosen = self._choice(session, user_id, deck_id, search)
            content = content_of(choice, chosen, self._media, today)
            if not content.counts.cards:
                raise UserFault("There are no such cards, so nothing was written.")
            source = Source(path, folder, now, today, progress or Silent())
            with _no_cycles():
                write(content, source, ExportOptions(scheduling, media))
        notes, cards, reviews, _ = content.counts
        return ExportReport(
            notes or 0, cards or 0, (reviews or 0) if scheduling else 0, tuple(content.problems)
        )

    def records(self, user_id: int, ids: Sequence[int]) -> list[CardRecord]:
        """Return the cards of ``ids`` in that order, with the texts of their notes."""
        with self._store.read() as session:
            names = {row.id: row.name for row in decks.decks(session, user_id)}
            choice = Choice(session, user_id, ids)
            types = {row.id: rows.note_type(row) for row in choice.note_types()}
            notes = {row.id: row for part in choice.notes(BATCH) for row in part}
            found = {}
            for part in choice.cards(BATCH):
                for card, _, _ in part:
                    note = notes[card.note_id]
                    note_type = types[note.note_type_id]
                    found[card.id] = CardRecord(
                        card=card,
                        guid=note.guid,
                        question=line_of(note.sort_text, card.ordinal + 1),
                        deck=names.get(card.deck_id, ""),
                        home_deck=names.get(card.home_deck_id or card.deck_id, ""),
                        note_type=note_type.name,
                        fields=named(note_type, note.fields.split(rows.FIELD_SEPARATOR)),
                        tags=tuple(note.tags.split()),
                    )
        return [found[card_id] for card_id in ids if card_id in found]

    def _choice(
        self, session: Session, user_id: int, deck_id: int | None, search: str
    ) -> tuple[Choice, set[int]]:
        """Return the cards to be written, and the decks that come along even if they are empty."""
        every = decks.decks(session, user_id)
        ids, chosen = None, {row.id for row in every}
        if deck_id is not None:
            top = next((row for row in every if row.id == deck_id), None)
            if top is None:
                raise UserFault("There is no such deck.", field="deck")
            chosen = set(decks.deck_ids_from(every, top))
            ids = decks.card_ids(session, chosen)
        if search.strip():
            known = Collection(session, user_id, self._clock, deck_id)
            found = searching.find(known, parse(search).node)
            ids = found if ids is None else sorted(set(ids) & set(found))
            chosen = set()
        return Choice(session, user_id, ids), chosen

    @contextmanager
    def _scratch(self) -> Iterator[Path]:
        scratch = self._store.paths.scratch
        scratch.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=scratch) as folder:
            yield Path(folder)

    def _import(self, user_id: int, path: Path, report: CardsReport, progress: Progress) -> None:
        found = format_of(path)
        now = self._clock.now()
        if found is None:
            raise BadFile("It holds no flashcards in a format that is known.")
        with self._scratch() as folder:
            today = self._clock.study_day(now).toordinal()
            source = Source(path, folder, now, today, progress)
            with found.open(source) as content:
                taking = Intake(self._store, self._media, user_id, str(path), report, now, folder)
                taking.run(content, progress)


@contextmanager
def _no_cycles() -> Iterator[None]:
    """Keep the collector of cycles away from millions of rows, none of which is in a cycle: going
    through them again and again takes a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
