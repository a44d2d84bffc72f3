"""A note as its Markdown: typed with real keys, formatted by the toolbar's deeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.notebook.ui import source_format as markdown
from ms2qbank_desktop.features.notebook.ui.source import SourceText
from ms2qbank_desktop.features.notebook.wiki import WikiLink
from ms2qbank_desktop.ui.theme import apply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication


@pytest.fixture
def pane(qapp: QApplication) -> Iterator[SourceText]:
    apply(qapp, "light")
    pane = SourceText()
    pane.resize(700, 400)
    pane.show()
    yield pane
    pane.close()
    pane.deleteLater()


def select(pane: SourceText, words: str) -> None:
    at = pane.markdown().index(words)
    pane.setTextCursor(pane.place(at, at + len(words)))


def at_end(pane: SourceText) -> None:
    pane.go_to(len(pane.markdown()))


def test_a_text_is_coloured_in_the_turn_after_it_is_shown(
    qapp: QApplication, pane: SourceText
) -> None:
    pane.set_markdown("a **word** here")
    line = pane.document().firstBlock().layout()
    assert line.formats() == []
    qapp.processEvents()
    assert [(one.start, one.length) for one in line.formats()] == [(2, 2), (4, 4), (8, 2)]


@pytest.mark.parametrize(
    ("look", "made"),
    [
        ("bold", "a **word** here"),
        ("italic", "a *word* here"),
        ("strike", "a ~~word~~ here"),
        ("highlight", "a ==word== here"),
        ("code", "a `word` here"),
    ],
)
def test_a_word_gets_a_look_and_loses_it_again(pane: SourceText, look: str, made: str) -> None:
    pane.set_markdown("a word here")
    pane.go_to(4)
    pane.toggle(look)
    assert pane.markdown() == made
    assert getattr(pane.state(), look)
    pane.toggle(look)
    assert pane.markdown() == "a word here"
    assert not getattr(pane.state(), look)


def test_a_word_may_be_bold_and_italic_and_loses_either(pane: SourceText) -> None:
    pane.set_markdown("a word here")
    pane.go_to(4)
    pane.toggle("bold")
    pane.toggle("italic")
    assert pane.markdown() == "a ***word*** here"
    pane.toggle("bold")
    assert pane.markdown() == "a *word* here"


def test_blanks_at_the_edge_of_a_selection_stay_outside_of_the_marks(pane: SourceText) -> None:
    pane.set_markdown("one two three")
    select(pane, " two ")
    pane.toggle("bold")
    assert pane.markdown() == "one **two** three"


def test_lines_become_headings_lists_and_quotes_and_plain_again(pane: SourceText) -> None:
    pane.set_markdown("one\ntwo\nthree")
    pane.selectAll()
    pane.set_list("number")
    assert pane.markdown() == "1. one\n2. two\n3. three"
    pane.selectAll()
    pane.set_list("task")
    assert pane.markdown() == "- [ ] one\n- [ ] two\n- [ ] three"
    pane.selectAll()
    pane.set_list("")
    pane.toggle_quote()
    assert pane.markdown() == "> one\n> two\n> three"
    pane.selectAll()
    pane.toggle_quote()
    pane.go_to(1)
    pane.set_heading(2)
    assert pane.markdown() == "## one\ntwo\nthree"
    assert pane.state().heading == 2
    pane.set_heading(0)
    assert pane.markdown() == "one\ntwo\nthree"
    for _ in range(7):
        pane.undo()
    assert not pane.document().isUndoAvailable()
    assert pane.markdown() == "one\ntwo\nthree"


def test_what_was_typed_can_be_taken_back_after_a_zoom(
    pane: SourceText, qapp: QApplication
) -> None:
    pane.set_markdown("one")
    QTest.keyClicks(pane, "x")
    apply(qapp, "dark", 150)
    try:
        assert pane.markdown() == "xone"
        QTest.keyClick(pane, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert pane.markdown() == "one"
    finally:
        apply(qapp, "light")


def test_return_goes_on_with_a_list_and_ends_it_below_an_empty_item(pane: SourceText) -> None:
    QTest.keyClicks(pane, "9. nine")
    QTest.keyClick(pane, Qt.Key.Key_Return)
    QTest.keyClicks(pane, "ten")
    QTest.keyClick(pane, Qt.Key.Key_Return)
    QTest.keyClick(pane, Qt.Key.Key_Return)
    QTest.keyClicks(pane, "- [x] done")
    QTest.keyClick(pane, Qt.Key.Key_Return)
    QTest.keyClick(pane, Qt.Key.Key_Tab)
    QTest.keyClicks(pane, "open")
    QTest.keyClick(pane, Qt.Key.Key_Return)
    QTest.keyClick(pane, Qt.Key.Key_Backtab)
    assert pane.markdown() == "9. nine\n10. ten\n- [x] done\n    - [ ] open\n- [ ] "


def test_an_open_wiki_link_is_told_while_it_is_typed_and_completed(pane: SourceText) -> None:
    typed: list[str] = []
    left: list[bool] = []
    pane.wiki_typed.connect(lambda text, _at: typed.append(text))
    pane.wiki_left.connect(lambda: left.append(True))
    pane.set_markdown("🫀 ")
    at_end(pane)
    QTest.keyClicks(pane, "see [[Aci")
    assert typed == ["", "A", "Ac", "Aci"]
    pane.complete_wiki("Acid–base")
    assert pane.markdown() == "🫀 see [[Acid–base]]"
    assert left == [True]
    at_end(pane)
    pane.go_to(9)
    assert len(typed) == 4  # to walk through a link opens nothing


def test_a_click_with_control_follows_wiki_links_and_addresses(pane: SourceText) -> None:
    followed: list[object] = []
    pane.link_clicked.connect(followed.append)
    pane.set_markdown("🫀 [[Loop#Part|it]] and [site](https://example.org)")
    for at in (6, 26):
        pane.go_to(at)
        QTest.keyClick(pane, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    link, address = followed
    assert isinstance(link, WikiLink)
    assert (link.name, link.spot) == ("Loop", "Part")
    assert address == "https://example.org"


def test_another_text_is_put_in_by_one_step_that_can_be_undone(pane: SourceText) -> None:
    pane.set_markdown("one 🫀 two three")
    pane.update_markdown("one 🫀 2 three")
    assert pane.markdown() == "one 🫀 2 three"
    pane.undo()
    assert pane.markdown() == "one 🫀 two three"
    assert not pane.document().isUndoAvailable()


def test_only_what_changes_the_text_is_told_as_edited(pane: SourceText) -> None:
    edits: list[bool] = []
    pane.edited.connect(lambda: edits.append(True))
    pane.set_markdown("# one\n\n**two** [[three]]")
    pane.show_words(["two"])
    pane.go_to(3)
    pane.grab()
    assert edits == []
    QTest.keyClicks(pane, "x")
    assert edits == [True]


def test_words_of_a_search_are_marked(pane: SourceText) -> None:
    pane.set_markdown("🫀 salt\n\n" * 40 + "craving")
    pane.show_words(["craving"])
    (mark,) = pane.extraSelections()
    assert mark.cursor.selectedText() == "craving"  # type: ignore[attr-defined,unused-ignore]
    assert pane.body_position() == pane.markdown().index("craving")
    assert pane.top_position() > 0


def test_pictures_are_given_on_and_never_written_as_text(pane: SourceText) -> None:
    given: list[object] = []
    pane.picture_given.connect(given.append)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/tmp/loop.png"), QUrl("https://example.org/a.png")])  # noqa: S108
    pane.insertFromMimeData(data)
    assert given == ["/tmp/loop.png"]  # noqa: S108
    assert pane.markdown() == ""


def test_tables_and_formulas_leave_the_caret_where_one_goes_on(pane: SourceText) -> None:
    pane.insert_formula("")
    QTest.keyClicks(pane, "x^2")
    assert pane.markdown() == "$x^2$"
    pane.insert_table(2, 2)
    QTest.keyClicks(pane, "A")
    assert pane.markdown() == "$x^2$\n\n| A  |   |\n|---|---|\n|   |   |\n"


def test_the_text_is_no_wider_than_one_reads(pane: SourceText) -> None:
    pane.resize(1600, 400)
    assert pane.viewport().width() < 1000
    pane.resize(500, 400)
    assert pane.viewport().width() > 400
    pane.set_markdown("word " * 200)
    pane.hide()
    pane.resize(1600, 400)
    pane.show()
    assert pane.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize(
    ("line", "below"),
    [("- a", "- "), ("  3) a", "  4) "), ("- [x] a", "- [ ] "), ("- ", ""), ("a", None)],
)
def test_what_the_line_below_an_item_begins_with(line: str, below: str | None) -> None:
    assert markdown.next_item(line) == below


@pytest.mark.parametrize(
    ("colour", "made"),
    [
        ("yellow", "a ==word== here"),
        ("green", 'a <mark class="green">word</mark> here'),
        ("blue", 'a <mark class="blue">word</mark> here'),
    ],
)
def test_a_word_is_highlighted_in_a_colour_in_another_and_no_more(
    pane: SourceText, colour: str, made: str
) -> None:
    pane.set_markdown("a word here")
    pane.go_to(4)
    pane.highlight(colour)
    assert pane.markdown() == made
    assert pane.state().highlight == colour
    assert pane.textCursor().selectedText() == "word"
    pane.highlight("green")
    assert pane.markdown() == 'a <mark class="green">word</mark> here'
    select(pane, '<mark class="green">word</mark>')
    pane.highlight("")
    assert pane.markdown() == "a word here"


DEEDS = [
    ("insert_link", ("Nephron", "https://nephron.example")),
    ("insert_formula", ("x",)),
    ("insert_wiki", ("Loop",)),
    ("insert_table", (2, 2)),
    ("set_heading", (2,)),
    ("set_list", ("task",)),
    ("toggle_quote", ()),
    ("toggle", ("bold",)),
    ("highlight", ("green",)),
]


@pytest.mark.parametrize(("deed", "about"), DEEDS, ids=[deed for deed, _ in DEEDS])
def test_a_deed_of_the_toolbar_is_a_step_of_its_own_beside_what_was_typed(
    pane: SourceText, deed: str, about: tuple[object, ...]
) -> None:
    pane.set_markdown("")
    QTest.keyClicks(pane, "words that were typed")
    getattr(pane, deed)(*about)
    made = pane.markdown()
    assert made != "words that were typed"
    pane.undo()
    assert pane.markdown() == "words that were typed"
    pane.redo()
    assert pane.markdown() == made


def test_a_link_behind_a_sign_of_two_units_is_completed_in_its_place(pane: SourceText) -> None:
    pane.set_markdown("😀 see  and more")
    pane.setTextCursor(pane.place(7, 7))
    named: list[str] = []
    pane.wiki_typed.connect(lambda words, _at: named.append(words))
    QTest.keyClicks(pane, "[[loop")
    assert named[-1] == "loop"
    pane.complete_wiki("Loop of Henle")
    assert pane.markdown() == "😀 see [[Loop of Henle]] and more"
