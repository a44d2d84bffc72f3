"""Notes brought in and taken out at the window, and notes on paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.notebook.models import NotesReport
from ms2qbank_desktop.features.notebook.service.exchange import NotesExchange
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.notebook.ui import note_export, note_import, note_paper
from ms2qbank_desktop.features.questions.models import Problem
from ms2qbank_desktop.ui.paper import write_pdf
from ms2qbank_desktop.ui.widgets.leftout import LeftOutDialog
from tests.support.student import Student
from tests.support.vaults import picture

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

TABLE = "| drug | dose |\n|---|---:|\n| *x* | 3 |\n"
BODY = f"""See [[Gap]] and ==mark== and $a^2$ and $\\frac{{$.

- [ ] open
- [x] done

{TABLE}
$$\\mathrm{{pH}} = 7$$
"""


class Writer(Student):
    """A student with two notes, one of them with everything."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir)
        notes = self.program.context.service(NotebookService)
        address = notes.add_picture(picture(1))
        user_id = self.ui.user_id
        self.full = notes.add(user_id, "Full <note>", f"{BODY}\n![p|40]({address})", tags=["renal"])
        self.gap = notes.add(user_id, "Gap", "Anions.")
        self.user_id = user_id

    def markup(self, *notes: int) -> str:
        exchange = self.ui.service(NotesExchange)
        return note_paper.markup(exchange, self.user_id, notes, Silent())

    @property
    def dialog(self) -> QFileDialog:
        (found,) = (one for one in self.shell.findChildren(QFileDialog) if one.isVisible())
        return found


@pytest.fixture
def writer(qapp: QApplication, data_dir: Path) -> Iterator[Writer]:  # noqa: ARG001
    writer = Writer(data_dir)
    yield writer
    writer.leave()


def test_a_vault_goes_out_and_comes_in_by_the_commands_of_the_file_menu(
    writer: Writer, tmp_path: Path
) -> None:
    writer.ui.commands.run("export-vault")
    folder = tmp_path / "Vault"
    writer.dialog.fileSelected.emit(str(folder))
    writer.wait(lambda: writer.sees("2 notes in Vault"))
    assert {file.name for file in folder.glob("*.md")} == {"Full %3Cnote%3E.md", "Gap.md"}
    writer.dialog.reject()
    (folder / "New.md").write_text("New", encoding="utf-8")
    writer.ui.commands.run("import-vault")
    writer.dialog.fileSelected.emit(str(folder))
    writer.wait(lambda: writer.sees("1 note added"))


def test_files_of_notes_come_in_by_their_command(writer: Writer, tmp_path: Path) -> None:
    (tmp_path / "One.md").write_text("One", encoding="utf-8")
    writer.ui.commands.run("import-notes")
    writer.dialog.filesSelected.emit([str(tmp_path / "One.md")])
    writer.wait(lambda: writer.sees("1 note added"))


def test_what_an_import_has_to_say_is_in_its_report(writer: Writer, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("![[gone.png]]", encoding="utf-8")
    (tmp_path / "b.md").write_bytes(b"\0")
    note_import.import_notes(writer.ui, [tmp_path / "a.md", tmp_path / "b.md"])
    writer.wait(lambda: writer.sees("1 note added, 2 remarks"))
    writer.click("Details")
    (dialog,) = (one for one in writer.shell.findChildren(LeftOutDialog) if one.isVisible())
    assert "gone.png" in dialog.as_csv()
    assert "b.md" in dialog.as_csv()
    dialog.accept()


def test_a_folder_of_others_is_refused_in_words(writer: Writer, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    note_export.write_vault(writer.ui, tmp_path)
    writer.wait(lambda: any("not from this program" in word for word in writer.words()))
    assert [file.name for file in tmp_path.glob("*.*") if file.is_file()] == ["mine.txt"]


def test_chosen_notes_are_saved_as_one_page_of_html(writer: Writer, tmp_path: Path) -> None:
    note_export.export_html(writer.ui, [writer.full, writer.gap], "Two notes")
    target = tmp_path / "two.html"
    writer.dialog.fileSelected.emit(str(target))
    writer.wait(lambda: writer.sees(r"2 notes saved as two\.html"))
    page = target.read_text(encoding="utf-8")
    assert '<a href="#note-' in page
    assert 'src="data:image/svg+xml;base64,' in page
    assert "<mark>mark</mark>" in page
    writer.dialog.reject()


def test_paper_has_title_facts_formulas_tables_tasks_and_pictures(writer: Writer) -> None:
    text = writer.markup(writer.full)
    assert text.startswith("<h1>Full &lt;note&gt;</h1>")
    assert "#renal" in text
    assert len(re.findall(r'<img src="math:', text)) == 2
    assert r"$\frac{$" in text  # one that cannot be set
    assert "☐ open" in text
    assert 'src="data:image/png;base64,' in text
    assert 'width="40"' in text


def test_paper_says_qt_what_it_knows() -> None:
    told = note_paper.for_qt(
        '<mark class="green">x</mark><td style="text-align:right">3</td>'
        "<ul>\n<li>☐ a<ul>\n<li>☑ b</li>\n</ul></li>\n</ul><ul>\n<li>c</li>\n</ul>"
    )
    assert told == (
        '<span class="green">x</span><td align="right">3</td>'
        '<ul style="list-style-type: none">\n<li>☐ a<ul style="list-style-type: none">\n'
        "<li>☑ b</li>\n</ul></li>\n</ul>"
        "<ul>\n<li>c</li>\n</ul>"
    )


def test_each_note_begins_a_page_of_the_pdf(writer: Writer, tmp_path: Path) -> None:
    target = tmp_path / "two.pdf"
    write_pdf(note_paper.Paper(writer.markup(writer.full, writer.gap)), target, "Two")
    data = target.read_bytes()
    assert data.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", data)) == 2


def test_formulas_and_pictures_are_loaded_and_nothing_else(writer: Writer) -> None:
    paper = note_paper.Paper(writer.markup(writer.full))
    kind = paper.ResourceType.ImageResource.value
    addresses = re.findall(r'<img src="([^"]+)"', writer.markup(writer.full))
    shown = [paper.loadResource(kind, address) for address in addresses]
    assert [isinstance(one, QImage) and not one.isNull() for one in shown] == [True] * 3
    for hostile in ("file:///etc/passwd", "https://canary.example/x.png", "data:text/html,x"):
        found = paper.loadResource(kind, hostile)
        assert isinstance(found, QImage)
        assert found.isNull()
    assert paper.loadResource(paper.ResourceType.StyleSheetResource.value, "x.css") is None


def test_notes_that_are_gone_make_no_paper(writer: Writer) -> None:
    with pytest.raises(UserFault):
        writer.markup(12345)


def test_a_pdf_is_saved_where_it_is_asked_for(writer: Writer, tmp_path: Path) -> None:
    note_paper.save_as_pdf(writer.ui, [writer.gap], "Gap: what?")
    assert writer.dialog.selectedFiles()[0].endswith("Gap what.pdf")
    writer.dialog.fileSelected.emit(str(tmp_path / "gap.pdf"))
    writer.wait(lambda: writer.sees(r"Saved as gap\.pdf"))
    assert (tmp_path / "gap.pdf").stat().st_size > 1000
    writer.dialog.reject()


@pytest.mark.parametrize(
    ("report", "words"),
    [
        (NotesReport(added=1), "1 note added"),
        (NotesReport(added=2, updated=1), "2 notes added, 1 note updated"),
        (NotesReport(unchanged=3), "Nothing new: 3 notes known already"),
        (NotesReport(problems=[Problem("f", "", "w")]), "No note added, 1 remark"),
    ],
)
def test_an_import_is_told_in_one_line(report: NotesReport, words: str) -> None:
    assert note_import.summary(report) == words
