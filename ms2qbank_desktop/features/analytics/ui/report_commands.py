"""The report from everywhere: as a file, or on paper."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.ui.command import Command

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.context import UiContext

SAVE, PRINT = "report-save", "report-print"


def add_commands(ctx: UiContext) -> None:
    """Declare the commands; they tell of the time, pack and mode that Analytics looks at."""
    ctx.commands.add(
        Command(SAVE, "Save the study report (PDF)…", partial(_save, ctx), section="report"),
        Command(PRINT, "Print the study report…", partial(_print, ctx), section="report"),
    )


def _save(ctx: UiContext) -> None:
    from .report import save_report

    save_report(ctx)


def _print(ctx: UiContext) -> None:
    from .report import print_report

    print_report(ctx)
