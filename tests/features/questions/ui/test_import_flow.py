"""Importing at the real window: what is asked, what is said, what is in the bank afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from ms2qbank_desktop.features.practice.ui.bank_page import BankPage
from ms2qbank_desktop.features.questions.models import BankFilter, ImportReport, Question
from ms2qbank_desktop.features.questions.service import QuestionService
from ms2qbank_desktop.features.questions.ui.import_flow import start_import
from ms2qbank_desktop.features.questions.ui.mapping_dialog import MappingDialog
from ms2qbank_desktop.features.questions.ui.report_dialog import ReportDialog, bank_search
from tests.support.bank import question_file
from tests.support.shared_data import shared
from tests.support.student import Student

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ms2qbank_desktop.ui.tasks import Step

pytestmark = pytest.mark.usefixtures("qapp")

LEFT = Qt.MouseButton.LeftButton
HEADER = "nr;text;first;second;third;key\n"
ROWS = (
    "1;Which segment reabsorbs most glucose?;Proximal tubule;Loop;Collecting duct;A\n"
    "2;Which hormone lowers potassium?;Cortisol;Aldosterone;Insulin-like factor;B\n"
)


class Importer(Student):
    """A student with files."""

    @property
    def bank(self) -> QuestionService:
        return self.program.context.service(QuestionService)

    @property
    def questions_there(self) -> list[Question]:
        return self.bank.get_many(self.bank.select(BankFilter()))

    def idle(self) -> None:
        self.wait(lambda: not self.shell.tasks.running)

    def mapping_dialog(self) -> MappingDialog:
        self.wait(lambda: isinstance(QApplication.activeModalWidget(), MappingDialog))
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, MappingDialog)
        return dialog


@pytest.fixture
def importer(data_dir: Path) -> Iterator[Importer]:
    """A window over an empty bank."""
    importer = Importer(data_dir)
    yield importer
    importer.leave()


def table(folder: Path, text: str, name: str = "renal.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_a_dropped_file_is_in_the_bank_without_a_question_asked(
    importer: Importer, tmp_path: Path
) -> None:
    importer.drop(question_file(tmp_path))
    importer.wait(lambda: importer.sees("12 questions added"))
    assert importer.questions() == 12
    assert QApplication.activeModalWidget() is None
    importer.drop(question_file(tmp_path))
    importer.wait(lambda: importer.sees("Nothing new: 12 questions are in the bank already"))


def test_files_are_chosen_by_ctrl_i(importer: Importer, tmp_path: Path) -> None:
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    file = question_file(tmp_path, 3)
    importer.press("Ctrl+I")
    importer.wait(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    assert "*.jsonl" in dialog.nameFilters()[0]
    assert "*.csv" in dialog.nameFilters()[0]
    line = dialog.findChild(QLineEdit)
    assert line is not None
    line.setText(str(file))
    QTest.keyClick(line, Qt.Key.Key_Return)
    importer.wait(lambda: importer.sees("3 questions added"))


def test_the_guess_is_put_right_before_a_table_is_imported(
    importer: Importer, tmp_path: Path
) -> None:
    importer.drop(table(tmp_path, HEADER.replace("key", "remark") + ROWS))
    dialog = importer.mapping_dialog()
    for column, field in (
        ("text", "stem"),
        ("first", "choice_b"),
        ("second", "choice_a"),
        ("third", "choice_c"),
        ("remark", "answer"),
        ("nr", "id"),
    ):
        dialog.columns[column].choose(field)
    assert dialog.complaint == ""
    QTest.mouseClick(dialog.do, LEFT)
    importer.wait(lambda: importer.sees("2 questions added"))
    glucose, potassium = importer.questions_there
    assert [choice.text for choice in glucose.choices] == [
        "Loop",
        "Proximal tubule",
        "Collecting duct",
    ]
    assert glucose.correct == {0}
    assert (glucose.external_id, potassium.external_id) == ("1", "2")
    assert glucose.explanation == ""


def test_escape_imports_nothing(importer: Importer, tmp_path: Path) -> None:
    importer.drop(table(tmp_path, HEADER + ROWS))
    QTest.keyClick(importer.mapping_dialog(), Qt.Key.Key_Escape)
    importer.wait(lambda: QApplication.activeModalWidget() is None)
    importer.idle()
    assert importer.questions() == 0


def test_enter_takes_the_guess(importer: Importer, tmp_path: Path) -> None:
    text = "question,option a,option b,answer,subject\nOne or two?,1,2,B,Counting\n"
    importer.drop(table(tmp_path, text))
    QTest.keyClick(importer.mapping_dialog(), Qt.Key.Key_Return)
    importer.wait(lambda: importer.sees("1 question added"))
    (question,) = importer.questions_there
    assert question.subject == "Counting"
    assert question.correct == {1}


def test_what_was_imported_is_shown_in_the_bank_by_its_pack(
    importer: Importer, tmp_path: Path
) -> None:
    importer.drop(table(tmp_path, HEADER + ROWS))
    QTest.mouseClick(importer.mapping_dialog().do, LEFT)
    importer.wait(lambda: importer.sees("2 questions added"))
    importer.drop(question_file(tmp_path))
    importer.wait(lambda: importer.sees("12 questions added"))
    importer.click("Show")
    page = importer.shell.findChild(BankPage)
    assert isinstance(page, BankPage)
    importer.wait(lambda: len(page.model.ids) == 12)
    assert page.isVisible()
    assert page.filter.fault == ""
    assert page.filter.field.text() == 'pack:"Small bank"'
    importer.drop(question_file(tmp_path))
    importer.wait(lambda: importer.sees("Nothing new: 12 questions.*"))
    assert not importer.sees("Show")


def test_of_a_few_packs_the_bank_is_searched_for_all_and_of_many_for_none() -> None:
    assert bank_search(ImportReport(packs=["Renal", 'The "old" one'])) == (
        'pack:"Renal","The  old  one"'
    )
    assert bank_search(ImportReport(packs=list("ABCDE"))) == ""


def test_tables_with_the_same_columns_are_asked_about_once(importer: Importer) -> None:
    folder = shared("data/questions/mmlu-medical-csv")
    start = [folder / f"{name}_test.csv" for name in ("anatomy", "medical_genetics")]
    assert importer.program.ui is not None
    start_import(importer.program.ui, start)
    dialog = importer.mapping_dialog()
    QTest.mouseClick(dialog.do, LEFT)
    importer.wait(lambda: importer.sees("235 questions added"))
    assert QApplication.activeModalWidget() is None
    assert len(importer.bank.packs()) == 2


def test_bad_rows_are_listed_and_the_good_ones_are_in(importer: Importer, tmp_path: Path) -> None:
    rows = ROWS + "3;No such answer;x;y;z;Q\n"
    importer.drop(table(tmp_path, "id;question;a;b;c;answer\n" + rows))
    QTest.mouseClick(importer.mapping_dialog().do, LEFT)
    importer.wait(lambda: importer.sees("2 questions added, 1 left out"))
    assert importer.questions() == 2
    importer.click("Details")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ReportDialog)
    model = dialog.table.model()
    assert [model.index(0, column).data() for column in range(2)] == ["renal.csv", "line 4"]
    assert "Q" in model.index(0, 2).data()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_file_that_cannot_be_read_is_told_as_a_fault(importer: Importer, tmp_path: Path) -> None:
    importer.drop(table(tmp_path, '{"format": "ms2qbank-questions", "ver', "broken.json"))
    importer.wait(lambda: importer.sees("No question added, 1 left out"))
    assert importer.sees("Details")
    assert importer.questions() == 0


def test_duplicates_are_told_with_their_pack(importer: Importer, tmp_path: Path) -> None:
    importer.drop(question_file(tmp_path, 4))
    importer.wait(lambda: importer.sees("4 questions added"))
    other = question_file(tmp_path, 4, "other.json")
    other.write_text(other.read_text(encoding="utf-8").replace("Small bank", "Other"), "utf-8")
    importer.drop(other)
    importer.wait(lambda: importer.sees("No question added, 4 duplicates"))
    importer.click("Details")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ReportDialog)
    assert "Small bank" in dialog.table.model().index(0, 2).data()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_cancelled_import_keeps_whole_questions_and_says_so(
    importer: Importer, tmp_path: Path
) -> None:
    file = question_file(tmp_path, 9_000)
    importer.drop(file)
    (task,) = [one for one in importer.shell.tasks.running if one.name == "Importing bank.json"]

    def cancel(step: Step) -> None:
        if step.done:
            task.cancel()

    task.stepped.connect(cancel)
    importer.idle()
    importer.wait(lambda: importer.sees(r"Import cancelled\. .*"))
    number = importer.questions()
    assert 0 < number < 9_000
    assert all(len(question.choices) == 5 for question in importer.questions_there)
    assert len(importer.bank.select(BankFilter(text="choice"))) == number


def test_what_a_file_means_by_its_columns_is_asked_in_one_line(
    importer: Importer, tmp_path: Path
) -> None:
    importer.drop(table(tmp_path, HEADER + ROWS))
    dialog = importer.mapping_dialog()
    assert dialog.facts == (
        "UTF-8 · separated by semicolons · the first row names the columns · answers are letters"
    )
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_the_starter_questions_can_be_brought_into_a_profile_that_began_without_them(
    importer: Importer,
) -> None:
    importer.shell.commands.run("starter-questions")
    importer.settle()
    brought = importer.questions()
    assert {pack.info.title for pack in importer.bank.packs()} == {"MS2QBank starter pack"}
    assert importer.told() == f"{brought} questions added"
    importer.shell.commands.run("starter-questions")
    importer.settle()
    assert importer.questions() == brought > 100
