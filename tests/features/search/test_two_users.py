"""Two users of one data folder: neither finds, names or changes what the other has written."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.accounts.tables import UserRow
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.service import LinkService

if TYPE_CHECKING:
    from tests.support.seeking import Seeker

STRANGER = 77
WORD = "macula"


class Written:
    """A thing of each kind that belongs to one user, and a note that links a question."""

    def __init__(self, seeker: Seeker) -> None:
        user = seeker.user_id
        self.question = seeker.question("Which tubule?", external_id="77")
        self.note = seeker.note(f"{WORD} [[77]]", "Alpha")
        (self.card,) = seeker.card_notes.cards(user, seeker.card(f"{WORD}?", "densa"))
        self.task = seeker.tasks.add(user, date(2026, 3, 4), f"Read of the {WORD}", 10)
        self.video = seeker.film("Tubules", f"the {WORD} densa")
        seeker.bookmarks.add(user, self.video, 1_000, WORD)
        self.places = [
            Place(Kind.NOTE, self.note),
            Place(Kind.CARD, self.card.id),
            Place(Kind.TASK, self.task),
            Place(Kind.VIDEO, self.video),
        ]


@pytest.fixture
def written(seeker: Seeker) -> Written:
    """What the first user has; from now on the seeker is the second one."""
    written = Written(seeker)
    assert seeker.find(WORD).counts == {"note": 1, "card": 1, "task": 1, "video": 2}
    with seeker.desk.context.store.write() as session:
        when = datetime(2026, 3, 2, tzinfo=UTC)
        session.add(UserRow(id=STRANGER, name="B", email="b@example.org", created_at=when))
    seeker.user_id = STRANGER
    return written


@pytest.mark.parametrize("text", [WORD, "maculla", "acul", "tag:x macula", "in:videos macula"])
def test_nothing_is_found_whatever_is_typed(seeker: Seeker, written: Written, text: str) -> None:
    assert written.places
    found = seeker.find(text)
    assert (found.hits, found.counts, found.spelled) == ([], {}, ())


def test_nothing_is_named_offered_or_linked(seeker: Seeker, written: Written) -> None:
    links = seeker.desk.context.service(LinkService)
    assert links.described(STRANGER, written.places) == {}
    for name in ("Alpha", "Tubules", f"Read of the {WORD}", str(written.card.id)):
        assert links.named(STRANGER, name) is None
        assert links.beginning(STRANGER, name) == []
    assert links.of(STRANGER, Kind.QUESTION, written.question) == []
    own = seeker.note("[[Alpha]] [[Tubules]] [[77]]", "Mine")
    (link,) = links.of(STRANGER, Kind.NOTE, own)
    assert link.b == Place(Kind.QUESTION, written.question)
    assert seeker.notes.notes_at(seeker.desk.user_id, Kind.QUESTION, written.question)
    placed = seeker.notes.notes_at(STRANGER, Kind.QUESTION, written.question)
    assert [one.note.id for one in placed] == [own]


def test_nothing_is_changed(seeker: Seeker, written: Written) -> None:
    first = seeker.desk.user_id
    links = seeker.desk.context.service(LinkService)
    for refused in (
        lambda: seeker.notes.write(STRANGER, written.note, "x", "y", ()),
        lambda: seeker.notes.versions(STRANGER, written.note),
        lambda: seeker.tasks.remove(STRANGER, written.task),
        lambda: seeker.bookmarks.add(STRANGER, written.video, 1, "x"),
    ):
        with pytest.raises(UserFault):
            refused()
    seeker.notes.remove(STRANGER, written.note)
    seeker.cards.remove_notes(STRANGER, [written.card.note_id])
    seeker.catalogue.remove(STRANGER, [written.video])
    (link,) = links.of(first, Kind.NOTE, written.note)
    links.unlink(STRANGER, link.id)
    assert links.of(first, Kind.NOTE, written.note) == [link]
    seeker.user_id = first
    assert seeker.find(WORD).counts == {"note": 1, "card": 1, "task": 1, "video": 2}
