"""Links and quick notes at a question, in an exam and in the bank."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QTextCursor

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.notebook.ui.note_dialog import NoteDialog
from ms2qbank_desktop.features.practice.models import Mode
from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.features.practice.ui.bank_page import BankPage
from ms2qbank_desktop.features.practice.ui.related_preview import RelatedPreview
from ms2qbank_desktop.features.questions.service import QuestionService
from ms2qbank_desktop.features.videos.service.bookmarks import BookmarkService
from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService
from tests.support.films import film_in
from tests.support.quick import quick_note

if TYPE_CHECKING:
    from ms2qbank_desktop.features.links.ui.links_panel import LinksSection
    from tests.support.examinee import Examinee


def section(examinee: Examinee) -> LinksSection:
    found = examinee.exam.reading.links
    assert found is not None
    return found


def rows(examinee: Examinee) -> list[str]:
    return [row.text() for row in section(examinee).list.rows]


def question_of(examinee: Examinee, block_id: int, at: int = 0) -> int:
    practice = examinee.program.context.service(PracticeService)
    return practice.block(examinee.ui.user_id, block_id).items[at].question_id


def test_a_moment_stands_below_the_explanation_and_is_played_beside_it(
    examinee: Examinee,
) -> None:
    ui = examinee.ui
    seen: list[Place] = []
    ui.commands.serve("beside-video", lambda place, *_words: seen.append(place))
    block_id = examinee.begin(1, Mode.TUTOR)
    video = film_in(examinee.program.context.store, ui.user_id, "Renal 2")
    bookmarks = examinee.program.context.service(BookmarkService)
    bookmarks.attach(ui.user_id, video, 754_000, question_of(examinee, block_id))
    examinee.press("B", "Return")
    examinee.wait(lambda: rows(examinee) == ["Renal 2, at 12:34"])
    section(examinee).list.rows[0].click()
    assert seen == [Place.in_video(video, 754_000)]
    assert examinee.exam.isVisible()


def test_a_note_is_read_over_the_exam_and_a_question_too(examinee: Examinee) -> None:
    block_id = examinee.begin(2, Mode.TUTOR)
    context, user_id = examinee.program.context, examinee.ui.user_id
    here = Place(Kind.QUESTION, question_of(examinee, block_id))
    other = Place(Kind.QUESTION, context.service(QuestionService).find("Q12"))
    context.service(NotebookService).add(user_id, "Rule", "Always.", places=[here])
    context.service(LinkService).link(user_id, here, other)
    examinee.press("B", "Return")
    examinee.wait(lambda: len(rows(examinee)) == 2)
    question, note = section(examinee).list.rows
    note.click()
    (dialog,) = examinee.shell.findChildren(NoteDialog)
    dialog.accept()
    question.click()
    (preview,) = examinee.shell.findChildren(RelatedPreview)
    assert preview.windowTitle() == "Question"
    assert not preview.next.isVisible()
    preview.reject()
    assert examinee.exam.isVisible()


def test_a_removed_video_is_a_tombstone_that_can_be_put_back(examinee: Examinee) -> None:
    block_id = examinee.begin(2, Mode.TUTOR)
    context, user_id = examinee.program.context, examinee.ui.user_id
    video = film_in(context.store, user_id, "Renal 2")
    question_id = question_of(examinee, block_id)
    context.service(BookmarkService).attach(user_id, video, 1_000, question_id)
    examinee.press("B", "Return")
    examinee.wait(lambda: rows(examinee) == ["Renal 2, at 0:01"])
    context.service(CatalogueService).remove(user_id, [video])
    examinee.wait(lambda: section(examinee).list.rows[0].detail == "removed")
    section(examinee).list.rows[0].click()
    examinee.wait(lambda: section(examinee).list.rows[0].detail != "removed")


def test_links_follow_the_item_and_nothing_of_the_one_before_stays(examinee: Examinee) -> None:
    block_id = examinee.begin(2, Mode.TUTOR)
    context, user_id = examinee.program.context, examinee.ui.user_id
    here = Place(Kind.QUESTION, question_of(examinee, block_id))
    context.service(NotebookService).add(user_id, "Rule", "Always.", places=[here])
    examinee.press("B", "Return")
    examinee.wait(lambda: rows(examinee) == ["Rule"])
    examinee.press("Return", "B", "Return")
    assert rows(examinee) == []


def test_a_quick_note_before_the_answer_leads_nowhere_and_n_stays_the_margin_note(
    examinee: Examinee,
) -> None:
    block_id = examinee.begin(2, Mode.TIMED)
    examinee.press("Shift+N")
    note = quick_note(examinee)
    assert not note.add_link.isVisible()
    examinee.press("B")
    assert note.text == "b"
    assert examinee.exam.session.item.answer == frozenset()
    examinee.press("Escape")
    context, user_id = examinee.program.context, examinee.ui.user_id
    question_id = question_of(examinee, block_id)
    (placed,) = context.service(NotebookService).notes_at(user_id, Kind.QUESTION, question_id)
    name = context.service(QuestionService).get(question_id).external_id
    assert (placed.note.title, placed.note.body) == (f"{name}, note", "b")
    examinee.press("B")
    assert examinee.exam.session.item.answer == {1}
    examinee.press("N")
    examinee.wait(lambda: examinee.exam.tools.notes is not None)


def test_selected_words_of_the_stem_are_quoted_and_the_link_says_where(
    examinee: Examinee,
) -> None:
    block_id = examinee.begin(1, Mode.TUTOR)
    stem = examinee.exam.frame.question.stem
    cursor = stem.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.NextWord, QTextCursor.MoveMode.KeepAnchor)
    stem.setTextCursor(cursor)
    examinee.press("Shift+N")
    note = quick_note(examinee)
    assert note.text == "> Stem"
    note.save()
    links = examinee.program.context.service(LinkService)
    (link,) = links.of(examinee.ui.user_id, Kind.QUESTION, question_of(examinee, block_id))
    assert (link.b.part, link.b.phrase) == ("stem", ("Stem",))


@pytest.mark.parametrize("keys", ["N", "Alt+N"])
def test_in_the_bank_a_note_is_begun_at_the_question_that_is_looked_at(
    examinee: Examinee, keys: str
) -> None:
    examinee.shell.open("questions", "bank")
    (bank,) = examinee.shell.findChildren(BankPage)
    examinee.wait(lambda: examinee.sees("Q1") and bank.preview.write_note.isVisible())
    bank.table.setFocus()
    examinee.press(keys)
    note = quick_note(examinee)
    assert note.add_link.isVisible()
    note.editor.setPlainText("Look up")
    note.save()
    examinee.wait(lambda: len(bank.preview.links.list.rows) == 1)
    assert bank.preview.links.list.rows[0].text() == note.place.text() + ", note"


def test_a_question_of_a_removed_pack_is_put_back_with_it(examinee: Examinee) -> None:
    bank = examinee.program.context.service(QuestionService)
    (pack,) = bank.packs()
    wanted = bank.find("Q3")
    bank.remove_pack(pack.id)
    assert bank.packs() == []
    examinee.ui.commands.request("restore-question", Place(Kind.QUESTION, wanted))
    assert bank.find("Q3") == wanted
    assert len(bank.packs()) == 1
