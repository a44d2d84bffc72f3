"""What is set for the whole program is seen at once in the article that is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.support.bookworm import Bookworm


def test_an_article_follows_the_size_of_articles(bookworm: Bookworm) -> None:
    page = bookworm.read(bookworm.titles[0])
    before = page.view.document().defaultFont().pointSizeF()
    bookworm.ui.settings.set("article_zoom", 150)
    bookworm.settle()
    assert page.view.document().defaultFont().pointSizeF() > 1.3 * before
