from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.features.notebook.markdown.blocks import LONGEST, split
from ms2qbank_desktop.features.notebook.markdown.model import Block, Kind, Span, plain
from tests.support.markdowns import bodies
from tests.support.shared_data import shared


def joined(body: str) -> str:
    return "".join(chunk.lead + chunk.source + chunk.trail for chunk in split(body))


def told(body: str) -> list[tuple[str, int, int, str]]:
    """Return what the blocks of a body are: kind, level, quotation, words."""
    return [
        (block.kind.value, block.level, block.quote, block.text or plain(block.spans))
        for block in (chunk.block for chunk in split(body))
    ]


@given(bodies)
def test_the_sources_of_the_blocks_are_the_text(body: str) -> None:
    assert joined(body) == body


@given(st.text())
def test_any_text_at_all_keeps_its_source(body: str) -> None:
    assert joined(body) == body


def test_the_sources_of_all_articles_are_their_text() -> None:
    files = list(shared("data/articles").rglob("*.md"))
    assert len(files) > 300
    for file in files:
        body = file.read_text("utf-8")
        assert joined(body) == body, file.name


def test_a_note_is_read_as_what_it_is() -> None:
    body = (
        "# Title\ntext\nmore\n\n- one\n- two\n  1. deep\n\n     inside\n3) three\n\n"
        "> said\n> > twice\n\n---\n\n- [x] done\n- [ ] open\n"
    )
    assert told(body) == [
        ("heading", 1, 0, "Title"),
        ("paragraph", 0, 0, "text more"),
        ("bullet", 1, 0, "one"),
        ("bullet", 1, 0, "two"),
        ("number", 2, 0, "deep"),
        ("paragraph", 2, 0, "inside"),
        ("number", 1, 0, "three"),
        ("paragraph", 0, 1, "said"),
        ("paragraph", 0, 2, "twice"),
        ("rule", 0, 0, ""),
        ("task", 1, 0, "done"),
        ("task", 1, 0, "open"),
    ]


def test_code_keeps_its_lines_and_language() -> None:
    block = split("```python\ndef f():\n\n    return 1\n```\n")[0].block
    assert block == Block(Kind.CODE, mark="```python", text="def f():\n\n    return 1")


def test_a_table_has_rows_of_cells_and_a_letter_for_each_column() -> None:
    block = split("| a | b |\n|:-:|--:|\n| [[x\\|y]] |\n")[0].block
    assert block.kind is Kind.TABLE
    assert block.align == "cr"
    assert [[plain(cell) for cell in row] for row in block.rows] == [["a", "b"], ["y", ""]]


@pytest.mark.parametrize(
    "body",
    [
        "<div>\n*html*\n</div>",
        "---\ntitle: x\n---",
        "[ref]: http://x.y",
        "<!-- a\n\nb -->",
        "| a |\n|---|\n| 1 | lost |",
        "> | a |\n> |---|",
        "x" * (LONGEST + 1),
    ],
)
def test_what_has_no_form_on_the_screen_stays_raw(body: str) -> None:
    assert [chunk.block.kind for chunk in split(body)] == [Kind.RAW]


def test_front_matter_stands_only_at_the_beginning() -> None:
    assert [kind for kind, *_rest in told("x\n\n---\ntitle: x\n---\n")] == [
        "paragraph",
        "rule",
        "heading",
    ]


def test_an_empty_note_has_one_empty_paragraph() -> None:
    assert [chunk.block for chunk in split("")] == [Block()]
    assert [chunk.block for chunk in split("\n\n")] == [Block()]


def test_a_formula_on_lines_of_its_own_is_a_paragraph_of_one_object() -> None:
    (span,) = split("$$\n\\frac{a}{b}\n$$")[0].block.spans
    assert isinstance(span, Span)
    assert (span.what, span.target) == ("display", "\\frac{a}{b}")


@pytest.mark.parametrize(
    "hostile",
    [
        "[" * 200_000,
        "*a " * 70_000,
        "`" * 3 + " `" * 80_000,
        ">" * 100_000,
        "- " * 60_000,
        "<a " * 60_000,
        "![" * 100_000,
        "](" * 100_000,
        "|" * 100_000 + "\n" + "|-" * 50_000,
        "\n".join("  " * at + "- x" for at in range(400)),
        "<!--" * 50_000,
        "$" * 100_000,
        "~~a" * 60_000,
        "[[" * 80_000,
    ],
)
def test_hostile_markdown_is_read_in_bounded_time(hostile: str) -> None:
    before = time.thread_time()
    assert joined(hostile) == hostile
    joined((hostile[: LONGEST // 4] + "\n\n") * 3)
    assert time.thread_time() - before < 2.0
