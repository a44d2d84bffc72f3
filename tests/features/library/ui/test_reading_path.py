"""Back and forward between articles, as in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.library.models import ArticleDraft
from ms2qbank_desktop.features.library.ui.article_text import WIKI
from ms2qbank_desktop.features.library.ui.reader_page import ReaderPage
from ms2qbank_desktop.features.library.ui.reading_path import LONGEST, ReadingPath, Stop
from tests.support.bookworm import ACIDS, CLEARANCE, FILLER
from tests.support.pictures import PNG

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.bookworm import Bookworm

TITLE = ACIDS.title


def test_back_and_forward_go_over_the_stops_and_a_new_way_forgets_what_was_ahead() -> None:
    path = ReadingPath()
    assert path.back(Stop(1, 0)) is None
    path.leave(Stop(1, 5))
    path.leave(Stop(2, 0))
    assert path.back(Stop(3, 7)) == Stop(2, 0)
    assert path.back(Stop(2, 0)) == Stop(1, 5)
    assert not path.can_go_back
    assert path.forward(Stop(1, 5)) == Stop(2, 0)
    path.leave(Stop(2, 9))
    assert not path.can_go_forward


def test_back_to_another_article_skips_the_places_in_this_one() -> None:
    path = ReadingPath()
    for stop in (Stop(1, 5), Stop(2, 0), Stop(2, 40)):
        path.leave(stop)
    assert path.back_to_another(Stop(2, 90)) == Stop(1, 5)
    assert path.back_to_another(Stop(1, 5)) is None


def test_a_long_way_is_forgotten_at_its_beginning() -> None:
    path = ReadingPath()
    for number in range(LONGEST + 20):
        path.leave(Stop(number, 0))
    steps = 0
    while path.back(Stop(0, 0)) is not None:
        steps += 1
    assert steps == LONGEST


def test_back_leads_to_the_very_line_of_the_article_before_and_forward_again(
    bookworm: Bookworm,
) -> None:
    page = bookworm.read(TITLE)
    page.view.go_to(page.view.headings[2].position + 700)
    line = page.view.top()
    assert line > page.view.headings[2].position
    page.links.follow(f"{WIKI}Clearance")
    bookworm.wait_for("Clearance")
    bookworm.press("Alt+Left")
    bookworm.wait_for(TITLE)
    assert page.view.top() == line
    bookworm.press("Alt+Right")
    bookworm.wait_for("Clearance")
    page.view.travelled.emit(-1)
    bookworm.wait_for(TITLE)
    assert page.view.top() == line


def test_a_jump_in_the_contents_can_be_taken_back(bookworm: Bookworm) -> None:
    page = bookworm.read(TITLE)
    page.view.go_to(page.view.headings[1].position)
    before = page.view.top()
    page.contents.chosen.emit(2)
    bookworm.settle()
    assert page.log.spot() == "Is there an anion gap?"
    bookworm.press("Alt+Left")
    assert page.view.top() == before


def test_a_link_to_a_figure_leads_to_its_picture_and_back(
    seat_bookworm: Callable[..., Bookworm],
) -> None:
    body = (
        f"See [[#Figure 2|Figure 2]] and [[#Table 1|Table 1]].\n\n{FILLER}\n\n{FILLER}\n\n"
        f"![A](nephron.png)\n\n**Figure 1.** *One.*\n\n{FILLER}\n\n{FILLER}\n\n"
        f"![B](nephron.png)\n\n**Figure 2.** *Two.*\n\n{FILLER}\n\n**Table 1.**\n\n"
        f"| a | b |\n|---|---|\n| c | d |\n\n" + f"{FILLER}\n\n" * 8
    )
    figures = ArticleDraft("figures", "Figures", body, pictures={"nephron.png": PNG})
    bookworm = seat_bookworm(articles=(figures,))
    page = bookworm.read("Figures")
    text = page.view.document()
    page.links.follow(f"{WIKI}#Figure%202")
    picture = text.findBlock(page.view.position_of("Figure 2"))
    assert picture.next().text() == "Figure 2. Two."
    assert text.findBlock(page.view.top()) in (picture, picture.next())  # it is a small picture
    bookworm.press("Alt+Left")
    assert page.view.top() == 0
    page.links.follow(f"{WIKI}#Figure%209")
    assert page.view.top() == 0
    page.links.follow(f"{WIKI}#Table%201")
    assert text.findBlock(page.view.top()).text() == "Table 1."


def test_the_side_buttons_of_the_mouse_go_back_and_forward(bookworm: Bookworm) -> None:
    page = bookworm.read(TITLE)
    page.contents.chosen.emit(3)
    bookworm.settle()
    last = page.view.top()
    view = page.view.viewport()
    QTest.mouseClick(view, Qt.MouseButton.BackButton, pos=QPoint(40, 40))
    assert page.view.top() == 0
    QTest.mouseClick(view, Qt.MouseButton.ForwardButton, pos=QPoint(40, 40))
    assert page.view.top() == last


def test_back_from_the_first_article_and_the_arrow_lead_to_the_library(bookworm: Bookworm) -> None:
    bookworm.read(TITLE)
    bookworm.press("Alt+Left")
    bookworm.settle()
    assert bookworm.shell.findChildren(ReaderPage) == []
    page = bookworm.read(TITLE)
    page.links.follow(f"{WIKI}Clearance")
    bookworm.wait_for("Clearance")
    page.contents.arrow.click()
    bookworm.settle()
    assert bookworm.shell.findChildren(ReaderPage) == []
    assert bookworm.page.isVisible()


def test_an_article_opens_again_at_the_very_line_where_it_was_left(bookworm: Bookworm) -> None:
    page = bookworm.read(TITLE)
    page.view.go_to(page.view.headings[2].position + 700)
    line = page.view.top()
    bookworm.press("Escape")
    bookworm.settle()
    page = bookworm.read(TITLE)
    assert page.view.top() == line
    reading = bookworm.library.article(bookworm.user_id, bookworm.article_id(TITLE)).reading
    assert reading.spot == "Is there an anion gap?"
    assert reading.behind == line - page.view.headings[2].position


def test_what_stands_before_the_first_heading_is_found_again_too(
    seat_bookworm: Callable[..., Bookworm],
) -> None:
    plain = ArticleDraft("plain", "No headings", "\n\n".join([FILLER] * 12))
    bookworm = seat_bookworm(articles=(plain, CLEARANCE))
    page = bookworm.read("No headings")
    page.view.go_to(4000)
    line = page.view.top()
    assert line > 3500
    bookworm.read("Clearance")
    assert bookworm.read("No headings").view.top() == line
