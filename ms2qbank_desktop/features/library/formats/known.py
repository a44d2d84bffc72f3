"""The formats of articles, and what of them a path holds."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from .base import BadFile
from .cnxml import Cnxml
from .pages import Pages
from .pdf import ENDING as PDF
from .pdf import Pdf
from .trees import ARCHIVES, Folder, opened
from .web_articles import WebArticles
from .web_database import ENDINGS as DATABASES
from .web_database import WebDatabase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from .base import Book, Files, Format

ENDINGS = frozenset(
    {".md", ".markdown", ".html", ".htm", ".xhtml", ".xml", ".json", ".cnxml", PDF, *DATABASES}
)
"""Of single files; archives have those of ``trees.ARCHIVES``."""
FORMATS: tuple[Format, ...] = (Cnxml(), Pages(), WebArticles(), WebDatabase(), Pdf())
_WANTED = f"Known are: {'; '.join(known.title for known in FORMATS)}."


def sources(paths: Iterable[Path]) -> list[tuple[Path, tuple[str, ...]]]:
    """Return what is read together: folders and archives alone, files of one folder as one.

    The names are those of the files, none for the rest.
    """
    whole: dict[Path, None] = {}
    single: dict[Path, list[str]] = {}
    for path in paths:
        if path.is_file() and path.suffix.lower() in ENDINGS:
            single.setdefault(path.parent, []).append(path.name)
        else:
            whole[path] = None
    found: list[tuple[Path, tuple[str, ...]]] = [(path, ()) for path in whole]
    return found + [(path, tuple(names)) for path, names in single.items() if path not in whole]


@contextmanager
def books(path: Path, names: tuple[str, ...] = ()) -> Iterator[list[Book]]:
    """Open what ``sources`` found; BadFile if it cannot be read, or holds no articles.

    The books can be read until the context is left. The archives in a folder are looked into
    where it has no articles beside them: else they are mostly the same ones, packed.
    """
    with ExitStack() as stack:
        if _is_archive(path):
            found = _books(stack.enter_context(opened(path)))
        elif path.is_dir():
            found = _books(Folder(path, names))
            if not found and not names:
                inside = filter(_is_archive, sorted(path.iterdir()))
                found = [
                    book for one in inside for book in _books(stack.enter_context(opened(one)))
                ]
        else:
            raise BadFile("There is no such file." if not path.exists() else _WANTED)
        if not found:
            raise BadFile(f"There are no articles in it. {_WANTED}")
        yield found


def _books(files: Files) -> list[Book]:
    return [book for known in FORMATS for book in known.books(files)]


def _is_archive(path: Path) -> bool:
    return path.name.lower().endswith(ARCHIVES) and path.is_file()
