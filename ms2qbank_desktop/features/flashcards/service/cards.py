"""What is done to cards beside answering them. Each step returns the change that
``StudyService.undo`` takes back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.clock import Clock, from_ms, to_ms
from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.ids import new_id
from ms2qbank_desktop.core.progress import Silent, portions
from ms2qbank_desktop.features.flashcards.models import CardState, ReviewKind
from ms2qbank_desktop.features.flashcards.queries import (
    bulk,
    changes,
    decks,
    notes,
    reviews,
    rows,
    states,
    studying,
)
from ms2qbank_desktop.features.flashcards.scheduling import moving
from ms2qbank_desktop.features.flashcards.scheduling.backlog import Backlog, Overdue, spread_backlog
from ms2qbank_desktop.features.flashcards.scheduling.folding import Calendar
from ms2qbank_desktop.features.flashcards.scheduling.fsrs_memory import curve_of
from ms2qbank_desktop.features.flashcards.scheduling.fuzz import chance, exact, fuzz_seed
from ms2qbank_desktop.features.flashcards.scheduling.limits import branch
from ms2qbank_desktop.features.flashcards.study_models import MARKED, Change, Edit, TagEdit
from ms2qbank_desktop.features.flashcards.tables import CardRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.flashcards.models import Moment, Preset, Review, Schedule
    from ms2qbank_desktop.features.flashcards.scheduling.ordering import Candidate
    from ms2qbank_desktop.storage.store import Store

_PORTION = 500
"""Cards that are folded in one transaction: less than a tenth of a second, for an answer may wait
for it."""


class CardService:
    """The cards of one data folder; those of another user are left alone."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    # Put off, marked, removed

    def bury(self, user_id: int, card_ids: Sequence[int]) -> Change:
        """Put cards off until tomorrow."""
        after = {"buried_until": self._today() + 1, "buried_by_user": True}
        return self._edit("Bury", user_id, card_ids, after)

    def unbury(self, user_id: int, card_ids: Sequence[int]) -> Change:
        """Let cards come today again."""
        after = {"buried_until": None, "buried_by_user": False}
        return self._edit("Unbury", user_id, card_ids, after)

    def unbury_deck(self, user_id: int, deck_id: int) -> Change:
        """Let the buried cards of a deck and of those below it come today again."""
        with self._store.read() as session:
            tree = decks.tree(session, user_id)
            below = [one.id for top in tree if top.id == deck_id for one in branch(tree, top)]
            buried = studying.buried(session, user_id, below, self._today())
        return self.unbury(user_id, buried)

    def suspend(self, user_id: int, card_ids: Sequence[int], *, suspended: bool = True) -> Change:
        """Leave cards out of study, or let them in again."""
        title = "Suspend" if suspended else "Unsuspend"
        return self._edit(title, user_id, card_ids, {"suspended": suspended})

    def flag(self, user_id: int, card_ids: Sequence[int], flag: int) -> Change:
        """Give cards a flag, 1–7, or 0 for none."""
        return self._edit("Flag", user_id, card_ids, {"flag": flag})

    def move(self, user_id: int, card_ids: Sequence[int], deck_id: int) -> Change:
        """Move cards to a deck; those that a filtered deck holds leave it."""
        with self._store.read() as session:
            if deck_id not in {deck.id for deck in decks.tree(session, user_id)}:
                raise UserFault("There is no such deck.", field="deck")
        after = {"deck_id": deck_id, "home_deck_id": None}
        return self._edit("Move", user_id, card_ids, after)

    def mark(self, user_id: int, note_ids: Sequence[int], *, marked: bool) -> Change:
        """Give notes the tag "marked", or take it away."""
        with self._store.write() as session:
            found = notes.notes(session, user_id, note_ids)
            tags = tuple(
                TagEdit(row.id, MARKED, added=marked)
                for row in found
                if (MARKED in row.tags.casefold().split()) is not marked
            )
            return changes.carry_out(
                session, user_id, Change("Mark" if marked else "Unmark", tags=tags), self._clock
            )

    def remove_notes(self, user_id: int, note_ids: Sequence[int]) -> Change:
        """Remove notes with their cards."""
        with self._store.write() as session:
            found = [
                row.id for row in notes.notes(session, user_id, note_ids) if not row.deleted_at
            ]
            return changes.carry_out(
                session, user_id, Change("Delete", removed_notes=tuple(found)), self._clock
            )

    def put_back(self, user_id: int, card_id: int) -> None:
        """Bring back a card that was removed: its note with all of its cards, and their decks."""
        now = self._clock.now()
        with self._store.write() as session:
            row = session.get(CardRow, card_id)
            if row is not None and row.user_id == user_id:
                change = Change("Delete", removed_notes=(row.note_id,))
                changes.take_back(session, user_id, change, now)
                decks.bring_back(session, user_id, row.note_id, now)
                session.touch("cards", "decks")

    # Rescheduled by hand

    def set_due(
        self,
        user_id: int,
        card_ids: Sequence[int],
        days: tuple[int, int],
        *,
        as_interval: bool = False,
    ) -> Change:
        """Make cards due on a day of the range ``days`` from today, drawn for each.

        ``as_interval``: the wait becomes the interval too. UserFault if the range is none.
        """
        least, most = days
        if not 0 <= least <= most:
            raise UserFault("Give the days from today, such as 3 or 3-7.", field="days")

        def moved(card_id: int, before: Schedule, preset: Preset, today: int) -> Schedule:
            drawn = chance(fuzz_seed(card_id, before.repetitions))
            wait = least + int(drawn * (most - least + 1))
            return moving.due_in(before, wait, preset, today, as_interval=as_interval)

        return self._move("Set due", user_id, card_ids, moved, ReviewKind.MANUAL)

    def forget(self, user_id: int, card_ids: Sequence[int], *, keep_counts: bool = False) -> Change:
        """Make cards new again, behind the new cards that there are."""
        with self._store.read() as session:
            position = notes.next_position(session, user_id)
        places = {card_id: position + place for place, card_id in enumerate(card_ids)}

        def forgotten(card_id: int, before: Schedule, _preset: Preset, _today: int) -> Schedule:
            return moving.forgotten(before, places[card_id], keep_counts=keep_counts)

        return self._move("Forget", user_id, card_ids, forgotten, ReviewKind.MANUAL)

    def reposition(
        self, user_id: int, card_ids: Sequence[int], start: int, step: int = 1
    ) -> Change:
        """Give cards the positions ``start``, ``start`` + ``step`` … in this order; only those
        that are new are shown by it."""
        edits: list[Edit] = []
        with self._store.write() as session:
            for place, card_id in enumerate(card_ids):
                after = {"position": start + place * step}
                edits += changes.edits(session, user_id, [card_id], after)
            return changes.carry_out(
                session, user_id, Change("Reposition", edits=tuple(edits)), self._clock
            )

    def spread_backlog(self, user_id: int, days: int, deck_id: int | None = None) -> Change:
        """Spread the overdue reviews of a deck and those below it, or of all, over ``days``
        days from today on: what is still known first. On a worker."""
        return self.move_due(user_id, self.backlog(user_id, days, deck_id).placed, "Spread backlog")

    def backlog(
        self,
        user_id: int,
        days: int,
        deck_id: int | None = None,
        shares: Sequence[float] | None = None,
    ) -> Backlog:
        """Return where the overdue reviews would come to lie; ``shares``: how much of a normal
        day's work each of the days takes, 0–1. On a worker."""
        today = self._today()
        with self._store.read() as session:
            tree = decks.tree(session, user_id)
            presets = states.presets_by_deck(session, user_id)
            tops = [deck for deck in tree if deck_id in (None, deck.id)]
            below = {one.id: one for top in tops for one in branch(tree, top)}
            usual = [deck for deck in below.values() if not deck.filtered]
            ids = [deck.id for deck in usual]
            due = studying.candidates(session, user_id, usual, today).reviews
            load = studying.due_by_day(session, user_id, ids, today + 1, today + days)
        late = [
            Overdue(card.id, _recall(card, presets[card.home_deck_id], today))
            for card in due
            if card.due < today
        ]
        standing = {**load, today: sum(card.due == today for card in due)}
        chosen = range(today, today + days)
        return Backlog(spread_backlog(late, chosen, standing, shares), standing)

    def move_due(self, user_id: int, days: Mapping[int, int], title: str) -> Change:
        """Show reviews on other study days, by card; their intervals stay. Other cards are left
        alone. For a spread backlog or a plan for an exam."""

        def moved(card_id: int, before: Schedule, _preset: Preset, _today: int) -> Schedule:
            is_review = before.state is CardState.REVIEW
            return moving.moved_to(before, days[card_id]) if is_review else before

        return self._move(title, user_id, list(days), moved, ReviewKind.RESCHEDULED)

    # States

    def recompute(
        self, user_id: int, preset_id: int, progress: Progress, *, reschedule: bool = False
    ) -> int:
        """Fold the logs of all cards of a preset anew, after its algorithm or parameters were
        changed; return how many cards that changed.

        ``reschedule``: with FSRS, reviews also get the interval that the wanted retention asks.
        On a worker: 35,000 cards with 500,000 reviews take seconds.
        """
        with self._store.read() as session:
            its = [d.id for d in decks.tree(session, user_id) if d.preset_id == preset_id]
            cards = studying.cards_in(session, user_id, its)
        changed = set(self._fold(user_id, cards, progress))
        if reschedule:

            def again(_card: int, before: Schedule, preset: Preset, _today: int) -> Schedule:
                return moving.rescheduled(before, preset, exact)

            done = self._move("Reschedule", user_id, cards, again, ReviewKind.RESCHEDULED)
            changed.update(review.card_id for review in done.reviews)
        return len(changed)

    def wrong_states(self, user_id: int) -> set[int]:
        """Return the cards whose columns are not what their logs say."""
        wrong: set[int] = set()
        with self._store.read() as session:
            cards = studying.cards_in(session, user_id, None)
            presets = states.presets_by_deck(session, user_id)
            calendar = self._calendar(reviews.first_ms(session, user_id))
            for portion in portions(cards, _PORTION, Silent()):
                found = states.folded_anew(
                    session, portion, presets, calendar.moment, calendar.days
                )
                wrong.update(found)
        return wrong

    def mend_states(self, user_id: int, progress: Progress) -> int:
        """Fold the logs of all cards and write what differs; return how many cards that were."""
        with self._store.read() as session:
            cards = studying.cards_in(session, user_id, None)
        return len(list(self._fold(user_id, cards, progress)))

    def _fold(self, user_id: int, cards: list[int], progress: Progress) -> Iterator[int]:
        with self._store.read() as session:
            presets = states.presets_by_deck(session, user_id)
            calendar = self._calendar(reviews.first_ms(session, user_id))
        for portion in portions(cards, _PORTION, progress):
            with self._store.write() as session:
                bulk.make_room(session)
                yield from states.refold(session, portion, presets, calendar.moment, calendar.days)
                session.touch("cards")
        progress.report(len(cards), len(cards))

    # What they share

    def _edit(
        self, title: str, user_id: int, card_ids: Sequence[int], after: Mapping[str, object]
    ) -> Change:
        with self._store.write() as session:
            edits = changes.edits(session, user_id, card_ids, after)
            return changes.carry_out(session, user_id, Change(title, edits=edits), self._clock)

    def _move(
        self,
        title: str,
        user_id: int,
        card_ids: Sequence[int],
        moved: Callable[[int, Schedule, Preset, int], Schedule],
        kind: ReviewKind,
    ) -> Change:
        """Log for each card the state that ``moved`` gives it, and fold."""
        now = self._clock.now()
        lines: list[Review] = []
        edits: list[Edit] = []
        with self._store.write() as session:
            presets = states.presets_by_deck(session, user_id)
            last = reviews.last_ids(session, card_ids)
            for row in studying.cards(session, user_id, card_ids):
                moment = self._moment(reviews.after(last.get(row.id, 0), now))
                before = rows.schedule(row)
                preset = presets[row.home_deck_id or row.deck_id]
                after = moved(row.id, before, preset, moment.day)
                if after == before:
                    continue
                line = new_id(to_ms(moment.at))
                lines.append(moving.entry(line, row.id, before, after, moment, kind))
                if after.position != before.position:
                    positions = {"position": before.position}, {"position": after.position}
                    edits.append(Edit(row.id, *positions))
            change = Change(title, reviews=tuple(lines), edits=tuple(edits))
            changes.do(session, user_id, change, now)
            states.write(session, ((line.card_id, line.carried) for line in lines if line.carried))
            session.touch("cards", "reviews")
            return change

    def _today(self) -> int:
        return self._clock.study_day(self._clock.now()).toordinal()

    def _moment(self, at: datetime) -> Moment:
        return states.moment_of(self._clock, at)

    def _calendar(self, first_ms: int) -> Calendar:
        """Return how the instants of a long log are placed: no clock is asked for each."""
        first = self._clock.study_day(from_ms(first_ms)).toordinal()
        last = self._today() + 400  # the clock may have been ahead
        days = range(first, last + 1)
        return Calendar(first, [self._clock.day_start(date.fromordinal(d)) for d in days])


def _recall(card: Candidate, preset: Preset, today: int) -> float:
    """Return how likely a card is still known; without a memory by how late it is."""
    if card.stability is not None and card.last_review_day is not None:
        curve = curve_of(preset.fsrs_parameters)
        return curve.recall(card.stability, max(0, today - card.last_review_day))
    return 1 / (1 + (today - card.due) / max(1, card.interval_days))
