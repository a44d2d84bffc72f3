"""The page of the library: what it lists, how it is narrowed, what opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.library.models import ArticleOrder, ArticlesReport
from ms2qbank_desktop.features.library.ui.article_import import ReportDialog, summary, tell
from ms2qbank_desktop.features.library.ui.article_list import facts
from ms2qbank_desktop.features.library.ui.shelves import ALL, Shelf
from ms2qbank_desktop.features.questions.models import Problem
from ms2qbank_desktop.ui.widgets.banner import Banner
from ms2qbank_desktop.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.bookworm import Bookworm


def test_the_page_says_what_the_library_holds(bookworm: Bookworm) -> None:
    assert bookworm.titles == ["Acid–base disorders", "Clearance", "Heart sounds"]
    assert bookworm.sees("3 articles in 1 collection, 0 under way")
    shelves = bookworm.page.shelves.shelves()
    assert shelves["All articles"] == "3"
    assert shelves["Renal"] == "2"
    assert shelves["Renal book"] == "3"


def test_an_empty_library_says_what_to_do_first(seat_bookworm: Callable[..., Bookworm]) -> None:
    bookworm = seat_bookworm(articles=())
    assert bookworm.sees("No articles yet")
    assert bookworm.sees("Import a folder")
    assert bookworm.page.side.isHidden()
    bookworm.shell.open("library", "articles")
    assert bookworm.page.side.isHidden()  # at once: else it flashes at each visit


def test_a_line_says_how_long_it_takes_and_that_nobody_reviewed_it(bookworm: Bookworm) -> None:
    acids, clearance, _ = bookworm.page.model.lines
    assert facts(acids) == [
        "Renal",
        f"{-(-acids.words // 200)} min",
        "Renal book",
        "not yet reviewed by a physician",
    ]
    assert "not yet reviewed by a physician" not in facts(clearance)


def test_the_search_narrows_as_it_is_typed(bookworm: Bookworm) -> None:
    bookworm.search("valves")
    assert bookworm.titles == ["Heart sounds"]
    bookworm.search("zzzz")
    assert bookworm.titles == []
    assert bookworm.sees("No article fits")
    bookworm.click("Show all articles")
    bookworm.settle()
    assert len(bookworm.titles) == 3


def test_a_system_a_subject_and_a_tag_leave_their_articles(bookworm: Bookworm) -> None:
    bookworm.page.shelves.choose(Shelf("system", "Renal"))
    bookworm.settle()
    assert bookworm.titles == ["Acid–base disorders", "Clearance"]
    bookworm.page.filters.tag.choose("gas")
    bookworm.settle()
    assert bookworm.titles == ["Acid–base disorders"]
    bookworm.page.filters.reset()
    bookworm.page.shelves.choose(ALL)
    bookworm.settle()
    bookworm.page.filters.subject.choose("Physiology")
    bookworm.settle()
    assert bookworm.titles == ["Acid–base disorders", "Clearance"]


def test_what_is_begun_stands_under_continue_reading_until_its_end(bookworm: Bookworm) -> None:
    for title, share in (("Clearance", 0.4), ("Heart sounds", 1.0)):
        article_id = bookworm.article_id(title)
        bookworm.library.read(bookworm.user_id, article_id, share=share, spot="", time_ms=9)
    bookworm.settle()
    bookworm.page.shelves.choose(Shelf("continue"))
    bookworm.settle()
    assert bookworm.titles == ["Clearance"]
    assert bookworm.page.shelves.shelves()["Continue reading"] == "1"


def test_popular_articles_come_by_the_time_they_were_read(bookworm: Bookworm) -> None:
    for title, time_ms in (("Heart sounds", 90_000), ("Clearance", 30_000)):
        article_id = bookworm.article_id(title)
        bookworm.library.read(bookworm.user_id, article_id, share=0.1, spot="", time_ms=time_ms)
    bookworm.page.shelves.choose(Shelf("popular"))
    bookworm.settle()
    assert bookworm.titles[:2] == ["Heart sounds", "Clearance"]


def test_another_order_lists_by_title(bookworm: Bookworm) -> None:
    bookworm.page.sort(ArticleOrder.NEWEST)
    bookworm.settle()
    bookworm.page.sort(ArticleOrder.TITLE)
    bookworm.settle()
    assert bookworm.titles == sorted(bookworm.titles)


def test_keys_alone_bookmark_and_open_an_article(bookworm: Bookworm) -> None:
    bookworm.page.list.setFocus()
    bookworm.press("Down", "B")
    bookworm.settle()
    assert [line.bookmarked for line in bookworm.page.model.lines] == [False, True, False]
    assert bookworm.page.list.line() == bookworm.page.model.lines[1]
    bookworm.press("Return")
    bookworm.wait_for("Clearance")
    bookworm.press("Escape")
    bookworm.settle()
    assert bookworm.page.list.hasFocus()


def test_ctrl_f_goes_to_the_search_of_the_page_that_is_seen(bookworm: Bookworm) -> None:
    bookworm.press("Ctrl+F")
    assert bookworm.page.filters.search.hasFocus()
    page = bookworm.read("Clearance")
    bookworm.press("Ctrl+F")
    assert page.finder.field.hasFocus()
    bookworm.press("Escape", "Escape")
    bookworm.settle()
    bookworm.page.list.setFocus()
    bookworm.press("Ctrl+F")
    assert bookworm.page.filters.search.hasFocus()


def test_a_removed_collection_can_be_put_back(bookworm: Bookworm) -> None:
    collection = bookworm.library.collections()[0]
    bookworm.page.shelves.choose(Shelf("collection", id=collection.id))
    bookworm.settle()
    assert any("CC BY 4.0 · Ada Writer · own hand" in word for word in bookworm.words())
    bookworm.click("Remove collection")
    bookworm.settle()
    assert bookworm.library.collections() == []
    assert bookworm.sees("No articles yet")
    (toast,) = bookworm.shell.findChildren(Toast)
    assert toast.isVisible()
    bookworm.click("Undo")
    bookworm.settle()
    assert len(bookworm.titles) == 3


def test_a_click_on_a_line_opens_it(bookworm: Bookworm) -> None:
    view = bookworm.page.list
    place = view.visualRect(view.model().index(2, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    bookworm.wait_for("Heart sounds")


def test_an_import_says_what_it_brought_and_what_it_left_out(bookworm: Bookworm) -> None:
    report = ArticlesReport(files=3, articles=2, added=2, missing_pictures=1)
    assert summary(report) == "2 articles added, 1 picture missing"
    assert summary(ArticlesReport(unchanged=4)) == "Nothing new: 4 articles known already"
    report.problems.append(Problem("notes/bad.md", "line 3", "no title"))
    tell(bookworm.ui, report)
    (banner,) = bookworm.shell.findChildren(Banner)
    assert bookworm.sees("2 articles added, 1 picture missing, 1 problem")
    dialog = ReportDialog(bookworm.shell, report)
    model = dialog.table.model()
    assert [model.index(0, at).data() for at in range(3)] == ["bad.md", "line 3", "no title"]
    dialog.deleteLater()
    banner.deleteLater()
