"""An article over whatever is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.library.ui.article_dialog import ArticleDialog
from ms2qbank_desktop.features.links.models import Kind, Place

if TYPE_CHECKING:
    from tests.support.bookworm import Bookworm

TITLE = "Acid–base disorders"


def opened(bookworm: Bookworm) -> list[ArticleDialog]:
    return [one for one in bookworm.shell.findChildren(ArticleDialog) if one.isVisible()]


def test_it_opens_at_the_heading_and_leaves_what_is_below(bookworm: Bookworm) -> None:
    bookworm.shell.open("questions")
    place = Place(Kind.ARTICLE, bookworm.article_id(TITLE), "Is there an anion gap?")
    bookworm.ui.commands.request("beside-article", place)
    (dialog,) = opened(bookworm)
    bookworm.wait(lambda: dialog.view.is_filled)
    bookworm.settle()
    at = dialog.view.heading_at(dialog.view.top())
    assert dialog.view.headings[at].text == "Is there an anion gap?"
    assert bookworm.shell.tab == "questions"
    bookworm.press("Escape")
    bookworm.wait(lambda: not opened(bookworm))


def test_words_that_were_searched_are_marked(bookworm: Bookworm) -> None:
    place = Place(Kind.ARTICLE, bookworm.article_id(TITLE))
    bookworm.ui.commands.request("beside-article", place, ("acidemia",))
    (dialog,) = opened(bookworm)
    bookworm.wait(lambda: dialog.view.is_filled)
    bookworm.settle()
    found = [one.cursor.selectedText() for one in dialog.view.extraSelections()]
    assert "acidemia" in found
    dialog.reject()


def test_an_article_that_is_gone_says_so_and_no_dialog_stays(bookworm: Bookworm) -> None:
    bookworm.ui.commands.request("beside-article", Place(Kind.ARTICLE, 5))
    bookworm.wait(lambda: not opened(bookworm))
    assert bookworm.sees("This article is no longer in the library.")
