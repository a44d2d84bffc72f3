"""What every format of articles has in common: files in, books of articles out."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, NamedTuple, Protocol

from ms2qbank_desktop.features.questions.models import Draft, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ms2qbank_desktop.features.library.models import ArticleDraft, CollectionInfo

MAX_TEXT = 8 << 20
"""Bytes of one article; more is none that anybody reads."""
MAX_PICTURE = 64 << 20
HEAD = 1 << 14
"""Bytes by which a file is recognised."""
_ENDING = re.compile(r"\.(?:tar\.gz|tgz|zip|md|markdown|x?html?|xml|cnxml|json|pdf)$", re.I)
_LICENSE_FILE = re.compile(r"(?:licen[cs]e|copying)\b.*", re.IGNORECASE)
_CREATIVE_COMMONS = re.compile(
    r"Attribution((?:[- ](?:NonCommercial|NonDerivatives|NoDerivatives|NoDerivs|ShareAlike))*)"
    r"\s+(\d\.\d)"
)
_CC_ADDRESS = re.compile(r"creativecommons\.org/licenses/([a-z-]+)/(\d\.\d)")
_SHORT = {"noncommercial": "NC", "sharealike": "SA"}


class BadFile(Exception):
    """Why a folder or archive cannot be read at all."""


class BadItem(Exception):
    """Why one article or picture cannot be taken."""


class Files(Protocol):
    """The files of a folder or an archive. Names are relative, with forward slashes."""

    @property
    def title(self) -> str:
        """What folder or archive is called."""

    @property
    def names(self) -> tuple[str, ...]:
        """All of them, in natural order: 2 before 10."""

    def chosen(self, name: str) -> bool:
        """Say whether the user wants this one; what is not wanted may still be referred to."""

    def read(self, name: str, most: int) -> bytes:
        """Return the content; BadItem if there is no such file, or it has over ``most`` bytes."""

    def head(self, name: str) -> bytes:
        """Return how the content begins, b"" if it cannot be read."""

    def problem(self, name: str, why: str) -> Problem: ...


class Item(NamedTuple):
    """An article with its place in the book, from 1. ``exercises``: the questions with choices
    that stand in it and not in its body; ``pages`` of a PDF file, and those without words."""

    ordinal: int
    draft: ArticleDraft
    exercises: tuple[Draft, ...] = ()
    pages: int = 0
    wordless: int = 0


Entry = Item | Problem


class Book(NamedTuple):
    """A collection that was found. ``entries`` can be read once, an article at a time; ``file``
    reads the PDF file whose pages they are."""

    info: CollectionInfo
    total: int
    entries: Iterator[Entry]
    file: Callable[[], bytes] | None = None


class Format(Protocol):
    """One format of articles."""

    @property
    def title(self) -> str: ...

    def books(self, files: Files) -> list[Book]:
        """Return the collections of this format among ``files``, none if there is none."""


def found_in(files: Files, name: str) -> tuple[str, str]:
    """Return what ArticleDraft.found_in says of a file."""
    problem = files.problem(name, "")
    return problem.file, problem.where


def decoded(data: bytes) -> str:
    """Return the text of a file, lines ending in a line feed; BadItem if it is none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise BadItem("It is not a text file.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def one_line(text: str) -> str:
    return " ".join(text.split())


def title_of(name: str) -> str:
    """Return a title made from the name of a file or folder."""
    stem = posixpath.basename(name)
    stem = _ENDING.sub("", stem)
    return one_line(stem.replace("_", " ")) or "Articles"


def beside(files: Files, name: str, path: str) -> bytes | None:
    """Return the picture at ``path`` from the folder of the file ``name``; None if it was not
    supplied.

    Only files in that folder and those in it are read, and nothing is fetched.
    """
    path = path.partition("?")[0].partition("#")[0]
    outside = path.startswith("/") or ".." in path.split("/")
    if not path or outside or any(sign in path for sign in "\\:\0"):
        return None
    try:
        place = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
        return files.read(place, MAX_PICTURE)
    except BadItem:
        return None


def license_of(files: Files, folder: str) -> str:
    """Return the license that a LICENSE file in ``folder``, or else at the top, states."""
    for place in dict.fromkeys((folder, "")):
        for name in files.names:
            if posixpath.dirname(name) == place and _LICENSE_FILE.fullmatch(
                posixpath.basename(name)
            ):
                return license_name(files.head(name).decode(errors="replace"))
    return ""


def license_name(text: str) -> str:
    """Return the short name of a license from its text or address, else its first line."""
    if found := _CC_ADDRESS.search(text):
        return f"CC {found[1].upper()} {found[2]}"
    if found := _CREATIVE_COMMONS.search(text):
        marks = [_SHORT.get(word.lower(), "ND") for word in re.split(r"[- ]", found[1]) if word]
        return f"CC {'-'.join(['BY', *marks])} {found[2]}"
    lines = (one_line(line) for line in text.splitlines())
    return next((line for line in lines if line), "")[:100]
