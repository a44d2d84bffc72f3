"""What crosses the boundary of links: places, links, and what is taken from a place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


class Kind(StrEnum):
    """What can be linked."""

    QUESTION = "question"
    CARD = "card"
    VIDEO = "video"
    ARTICLE = "article"
    NOTE = "note"
    TASK = "task"


@dataclass(frozen=True, slots=True)
class Place:
    """A thing, and where in it. ``spot`` is "" for the whole, else the millisecond of a video, the
    heading of an article or a note, "stem", "choice B" or "explanation" of a question."""

    kind: Kind
    id: int
    spot: str = ""

    @classmethod
    def in_video(cls, video_id: int, at_ms: int) -> Place:
        """Return a moment of a video."""
        return cls(Kind.VIDEO, video_id, str(at_ms))

    @property
    def ms(self) -> int:
        """Milliseconds into the video, 0 where the place says none."""
        return int(self.spot) if self.spot.isdecimal() else 0


class Origin(StrEnum):
    """How a link came to be."""

    CHOSEN = "chosen"
    """Somebody linked the two."""
    MADE = "made"
    """The one was made at the other: a note while a video played."""
    TEXT = "text"
    """A text names the other end: ``[[Acid–base]]`` in a note."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two places that belong together. It reads from both ends; ``a`` is where it was made."""

    id: int
    a: Place
    b: Place
    origin: Origin
    created_at: datetime

    def other(self, kind: Kind, thing: int) -> Place:
        """Return the end that is not ``thing``."""
        return self.b if (self.a.kind, self.a.id) == (kind, thing) else self.a


@dataclass(frozen=True, slots=True)
class End:
    """What a thing is called where a link to it is shown. ``gone``: it was removed and can be put
    back; the link waits for it."""

    title: str
    detail: str = ""
    gone: bool = False


class Ends(Protocol):
    """Things of one kind, as links name them; each slice has one for what it keeps."""

    def described(self, user_id: int, ids: Iterable[int]) -> dict[int, End]:
        """Return what things are called; those that were never there are left out."""

    def named(self, user_id: int, name: str) -> int | None:
        """Return the thing of that name, without regard to case; None if there is none."""

    def beginning(self, user_id: int, text: str, number: int) -> list[tuple[int, End]]:
        """Return at most ``number`` things in whose names ``text`` stands, those first that begin
        with it: what a student is offered while typing."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What is taken from a place to be made a card or a note of.

    ``text`` is plain. ``picture``: a whole PNG or JPEG file.
    """

    place: Place
    source: str
    """What the place is called: "Renal 2 at 12:34"."""
    text: str = ""
    title: str = ""
    picture: bytes | None = None
    tags: tuple[str, ...] = ()
