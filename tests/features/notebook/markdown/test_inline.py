from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from ms2qbank_desktop.features.notebook.markdown.inline import parse, shown_words
from ms2qbank_desktop.features.notebook.markdown.model import Mark, Span, What
from ms2qbank_desktop.features.notebook.markdown.writing import inline, tidied

SIGNS = ["*", "**", "_", "__", "a", "b", " ", "(", ")", ".", "`", "\\*"]
REFERENCE = MarkdownIt("commonmark")
OPENS = {"strong": Mark.BOLD, "em": Mark.ITALIC}
PIECES = [
    *("*", "**", "_", "a", "b", " ", "(", ")", ".", "`", "~~", "==", "[[n]]", "$x$", "[l](u)"),
    *("<sub>", "</sub>", "\n", "&amp;", "<br>", "![a|3](m)", "\\", "[", "]", "#", "1. ", "<b>"),
]


def by_reference(text: str) -> list[tuple[str, int]]:
    """Return what CommonMark's implementation in Python makes of emphasis."""
    parts: list[tuple[str, int]] = []
    open_now = dict.fromkeys(OPENS, 0)
    for token in REFERENCE.parseInline(text)[0].children or ():
        name = token.type.rpartition("_")[0]
        marks = sum(OPENS[look] for look, count in open_now.items() if count)
        if name in open_now:
            open_now[name] += token.nesting
        elif token.content:
            marks |= Mark.CODE if token.type == "code_inline" else 0
            parts.append((token.content, marks))
    return joined(parts)


def joined(parts: list[tuple[str, int]]) -> list[tuple[str, int]]:
    result: list[tuple[str, int]] = []
    for text, marks in parts:
        if result and result[-1][1] == marks:
            result[-1] = (result[-1][0] + text, marks)
        else:
            result.append((text, marks))
    return result


@given(st.lists(st.sampled_from(SIGNS), min_size=1, max_size=14).map("".join))
def test_emphasis_is_that_of_commonmark(text: str) -> None:
    text = text.strip()
    spans = [(span.text, span.marks) for span in parse(text)]
    assert joined(spans) == by_reference(text)


@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
def test_what_is_written_reads_as_the_same_again(text: str) -> None:
    spans = parse(text.strip())
    assert parse(inline(spans)) == tidied(spans)


@given(st.text(max_size=60))
def test_any_words_are_written_so_that_they_read_as_words(text: str) -> None:
    spans = (Span(text),) if text else ()
    assert parse(inline(spans)) == tidied(parse(inline(spans)))


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("~~x~~", Mark.STRIKE),
        ("==x==", Mark.YELLOW),
        ('<mark class="green">x</mark>', Mark.GREEN),
        ('<mark class="blue">x</mark>', Mark.BLUE),
        ("<sub>x</sub>", Mark.SUB),
        ("`x`", Mark.CODE),
        ("***x***", Mark.BOLD | Mark.ITALIC),
    ],
)
def test_looks_are_read_and_written(text: str, marks: int) -> None:
    assert parse(text) == (Span("x", marks),)
    assert inline((Span("x", marks),)) == text


def test_a_chip_shows_the_words_of_its_link() -> None:
    (chip,) = parse("[[Renal 2@12:34]]")
    assert (chip.text, chip.what, chip.target) == ("Renal 2, at 12:34", What.WIKI, "Renal 2@12:34")
    (chip,) = parse("[[video:Renal 2@12:34|there]]")
    assert (chip.text, chip.target) == ("there", "video:Renal 2@12:34")
    assert shown_words("Nephron#Loop") == "Nephron, Loop"


def test_a_chip_with_other_words_is_written_with_them() -> None:
    assert inline((Span("loop", 0, What.WIKI, "Nephron", "", 1),)) == "[[Nephron|loop]]"
    assert inline((Span("Nephron", 0, What.WIKI, "Nephron", "", 1),)) == "[[Nephron]]"


def test_a_price_is_no_formula() -> None:
    assert parse("$5 and $6") == (Span("$5 and $6"),)
    assert parse("a $x_1$ b")[1].target == "x_1"


def test_other_html_stays_as_it_is_written() -> None:
    spans = parse("a <span style='x'>b</span>")
    assert [span.what for span in spans] == ["", "raw", "", "raw"]
    assert inline(spans) == "a <span style='x'>b</span>"


def test_blanks_at_the_edge_of_a_look_lose_it() -> None:
    assert inline((Span("bold ", Mark.BOLD), Span("rest"))) == "**bold** rest"


def test_emphasis_that_signs_cannot_say_is_written_as_tags() -> None:
    spans = (Span("(x)", Mark.BOLD), Span("y"))
    assert inline(spans) == "<b>(x)</b>y"
    assert parse(inline(spans)) == spans


def test_code_at_the_end_of_a_line_stays_code() -> None:
    assert [(span.text, span.marks) for span in parse("a `b`\nc")] == [
        ("a ", 0),
        ("b", Mark.CODE),
        (" ", 0),
        ("c", 0),
    ]


def test_two_formulas_beside_each_other_stay_two() -> None:
    formulas = tuple(Span("", 0, What.FORMULA, tex, "", at) for at, tex in ((1, "x"), (2, "y")))
    written = parse(inline(formulas))
    assert [span.target for span in written if span.what is What.FORMULA] == ["x", "y"]
