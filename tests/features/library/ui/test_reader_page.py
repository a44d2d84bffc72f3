"""The reader: what it shows, marks, finds, logs, and what stands beside an article."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QTextDocument

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.annotations.models import Colour, Target
from ms2qbank_desktop.features.annotations.service import AnnotationService
from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status
from ms2qbank_desktop.features.library.ui import reader_page
from ms2qbank_desktop.features.library.ui.article_paper import Paper
from ms2qbank_desktop.features.library.ui.article_text import TERM, WIKI
from ms2qbank_desktop.features.library.ui.reader_page import ReaderPage
from ms2qbank_desktop.features.links.models import Excerpt, Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.questions.models import ImportRequest
from ms2qbank_desktop.features.questions.service import QuestionService
from ms2qbank_desktop.ui.paper import write_pdf
from ms2qbank_desktop.ui.viewmenu import apply_settings
from tests.support.bookworm import ACIDS
from tests.support.examinee import question, written
from tests.support.quick import quick_note

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ms2qbank_desktop.app.context import AppContext
    from ms2qbank_desktop.features.library.models import Reading
    from tests.support.bookworm import Bookworm

TITLE = ACIDS.title


def formats(page: ReaderPage, words: str) -> tuple[str, object]:
    """Return the anchor and the underline of words of the article."""
    found = page.view.document().find(words)
    look = found.charFormat()
    return look.anchorHref(), look.underlineStyle()


def test_the_contents_name_each_heading_and_mark_the_one_that_is_read(bookworm: Bookworm) -> None:
    page = bookworm.read(TITLE)
    names = [page.contents.list.item(at).text() for at in range(page.contents.list.count())]
    assert names == [
        "Which way is the pH?",
        "Which value explains it?",
        "Is there an anion gap?",
        "Last words",
    ]
    assert page.contents.list.currentRow() == -1
    page.contents.chosen.emit(2)
    bookworm.settle()
    assert page.contents.list.currentRow() == 2
    bookworm.press("BracketLeft")
    assert page.contents.list.currentRow() == 1


def test_the_bar_says_minutes_author_license_and_that_nobody_reviewed_it(
    bookworm: Bookworm,
) -> None:
    page = bookworm.read(TITLE)
    assert page.article is not None
    words = f"{page.article.minutes} min · by Ada Writer · CC BY 4.0 · Renal book"
    assert bookworm.sees(words.replace("+", r"\+"))
    assert bookworm.sees("not yet reviewed")
    bookworm.read("Clearance")
    assert not bookworm.sees("not yet reviewed")


def test_the_text_has_tables_formulas_and_names_missing_pictures(bookworm: Bookworm) -> None:
    page = bookworm.read(TITLE)
    text = page.view.shown_text()
    assert "Metabolic acidosis" in text
    assert "Picture missing: A lost figure" in text
    assert "$" not in text
    assert "mathrm" not in text
    html = page.view.document().toHtml()
    assert html.count('src="math:') == 2
    assert html.count('src="media:') == 1
    assert "<table" in html
    small = page.view.document().find("2", page.view.document().find("H2O").selectionStart())
    assert (
        small.charFormat().verticalAlignment()
        == small.charFormat().VerticalAlignment.AlignSubScript
    )


def test_highlights_stay_in_their_colours_until_they_are_erased(bookworm: Bookworm) -> None:
    page = bookworm.read(TITLE)
    bookworm.select("Below 7.35")
    bookworm.press("Y")
    bookworm.select("The end of it")
    bookworm.press("3")
    service = bookworm.program.context.service(AnnotationService)
    target = Target("article", bookworm.article_id(TITLE))
    kept = service.highlights(bookworm.user_id, target)
    assert [(one.quote.text, one.colour) for one in kept] == [
        ("Below 7.35", Colour.YELLOW),
        ("The end of it", Colour.BLUE),
    ]
    bookworm.read("Clearance")
    page = bookworm.read(TITLE)
    assert [words for _, words in page.marks.spans()] == ["Below 7.35", "The end of it"]
    bookworm.select("Below 7.35")
    bookworm.press("Shift+Y")
    assert [words for _, words in page.marks.spans()] == ["The end of it"]


def test_find_in_page_counts_and_goes_round(bookworm: Bookworm) -> None:
    page = bookworm.read(TITLE)
    number = page.view.shown_text().lower().count("membrane")
    bookworm.press("Ctrl+F")
    page.finder.field.setText("MEMBRANE")
    page.finder.look()
    assert page.finder.count.text() == f"1 of {number}"
    bookworm.press("Shift+F3")
    assert page.finder.count.text() == f"{number} of {number}"
    bookworm.press("F3")
    assert page.finder.count.text() == f"1 of {number}"
    page.finder.field.setText("nowhere at all")
    page.finder.look()
    assert page.finder.count.text() == "not found"
    bookworm.press("Escape")
    assert page.finder.isHidden()
    assert page.isVisible()


def test_the_size_of_the_text_stays_for_other_articles(bookworm: Bookworm) -> None:
    page = bookworm.read(TITLE)
    before = page.view.document().defaultFont().pointSizeF()
    bookworm.press("Greater")
    bookworm.wait(lambda: page.view.is_filled)
    assert page.view.document().defaultFont().pointSizeF() == pytest.approx(before * 1.15)
    assert len(page.view.headings) == 4
    bookworm.read("Clearance")
    assert bookworm.reader.view.document().defaultFont().pointSizeF() > before


def test_a_bookmark_is_set_and_taken_by_its_key(bookworm: Bookworm) -> None:
    bookworm.read(TITLE)
    article_id = bookworm.article_id(TITLE)
    bookworm.press("B")
    assert bookworm.library.article(bookworm.user_id, article_id).reading.bookmarked
    bookworm.press("B")
    assert not bookworm.library.article(bookworm.user_id, article_id).reading.bookmarked


def test_a_term_is_underlined_and_its_card_makes_a_flashcard(bookworm: Bookworm) -> None:
    page = bookworm.read(TITLE)
    address, underline = formats(page, "acidemia")
    assert address == f"{TERM}acidemia"
    assert underline == page.view.textCursor().charFormat().UnderlineStyle.DotLine
    page.view.link_clicked.emit(address)
    assert page.links.card.isVisible()
    assert bookworm.sees("A pH of the blood below 7.35.")
    bookworm.click("Make card")
    ((request, excerpt),) = bookworm.requests
    assert request == "make-card"
    assert isinstance(excerpt, Excerpt)
    assert (excerpt.title, excerpt.text) == ("acidemia", "A pH of the blood below 7.35.")
    assert excerpt.place.kind is Kind.ARTICLE
    assert page.links.card.isHidden()


def test_a_term_under_the_mouse_shows_its_card_after_a_moment(bookworm: Bookworm) -> None:
    page = bookworm.read(TITLE)
    page.view.highlighted.emit(f"{TERM}acidemia")
    assert page.links.card.isHidden()
    bookworm.wait(page.links.card.isVisible)
    bookworm.press("Escape")
    assert page.links.card.isHidden()


def test_links_open_articles_and_escape_goes_back(bookworm: Bookworm) -> None:
    page = bookworm.read(TITLE)
    assert formats(page, "Clearance")[0] == f"{WIKI}Clearance"
    page.view.link_clicked.emit(f"{WIKI}Clearance")
    bookworm.wait_for("Clearance")
    bookworm.press("Escape")
    bookworm.wait_for(TITLE)
    page.view.link_clicked.emit(f"{WIKI}Nothing%20at%20all")
    assert bookworm.sees(".*Nothing is called “Nothing at all” yet.*")


@pytest.mark.parametrize(
    ("reading", "task"),
    [("read_article", "Opening the article"), ("read_beside", "Reading what belongs to it")],
)
def test_an_article_that_is_left_while_it_is_read_stays_away(
    bookworm: Bookworm, monkeypatch: pytest.MonkeyPatch, reading: str, task: str
) -> None:
    go_on, read = threading.Event(), getattr(reader_page, reading)

    def slowly(*about: Any) -> object:
        go_on.wait(10)
        return read(*about)

    monkeypatch.setattr(reader_page, reading, slowly)
    place = Place(Kind.ARTICLE, bookworm.article_id(TITLE))
    bookworm.ui.commands.request("open-article", place)
    page = bookworm.reader
    bookworm.wait(lambda: task in [one.name for one in bookworm.ui.tasks.running])
    gone: list[bool] = []
    page.destroyed.connect(lambda: gone.append(True))
    page.contents.arrow.click()
    bookworm.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert gone
    go_on.set()
    bookworm.settle()
    assert bookworm.page.isVisible()
    assert bookworm.shell.findChildren(ReaderPage) == []


def test_an_article_opens_at_the_heading_that_is_asked_for(bookworm: Bookworm) -> None:
    page = bookworm.read(TITLE, "Is there an anion gap?")
    assert page.log.spot() == "Is there an anion gap?"
    assert page.contents.list.currentRow() == 2


def test_from_another_tab_an_article_opens_in_the_reader_that_is_there(bookworm: Bookworm) -> None:
    page = bookworm.read(TITLE)
    bookworm.shell.open("questions")
    bookworm.settle()
    assert bookworm.read("Clearance") is page
    assert page.isVisible()
    bookworm.shell.open("library", "articles")
    bookworm.settle()
    assert bookworm.read(TITLE).isVisible()
    bookworm.press("N")
    assert quick_note(bookworm).editor.hasFocus()


def test_an_article_that_is_gone_says_so_and_leaves_the_library_open(bookworm: Bookworm) -> None:
    bookworm.ui.commands.request("open-article", Place(Kind.ARTICLE, 12345))
    bookworm.settle()
    assert bookworm.sees("This article is no longer in the library.")
    assert bookworm.shell.findChildren(ReaderPage) == []
    assert bookworm.page.isVisible()


def test_the_place_stays_when_the_theme_and_the_width_change(bookworm: Bookworm) -> None:
    page = bookworm.read(TITLE)
    page.go_to_heading(2)
    bookworm.ui.settings.set("theme", "dark")
    apply_settings(bookworm.ui.settings)
    bookworm.wait(lambda: page.view.is_filled)
    bookworm.settle()
    assert page.log.spot() == "Is there an anion gap?"
    bookworm.ui.settings.set("text_zoom", 150)
    apply_settings(bookworm.ui.settings)
    bookworm.settle()
    bookworm.wait(lambda: page.view.is_filled)
    bookworm.settle()
    assert page.log.spot() == "Is there an anion gap?"
    bookworm.shell.resize(1000, 800)
    bookworm.settle()
    assert page.log.spot() == "Is there an anion gap?"
    assert page.beside.isHidden()


def test_reading_is_logged_and_goes_on_where_it_was_left(bookworm: Bookworm) -> None:
    page = bookworm.read(TITLE)
    page.go_to_heading(1)
    bookworm.clock.pass_time(4)
    page.log.write()
    article_id = bookworm.article_id(TITLE)
    reading = bookworm.library.article(bookworm.user_id, article_id).reading
    assert reading.spot == "Which value explains it?"
    assert 0 < reading.share < 1
    assert bookworm.sees(f"{round(100 * reading.share)} %")
    page.go_to_heading(2)
    bookworm.press("Escape")
    bookworm.settle()
    assert bookworm.shell.findChildren(ReaderPage) == []
    page = bookworm.read(TITLE)
    assert page.log.spot() == "Is there an anion gap?"


def test_time_away_from_the_keys_does_not_count(
    bookworm: Bookworm, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = bookworm.read(TITLE)
    page.log.write()
    logged: list[int] = []
    read = bookworm.library.read

    def written(*about: Any, **facts: Any) -> Reading:
        logged.append(facts["time_ms"])
        return read(*about, **facts)

    monkeypatch.setattr(bookworm.library, "read", written)
    bookworm.clock.pass_time(600)
    page.log.write()
    assert sum(logged) <= 60_000
    bookworm.press("Down")
    bookworm.clock.pass_time(3)
    page.log.write()
    assert logged[-1] == 3_000


def test_a_hidden_reader_does_not_count(bookworm: Bookworm) -> None:
    page = bookworm.read(TITLE)
    page.log.write()
    bookworm.shell.open("questions")
    bookworm.settle()
    bookworm.clock.pass_time(30)
    seconds = page.log._read_s  # noqa: SLF001
    page.log._count()  # noqa: SLF001
    assert page.log._read_s == seconds  # noqa: SLF001


def with_neighbours(folder: Path) -> Callable[[AppContext, int], None]:
    def prepare(context: AppContext, user_id: int) -> None:
        asked = [question(at, topic="Acid–base") for at in range(1, 5)]
        request = ImportRequest((written(folder / "asked.json", asked),))
        context.service(QuestionService).import_files(request, Silent())
        from ms2qbank_desktop.features.library.models import ArticleFilter
        from ms2qbank_desktop.features.library.service.articles import LibraryService

        lines = context.service(LibraryService).lines(user_id, ArticleFilter())
        ids = {line.title: line.id for line in lines}
        here = Place(Kind.ARTICLE, ids[TITLE])
        context.service(NotebookService).add(user_id, "Five steps", "one", places=[here])
        other = Place(Kind.ARTICLE, ids["Heart sounds"])
        context.service(LinkService).link(user_id, other, here)

    return prepare


def test_beside_it_stand_questions_notes_and_links_from_both_ends(
    seat_bookworm: Callable[..., Bookworm], tmp_path: Path
) -> None:
    bookworm = seat_bookworm(prepare=with_neighbours(tmp_path))
    page = bookworm.read(TITLE)
    words = bookworm.words()
    assert "Block of 4 unseen" in words
    assert "Five steps" in words
    assert "Heart sounds" in words
    assert sum(word.startswith("Stem ") for word in words) == 3
    bookworm.click("Block of 4 unseen")
    ((request, wanted),) = bookworm.requests
    assert request == "practise"
    assert isinstance(wanted, QuestionFilter)
    assert wanted.statuses == {Status.UNUSED}
    assert len(wanted.bank.names) == 4
    bookworm.click("Heart sounds")
    bookworm.wait_for("Heart sounds")
    assert page.isVisible()
    bookworm.wait(lambda: TITLE in [row.text() for row in page.beside.links.list.rows])


def test_a_quick_note_is_kept_at_the_heading_that_is_read(bookworm: Bookworm) -> None:
    page = bookworm.read(TITLE, "Which value explains it?")
    bookworm.press("N")
    quick_note(bookworm).editor.setPlainText("Look this up")
    bookworm.press("Ctrl+Return")
    assert page.view.hasFocus()
    bookworm.settle()
    notes = bookworm.program.context.service(NotebookService)
    ((note, link),) = [
        (one.note, one.link)
        for one in notes.notes_at(bookworm.user_id, Kind.ARTICLE, bookworm.article_id(TITLE))
    ]
    assert note.body == "Look this up"
    assert link.other(Kind.NOTE, note.id).spot == "Which value explains it?"
    bookworm.wait(lambda: [row.text() for row in page.beside.notes.list.rows] == [note.title])
    assert note.title == f"{TITLE}, note"


def test_a_quick_note_quotes_what_is_selected(bookworm: Bookworm) -> None:
    bookworm.read(TITLE)
    bookworm.select("Below 7.35")
    bookworm.press("N")
    assert quick_note(bookworm).text == "> Below 7.35"


def test_an_article_is_printed_to_pdf(bookworm: Bookworm, tmp_path: Path) -> None:
    page = bookworm.read(TITLE)
    assert page.article is not None
    printed = Paper(bookworm.ui, page.article, page.text)
    write_pdf(printed, tmp_path / "acids.pdf", "Acids")
    assert (tmp_path / "acids.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "acids.pdf").stat().st_size > 5_000


def test_putting_in_by_pieces_gives_the_same_text_as_at_once(bookworm: Bookworm) -> None:
    page = bookworm.read(TITLE)
    whole = QTextDocument()
    whole.setHtml(f"<h1>{TITLE}</h1><p>{ACIDS.summary}</p>{page.text.html}")
    assert page.view.document().toPlainText() == whole.toPlainText()
    assert len(page.text.pieces) > 2
