"""The project's own files and imports, for tests that check its shape."""

from __future__ import annotations

import ast
import functools
import subprocess
from typing import TYPE_CHECKING

import grimp

from tests.support.shared_data import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKAGE = REPOSITORY / "ms2qbank_desktop"
SLICES = sorted(
    folder.name
    for folder in (PACKAGE / "features").iterdir()
    if folder.is_dir() and folder.name != "__pycache__"
)


@functools.cache
def project_files() -> list[Path]:
    """Return every file that is or would be committed."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(
        command, cwd=REPOSITORY, capture_output=True, encoding="utf-8", check=True
    )
    places = [REPOSITORY / name for name in listing.stdout.split("\0") if name]
    return [place for place in places if place.is_file()]


def python_files(folder: Path = REPOSITORY) -> list[Path]:
    """Return the Python files of the project that lie under `folder`."""
    return [
        place for place in project_files() if place.suffix == ".py" and place.is_relative_to(folder)
    ]


@functools.cache
def syntax_tree(place: Path) -> ast.Module:
    return ast.parse(place.read_text(encoding="utf-8"), str(place))


def shown(place: Path) -> str:
    """Return the path as a failure message names it: from the top of the repository."""
    return place.relative_to(REPOSITORY).as_posix()


@functools.cache
def imports() -> grimp.ImportGraph:
    """Return who imports whom, imports inside functions included."""
    return grimp.build_graph(PACKAGE.name, include_external_packages=True, cache_dir=None)


def imports_within(package: str) -> Iterator[tuple[str, str]]:
    """Yield (importer, imported) for each direct import made by a module of `package`."""
    graph = imports()
    for importer in sorted({package} | graph.find_descendants(package)):
        for imported in sorted(graph.find_modules_directly_imported_by(importer)):
            yield importer, imported
