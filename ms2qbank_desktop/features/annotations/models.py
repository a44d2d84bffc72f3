"""What crosses the boundary of annotations: targets, passages, spans, highlights, reports."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

QUESTION = "question"
"""The kind of target that a question of the bank is."""
MAX_TEXT = 20_000
"""Characters of a note or of the words of a report."""


@dataclass(frozen=True, slots=True)
class Target:
    """The thing that carries an annotation: what kind it is of, and its id there."""

    kind: str
    id: int


class Colour(StrEnum):
    """The highlighters; each is a role ``highlight-…`` of the theme."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of a target as it is shown, in plain characters.

    ``part`` names it within the target: ``stem``, ``explanation``, or ``choice:2`` for the place
    in the question's own order, whatever stands on the screen.
    """

    part: str
    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """A highlighted stretch [start, end) of a passage, in characters."""

    start: int
    end: int
    colour: Colour = Colour.YELLOW


@dataclass(frozen=True, slots=True)
class Quote:
    """A piece of a text, and where in it the piece stood when it was taken."""

    start: int
    text: str

    def found_in(self, whole: str) -> int | None:
        """Return where the piece stands in ``whole`` now, the nearest to its old place; None if
        it is there no more. Of two equally near the earlier."""
        if whole.startswith(self.text, self.start):
            return self.start
        before = whole.rfind(self.text, 0, self.start + len(self.text))
        after = whole.find(self.text, self.start)
        places = [place for place in (before, after) if place >= 0]
        return min(places, key=lambda place: abs(place - self.start), default=None)


@dataclass(frozen=True, slots=True)
class Highlight:
    """A stretch that was highlighted, as it stood then. Never changed, only made and removed."""

    id: int
    part: str
    quote: Quote
    colour: Colour

    def span_in(self, text: str) -> Span | None:
        """Return the stretch in the passage as it is now; None if the words are gone."""
        start = self.quote.found_in(text)
        return None if start is None else Span(start, start + len(self.quote.text), self.colour)


@dataclass(frozen=True, slots=True)
class MarginNote:
    """What the user has written to a target; plain text."""

    target: Target
    text: str
    changed_at: datetime


class Reason(StrEnum):
    """What is wrong with a target."""

    WRONG_ANSWER = "wrong-answer"
    UNCLEAR = "unclear"
    TYPO = "typo"
    OUT_OF_DATE = "out-of-date"
    PICTURE = "picture"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ProblemReport:
    """A problem that a user has reported; kept on this computer."""

    id: int
    user_id: int
    target: Target
    reason: Reason
    text: str
    created_at: datetime
