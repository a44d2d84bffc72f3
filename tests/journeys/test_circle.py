"""The story of a miss: one key makes everything of it, Ctrl+K finds each part, and the links lead
in a circle back to the question."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog

from ms2qbank_desktop.core import libvlc
from ms2qbank_desktop.features.attempts.models import QuestionFilter
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.flashcards.ui.editor_dialog import EditDialog
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.links.ui.link_list import LinkList
from ms2qbank_desktop.features.notebook.models import MissReason
from ms2qbank_desktop.features.notebook.service.error_log import ErrorLogService
from ms2qbank_desktop.features.notebook.ui.editor import NoteEditor
from ms2qbank_desktop.features.planner.service.tasks import TaskService
from ms2qbank_desktop.features.planner.ui.task.dialog import TaskDialog
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode
from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.features.practice.ui.bank_preview import BankPreview
from ms2qbank_desktop.features.practice.ui.opening import open_block
from ms2qbank_desktop.features.videos.models import VideoFilter
from ms2qbank_desktop.features.videos.service.bookmarks import BookmarkService
from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService
from ms2qbank_desktop.features.videos.ui.player_page import PlayerPage
from tests.support.searcher import Searcher
from tests.support.shared_data import shared
from tests.support.viewer import RENAL, lectures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication, QWidget

    from ms2qbank_desktop.ui.widgets.siderow import SideRow

pytestmark = pytest.mark.journey

MOMENT_MS = 65_000
RULE = "Hypocalciuria decides"


class Learner(Searcher):
    """Has a lecture, one moment of which explains the question."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir, lectures())
        service = self.program.context.service
        self.service = service
        self.user_id = self.ui.user_id
        block_id = service(PracticeService).create_block(
            self.user_id, BlockRequest(QuestionFilter(), Mode.TUTOR, 1, shuffle_choices=False)
        )
        self.block_id = block_id
        item = service(PracticeService).block(self.user_id, block_id).items[0]
        self.question = Place(Kind.QUESTION, item.question_id)
        entries = service(CatalogueService).entries(self.user_id, VideoFilter())
        (lecture,) = [one.id for one in entries if one.title == RENAL]
        self.moment = Place.in_video(lecture, MOMENT_MS)
        bookmarks = service(BookmarkService)
        bookmarks.add(self.user_id, self.moment.id, MOMENT_MS, "Thiazides block it here")
        bookmarks.attach(self.user_id, self.moment.id, MOMENT_MS, item.question_id)

    def find(self, text: str, kind: Kind) -> Place:
        """Look something up by Ctrl+K, open the first of a kind, and return where that was."""
        self.search(text)
        place = self.choose(lambda line: line.place is not None and line.place.kind is kind)
        self.press("Return")
        self.settle()
        return place

    def opened(self, kind: type[QWidget]) -> QWidget:
        self.wait(lambda: any(one.isVisible() for one in self.shell.findChildren(kind)))
        (found,) = [one for one in self.shell.findChildren(kind) if one.isVisible()]
        return found

    def type_keys(self, text: str) -> None:
        """Type into what has the keyboard."""
        focus = self.app.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, text)

    @property
    def note_id(self) -> int | None:
        """The note on the screen."""
        editors = [one for one in self.shell.findChildren(NoteEditor) if one.isVisible()]
        return editors[0].note_id if editors else None

    def follow(self, words: str) -> None:
        """Click the link that says ``words``."""

        def rows() -> list[SideRow]:
            dialogs = [one for one in self.shell.findChildren(QDialog) if one.isVisible()]
            place = dialogs[-1] if dialogs else self.shell
            lists = [one for one in place.findChildren(LinkList) if one.isVisible()]
            rows = [row for one in lists for row in one.rows]
            return [row for row in rows if words in row.text()]

        self.wait(rows)
        rows()[0].click()
        self.settle()

    def click_named(self, name: str) -> None:
        """Click the button of an icon."""
        buttons = self.shell.findChildren(QAbstractButton)
        (button,) = [one for one in buttons if one.isVisible() and one.accessibleName() == name]
        button.click()
        self.settle()

    def close_dialog(self) -> None:
        (dialog,) = [one for one in self.shell.findChildren(QDialog) if one.isVisible()]
        dialog.reject()
        self.settle()
        self.shell.activateWindow()
        self.wait(self.shell.isActiveWindow)


