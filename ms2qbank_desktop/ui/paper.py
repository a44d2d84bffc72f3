"""Documents on paper: PDF files and printers. They are made and printed off the window's thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QMarginsF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPdfWriter

from ms2qbank_desktop.core.errors import EnvironmentFault

from .files import ask_target
from .theme import font

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QTextDocument

    from ms2qbank_desktop.core.progress import Progress

    from .context import UiContext

    Make = Callable[[Progress], QTextDocument]


_ALTERNATES = ("calt", "case", "ccmp", "tnum")
"""Features of the font that put other glyphs for digits and signs: Qt's PDF writer does not say
what those mean, and "Step 1" would be found and copied as "Step "."""


def set_type(document: QTextDocument, points: float, css: str = "") -> None:
    """Give a document, which is still empty, its type and style."""
    face = font("body")
    face.setPointSizeF(points)
    for feature in _ALTERNATES:
        face.setFeature(QFont.Tag(feature), 0)
    document.setDefaultFont(face)
    document.setDefaultStyleSheet(css)


def write_pdf(document: QTextDocument, target: Path, title: str, *, across: bool = False) -> None:
    """Write a document to ``target``, A4; EnvironmentFault if it cannot be written."""
    try:
        target.open("ab").close()
    except OSError as error:
        raise EnvironmentFault(
            f"{target.name} cannot be written ({error.strerror}).", advice="Choose another folder."
        ) from error
    writer = QPdfWriter(str(target))
    writer.setTitle(title)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageOrientation(_orientation(across=across))
    writer.setPageMargins(QMarginsF())  # the document brings its own, and numbers its pages
    document.print_(writer)


def save_as_pdf(
    ctx: UiContext, ask: str, name: str, title: str, make: Make, *, across: bool = False
) -> None:
    """Ask where to, and write a PDF there. ``ask``: title of the dialog; ``name``: of the file at
    first, without its ending; ``title``: inside it."""

    def write(target: Path) -> None:
        ctx.tasks.run(
            f"Writing {target.name}",
            lambda progress: write_pdf(_made(make, progress), target, title, across=across),
            done=lambda _nothing: ctx.messages.toast(f"Saved as {target.name}"),
        )

    ask_target(ctx.window, ask, f"{name}.pdf", write)


def print_out(ctx: UiContext, title: str, make: Make, *, across: bool = False) -> None:
    """Ask for a printer, and print there."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # asks for printers: seldom needed

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageOrientation(_orientation(across=across))
    dialog = QPrintDialog(printer, ctx.window)

    def put() -> None:
        ctx.tasks.run(
            "Printing",
            lambda progress: _made(make, progress).print_(printer),
            done=lambda _nothing: ctx.messages.toast("Sent to the printer"),
        )

    dialog.accepted.connect(put)
    dialog.finished.connect(dialog.deleteLater)
    dialog.setModal(True)
    dialog.show()


def _made(make: Make, progress: Progress) -> QTextDocument:
    """Make a document on a worker. A long one starts timers as it is laid out, which Qt refuses
    with a warning in a thread that never had an event loop."""
    QEventLoop()
    return make(progress)


def _orientation(*, across: bool) -> QPageLayout.Orientation:
    return QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
