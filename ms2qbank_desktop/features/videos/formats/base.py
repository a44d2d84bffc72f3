"""What every reader of captions shares: decoding, clock times, plain text, and its outcome."""

from __future__ import annotations

import errno
import re
import stat
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.questions.encoding import guessed, marked
from ms2qbank_desktop.features.questions.models import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from ms2qbank_desktop.features.videos.models import Caption

MOST_BYTES = 32 << 20
"""Of a caption file; a day of speech has two million."""
MOST_PROBLEMS = 20
"""Of one file; a file that is all wrong need not say so line by line."""
SHORTEST_MS = 2_000
"""A caption whose end is missing or wrong is shown for so long."""

_SAMPLE = 1 << 16
_FEW = 0.1
"""Western text has fewer bytes above 127 than this."""
LATEST_MS = 1_000 * 3_600_000
"""No caption begins later; a file that says so is damaged."""
_TIME = r"(?:(\d{1,4})\s*:\s*)?(\d{1,2})\s*:\s*(\d{1,2})(?:\s*[,.:]\s*(\d{1,3}))?"
_TIMING = re.compile(rf"^\s*{_TIME}\s*-{{1,2}}>\s*{_TIME}(?!\d)")
ARROW = re.compile(r"-{1,2}>")
_BLANKS = re.compile(r"[ \t\u00a0]+")


@dataclass(slots=True)
class Captions:
    """The good part of a file, and what was wrong with the rest."""

    captions: tuple[Caption, ...] = ()
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class Embedded:
    """A text track inside of a media file; ``ordinal`` counts its subtitle tracks of any kind from
    0."""

    ordinal: int
    language: str
    name: str
    found: Captions


@dataclass(slots=True)
class Complaints:
    """Collects what is wrong with one file, as ``Problem`` with its line."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def line(self, number: int, why: str) -> None:
        """Report one line, counted from 1."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(self.file, f"line {number}", why))

    def whole(self, why: str) -> None:
        """Report the whole file."""
        self.problems.append(Problem(self.file, "", why))


def read_text(path: Path) -> tuple[str, str]:
    """Return the text of a file and "", or "" and why it has none. OSError if it cannot be read."""
    if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would wait for its writer
        raise OSError(errno.EINVAL, "it is no file")
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        return "", "The file is too large for captions."
    return decoded(data)


def decoded(data: bytes) -> tuple[str, str]:
    """Return the text of bytes whose encoding is not known, or "" and why there is none."""
    if encoding := marked(data):
        return data.decode(encoding, "replace"), ""
    if b"\0" in data[:_SAMPLE]:
        head = data[:_SAMPLE]
        odd, even = head[1::2].count(0), head[::2].count(0)
        if max(odd, even) < len(head) // 4:
            return "", "The file is no text."
        return data.decode("utf-16-le" if odd > even else "utf-16-be", "replace"), ""
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        return data.decode(_other_than_utf8(data), "replace"), ""


def _other_than_utf8(data: bytes) -> str:
    good = data.decode("utf-8", "ignore")
    high = sum(byte > 0x7F for byte in data)
    if sum(len(sign.encode()) for sign in good if sign > "\x7f") > 0.9 * high:
        return "utf-8"  # with a few damaged bytes
    return guessed(data[:_SAMPLE], _FEW)


def lines_of(text: str) -> list[str]:
    """Return the lines of a caption file, whatever ends them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").split("\n")


def timing(line: str) -> tuple[int, int] | None:
    """Return begin and end in milliseconds of a line such as ``00:01:02,500 --> 00:01:04,000``.

    Hours may be missing, the fraction too, and its sign may be a comma or a point.
    """
    found = _TIMING.match(line)
    if found is None:
        return None
    groups = found.groups()
    return _milliseconds(groups[:4]), _milliseconds(groups[4:])


def _milliseconds(parts: Sequence[str | None]) -> int:
    hours, minutes, seconds = (int(part or 0) for part in parts[:3])
    fraction = (parts[3] or "0").ljust(3, "0")
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int(fraction)


def tidy(text: str) -> str:
    """Return ``text`` without blanks at the ends of lines and without empty lines."""
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def in_order(captions: Iterable[Caption]) -> tuple[Caption, ...]:
    """Return captions in the order of time."""
    return tuple(sorted(captions, key=lambda one: (one.start_ms, one.end_ms)))


def lasting(captions: Iterable[Caption]) -> tuple[Caption, ...]:
    """Return captions in order; those without an end last up to the next one, but not for long."""
    ordered = in_order(captions)
    nexts = [one.start_ms for one in ordered[1:]]
    return tuple(
        one if one.end_ms > one.start_ms else replace(one, end_ms=_end(one.start_ms, following))
        for one, following in zip_longest(ordered, nexts)
    )


def _end(start: int, following: int | None) -> int:
    longest = start + SHORTEST_MS
    return longest if following is None or following <= start else min(following, longest)
