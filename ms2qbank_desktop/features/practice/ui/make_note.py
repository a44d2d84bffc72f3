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
    place, text = selected(question.id, shown)
    name = question.external_id or str(question.id)
    source = name if name.upper().startswith("Q") else f"Q {name}"
    ctx.commands.request("make-note", Excerpt(place, source, text), alone)


def selected(question_id: int, shown: Iterable[ShownPassage]) -> tuple[Place, str]:
    """Return the place of what is selected in a question, and its text; the whole, and nothing,
    where nothing is selected."""
    place, text = Place(Kind.QUESTION, question_id), ""
    for one in shown:
        start, end = one.selection()
        if end > start:
            whole = one.passage().text
            place = Place.at_words(place.kind, place.id, _spot(one.part), whole, start, end)
            text = whole[start:end]
    return place, text


def _spot(part: str) -> str:
    """Return what a link calls a part of a question: "stem", "choice B", "explanation"."""
    kind, _, choice = part.partition(":")
    if choice:
        return f"choice {LETTERS[int(choice)]}"
    return "stem" if kind in _STEM else "explanation"
