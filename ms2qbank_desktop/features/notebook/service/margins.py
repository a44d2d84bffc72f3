"""Notes in the margin of questions, as the notebook lists them and keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.annotations.models import QUESTION, Target
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.notebook.models import MarginLine, NoteKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.annotations.service import AnnotationService
    from ms2qbank_desktop.features.links.service import LinkService

    from .notes import NotebookService

_GONE = "A question that is no longer in the bank"


class MarginService:
    """Margin notes stay at their questions, where a block shows them; what is kept of them in the
    notebook is a quick note with a link to the question."""

    def __init__(
        self, annotations: AnnotationService, notes: NotebookService, links: LinkService
    ) -> None:
        self._annotations = annotations
        self._notes = notes
        self._links = links

    def number(self, user_id: int) -> int:
        """Return how many questions have a note in the margin."""
        return len(self._annotations.notes(user_id, QUESTION))

    def lines(self, user_id: int) -> list[MarginLine]:
        """Return the margin notes of a user, the last written first."""
        found = self._annotations.notes(user_id, QUESTION)
        places = [Place(Kind.QUESTION, one.target.id) for one in found]
        called = self._links.described(user_id, places)
        return [
            MarginLine(
                one.target.id,
                called[place].title if place in called else _GONE,
                one.text,
                one.changed_at,
            )
            for one, place in zip(found, places, strict=True)
        ]

    def write(self, user_id: int, question_id: int, text: str) -> None:
        """Save the note in the margin of a question; a blank one takes it away."""
        self._annotations.write_note(user_id, Target(QUESTION, question_id), text)

    def keep(self, user_id: int, lines: Sequence[MarginLine]) -> list[int]:
        """Make a quick note of each margin note, linked to its question, and return what was made:
        one that says the same there already is not made twice."""
        made = []
        for line in lines:
            place = Place(Kind.QUESTION, line.question_id)
            there = self._notes.notes_at(user_id, place.kind, place.id)
            if all(one.note.body.strip() != line.text.strip() for one in there):
                title = f"{line.question}, note"
                made.append(
                    self._notes.add(user_id, title, line.text, places=(place,), kind=NoteKind.QUICK)
                )
        return made
