"""What a search found in an article: marked, and brought into view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.ui.widgets.foundwords import word_marks
from ms2qbank_desktop.ui.widgets.marks import characters, units

from .find_bar import LAYER, MARKED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .article_view import ArticleView


def show_found(view: ArticleView, words: Sequence[str], position: int) -> None:
    """Mark ``words`` from a place of the document on, and bring the first into view: where they
    stand one after the other, if they do. Find in page takes the marks over."""
    text = view.shown_text()
    marks = word_marks(text, [" ".join(words)]) or word_marks(text, words)
    start = characters(text, position)
    at = next((number for number, mark in enumerate(marks) if mark.start >= start), 0)
    view.set_marks(LAYER, marks[max(0, at - MARKED // 2) : at + MARKED // 2])
    if marks:
        view.bring(units(text, marks[at].start))
