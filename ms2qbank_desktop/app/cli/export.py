"""Export flashcards to an Anki package, a text file or CSV, or notes to a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    import argparse

    from . import Output

NAME = "export"


def add(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Declare what can be exported and the options."""
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
    cards = kinds.add_parser("cards", parents=[common], help="to .apkg, .txt or .csv")
    cards.add_argument("out", type=Path, metavar="OUT")
    cards.add_argument("--deck", metavar="NAME", help="this deck and the decks in it")
    cards.add_argument("--search", default="", metavar="QUERY", help="as in Anki's browser")
    cards.add_argument(
        "--scheduling",
        action="store_true",
        help="with states and review log; without it as cards that nobody has seen",
    )
    notes = kinds.add_parser("notes", parents=[common], help="to a folder that Obsidian opens")
    notes.add_argument("out", type=Path, metavar="DIR", help="empty, or written before")


def run(options: argparse.Namespace, output: Output) -> int:
    """Write what is asked for and say what is in it."""
    return (_notes if options.kind == "notes" else _cards)(options, output)


def _notes(options: argparse.Namespace, output: Output) -> int:
    from ms2qbank_desktop.app.context import AppContext
    from ms2qbank_desktop.features.accounts.service import AccountService
    from ms2qbank_desktop.features.notebook.service.exchange import NotesExchange

    context = AppContext(options.data_dir)
    try:
        user_id = context.service(AccountService).acting(options.user).id
        written = context.service(NotesExchange).export_vault(user_id, options.out)
    finally:
        context.close()
    document = {
        "kind": "notes",
        "folder": str(options.out),
        "notes": written.notes,
        "notebooks": written.notebooks,
        "attachments": written.attachments,
        "unchanged": written.unchanged,
        "problems": [{"where": one.where, "why": one.why} for one in written.problems],
    }
    told = f"{counted(written.notes, 'note')}, {counted(written.attachments, 'attachment')}"
    lines = [f"{told} in {options.out}"]
    lines += [f"{one.where}: {one.why}" for one in written.problems]
    output.result(document, lines)
    return 0


def _cards(options: argparse.Namespace, output: Output) -> int:
    from ms2qbank_desktop.app.context import AppContext
    from ms2qbank_desktop.features.accounts.service import AccountService
    from ms2qbank_desktop.features.flashcards.service.decks import DeckService
    from ms2qbank_desktop.features.flashcards.service.exchange import ExchangeService

    context = AppContext(options.data_dir)
    try:
        user_id = context.service(AccountService).acting(options.user).id
        deck_id = None
        if options.deck is not None:
            names = {
                deck.name.casefold(): deck.id
                for deck in context.service(DeckService).decks(user_id)
            }
            deck_id = names.get(options.deck.casefold())
            if deck_id is None:
                raise UserFault(f"There is no deck called {options.deck}.", field="deck")
        report = context.service(ExchangeService).export(
            user_id,
            options.out,
            deck_id=deck_id,
            search=options.search,
            scheduling=options.scheduling,
        )
    finally:
        context.close()
    document = {
        "kind": "cards",
        "file": str(options.out),
        "notes": report.notes,
        "cards": report.cards,
        "reviews": report.reviews,
        "problems": [{"where": one.where, "why": one.why} for one in report.problems],
    }
    lines = [f"{report.cards} cards of {report.notes} notes in {options.out}"]
    lines += [f"{one.where}: {one.why}" for one in report.problems]
    output.result(document, lines)
    return 0
