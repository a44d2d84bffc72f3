"""Search questions, cards, notes, articles, videos, tasks and settings at once.

A setting is called by its key, as ``settings get`` takes it; its score is 0: it comes last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.progress import Silent

if TYPE_CHECKING:
    import argparse

    from . import Output

NAME = "search"
_LIMIT = 30
_KEYS = ("kind", "id", "title", "snippet", "score")


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
        help="questions, cards, notes, articles, videos, tasks or settings",
    )
    parser.add_argument("--limit", type=int, default=_LIMIT, metavar="N", help="at most so many")


def run(options: argparse.Namespace, output: Output) -> int:
    """Read what is still to be read, then search."""
    from ms2qbank_desktop.app.context import AppContext
    from ms2qbank_desktop.features.accounts.service import AccountService
    from ms2qbank_desktop.features.search.language import SETTING, kinds_named, unknown
    from ms2qbank_desktop.features.search.named_settings import offered
    from ms2qbank_desktop.features.search.service.finding import FindingService
    from ms2qbank_desktop.features.search.service.indexing import IndexingService

    for name in options.kinds:
        if kinds_named(name) is None:
            raise UserFault(
                f"There are no {name} to search in.",
                advice="Choose from questions, cards, notes, articles, videos, tasks, settings.",
                field="in",
            )
    if options.limit < 1:
        raise UserFault("--limit wants a number above 0.", field="limit")
    query = " ".join((*(f"in:{name}" for name in options.kinds), options.query))
    context = AppContext(options.data_dir)
    try:
        user_id = context.service(AccountService).acting(options.user).id
        context.service(IndexingService).catch_up(Silent())
        found = context.service(FindingService).find(user_id, query, limit=options.limit)
    finally:
        context.close()
    rows: list[tuple[str, int | str, str, str, float]] = [
        (hit.kind, hit.id, hit.title, hit.snippet, hit.score) for hit in found.hits
    ]
    rows += [(SETTING, one.key, one.name, one.help, 0.0) for one in offered(query)]
    rows = rows[: options.limit]
    document = [dict(zip(_KEYS, row, strict=True)) for row in rows]
    lines = [f"{kind:8}  {id_}  {title}  {snippet}" for kind, id_, title, snippet, _ in rows]
    odd = [f"“{one}” is no filter." for one in unknown(f"{options.query} ")]
    output.result(document, [*odd, *(lines or ["Nothing found."])])
    return 0
