"""The formats that can be imported, and which of them a file is in."""

from __future__ import annotations

import re
import stat
from typing import TYPE_CHECKING

from .base import MAX_FILE, BadItem, Entry, Format, Source
from .csv import Csv
from .gasbank_json import GasBank
from .medqa_jsonl import MedQA
from .own_json import OwnJson
from .web_json import WebJson

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# The first that recognises a file reads it.
FORMATS: tuple[Format, ...] = (OwnJson(), GasBank(), MedQA(), WebJson(), Csv())
ENDINGS = frozenset(ending for known in FORMATS for ending in known.endings)

_HEAD = 1 << 16
_NOT_LETTERS = re.compile(r"[\d\W_]+")
_SAYS_NOTHING = frozenset(
    {"", "bank", "data", "dataset", "dev", "download", "downloads", "export", "file", "input"}
    | {"items", "output", "qbank", "question", "questions", "questionbank", "quiz", "raw"}
    | {"sample", "samplequestions", "test", "train", "untitled", "val", "validation"}
)


def entries(source: Source) -> Iterator[Entry]:
    """Yield what the file holds; whatever is wrong with it is yielded as a problem."""
    try:
        yield from _format_of(source).read(source)
    except BadItem as error:
        yield source.problem("", str(error))
    except OSError as error:
        yield source.problem("", f"It cannot be read ({error.strerror}).")


def why_not(path: Path) -> str:
    """Return why ``path`` cannot be read as a question file at all, "" if it may be."""
    try:
        state = path.stat()
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        return "There is no such file." if missing else f"It cannot be read ({error.strerror})."
    except ValueError:
        return "There is no such file."
    if not stat.S_ISREG(state.st_mode):
        return "It is not a file."
    if not state.st_size:
        return "The file is empty."
    if state.st_size > MAX_FILE:
        return f"The file is larger than {MAX_FILE >> 30} GB."
    return ""


def title_of(path: Path) -> str:
    """Return the title of the pack in a file that names none: from the names of file and folder.

    A file name that says nothing, such as "questions", takes the next folder's name in front.
    """
    name = _words(path.stem)
    if _is_telling(name):
        return name
    folders = (_words(folder.name) for folder in path.resolve().parents)
    return f"{next(filter(_is_telling, folders), '')} {name}".strip()


def _is_telling(name: str) -> bool:
    return _NOT_LETTERS.sub("", name).casefold() not in _SAYS_NOTHING


def _words(name: str) -> str:
    return " ".join(name.replace("_", " ").split())


def _format_of(source: Source) -> Format:
    head = source.head(_HEAD)
    for known in FORMATS:
        if known.sniff(source, head):
            return known
    titles = ", ".join(known.title for known in FORMATS)
    raise BadItem(f"It is in no format that can be imported ({titles}).")
