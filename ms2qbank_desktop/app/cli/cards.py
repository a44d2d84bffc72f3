"""Count, list or search flashcards, or fit FSRS to the review log."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core.errors import Fault, UserFault
from ms2qbank_desktop.core.progress import Silent

if TYPE_CHECKING:
    from ms2qbank_desktop.app.context import AppContext
    from ms2qbank_desktop.features.flashcards.browsing import CardRecord
    from ms2qbank_desktop.features.flashcards.models import Preset

    from . import Output

NAME = "cards"
_DIGITS = 4


def add(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Declare the actions."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    wanted = argparse.ArgumentParser(add_help=False)
    wanted.add_argument("--search", default="", metavar="QUERY", help="as in Anki's browser")
    actions.add_parser("count", parents=[common, wanted], help="how many")
    listing = actions.add_parser("list", parents=[common, wanted], help="the cards themselves")
    listing.add_argument("--limit", type=int, metavar="N")
    listing.add_argument("--offset", type=int, default=0, metavar="N")
    fit = actions.add_parser("optimize", parents=[common], help="fit FSRS to the review log")
    fit.add_argument(
        "--preset", metavar="NAME", help="without it, every preset with enough answers"
    )


def run(options: argparse.Namespace, output: Output) -> int:
    """Carry out the action."""
    from ms2qbank_desktop.app.context import AppContext
    from ms2qbank_desktop.features.accounts.service import AccountService

    context = AppContext(options.data_dir)
    try:
        user_id = context.service(AccountService).acting(options.user).id
        action = {"count": _count, "list": _list, "optimize": _optimise}[options.action]
        action(context, user_id, options, output)
    finally:
        context.close()
    return 0


def _count(context: AppContext, user_id: int, options: argparse.Namespace, output: Output) -> None:
    from ms2qbank_desktop.features.flashcards.service.search import SearchService

    total = context.service(SearchService).count(user_id, options.search)
    output.result({"total": total}, [f"{total} cards"])


def _list(context: AppContext, user_id: int, options: argparse.Namespace, output: Output) -> None:
    from ms2qbank_desktop.features.flashcards.browsing import CardOrder
    from ms2qbank_desktop.features.flashcards.service.exchange import ExchangeService
    from ms2qbank_desktop.features.flashcards.service.search import SearchService

    ids = context.service(SearchService).find(user_id, options.search, CardOrder())
    last = None if options.limit is None else options.offset + options.limit
    records = context.service(ExchangeService).records(user_id, ids[options.offset : last])
    lines = [
        f"{one.guid} {one.card.ordinal + 1}  {one.deck}  {one.question[:80]}" for one in records
    ]
    output.result([_document(one) for one in records], lines)


def _document(record: CardRecord) -> dict[str, Any]:
    card, schedule = record.card, record.card.schedule
    due: str | None = None
    if schedule.due_at is not None:
        due = schedule.due_at.isoformat()
    elif schedule.due_day is not None:
        due = date.fromordinal(schedule.due_day).isoformat()
    return {
        "id": card.id,
        "guid": record.guid,
        "ordinal": card.ordinal,
        "deck": record.deck,
        "home_deck": record.home_deck,
        "note_type": record.note_type,
        "fields": record.fields,
        "tags": list(record.tags),
        "state": schedule.state.value,
        "due": due,
        "position": schedule.position,
        "interval": schedule.interval_days,
        "ease": round(schedule.ease, 3),
        "stability": schedule.stability,
        "difficulty": schedule.difficulty,
        "lapses": schedule.lapses,
        "reps": schedule.repetitions,
        "suspended": card.suspended,
        "buried": card.buried_until is not None,
        "leech": card.leech,
        "flag": card.flag,
    }


def _optimise(
    context: AppContext, user_id: int, options: argparse.Namespace, output: Output
) -> None:
    from ms2qbank_desktop.features.flashcards.service.optimising import OptimisingService

    service = context.service(OptimisingService)
    documents: list[dict[str, Any]] = []
    why_not: Fault | None = None
    for preset in _presets(context, user_id, options.preset):
        try:
            found = service.optimise(user_id, preset, Silent())
        except UserFault as fault:  # too few answers; another preset may have enough
            why_not = fault
            continue
        documents.append(
            {
                "preset": preset.name,
                "answers": found.items,
                "log_loss_before": round(found.old_loss, _DIGITS),
                "log_loss_after": round(found.loss, _DIGITS),
                "kept": found.loss >= found.old_loss,
                "parameters": list(found.parameters),
            }
        )
    if not documents and why_not is not None:
        raise why_not
    lines = [
        f"{one['preset']}: log loss {one['log_loss_before']}, now {one['log_loss_after']}, "
        f"from {one['answers']} answers{'; the old parameters stay' if one['kept'] else ''}"
        for one in documents
    ]
    output.result({"presets": documents}, lines)


def _presets(context: AppContext, user_id: int, name: str | None) -> list[Preset]:
    from ms2qbank_desktop.features.flashcards.service.decks import DeckService

    presets = context.service(DeckService).presets(user_id)
    if name is None:
        return presets
    found = [preset for preset in presets if preset.name.casefold() == name.casefold()]
    if not found:
        raise UserFault(f"There is no preset called {name}.", field="preset")
    return found
