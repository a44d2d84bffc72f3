"""What crosses the boundary of flashcards: decks, presets, notes, cards, schedules, reviews.

Words are Anki's. Instants are aware UTC; a study day is named by its proleptic ordinal
(``date.toordinal()``), and it begins at 04:00 local time. Eases and retentions are fractions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from .presets import (
    DEFAULT_EASE,
    FSRS6_DEFAULTS,
    Algorithm,
    AnswerAction,
    InsertOrder,
    LeechAction,
    Mix,
    NewGather,
    NewSort,
    Preset,
    QuestionAction,
    ReviewOrder,
)

if TYPE_CHECKING:
    from datetime import datetime

    from ms2qbank_desktop.features.links.models import Place
    from ms2qbank_desktop.features.questions.models import Problem

# The options stand in a file of their own, and cross the boundary with the rest.
__all__ = [
    "DECK_SEPARATOR",
    "DEFAULT_EASE",
    "FSRS6_DEFAULTS",
    "Algorithm",
    "AnswerAction",
    "Card",
    "CardState",
    "CardTemplate",
    "CardsReport",
    "Deck",
    "Draft",
    "Filtered",
    "FilteredSearch",
    "InsertOrder",
    "LeechAction",
    "Mix",
    "Moment",
    "NewGather",
    "NewSort",
    "Note",
    "NoteField",
    "NoteKind",
    "NoteType",
    "Preset",
    "QuestionAction",
    "Rating",
    "Review",
    "ReviewKind",
    "ReviewOrder",
    "Schedule",
    "TodayLimit",
]

DECK_SEPARATOR = "::"


class Rating(IntEnum):
    """The four buttons, numbered as on the keyboard and in Anki's review log."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class CardState(StrEnum):
    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


@dataclass(frozen=True, slots=True)
class Schedule:
    """What the algorithms know of one card: a fold over its review log.

    ``due_at`` is set for a learning card due within the day, ``due_day`` for a review and for a
    learning card whose step reaches past the day; a new card has neither, only a position.
    """

    state: CardState = CardState.NEW
    position: int = 0
    """Place among the new cards; kept when the card leaves them."""
    remaining_steps: int = 0
    """Learning or relearning steps still to do, counted from the last one (Anki's ``left``)."""
    due_at: datetime | None = None
    due_day: int | None = None
    interval_days: int = 0
    """Of a review; of a relearning card the interval it will return to."""
    step_seconds: int = 0
    """Delay that a learning or relearning card was last given."""
    ease: float = 0.0
    """In steps of 0.001; 0 before the first review, and of no use to FSRS."""
    stability: float | None = None
    """Days after which recall falls to 90 %."""
    difficulty: float | None = None
    """1–10."""
    repetitions: int = 0
    """All answers; classic: successes in a row, as the old system counted them."""
    lapses: int = 0
    streak: int = 0
    reviews: int = 0
    correct: int = 0
    """``streak``, ``reviews`` and ``correct`` are kept for classic only."""
    last_review_at: datetime | None = None
    last_review_day: int | None = None
    last_rating: Rating | None = None


class ReviewKind(StrEnum):
    LEARN = "learn"
    REVIEW = "review"
    RELEARN = "relearn"
    FILTERED = "filtered"
    """Answered in a filtered deck, before it was due or as a preview."""
    MANUAL = "manual"
    """Set due, forgotten, position set: no answer."""
    RESCHEDULED = "rescheduled"
    """Moved by a change of parameters or by a spread backlog: no answer."""
    IMPORTED = "imported"
    """State of a card whose history is not known (the old system)."""


@dataclass(frozen=True, slots=True)
class Review:
    """One line of the append-only log.

    Intervals as in Anki's: above 0 days, below 0 seconds, 0 none. Ours give a learning step in
    seconds even where it ends on a later day, so that the sign tells the state.
    """

    id: int
    card_id: int
    at: datetime
    rating: Rating | None
    kind: ReviewKind
    interval: int = 0
    last_interval: int = 0
    ease_permille: int = 0
    """Anki's ``factor``: ease × 1000, with FSRS 100 + (difficulty − 1) / 9 × 1000."""
    time_ms: int = 0
    carried: Schedule | None = None
    """The whole state after a manual, rescheduled or imported entry."""

    @property
    def is_preview(self) -> bool:
        """Whether a filtered deck only showed the card: Anki logs no ease then."""
        return self.kind is ReviewKind.FILTERED and not self.ease_permille


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant, the study day it belongs to, and how long that day goes on."""

    at: datetime
    day: int
    seconds_left: int


@dataclass(frozen=True, slots=True)
class TodayLimit:
    """A limit that holds on one study day only."""

    limit: int
    day: int


@dataclass(frozen=True, slots=True)
class FilteredSearch:
    """One of a filtered deck's searches, and which of its cards are taken."""

    search: str
    limit: int = 100
    order: int = 0
    """Anki's number: 0 oldest seen, 1 random, 2–3 intervals up/down, 4 lapses, 5 added, 6 due,
    7 latest added, 8–9 retrievability up/down, 10 relative overdueness."""


