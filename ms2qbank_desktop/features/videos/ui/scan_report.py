"""What a look through files and folders has found, and what it has left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.ui.widgets.leftout import LeftOutDialog
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.features.videos.models import ScanReport


def summary(report: ScanReport) -> str:
    """Return the result in one line: "12 videos added, 1 left out"."""
    parts = []
    if report.added:
        parts.append(f"{counted(report.added, 'video')} added")
    if report.moved:
        parts.append(f"{report.moved:,} found in another place")
    if report.missing:
        parts.append(f"{report.missing:,} missing")
    others = report.updated - report.moved - report.missing
    if others > 0:
        parts.append(f"{others:,} updated")
    if not parts:
        same = counted(report.unchanged, "video")
        parts.append(f"Nothing new: {same} known already" if report.unchanged else "Nothing new")
    if report.rejected:
        parts.append(f"{report.rejected:,} left out")
    return ", ".join(parts)


class ScanReportDialog(LeftOutDialog):
    """What was left out or cannot be played."""

    def __init__(self, parent: QWidget | None, report: ScanReport) -> None:
        same = f"{counted(report.unchanged, 'video')} unchanged" if report.unchanged else ""
        super().__init__(parent, summary(report), [same], report.problems)
