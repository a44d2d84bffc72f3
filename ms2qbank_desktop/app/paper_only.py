"""Qt for commands that write PDF: without a window, and only while they do."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def qt_for_paper() -> Iterator[None]:
    """Have a Qt application while documents are made and printed."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance() or QApplication(["ms2qbank"])
    yield
    del application  # kept until the document was printed