@pytest.fixture
def learner(qapp: QApplication, data_dir: Path) -> Iterator[Learner]:  # noqa: ARG001
    shared("data/video")
    if libvlc.missing():
        pytest.skip("VLC is not installed here")
    learner = Learner(data_dir)
    yield learner
    learner.leave()
    for _ in range(20):  # the thread of the engine ends
        learner.app.processEvents()
        learner.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        time.sleep(0.01)


def test_a_miss_becomes_everything_is_found_and_leads_in_a_circle_back(learner: Learner) -> None:
    # Answered wrong, one key, why, and the rule.
    open_block(learner.ui, learner.block_id)
    learner.wait(lambda: learner.shell.taken_over is not None)
    learner.settle()
    learner.press("A", "Return")
    learner.settle()
    learner.press("X")
    learner.settle()
    learner.press("3")
    learner.type_keys(RULE)
    learner.press("Return")
    learner.settle()
    (entry,) = learner.service(ErrorLogService).entries(learner.user_id)
    assert (entry.reason, entry.rule) == (MissReason.REASONING, RULE)
    learner.exam.suspend()
    learner.settle()

    # Note, card, tasks and the second of the lecture hang together.
    note = Place(Kind.NOTE, entry.note_id)
    (card,) = learner.service(NoteService).cards_of_source(learner.user_id, learner.question)
    days = entry.retests
    tasks = learner.service(TaskService).tasks(learner.user_id, days[0], days[-1])
    retests = [Place(Kind.TASK, task.id) for task in tasks if task.title.startswith("Retest Q1")]
    links = learner.service(LinkService)

    def neighbours(place: Place) -> set[Place]:
        found = links.of(learner.user_id, place.kind, place.id)
        return {link.other(place.kind, place.id) for link in found}

    parts = {note, Place(Kind.CARD, card.id), *retests}
    assert [task.day for task in tasks if task.title.startswith("Retest Q1")] == list(days)
    assert neighbours(learner.question) == {learner.moment, *parts}
    assert neighbours(note) == {learner.question, learner.moment, *parts} - {note}

    # Each is found by Ctrl+K and opens in place.
    assert learner.find(RULE, Kind.NOTE).id == note.id
    learner.wait(lambda: learner.note_id == note.id)
    assert learner.find("urea channel thiazide", Kind.CARD) == Place(Kind.CARD, card.id)
    assert learner.opened(EditDialog)
    learner.close_dialog()
    assert learner.find("retest Q1", Kind.TASK) in retests
    assert learner.opened(TaskDialog)
    learner.close_dialog()
    assert learner.find("thiazides block", Kind.VIDEO) == learner.moment
    learner.wait(lambda: learner.shell.findChildren(PlayerPage))
    (player,) = learner.shell.findChildren(PlayerPage)
    learner.wait(lambda: abs(player.position_ms - MOMENT_MS) < 10_000)

    # From the lecture to the question, on to its note, its retest, and back to the question.
    learner.press("Escape")
    learner.find(RULE, Kind.NOTE)
    learner.follow("at 1:05")
    learner.wait(lambda: learner.shell.findChildren(PlayerPage))
    learner.click_named("What it is linked to")
    learner.follow("A woman has muscle cramps")
    assert learner.opened(BankPreview)
    learner.follow("Q1:")
    learner.wait(lambda: learner.note_id == note.id)
    learner.follow("Retest Q1")
    assert learner.opened(TaskDialog)
    learner.follow("A woman has muscle cramps")
    assert learner.opened(BankPreview)
