"""Write a report that a tutor can read, as PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ms2qbank_desktop.app.paper_only import qt_for_paper
from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.progress import Silent

if TYPE_CHECKING:
    import argparse

    from . import Output

NAME = "report"


def add(parser: argparse.ArgumentParser, _common: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("file", type=Path, metavar="OUT.pdf")


def run(options: argparse.Namespace, output: Output) -> int:
    """Count what is still to be counted, then write the report of all there is."""
    if options.file.suffix.lower() != ".pdf":
        raise UserFault(f"{options.file.name} does not end in .pdf.", field="file")
    from ms2qbank_desktop.app.context import AppContext
    from ms2qbank_desktop.features.accounts.service import AccountService
    from ms2qbank_desktop.features.analytics.models import EVERYTHING
    from ms2qbank_desktop.features.analytics.service.counting import CountingService
    from ms2qbank_desktop.features.analytics.ui import report
    from ms2qbank_desktop.ui import paper

    context = AppContext(options.data_dir)
    try:
        user_id = context.service(AccountService).acting(options.user).id
        context.service(CountingService).catch_up(Silent())
        forgiving = context.settings.get("streak_forgives")
        made = report.read(context.service, context.clock, user_id, EVERYTHING, forgiving=forgiving)
        with qt_for_paper():
            paper.write_pdf(report.document(made), options.file, report.TITLE)
    finally:
        context.close()
    file = str(options.file)
    output.result({"file": file}, [f"Written: {file}"])
    return 0
