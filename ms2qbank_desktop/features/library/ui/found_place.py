"""Places in the text of an article: what a search found, what a link names, what is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.ui.widgets.foundwords import found_mark, word_marks
from ms2qbank_desktop.ui.widgets.marks import characters, units

from .find_bar import LAYER, MARKED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.links.models import TextRange

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


def show_range(view: ArticleView, wanted: TextRange) -> None:
    """Mark the words that a link leads to, and bring them into view; where they are gone, the place
    stays as it is."""
    span = wanted.found_in(view.shown_text())
    if span is not None:
        view.set_marks(LAYER, [found_mark(*span)])
        view.bring(units(view.shown_text(), span[0]))


def selected_place(view: ArticleView, article_id: int) -> Place:
    """Return the words that are selected, as a place; else the heading that is read."""
    start, end = view.selection()
    text = view.shown_text()
    at = view.heading_at(units(text, start) if end > start else view.top())
    part = view.headings[at].text if at >= 0 else ""
    return Place.at_words(Kind.ARTICLE, article_id, part, text, start, end)
