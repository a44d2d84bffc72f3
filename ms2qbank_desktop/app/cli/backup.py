"""Write a verified backup."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from . import Output

NAME = "backup"


def add(parser: argparse.ArgumentParser, _common: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("out", nargs="?", type=Path, metavar="OUT", help="file to write")


def run(options: argparse.Namespace, output: Output) -> int:
    """Back up to OUT or to the backups folder of the profile."""
    from ms2qbank_desktop.app.context import AppContext
    from ms2qbank_desktop.storage import backup

    context = AppContext(options.data_dir)
    try:
        context.open()
        stamp = f"{context.clock.now().astimezone():%Y%m%d-%H%M%S}"
        target = options.out or context.paths.backups / f"ms2qbank-{stamp}.ms2backup"
        manifest = backup.write(context.paths, target)
    finally:
        context.close()
    document = {
        "file": str(target),
        "bytes": target.stat().st_size,
        "schema": manifest.schema,
        "media": len(manifest.files) - 1,
        "rows": manifest.rows,
    }
    output.result(document, [f"Backup checked: {target} ({document['bytes']} bytes)"])
    return 0
