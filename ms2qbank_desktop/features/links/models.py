"""What crosses the boundary of links: places, links, and what is taken from a place."""

from __future__ import annotations

import re
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


_RANGE = ":~:"
"""What divides the two halves of a spot; addresses on the web do it so, for no text has it."""
_RANGED = re.compile(r"(.*?):~:(\d{1,9}) (.+)", re.DOTALL)
_MOST = 2_000
"""Characters of a range that are kept."""


@dataclass(frozen=True, slots=True)
class TextRange:
    """Words of a text, and the character of it at which they stood when they were chosen."""

    start: int
    words: str
    """Apart by single blanks."""

    def found_in(self, text: str) -> tuple[int, int] | None:
        """Return where the words stand in ``text`` now as [start, end), the nearest to their old
        place, however their lines are broken; None if they are there no more."""
        words = r"\s+".join(map(re.escape, self.words.split()))
        spans = [found.span() for found in re.finditer(words, text)] if words else []
        return min(spans, key=lambda span: abs(span[0] - self.start), default=None)


@dataclass(frozen=True, slots=True)
class Place:
    """A thing, and where in it.

    ``spot`` is "" for the whole, else a part: the millisecond of a video, the heading of an
    article or a note (the page of a book: "Page 12"), "stem", "choice B" or "explanation" of a
    question. Behind ``:~:`` it goes on with a range of the text: the first character and the words.
    """

    kind: Kind
    id: int
    spot: str = ""

    @classmethod
    def at_words(cls, kind: Kind, thing: int, part: str, text: str, start: int, end: int) -> Place:
        """Return the place of [start, end) of ``text``, which is all or a part of a thing; just
        the part where there is nothing in the range."""
        words = " ".join(text[start : min(end, start + _MOST)].split())
        return cls(kind, thing, f"{part}{_RANGE}{start} {words}" if words else part)

    @property
    def part(self) -> str:
        """The spot without its range."""
        return self.spot.partition(_RANGE)[0]

    @property
    def range(self) -> TextRange | None:
        """The range of the text, where the place is one."""
        found = _RANGED.fullmatch(self.spot)
        return TextRange(int(found[2]), found[3]) if found else None

    @property
    def phrase(self) -> tuple[str, ...]:
        """The words of the range, as a search looks for them; none where there is no range."""
        return (self.range.words,) if self.range else ()

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

    def named(self, user_id: int, name: str, part: str = "", /) -> int | None:
        """Return the thing of that name, without regard to case; None if there is none. ``part``:
        where in it, for a name that several share: the chapters of a book."""

    def beginning(self, user_id: int, text: str, number: int) -> list[tuple[int, End]]:
        """Return at most ``number`` things in whose names ``text`` stands, those first that begin
        with it: what a student is offered while typing."""


class Relations(Protocol):
    """What speaks of the same without being linked: the slice that knows all words tells."""

    def articles_on(self, user_id: int, question_id: int, limit: int) -> list[Place]:
        """Return the articles that explain what a question asks, the best first, each at the
        section that says most of it; rather none than one that does not."""

    def about(self, user_id: int, article_id: int, kind: Kind, limit: int) -> list[int]:
        """Return the questions or cards whose matter an article explains, the best first."""


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
