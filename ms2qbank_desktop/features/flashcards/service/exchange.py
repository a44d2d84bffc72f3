"""Flashcards from files, and into files."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.formats.base import BadFile, BadItem, Source
from ms2qbank_desktop.features.flashcards.formats.known import FORMATS, format_of
from ms2qbank_desktop.features.flashcards.models import CardsReport
from ms2qbank_desktop.features.questions.models import FormatInfo, Problem

from .intake import Intake

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.storage.media import MediaFolder
    from ms2qbank_desktop.storage.store import Store


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

        Nothing about a file raises: the report says what was not taken. Cancelled or
        EnvironmentFault may come between two batches; what was committed stays, and the same
        file taken again goes on from there.
        """
        report = CardsReport()
        for path in files:
            report.files += 1
            try:
                self._import(user_id, path, report, progress)
            except (BadFile, BadItem) as why:
                report.problems.append(Problem(str(path), "", str(why)))
            except OSError as error:
                why_not = f"It cannot be read ({error.strerror})."
                report.problems.append(Problem(str(path), "", why_not))
        return report

    def _import(self, user_id: int, path: Path, report: CardsReport, progress: Progress) -> None:
        found = format_of(path)
        now = self._clock.now()
        if found is None:
            raise BadFile("It holds no flashcards in a format that is known.")
        scratch = self._store.paths.scratch
        scratch.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=scratch) as folder:
            today = self._clock.study_day(now).toordinal()
            source = Source(path, Path(folder), now, today, progress)
            with found.open(source) as content:
                Intake(self._store, self._media, user_id, str(path), report, now).run(
                    content, progress
                )
