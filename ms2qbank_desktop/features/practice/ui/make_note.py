"""A quick note at a question, in an exam and in the bank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.links.models import Excerpt, Kind, Place
from ms2qbank_desktop.features.questions.models import LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ms2qbank_desktop.features.questions.models import Question
    from ms2qbank_desktop.ui.context import UiContext

    from .highlight_passage import ShownPassage

_STEM = ("vignette", "stem")


def make_note(
    ctx: UiContext, question: Question, shown: Iterable[ShownPassage] = (), *, alone: bool = False
) -> None:
    """Begin a quick note at a question; what is selected in one of the texts is quoted.

    ``alone``: its answer is not known yet, so the note leads to nothing else.
    """
    text, spot = "", ""
    for one in shown:
        start, end = one.selection()
        if end > start:
            text, spot = one.passage().text[start:end], _spot(one.part)
    name = question.external_id or str(question.id)
    place = Place(Kind.QUESTION, question.id, spot)
    source = name if name.upper().startswith("Q") else f"Q {name}"
    ctx.commands.request("make-note", Excerpt(place, source, text), alone)


def _spot(part: str) -> str:
    """Return what a link calls a part of a question: "stem", "choice B", "explanation"."""
    kind, _, choice = part.partition(":")
    if choice:
        return f"choice {LETTERS[int(choice)]}"
    return "stem" if kind in _STEM else "explanation"
