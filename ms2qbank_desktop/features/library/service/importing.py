"""The import of articles, in batches that are each committed whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.library.formats import known
from ms2qbank_desktop.features.library.formats.base import BadFile, Item
from ms2qbank_desktop.features.library.models import ArticlesReport
from ms2qbank_desktop.features.questions.models import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.library.formats.base import Book
    from ms2qbank_desktop.features.library.models import CollectionInfo
    from ms2qbank_desktop.features.questions.models import Draft

    from .articles import LibraryService

BATCH = 50
"""Articles of one transaction."""
BATCH_BYTES = 32 << 20
"""Of texts and pictures that wait for it."""
STEPS = 1000
"""Of the progress, for each folder or archive."""
MAX_PROBLEMS = 10_000


class ImportService:
    """Takes in folders, archives and files of articles."""

    def __init__(self, library: LibraryService) -> None:
        self._library = library

    def import_paths(self, paths: Sequence[Path], progress: Progress) -> ArticlesReport:
        """Import what the paths hold; the same again changes nothing.

        Whatever cannot be taken is among the problems, the rest is in. Raises Cancelled once the
        user has cancelled: batches that were stored stay.
        """
        report = ArticlesReport()
        found = known.sources(paths)
        for number, (path, names) in enumerate(found):
            progress.report(number * STEPS, len(found) * STEPS, path.name)
            try:
                with known.books(path, names) as books:
                    steps = _Steps(progress, number, len(found), sum(book.total for book in books))
                    for book in books:
                        self._take(book, path, report, steps)
            except (BadFile, OSError) as error:
                unread = [path / name for name in names] or [path]
                report.problems += [Problem(str(one), "", str(error)) for one in unread]
        del report.problems[MAX_PROBLEMS:]
        progress.report(len(found) * STEPS, len(found) * STEPS)
        return report

    def exercises(self, paths: Sequence[Path], progress: Progress) -> list[Draft]:
        """Return the questions with choices that stand in books, for the bank to take; paths
        that cannot be read have none. Nothing is stored."""
        drafts: list[Draft] = []
        for number, (path, names) in enumerate(found := known.sources(paths)):
            progress.report(number, len(found), path.name)
            try:
                with known.books(path, names) as books:
                    entries = (entry for book in books for entry in book.entries)
                    for entry in entries:
                        drafts += entry.exercises if isinstance(entry, Item) else ()
            except (BadFile, OSError):
                continue  # import_paths tells why
        return drafts

    def _take(self, book: Book, path: Path, report: ArticlesReport, steps: _Steps) -> None:
        batch: list[Item] = []
        size = 0
        for entry in book.entries:
            report.files += 1
            if isinstance(entry, Problem):
                report.problems.append(entry)
            else:
                batch.append(entry)
                size += len(entry.draft.body) + sum(map(len, entry.draft.pictures.values()))
            if len(batch) >= BATCH or size > BATCH_BYTES:
                self._store(book.info, batch, path, report)
                batch, size = [], 0
            steps.report(book.info.title)
        self._store(book.info, batch, path, report)

    def _store(
        self, info: CollectionInfo, batch: Iterable[Item], path: Path, report: ArticlesReport
    ) -> None:
        drafts = [(item.ordinal, item.draft) for item in batch]
        if drafts:
            _add(report, self._library.store_articles(info, drafts, str(path)))


class _Steps:
    """Progress over the articles of one folder or archive, among several."""

    def __init__(self, progress: Progress, before: int, sources: int, total: int) -> None:
        self._progress = progress
        self._before = before * STEPS
        self._whole = sources * STEPS
        self._total = max(1, total)
        self._done = 0

    def report(self, title: str) -> None:
        """Say that one more was read; raises Cancelled once the user has cancelled."""
        self._done += 1
        share = min(STEPS, STEPS * self._done // self._total)
        self._progress.report(
            self._before + share, self._whole, f"{title}: {self._done:,} articles"
        )


def _add(report: ArticlesReport, other: ArticlesReport) -> None:
    for name in ("articles", "added", "updated", "unchanged", "pictures", "missing_pictures"):
        setattr(report, name, getattr(report, name) + getattr(other, name))
    report.terms += other.terms
    report.problems += other.problems
