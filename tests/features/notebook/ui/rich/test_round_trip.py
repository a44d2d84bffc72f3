"""A text that is shown as rich text and was not edited comes back byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ms2qbank_desktop.features.notebook.markdown.blocks import split
from ms2qbank_desktop.features.notebook.markdown.model import Block, Kind
from tests.support.markdowns import bodies
from tests.support.shared_data import shared

if TYPE_CHECKING:
    from .conftest import Writer

shared_writer = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def read_again(writer: Writer) -> list[Block]:
    """Return the blocks of the document as they are read from it, not as they are remembered."""
    mirror = writer.text.mirror
    assert len(mirror.entries) == writer.text.document().blockCount()
    mirror.entries = [None] * len(mirror.entries)
    return [entry[0] for _number, entry in mirror.all() if entry[0] != Block() or entry[1]]


@given(body=bodies)
@shared_writer
def test_what_was_not_edited_is_identical(writer: Writer, body: str) -> None:
    writer.open(body)
    assert writer.body == body
    writer.text.sources.changed()
    assert writer.body == body


@given(body=bodies)
@shared_writer
def test_the_document_says_what_the_markdown_says(writer: Writer, body: str) -> None:
    writer.open(body)
    blocks = [chunk.block for chunk in split(body)]
    assert read_again(writer) == blocks
    writer.text.sources.changed()
    assert writer.body == body


@given(body=bodies, data=st.data())
@shared_writer
def test_after_typing_into_one_block_only_that_block_differs(
    writer: Writer, body: str, data: st.DataObject
) -> None:
    writer.open(body)
    shown = [
        number
        for number, (block, key) in writer.text.mirror.all()
        if key and block.spans and block.kind is not Kind.TABLE
    ]
    assume(shown)
    number = data.draw(st.sampled_from(shown))
    before = [chunk.block for chunk in split(body)]
    cursor = writer.text.textCursor()
    cursor.setPosition(writer.text.document().findBlockByNumber(number).position())
    writer.text.setTextCursor(cursor)
    writer.type("Qq")
    after = [chunk.block for chunk in split(writer.body)]
    differing = [at for at, block in enumerate(after) if at >= len(before) or block != before[at]]
    changed = [block for at, block in enumerate(after) if at in differing]
    kinds = [block.kind for block in before]
    assert [block.kind for block in after] == kinds or Kind.CODE in kinds
    assert len([block for block in changed if block.kind is not Kind.CODE]) <= 1
    writer.undo_all()
    assert writer.body == body


@given(old=bodies, new=bodies)
@shared_writer
def test_an_update_shows_exactly_the_other_text_and_can_be_undone(
    writer: Writer, old: str, new: str
) -> None:
    writer.open(old)
    writer.text.update_markdown(new)
    assert writer.body == new
    assert read_again(writer) == [chunk.block for chunk in split(new)]
    writer.text.sources.changed()
    assert writer.body == new


@given(texts=st.lists(bodies, min_size=2, max_size=4))
@shared_writer
def test_a_preview_follows_any_changes(writer: Writer, texts: list[str]) -> None:
    writer.text.setReadOnly(True)
    writer.open(texts[0])
    for body in texts[1:]:
        both = body + "\n\n" + texts[0]
        writer.text.update_markdown(both)
        assert writer.body == both
        assert [chunk.block for chunk in writer.text.sources.parsed(both)] == [
            chunk.block for chunk in split(both)
        ]
    writer.text.setReadOnly(False)


def test_articles_come_back_byte_for_byte(writer: Writer) -> None:
    files = sorted(shared("data/articles").rglob("*.md"))[::8]
    assert len(files) > 40
    for file in files:
        body = file.read_text("utf-8")
        writer.open(body)
        writer.text.sources.changed()
        assert writer.body == body, file.name


def test_a_text_that_was_changed_and_undone_is_the_source_again(writer: Writer) -> None:
    body = "Some _text_\n\n\n*   a\n*   b\n\nSetext\n======\n"
    writer.open(body, at="Some")
    writer.type("!\n- x\n\n\n")
    assert writer.body != body
    writer.undo_all()
    assert writer.body == body
