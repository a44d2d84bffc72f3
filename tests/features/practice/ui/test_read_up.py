"""Articles that explain a question, below its explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.library.models import ArticleDraft, CollectionInfo
from ms2qbank_desktop.features.library.service.articles import LibraryService
from ms2qbank_desktop.features.library.ui.article_dialog import ArticleDialog
from ms2qbank_desktop.features.practice.models import Mode
from tests.support.examinee import question

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.features.practice.ui.read_up import ReadUp
    from tests.support.examinee import Examinee

FILLER = "Blood is filtered. " * 300
ARTICLES = (
    ArticleDraft("gap", "The gap", "Text.", topics=("Anion gap",)),
    ArticleDraft(
        "tubes",
        "Nephron transport",
        f"Of tubes.\n\n## Filters\n\n{FILLER}\n\n## Water\n\nIn nephrogenic diabetes insipidus "
        f"vasopressin meets no receptor.\n\n## Salt\n\n{FILLER}",
    ),
    ArticleDraft("heart", "Murmurs", "A diuretic may help, as in diabetes."),
)
WATER = "Nephrogenic diabetes insipidus"
TOPICS = ("Anion gap", WATER, "Gout")


@pytest.fixture
def reader(seat: Callable[..., Examinee]) -> Examinee:
    reader = seat([question(at + 1, topic=topic) for at, topic in enumerate(TOPICS)])
    library = reader.program.context.service(LibraryService)
    library.store_articles(CollectionInfo("book", "A book"), list(enumerate(ARTICLES)), "book")
    return reader


def read_up(reader: Examinee) -> ReadUp:
    found = reader.exam.reading.read_up
    assert found is not None
    return found


def answer(reader: Examinee, title: str) -> None:
    """Answer question after question until one offers an article."""
    reader.begin(3, Mode.TUTOR)
    assert read_up(reader).isHidden()
    for _ in TOPICS:
        reader.press("B", "Return")
        reader.settle()
        if [row.text() for row in read_up(reader).rows] == [title]:
            break
        reader.press("Return")
    assert read_up(reader).isVisible()


def test_an_answered_question_offers_its_article_which_opens_over_the_block(
    reader: Examinee,
) -> None:
    answer(reader, "The gap")
    read_up(reader).rows[0].click()
    (dialog,) = reader.shell.findChildren(ArticleDialog)
    reader.wait(lambda: dialog.view.is_filled)
    assert "The gap" in dialog.view.shown_text()
    reader.press("Escape")
    reader.settle()
    assert reader.shell.findChildren(ArticleDialog) == []
    assert reader.exam.isVisible()


def test_an_article_opens_where_it_explains_the_question(reader: Examinee) -> None:
    answer(reader, "Nephron transport")
    (row,) = read_up(reader).rows
    assert row.detail == "Water · A book"
    row.click()
    (dialog,) = reader.shell.findChildren(ArticleDialog)
    reader.wait(lambda: dialog.view.is_filled)
    view = dialog.view
    reader.wait(lambda: view.headings[view.heading_at(view.top())].text == "Water")


def test_a_question_that_no_article_explains_offers_none(reader: Examinee) -> None:
    reader.begin(3, Mode.TUTOR)
    offered = []
    for _ in TOPICS:
        reader.press("B", "Return")
        reader.settle()
        shown = [row.text() for row in read_up(reader).rows if read_up(reader).isVisible()]
        offered.append(shown)
        reader.press("Return")
    assert sorted(offered) == [[], ["Nephron transport"], ["The gap"]]
