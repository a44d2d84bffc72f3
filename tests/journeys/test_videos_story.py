"""The story of a student with lectures: from the folder to the explanation of a question."""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from shiboken6 import Shiboken

from ms2qbank_desktop.core import libvlc
from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.attempts.models import QuestionFilter
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.flashcards.ui.editor_dialog import AddDialog
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode
from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.features.practice.ui.opening import open_block
from ms2qbank_desktop.features.questions.models import BankFilter, ImportRequest
from ms2qbank_desktop.features.questions.service import QuestionService
from ms2qbank_desktop.features.videos.models import VideoFilter
from ms2qbank_desktop.features.videos.service.bookmarks import BookmarkService
from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService
from ms2qbank_desktop.features.videos.ui.library_scan import watch
from ms2qbank_desktop.features.videos.ui.pip_window import PipWindow
from ms2qbank_desktop.features.videos.ui.player_page import PlayerPage
from ms2qbank_desktop.features.videos.ui.question_picker import QuestionPicker
from ms2qbank_desktop.features.videos.ui.videos_page import VideosPage
from tests.support.bank import question_file
from tests.support.shared_data import shared
from tests.support.student import Student

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ms2qbank_desktop.features.videos.models import Video

pytestmark = pytest.mark.journey

LECTURE, CAPTIONS = "lecture-01-renal-h264-aac.mp4", "lecture-01-renal-h264-aac.en.srt"


class Listener(Student):
    """Has a bank of questions and one folder of lectures."""

    @property
    def player(self) -> PlayerPage:
        return self.shell.findChildren(PlayerPage)[-1]

    def video(self) -> Video:
        """Return the only lecture, as the disk has it."""
        catalogue = self.program.context.service(CatalogueService)
        (entry,) = catalogue.entries(self.ui.user_id, VideoFilter())
        return catalogue.video(self.ui.user_id, entry.id)

    def library(self) -> VideosPage:
        """Go to the library and wait for its one lecture."""
        self.shell.open("videos", "videos")
        (page,) = self.shell.findChildren(VideosPage)
        self.wait(lambda: len(page.videos.lines) == 1)
        self.wait(lambda: not self.shell.tasks.running)
        return page

    def type_text(self, text: str) -> None:
        """Type into what has the keyboard."""
        QTest.keyClicks(self.app.focusWidget() or self.shell, text)
        self.app.processEvents()

    def leave(self) -> None:
        if not Shiboken.isValid(self.shell):
            return  # has left before
        super().leave()
        for _ in range(20):  # the thread of the engine ends
            self.app.processEvents()
            self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            time.sleep(0.01)


@pytest.fixture
def listeners(data_dir: Path) -> Iterator[list[Listener]]:
    """Seats students one after the other over the same profile."""
    shared("data/video")
    if libvlc.missing():
        pytest.skip("VLC is not installed here")
    seated = [Listener(data_dir)]
    yield seated
    for one in seated:
        one.leave()
        assert [seen for seen in one.flashes.seen if seen != "PipWindow"] == []


