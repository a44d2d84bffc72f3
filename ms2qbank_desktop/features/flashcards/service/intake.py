"""One file of flashcards on its way into the collection."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.features.flashcards.formats import log
from ms2qbank_desktop.features.flashcards.models import Card, CardState
from ms2qbank_desktop.features.flashcards.notes.identities import card_id, review_bits
from ms2qbank_desktop.features.flashcards.queries import bulk, decks, logs
from ms2qbank_desktop.features.flashcards.queries.notes import named, next_position
from ms2qbank_desktop.features.flashcards.queries.rows import UNSEEN, folded_values
from ms2qbank_desktop.features.flashcards.text.templates import cards_of
from ms2qbank_desktop.features.questions.models import Problem

from .arriving import Arriving, made_ready, update_of
from .frame import Frame, take_frame, take_media, use_fsrs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.flashcards.formats.base import (
        DeckContent,
        Packed,
        PackedNote,
    )
    from ms2qbank_desktop.features.flashcards.models import CardsReport
    from ms2qbank_desktop.storage.media import MediaFolder
    from ms2qbank_desktop.storage.store import Store, WriteSession

RECOVERED = "Recovered"
"""The deck for cards whose own deck the file does not have."""
_NOTES, _CARDS = 6_000, 9_000
_REVIEWS = 150_000
"""How many are written at once. The window's own writes wait for no longer than half a second."""
_NEW = CardState.NEW.value
_NEVER = 1 << 62
_LEECH_TAG = " leech "


