"""What an import has left out, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.questions.models import ImportReport
from ms2qbank_desktop.ui.widgets.leftout import LeftOutDialog
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

_NAMED_PACKS = 4


def summary(report: ImportReport) -> str:
    """Return the result in one line: "1,273 questions added, 2 left out"."""
    new = [
        f"{number:,} {word}"
        for number, word in (
            (report.added, "added"),
            (report.updated, "updated"),
            (report.removed, "removed"),
        )
        if number
    ]
    if new:
        first = report.added or report.updated or report.removed
        new[0] = new[0].replace(" ", " question " if first == 1 else " questions ", 1)
    elif report.unchanged:
        new = [f"Nothing new: {report.unchanged:,} questions are in the bank already"]
    else:
        new = ["No question added"]
    if report.duplicates:
        new.append(counted(len(report.duplicates), "duplicate"))
    if report.rejected:
        new.append(f"{report.rejected:,} left out")
    return ", ".join(new)


def update_summary(title: str, report: ImportReport) -> str:
    """Return what a newer file has done to a pack: "Core: 3 added, 41 unchanged, 1 removed"."""
    counts = (
        (report.added, "added"),
        (report.updated, "updated"),
        (report.unchanged, "unchanged"),
        (report.removed, "removed"),
        (len(report.duplicates), "duplicates"),
        (report.rejected, "left out"),
    )
    words = ", ".join(f"{number:,} {word}" for number, word in counts if number)
    return f"{title}: {words or 'nothing in the file'}"


def bank_search(report: ImportReport) -> str:
    """Return the search of the bank for the packs that an import has filled; "" for many."""
    titles = [title.replace('"', " ") for title in report.packs]
    if not titles or len(titles) > _NAMED_PACKS:
        return ""
    return "pack:" + ",".join(f'"{title}"' for title in titles)


def joined(reports: Iterable[ImportReport]) -> ImportReport:
    """Return the sum of several reports."""
    whole = ImportReport()
    for part in reports:
        whole.files += part.files
        whole.added += part.added
        whole.updated += part.updated
        whole.unchanged += part.unchanged
        whole.removed += part.removed
        whole.unlisted += part.unlisted
        whole.duplicates += part.duplicates
        whole.problems += part.problems
        whole.packs += [title for title in part.packs if title not in whole.packs]
    return whole


class ReportDialog(LeftOutDialog):
    """Counts, and what was left out: problems, then duplicates."""

    def __init__(self, parent: QWidget | None, report: ImportReport) -> None:
        facts = [f"{report.files:,} files" if report.files != 1 else "1 file"]
        if report.unchanged:
            facts.append(f"{report.unchanged:,} questions unchanged")
        if report.unlisted:
            facts.append(f"{report.unlisted:,} further problems are not listed")
        super().__init__(parent, summary(report), facts, report.problems, report.duplicates)
