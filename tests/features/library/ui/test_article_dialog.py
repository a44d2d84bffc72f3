"""An article over whatever is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.library.ui.article_dialog import ArticleDialog
from ms2qbank_desktop.features.library.ui.article_text import TERM, WIKI
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.notebook.service.notes import NotebookService

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


def test_links_are_followed_in_the_dialog_and_words_explained(bookworm: Bookworm) -> None:
    bookworm.shell.open("questions")
    place = Place(Kind.ARTICLE, bookworm.article_id(TITLE))
    bookworm.ui.commands.request("beside-article", place)
    (dialog,) = opened(bookworm)
    bookworm.wait(lambda: dialog.view.is_filled)
    dialog.links.follow(f"{TERM}acidemia")
    bookworm.settle()
    assert dialog.links.card.isVisible()
    assert dialog.links.card.questions.isHidden()
    bookworm.press("Escape")
    assert not dialog.links.card.isVisible()
    assert dialog.isVisible()
    dialog.links.follow(f"{WIKI}Clearance")
    bookworm.wait(lambda: "A volume in a time." in dialog.view.shown_text())
    assert bookworm.shell.tab == "questions"
    bookworm.press("Escape")
    bookworm.wait(lambda: not opened(bookworm))


def test_what_is_no_article_opens_over_the_dialog(bookworm: Bookworm) -> None:
    asked: list[Place] = []
    bookworm.ui.commands.serve("beside-note", lambda place: asked.append(place))
    notes = bookworm.program.context.service(NotebookService)
    notes.add(bookworm.user_id, "Nothing at all", "but a note")
    place = Place(Kind.ARTICLE, bookworm.article_id(TITLE))
    bookworm.ui.commands.request("beside-article", place)
    (dialog,) = opened(bookworm)
    bookworm.wait(lambda: dialog.view.is_filled)
    dialog.links.follow(f"{WIKI}Nothing%20at%20all")
    assert [one.kind for one in asked] == [Kind.NOTE]
    dialog.reject()
