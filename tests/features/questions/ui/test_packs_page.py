"""The packs of the bank at the real window."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from ms2qbank_desktop.features.questions.ui.packs import PacksPage
from tests.support.bank import open_desk, question_file
from tests.support.student import Student

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


pytestmark = pytest.mark.usefixtures("qapp")

LEFT = Qt.MouseButton.LeftButton


class Librarian(Student):
    """A student at the page "Packs"."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir)
        self.shell.open("questions", "packs")
        page = self.shell.findChild(PacksPage)
        assert page is not None
        self.page = page
        self.wait(lambda: not self.shell.tasks.running)

    @property
    def titles(self) -> list[str]:
        return [card.pack.info.title for card in self.page.cards]


@pytest.fixture
def sit_down(data_dir: Path) -> Iterator[Callable[[int], Librarian]]:
    """Open the window over a bank of so many questions."""
    librarians: list[Librarian] = []

    def open_window(questions: int) -> Librarian:
        open_desk(data_dir, questions).context.close()
        librarians.append(Librarian(data_dir))
        return librarians[0]

    yield open_window
    for librarian in librarians:
        librarian.leave()


def described_file(folder: Path) -> Path:
    """A file that says everything of its pack; one of its two questions is approved."""
    file = question_file(folder, 2, "described.json")
    content = json.loads(file.read_text(encoding="utf-8"))
    content["pack"] = {
        "title": "Described bank",
        "version": "2.1",
        "license": "CC BY 4.0",
        "attribution": "By Jane Roe",
        "source": "https://example.org/bank",
    }
    for number, question in enumerate(content["questions"]):
        question["stem"] = f"Another stem {number}"
    content["questions"][0]["editorial"] = "approved"
    file.write_text(json.dumps(content), encoding="utf-8")
    return file


def test_a_pack_says_what_it_is_and_where_it_comes_from(
    sit_down: Callable[[int], Librarian], tmp_path: Path
) -> None:
    librarian = sit_down(12)
    assert librarian.sees("12 questions")
    assert librarian.sees(r"imported .*")
    assert librarian.sees("not reviewed")
    librarian.drop(described_file(tmp_path))
    librarian.wait(lambda: librarian.sees("2 questions"))
    assert librarian.titles == ["Described bank", "Small bank"]
    facts = ("CC BY 4.0", "Attribution: By Jane Roe", "Source: https://example.org/bank")
    for words in ("Small bank", "1 not reviewed", *facts):
        assert librarian.sees(words), words
    assert librarian.sees(r"version 2\.1 · imported today .*")


def test_a_removed_pack_comes_back_by_undo(sit_down: Callable[[int], Librarian]) -> None:
    librarian = sit_down(12)
    QTest.mouseClick(librarian.page.cards[0].remove, LEFT)
    librarian.wait(lambda: librarian.sees("Pack “Small bank” removed"))
    librarian.wait(lambda: librarian.sees("No packs yet"))
    assert librarian.questions() == 0
    librarian.click("Undo")
    librarian.wait(lambda: librarian.titles == ["Small bank"])
    assert librarian.questions() == 12


def test_without_packs_the_page_offers_to_import(
    sit_down: Callable[[int], Librarian], tmp_path: Path
) -> None:
    librarian = sit_down(0)
    assert librarian.sees("No packs yet")
    assert librarian.sees("Import questions…")
    librarian.drop(question_file(tmp_path, 3))
    librarian.wait(lambda: librarian.titles == ["Small bank"])


def test_a_pack_is_brought_up_to_date_from_a_newer_file(
    sit_down: Callable[[int], Librarian], tmp_path: Path
) -> None:
    librarian = sit_down(12)
    (card,) = librarian.page.cards
    file = question_file(tmp_path, 11, "second edition.json")
    content = json.loads(file.read_text(encoding="utf-8"))
    content["pack"] = {"title": "Second edition", "version": "2"}
    content["questions"][10] = {**content["questions"][0], "id": "Q77", "stem": "A new stem?"}
    content["questions"][0]["objective"] = "Another objective"
    file.write_text(json.dumps(content), encoding="utf-8")
    QTest.mouseClick(card.renew, LEFT)
    dialog = librarian.shell.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.windowTitle() == "Update Small bank"
    dialog.fileSelected.emit(str(file))
    dialog.reject()
    words = "Small bank: 1 added, 1 updated, 9 unchanged, 2 removed"
    librarian.wait(lambda: librarian.sees(words))
    librarian.wait(lambda: librarian.sees(r"version 2 · imported .*"))
    assert librarian.titles == ["Small bank"]
    assert librarian.sees("11 questions")


def test_the_progress_of_packs_is_reset_from_their_page(
    sit_down: Callable[[int], Librarian],
) -> None:
    librarian = sit_down(12)
    librarian.click("Reset progress…")
    librarian.wait(lambda: librarian.sees("Reset the progress of which packs\\?"))
    assert librarian.sees("Its questions become unused again. Your attempts stay.*")
