"""The import of articles, in batches that are each committed whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.models import DECK_SEPARATOR, TermCard
from ms2qbank_desktop.features.library.formats import known
from ms2qbank_desktop.features.library.formats.base import BadFile, BadItem, Item
from ms2qbank_desktop.features.library.models import ArticlesReport, BookOffer, Extras
from ms2qbank_desktop.features.library.pdf_file import Unreadable
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.questions.models import PackInfo, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.flashcards.models import CardsReport
    from ms2qbank_desktop.features.flashcards.service.terms import TermService
    from ms2qbank_desktop.features.library.formats.base import Book
    from ms2qbank_desktop.features.library.models import CollectionInfo, Taken
    from ms2qbank_desktop.features.questions.models import Draft
    from ms2qbank_desktop.features.questions.models import ImportReport as QuestionsReport
    from ms2qbank_desktop.features.questions.service import QuestionService

    from .articles import LibraryService
    from .pdfs import PdfService

    Exercises = list[tuple[str, Draft]]
    """Questions of a book, each with the title of its article."""

BATCH = 50
"""Articles of one transaction."""
BATCH_BYTES = 32 << 20
"""Of texts and pictures that wait for it."""
STEPS = 1000
"""Of the progress, for each folder or archive."""
MAX_PROBLEMS = 10_000
GLOSSARY = "{} glossary"
"""Name of the deck of a book."""
ARTICLES_ONLY = Extras()


class ImportService:
    """Takes in folders, archives and files of articles."""

    def __init__(
        self,
        library: LibraryService,
        pdfs: PdfService,
        bank: QuestionService,
        terms: TermService,
    ) -> None:
        self._library = library
        self._pdfs = pdfs
        self._bank = bank
        self._terms = terms

    def offers(self, paths: Sequence[Path], progress: Progress) -> list[BookOffer]:
        """Return the books at the paths that hold more than articles; what cannot be read has
        none. Nothing is stored."""
        offers = []
        for number, (path, names) in enumerate(found := known.sources(paths)):
            progress.report(number, len(found), path.name)
            try:
                with known.books(path, names) as books:
                    # A PDF file holds neither, and would be read twice.
                    offers += [_offer(book, progress) for book in books if book.file is None]
            except (BadFile, OSError):
                continue  # import_paths tells why
        return [offer for offer in offers if offer.terms or offer.questions]

    def import_paths(
        self,
        paths: Sequence[Path],
        progress: Progress,
        extras: Extras = ARTICLES_ONLY,
        user_id: int | None = None,
    ) -> ArticlesReport:
        """Import what the paths hold; the same again changes nothing. What had a bookmark gets
        one of the user.

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
                        exercises = self._take(book, path, report, steps, user_id)
                        self._take_extras(book.info, exercises, path, report, extras, steps)
            except (BadFile, BadItem, Unreadable, OSError) as error:
                unread = [path / name for name in names] or [path]
                report.problems += [Problem(str(one), "", str(error)) for one in unread]
        del report.problems[MAX_PROBLEMS:]
        progress.report(len(found) * STEPS, len(found) * STEPS)
        return report

    def _take(
        self, book: Book, path: Path, report: ArticlesReport, steps: _Steps, user_id: int | None
    ) -> Exercises:
        """Store the articles of a book, and return its exercises."""
        batch: list[Item] = []
        info = book.info
        before = self._pdfs.file_of(info.key) if book.file is not None else ""
        exercises: Exercises = []
        size = 0
        for number, entry in enumerate(book.entries):
            report.files += book.file is None or number == 0
            if isinstance(entry, Problem):
                report.problems.append(entry)
            else:
                report.pages += entry.pages
                report.wordless += entry.wordless
                batch.append(entry)
                exercises += [(entry.draft.title, one) for one in entry.exercises]
                size += len(entry.draft.body) + sum(map(len, entry.draft.pictures.values()))
            if len(batch) >= BATCH or size > BATCH_BYTES:
                info = self._store(book, info, batch, path, report, user_id)
                batch, size = [], 0
            steps.report(book.info.title)
        info = self._store(book, info, batch, path, report, user_id)
        if before not in ("", info.file):
            self._pdfs.let_go(before)
        return exercises

    def _take_extras(
        self,
        info: CollectionInfo,
        exercises: Exercises,
        path: Path,
        report: ArticlesReport,
        extras: Extras,
        steps: _Steps,
    ) -> None:
        if extras.questions and exercises:
            pack = PackInfo(info.title, info.version, info.license, info.attribution, info.source)
            taken = self._bank.import_drafts(pack, exercises, path, steps.still("questions"))
            _count(report.questions, taken)
            report.problems += [*taken.problems, *taken.duplicates]
        glossary = self._library.glossary(info.key) if extras.cards_for is not None else []
        if extras.cards_for is not None and glossary:
            deck = GLOSSARY.format(" ".join(info.title.replace(DECK_SEPARATOR, " ").split()))
            terms = [
                TermCard(one.term, one.definition, Place(Kind.ARTICLE, article_id))
                for article_id, one in glossary
            ]
            facts = (info.source, info.license, info.attribution)
            about = " · ".join(filter(None, facts))
            made = self._terms.take(extras.cards_for, deck, about, terms, steps.still("cards"))
            _count(report.cards, made)
            report.problems += made.problems

    def _store(
        self,
        book: Book,
        info: CollectionInfo,
        batch: Iterable[Item],
        path: Path,
        report: ArticlesReport,
        user_id: int | None,
    ) -> CollectionInfo:
        """Store articles, before the first ones the file of their book, and return its facts."""
        drafts = [(item.ordinal, item.draft) for item in batch]
        if drafts and book.file is not None and not info.file:
            info = replace(info, file=self._pdfs.keep(book.file()))
        if drafts:
            _add(report, self._library.store_articles(info, drafts, str(path), user_id))
        return info


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
        self.stay(f"{title}: {self._done:,} articles")

    def still(self, note: str) -> Progress:
        """Return the progress of what is made of a book that was read."""
        return _Still(self, note)

    def stay(self, note: str) -> None:
        """Say where it is in other words."""
        share = min(STEPS, STEPS * self._done // self._total)
        self._progress.report(self._before + share, self._whole, note)


class _Still:
    """Progress that stays where its book is, and can be cancelled."""

    def __init__(self, steps: _Steps, note: str) -> None:
        self._steps = steps
        self._note = note

    def report(self, _done: int, _total: int | None, _words: str = "") -> None:
        self._steps.stay(self._note)


def _offer(book: Book, progress: Progress) -> BookOffer:
    terms: set[tuple[str, str]] = set()
    questions = 0
    for number, entry in enumerate(book.entries, 1):
        progress.report(number, book.total, book.info.title)
        if isinstance(entry, Item):
            terms.update((one.term.casefold(), one.definition) for one in entry.draft.glossary)
            questions += len(entry.exercises)
    return BookOffer(book.info.title, book.total, len(terms), questions)


def _count(taken: Taken, report: CardsReport | QuestionsReport) -> None:
    taken.added += report.added
    taken.updated += report.updated
    taken.unchanged += report.unchanged


def _add(report: ArticlesReport, other: ArticlesReport) -> None:
    for name in ("articles", "added", "updated", "unchanged", "pictures", "missing_pictures"):
        setattr(report, name, getattr(report, name) + getattr(other, name))
    report.terms += other.terms
    report.problems += other.problems
