"""Where dropped files go, whatever tab is open."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.app.dropping import Goes, goes
from ms2qbank_desktop.features.library.models import ArticleFilter
from ms2qbank_desktop.features.library.service.articles import LibraryService
from ms2qbank_desktop.features.notebook.models import NoteFilter
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from tests.features.library.formats.reading import module, write
from tests.support.pdfs import pdf
from tests.support.shared_data import shared
from tests.support.student import Student

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ARTICLE = "---\ntitle: Loop\nlicense: CC0\nsystem: Renal\n---\nThe loop of Henle.\n"
NOTE = "See [[Nephron]] for more.\n"


@pytest.fixture
def student(data_dir: Path) -> Iterator[Student]:
    student = Student(data_dir)
    yield student
    student.leave()


@pytest.mark.parametrize(
    ("name", "content", "wanted"),
    [
        ("a.apkg", b"PK", Goes.CARDS),
        ("a.txt", b"front\tback", Goes.CARDS),
        ("a.csv", b"stem,A,B", Goes.QUESTIONS),
        ("a.jsonl", b"{}", Goes.QUESTIONS),
        ("a.json", b'{"questions": []}', Goes.QUESTIONS),
        ("a.json", b'[{"title": "T", "body": "B"}]', Goes.ARTICLES),
        ("deck.json", b"{}", Goes.CARDS),
        ("a.html", b"<p>x", Goes.ARTICLES),
        ("a.XML", b"<Document/>", Goes.ARTICLES),
        ("m.cnxml", b"<document/>", Goes.ARTICLES),
        ("library.db", b"SQLite format 3", Goes.ARTICLES),
        ("book.zip", b"PK", Goes.ARTICLES),
        ("book.tar.gz", b"\x1f\x8b", Goes.ARTICLES),
        ("joplin.jex", b"x", Goes.NOTES),
        ("a.md", NOTE.encode(), Goes.NOTES),
        ("a.md", ARTICLE.encode(), Goes.ARTICLES),
        ("a.md", b"# Words\n", Goes.TEXTS),
        ("a.md", b"\xff\xfe\0", Goes.TEXTS),
        ("lecture.mp4", b"x", Goes.VIDEOS),
        ("lecture.srt", b"1", Goes.VIDEOS),
        ("handout.pdf", b"%PDF", Goes.ARTICLES),
        ("noname", b"", Goes.NOWHERE),
    ],
)
def test_a_file_goes_where_its_name_and_beginning_say(
    tmp_path: Path, name: str, content: bytes, wanted: Goes
) -> None:
    write(tmp_path, {name: content})
    assert goes(tmp_path / name) is wanted


@pytest.mark.parametrize(
    ("files", "wanted"),
    [
        ({".obsidian/app.json": "{}", "a.md": "words"}, Goes.NOTES),
        ({".ms2qbank-vault.json": "{}"}, Goes.NOTES),
        ({"a.md": NOTE, "b.md": "words", "p.png": b"x"}, Goes.NOTES),
        ({"a.md": ARTICLE, "media/b.png": b"x"}, Goes.ARTICLES),
        ({"a.md": "words"}, Goes.TEXTS),
        ({"m1/index.cnxml": "<document/>", "README.md": NOTE}, Goes.ARTICLES),
        ({"notes.jsonl": "", "cards.csv": ""}, Goes.CARDS),
        ({"deep/er/lecture.mkv": "", "notes.md": NOTE}, Goes.VIDEOS),
        ({"a.json": '{"questions": []}', "b.csv": "x", "c.png": ""}, Goes.QUESTIONS),
        ({"x.xml": "<Document/>", "y.xml": "<Document/>"}, Goes.ARTICLES),
        ({"p.png": b"x"}, Goes.NOWHERE),
        ({".hidden.md": NOTE}, Goes.NOWHERE),
    ],
)
def test_a_folder_goes_where_its_files_go(
    tmp_path: Path, files: dict[str, str | bytes], wanted: Goes
) -> None:
    assert goes(write(tmp_path / "folder", files)) is wanted


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_and_a_ring_of_links_hold_nothing_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    os.mkfifo(tmp_path / "b.json")
    (tmp_path / "ring").symlink_to(tmp_path)
    assert goes(tmp_path) is Goes.NOWHERE
    assert goes(tmp_path / "b.json") is Goes.NOWHERE


def test_what_is_not_there_goes_nowhere(tmp_path: Path) -> None:
    assert goes(tmp_path / "gone.md") is Goes.NOWHERE


def test_the_shared_folders_go_where_they_belong() -> None:
    articles = shared("data/articles")
    assert goes(articles / "openstax-ap2e") is Goes.ARTICLES
    assert goes(articles / "medlineplus-topics") is Goes.ARTICLES


def user(student: Student) -> int:
    assert student.program.ui is not None
    return student.program.ui.user_id


def articles_there(student: Student) -> int:
    library = student.program.context.service(LibraryService)
    return len(library.lines(user(student), ArticleFilter()))


def notes_there(student: Student) -> int:
    notes = student.program.context.service(NotebookService)
    return len(notes.lines(user(student), NoteFilter()))


def test_files_of_every_kind_are_taken_from_any_tab(student: Student, tmp_path: Path) -> None:
    student.drop(write(tmp_path / "articles", {"a.md": ARTICLE}))
    student.wait(lambda: student.sees("1 article added"))
    student.drop(write(tmp_path / "vault", {"a.md": NOTE, "b.md": NOTE}))
    student.wait(lambda: notes_there(student) == 2)
    student.wait(lambda: student.sees("2 notes added"))


def test_a_dropped_pdf_file_is_a_book_and_its_pages_without_words_are_told(
    student: Student, tmp_path: Path
) -> None:
    student.drop(write(tmp_path, {"book.pdf": pdf([["Words."], [], []])}) / "book.pdf")
    student.wait(lambda: student.sees("1 article added, 2 pages without words"))
    assert articles_there(student) == 1


def test_markdown_that_may_be_either_is_asked_about(student: Student, tmp_path: Path) -> None:
    student.drop(write(tmp_path, {"plain.md": "words"}) / "plain.md")
    student.click("Notes of mine")
    student.wait(lambda: student.sees("1 note added"))
    student.drop(write(tmp_path, {"other.md": "words"}) / "other.md")
    student.click("Articles to read")
    student.wait(lambda: student.sees("1 article added"))
    student.drop(write(tmp_path, {"third.md": "words"}) / "third.md")
    student.wait(lambda: student.sees(r"What is third\.md\?"))
    student.press("Escape")
    student.wait(lambda: not student.program.shell.tasks.running)
    assert (notes_there(student), articles_there(student)) == (1, 1)


def test_in_the_library_markdown_is_an_article(student: Student, tmp_path: Path) -> None:
    student.shell.open("library")
    student.drop(write(tmp_path, {"plain.md": "words"}) / "plain.md")
    student.wait(lambda: student.sees("1 article added"))
    assert notes_there(student) == 0


def test_what_nobody_can_take_is_said(student: Student, tmp_path: Path) -> None:
    student.drop(write(tmp_path, {"handout.doc": b"x"}) / "handout.doc")
    student.wait(lambda: student.sees("handout.doc: nothing that can be imported was found."))


def test_a_dropped_book_asks_once_and_takes_what_is_wanted(
    student: Student, tmp_path: Path
) -> None:
    exercise = (
        "<exercise><problem><para>Which?</para><list><item>a</item><item>b</item></list></problem>"
        "<solution><para>B</para></solution></exercise><para>x</para>"
    )
    glossary = (
        "<glossary><definition><term>atom</term><meaning>least part</meaning></definition>"
        "</glossary>"
    )
    student.drop(write(tmp_path / "Chemistry", {"m1/index.cnxml": module(exercise, rest=glossary)}))
    student.wait(lambda: student.sees(r"Import Chemistry\?"))
    student.click("Import")
    student.wait(lambda: student.sees("1 article added, 1 card made, 1 question taken"))
    assert articles_there(student) == 1
