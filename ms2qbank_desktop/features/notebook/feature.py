"""The notebook slice, described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.feature import FeatureSpec

if TYPE_CHECKING:
    from ms2qbank_desktop.storage.context import ServiceContext


def _tables() -> tuple[type, ...]:
    from .tables import ErrorLogRow, NotebookRow, NoteRow, NoteTagRow, NoteVersionRow

    return NotebookRow, NoteRow, NoteTagRow, NoteVersionRow, ErrorLogRow


def _services(ctx: ServiceContext) -> tuple[object, ...]:
    from ms2qbank_desktop.features.links.service import LinkService

    from .service.error_log import ErrorLogService
    from .service.exchange import NotesExchange
    from .service.notebooks import NotebooksService
    from .service.notes import NotebookService

    links = ctx.service(LinkService)
    notes = NotebookService(ctx.store, ctx.clock, ctx.media, links)
    notebooks = NotebooksService(ctx.store, ctx.clock)
    return (
        notes,
        notebooks,
        ErrorLogService(ctx.store, ctx.clock, links),
        NotesExchange(ctx.store, ctx.media, notes, notebooks),
    )


def _ends(ctx: ServiceContext) -> object:
    from .service.ends import NoteEnds

    return NoteEnds(ctx.store)


FEATURE = FeatureSpec("notebook", "Notebook", None, 35, _tables, _services, ends={"note": _ends})
