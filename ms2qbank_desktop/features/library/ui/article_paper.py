"""An article on paper: a PDF file or a printer."""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QImage, QPageSize, QPainter, QPdfWriter, QTextDocument
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFileDialog

from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.features.questions.service import QuestionService
from ms2qbank_desktop.features.questions.typesetting import SCHEME, source_of, typeset
from ms2qbank_desktop.ui.theme import font
from ms2qbank_desktop.ui.widgets.document import read_picture

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl

    from ms2qbank_desktop.features.library.models import Article
    from ms2qbank_desktop.ui.context import UiContext

    from .article_text import ArticleText

_POINTS = 10
_PICTURE_WIDTH = 480
"""Pixels, at 96 to the inch: what a page of A4 has room for."""
_SHARPER = 4
"""Pixels of a formula for each one of the page."""
_CSS = "a { color: black; text-decoration: none } th { text-align: left }"


class _Paper(QTextDocument):
    """The article in black on white. It may be made and printed on any thread."""

    def __init__(self, ctx: UiContext, article: Article, text: ArticleText) -> None:
        super().__init__()
        self._bank = ctx.service(QuestionService)
        face = font("body")
        face.setPointSizeF(_POINTS)
        self.setDefaultFont(face)
        self.setDefaultStyleSheet(_CSS)
        info = article.collection.info
        facts = [article.author, info.title, info.attribution, info.license, article.url]
        if not article.reviewed:
            facts.append("not yet reviewed by a physician")
        named = " · ".join(dict.fromkeys(html.escape(fact) for fact in facts if fact))
        self.setHtml(
            f"<h1>{html.escape(article.title)}</h1><p>{html.escape(article.summary)}</p>"
            f"{text.html}<hr><p>{named}</p>"
        )

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        address = name if isinstance(name, str) else name.toString()
        if address.startswith(SCHEME):
            return _formula(address)
        return read_picture(self._bank.picture(address.removeprefix("media:")), _PICTURE_WIDTH)


def _formula(address: str) -> QImage:
    formula = typeset(source_of(address))
    svg = QSvgRenderer(formula.svg(_POINTS * 96 / 72, "black"))
    image = QImage(svg.defaultSize() * _SHARPER, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    svg.render(painter)
    painter.end()
    image.setDevicePixelRatio(_SHARPER)
    return image


def write_pdf(ctx: UiContext, article: Article, text: ArticleText, target: Path) -> None:
    """Write an article to ``target``, A4; EnvironmentFault if it cannot be written."""
    try:
        target.open("ab").close()
    except OSError as error:
        raise EnvironmentFault(
            f"{target.name} cannot be written ({error.strerror}).", advice="Choose another folder."
        ) from error
    writer = QPdfWriter(str(target))
    writer.setTitle(article.title)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF())  # the document brings its own, and numbers its pages
    _Paper(ctx, article, text).print_(writer)


def save_as_pdf(ctx: UiContext, article: Article, text: ArticleText) -> None:
    """Ask where to, and write the PDF there."""
    dialog = QFileDialog(ctx.window, "Save the article as PDF")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("pdf")
    dialog.selectFile("".join(it if it.isalnum() else " " for it in article.title).strip() + ".pdf")

    def write(name: str) -> None:
        ctx.tasks.run(
            f"Writing {Path(name).name}",
            lambda _progress: write_pdf(ctx, article, text, Path(name)),
            done=lambda _nothing: ctx.messages.toast(f"Saved as {Path(name).name}"),
        )

    dialog.fileSelected.connect(write)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def print_out(ctx: UiContext, article: Article, text: ArticleText) -> None:
    """Ask for a printer, and print there."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # asks for printers: seldom needed

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(article.title)
    dialog = QPrintDialog(printer, ctx.window)

    def put() -> None:
        ctx.tasks.run(
            "Printing",
            lambda _progress: _Paper(ctx, article, text).print_(printer),
            done=lambda _nothing: ctx.messages.toast("Sent to the printer"),
        )

    dialog.accepted.connect(put)
    dialog.finished.connect(dialog.deleteLater)
    dialog.setModal(True)
    dialog.show()
