"""What the palette does with a line: opens, runs, links, begins a note; and where it may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from ms2qbank_desktop.features.attempts.models import QuestionFilter
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.ui.study_opening import open_study
from ms2qbank_desktop.features.links.models import Kind
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode
from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.features.practice.ui.opening import open_block
from ms2qbank_desktop.ui.command import Command
from ms2qbank_desktop.ui.viewmenu import apply_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.searcher import Asked, Searcher


def test_enter_opens_the_place_with_the_words_that_were_found(
    searcher: Searcher, asked: Asked
) -> None:
    searcher.search("cotransporter")
    searcher.press("Return")
    ((request, place, words),) = asked
    assert (request, place.spot) == ("open-question", "choice B")
    assert [word.lower() for word in words] == ["cotransporter"]
    assert not searcher.searching


def test_ctrl_enter_opens_beside(searcher: Searcher, asked: Asked) -> None:
    searcher.search("hypocalciuria")
    searcher.press("Ctrl+Return")
    assert [(request, place.spot) for request, place, _ in asked] == [
        ("beside-article", "Urine calcium")
    ]


def test_a_click_with_ctrl_opens_beside(searcher: Searcher, asked: Asked) -> None:
    searcher.search("hypocalciuria")
    found = searcher.palette.frame.list
    place = found.visualRect(found.rows.index(1)).center()
    ctrl = Qt.KeyboardModifier.ControlModifier
    QTest.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, ctrl, place)
    assert [request for request, _, _ in asked] == ["beside-article"]


@pytest.fixture
def _light_again(searcher: Searcher) -> Iterator[None]:
    yield
    searcher.ui.settings.set("theme", "light")
    apply_settings(searcher.ui.settings)


@pytest.mark.usefixtures("_light_again")
def test_commands_are_found_among_the_rest_and_run(searcher: Searcher) -> None:
    settings = searcher.ui.settings
    assert "Dark" in searcher.search("dark")
    searcher.press(*["Down"] * [line.title for line in searcher.lines].index("Dark"))
    searcher.press("Return")
    assert settings.get("theme") == "dark"
    searcher.open_palette()
    assert searcher.shown[searcher.shown.index("# Commands you used") + 1] == "Dark"


def test_a_sign_asks_for_commands_only_and_they_show_their_keys(searcher: Searcher) -> None:
    assert searcher.search(">larger") == ["# Commands", "Larger text"]
    assert searcher.line.detail == "View · Ctrl +"
    assert not searcher.palette.frame.chips.isVisible()
    searcher.palette.frame.field.clear()
    assert searcher.palette.frame.chips.isVisible()


def test_only_what_can_be_run_now_is_offered(searcher: Searcher) -> None:
    switch = {"on": False}
    command = Command("odd-thing", "Odd thing", lambda: None, when=lambda: switch["on"])
    searcher.ui.commands.add(command)
    assert searcher.search(">odd thing") == ["# No command of that name can be run now"]
    searcher.press("Escape")
    switch["on"] = True
    assert "Odd thing" in searcher.search(">odd thing")


def test_it_is_not_offered_in_itself(searcher: Searcher) -> None:
    assert "Search everything" not in searcher.search(">")


def test_what_was_opened_last_is_offered_when_nothing_is_typed(
    searcher: Searcher, asked: Asked
) -> None:
    searcher.search("hypocalciuria")
    searcher.press("Return")
    searcher.search("thiazide act")
    searcher.press("Return")
    assert len(asked) == 2
    searcher.open_palette()
    assert searcher.shown[:3] == [
        "# Recent",
        "Which tubule does a thiazide act on?",
        "Bartter and Gitelman, Urine calcium",
    ]
    searcher.press("Return")
    assert asked[2][:2] == asked[1][:2]


def test_what_is_gone_is_not_offered_as_recent(searcher: Searcher, asked: Asked) -> None:
    searcher.search("tubular disorders")
    searcher.choose(lambda line: line.place is not None and line.place.kind is Kind.NOTE)
    searcher.press("Return")
    notes = searcher.program.context.service(NotebookService)
    notes.remove(searcher.ui.user_id, asked[0][1].id)
    searcher.open_palette()
    assert "# Recent" not in searcher.shown


def test_shift_enter_begins_a_note_of_that_name(searcher: Searcher, asked: Asked) -> None:
    searcher.search("Liddle syndrome")
    searcher.press("Shift+Return")
    searcher.wait(lambda: asked)
    notes = searcher.program.context.service(NotebookService)
    assert asked[0][0] == "open-note"
    assert notes.note(searcher.ui.user_id, asked[0][1].id).title == "Liddle syndrome"
    assert "Liddle syndrome" in searcher.search("liddle")


class WritingField(QPlainTextEdit):
    """A note that is being written."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[str] = []

    def insert_wiki(self, target: str) -> None:
        self.given.append(target)


@pytest.fixture
def writing(searcher: Searcher) -> Iterator[WritingField]:
    field = WritingField()
    field.setParent(searcher.shell)
    field.show()
    field.setFocus()
    yield field
    field.setParent(None)
    field.deleteLater()


def test_ctrl_l_puts_a_link_into_the_note_that_is_written(
    searcher: Searcher, writing: WritingField
) -> None:
    searcher.search("hypocalciuria")
    assert any("insert as link" in word for word in searcher.words())
    searcher.press("Ctrl+L")
    assert not searcher.searching
    assert writing.hasFocus()
    searcher.search("thiazide act")
    searcher.press("Ctrl+L")
    article, card = writing.given
    assert article == "article:Bartter and Gitelman#Urine calcium|Bartter and Gitelman"
    assert card.startswith("card:")
    assert card.endswith("|Which tubule does a thiazide act on?")


def test_without_a_note_no_link_is_offered(searcher: Searcher) -> None:
    searcher.search("hypocalciuria")
    assert not any("insert as link" in word for word in searcher.words())
    searcher.press("Ctrl+L")
    assert searcher.searching


def test_nothing_can_be_looked_up_while_a_block_is_answered(searcher: Searcher) -> None:
    practice = searcher.program.context.service(PracticeService)
    request = BlockRequest(QuestionFilter(), Mode.TUTOR, 1)
    open_block(searcher.ui, practice.create_block(searcher.ui.user_id, request, seed=1))
    searcher.settle()
    assert searcher.shell.taken_over is not None
    searcher.press("Ctrl+K")
    assert not searcher.searching
    searcher.press("B", "Return")
    searcher.press("Ctrl+K")
    assert not searcher.searching


def test_cards_that_are_studied_may_be_looked_up_and_what_is_found_opens_beside(
    searcher: Searcher, asked: Asked
) -> None:
    (deck,) = [
        one
        for one in searcher.program.context.service(DeckService).decks(searcher.ui.user_id)
        if one.name == "Renal"
    ]
    open_study(searcher.ui, deck.id)
    searcher.wait(lambda: searcher.shell.taken_over is not None)
    searcher.settle()
    searcher.search("hypocalciuria")
    searcher.press("Return")
    assert [request for request, _, _ in asked] == ["beside-article"]
    assert searcher.shell.taken_over is not None
