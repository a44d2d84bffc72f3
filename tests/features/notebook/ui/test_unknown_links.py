"""Links that lead nowhere yet look so, until there is what they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.note_writer import NoteWriter


def unknown(writer: NoteWriter) -> set[str]:
    """Return which links of the text are shown so, when everything has come to rest."""
    writer.settle()
    pane = writer.editor.panes.preview or writer.editor.panes.rich
    return set(pane.unknown)


@pytest.mark.parametrize("mode", ["write", "split"])
def test_a_link_is_looked_up_when_the_note_opens_and_when_others_come(
    writer: NoteWriter, mode: str
) -> None:
    writer.write_note("Stones", "text")
    writer.open_note("Tubules", "[[Stones]] and [[Casts]]")
    writer.set_mode(mode)
    assert unknown(writer) == {"Casts"}
    casts = writer.write_note("Casts", "muddy")
    assert unknown(writer) == set()
    writer.notes.remove(writer.user_id, casts)
    assert unknown(writer) == {"Casts"}


def test_a_link_that_was_just_written_is_looked_up_once_it_is_saved(writer: NoteWriter) -> None:
    writer.open_note("Tubules", "see ")
    writer.type_text("[[Nobody]] there")
    writer.wait(lambda: "there" in writer.on_disk().body)
    assert unknown(writer) == {"Nobody"}


def test_another_note_has_its_own(writer: NoteWriter) -> None:
    writer.open_note("Tubules", "[[Casts]]")
    assert unknown(writer) == {"Casts"}
    writer.open_note("Stones", "[[Tubules]]")
    assert unknown(writer) == set()
