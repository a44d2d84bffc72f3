"""The log file and the crash reports of one data folder."""

from __future__ import annotations

import logging
import logging.handlers
import platform
import traceback
from typing import TYPE_CHECKING

from . import paths

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

_KEEP_BYTES = 1_000_000


def start(folder: Path) -> None:
    """Log to ``folder``/ms2qbank.log (three files of 1 MB); silent if it cannot be opened."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            folder / "ms2qbank.log", maxBytes=_KEEP_BYTES, backupCount=2, encoding="utf-8"
        )
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger("ms2qbank_desktop")
    root.addHandler(handler)
    root.setLevel(logging.INFO)


def write_crash_report(folder: Path, error: BaseException, at: datetime, version: str) -> Path:
    """Write the traceback of ``error`` to a file of its own and return its path.

    The report holds versions and the trace, no content and no answers of the user.
    """
    folder.mkdir(parents=True, exist_ok=True)
    report = folder / f"crash-{at:%Y%m%d-%H%M%S-%f}.txt"
    lines = [
        f"{paths.APP_NAME} {version}, Python {platform.python_version()}, {platform.platform()}",
        f"{at.isoformat()}",
        "",
        "".join(traceback.format_exception(error)),
    ]
    report.write_text("\n".join(lines), encoding="utf-8")
    return report
