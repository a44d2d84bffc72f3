"""Articles on the topic of a question, below its explanation."""

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

ARTICLES = (
    ArticleDraft("gap", "The gap", "Text.", topics=("Anion gap",)),
    ArticleDraft("tubes", "Nephron transport and diuretics", "Of nephrogenic insipidus too."),
    ArticleDraft("heart", "Murmurs", "A diuretic may help. Nephrogenic, insipidus, diabetes."),
)
TOPICS = ("Anion gap", "Nephrogenic insipidus and diuretics", "Gout")


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


def test_articles_of_the_topic_are_offered_else_those_that_speak_of_it(reader: Examinee) -> None:
    library = reader.program.context.service(LibraryService)
    assert {
        topic: [line.title for line in library.about(reader.user_id, topic, 3)] for topic in TOPICS
    } == {
        "Anion gap": ["The gap"],
        "Nephrogenic insipidus and diuretics": ["Nephron transport and diuretics"],
        "Gout": [],
    }


def test_an_answered_question_offers_its_article_which_opens_over_the_block(
    reader: Examinee,
) -> None:
    reader.begin(3, Mode.TUTOR)
    assert read_up(reader).isHidden()
    for _ in TOPICS:
        reader.press("B", "Return")
        reader.settle()
        if [row.text() for row in read_up(reader).rows] == ["The gap"]:
            break
        reader.press("Return")
    assert read_up(reader).isVisible()
    read_up(reader).rows[0].click()
    (dialog,) = reader.shell.findChildren(ArticleDialog)
    reader.wait(lambda: dialog.view.is_filled)
    assert "The gap" in dialog.view.shown_text()
    reader.press("Escape")
    reader.settle()
    assert reader.shell.findChildren(ArticleDialog) == []
    assert reader.exam.isVisible()
