from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from ms2qbank_desktop.features.notebook.markdown.blocks import split
from ms2qbank_desktop.features.notebook.markdown.composing import compose
from ms2qbank_desktop.features.notebook.markdown.model import Block, Kind, Span
from tests.support.markdowns import bodies
from tests.support.shared_data import shared

TEXTS = (Kind.PARAGRAPH, Kind.BULLET, Kind.NUMBER, Kind.TASK, Kind.HEADING)
EDITED = (Span("edited text"),)


def composed(body: str, changes: dict[int, Block | None]) -> str:
    """Return a body with some of its blocks changed, or taken out (None)."""
    chunks = split(body)
    placed = [
        (changes.get(at, chunk.block), at)
        for at, chunk in enumerate(chunks)
        if changes.get(at, chunk.block) is not None
    ]
    return compose(chunks, [(block, at) for block, at in placed if block is not None])[0]


def blocks(body: str) -> list[Block]:
    """Return the blocks of a body; the fence of code does not count."""
    found = [chunk.block for chunk in split(body)]
    return [replace(block, mark="") if block.kind is Kind.CODE else block for block in found]


@given(bodies)
def test_what_was_not_edited_comes_back_byte_for_byte(body: str) -> None:
    assert composed(body, {}) == body


def test_all_articles_come_back_byte_for_byte() -> None:
    for file in shared("data/articles").rglob("*.md"):
        body = file.read_text("utf-8")
        assert composed(body, {}) == body, file.name


@given(bodies, st.data())
def test_after_editing_one_block_only_that_block_differs(body: str, data: st.DataObject) -> None:
    chunks = split(body)
    texts = [at for at, chunk in enumerate(chunks) if chunk.block.kind in TEXTS]
    assume(texts)
    at = data.draw(st.sampled_from(texts))
    wanted = blocks(body)
    wanted[at] = replace(chunks[at].block, spans=EDITED)
    assert blocks(composed(body, {at: wanted[at]})) == wanted


def test_the_source_around_an_edited_block_stays() -> None:
    body = "Some _text_\n\n\n*   a\n*   b\n\nSetext\n======\n| a|b |\n|-|-|\n| 1 | 2 |\n"
    edited = Block(Kind.BULLET, EDITED, 1, mark="*")
    assert composed(body, {1: edited}) == body.replace("*   a", "*   edited text")


def test_a_block_that_is_taken_out_leaves_the_others() -> None:
    assert composed("a\n\nb\n\nc\n", {1: None}) == "a\n\nc\n"
    assert composed("- a\n- b\n- c", {0: None}) == "- b\n- c"


def test_new_items_are_numbered_and_those_after_them_too() -> None:
    chunks = split("1. one\n2. two\n")
    new = Block(Kind.NUMBER, EDITED, 1, mark="2.")
    placed = [(chunks[0].block, 0), (new, -1), (chunks[1].block, 1)]
    assert compose(chunks, placed)[0] == "1. one\n2. edited text\n3. two\n"


def test_a_paragraph_that_looks_like_another_block_is_escaped() -> None:
    for words in ("# no heading", "- no item", "1. no item", "> no quotation", "---", "```", "| a"):
        written = compose([], [(Block(spans=(Span(words),)), -1)])[0]
        assert [chunk.block for chunk in split(written)] == [Block(spans=(Span(words),))], written


def test_items_of_another_list_stand_apart() -> None:
    items = [Block(Kind.BULLET, EDITED, 1, mark="-"), Block(Kind.NUMBER, EDITED, 1, mark="7.")]
    assert compose([], [(item, -1) for item in items])[0] == "- edited text\n\n7. edited text"


def test_a_deeper_item_is_indented_below_the_text_of_its_parent() -> None:
    chunks = split("10. ten\n")
    inner = Block(Kind.BULLET, EDITED, 2, mark="-")
    code = Block(Kind.CODE, level=1, mark="```", text="x\n\ny")
    placed = [(chunks[0].block, 0), (inner, -1), (code, -1)]
    written = compose(chunks, placed)[0]
    assert written == "10. ten\n    - edited text\n\n    ```\n    x\n\n    y\n    ```\n"


def test_code_that_went_on_to_the_end_is_closed_before_what_follows() -> None:
    chunks = split("~~~py\ncode")
    placed = [(chunks[0].block, 0), (Block(spans=EDITED), -1)]
    assert compose(chunks, placed)[0] == "~~~py\ncode\n~~~\n\nedited text"


def test_empty_paragraphs_are_not_written() -> None:
    chunks = split("a\n\nb\n")
    placed = [(Block(), -1), (chunks[0].block, 0), (Block(), -1), (chunks[1].block, 1)]
    assert compose(chunks, placed) == ("a\n\nb\n", [0, 0, 1, 3])


def test_a_heading_that_ends_with_a_sign_keeps_it() -> None:
    written = compose([], [(Block(Kind.HEADING, (Span("C #"),), 2), -1)])[0]
    assert split(written)[0].block.spans == (Span("C #"),)


def test_a_deeper_list_of_numbers_begins_with_one() -> None:
    items = [Block(Kind.NUMBER, EDITED, level, mark="2.") for level in (1, 2)]
    written = compose([], [(item, -1) for item in items])[0]
    assert written == "2. edited text\n   1. edited text"


def test_an_indented_block_behind_a_new_item_does_not_fall_into_it() -> None:
    body = "para\n\n    code\n"
    item = Block(Kind.BULLET, EDITED, 1, mark="-")
    assert [block.kind for block in blocks(composed(body, {0: item}))] == [Kind.BULLET, Kind.CODE]


def test_an_item_that_begins_like_a_box_stays_words() -> None:
    item = Block(Kind.BULLET, (Span("[x] words"),), 1, mark="-")
    assert blocks(compose([], [(item, -1)])[0]) == [item]


def test_a_quotation_ends_the_list_before_it() -> None:
    body = "- a\n  - b\n"
    quoted = Block(Kind.BULLET, EDITED, 1, 1, "-")
    after = blocks(composed(body, {0: quoted}))
    assert [(block.level, block.quote) for block in after] == [(1, 1), (1, 0)]
