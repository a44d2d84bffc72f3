"""A student at the page "Bank"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.practice.ui.bank_columns import Column
from ms2qbank_desktop.features.practice.ui.bank_page import BankPage
from tests.support.student import Student

if TYPE_CHECKING:
    from pathlib import Path

    from ms2qbank_desktop.features.practice.ui.bank_preview import BankPreview

LEFT = Qt.MouseButton.LeftButton


class Browser(Student):
    """A student at the page "Bank"."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir)
        self.shell.resize(1280, 800)
        self.wait(lambda: not self.shell.tasks.running)
        self.shell.open("questions", "bank")
        page = self.shell.findChild(BankPage)
        assert page is not None
        self.page = page
        self.table = page.table
        self.settle()

    def search(self, text: str) -> None:
        """Type into the search field and press Enter."""
        self.page.filter.field.setFocus()
        self.page.filter.field.setText(text)
        self.press("Return")
        self.settle()

    def cells(self, column: Column) -> list[str]:
        """Return what a column says, row by row."""
        model = self.page.model
        return [model.index(row, column).data() for row in range(model.rowCount())]

    @property
    def numbers(self) -> list[int]:
        """Numbers of the questions in the table."""
        return [int(number) for number in self.cells(Column.NUMBER)]

    def look(self, row: int) -> None:
        """Go to a row by keys and wait for the preview."""
        self.table.setFocus()
        self.table.look_at(row)
        self.preview()

    def preview(self) -> BankPreview:
        """Return the preview once it shows the row that is looked at."""
        self.settle()
        return self.page.preview

    def click_header(self, column: Column) -> None:
        """Click the header of a column."""
        header = self.table.header
        middle = header.sectionViewportPosition(column) + header.sectionSize(column) // 2
        QTest.mouseClick(header.viewport(), LEFT, pos=QPoint(middle, header.height() // 2))
        self.settle()

    def click_cell(self, row: int, column: Column) -> None:
        """Click a cell."""
        place = self.table.visualRect(self.page.model.index(row, column)).center()
        QTest.mouseClick(self.table.viewport(), LEFT, pos=place)
