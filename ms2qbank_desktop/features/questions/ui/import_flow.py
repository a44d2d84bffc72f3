"""Importing files from the window: ask what needs asking, work in the background, say the result.

Nothing modal appears but the question what the columns of a table mean.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.questions.models import ImportReport, ImportRequest
from ms2qbank_desktop.features.questions.service import QuestionService
from ms2qbank_desktop.features.questions.service.starter import starter_pack
from ms2qbank_desktop.ui import outcome
from ms2qbank_desktop.ui.command import Command
from ms2qbank_desktop.ui.files import ask_file, ask_files, name_filters

from .mapping_dialog import MappingDialog
from .report_dialog import ReportDialog, bank_search, joined, summary, update_summary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.questions.models import ColumnPreview, Pack
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

_TABLES = {".csv", ".tsv"}


def add_commands(ctx: UiContext) -> None:
    """Declare what the bank can do from every page."""
    ctx.commands.add(
        Command(
            "import-questions",
            "Import questions…",
            lambda: choose_files(ctx),
            "Ctrl+I",
            menu="File",
            section="import",
            icon="download-simple",
        ),
        Command(
            "starter-questions",
            "Bring the starter questions",
            lambda: start_import(ctx, [starter_pack()]),
            menu="File",
            section="import",
        ),
    )


def choose_files(ctx: UiContext, pack: Pack | None = None) -> None:
    """Ask for files and import them; with ``pack``, for one that is a newer edition of it."""
    formats = ctx.service(QuestionService).formats()
    filters = name_filters("Question files", *((known.title, known.endings) for known in formats))
    if pack is None:
        ask_files(ctx.window, "Import questions", partial(start_import, ctx), filters)
        return
    title = f"Update {pack.info.title}"
    ask_file(ctx.window, title, lambda file: start_import(ctx, [file], pack), filters, do="Update")


def start_import(ctx: UiContext, paths: Sequence[Path], pack: Pack | None = None) -> None:
    """Import files and folders; tables are shown first, to say what their columns mean.
    ``pack``: what they are a newer edition of."""
    _Import(ctx, tuple(paths), pack).begin()


@dataclass(frozen=True, slots=True)
class _Tables:
    """Tables with the same columns, which are asked about once."""

    files: tuple[Path, ...]
    preview: ColumnPreview


class _Import(QObject):
    """One import on its way through questions, work and result; it goes with the window."""

    def __init__(self, ctx: UiContext, paths: tuple[Path, ...], pack: Pack | None) -> None:
        super().__init__(ctx.window)
        self._ctx = ctx
        self._bank = ctx.service(QuestionService)
        self._paths = paths
        self._pack = pack
        self._unasked: list[_Tables] = []
        self._requests: list[ImportRequest] = []
        self._task: Task | None = None
        self._told = False

    def begin(self) -> None:
        tables = [path for path in self._paths if path.suffix.lower() in _TABLES]
        if not tables:
            self._requests = [ImportRequest(self._paths)]
            self._work()
            return
        self._ctx.tasks.run(
            f"Reading {outcome.named(tables)}",
            lambda _progress: self._look_at(tables),
            done=self._on_looked_at,
        )

    def _look_at(self, files: list[Path]) -> list[_Tables]:
        """Return the readable tables; the import itself reports what is wrong with the others."""
        found: dict[object, _Tables] = {}
        for file in files:
            try:
                preview = self._bank.preview_columns(file)
            except UserFault:
                continue
            if len(preview.columns) > 1 and preview.rows:
                alike = (preview.columns, *sorted(preview.mapping.items()))
                first = found.get(alike, _Tables((), preview))
                found[alike] = _Tables((*first.files, file), first.preview)
        return list(found.values())

    def _on_looked_at(self, found: list[_Tables]) -> None:
        self._unasked = found
        asked = {file for tables in found for file in tables.files}
        if others := tuple(path for path in self._paths if path not in asked):
            self._requests.append(ImportRequest(others))
        self._ask_next()

    def _ask_next(self) -> None:
        if not self._unasked:
            self._work()
            return
        tables = self._unasked.pop(0)
        dialog = MappingDialog(self._ctx.window, tables.files, tables.preview)

        def accepted() -> None:
            self._requests.append(ImportRequest(tables.files, dialog.mapping))
            self._ask_next()

        dialog.accepted.connect(accepted)
        dialog.rejected.connect(self.deleteLater)
        dialog.open_once()

    def _work(self) -> None:
        self._task = self._ctx.tasks.run(
            f"Importing {outcome.named(self._paths)}", self._import, done=self._tell
        )
        self._task.ended.connect(self._on_ended)

    def _import(self, progress: Progress) -> ImportReport:
        pack = self._pack.id if self._pack else None
        requests = [replace(request, pack=pack) for request in self._requests]
        return joined(self._bank.import_files(request, progress) for request in requests)

    def _tell(self, report: ImportReport) -> None:
        self._told = True
        words = update_summary(self._pack.info.title, report) if self._pack else summary(report)
        ctx, window = self._ctx, self._ctx.window
        there = partial(ctx.commands.request, "find-in-bank", bank_search(report))
        outcome.tell(
            ctx,
            words,
            lambda: ReportDialog(window, report),
            left_out=report.rejected,
            taken=report.taken,
            details=report.duplicates,
            show=there if report.added or report.updated else None,
        )

    def _on_ended(self) -> None:
        if self._task is not None and self._task.cancelled and not self._told:
            self._ctx.messages.toast("Import cancelled. Questions read before that stay.")
        self.deleteLater()
