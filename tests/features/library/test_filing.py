"""What articles stand under, and what stays of it when their file changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.library.models import (
    ArticleDraft,
    ArticleFilter,
    CollectionInfo,
    Filing,
)
from ms2qbank_desktop.features.library.service.articles import LibraryService
from ms2qbank_desktop.features.library.service.filing import FilingService

if TYPE_CHECKING:
    from tests.support.bank import Desk

BOOK = CollectionInfo("book", "A book")
HEART = ArticleDraft("m1", "The heart", "It pumps.", tags=("basic",))
LUNG = ArticleDraft("m2", "The lung", "It breathes.", system="Respiratory")


@pytest.fixture
def library(desk: Desk) -> LibraryService:
    library = desk.context.service(LibraryService)
    library.store_articles(BOOK, [(1, HEART), (2, LUNG)], "book")
    return library


@pytest.fixture
def filing(desk: Desk) -> FilingService:
    return desk.context.service(FilingService)


def systems(desk: Desk, library: LibraryService) -> dict[str, str]:
    return {one.title: one.system for one in library.lines(desk.user_id, ArticleFilter())}


def ids(desk: Desk, library: LibraryService) -> list[int]:
    return [one.id for one in library.lines(desk.user_id, ArticleFilter())]


def test_an_article_can_be_filed_and_put_back_where_it_was(
    desk: Desk, library: LibraryService, filing: FilingService
) -> None:
    heart, lung = ids(desk, library)
    before = filing.file({heart: Filing(system="Cardiovascular", topics=("Pump",))})
    assert before == {heart: Filing("", "", (), ("basic",))}
    assert filing.filed([heart, lung]) == {
        heart: Filing("Cardiovascular", "", ("Pump",), ("basic",)),
        lung: Filing("Respiratory", "", (), ()),
    }
    found = library.lines(desk.user_id, ArticleFilter(systems=frozenset({"Cardiovascular"})))
    assert [one.title for one in found] == ["The heart"]
    filing.file(before)
    assert systems(desk, library) == {"The heart": "", "The lung": "Respiratory"}


def test_what_is_not_said_stays_in_each_of_several(
    desk: Desk, library: LibraryService, filing: FilingService
) -> None:
    both = ids(desk, library)
    filing.file(dict.fromkeys(both, Filing(subject="Physiology")))
    assert [one.subject for one in filing.filed(both).values()] == ["Physiology", "Physiology"]
    assert systems(desk, library) == {"The heart": "", "The lung": "Respiratory"}


def test_a_changed_file_leaves_what_the_user_filed_where_it_says_nothing(
    desk: Desk, library: LibraryService, filing: FilingService
) -> None:
    heart, lung = ids(desk, library)
    filing.file({heart: Filing("Cardiovascular", "Physiology", ("Pump",), ("mine", "basic"))})
    filing.file({lung: Filing(system="Chest")})
    again = library.store_articles(BOOK, [(1, HEART), (2, LUNG)], "book")
    assert again.unchanged == 2
    changed = [(1, replace(HEART, body="It pumps blood.")), (2, replace(LUNG, body="Air."))]
    assert library.store_articles(BOOK, changed, "book").updated == 2
    assert filing.filed([heart])[heart] == Filing(
        "Cardiovascular", "Physiology", ("Pump",), ("basic", "mine")
    )
    assert filing.filed([lung])[lung].system == "Respiratory"  # the file says it
