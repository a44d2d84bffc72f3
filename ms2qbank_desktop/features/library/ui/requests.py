"""What other slices ask of the library: to open an article.

Loaded at the start: what is heavy is imported by the first request.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.ui.command import Command

from .reader_commands import reader_commands

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.links.models import Place
    from ms2qbank_desktop.ui.context import UiContext

    from .reader_opening import ReaderOpening


def serve_requests(ctx: UiContext) -> None:
    """Say that articles are opened here, and make the keys of the reader known: "open-article"
    takes a Place, whose spot is a heading, and words to be marked."""
    ctx.commands.announce(*reader_commands())
    ctx.commands.add(
        Command(
            "import-articles",
            "Import articles…",
            partial(_choose_files, ctx),
            menu="File",
            section="import",
            icon="books",
        ),
        Command(
            "import-article-folder",
            "Import a folder of articles…",
            partial(_choose_folder, ctx),
            menu="File",
            section="import",
            icon="folder",
        ),
        Command(
            "starter-articles",
            "Bring the starter articles",
            partial(_bring_starters, ctx),
            menu="File",
            section="import",
        ),
    )
    made: list[ReaderOpening] = []

    def opening() -> ReaderOpening:
        if not made:
            from .reader_opening import ReaderOpening

            made.append(ReaderOpening(ctx))
        return made[0]

    def open_article(place: Place, words: Sequence[str] = ()) -> None:
        opening().open(place, words)

    ctx.commands.serve("open-article", open_article)
    ctx.commands.serve("beside-article", partial(_open_beside, ctx))
    ctx.commands.serve("restore-article", partial(_put_back, ctx))


def _choose_files(ctx: UiContext) -> None:
    from .article_import import choose_files

    choose_files(ctx)


def _choose_folder(ctx: UiContext) -> None:
    from .article_import import choose_folder

    choose_folder(ctx)


def _bring_starters(ctx: UiContext) -> None:
    from .article_import import bring_starters

    bring_starters(ctx)


def _open_beside(ctx: UiContext, place: Place, words: Sequence[str] = ()) -> None:
    from .article_dialog import ArticleDialog

    ArticleDialog(ctx, place, words).open()


def _put_back(ctx: UiContext, place: Place) -> None:
    from ms2qbank_desktop.features.library.service.articles import LibraryService

    ctx.service(LibraryService).restore_article(place.id)
    ctx.messages.toast("Put back into the library")
