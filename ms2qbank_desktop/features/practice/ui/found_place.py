"""Places in a question: what a search found, what a link names; marked, and brought into view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from ms2qbank_desktop.ui.widgets.foundwords import found_mark, word_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.links.models import Place, TextRange
    from ms2qbank_desktop.ui.widgets.marks import Mark

    from .bank_preview import BankPreview

_LAYER = "found"


def show_found(page: BankPreview, place: Place, words: Sequence[str]) -> None:
    """Mark ``words`` in a question that is shown, or the range of ``place``, and bring its part
    into view, or the first one that has them."""
    choices = [row for row in page.choices.rows if not row.isHidden()]
    parts = [
        ("stem", page.stem),
        *((f"choice {row.letter.text()}", row.text) for row in choices),
        ("note", page.note.text),
        ("explanation", page.objective.text),
        ("explanation", page.explanation),
    ]
    texts = [(name, view.shown_text()) for name, view in parts]
    marks = [word_marks(text, words) for _name, text in texts]
    if place.range is not None and not words:
        marks = _range_marks(place.part, place.range, texts)
    for (_name, view), found in zip(parts, marks, strict=True):
        view.set_marks(_LAYER, found)
    wanted = [
        at for at, (name, view) in enumerate(parts) if name == place.part and not view.isHidden()
    ]
    marked = [at for at, found in enumerate(marks) if found]
    both = [at for at in wanted if at in marked]
    first = both or wanted or marked if words else marked or wanted
    at = next(iter(first), None)
    if at is not None:
        view, start = parts[at][1], marks[at][0].start if marks[at] else 0
        # A page that was just opened is laid out a turn later.
        QTimer.singleShot(0, view, lambda: view.bring_into_view(start))


def _range_marks(part: str, wanted: TextRange, texts: list[tuple[str, str]]) -> list[list[Mark]]:
    """Return the mark of a range for each text: in its part, else in the first that has its words,
    for a rationale stands in the explanation here."""
    order = sorted(range(len(texts)), key=lambda at: texts[at][0] != part)
    spans = ((at, wanted.found_in(texts[at][1])) for at in order)
    found = next(((at, span) for at, span in spans if span is not None), None)
    return [
        [found_mark(*found[1])] if found is not None and found[0] == at else []
        for at in range(len(texts))
    ]
