"""List the decks with what is due in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from . import Output

NAME = "decks"


def add(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Declare the action."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("list", parents=[common], help="with today's new, learning and review cards")


def run(options: argparse.Namespace, output: Output) -> int:
    """List the decks, parents before the decks in them, whose cards they count too."""
    from ms2qbank_desktop.app.context import AppContext
    from ms2qbank_desktop.features.accounts.service import AccountService
    from ms2qbank_desktop.features.flashcards.service.study import StudyService

    context = AppContext(options.data_dir)
    try:
        user_id = context.service(AccountService).acting(options.user).id
        overview = context.service(StudyService).overview(user_id)
    finally:
        context.close()
    documents = [
        {
            "name": one.deck.name,
            "new": one.new,
            "learning": one.learning,
            "review": one.review,
            "total": one.total,
        }
        for one in overview
    ]
    lines = [
        f"{one['name']}: {one['new']} new, {one['learning']} learning, {one['review']} to review, "
        f"{one['total']} in all"
        for one in documents
    ]
    output.result(documents, lines or ["There are no decks."])
    return 0
