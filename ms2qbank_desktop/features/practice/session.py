"""A block while it is being answered: what the exam page does, without any widget.

Keeps the time, decides what is allowed now, and saves each step through the service before
it is shown.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .models import Block, Item, Spent

if TYPE_CHECKING:
    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.features.attempts.models import Confidence
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
        self._confidences = attempts.confidences(block_id)
        self._since = clock.monotonic()
        self._paused = False
        self._several_right: dict[int, bool] = {}
        self._visit: tuple[int, Spent] | None = None
        if not self.ended:
            self.go(self.block.position, later=True)

    # What is there

    @property
    def item(self) -> Item:
        """The open item."""
        return self.block.items[self.block.position]

    @property
    def ended(self) -> bool:
        return self.block.ended_at is not None

    @property
    def reveals(self) -> bool:
        """Whether an item can be settled, and then shows its explanation at once."""
        return self.block.reveals

    @property
    def pausable(self) -> bool:
        """Whether the time can stand still."""
        return self.block.pausable and not self.ended

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

    @property
    def confidence(self) -> Confidence | None:
        """How sure the user was of the open item; None if that was not said."""
        return self._confidences.get(self.block.position)

    def is_marked(self, item: Item) -> bool:
        return item.question_id in self._marked

    # What can be done

    def go(self, position: int, *, later: bool = False) -> None:
        """Open the item at ``position``.

        With ``later`` that is written by :meth:`save` or before the next step: a disk may take
        its time, and the key that leads to the next item must not wait for it.
        """
        if not 0 <= position < len(self.block.items):
            return
        if not self.ended:
            self._visit = position, self._take_time()
            if not later:
                self.save()
        self.block = replace(self.block, position=position)
        if not self.ended:
            self._set_item(seen=True)

    def save(self) -> None:
        """Write which item was opened last, if that is not written yet."""
        if self._visit is not None:
            self._practice.visit(self._user_id, self.block.id, *self._visit)
            self._visit = None

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
        """Settle the open item of a block that reveals; False if there is nothing to settle."""
        if not self.reveals or self.revealed or not self.item.answer:
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

    def use_hint(self) -> None:
        """Note that the hint of the open item was read before the answer."""
        if not self.revealed and not self.item.hint_used:
            self._practice.use_hint(self._user_id, self.block.id, self._take_time())
            self._set_item(hint_used=True)

    def use_phrases(self) -> None:
        """Note that the key phrases of the open item were shown before the answer."""
        if not self.revealed and not self.item.phrases_used:
            self._practice.use_phrases(self._user_id, self.block.id, self._take_time())
            self._set_item(phrases_used=True)

    def rate(self, confidence: Confidence) -> None:
        """Log how sure the user was of the open item, which is settled; the last one counts."""
        if self.item.submitted and not self.ended:
            item = self.item
            self._attempts.rate(
                self._user_id, item.question_id, self.block.id, item.position, confidence
            )
            self._confidences[item.position] = confidence

    def scroll_to(self, scroll: int) -> None:
        """Keep how far the open item is scrolled down, in thousandths; the next save has it."""
        if scroll != self.item.scroll:
            self._set_item(scroll=scroll)

    def tick(self) -> None:
        """Save the time used; called about once a second."""
        if not self.ended and not self._paused:
            self._practice.save_time(self._user_id, self.block.id, self._take_time())

    def pause(self) -> None:
        """Let the time stand still, if the rules of the block have it."""
        if self.pausable:
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
        self.save()  # what is written with this time belongs to the item that is open now
        running = self._running_ms()
        limit = self.block.limit_ms
        if limit is not None:
            running = max(0, min(running, limit - self.block.elapsed_ms))
        self._since = self._clock.monotonic()
        counted = 0 if self.revealed else running
        self.block = replace(self.block, elapsed_ms=self.block.elapsed_ms + running)
        self._set_item(time_ms=self.item.time_ms + counted)
        return Spent(self.block.elapsed_ms, self.item.time_ms, self.item.scroll)

    def _set_item(self, **values: object) -> None:
        items = list(self.block.items)
        items[self.block.position] = replace(self.item, **values)  # type: ignore[arg-type]
        self.block = replace(self.block, items=tuple(items))
