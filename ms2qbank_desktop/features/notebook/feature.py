"""The notebook slice, described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.feature import FeatureSpec, PageSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ms2qbank_desktop.storage.context import ServiceContext
    from ms2qbank_desktop.ui.context import UiContext


def _tables() -> tuple[type, ...]:
    from .tables import (
        ErrorLogRow,
        NoteAliasRow,
        NotebookRow,
        NoteRow,
        NoteTagRow,
        NoteVersionRow,
    )

    return NotebookRow, NoteRow, NoteTagRow, NoteAliasRow, NoteVersionRow, ErrorLogRow


def _services(ctx: ServiceContext) -> tuple[object, ...]:
    from ms2qbank_desktop.features.annotations.service import AnnotationService
    from ms2qbank_desktop.features.links.service import LinkService

    from .service.error_log import ErrorLogService
    from .service.exchange import NotesExchange
    from .service.margins import MarginService
    from .service.mentions import MentionService
    from .service.notebooks import NotebooksService
    from .service.notes import NotebookService
    from .service.trash import TrashService

    links = ctx.service(LinkService)
    notes = NotebookService(ctx.store, ctx.clock, ctx.media, links)
    notebooks = NotebooksService(ctx.store, ctx.clock)
    return (
        notes,
        notebooks,
        MentionService(ctx.store, notes, links),
        MarginService(ctx.service(AnnotationService), notes, links),
        ErrorLogService(ctx.store, ctx.clock, links),
        TrashService(ctx.store, ctx.clock, links, ctx.media),
        NotesExchange(ctx.store, ctx.media, notes, notebooks, links, ctx.clock),
    )


def _ends(ctx: ServiceContext) -> object:
    from .service.ends import NoteEnds

    return NoteEnds(ctx.store)


def _page(ctx: UiContext) -> object:
    from .ui.notebook_commands import notebook_commands
    from .ui.notebook_page import NotebookPage

    page = NotebookPage(ctx)
    ctx.commands.add(*notebook_commands(page))
    return page


def _tour(ctx: UiContext) -> Iterator[str]:
    from .ui.tour import screens

    return screens(ctx)


FEATURE = FeatureSpec(
    "notebook",
    "Notebook",
    "notebook",
    65,
    _tables,
    _services,
    pages=(PageSpec("notes", "notebook", "Notes", 10, _page),),
    ends={"note": _ends},
    tour=_tour,
)
