"""Search questions, cards, notes, articles, videos and tasks at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.progress import Silent

if TYPE_CHECKING:
    import argparse

    from . import Output

NAME = "search"
_LIMIT = 30


def add(parser: argparse.ArgumentParser, _common: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "query", metavar="QUERY", help='words, "phrases", -not, in:notes, tag:renal, is:missed'
    )
    parser.add_argument(
        "--in",
        dest="kinds",
        action="append",
        default=[],
        metavar="KIND",
        help="questions, cards, notes, articles, videos or tasks",
    )
    parser.add_argument("--limit", type=int, default=_LIMIT, metavar="N", help="at most so many")


def run(options: argparse.Namespace, output: Output) -> int:
    """Read what is still to be read, then search."""
    from ms2qbank_desktop.app.context import AppContext
    from ms2qbank_desktop.features.accounts.service import AccountService
    from ms2qbank_desktop.features.search.language import kind_named, unknown
    from ms2qbank_desktop.features.search.service.finding import FindingService
    from ms2qbank_desktop.features.search.service.indexing import IndexingService

    kinds = {name: kind_named(name) for name in options.kinds}
    for name, kind in kinds.items():
        if kind is None:
            raise UserFault(
                f"There are no {name} to search in.",
                advice="Choose from questions, cards, notes, articles, videos, tasks.",
                field="in",
            )
    if options.limit < 1:
        raise UserFault("--limit wants a number above 0.", field="limit")
    context = AppContext(options.data_dir)
    try:
        user_id = context.service(AccountService).acting(options.user).id
        context.service(IndexingService).catch_up(Silent())
        wanted = frozenset(kind.value for kind in kinds.values() if kind is not None)
        found = context.service(FindingService).find(
            user_id, options.query, kinds=wanted, limit=options.limit
        )
    finally:
        context.close()
    document = [
        {
            "kind": hit.kind,
            "id": hit.id,
            "title": hit.title,
            "snippet": hit.snippet,
            "score": hit.score,
        }
        for hit in found.hits
    ]
    lines = [f"{hit.kind:8}  {hit.id}  {hit.title}  {hit.snippet}" for hit in found.hits]
    odd = [f"“{one}” is no filter." for one in unknown(f"{options.query} ")]
    output.result(document, [*odd, *(lines or ["Nothing found."])])
    return 0
