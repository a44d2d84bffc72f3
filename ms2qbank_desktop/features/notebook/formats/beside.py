"""What belongs to a note beside its text, as lines under keys of ours: the rows of the error log
at it, and the places that it is linked to other than by its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.clock import from_ms, to_ms
from ms2qbank_desktop.features.links.models import Kind, Origin, Place
from ms2qbank_desktop.features.notebook.models import MissReason

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 2_000
"""Lines of each key that are read."""
_MISS = re.compile(
    r"(\d{1,19}) of (\d{1,19}) at (\S{1,40}), (\S{1,40}): (\S{1,20}), again ([-\d,]{1,2000}|never)"
    r"(?:; (.{1,10000}))?",
    re.DOTALL,
)
_LINK = re.compile(r"(made|chosen) ([a-z]{1,20}) (\d{1,19})(?: (.{1,2400}))?")
_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class FiledMiss:
    """A row of the error log."""

    id: int
    question_id: int
    reason: MissReason | None
    rule: str
    retests: tuple[date, ...]
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class FiledLink:
    """A link of the note to a place, and how it came to be."""

    origin: Origin
    place: Place


def miss_line(miss: FiledMiss) -> str:
    """Return a row as a line of the front matter."""
    again = ",".join(day.isoformat() for day in miss.retests) or "never"
    facts = (
        f"{miss.id} of {miss.question_id} at {_instant(miss.created_at)}, "
        f"{_instant(miss.changed_at)}: {miss.reason or _UNKNOWN}, again {again}"
    )
    return f"{facts}; {miss.rule}" if miss.rule else facts


def link_line(link: FiledLink) -> str:
    """Return a link as a line of the front matter."""
    place = link.place
    return f"{link.origin} {place.kind} {place.id} {place.spot}".rstrip()


def misses(lines: Iterable[str]) -> tuple[FiledMiss, ...]:
    """Return the rows that lines say; what is no such line is passed over."""
    found = (_miss(line) for line in lines)
    return tuple(one for one in found if one is not None)[:MOST]


def links(lines: Iterable[str]) -> tuple[FiledLink, ...]:
    """Return the links that lines say; what is no such line is passed over."""
    found = (_LINK.fullmatch(line) for line in lines)
    return tuple(
        FiledLink(Origin(one[1]), Place(Kind(one[2]), int(one[3]), one[4] or ""))
        for one in found
        if one is not None and one[2] in set(Kind) and _is_id(one[3])
    )[:MOST]


def _miss(line: str) -> FiledMiss | None:
    found = _MISS.fullmatch(line)
    if found is None or not (_is_id(found[1]) and _is_id(found[2])):
        return None
    try:
        days = [date.fromisoformat(day) for day in found[6].split(",") if day != "never"]
        created, changed = _time(found[3]), _time(found[4])
        reason = None if found[5] == _UNKNOWN else MissReason(found[5])
    except (ValueError, OverflowError):
        return None
    return FiledMiss(
        int(found[1]), int(found[2]), reason, found[7] or "", tuple(days), created, changed
    )


def _is_id(digits: str) -> bool:
    return 0 < int(digits) < 1 << 63


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _time(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return from_ms(to_ms(at if at.tzinfo else at.replace(tzinfo=UTC)))
