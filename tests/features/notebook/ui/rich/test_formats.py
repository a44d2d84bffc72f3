"""What a tool bar does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.notebook.ui.rich import painting
from ms2qbank_desktop.features.notebook.wiki import WikiLink
from ms2qbank_desktop.ui import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from .conftest import Writer


@pytest.mark.parametrize(
    ("look", "markdown"),
    [
        ("bold", "a **word** b"),
        ("italic", "a *word* b"),
        ("strike", "a ~~word~~ b"),
        ("code", "a `word` b"),
        ("sub", "a <sub>word</sub> b"),
        ("sup", "a <sup>word</sup> b"),
        ("underline", "a <u>word</u> b"),
        ("highlight", "a ==word== b"),
    ],
)
def test_a_look_is_switched_on_and_off(writer: Writer, look: str, markdown: str) -> None:
    writer.open("a word b")
    writer.select("word")
    writer.text.toggle(look)
    assert writer.body == markdown
    assert getattr(writer.text.state(), look) in (True, "yellow")
    writer.text.toggle(look)
    assert writer.body == "a word b"
    writer.undo_all()
    assert writer.body == "a word b"


def test_a_look_can_be_switched_on_before_typing(writer: Writer) -> None:
    writer.open("a ")
    writer.type("x ")
    writer.text.toggle("bold")
    writer.type("word")
    writer.text.toggle("bold")
    writer.type(" b")
    assert writer.body == "a x **word** b" or writer.body == "ax **word** b"


def test_highlights_have_three_colours(writer: Writer) -> None:
    writer.open("a word b")
    writer.select("word")
    writer.text.highlight("green")
    assert writer.body == 'a <mark class="green">word</mark> b'
    assert writer.text.state().highlight == "green"
    writer.text.highlight("")
    assert writer.body == "a word b"


def test_blocks_become_headings_lists_quotations_and_code(writer: Writer) -> None:
    writer.open("one\n\ntwo")
    writer.text.selectAll()
    writer.text.set_list("number")
    assert writer.body == "1. one\n2. two"
    assert writer.text.state().list == "number"
    writer.text.set_list("task")
    assert writer.body == "- [ ] one\n- [ ] two"
    writer.text.set_list("task")
    assert writer.body == "one\n\ntwo"
    writer.text.toggle_quote()
    assert writer.body == "> one\n>\n> two"
    writer.text.toggle_quote()
    writer.text.set_heading(2)
    assert writer.body == "## one\n\n## two"
    assert writer.text.state().heading == 2
    writer.text.set_heading(0)
    assert writer.body == "one\n\ntwo"


def test_a_heading_that_becomes_text_again_has_its_source(writer: Writer) -> None:
    writer.open("Head\n====\n\n*x*")
    writer.go("Head")
    writer.text.set_heading(0)
    assert writer.body == "Head\n\n*x*"
    writer.text.set_heading(1)
    assert writer.body == "Head\n====\n\n*x*"


def test_things_are_put_in_at_the_caret(writer: Writer) -> None:
    writer.open("see ")
    writer.text.insert_wiki("video:Renal 2@12:34")
    writer.type(" and")
    writer.text.insert_link("", "https://x.y")
    writer.text.insert_formula("x^2")
    writer.text.insert_picture("media:a.png", "loop", 300)
    assert writer.body == (
        "see[[video:Renal 2@12:34]] and[https://x.y](https://x.y) $x^2$![loop|300](media:a.png)"
    )
    writer.undo_all()
    assert writer.body == "see "


def test_words_that_are_selected_become_a_link(writer: Writer) -> None:
    writer.open("see the page")
    writer.select("the page")
    writer.text.insert_link("", "https://x.y")
    assert writer.body == "see [the page](https://x.y)"


def test_a_rule_and_blocks_go_below_the_caret(writer: Writer) -> None:
    writer.open("one\n\ntwo", at="one")
    writer.text.pasting.insert("---")
    assert writer.body == "one\n\n---\n\ntwo"
    writer.text.pasting.insert("# Head\n\n- item")
    assert writer.body == "one\n\n---\n\n# Head\n\n- item\n\ntwo"


def test_links_and_tags_are_chips_but_not_in_code_or_a_heading_mark(writer: Writer) -> None:
    body = "\U0001f9e0 #renal/tubule, [[Stones]] and `#code` a#b (#heart)\n\n# Title #tag"
    writer.open(body)
    shown = writer.text.toPlainText().split("\n")
    seen = []
    for number, text in enumerate(shown):
        units = text.encode("utf-16-le")
        for start, end, _target in painting.chips_of(writer.text.mirror.entry(number)[0]):
            seen.append(units[2 * start : 2 * end].decode("utf-16-le"))
    assert seen == ["#renal/tubule", "Stones", "#heart", "#tag"]


def test_a_click_on_a_box_ticks_the_task(writer: Writer) -> None:
    writer.open("- [ ] card\n- [ ] retest\n")
    block, area = list(painting.visible(writer.text))[1]
    box = painting.box_of(block, area)
    QTest.mouseClick(writer.text.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert writer.body == "- [ ] card\n- [x] retest\n"


def test_a_click_on_a_chip_follows_it(writer: Writer) -> None:
    followed: list[object] = []
    writer.text.link_clicked.connect(followed.append)
    writer.open("see [[Renal 2@12:34]] and [web](https://x.y)")
    writer.go("see Re")
    place = writer.text.cursorRect().center()
    QTest.mouseClick(writer.text.viewport(), Qt.MouseButton.LeftButton, pos=place)
    (link,) = followed
    assert isinstance(link, WikiLink)
    assert (link.name, link.spot) == ("Renal 2", "754000")
    writer.go("and w")
    place = writer.text.cursorRect().center() + QPoint(2, 0)
    QTest.mouseClick(writer.text.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert len(followed) == 1  # an address is written on; Ctrl follows it
    control = Qt.KeyboardModifier.ControlModifier
    QTest.mouseClick(writer.text.viewport(), Qt.MouseButton.LeftButton, control, place)
    assert followed[1] == "https://x.y"


def test_control_enter_follows_the_link_at_the_caret(writer: Writer) -> None:
    followed: list[object] = []
    writer.text.link_clicked.connect(followed.append)
    writer.open("[web](https://x.y)")
    QTest.keyClick(writer.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert followed == ["https://x.y"]


def test_numbers_count_on_whatever_the_source_says(writer: Writer) -> None:
    writer.open("1. a\n1. b\n   - x\n1. c\n\n5. e\n")
    known: dict[int, int] = {}
    assert [painting.number_of(writer.text.mirror, at, known) for at in (0, 1, 3)] == [1, 2, 3]
    assert painting.number_of(writer.text.mirror, 3, {}) == 3


def test_places_of_the_markdown_and_of_the_caret_are_the_same(writer: Writer) -> None:
    body = "# Head\n\nfirst\n\n- item **one**\n- item two\n\nlast words\n"
    writer.open(body)
    for words in ("first", "two", "last"):
        writer.go(words)
        assert abs(writer.text.body_position() - body.index(words) - len(words)) <= 1
        writer.text.go_to(body.index(words))
        assert words[:4] in writer.text.textCursor().block().text()


def test_words_of_a_search_are_marked_and_brought_into_view(writer: Writer) -> None:
    writer.open("\n\n".join(f"paragraph {at}" for at in range(200)) + "\n\nthe tubule\n")
    writer.text.show_words(("tubule",))
    assert len(writer.text.extraSelections()) == 1
    assert writer.text.verticalScrollBar().value() > 1_000
    writer.text.show_words(())
    assert writer.text.extraSelections() == []


def test_another_theme_leaves_the_text_as_it_is(writer: Writer, qapp: QApplication) -> None:
    body = "# Head\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n\n- [ ] x\n```\nc\n```\n"
    writer.open(body)
    theme.apply(qapp, "dark")
    assert writer.body == body
    theme.apply(qapp, "light")
    assert writer.body == body


def test_a_long_note_is_put_in_in_turns_and_is_right_meanwhile(writer: Writer) -> None:
    body = "".join(f"Paragraph *{at}* with [[Link {at}]]\n\n" for at in range(4_000))
    writer.text.set_markdown(body)
    assert writer.text.loading.under_way
    assert writer.body == body
    writer.type("x")  # a key puts in the rest first
    assert not writer.text.loading.under_way
    assert writer.body == "x" + body


def test_a_link_that_leads_nowhere_has_no_ground(writer: Writer) -> None:
    writer.open("see [[Stones]] now")
    ground = writer.text.grab().toImage()
    writer.text.show_unknown(frozenset({"Other"}))
    assert writer.text.grab().toImage() == ground
    writer.text.show_unknown(frozenset({"Stones"}))
    assert writer.text.grab().toImage() != ground


def test_a_tag_is_followed_with_ctrl_and_in_a_preview_with_a_click(writer: Writer) -> None:
    followed: list[object] = []
    writer.text.link_clicked.connect(followed.append)
    writer.open("salt #renal/tubule and #code")
    writer.go("#ren")
    place = writer.text.cursorRect().center()

    def click(held: Qt.KeyboardModifier, at: QPoint) -> None:
        QTest.mouseClick(writer.text.viewport(), Qt.MouseButton.LeftButton, held, at)

    click(Qt.KeyboardModifier.NoModifier, place)
    assert followed == []
    click(Qt.KeyboardModifier.ControlModifier, place)
    assert followed == ["#renal/tubule"]
    writer.text.setReadOnly(True)
    click(Qt.KeyboardModifier.NoModifier, place)
    click(Qt.KeyboardModifier.NoModifier, place + QPoint(400, 0))
    assert followed == ["#renal/tubule"] * 2
