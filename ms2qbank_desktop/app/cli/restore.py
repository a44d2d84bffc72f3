"""Bring back a backup; the present data is kept beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from . import Output

NAME = "restore"


def add(parser: argparse.ArgumentParser, _common: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("file", type=Path, metavar="FILE")


def run(options: argparse.Namespace, output: Output) -> int:
    """Restore while nobody else has the data folder open."""
    from ms2qbank_desktop.app.lock import data_folder_lock
    from ms2qbank_desktop.core.paths import DataPaths
    from ms2qbank_desktop.storage import backup

    paths = DataPaths(options.data_dir)
    paths.ensure()
    with data_folder_lock(paths):
        kept = backup.restore(paths, options.file)
    document = {"restored": str(options.file), "kept": str(kept) if kept else None}
    lines = [f"Restored {options.file}."]
    lines += [f"The data from before is in {kept}."] if kept else []
    output.result(document, lines)
    return 0
