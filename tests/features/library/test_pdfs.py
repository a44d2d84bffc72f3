"""PDF books in the library: taken in, kept, found, and let go with their files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.progress import Cancelled, Silent
from ms2qbank_desktop.features.library.models import ArticleFilter
from ms2qbank_desktop.features.library.service.articles import LibraryService
from ms2qbank_desktop.features.library.service.importing import ImportService
from ms2qbank_desktop.features.library.service.pdfs import PdfService
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.notebook.ui.completion_offers import Offers
from ms2qbank_desktop.features.search.service.finding import FindingService
from ms2qbank_desktop.storage import backup
from tests.features.library.formats.reading import write
from tests.support.pdfs import pdf

if TYPE_CHECKING:
    from pathlib import Path

    from ms2qbank_desktop.features.library.models import ArticlesReport
    from tests.support.bank import Desk

pytestmark = pytest.mark.usefixtures("qapp")
OUTLINE = ((0, "Filter", 0), (0, "Tubule", 2))
PAGES = [
    ["Podocytes stand on the basement membrane."],
    [],
    ["Furosemide blocks the ascending limb."],
    ["Spironolactone saves potassium."],
]


def take(desk: Desk, *paths: Path) -> ArticlesReport:
    return desk.context.service(ImportService).import_paths(paths, Silent())


def ids(desk: Desk) -> dict[str, int]:
    lines = desk.context.service(LibraryService).lines(desk.user_id, ArticleFilter())
    return {line.title: line.id for line in lines}


def files(desk: Desk) -> list[Path]:
    return sorted(desk.context.paths.media.rglob("*.pdf"))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write(tmp_path, {"renal.pdf": pdf(PAGES, outline=OUTLINE)}) / "renal.pdf"


def test_a_book_is_in_with_its_file_and_the_same_again_changes_nothing(
    desk: Desk, book: Path
) -> None:
    report = take(desk, book)
    assert (report.files, report.added, report.pages, report.wordless) == (1, 2, 4, 1)
    article = desk.context.service(LibraryService).article(desk.user_id, ids(desk)["Tubule"])
    assert article.ordinal == 3
    path = desk.context.service(PdfService).path(article.collection.info)
    assert path is not None
    assert path.read_bytes() == book.read_bytes()
    again = take(desk, book.rename(book.with_name("another name.pdf")))
    assert (again.added, again.updated, again.unchanged) == (0, 0, 2)
    assert files(desk) == [path]


def test_a_later_version_updates_the_book_and_lets_the_old_file_go(desk: Desk, book: Path) -> None:
    take(desk, book)
    (old,) = files(desk)
    os.utime(old, (1, 1))  # what was added within a minute stays
    before, data = ids(desk), book.read_bytes()
    book.write_bytes(data + b"% a note that a viewer has written\n")
    report = take(desk, book)
    assert (report.added, report.unchanged) == (0, 2)
    assert ids(desk) == before
    (new,) = files(desk)
    assert new != old


def test_a_file_that_another_book_has_is_not_let_go(desk: Desk, book: Path) -> None:
    take(desk, book)
    (old,) = files(desk)
    os.utime(old, (1, 1))
    pdfs = desk.context.service(PdfService)
    pdfs.let_go(old.name)
    (collection,) = desk.context.service(LibraryService).collections()
    desk.context.service(LibraryService).remove_collection(collection.id)
    pdfs.let_go(old.name)
    assert files(desk) == [old]


def test_cancelling_and_broken_files_leave_no_book(desk: Desk, book: Path) -> None:
    class Stop:
        def report(self, done: int, _total: int | None, _note: str = "") -> None:
            if done:
                raise Cancelled

    with pytest.raises(Cancelled):
        desk.context.service(ImportService).import_paths([book], Stop())
    broken = write(book.parent, {"broken.pdf": book.read_bytes()[:900]}) / "broken.pdf"
    report = take(desk, broken)
    (problem,) = report.problems
    assert (problem.file, report.pages) == (str(broken), 0)
    assert desk.context.service(LibraryService).collections() == []
    assert files(desk) == []


def test_a_book_offers_neither_cards_nor_questions_and_is_not_read_for_it(
    desk: Desk, book: Path
) -> None:
    assert desk.context.service(ImportService).offers([book], Silent()) == []


def test_a_backup_has_the_file(desk: Desk, book: Path, tmp_path: Path) -> None:
    take(desk, book)
    (path,) = files(desk)
    manifest = backup.write(desk.context.paths, tmp_path / "all.zip")
    inside = path.relative_to(desk.context.paths.media).as_posix()
    assert f"media/{inside}" in manifest.files


def test_a_search_leads_to_the_page(desk: Desk, book: Path) -> None:
    take(desk, book)
    found = desk.context.service(FindingService).find(desk.user_id, "spironolactone")
    (hit,) = [one for one in found.hits if one.place.kind is Kind.ARTICLE]
    assert (hit.place.id, hit.place.part) == (ids(desk)["Tubule"], "Page 4")


def test_a_page_is_found_by_the_name_of_its_book(desk: Desk, book: Path) -> None:
    take(desk, book)
    first, second = ids(desk)["Filter"], ids(desk)["Tubule"]
    links, pdfs = desk.context.service(LinkService), desk.context.service(PdfService)
    kinds = (Kind.ARTICLE,)
    assert links.named(desk.user_id, "renal BOOK", kinds, "Page 4") == Place(Kind.ARTICLE, second)
    assert links.named(desk.user_id, "Renal book", kinds, "Page 99") == Place(Kind.ARTICLE, first)
    assert links.named(desk.user_id, "Renal books", kinds, "Page 4") is None
    assert desk.context.service(LibraryService).titled("Renal book", second) == first
    assert pdfs.with_page(first, "Page 3") == second
    assert pdfs.with_page(second, "Page 4") == second
    assert pdfs.with_page(first, "Page 30") == first


def test_a_note_that_names_a_page_is_linked_to_the_chapter_with_it(desk: Desk, book: Path) -> None:
    take(desk, book)
    notes = desk.context.service(NotebookService)
    notes.add(desk.user_id, "Diuretics", "See [[Renal book#Page 4]].")
    places = [
        link.b
        for link in desk.context.service(LinkService).of(
            desk.user_id, Kind.ARTICLE, ids(desk)["Tubule"]
        )
    ]
    assert places == [Place(Kind.ARTICLE, ids(desk)["Tubule"], "Page 4")]


def test_who_types_the_name_of_a_book_and_a_page_is_offered_the_chapter_with_it(
    desk: Desk, book: Path
) -> None:
    take(desk, book)
    service = desk.context.service
    offers = Offers(service(NotebookService), service(LinkService), desk.user_id)
    (offer,) = offers.find("Renal book#Page 4")
    assert offer.title == "Tubule, Page 4"