def test_a_lecture_becomes_notes_a_card_and_an_explanation_and_goes_on_after_its_file_has_moved(
    listeners: list[Listener], tmp_path: Path, data_dir: Path
) -> None:
    folder = tmp_path / "Vorlesungen Übersicht #1 100%"
    folder.mkdir()
    for name in (LECTURE, CAPTIONS):
        shutil.copy(shared("data/video") / name, folder / name)
    (student,) = listeners
    ui, context = student.ui, student.program.context
    bank = context.service(QuestionService)
    bank.import_files(ImportRequest((question_file(tmp_path),)), Silent())
    wanted = bank.select(BankFilter(text="Stem 7"))[0]

    # The folder is watched, and what is said in the lecture leads to its second.
    watch(ui, folder)
    student.wait(lambda: not student.shell.tasks.running)
    page = student.library()
    student.press("Ctrl+F")
    student.type_text("macula densa")
    student.wait(lambda: page.found_lines.at(page.videos.lines[0].entry) is not None)
    student.press("Return")
    student.press("Ctrl+Return")
    student.wait(lambda: student.shell.findChildren(PlayerPage))
    player = student.player
    student.wait(lambda: player.playing and player.position_ms >= 50_000)

    # A bookmark, a note and a card with the picture, all while it stands in the lecture.
    student.press("6")
    student.wait(lambda: player.position_ms >= 108_100)
    student.press("B")
    student.type_text("NCC missing")
    student.press("Return")
    student.press("N")
    student.type_text("Ask: urine calcium?")
    student.press("Ctrl+Return")
    student.press("V")
    student.wait(lambda: student.shell.findChild(AddDialog) is not None)
    editor = student.shell.findChild(AddDialog)
    assert editor is not None
    editor.form.fields[0].text.setPlainText("What falls in Gitelman?")
    assert "<img" in editor.form.texts[1]
    editor.add_note()
    editor.reject()
    video = player.video
    (mark,) = context.service(BookmarkService).bookmarks(ui.user_id, video.id)
    assert (mark.note, 108_000 <= mark.at_ms <= 111_000) == ("NCC missing", True)
    (note,) = context.service(NotebookService).notes_at(ui.user_id, Kind.VIDEO, video.id)
    assert note.note.body == "Ask: urine calcium?"

    # The bookmark explains a question …
    player.panels.taking.attach(mark.at_ms)
    student.wait(lambda: student.shell.findChild(QuestionPicker) is not None)
    picker = student.shell.findChild(QuestionPicker)
    assert picker is not None
    picker.search.setText("Stem 7")
    assert not picker.do.isEnabled()
    student.wait(lambda: picker.do.isEnabled() and picker.list.count() == 1)
    picker.accept()

    # … and is played over the block, which keeps its keys.
    practice = context.service(PracticeService)
    request = BlockRequest(
        QuestionFilter(BankFilter(text="Stem 7")), Mode.TUTOR, 1, shuffle_choices=False
    )
    block_id = practice.create_block(ui.user_id, request, seed=1)
    assert practice.block(ui.user_id, block_id).items[0].question_id == wanted
    open_block(ui, block_id)
    student.wait(lambda: student.shell.taken_over is not None)
    student.shell.activateWindow()
    student.wait(lambda: student.exam.isAncestorOf(student.app.focusWidget() or student.shell))
    student.press("B", "Return")
    linked = student.exam.reading.links
    assert linked is not None
    student.wait(lambda: linked.list.rows)
    linked.list.rows[0].click()
    student.wait(lambda: student.shell.findChildren(PipWindow))
    (small,) = student.shell.findChildren(PipWindow)
    student.wait(lambda: student.video().watched.position_ms >= mark.at_ms)
    assert student.shell.isActiveWindow()
    item = student.exam.session.block.items[0]
    student.press("M")
    student.wait(lambda: student.exam.session.is_marked(item))
    assert small.isVisible()
    small.activateWindow()
    student.wait(small.isActiveWindow)
    QTest.keyClick(small, Qt.Key.Key_Escape)
    student.wait(lambda: not student.shell.findChildren(PipWindow))
    assert student.shell.taken_over is not None
    student.leave()

    # Next day the file lies elsewhere under another name.
    left_at = student.video().watched.position_ms
    (folder / "term 2").mkdir()
    (folder / LECTURE).rename(folder / "term 2" / "Niere – Übersicht.mp4")
    again = Listener(data_dir)
    listeners.append(again)
    again.library()
    again.begin_later()
    again.wait(lambda: again.video().path.endswith("Niere – Übersicht.mp4"))
    assert (again.video().id, again.video().missing) == (video.id, False)
    page = again.library()
    page.grid.setFocus()
    again.press("Home", "Return")
    again.wait(lambda: again.shell.findChildren(PlayerPage) and again.player.playing)
    again.wait(lambda: again.player.position_ms >= left_at)
    assert again.player.position_ms < left_at + 5_000
    assert [one.note for one in again.player.panels._bookmarks] == ["NCC missing"]  # noqa: SLF001

    # The card still opens the lecture at its second.
    cards = again.program.context.service(NoteService)
    (card,) = cards.cards_of_source(again.ui.user_id, Place(Kind.VIDEO, video.id))
    source = card.source
    assert source is not None
    assert 108_000 <= source.ms <= 112_000
    again.ui.commands.request(f"open-{source.kind}", source)
    again.wait(lambda: abs(again.player.position_ms - source.ms) < 1_500)
