"""What a search found in a question is marked, and scrolled to, when the question is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.annotations.models import QUESTION, Target
from ms2qbank_desktop.features.annotations.service import AnnotationService
from ms2qbank_desktop.features.attempts.models import QuestionFilter
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.notebook.ui.quick_panel import QuickPanel
from ms2qbank_desktop.features.practice.ui.bank_preview import BankPreview
from ms2qbank_desktop.features.questions.service import QuestionService
from tests.support.examinee import Examinee, question

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from ms2qbank_desktop.ui.widgets.textview import TextView

LONG = "Nothing of note is said here. " * 120


@pytest.fixture
def examinee(qapp: QApplication, data_dir: Path) -> Iterator[Examinee]:  # noqa: ARG001
    asked = question(1, stem=f"A man, hypokalemic. {LONG}", explanation=f"{LONG} Low calcium.")
    examinee = Examinee(data_dir, [asked])
    examinee.shell.resize(1280, 800)
    yield examinee
    examinee.leave()


def opened(examinee: Examinee, spot: str, *words: str) -> BankPreview:
    (asked,) = examinee.attempts.matching(examinee.ui.user_id, QuestionFilter())
    examinee.ui.commands.request("open-question", Place(Kind.QUESTION, asked, spot), words)
    examinee.rest()
    return [one for one in examinee.shell.findChildren(BankPreview) if one.isVisible()][-1]


def marked(view: TextView) -> list[str]:
    found = view.extraSelections()
    return [one.cursor.selectedText() for one in found]


def in_sight(page: BankPreview, view: TextView) -> bool:
    """Whether the caret of a text can be seen."""
    place = view.viewport().mapTo(page.area.viewport(), view.cursorRect().center())
    return page.area.viewport().rect().contains(place)


def test_a_word_of_the_explanation_is_marked_and_in_sight(examinee: Examinee) -> None:
    page = opened(examinee, "explanation", "calcium")
    assert marked(page.explanation) == ["calcium"]
    assert in_sight(page, page.explanation)
    assert page.area.verticalScrollBar().value() > 0


def test_the_choice_that_was_found_is_in_sight(examinee: Examinee) -> None:
    page = opened(examinee, "choice C", "choice")
    row = page.choices.rows[2]
    assert marked(row.text) == ["choice"]
    assert in_sight(page, row.text)


def test_a_word_of_the_stem_leaves_the_question_at_its_beginning(examinee: Examinee) -> None:
    page = opened(examinee, "stem", "hypokalemic")
    assert marked(page.stem) == ["hypokalemic"]
    assert page.area.verticalScrollBar().value() == 0


def test_without_a_part_the_first_that_has_the_words_is_shown(examinee: Examinee) -> None:
    page = opened(examinee, "", "calcium")
    assert in_sight(page, page.explanation)


def test_words_that_are_not_there_mark_nothing_but_the_part_is_shown(examinee: Examinee) -> None:
    page = opened(examinee, "choice E", "zebra")
    assert in_sight(page, page.choices.rows[4].text)
    assert [marked(one) for one in (page.stem, page.explanation)] == [[], []]


def test_without_words_a_question_opens_as_before(examinee: Examinee) -> None:
    page = opened(examinee, "")
    assert page.area.verticalScrollBar().value() == 0
    assert marked(page.stem) == []


@pytest.mark.parametrize("way", ["open", "beside"])
def test_a_question_that_was_removed_is_not_shown_but_can_be_put_back(
    examinee: Examinee, way: str
) -> None:
    (asked,) = examinee.attempts.matching(examinee.ui.user_id, QuestionFilter())
    bank = examinee.program.context.service(QuestionService)
    (pack,) = bank.packs()
    bank.remove_pack(pack.id)
    examinee.ui.commands.request(f"{way}-question", Place(Kind.QUESTION, asked), ())
    examinee.rest()
    assert not [one for one in examinee.shell.findChildren(BankPreview) if one.isVisible()]
    examinee.click("Put back")
    assert bank.total() == 1


def test_a_note_in_the_margin_is_shown_and_brought_into_view(examinee: Examinee) -> None:
    assert not opened(examinee, "stem").note.isVisible()
    (asked,) = examinee.attempts.matching(examinee.ui.user_id, QuestionFilter())
    annotations = examinee.program.context.service(AnnotationService)
    annotations.write_note(examinee.ui.user_id, Target(QUESTION, asked), "The juggler <b>\nfell")
    page = opened(examinee, "note", "juggler")
    assert page.note.text.shown_text() == "Your note\nThe juggler <b>\nfell"
    assert marked(page.note.text) == ["juggler"]
    assert in_sight(page, page.note.text)


def select(view: TextView, words: str) -> None:
    start = view.shown_text().index(words)
    cursor = view.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(start + len(words), cursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)


def test_words_selected_in_a_question_are_where_its_note_and_its_links_begin(
    examinee: Examinee,
) -> None:
    page = opened(examinee, "")
    select(page.explanation, "Low calcium")
    page.make_note()
    examinee.rest()
    (panel,) = examinee.shell.findChildren(QuickPanel)
    excerpt = panel.note.excerpt
    assert excerpt is not None
    assert (excerpt.place.part, excerpt.text) == ("explanation", "Low calcium")
    again = opened(examinee, excerpt.place.spot)
    assert marked(again.explanation) == ["Low calcium"]
    assert in_sight(again, again.explanation)
    assert again.area.verticalScrollBar().value() > 0


def test_a_link_to_words_of_a_rationale_finds_them_in_the_explanation(examinee: Examinee) -> None:
    page = opened(examinee, "choice C:~:0 Low calcium")
    assert marked(page.explanation) == ["Low calcium"]
    assert marked(page.choices.rows[2].text) == []
    assert in_sight(page, page.explanation)
