"""A block while it is being answered: what the exam page does, without any widget.

Keeps the time, decides what is allowed now, and saves each step through the service before
it is shown.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .models import Block, Item, Mode, Spent

if TYPE_CHECKING:
    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.features.attempts.service import AttemptService

    from .service import PracticeService

ALERT_MS = 5 * 60 * 1000
"""Time left at which the exam warns."""


class BlockSession:
    """One open (or, for review, ended) block of one user."""

    def __init__(
        self,
        practice: PracticeService,
        attempts: AttemptService,
        clock: Clock,
        user_id: int,
        block_id: int,
    ) -> None:
        self._practice = practice
        self._attempts = attempts
        self._clock = clock
        self._user_id = user_id
        self.block: Block = practice.block(user_id, block_id)
        ids = [item.question_id for item in self.block.items]
        self._marked = attempts.marked(user_id, ids)
        self._since = clock.monotonic()
        self._paused = False
        self._several_right: dict[int, bool] = {}
        if not self.ended:
            self.go(self.block.position)

    # What is there

    @property
    def item(self) -> Item:
        """The open item."""
        return self.block.items[self.block.position]

    @property
    def ended(self) -> bool:
        return self.block.ended_at is not None

    @property
    def tutor(self) -> bool:
        return self.block.mode is Mode.TUTOR

    @property
    def revealed(self) -> bool:
        """Whether the open item shows its explanation."""
        return self.ended or self.item.submitted

    @property
    def answered(self) -> int:
        return sum(bool(item.answer) for item in self.block.items)

    @property
    def elapsed_ms(self) -> int:
        """Time used on the block, running unless paused or ended."""
        return self.block.elapsed_ms + self._running_ms()

    @property
    def item_ms(self) -> int:
        """Time used on the open item. A settled item no longer counts."""
        return self.item.time_ms + (0 if self.revealed else self._running_ms())

    @property
    def remaining_ms(self) -> int | None:
        """Time left, not below 0; None without a limit."""
        limit = self.block.limit_ms
        return None if limit is None else max(0, limit - self.elapsed_ms)

    @property
    def expired(self) -> bool:
        return self.remaining_ms == 0 and not self.ended

    @property
    def paused(self) -> bool:
        return self._paused

    def is_marked(self, item: Item) -> bool:
        return item.question_id in self._marked

    # What can be done

    def go(self, position: int) -> None:
        """Open the item at ``position``."""
        if not 0 <= position < len(self.block.items):
            return
        if not self.ended:
            spent = self._take_time()
            self._practice.visit(self._user_id, self.block.id, position, spent)
        self.block = replace(self.block, position=position)
        if not self.ended:
            self._set_item(seen=True)

    def choose(self, place: int) -> None:
        """Choose the choice at ``place``; with several right ones, add or take it away.
        A struck choice is restored by choosing it."""
        if self.revealed:
            return
        answer = frozenset({place})
        if self._takes_several():
            answer = self.item.answer ^ answer
        if place in self.item.struck:
            self.strike(place)
        self._practice.choose(self._user_id, self.block.id, answer, self._take_time())
        self._set_item(answer=answer)

    def strike(self, place: int) -> None:
        """Strike the choice at ``place`` out, or restore it."""
        if self.revealed:
            return
        struck = self.item.struck ^ {place}
        self._practice.strike(self._user_id, self.block.id, struck, self._take_time())
        self._set_item(struck=struck)

    def submit(self) -> bool:
        """Settle the open item of a tutor block; False if there is nothing to settle."""
        if not self.tutor or self.revealed or not self.item.answer:
            return False
        self._practice.submit(self._user_id, self.block.id, self._take_time())
        self._set_item(submitted=True)
        return True

    def toggle_mark(self) -> None:
        """Mark the question of the open item, or take the mark away."""
        question_id = self.item.question_id
        marked = question_id not in self._marked
        self._attempts.mark(self._user_id, [question_id], marked=marked)
        (self._marked.add if marked else self._marked.discard)(question_id)

    def tick(self) -> None:
        """Save the time used; called about once a second."""
        if not self.ended and not self._paused:
            self._practice.save_time(self._user_id, self.block.id, self._take_time())

    def pause(self) -> None:
        """Stop the time of a tutor block; a timed block does not pause."""
        if self.tutor and not self.ended:
            self.tick()
            self._paused = True

    def resume(self) -> None:
        """Let the time run on after a pause."""
        self._since = self._clock.monotonic()
        self._paused = False

    def suspend(self) -> None:
        """Save everything and leave the block for later."""
        if not self.ended:
            self._practice.suspend(self._user_id, self.block.id, self._take_time())
            self._paused = True

    def end(self) -> None:
        """End the block for good."""
        if not self.ended:
            self._practice.end_block(self._user_id, self.block.id, self._take_time())
            self.block = self._practice.block(self._user_id, self.block.id)

    def _takes_several(self) -> bool:
        """Whether the open item has several right choices; its question is read once."""
        question_id = self.item.question_id
        if question_id not in self._several_right:
            question = self._practice.question(question_id)
            self._several_right[question_id] = question.several_right
        return self._several_right[question_id]

    def _running_ms(self) -> int:
        if self._paused or self.ended:
            return 0
        return round((self._clock.monotonic() - self._since) * 1000)

    def _take_time(self) -> Spent:
        """Move the running time into block and item, and start counting anew. A block with a
        limit never uses more than that, however late the last tick came."""
        running = self._running_ms()
        limit = self.block.limit_ms
        if limit is not None:
            running = max(0, min(running, limit - self.block.elapsed_ms))
        self._since = self._clock.monotonic()
        counted = 0 if self.revealed else running
        self.block = replace(self.block, elapsed_ms=self.block.elapsed_ms + running)
        self._set_item(time_ms=self.item.time_ms + counted)
        return Spent(self.block.elapsed_ms, self.item.time_ms)

    def _set_item(self, **values: object) -> None:
        items = list(self.block.items)
        items[self.block.position] = replace(self.item, **values)  # type: ignore[arg-type]
        self.block = replace(self.block, items=tuple(items))
