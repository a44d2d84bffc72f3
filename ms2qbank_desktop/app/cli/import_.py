"""Import question files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.progress import Silent

if TYPE_CHECKING:
    import argparse

    from . import Output

NAME = "import"


def add(parser: argparse.ArgumentParser, _common: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="file or folder")
    parser.add_argument("--as", dest="kind", choices=["questions"], default="questions")
    parser.add_argument(
        "--map",
        nargs="+",
        action="extend",
        default=[],
        metavar="COL=FIELD",
        help="what a column of a CSV file holds, in place of the guess",
    )


def run(options: argparse.Namespace, output: Output) -> int:
    """Import and report; 1 if nothing of the files is in the bank."""
    from ms2qbank_desktop.app.context import AppContext
    from ms2qbank_desktop.features.questions.models import ImportRequest
    from ms2qbank_desktop.features.questions.service import QuestionService

    columns = _columns(options.map)
    context = AppContext(options.data_dir)
    try:
        report = context.service(QuestionService).import_files(
            ImportRequest(tuple(options.files), columns or None), Silent()
        )
    finally:
        context.close()
    counts = {
        "kind": report.kind,
        "files": report.files,
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "duplicates": len(report.duplicates),
        "rejected": report.rejected,
    }
    problems = [{"file": p.file, "where": p.where, "why": p.why} for p in report.problems]
    lines = [", ".join(f"{name} {number}" for name, number in counts.items())]
    lines += [f"{p.file}, {p.where}: {p.why}" for p in (*report.problems, *report.duplicates)]
    output.result({**counts, "problems": problems}, lines)
    return 1 if report.problems and not report.taken and not report.duplicates else 0


def _columns(pairs: list[str]) -> dict[str, str]:
    columns = {}
    for pair in pairs:
        column, equals, field = pair.rpartition("=")
        if not equals or not column:
            raise UserFault(f"--map wants COLUMN=FIELD, not {pair!r}.", field="map")
        columns[column] = field
    return columns
