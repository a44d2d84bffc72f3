"""Icon and words of each kind of thing that can be linked: the one place that knows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.links.models import Kind
from ms2qbank_desktop.ui.words import clock_time

if TYPE_CHECKING:
    from ms2qbank_desktop.features.links.models import End, Place

_MOMENT = "play-fill"
_LONGEST = 48
"""Letters of words that are quoted."""


@dataclass(frozen=True, slots=True)
class Look:
    """``one`` and ``many`` as a sentence says them: "a video", "videos"."""

    icon: str
    one: str
    many: str

    @property
    def name(self) -> str:
        """The word alone: "video"."""
        return self.one.partition(" ")[2]


LOOKS = {
    Kind.QUESTION: Look("question", "a question", "questions"),
    Kind.CARD: Look("cards", "a card", "cards"),
    Kind.VIDEO: Look("monitor-play", "a video", "videos"),
    Kind.ARTICLE: Look("books", "an article", "articles"),
    Kind.NOTE: Look("notebook", "a note", "notes"),
    Kind.TASK: Look("calendar-check", "a task", "tasks"),
}
"""In the order in which things of several kinds are listed."""


def icon_of(place: Place) -> str:
    """Return the icon of a place; a moment of a video is something to play."""
    moment = place.kind is Kind.VIDEO and place.spot
    return _MOMENT if moment else LOOKS[place.kind].icon


def spot_words(place: Place) -> str:
    """Return where in its thing a place is: "at 12:34", "Which way is the pH?", "choice B",
    "stem: “a flank mass”"."""
    if place.kind is Kind.VIDEO:
        return f"at {clock_time(place.ms)}" if place.spot else ""
    return ": ".join(filter(None, (place.part, quoted(place))))


def quoted(place: Place) -> str:
    """Return the words that a place is, in quotation marks and shortened; "" if it is none."""
    if place.range is None:
        return ""
    words = place.range.words
    if len(words) > _LONGEST:
        words = f"{words[:_LONGEST].rsplit(' ', 1)[0]}…"
    return f"“{words}”"


def title_of(place: Place, end: End) -> str:
    """Return what a place is called where a link to it is shown: "Renal 2, at 12:34"."""
    return ", ".join(filter(None, (end.title, spot_words(place))))
