"""A deck while it is being studied: what the study page does, without any widget.

Knows which card is on the table and which side of it, keeps the time, and lets each step be
undone. Every step is on the disk before it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.clock import from_ms, to_ms

from .study_models import Finished

if TYPE_CHECKING:
    from datetime import datetime

    from ms2qbank_desktop.core.clock import Clock

    from .models import Deck, Rating
    from .scheduling.queue import Counts, Queue
    from .service.cards import CardService
    from .service.study import StudyService
    from .study_models import Change, Shown, Sitting

STEPS = 30
"""Steps that can be undone, as in Anki."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A change, the card it was made at, and the queue around it. ``answers``: 1 for an answer."""

    change: Change
    card_id: int
    before: Queue
    after: Queue
    sitting: int
    answers: int = 0


class StudySession:
    """One deck under study by one user."""

    def __init__(
        self,
        study: StudyService,
        cards: CardService,
        clock: Clock,
        user_id: int,
        deck_id: int | None = None,
    ) -> None:
        """Take up a deck, None: all of them. UserFault if the user has no such deck."""
        self._study = study
        self._cards = cards
        self._clock = clock
        self._user_id = user_id
        self._deck_id = deck_id
        self._undo: list[_Step] = []
        self._redo: list[_Step] = []
        self._sittings = 0
        self._since = 0.0
        self._stopped: float | None = None
        self.done = 0
        """Answers given in this session."""
        self.current: Shown | None = None
        """The card on the table; None: nothing is left to show now."""
        self.answer_shown = False
        self._sit()
        self._next()

    # What is there

    @property
    def deck(self) -> Deck:
        return self._sitting.deck

    @property
    def counts(self) -> Counts:
        """What is left: new, learning and due for review."""
        return self._queue.counts(self._now_s(), self._sitting.learn_ahead)

    @property
    def left(self) -> int:
        return sum(self.counts)

    @property
    def elapsed_ms(self) -> int:
        """Time on the present card, no more than the preset counts; it stands still at the
        answer if the preset says so."""
        if self.current is None:
            return 0
        until = self._stopped if self._stopped is not None else self._clock.monotonic()
        cap = self.current.preset.answer_cap * 1000
        return min(cap, round((until - self._since) * 1000))

    @property
    def next_learning_at(self) -> datetime | None:
        """When the next learning card is due, if there is one today."""
        waiting = self._queue.learning
        return from_ms(waiting[0].due * 1000) if waiting else None

    @property
    def can_undo(self) -> bool:
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        return bool(self._redo)

    @property
    def undo_title(self) -> str:
        """What undo would take back, "" for nothing."""
        return self._undo[-1].change.title if self._undo else ""

    @property
    def redo_title(self) -> str:
        return self._redo[-1].change.title if self._redo else ""

    def following(self) -> Shown | None:
        """Return the card that most likely comes next, to be made ready meanwhile."""
        if self.current is None:
            return None
        rest = self._queue.without([self.current.card.id])
        card_id = rest.next_card(self._now_s(), self._sitting.learn_ahead)
        return None if card_id is None else self._study.show(self._sitting, card_id)

    def finished(self) -> Finished:
        """Return how the deck stands when nothing is left to show now."""
        ahead = self._study.forecast(self._user_id, 2, self._deck_id)
        sitting = self._sitting
        return Finished(
            self.next_learning_at,
            sitting.more_new,
            sitting.more_reviews,
            sitting.buried,
            ahead.by_day[1],
        )

    # Studying

    def reveal(self) -> None:
        """Turn the card to its answer."""
        if self.current is None or self.answer_shown:
            return
        self.answer_shown = True
        if self.current.preset.stop_timer_on_answer:
            self._stopped = self._clock.monotonic()

    def answer(self, rating: Rating) -> bool:
        """Log the answer and go to the next card; return whether it made the card a leech.

        UserFault if the card was changed elsewhere meanwhile; :meth:`refresh` shows it anew.
        """
        if self.current is None:
            return False
        card_id = self.current.card.id
        outcome = self._study.answer(self._sitting, self.current, rating, self.elapsed_ms)
        queue = self._queue.without([card_id, *outcome.buried])
        due_at = outcome.schedule.due_at
        if due_at is not None and not outcome.suspended:
            now, ahead = self._now_s(), self._sitting.learn_ahead
            queue = queue.with_learning(card_id, to_ms(due_at) // 1000, now, ahead)
        self._take(outcome.change, queue, answers=1)
        return outcome.leech

    def advance(self) -> None:
        """Show what is due now: at :attr:`next_learning_at`, or when the page comes back to the
        front. On a new study day the queue is gathered anew."""
        if self._day_is_over():
            self._sit()
            self._next()
        elif self.current is None:
            self._next()

    def refresh(self) -> None:
        """Read everything anew, as cards or decks were changed elsewhere; the present card stays
        on the table if it still is to be studied."""
        shown = self.current.card.id if self.current else None
        revealed = self.answer_shown
        self._sit()
        waiting = {card.id for card in self._queue.main}
        waiting.update(each.card_id for each in self._queue.learning)
        self._next(shown if shown in waiting else None)
        self.answer_shown = revealed and self.current is not None and self.current.card.id == shown

    # Steps beside the answer

    def bury(self, *, note: bool = False) -> None:
        """Put the card, or all cards of its note, off until tomorrow."""
        self._set_aside(note=note, suspended=False)

    def suspend(self, *, note: bool = False) -> None:
        """Leave the card, or all cards of its note, out of study."""
        self._set_aside(note=note, suspended=True)

    def _set_aside(self, *, note: bool, suspended: bool) -> None:
        if self.current is None:
            return
        ids = self._study.cards_of(self._user_id, self.current.note.id)
        ids = ids if note else [self.current.card.id]
        set_aside = self._cards.suspend if suspended else self._cards.bury
        self._take(set_aside(self._user_id, ids), self._queue.without(ids))

    def flag(self, flag: int) -> None:
        """Give the card a flag, 1–7, or 0 for none."""
        if self.current:
            self._stay(self._cards.flag(self._user_id, [self.current.card.id], flag))

    def mark(self) -> None:
        """Mark the note, or take the mark away."""
        if self.current:
            ids = [self.current.note.id]
            self._stay(self._cards.mark(self._user_id, ids, marked=not self.current.marked))

    def set_due(self, least: int, most: int | None = None) -> None:
        """Make the card due in so many days; UserFault for days that are none."""
        if self.current:
            ids = [self.current.card.id]
            days = (least, least if most is None else most)
            self._take(self._cards.set_due(self._user_id, ids, days), self._queue.without(ids))

    def forget(self) -> None:
        """Make the card new again, behind the new cards that there are."""
        if self.current:
            ids = [self.current.card.id]
            self._take(self._cards.forget(self._user_id, ids), self._queue.without(ids))

    def remove_note(self) -> None:
        """Remove the note with its cards."""
        if self.current:
            note_id = self.current.note.id
            ids = self._study.cards_of(self._user_id, note_id)
            change = self._cards.remove_notes(self._user_id, [note_id])
            self._take(change, self._queue.without(ids))

    def undo(self) -> str | None:
        """Take the last step back and show its card; return its title, None if there is none."""
        if not self._undo:
            return None
        step = self._undo.pop()
        self._study.undo(self._user_id, step.change)
        self._redo.append(step)
        self._return_to(step, step.before)
        self.done -= step.answers
        self._next(step.card_id)
        return step.change.title

    def redo(self) -> str | None:
        """Do the step again that was undone last; return its title, None if there is none."""
        if not self._redo:
            return None
        step = self._redo.pop()
        again = replace(step, change=self._study.redo(self._user_id, step.change))
        self._undo.append(again)
        self._return_to(step, step.after)
        self.done += step.answers
        self._next()
        return step.change.title

    # What they share

    def _take(self, change: Change, queue: Queue, answers: int = 0) -> None:
        """Keep a change that can be undone, and go on with ``queue``."""
        self._keep(change, queue, answers)
        self._queue = queue
        self.done += answers
        self._next()

    def _stay(self, change: Change) -> None:
        """Keep a change that leaves the card on the table."""
        self._keep(change, self._queue, 0)
        if self.current:
            self.current = self._study.show(self._sitting, self.current.card.id)

    def _keep(self, change: Change, queue: Queue, answers: int) -> None:
        if self.current is None:
            return
        step = _Step(change, self.current.card.id, self._queue, queue, self._sittings, answers)
        self._undo.append(step)
        del self._undo[:-STEPS]
        self._redo.clear()

    def _return_to(self, step: _Step, queue: Queue) -> None:
        """Take up the queue of a step; if it was gathered anew since, gather it once more."""
        if step.sitting == self._sittings:
            self._queue = queue
        else:
            self._sit()

    def _sit(self) -> None:
        self._sitting: Sitting = self._study.sit(self._user_id, self._deck_id)
        self._queue = self._sitting.queue
        self._sittings += 1

    def _next(self, card_id: int | None = None) -> None:
        """Put a card on the table: ``card_id``, else the next in the queue."""
        if self._day_is_over():
            self._sit()
        self.current = None
        while self.current is None:
            chosen = card_id
            if chosen is None:
                chosen = self._queue.next_card(self._now_s(), self._sitting.learn_ahead)
            if chosen is None:
                break
            self.current = self._study.show(self._sitting, chosen)
            if self.current is None:  # gone since the queue was gathered
                self._queue = self._queue.without([chosen])
                card_id = None
        self.answer_shown = False
        self._since = self._clock.monotonic()
        self._stopped = None

    def _day_is_over(self) -> bool:
        return self._clock.study_day(self._clock.now()).toordinal() != self._sitting.day

    def _now_s(self) -> int:
        return to_ms(self._clock.now()) // 1000