@dataclass(frozen=True, slots=True)
class Filtered:
    """What makes a deck a filtered one. Delays, in seconds, are for previews."""

    searches: tuple[FilteredSearch, ...]
    reschedule: bool = True
    preview_again: int = 60
    preview_hard: int = 600
    preview_good: int = 0


@dataclass(frozen=True, slots=True)
class Deck:
    """``name`` is the whole path, "Step 1::Renal". None of a limit: the preset's holds."""

    id: int
    name: str
    preset_id: int
    description: str = ""
    official: bool = False
    """Came with a pack; else the user's own."""
    new_limit: int | None = None
    review_limit: int | None = None
    new_today: TodayLimit | None = None
    review_today: TodayLimit | None = None
    desired_retention: float | None = None
    filtered: Filtered | None = None


class NoteKind(StrEnum):
    STANDARD = "standard"
    CLOZE = "cloze"
    IMAGE_OCCLUSION = "image_occlusion"
    """A cloze type whose first field holds shapes over the image."""


@dataclass(frozen=True, slots=True)
class NoteField:
    name: str
    description: str = ""
    font: str = "Arial"
    size: int = 20
    right_to_left: bool = False
    sticky: bool = False
    """Keeps its text in the editor for the next note."""


@dataclass(frozen=True, slots=True)
class CardTemplate:
    """Front and back in Anki's template syntax; empty browser sides: as those."""

    name: str
    front: str
    back: str
    browser_front: str = ""
    browser_back: str = ""
    deck_id: int | None = None
    """Cards of this template go there instead of to the note's deck."""


@dataclass(frozen=True, slots=True)
class NoteType:
    """``fields`` and ``templates`` in order; a cloze type has one template."""

    id: int
    name: str
    kind: NoteKind
    fields: tuple[NoteField, ...]
    templates: tuple[CardTemplate, ...]
    css: str = ""
    sort_field: int = 0
    latex_before: str = ""
    latex_after: str = ""
    latex_svg: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """``fields``: HTML in the order of the note type. ``guid``: identity across packages."""

    id: int
    guid: str
    notetype_id: int
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class TermCard:
    """A card to be made of a term and its definition, both plain text. ``source``: where it is
    defined."""

    term: str
    definition: str
    source: Place


@dataclass(frozen=True, slots=True)
class Card:
    """``ordinal``: place of the template, or cloze number − 1."""

    id: int
    note_id: int
    deck_id: int
    ordinal: int
    schedule: Schedule = field(default_factory=Schedule)
    suspended: bool = False
    buried_until: int | None = None
    """The study day on which it comes back."""
    buried_by_user: bool = False
    """Else because a sibling was answered."""
    flag: int = 0
    """0 none, 1–7 red, orange, green, blue, pink, turquoise, purple."""
    leech: bool = False
    home_deck_id: int | None = None
    """Of a card that sits in a filtered deck: the deck it goes back to."""
    source: Place | None = None
    """What it was made of: a question, the second of a video."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A note that is not yet added: the editor takes it up. ``fields`` as the type has them."""

    note_type_id: int
    deck_id: int
    fields: tuple[str, ...]
    tags: tuple[str, ...] = ()
    source: Place | None = None


@dataclass(slots=True)
class CardsReport:
    """What an import of flashcards did, summed over its files.

    ``added``, ``updated`` and ``unchanged`` count notes, ``reviews`` the new lines of the log, the
    others what the files hold.
    """

    kind: str = "cards"
    files: int = 0
    notes: int = 0
    cards: int = 0
    decks: int = 0
    media: int = 0
    reviews: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)
    unlisted: int = 0
    """Problems beyond the first 10,000 of a file: counted, not kept."""


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export of flashcards wrote, and what it had to leave out."""

    notes: int
    cards: int
    reviews: int
    problems: tuple[Problem, ...] = ()
