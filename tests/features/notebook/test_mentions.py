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


def test_links_that_mean_nothing_are_told_by_what_stands_in_their_brackets(desk: Desk) -> None:
    writer = Writer(desk)
    body = (
        "[[Stones]] [[Bartter syndrome#Why|so]] [[Nobody]] [[No one|him]] [[video:Renal 2@1:02]] "
        "`[[code]]`\n\n| a |\n|---|\n| [[Not here\\|x]] |\n"
    )
    note_id = writer.add("Many", body)
    looked = writer.mentions.unknown(writer.user_id, note_id)
    assert looked.unknown == {"Nobody", "No one", "video:Renal 2@1:02", "Not here"}
    assert looked.every - looked.unknown == {"Stones", "Bartter syndrome#Why"}
    writer.add("nobody", "now there is one")
    assert "Nobody" not in writer.mentions.unknown(writer.user_id, note_id).unknown


def test_what_was_looked_up_before_is_kept_and_what_is_gone_from_the_text_forgotten(
    desk: Desk,
) -> None:
    writer = Writer(desk)
    note_id = writer.add("Many", "[[Nobody]] [[No one]] [[Stones]]")
    before = writer.mentions.unknown(writer.user_id, note_id)
    writer.add("Nobody", "now there is one")
    writer.notes.write(writer.user_id, note_id, "Many", "[[Nobody]] [[Nothing]] [[Table]]", ())
    looked = writer.mentions.unknown(writer.user_id, note_id, before)
    assert looked.every == {"Nobody", "Nothing", "Table"}
    assert looked.unknown == {"Nobody", "Nothing"}
