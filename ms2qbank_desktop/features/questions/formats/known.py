"""The formats that can be imported, and which of them a file is in."""

from __future__ import annotations

import re
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.questions.models import PackInfo

from .base import MAX_FILE, BadItem, Entry, Format, Source
from .csv import Csv
from .gasbank_json import GasBank
from .medqa_jsonl import MedQA
from .own_json import OwnJson
from .web_json import WebJson

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence
    from pathlib import Path

    from ms2qbank_desktop.core.progress import Progress

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


def entries(source: Source) -> Generator[Entry, None, None]:
    """Yield what the file holds; whatever is wrong with it is yielded as a problem."""
    empty = True
    try:
        for entry in _format_of(source).read(source):
            empty = empty and isinstance(entry, PackInfo)
            yield entry
        if empty:
            yield source.problem("", "There are no questions in the file.")
    except BadItem as error:
        yield source.problem("", str(error))
    except UnicodeError:
        yield source.problem("", f"It is not all text in the encoding {source.encoding}.")
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
    if stat.S_ISDIR(state.st_mode):
        return "There are no question files in the folder."
    if not stat.S_ISREG(state.st_mode):
        return "It is not a file."
    if not state.st_size:
        return "The file is empty."
    if state.st_size > MAX_FILE:
        return f"The file is larger than {MAX_FILE >> 30} GB."
    return ""


def question_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield each file once; a folder stands for the files of known endings in it, by name."""
    seen = set()
    for path in paths:
        found = [path]
        if path.is_dir():
            with suppress(OSError):
                found = sorted(file for file in path.iterdir() if _is_question_file(file)) or found
        for file in found:
            place = file.absolute()
            if place not in seen:
                seen.add(place)
                yield file


class Steps:
    """Progress over several files, in bytes read."""

    def __init__(self, progress: Progress, sources: Sequence[Source]) -> None:
        self._progress = progress
        self._total = sum(source.size for source in sources)
        self._finished = 0

    def report(self, source: Source, questions: int) -> None:
        """Say where ``source`` is; raises Cancelled once the user has cancelled."""
        done = min(self._finished + source.position, self._total)
        note = f"{source.path.name}: {questions:,} questions"
        self._progress.report(done, self._total, note)

    def finish(self, source: Source) -> None:
        self._finished += source.size


def title_of(path: Path) -> str:
    """Return the title of the pack in a file that names none: from the names of file and folder.

    A file name that says nothing, such as "questions", takes the next folder's name in front.
    """
    name = _words(path.stem)
    if _is_telling(name):
        return name
    folders = (_words(folder.name) for folder in path.resolve().parents)
    return f"{next(filter(_is_telling, folders), '')} {name}".strip()


def _is_question_file(file: Path) -> bool:
    return file.suffix.lower() in ENDINGS and not file.name.startswith(".")


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
