"""An article on paper: a PDF file or a printer."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextDocument

from ms2qbank_desktop.features.questions.service import QuestionService
from ms2qbank_desktop.features.questions.typesetting import SCHEME, source_of, typeset
from ms2qbank_desktop.ui import paper
from ms2qbank_desktop.ui.widgets.document import read_picture
from ms2qbank_desktop.ui.widgets.formulas import formula_on_paper

from .article_text import SHOWN_TABLE

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl

    from ms2qbank_desktop.features.library.models import Article
    from ms2qbank_desktop.ui.context import UiContext

    from .article_text import ArticleText

_POINTS = 10
_PICTURE_WIDTH = 480
"""Pixels, at 96 to the inch: what a page of A4 has room for."""
_SHARPER = 4
"""Dots of a drawing for each of them."""
_CSS = "a { color: black; text-decoration: none } th { text-align: left }"
_TABLE = (
    '<table width="100%" border="1" cellspacing="0" cellpadding="4" style="border-collapse: '
    'collapse; border-color: darkgray; margin-top: 6px; margin-bottom: 6px">'
)


class Paper(QTextDocument):
    """The article in black on white. It may be made and printed on any thread."""

    def __init__(self, ctx: UiContext, article: Article, text: ArticleText) -> None:
        super().__init__()
        self._bank = ctx.service(QuestionService)
        paper.set_type(self, _POINTS, _CSS)
        info = article.collection.info
        facts = [article.author, info.title, info.attribution, info.license, article.url]
        if not article.reviewed:
            facts.append("not yet reviewed by a physician")
        named = " · ".join(dict.fromkeys(html.escape(fact) for fact in facts if fact))
        self.setHtml(
            f"<h1>{html.escape(article.title)}</h1><p>{html.escape(article.summary)}</p>"
            f"{text.html.replace(SHOWN_TABLE, _TABLE)}<hr><p>{named}</p>"
        )

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        address = name if isinstance(name, str) else name.toString()
        if address.startswith(SCHEME):
            return formula_on_paper(typeset(source_of(address)), _POINTS)
        data = self._bank.picture(address.removeprefix("media:"))
        return read_picture(data, _PICTURE_WIDTH, 100, _SHARPER)


def save_as_pdf(ctx: UiContext, article: Article, text: ArticleText) -> None:
    """Ask where to, and write the PDF there."""
    ask, title = "Save the article as PDF", article.title
    name = "".join(it if it.isalnum() else " " for it in title).strip()
    paper.save_as_pdf(ctx, ask, name, title, lambda _progress: Paper(ctx, article, text))


def print_out(ctx: UiContext, article: Article, text: ArticleText) -> None:
    """Ask for a printer, and print there."""
    paper.print_out(ctx, article.title, lambda _progress: Paper(ctx, article, text))
