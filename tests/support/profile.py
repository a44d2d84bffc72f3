"""An empty profile at today's schema, migrated once for all tests of a run."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from ms2qbank_desktop.core.changes import ChangeHub
from ms2qbank_desktop.core.clock import Clock
from ms2qbank_desktop.core.paths import DataPaths
from ms2qbank_desktop.storage.store import Store


def prepared(data_dir: Path, template: Path | None = None) -> Path:
    """Put a database into ``data_dir`` if there is none yet, and return ``data_dir``.

    Without a ``template`` it is empty, and migrated. Alembic takes a tenth of a second, more than
    most tests: what migrates is tested on its own.
    """
    target = DataPaths(data_dir).database
    if not target.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(template or _migrated(), target)
    return data_dir


@cache
def _migrated() -> Path:
    paths = DataPaths(temporary())
    Store(paths, ChangeHub(), Clock()).close()
    return paths.database


def temporary() -> Path:
    """Return a new folder that goes with the run."""
    folder = tempfile.TemporaryDirectory(prefix="ms2qbank-profile-", ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    return Path(folder.name)
