"""List the articles of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

    from ms2qbank_desktop.features.library.models import ArticleLine, Collection

    from . import Output

NAME = "articles"


def add(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Declare the action and its options."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listed = actions.add_parser("list", parents=[common], help="collection by collection")
    listed.add_argument("--search", default="", metavar="Q", help="words in title, summary or body")


def run(options: argparse.Namespace, output: Output) -> int:
    """List the articles as their sources order them, what is searched for best first."""
    from ms2qbank_desktop.app.context import AppContext
    from ms2qbank_desktop.features.accounts.service import AccountService
    from ms2qbank_desktop.features.library.models import ArticleFilter, ArticleOrder
    from ms2qbank_desktop.features.library.service.articles import LibraryService

    context = AppContext(options.data_dir)
    try:
        user_id = context.service(AccountService).acting(options.user).id
        library = context.service(LibraryService)
        of: dict[int, Collection] = {}
        for one in library.collections():
            inside = ArticleFilter(options.search, collections=frozenset({one.id}))
            of |= {line.id: one for line in library.lines(user_id, inside)}
        found = library.lines(user_id, ArticleFilter(options.search), ArticleOrder.BEST)
        documents = [_document(line, of[line.id]) for line in found]
    finally:
        context.close()
    lines = [
        f"{one['id']}  {one['title']} ({one['collection']}, {one['words']:,} words, "
        f"{one['read']:.0%} read)"
        for one in documents
    ]
    output.result(documents, lines or ["There are no such articles."])
    return 0


def _document(line: ArticleLine, collection: Collection) -> dict[str, Any]:
    return {
        "id": line.id,
        "title": line.title,
        "summary": line.summary,
        "snippet": line.excerpt,
        "collection": line.collection,
        "chapter": line.chapter,
        "system": line.system,
        "subject": line.subject,
        "words": line.words,
        "license": collection.info.license,
        "attribution": collection.info.attribution,
        "source": collection.info.source,
        "read": line.share,
        "bookmarked": line.bookmarked,
        "reviewed": line.reviewed,
    }