class Intake:
    """Merges the content of one file into a user's collection, batch by batch.

    Each batch is committed: what was taken stays if the user cancels, and the same file taken
    again goes on from there. Notes are known again by their guid, cards by note and ordinal,
    reviews by card and millisecond. What the user has edited, tagged or scheduled stays, and what
    he removed comes back.
    """

    def __init__(
        self,
        store: Store,
        folder: MediaFolder,
        user_id: int,
        file: str,
        report: CardsReport,
        now: datetime,
        scratch: Path,
    ) -> None:
        """``scratch``: an empty folder for temporary files."""
        self._store = store
        self._folder = folder
        self._user_id = user_id
        self._file = file
        self._report = report
        self._now = now
        self._now_ms = to_ms(now)
        self._scratch = scratch
        self._frame = Frame()
        self._own_decks: dict[str, int] = {}
        """For what the file has no deck for."""
        self._notes: dict[int, int] = {}
        self._logs: dict[int, logs.LogOf] = {}
        """Card of the file -> where its reviews belong."""
        self._leeches: set[int] = set()
        self._taken: set[int] = set()
        """Notes and cards of ours that the file has had."""
        self._has_memories = False
        self._renamed: dict[str, str] = {}

    def run(self, content: DeckContent, progress: Progress) -> None:
        """Take in everything; Cancelled may come between two batches."""
        report, counts = self._report, content.counts
        number, self._renamed = take_media(
            self._store, self._folder, self._user_id, content, progress, self._complain
        )
        report.media += number
        with self._store.write() as session:
            self._frame = take_frame(session, self._user_id, content, self._renamed, self._now)
            session.touch("decks")
        report.decks += len(content.decks)
        total = sum(filter(None, (counts.notes, counts.cards, counts.reviews)))
        done = 0
        ready: list[Arriving] = []
        for notes in content.notes:
            ready += self._made_ready(notes)
            if len(ready) >= _NOTES:
                self._take_notes(ready, makes_cards=content.cards is None)
                ready = []
            done += len(notes)
            progress.report(done, max(total, done), "notes")
        self._take_notes(ready, makes_cards=content.cards is None)
        for cards in _joined(content.cards or (), _CARDS):
            self._take_cards(cards)
            done += len(cards)
            progress.report(done, max(total, done), "cards")
        if self._has_memories and self._frame.untouched:
            with self._writing() as session:
                use_fsrs(session, self._user_id, self._frame)
        arriving = self._arrived(content)
        for start in range(0, arriving.lines, _REVIEWS):
            self._take_reviews(arriving, start)
            taken = done + min(start + _REVIEWS, arriving.lines)
            progress.report(taken, max(total, taken), "reviews")
        with self._writing() as session:
            logs.carry_on(session, arriving.late)
        report.problems += content.problems
        report.unlisted += content.unlisted

    @contextmanager
    def _writing(self, notes: int = 0) -> Iterator[WriteSession]:
        with self._store.write() as session:
            bulk.make_room(session, notes)
            yield session
            session.touch("cards")

    # Notes

    def _made_ready(self, packed: Sequence[PackedNote]) -> Iterator[Arriving]:
        for one in packed:
            note_type = self._frame.types.get(one.note.notetype_id)
            if note_type is None or len(one.note.fields) > len(note_type.fields):
                self._complain(f"note {one.note.guid}", "Its fields are not those of its type.")
                continue
            yield made_ready(one, note_type, self._user_id, self._now_ms, self._renamed)

    def _take_notes(self, arriving: Sequence[Arriving], *, makes_cards: bool) -> None:
        report = self._report
        added: list[bulk.NewNote] = []
        changed: list[bulk.ChangedNote] = []
        homes: list[tuple[int, Arriving]] = []
        with self._writing(len(arriving)) as session:
            guids = [one.note.guid for one in arriving]
            known = bulk.known_notes(session, self._user_id, guids)
            for one in arriving:
                stored = known.get(one.note.guid)
                mine = stored.id if stored else one.row.id
                if mine in self._taken:
                    self._complain(f"note {one.note.guid}", "The file has it twice.")
                    continue
                if stored is None:
                    added.append(one.row)
                elif stored.note_type_id != one.note_type.id:
                    self._complain(f"note {stored.guid}", "It is of another type here.")
                    continue
                elif update := update_of(stored, one, self._now_ms):
                    changed.append(update)
                else:
                    report.unchanged += 1
                self._taken.add(mine)
                self._notes[one.theirs] = mine
                if _LEECH_TAG in one.row.tags.casefold():
                    self._leeches.add(mine)
                homes.append((mine, one))
            bulk.add_notes(session, self._user_id, added)
            bulk.change_notes(session, changed)
            if makes_cards:
                self._make_cards(session, homes)
        report.notes += len(homes)
        report.added += len(added)
        report.updated += len(changed)

    # Cards

    def _make_cards(self, session: WriteSession, homes: Iterable[tuple[int, Arriving]]) -> None:
        """Make the cards of notes from a file that has none."""
        wanted: list[bulk.NewCard] = []
        for note, one in homes:
            deck = self._frame.decks.get(one.deck_id or 0) or self._deck(session, self._stem)
            for ordinal in cards_of(one.note_type, named(one.note_type, one.note.fields)):
                new = bulk.NewCard(
                    *(card_id(note, ordinal), note, deck, ordinal, None, False, None, False, 0),
                    *(False, None, self._now_ms, self._now_ms, 0, UNSEEN),
                )
                wanted.append(new)
        known = bulk.known_cards(session, [card.id for card in wanted])
        bulk.revive_cards(session, [card for card in wanted if known.get(card.id) == ""])
        position = next_position(session, self._user_id)
        fresh = [card for card in wanted if card.id not in known]
        bulk.add_cards(
            session,
            self._user_id,
            [card._replace(position=place) for place, card in enumerate(fresh, position)],
        )
        self._report.cards += len(wanted)

    def _take_cards(self, packed: Sequence[Packed[Card]]) -> None:
        """Add cards, each with an entry in the log that carries the state it came with: what the
        file has of its history lies before that entry and changes nothing about it."""
        with self._writing() as session:
            placed = self._placed(session, packed)
            known = bulk.known_cards(session, [card.id for _, card in placed])
            seconds = {
                # Packages know whole seconds.
                card.id: card.changed_at // 1000 + 1 if card.folded != UNSEEN else 0
                for _, card in placed
            }
            carried = logs.carried_at(session, seconds)
            fresh: list[bulk.NewCard] = []
            moved: list[bulk.NewCard] = []
            removed, states = [], []
            for theirs, card in placed:
                state, times = known.get(card.id), carried.get(card.id, ())
                seen = seconds[card.id]
                studied = card.folded != UNSEEN
                if state == "":
                    removed.append(card)
                if state is None or (state == _NEW and studied):
                    (fresh if state is None else moved).append(card)
                    if studied:
                        states.append((card, seen * 1000))
                elif studied or state != _NEW:
                    last = times[-1] if times else 0
                    if seen not in {time // 1000 for time in times}:
                        # Another version of the card: its log only as far as ours goes.
                        self._log(theirs, card.id, last, last)
                        continue
                    seen = max(seen, last // 1000)
                self._log(theirs, card.id, _NEVER, seen * 1000)
            bulk.add_cards(session, self._user_id, fresh)
            bulk.reschedule_cards(session, moved)
            bulk.revive_cards(session, removed)
            logs.add_carried(session, self._user_id, states)
        self._report.cards += len(placed)

    def _log(self, theirs: int, mine: int, until_ms: int, carried_ms: int) -> None:
        self._logs[theirs] = logs.LogOf(mine, review_bits(mine), until_ms, carried_ms)

    def _placed(
        self, session: WriteSession, packed: Sequence[Packed[Card]]
    ) -> list[tuple[int, bulk.NewCard]]:
        """Return (id in the file, card as it is to be here)."""
        frame = self._frame
        placed: dict[int, tuple[int, bulk.NewCard]] = {}
        for card, changed_at, extra in packed:
            note = self._notes.get(card.note_id)
            if note is None:
                continue  # its note was refused, which has been said
            home = frame.decks.get(card.home_deck_id) if card.home_deck_id else None
            deck = frame.decks.get(card.deck_id)
            if home is not None and deck not in frame.filtered:
                deck, home = home, None
            if deck is None or (home is None and deck in frame.filtered):
                deck, home = self._deck(session, RECOVERED), None
            self._has_memories |= card.schedule.stability is not None
            mine = card_id(note, card.ordinal)
            if mine in placed or mine in self._taken:
                self._complain(f"card {card.id}", "Its note has this card already.")
                continue
            leech = card.leech or (note in self._leeches and card.schedule.lapses > 0)
            new = bulk.NewCard(
                *(mine, note, deck, card.ordinal, home, card.suspended, card.buried_until),
                *(card.buried_by_user, card.flag, leech, extra or None, self._now_ms),
                *(to_ms(changed_at), card.schedule.position, folded_values(card.schedule)),
            )
            placed[mine] = card.id, new
        self._taken.update(placed)
        return list(placed.values())

    @property
    def _stem(self) -> str:
        return PurePath(self._file).stem

    def _deck(self, session: WriteSession, name: str) -> int:
        session.touch("decks")
        if name not in self._own_decks:
            made = decks.ensure_deck(session, self._user_id, name, self._now)
            self._own_decks[name] = made.id
        return self._own_decks[name]

    # Reviews

    def _arrived(self, content: DeckContent) -> logs.Arriving:
        file = self._scratch / "log.db"
        log.create(file)
        content.reviews(file, {theirs: one.card_id for theirs, one in self._logs.items()})
        return logs.arrived(file, self._logs.values())

    def _take_reviews(self, arriving: logs.Arriving, start: int) -> None:
        with self._writing() as session:
            end = start + _REVIEWS
            number = logs.add_reviews(session, self._user_id, arriving, start, end)
        self._report.reviews += number

    def _complain(self, where: str, why: str) -> None:
        self._report.problems.append(Problem(self._file, where, why))


def _joined(batches: Iterable[Sequence[Any]], size: int) -> Iterator[list[Any]]:
    """Yield the items of ``batches`` in larger ones."""
    ready: list[Any] = []
    for batch in batches:
        ready += batch
        if len(ready) >= size:
            yield ready
            ready = []
    if ready:
        yield ready
