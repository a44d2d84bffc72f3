"""What a search found in a question: marked, and brought into view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from ms2qbank_desktop.ui.widgets.foundwords import word_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .bank_preview import BankPreview

_LAYER = "found"


def show_found(page: BankPreview, spot: str, words: Sequence[str]) -> None:
    """Mark ``words`` in a question that is shown, and bring the part ``spot`` into view, as a Place
    names it, or the first one that has them."""
    choices = [row for row in page.choices.rows if not row.isHidden()]
    parts = [
        ("stem", page.stem),
        *((f"choice {row.letter.text()}", row.text) for row in choices),
        ("note", page.note.text),
        ("explanation", page.objective.text),
        ("explanation", page.explanation),
    ]
    marks = [word_marks(view.shown_text(), words) for _name, view in parts]
    for (_name, view), found in zip(parts, marks, strict=True):
        view.set_marks(_LAYER, found)
    wanted = [at for at, (name, view) in enumerate(parts) if name == spot and not view.isHidden()]
    marked = [at for at, found in enumerate(marks) if found]
    both = [at for at in wanted if at in marked]
    at = next(iter(both or wanted or marked), None)
    if at is not None:
        view, start = parts[at][1], marks[at][0].start if marks[at] else 0
        # A page that was just opened is laid out a turn later.
        QTimer.singleShot(0, view, lambda: view.bring_into_view(start))
