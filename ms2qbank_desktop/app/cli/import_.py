"""Import question files, decks of flashcards, articles, or notes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.progress import Silent

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from ms2qbank_desktop.app.context import AppContext
    from ms2qbank_desktop.features.questions.models import Problem

    from . import Output

NAME = "import"

_PACKAGES = (".apkg", ".colpkg")
_FILES = "file or folder; Anki packages, .colpkg too, are merged: nothing of yours is replaced"


def add(parser: argparse.ArgumentParser, _common: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=_FILES)
    parser.add_argument(
        "--as",
        dest="kind",
        choices=["questions", "cards", "articles", "notes"],
        help="without it, Anki packages are cards and everything else questions",
    )
    parser.add_argument(
        "--with-cards",
        action="store_true",
        help="articles: a deck of flashcards of each book's glossary too",
    )
    parser.add_argument(
        "--with-questions",
        action="store_true",
        help="articles: a pack of each book's questions with choices too",
    )
    parser.add_argument(
        "--map",
        nargs="+",
        action="extend",
        default=[],
        metavar="COL=FIELD",
        help="what a column of a CSV file holds, in place of the guess",
    )


def run(options: argparse.Namespace, output: Output) -> int:
    """Import and report; 1 if nothing of the files is in the profile."""
    from ms2qbank_desktop.app.context import AppContext

    columns = _columns(options.map)
    kind = options.kind or _kind(options.files)
    if kind != "articles" and (options.with_cards or options.with_questions):
        raise UserFault("--with-cards and --with-questions are for --as articles.", field="kind")
    context = AppContext(options.data_dir)
    try:
        if kind == "cards":
            return _cards(context, options, output)
        if kind == "articles":
            return _articles(context, options, output)
        if kind == "notes":
            return _notes(context, options, output)
        return _questions(context, options.files, columns, output)
    finally:
        context.close()


def _kind(files: list[Path]) -> str:
    packages = {path.suffix.lower() in _PACKAGES for path in files}
    if len(packages) > 1:
        raise UserFault("Import questions and decks one after the other.", field="files")
    return "cards" if packages == {True} else "questions"


def _questions(
    context: AppContext, files: list[Path], columns: dict[str, str], output: Output
) -> int:
    from ms2qbank_desktop.features.questions.models import ImportRequest
    from ms2qbank_desktop.features.questions.service import QuestionService

    report = context.service(QuestionService).import_files(
        ImportRequest(tuple(files), columns or None), Silent()
    )
    counts: dict[str, str | int] = {
        "kind": report.kind,
        "files": report.files,
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "duplicates": len(report.duplicates),
        "rejected": report.rejected,
    }
    _tell(output, counts, report.problems, report.duplicates)
    return 1 if report.problems and not report.taken and not report.duplicates else 0


def _cards(context: AppContext, options: argparse.Namespace, output: Output) -> int:
    from ms2qbank_desktop.features.accounts.service import AccountService
    from ms2qbank_desktop.features.flashcards.service.exchange import ExchangeService

    user_id = context.service(AccountService).acting(options.user).id
    report = context.service(ExchangeService).import_files(user_id, options.files, Silent())
    counts: dict[str, str | int] = {
        "kind": report.kind,
        "files": report.files,
        "notes": report.notes,
        "cards": report.cards,
        "decks": report.decks,
        "media": report.media,
        "reviews": report.reviews,
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "rejected": len(report.problems) + report.unlisted,
    }
    _tell(output, counts, report.problems)
    return 1 if report.problems and not report.notes else 0


def _articles(context: AppContext, options: argparse.Namespace, output: Output) -> int:
    from ms2qbank_desktop.features.accounts.service import AccountService
    from ms2qbank_desktop.features.library.models import Extras
    from ms2qbank_desktop.features.library.service.importing import ImportService

    user_id = context.service(AccountService).acting(options.user).id
    extras = Extras(user_id if options.with_cards else None, options.with_questions)
    report = context.service(ImportService).import_paths(options.files, Silent(), extras, user_id)
    counts: dict[str, str | int] = {
        "kind": report.kind,
        "files": report.files,
        "articles": report.articles,
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "pictures": report.pictures,
        "missing_pictures": report.missing_pictures,
        "terms": report.terms,
    }
    if report.pages:
        counts |= {"pages": report.pages, "pages_without_words": report.wordless}
    wanted = {"cards": options.with_cards, "questions": options.with_questions}
    for name in (name for name, is_wanted in wanted.items() if is_wanted):
        taken = getattr(report, name)
        counts[f"{name}_added"] = taken.added
        counts[f"{name}_updated"] = taken.updated
        counts[f"{name}_unchanged"] = taken.unchanged
    _tell(output, counts, report.problems)
    return 1 if report.problems and not report.articles else 0


def _notes(context: AppContext, options: argparse.Namespace, output: Output) -> int:
    from ms2qbank_desktop.features.accounts.service import AccountService
    from ms2qbank_desktop.features.notebook.service.exchange import NotesExchange

    user_id = context.service(AccountService).acting(options.user).id
    report = context.service(NotesExchange).import_paths(user_id, options.files)
    counts: dict[str, str | int] = {
        "kind": report.kind,
        "files": report.files,
        "notes": report.notes,
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "attachments": report.attachments,
    }
    _tell(output, counts, report.problems)
    taken = report.added or report.updated or report.unchanged
    return 1 if report.problems and not taken else 0


def _tell(
    output: Output,
    counts: dict[str, str | int],
    problems: list[Problem],
    duplicates: Sequence[Problem] = (),
) -> None:
    listed = [{"file": p.file, "where": p.where, "why": p.why} for p in problems]
    lines = [", ".join(f"{name} {number}" for name, number in counts.items())]
    lines += [
        f"{', '.join(filter(None, (p.file, p.where)))}: {p.why}" for p in (*problems, *duplicates)
    ]
    output.result({**counts, "problems": listed}, lines)


def _columns(pairs: list[str]) -> dict[str, str]:
    columns = {}
    for pair in pairs:
        column, equals, field = pair.rpartition("=")
        if not equals or not column:
            raise UserFault(f"--map wants COLUMN=FIELD, not {pair!r}.", field="map")
        columns[column] = field
    return columns
