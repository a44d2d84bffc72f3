"""What an import of flashcards did, and what it has left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.ui.widgets.leftout import LeftOutDialog
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.features.flashcards.models import CardsReport


def summary(report: CardsReport) -> str:
    """Return the result in one line: "351 card notes added, 2 left out". Notebooks take notes,
    too, from the same drop."""
    parts = []
    if report.added:
        parts.append(f"{counted(report.added, 'card note')} added")
    if report.updated:
        parts.append(f"{counted(report.updated, 'card note')} updated")
    if not parts:
        same = counted(report.unchanged, "card note")
        nothing = f"Nothing new: {same} known already" if report.unchanged else "No card added"
        parts.append(nothing)
    left_out = len(report.problems) + report.unlisted
    if left_out:
        parts.append(f"{left_out:,} left out")
    return ", ".join(parts)


class ImportReport(LeftOutDialog):
    """Counts, and what was left out."""

    def __init__(self, parent: QWidget | None, report: CardsReport) -> None:
        facts = [
            counted(report.files, "file"),
            counted(report.notes, "note"),
            counted(report.cards, "card"),
            counted(report.decks, "deck"),
            f"{report.media:,} pictures and sounds",
            counted(report.reviews, "earlier answer"),
            f"{report.unchanged:,} unchanged" if report.unchanged else "",
            f"{report.unlisted:,} further ones are not listed" if report.unlisted else "",
        ]
        super().__init__(parent, summary(report), facts, report.problems)
