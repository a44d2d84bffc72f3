"""A student finds each kind of thing by Ctrl+K, and opens it at its place by keyboard alone."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from ms2qbank_desktop.core import libvlc
from ms2qbank_desktop.features.annotations.models import Target
from ms2qbank_desktop.features.annotations.service import AnnotationService
from ms2qbank_desktop.features.attempts.models import QuestionFilter
from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.flashcards.ui.editor_dialog import EditDialog
from ms2qbank_desktop.features.library.ui.reader_page import ReaderPage
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.notebook.ui.editor import NoteEditor
from ms2qbank_desktop.features.planner.ui.task.dialog import TaskDialog
from ms2qbank_desktop.features.practice.ui.bank_preview import BankPreview
from ms2qbank_desktop.features.videos.ui.player_page import PlayerPage
from tests.support.searcher import ARTICLE, CARD, TASK, Searcher
from tests.support.shared_data import shared
from tests.support.viewer import lectures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from ms2qbank_desktop.features.search.ui.palette_rows import Line

pytestmark = pytest.mark.journey


@pytest.fixture
def searcher(qapp: QApplication, data_dir: Path) -> Iterator[Searcher]:  # noqa: ARG001
    searcher = Searcher(data_dir)
    yield searcher
    searcher.leave()


@pytest.fixture
def student(qapp: QApplication, data_dir: Path) -> Iterator[Searcher]:  # noqa: ARG001
    shared("data/video")
    if libvlc.missing():
        pytest.skip("VLC is not installed here")
    student = Searcher(data_dir, lectures())
    yield student
    student.leave()
    for _ in range(20):  # the thread of the engine ends
        student.app.processEvents()
        student.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        time.sleep(0.01)


def of_kind(kind: Kind) -> Callable[[Line], bool]:
    return lambda line: line.place is not None and line.place.kind is kind


def look_up(student: Searcher, text: str, kind: Kind) -> Place:
    """Search, go down to the first thing of a kind, open it and return it: keys only."""
    student.search(text)
    place = student.choose(of_kind(kind))
    student.press("Return")
    student.settle()
    assert not student.searching
    return place


def shown(student: Searcher, kind: type[QWidget]) -> QWidget:
    student.wait(lambda: any(one.isVisible() for one in student.shell.findChildren(kind)))
    return [one for one in student.shell.findChildren(kind) if one.isVisible()][-1]


def test_each_kind_of_thing_is_found_and_opened_at_its_place_by_keyboard_alone(
    student: Searcher,
) -> None:
    look_up(student, "thiazide-sensitive", Kind.QUESTION)
    question = shown(student, BankPreview)
    assert isinstance(question, BankPreview)
    marks = question.choices.rows[1].text.extraSelections()
    assert marks
    student.press("Escape")

    look_up(student, "distal convolutd", Kind.CARD)  # sic
    card = shown(student, EditDialog)
    assert isinstance(card, EditDialog)
    assert list(card.form.texts) == list(CARD)
    assert card.form.fields[1].text.hasFocus()
    leave_dialog(student)

    look_up(student, "urine calcium bartter in:notes", Kind.NOTE)
    student.wait(lambda: names_of(student) & {"Tubular disorders"})
    student.shell.activateWindow()
    student.wait(student.shell.isActiveWindow)

    look_up(student, "hypocalciuria", Kind.ARTICLE)
    reader = shown(student, ReaderPage)
    assert isinstance(reader, ReaderPage)
    student.wait(lambda: reader.article is not None and reader.view.is_filled)
    student.settle()
    assert reader.article is not None
    assert reader.article.title == ARTICLE.title
    assert reader.view.headings[reader.view.heading_at(reader.view.textCursor().position())].text
    assert [one.cursor.selectedText() for one in reader.view.extraSelections()] == ["Hypocalciuria"]

    moment = look_up(student, "podocytes bowman", Kind.VIDEO)
    player = shown(student, PlayerPage)
    assert isinstance(player, PlayerPage)
    student.wait(lambda: player.playing)
    assert player.video.id == moment.id
    assert moment.ms >= 10_000
    student.wait(lambda: moment.ms <= player.position_ms < moment.ms + 20_000)
    student.press("Space")

    look_up(student, "retest salt", Kind.TASK)
    task = shown(student, TaskDialog)
    assert isinstance(task, TaskDialog)
    assert task.name.text() == TASK
    leave_dialog(student)

    student.open_palette()
    assert [line.place.kind for line in student.lines[:6] if line.place is not None] == [
        Kind.TASK,
        Kind.VIDEO,
        Kind.ARTICLE,
        Kind.NOTE,
        Kind.CARD,
        Kind.QUESTION,
    ]
    student.type_text(">compact")
    student.press("Return")
    assert student.ui.settings.get("density") == "compact"
    student.search(">normal rows")
    student.press("Return")
    assert student.ui.settings.get("density") == "normal"


def test_what_is_found_becomes_a_link_in_the_note_that_is_written(
    searcher: Searcher,
) -> None:
    look_up(searcher, "tubular disorders", Kind.NOTE)
    editor = shown(searcher, NoteEditor)
    assert isinstance(editor, NoteEditor)
    searcher.wait(lambda: editor.note_id is not None)
    searcher.settle()
    focus = searcher.app.focusWidget()
    searcher.press("Ctrl+End")
    searcher.search("hypocalciuria")
    searcher.choose(of_kind(Kind.ARTICLE))
    searcher.press("Ctrl+L")
    searcher.settle()
    assert searcher.app.focusWidget() is focus
    assert editor.save()
    notes = searcher.program.context.service(NotebookService)
    assert editor.note_id is not None
    body = notes.note(searcher.ui.user_id, editor.note_id).body
    link = "[[article:Bartter and Gitelman#Urine calcium|Bartter and Gitelman]]"
    assert body.rstrip().endswith(link)
    links = searcher.program.context.service(LinkService)
    (made,) = links.of(searcher.ui.user_id, Kind.NOTE, editor.note_id)
    assert (made.b.kind, made.b.spot) == (Kind.ARTICLE, "Urine calcium")


def test_what_somebody_wrote_in_the_margin_or_tagged_leads_back_to_the_question(
    searcher: Searcher,
) -> None:
    service, user_id = searcher.program.context.service, searcher.user_id
    (asked,) = service(AttemptService).matching(user_id, QuestionFilter())
    margin = Target(Kind.QUESTION, asked)
    service(AnnotationService).write_note(user_id, margin, "Think of the juggler")
    service(AttemptService).tag(user_id, [asked], "Zebra", on=True)
    assert look_up(searcher, "jugler", Kind.QUESTION).id == asked
    preview = shown(searcher, BankPreview)
    assert isinstance(preview, BankPreview)
    found = preview.note.text.extraSelections()
    assert [one.cursor.selectedText() for one in found] == ["juggler"]
    searcher.press("Escape")
    assert look_up(searcher, "tag:zeb is:unused", Kind.QUESTION).id == asked


def leave_dialog(student: Searcher) -> None:
    """Close a dialog; not every platform gives the window the keyboard back by itself."""
    student.press("Escape")
    student.settle()
    student.shell.activateWindow()
    student.wait(student.shell.isActiveWindow)


def names_of(student: Searcher) -> set[str]:
    """Return what stands in the fields and labels on the screen and in the dialogs over it."""
    fields = [one.text() for one in student.shell.findChildren(QLineEdit) if one.isVisible()]
    titles = [one.windowTitle() for one in student.shell.findChildren(QDialog) if one.isVisible()]
    return {*fields, *titles, *student.words()}
