"""One program at a time on a data folder."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile

from ms2qbank_desktop.core.errors import EnvironmentFault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ms2qbank_desktop.core.paths import DataPaths


def make_lock(paths: DataPaths) -> QLockFile:
    """Return the lock of the folder, not yet taken. A crash leaves no lock behind: Qt sees
    that the process is gone."""
    lock = QLockFile(str(paths.lock))
    lock.setStaleLockTime(0)
    return lock


@contextmanager
def data_folder_lock(paths: DataPaths) -> Iterator[None]:
    """Hold the folder; EnvironmentFault if the program has it open."""
    lock = make_lock(paths)
    if not lock.tryLock(0):
        raise EnvironmentFault(
            f"The program has {paths.root} open.", advice="Close its window and try again."
        )
    try:
        yield
    finally:
        lock.unlock()
