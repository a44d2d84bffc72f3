"""The card browser at the real window, for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.flashcards.ui.browser_page import BrowserPage
from ms2qbank_desktop.features.flashcards.ui.browser_tree import Part

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTreeWidgetItem

    from ms2qbank_desktop.features.flashcards.models import Card
    from tests.support.learner import Learner

LEFT = Qt.MouseButton.LeftButton
NOTES = [
    ("Basic", ("Lithium", "kidney")),
    ("Basic", ("Digoxin", "heart")),
    ("Basic and reversed", ("Renin", "kidney")),
    ("Cloze", ("{{c1::NCC}} is lost in {{c2::Gitelman}}", "")),
]


class Browser:
    """The page of a learner, and what tests ask of it."""

    def __init__(self, learner: Learner) -> None:
        self.learner = learner
        learner.shell.resize(1280, 800)
        learner.shell.open("flashcards", "browser")
        (self.page,) = learner.shell.findChildren(BrowserPage)
        self.table = self.page.table
        learner.settle()

    def search(self, text: str) -> None:
        self.page.search.field.setFocus()
        self.page.search.field.setText(text)
        self.learner.press("Return")
        self.learner.settle()

    def cells(self, name: str) -> list[str]:
        section = [one.id for one in self.page.columns].index(name) + 1
        model = self.page.model
        return [model.index(row, section).data() for row in range(model.rowCount())]

    @property
    def questions(self) -> list[str]:
        return self.cells("question")

    def select(self, *rows: int) -> None:
        self.table.setFocus()
        for row in rows:
            self.table.look_at(row)
            self.learner.press("Space")

    def cards(self) -> list[Card]:
        """The cards of the table as the disk has them."""
        notes, user_id = self.learner.notes, self.learner.user_id
        return [notes.card(user_id, card_id) for card_id in self.page.model.ids]

    def back(self) -> None:
        """Return from a dialog: without a window manager nobody gives the keys back."""
        self.learner.settle()
        self.learner.shell.activateWindow()
        self.learner.wait(self.learner.shell.isActiveWindow)
        self.table.setFocus()

    def undo(self) -> None:
        self.learner.toast_button().click()
        self.learner.settle()

    def leaf(self, search: str) -> QTreeWidgetItem:
        """The item at the left that stands for a search."""
        tree = self.page.sidebar.tree
        found = tree.findItems("*", Qt.MatchFlag.MatchWildcard | Qt.MatchFlag.MatchRecursive, 0)
        return next(one for one in found if one.data(0, Part.SEARCH) == search)

    def number(self, search: str) -> int | None:
        """What stands at the left beside a search."""
        found: int | None = self.leaf(search).data(0, Part.NUMBER)
        return found

    def click_leaf(
        self, search: str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        tree = self.page.sidebar.tree
        item = self.leaf(search)
        tree.scrollToItem(item)
        QTest.mouseClick(tree.viewport(), LEFT, held, tree.visualItemRect(item).center())
        self.learner.settle()
