"""Notes that name another one without linking it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.notebook.service.mentions import MentionService
from ms2qbank_desktop.features.notebook.service.notes import NotebookService

if TYPE_CHECKING:
    from tests.support.bank import Desk


class Writer:
    def __init__(self, desk: Desk) -> None:
        self.user_id = desk.user_id
        self.notes = desk.context.service(NotebookService)
        self.mentions = desk.context.service(MentionService)
        self.links = desk.context.service(LinkService)
        self.note_id = self.add("Bartter syndrome", "A loop diuretic every day.")
        self.stones = self.add("Stones", "Long before. Hypercalciuria as in Bartter syndrome.")
        self.table = self.add("Table", "bartter syndrome | Bartter syndrome | `Bartter syndrome`")
        self.linked = self.add("Linked", "[[Bartter syndrome]]")

    def add(self, title: str, body: str) -> int:
        return self.notes.add(self.user_id, title, body)

    def body(self, note_id: int) -> str:
        return self.notes.note(self.user_id, note_id).body


def test_a_mention_tells_who_where_and_how_often(desk: Desk) -> None:
    writer = Writer(desk)
    found = {one.note_id: one for one in writer.mentions.of(writer.user_id, writer.note_id)}
    assert set(found) == {writer.stones, writer.table}
    assert found[writer.stones].words == "“Hypercalciuria as in Bartter syndrome.”"
    assert (found[writer.stones].number, found[writer.table].number) == (1, 2)


def test_mentions_become_links_that_show_the_words_that_stood_there(desk: Desk) -> None:
    writer = Writer(desk)
    writer.mentions.link(writer.user_id, writer.note_id, [writer.stones, writer.table])
    assert writer.body(writer.stones) == ("Long before. Hypercalciuria as in [[Bartter syndrome]].")
    assert writer.body(writer.table) == (
        "[[Bartter syndrome|bartter syndrome]] | [[Bartter syndrome]] | `Bartter syndrome`"
    )
    assert writer.mentions.of(writer.user_id, writer.note_id) == []
    ends = {
        link.other(Kind.NOTE, writer.note_id)
        for link in writer.links.of(writer.user_id, Kind.NOTE, writer.note_id)
    }
    assert ends == {Place(Kind.NOTE, one) for one in (writer.stones, writer.table, writer.linked)}


def test_undo_takes_links_back_but_for_what_was_written_on(desk: Desk) -> None:
    writer = Writer(desk)
    before = writer.body(writer.table)
    changed = writer.mentions.link(writer.user_id, writer.note_id, [writer.stones, writer.table])
    written = writer.body(writer.stones) + " More."
    writer.notes.write(writer.user_id, writer.stones, "Stones", written, ())
    writer.mentions.take_back(writer.user_id, changed)
    assert writer.body(writer.table) == before
    assert writer.body(writer.stones) == written
