"""The import of articles from paths: what is in, what is told, and what a second time changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.progress import Cancelled, Silent
from ms2qbank_desktop.features.library.models import ArticleFilter
from ms2qbank_desktop.features.library.service.articles import LibraryService
from ms2qbank_desktop.features.library.service.importing import BATCH, ImportService
from ms2qbank_desktop.features.library.service.starter import STARTER, StarterArticles
from tests.features.library.formats.reading import module, write
from tests.support.pictures import PNG
from tests.support.shared_data import REPOSITORY, shared

if TYPE_CHECKING:
    from pathlib import Path

    from ms2qbank_desktop.features.library.models import ArticleLine, ArticlesReport
    from tests.support.bank import Desk


class Steps:
    """Keeps what an import reports, and cancels it after some of that."""

    def __init__(self, cancel_after: int | None = None) -> None:
        self.shares: list[float] = []
        self._left = cancel_after

    def report(self, done: int, total: int | None, _note: str = "") -> None:
        self.shares.append(done / (total or 1))
        if self._left is not None and len(self.shares) > self._left:
            raise Cancelled


def take(desk: Desk, *paths: Path) -> ArticlesReport:
    return desk.context.service(ImportService).import_paths(paths, Silent())


def lines(desk: Desk) -> list[ArticleLine]:
    return desk.context.service(LibraryService).lines(desk.user_id, ArticleFilter())


def numbers(report: ArticlesReport) -> tuple[int, int, int, int]:
    return report.files, report.added, report.updated, report.unchanged


def test_the_same_again_changes_nothing_and_a_changed_file_updates_its_article(
    desk: Desk, tmp_path: Path
) -> None:
    folder = write(tmp_path / "book", {"a.md": "One ![x](x.png) ![y](y.png)", "b.md": "Two"})
    write(folder, {"x.png": PNG})
    first = take(desk, folder)
    assert numbers(first) == (2, 2, 0, 0)
    assert (first.articles, first.pictures, first.missing_pictures) == (2, 1, 1)
    before = lines(desk)
    assert numbers(take(desk, folder)) == (2, 0, 0, 2)
    write(folder, {"b.md": "Three"})
    assert numbers(take(desk, folder / "b.md")) == (1, 0, 1, 0)
    assert [line.id for line in lines(desk)] == [line.id for line in before]


def test_what_cannot_be_read_is_told_and_the_rest_is_in(desk: Desk, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "good/a.md": "Text",
        "good/b.md": b"\0",
        "good/c.md": "![x](x.png)",
        "good/x.png": b"no",
        "bad.zip": b"no archive",
        "odd.txt": "Text",
        "x/note.xml": "<note/>",
    }
    top = write(tmp_path, files)
    report = take(
        desk, top / "bad.zip", top / "good", top / "odd.txt", top / "x" / "note.xml", top / "gone"
    )
    assert numbers(report) == (3, 2, 0, 0)
    told = {(problem.file, problem.where): problem.why for problem in report.problems}
    assert told.keys() == {
        (str(top / "bad.zip"), ""),
        (str(top / "good" / "b.md"), ""),
        (str(top / "good"), "c: x.png"),
        (str(top / "odd.txt"), ""),
        (str(top / "x" / "note.xml"), ""),
        (str(top / "gone"), ""),
    }
    assert told[str(top / "gone"), ""] == "There is no such file."
    assert "not a text" in told[str(top / "good" / "b.md"), ""]


def test_an_import_tells_how_far_it_is_and_stops_when_cancelled(desk: Desk, tmp_path: Path) -> None:
    number = BATCH * 2
    folder = write(tmp_path, {f"{place}.md": "Text" for place in range(number)})
    with pytest.raises(Cancelled):
        desk.context.service(ImportService).import_paths([folder], Steps(BATCH + 10))
    assert len(lines(desk)) == BATCH
    steps = Steps()
    report = desk.context.service(ImportService).import_paths([folder], steps)
    assert numbers(report) == (number, BATCH, 0, BATCH)
    assert steps.shares == sorted(steps.shares)
    assert (steps.shares[0], steps.shares[-1]) == (0, 1)
    assert len(set(steps.shares)) > number / 2


def test_the_questions_of_a_book_are_given_for_the_bank(desk: Desk, tmp_path: Path) -> None:
    exercise = (
        "<exercise><problem>Which?<list><item>a</item><item>b</item></list></problem>"
        "<solution><para>B</para></solution></exercise>"
    )
    book = write(tmp_path / "book", {"m1/index.cnxml": module(exercise + "<para>x</para>")})
    service = desk.context.service(ImportService)
    (question,) = service.exercises([book, tmp_path / "gone"], Silent())
    assert [choice.correct for choice in question.choices] == [False, True]
    assert lines(desk) == []


def test_the_starter_articles_come_unreviewed_and_only_once(desk: Desk) -> None:
    starters = desk.context.service(StarterArticles)
    report = starters.install()
    assert (report.added, report.problems, report.missing_pictures) == (12, [], 0)
    assert starters.install().unchanged == 12
    (collection,) = desk.context.service(LibraryService).collections()
    assert (collection.info.title, collection.info.license) == (STARTER.title, "CC BY 4.0")
    assert (collection.articles, collection.unreviewed) == (12, 12)
    assert all(line.system and line.summary and line.words > 300 for line in lines(desk))
    names = {file.stem for file in (REPOSITORY / "resources" / "seed" / "articles").glob("*.md")}
    assert len(names) == 12


def test_the_shared_folder_has_the_expected_counts(desk: Desk) -> None:
    folder = shared("data/articles")
    report = take(desk, folder)
    assert (report.articles, report.added, report.problems) == (93 + 327, 93 + 327, [])
    assert (report.pictures, report.missing_pictures, report.terms) == (24, 371 - 24, 1736)
    assert take(desk, folder).unchanged == report.articles
    found = desk.context.service(LibraryService).collections()
    assert {one.info.title: (one.articles, one.info.license) for one in found} == {
        "Anatomy and Physiology 2e": (93, "CC-BY-4.0"),
        "medlineplus-topics": (327, "CC-BY-4.0 (MedQuAD)"),
    }
