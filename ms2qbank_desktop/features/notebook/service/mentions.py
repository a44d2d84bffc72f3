"""Notes that name another one without linking it, and the links made of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.notebook import wiki
from ms2qbank_desktop.features.notebook.models import Looked, Mention

from . import naming

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ms2qbank_desktop.features.links.service import LinkService
    from ms2qbank_desktop.storage.store import Store

    from .notes import NotebookService

_NOTHING = Looked(frozenset(), frozenset())
_AROUND = 28
"""Characters shown before and after a name."""


class MentionService:
    """Mentions of the notes of one data folder, and links that mean nothing yet."""

    def __init__(self, store: Store, notes: NotebookService, links: LinkService) -> None:
        self._store = store
        self._notes = notes
        self._links = links

    def unknown(self, user_id: int, note_id: int, before: Looked = _NOTHING) -> Looked:
        """Look up the links of a note and tell them by what stands in their brackets; those that
        were looked up ``before`` are not again: three hundred take half a second. UserFault if
        there is no such note."""
        found = wiki.targets(self._notes.note(user_id, note_id).body)
        new = {target: link for target, link in found.items() if target not in before.every}
        with self._store.read() as session:
            unknown = naming.unknown(session, self._links, user_id, new) if new else frozenset()
        every = frozenset(found)
        return Looked(every, unknown | before.unknown & every)

    def of(self, user_id: int, note_id: int) -> list[Mention]:
        """Return who names a note without linking it; UserFault if there is no such note."""
        title = self._notes.note(user_id, note_id).title
        return [
            Mention(note.id, note.title, _around(note.body, title), number)
            for note, number in self._notes.unlinked_mentions(user_id, note_id)
        ]

    def link(self, user_id: int, note_id: int, others: Iterable[int]) -> dict[int, tuple[str, str]]:
        """Let the texts of ``others`` link the note wherever they name it; return their bodies
        before and after, for :meth:`take_back`."""
        title = self._notes.note(user_id, note_id).title
        changed = {}
        for other in others:
            note = self._notes.note(user_id, other)
            body = wiki.linked(note.body, wiki.mentions(note.body, title), title)
            self._notes.write(user_id, other, note.title, body, note.tags)
            changed[other] = note.body, body
        return changed

    def take_back(self, user_id: int, changed: Mapping[int, tuple[str, str]]) -> None:
        """Undo :meth:`link` in the notes that nobody has written on since."""
        for other, (before, after) in changed.items():
            note = self._notes.note(user_id, other)
            if note.body == after:
                self._notes.write(user_id, other, note.title, before, note.tags)


def _around(body: str, name: str) -> str:
    """Return the words around the first mention of a name."""
    start, end = wiki.mentions(body, name)[0]
    first = body.rfind("\n", 0, start) + 1
    last = body.find("\n", end)
    last = len(body) if last < 0 else last
    if start - first > _AROUND:
        first = (
            body.index(" ", start - _AROUND) + 1 if " " in body[start - _AROUND : start] else start
        )
    cut = last - end > _AROUND
    if cut:
        last = end + _AROUND
    words = wiki.plain(body[first:last]).strip()
    return f"“{words.rsplit(' ', 1)[0] if cut and ' ' in words else words}{'…' if cut else ''}”"
