"""Articles on the disk: taken in, found, read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.library.body import picture_addresses, plain, with_pictures, words
from ms2qbank_desktop.features.library.models import (
    ArticleDraft,
    ArticleFilter,
    ArticleOrder,
    ArticlesReport,
    CollectionInfo,
    Term,
)
from ms2qbank_desktop.features.library.service.articles import LibraryService
from ms2qbank_desktop.features.links.models import End, Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.storage.engine import connect
from tests.support.pictures import PNG

if TYPE_CHECKING:
    from tests.support.bank import Desk

BOOK = CollectionInfo("book", "Open physiology", "CC BY 4.0", "The authors", "a repository", "2e")
CELL = ArticleDraft(
    "m1",
    "The cell",
    "A **membrane** of lipids. ![A cell](media/cell.png) ![Gone](media/gone.jpg)",
    summary="What holds it together.",
    system="Multisystem",
    subject="Physiology",
    topics=("Membranes",),
    tags=("basic",),
    chapter="1 Cells",
    glossary=(Term("Membrane", "A double layer."), Term("membrane", "The same again.")),
    pictures={"media/cell.png": PNG},
)
KIDNEY = ArticleDraft("m2", "The kidney", "Filters the plasma.", system="Renal", reviewed=False)


@pytest.fixture
def library(desk: Desk) -> LibraryService:
    return desk.context.service(LibraryService)


def take(library: LibraryService, *drafts: ArticleDraft) -> ArticlesReport:
    return library.store_articles(BOOK, list(enumerate(drafts, 1)), "book.zip")


def titles(desk: Desk, library: LibraryService, **wanted: Any) -> list[str]:
    return [line.title for line in library.lines(desk.user_id, ArticleFilter(**wanted))]


def ids(desk: Desk, library: LibraryService) -> list[int]:
    return [line.id for line in library.lines(desk.user_id, ArticleFilter())]


def test_an_article_is_there_with_its_pictures_terms_and_license(
    desk: Desk, library: LibraryService
) -> None:
    report = take(library, CELL, KIDNEY)
    assert (report.articles, report.added, report.pictures, report.missing_pictures) == (2, 2, 1, 1)
    article = library.article(desk.user_id, ids(desk, library)[0])
    there, missing = picture_addresses(article.body)
    assert desk.context.media.path(there.removeprefix("media:")).read_bytes() == PNG
    assert missing == "missing:media/gone.jpg"
    assert article.collection.info.license == "CC BY 4.0"
    assert (article.topics, article.tags, article.words) == (("Membranes",), ("basic",), 4)
    assert library.terms(article.id) == [Term("Membrane", "A double layer.")] or library.terms(
        article.id
    ) == [Term("membrane", "The same again.")]
    assert list(library.defined(["MEMBRANE", "nothing"])) == ["membrane"]


def test_the_same_again_changes_nothing_and_a_mended_one_is_updated(
    desk: Desk, library: LibraryService
) -> None:
    take(library, CELL, KIDNEY)
    before = ids(desk, library)
    again = take(library, CELL, KIDNEY)
    assert (again.added, again.updated, again.unchanged) == (0, 0, 2)
    mended = take(library, CELL, replace(KIDNEY, body="Filters 180 litres."))
    assert (mended.updated, mended.unchanged) == (1, 1)
    assert ids(desk, library) == before
    assert titles(desk, library, text="litres") == ["The kidney"]
    assert titles(desk, library, text="plasma") == []


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["The cell", "The kidney"]),
        ({"systems": frozenset({"Renal"})}, ["The kidney"]),
        ({"subjects": frozenset({"Physiology"})}, ["The cell"]),
        ({"topics": frozenset({"Membranes"})}, ["The cell"]),
        ({"tags": frozenset({"basic", "other"})}, ["The cell"]),
        ({"text": "LIPID memb"}, ["The cell"]),
        ({"text": "holds it together"}, ["The cell"]),
        ({"text": "ki"}, ["The kidney"]),
        ({"bookmarked": True}, []),
        ({"begun": False}, ["The cell", "The kidney"]),
    ],
)
def test_a_filter_finds_what_it_says(
    desk: Desk, library: LibraryService, wanted: dict[str, Any], found: list[str]
) -> None:
    take(library, CELL, KIDNEY)
    assert titles(desk, library, **wanted) == found


def test_accents_do_not_count_and_what_is_only_indexed_is_never_shown(
    desk: Desk, library: LibraryService
) -> None:
    ear = ArticleDraft("m3", "Ménière disease", "Schöne Wörter of Sjögren.")
    take(library, CELL, ear)
    for text in ("meniere", "Ménière", "sjogren", "Sjögren", "worter"):
        assert titles(desk, library, text=text) == ["Ménière disease"]
    (plain,) = library.lines(desk.user_id, ArticleFilter("sjogren"))
    (accented,) = library.lines(desk.user_id, ArticleFilter("sjögren"))
    assert (plain.excerpt, accented.excerpt) == ("", "Schöne Wörter of Sjögren.")
    assert titles(desk, library, text="menieres") == []


def test_the_numbers_beside_a_filter_are_those_it_would_leave(
    desk: Desk, library: LibraryService
) -> None:
    take(library, CELL, KIDNEY)
    counts = library.counts(desk.user_id, ArticleFilter(systems=frozenset({"Renal"})))
    assert (counts.total, counts.bookmarked, counts.begun) == (2, 0, 0)
    assert counts.systems == {"Multisystem": 1, "Renal": 1}
    assert (counts.subjects, counts.topics) == ({}, {})
    (collection,) = library.collections()
    assert (collection.articles, collection.unreviewed) == (2, 1)


def test_reading_is_kept_with_its_place_and_its_furthest_share(
    desk: Desk, library: LibraryService
) -> None:
    take(library, CELL, KIDNEY)
    cell, kidney = ids(desk, library)
    library.read(desk.user_id, cell, share=0.6, spot="Lipids", time_ms=60_000)
    reading = library.read(desk.user_id, cell, share=0.2, spot="Start", time_ms=5_000)
    assert (reading.share, reading.spot, reading.last_at) == (0.6, "Start", desk.clock.now())
    assert library.read(desk.user_id, kidney, share=1.0, spot="End", time_ms=1).spot == ""
    assert library.article(desk.user_id + 1, cell).reading.share == 0
    assert titles(desk, library, begun=True) == ["The cell", "The kidney"]
    popular = library.lines(desk.user_id, ArticleFilter(), ArticleOrder.POPULAR)
    assert [line.title for line in popular] == ["The cell", "The kidney"]


def test_a_bookmark_is_each_user_s_own(desk: Desk, library: LibraryService) -> None:
    take(library, CELL, KIDNEY)
    library.bookmark(desk.user_id, ids(desk, library)[1], on=True)
    assert titles(desk, library, bookmarked=True) == ["The kidney"]
    assert library.counts(desk.user_id + 1, ArticleFilter()).bookmarked == 0
    library.bookmark(desk.user_id, ids(desk, library)[1], on=False)
    assert titles(desk, library, bookmarked=True) == []


def test_a_removed_collection_comes_back_with_what_was_read(
    desk: Desk, library: LibraryService
) -> None:
    take(library, CELL)
    (cell,) = ids(desk, library)
    library.read(desk.user_id, cell, share=0.5, spot="", time_ms=1)
    (collection,) = library.collections()
    library.remove_collection(collection.id)
    assert titles(desk, library) == []
    with pytest.raises(UserFault, match="no longer in the library"):
        library.article(desk.user_id, cell)
    library.remove_collection(collection.id, removed=False)
    assert library.article(desk.user_id, cell).reading.share == 0.5
    with pytest.raises(UserFault, match="no longer in the library"):
        library.article(desk.user_id, 9)


def test_a_removed_article_can_be_put_back_with_what_was_read(
    desk: Desk, library: LibraryService
) -> None:
    take(library, CELL, KIDNEY)
    cell = ids(desk, library)[0]
    library.read(desk.user_id, cell, share=0.5, spot="Start", behind=40, time_ms=1)
    library.remove_article(cell)
    assert titles(desk, library) == ["The kidney"]
    library.restore_article(cell)
    reading = library.article(desk.user_id, cell).reading
    assert (reading.share, reading.spot, reading.behind) == (0.5, "Start", 40)


def test_words_of_a_removed_collection_are_explained_no_more_and_the_own_book_goes_first(
    library: LibraryService,
) -> None:
    take(library, CELL)
    other = CollectionInfo("other", "Another book")
    here = replace(CELL, key="x", glossary=(Term("membrane", "A thin skin."),))
    library.store_articles(other, [(1, here)], "other.zip")
    books = {one.info.title: one.id for one in library.collections()}
    meanings = {
        title: library.defined(["membrane"], book)["membrane"].definition
        for title, book in books.items()
    }
    assert meanings["Another book"] == "A thin skin."
    assert meanings["Open physiology"] != "A thin skin."
    for book in books.values():
        library.remove_collection(book)
    assert library.defined(["membrane"]) == {}


def test_of_several_articles_of_one_title_the_nearest_is_meant(
    desk: Desk, library: LibraryService
) -> None:
    drafts = [
        ArticleDraft(f"m{at}", title, "Text.", chapter=chapter)
        for at, (title, chapter) in enumerate(
            [("Introduction", "1"), ("Cells", "1"), ("Introduction", "2"), ("Organs", "2")]
        )
    ]
    take(library, *drafts)
    library.store_articles(CollectionInfo("a", "A"), [(1, drafts[0])], "a")
    book = next(one.id for one in library.collections() if one.info.title == BOOK.title)
    lines = library.lines(desk.user_id, ArticleFilter(collections=frozenset({book})))
    first, cells, second, organs = (line.id for line in lines)
    assert library.titled("introduction", cells) == first
    assert library.titled("INTRODUCTION", organs) == second
    assert library.titled("Nothing", cells) is None


def test_a_bad_picture_is_told_and_the_article_kept(library: LibraryService) -> None:
    report = take(library, replace(CELL, pictures={"media/cell.png": b"no picture"}))
    (problem,) = report.problems
    assert (problem.file, problem.where) == ("book.zip", "The cell: media/cell.png")
    assert (report.added, report.missing_pictures) == (1, 2)


def test_a_note_may_link_an_article_by_its_title(desk: Desk, library: LibraryService) -> None:
    take(library, CELL, KIDNEY)
    kidney = ids(desk, library)[1]
    notes = desk.context.service(NotebookService)
    notes.add(desk.user_id, "Mine", "See [[the kidney#Filtration]].")
    links = desk.context.service(LinkService)
    (link,) = links.of(desk.user_id, Kind.ARTICLE, kidney)
    assert link.b == Place(Kind.ARTICLE, kidney, "Filtration")
    assert links.described(desk.user_id, [link.b]) == {
        link.b: End("The kidney", "Open physiology · Renal")
    }


def test_the_log_of_reading_refuses_to_be_changed(desk: Desk, library: LibraryService) -> None:
    take(library, CELL)
    library.read(desk.user_id, ids(desk, library)[0], share=0.5, spot="", time_ms=1)
    with (
        connect(desk.context.paths.database) as connection,
        pytest.raises(Exception, match="append-only"),
    ):
        connection.execute("UPDATE read_events SET time_ms = 0")


@pytest.mark.parametrize(
    ("body", "address"),
    [
        ("![a](x.png)", "x.png"),
        ("![a [b]](x.png)", "x.png"),
        ('![a](x.png "title")', "x.png"),
        ("![a](<a b.png>)", None),
        ("![a](a%20b.png)", "a b.png"),
        ("![](a_(1).png)", "a_(1).png"),
    ],
)
def test_the_address_of_a_picture_is_found(body: str, address: str | None) -> None:
    assert picture_addresses(body) == ([address] if address else [])
    new, there, missing = with_pictures(body, lambda _: "n.png")
    assert (there, missing) == ((1, 0) if address else (0, 0))
    assert ("media:n.png" in new) is bool(address)


def test_words_are_counted_without_marks_and_pictures() -> None:
    body = "# A head\n\n| a | b |\n|---|---|\n| *c* | d |\n\n[text](address) ![alt](x) don't"
    assert words(body) == 8
    assert "address" not in plain(body)
