"""What every format of question files has in common."""

from __future__ import annotations

import codecs
import io
import re
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, Protocol

from ms2qbank_desktop.features.questions.encoding import encoding_of
from ms2qbank_desktop.features.questions.models import ColumnMap, Draft, PackInfo, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_FILE = 1 << 30
"""Bytes of a file we agree to read."""
MAX_ITEM = 16 << 20
"""Characters of one line or one item; more is no question."""

_LABELS = {
    "very easy": 1,
    "easy": 2,
    "low": 2,
    "medium": 3,
    "moderate": 3,
    "intermediate": 3,
    "normal": 3,
    "hard": 4,
    "difficult": 4,
    "high": 4,
    "very hard": 5,
    "very difficult": 5,
}
_WORDS = re.compile(r"[\s_-]+")


class BadItem(Exception):
    """Why one item of a file cannot be taken; turned into a Problem by its reader."""


class Item(NamedTuple):
    """A question that was read, and where it stands: "line 12"."""

    where: str
    draft: Draft


Entry = Item | PackInfo | Problem


class Source:
    """One file being imported: opened as often as its format needs, and how far it was read."""

    def __init__(self, path: Path, columns: ColumnMap | None = None) -> None:
        self.path = path
        self.columns = columns
        """What the user said the columns of a CSV file mean."""
        self.size = path.stat().st_size
        self._encoding: str | None = None
        self._binary: BinaryIO | None = None

    @property
    def position(self) -> int:
        """Bytes read so far."""
        if self._binary is None:
            return 0
        return self.size if self._binary.closed else self._binary.tell()

    @property
    def encoding(self) -> str:
        """The encoding of the text; BadItem if the file holds none."""
        if self._encoding is None:
            self._encoding = encoding_of(self.path)
            if not self._encoding:
                raise BadItem("It is not a text file.")
        return self._encoding

    def open(self, *, newline: str) -> io.TextIOWrapper:
        """Open as text. Bytes that are no UTF-8 become lone surrogates, which text() refuses."""
        errors = "surrogateescape" if self.encoding.startswith("utf-8") else "replace"
        self._binary = self.path.open("rb")
        return io.TextIOWrapper(
            self._binary, encoding=self.encoding, errors=errors, newline=newline
        )

    def head(self, size: int) -> str:
        """Return the text of the first ``size`` bytes."""
        with self.path.open("rb") as file:
            decoder = codecs.getincrementaldecoder(self.encoding)("replace")
            return decoder.decode(file.read(size))

    def problem(self, where: str, why: str) -> Problem:
        return Problem(str(self.path), where, why)


class Format(Protocol):
    """One format of question files."""

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def endings(self) -> tuple[str, ...]: ...

    def sniff(self, source: Source, head: str, /) -> bool:
        """Say whether the file, which begins with ``head``, is of this format."""

    def read(self, source: Source) -> Iterator[Entry]:
        """Yield questions and problems as they come; a PackInfo before the first question.

        Bad items are yielded as problems, and so is the place where a broken file ends.
        """


def is_json_with(head: str, *keys: str) -> bool:
    """Say whether ``head`` begins a JSON file in which each of ``keys`` names a member."""
    begins = head.lstrip().startswith(("{", "["))
    return begins and all(re.search(rf'"{key}"\s*:', head) for key in keys)


def text(value: object, name: str) -> str:
    """Return ``value`` as a text, lines ending in a line feed; "" for None.

    BadItem for a list, an object, and for what is no Unicode.
    """
    if isinstance(value, str):
        if not value.isascii():
            try:
                value.encode()
            except UnicodeEncodeError:
                raise BadItem(f"the {name} holds characters that cannot be read") from None
        if "\r" in value:
            value = value.replace("\r\n", "\n").replace("\r", "\n")
        return value.replace("\0", "") if "\0" in value else value
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise BadItem(f"the {name} is not a text")


def label(value: object, name: str) -> str:
    """Return a short text on one line, without space around it."""
    return " ".join(text(value, name).split())


def listed(value: object, name: str) -> list[object]:
    """Return ``value`` as a list ([] for None); BadItem if it is something else."""
    if value is None:
        return []
    if isinstance(value, list):
        return value
    raise BadItem(f"the {name} are not a list")


def table(value: object, name: str) -> dict[str, object]:
    """Return ``value`` as an object ({} for None); BadItem if it is something else."""
    if value is None:
        return {}
    if isinstance(value, dict):
        return value
    raise BadItem(f"the {name} is not an object")


def labels(value: object, name: str) -> tuple[str, ...]:
    """Return a list of labels without empty ones and repetitions."""
    found = (label(member, name) for member in listed(value, name))
    return tuple(dict.fromkeys(filter(None, found)))


def difficulty(value: object) -> int | None:
    """Return 1 (easiest) to 5 for a number or a word such as "Medium"; None if it says nothing."""
    if isinstance(value, str):
        word = _WORDS.sub(" ", value.strip().casefold())
        if word in _LABELS:
            return _LABELS[word]
        return int(word) if word in {"1", "2", "3", "4", "5"} else None
    if isinstance(value, int | float) and not isinstance(value, bool) and value in range(1, 6):
        return int(value)
    return None
