"""The use cases of practice. Every call that returns has put its answer on the disk."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import update
from sqlmodel import Session, col

from ms2qbank_desktop.core.clock import Clock, to_ms
from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.ids import derived_id, new_id

from .models import (
    MAX_BLOCK,
    SECONDS_PER_ITEM,
    Block,
    BlockRequest,
    BlockResult,
    BlockSummary,
    Item,
    Mode,
    QuestionFilter,
    Spent,
    Status,
    letters,
    places,
)
from .queries import attempts, blocks, selecting
from .scoring import tally
from .selection import Cube, draw, shuffled_order
from .tables import AnswerChangeRow, BlockItemRow, BlockRow, QuestionMarkRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.questions.models import BankFilter, Question
    from ms2qbank_desktop.features.questions.service import QuestionService
    from ms2qbank_desktop.storage.store import Store, WriteSession


class PracticeService:
    """Blocks of one data folder. ``user_id`` says whose; a block of another is unknown."""

    def __init__(self, store: Store, clock: Clock, questions: QuestionService) -> None:
        self._store = store
        self._clock = clock
        self._questions = questions

    # Choosing questions

    def cube(self, user_id: int, bank: BankFilter) -> Cube:
        """Return the counted cells behind the filter boxes (see selection.count)."""
        with self._store.read() as session:
            return selecting.cube(session, user_id, bank)

    def matching(self, user_id: int, wanted: QuestionFilter) -> list[int]:
        """Return ids of the questions that ``wanted`` leaves, in the order of the bank."""
        with self._store.read() as session:
            return selecting.matching(session, user_id, wanted)

    def statuses(self, user_id: int, ids: Sequence[int]) -> dict[int, Status]:
        """Return the status of each of ``ids`` that is not unused."""
        with self._store.read() as session:
            return selecting.statuses(session, user_id, ids)

    def marked(self, user_id: int, ids: Sequence[int]) -> set[int]:
        """Return those of ``ids`` that carry a mark."""
        with self._store.read() as session:
            return selecting.marked(session, user_id, ids)

    # Blocks

    def create_block(self, user_id: int, request: BlockRequest, seed: int | None = None) -> int:
        """Make a block and return its id. UserFault if nothing matches or the size is off.

        ``seed`` repeats a draw; without it each block is drawn anew.
        """
        if not 1 <= request.size <= MAX_BLOCK:
            raise UserFault(f"A block has 1 to {MAX_BLOCK} questions.", field="size")
        seed = secrets.randbits(32) if seed is None else seed
        now = self._clock.now()
        with self._store.write() as session:
            found = selecting.matching(session, user_id, request.wanted)
            if not found:
                raise UserFault("No question matches.", advice="Untick some of the filters.")
            ids = draw(found, request.size, shuffle=request.shuffle_questions, seed=seed)
            block_id = new_id(to_ms(now))
            limit = len(ids) * SECONDS_PER_ITEM * 1000 if request.mode is Mode.TIMED else None
            block = BlockRow(
                id=block_id,
                user_id=user_id,
                number=blocks.last_number(session, user_id) + 1,
                mode=request.mode.value,
                limit_ms=limit,
                created_at=now,
            )
            session.add(block)
            session.flush()  # the items refer to it
            sizes = selecting.choice_counts(session, ids)
            session.add_all(
                BlockItemRow(
                    id=derived_id("block_item", block_id, position),
                    block_id=block_id,
                    position=position,
                    question_id=question_id,
                    choice_order=list(
                        shuffled_order(
                            sizes[question_id],
                            shuffle=request.shuffle_choices,
                            seed=seed + position,
                        )
                    ),
                )
                for position, question_id in enumerate(ids)
            )
            session.touch("blocks")
        return block_id

    def block(self, user_id: int, block_id: int) -> Block:
        """Return a block with its items; UserFault if the user has no such block."""
        with self._store.read() as session:
            row = _block_row(session, user_id, block_id)
            items = tuple(_item(item) for item in blocks.items(session, block_id))
            return Block(
                id=row.id,
                number=row.number,
                mode=Mode(row.mode),
                limit_ms=row.limit_ms,
                elapsed_ms=row.elapsed_ms,
                position=row.position,
                created_at=row.created_at,
                ended_at=row.ended_at,
                items=items,
            )

    def blocks(self, user_id: int) -> list[BlockSummary]:
        """Return the user's blocks, newest first."""
        with self._store.read() as session:
            return blocks.summaries(session, blocks.blocks(session, user_id))

    def remove_block(self, user_id: int, block_id: int, *, removed: bool = True) -> None:
        """Take a block out of the list (its attempts stay), or put it back."""
        with self._store.write() as session:
            row = _block_row(session, user_id, block_id)
            row.deleted_at = self._clock.now() if removed else None
            session.add(row)
            session.touch("blocks")

    # Answering. Each of these saves the time used as well.

    def visit(self, user_id: int, block_id: int, position: int, spent: Spent) -> None:
        """Open the item at ``position``; ``spent`` belongs to the item that was open."""
        with self._store.write() as session:
            row = self._save_time(session, user_id, block_id, spent)
            row.position = position
            session.add(row)
            _change_item(session, block_id, position, seen=True)

    def save_time(self, user_id: int, block_id: int, spent: Spent) -> None:
        """Save the time used, once a second while a block is open."""
        with self._store.write() as session:
            self._save_time(session, user_id, block_id, spent)

    def choose(self, user_id: int, block_id: int, answer: frozenset[int], spent: Spent) -> None:
        """Save the answer to the open item; a change of answer is logged."""
        with self._store.write() as session:
            row = self._save_time(session, user_id, block_id, spent)
            item = _open_item(session, row)
            given = letters(answer)
            if item.answer and item.answer != given:
                now = self._clock.now()
                session.add(
                    AnswerChangeRow(
                        id=new_id(to_ms(now)),
                        user_id=user_id,
                        question_id=item.question_id,
                        block_id=block_id,
                        position=item.position,
                        answer_from=item.answer,
                        answer_to=given,
                        item_ms=spent.item_ms,
                        at=now,
                    )
                )
            _change_item(session, block_id, row.position, answer=given)

    def strike(self, user_id: int, block_id: int, struck: frozenset[int], spent: Spent) -> None:
        """Save which choices of the open item are struck out."""
        with self._store.write() as session:
            row = self._save_time(session, user_id, block_id, spent)
            _open_item(session, row)
            _change_item(session, block_id, row.position, struck=letters(struck))

    def submit(self, user_id: int, block_id: int, spent: Spent) -> None:
        """Settle the open item of a tutor block: its attempt is logged, it stays as it is."""
        with self._store.write() as session:
            row = self._save_time(session, user_id, block_id, spent)
            item = _open_item(session, row)
            if not item.answer:
                raise UserFault("Choose an answer first.")
            _change_item(session, block_id, row.position, submitted=True)
            session.refresh(item)
            attempts.record(session, row, [item], self._clock.now())
            session.touch("attempts")

    def mark(self, user_id: int, question_id: int, *, marked: bool) -> None:
        """Set or take away the user's mark on a question."""
        with self._store.write() as session:
            session.merge(
                QuestionMarkRow(
                    id=derived_id("mark", user_id, question_id),
                    user_id=user_id,
                    question_id=question_id,
                    marked=marked,
                    changed_at=self._clock.now(),
                )
            )
            session.touch("marks")

    def suspend(self, user_id: int, block_id: int, spent: Spent) -> None:
        """Leave a block to go on with it later."""
        with self._store.write() as session:
            self._save_time(session, user_id, block_id, spent)
            session.touch("blocks")

    def end_block(self, user_id: int, block_id: int, spent: Spent) -> None:
        """Close a block: every item not settled yet becomes an attempt, open ones omitted.

        Ending an ended block changes nothing.
        """
        now = self._clock.now()
        with self._store.write() as session:
            row = _block_row(session, user_id, block_id)
            if row.ended_at is not None:
                return
            self._save_time(session, user_id, block_id, spent)
            items = blocks.items(session, block_id)
            attempts.record(session, row, [item for item in items if not item.submitted], now)
            row.ended_at = now
            session.add(row)
            session.touch("attempts", "blocks")

    # Results

    def answer_changes(self, user_id: int, block_id: int) -> dict[int, list[tuple[str, str]]]:
        """Return the answer changes of a block by position, in order, as letters (from, to)."""
        with self._store.read() as session:
            _block_row(session, user_id, block_id)
            return attempts.answer_changes(session, block_id)

    def result(self, user_id: int, block_id: int) -> BlockResult:
        """Return the result of an ended block; UserFault if it is still open."""
        with self._store.read() as session:
            row = _block_row(session, user_id, block_id)
            if row.ended_at is None:
                raise UserFault("This block has not ended yet.")
            (summary,) = blocks.summaries(session, [row])
            found = attempts.results(session, row)
        stems = self._questions.titles([item.question_id for item in found])
        items = tuple(replace(item, stem=stems[item.question_id]) for item in found)
        return BlockResult(
            summary,
            items,
            by_system=tally(items, lambda item: item.system),
            by_subject=tally(items, lambda item: item.subject),
        )

    def mend_states(self) -> list[str]:
        """Rebuild the states of questions from the log of attempts where they differ from it;
        return what was mended, in words."""
        with self._store.write() as session:
            wrong = attempts.wrong_states(session)
            if not wrong:
                return []
            attempts.rebuild_states(session)
            session.touch("attempts")
        return [f"the status of {len(wrong)} questions, from the log of attempts"]

    def question(self, question_id: int) -> Question:
        """Return the question behind an item."""
        return self._questions.get(question_id)

    def _save_time(
        self, session: WriteSession, user_id: int, block_id: int, spent: Spent
    ) -> BlockRow:
        row = _block_row(session, user_id, block_id)
        if row.ended_at is not None:
            raise UserFault("This block has ended.")
        row.elapsed_ms = spent.block_ms
        session.add(row)
        _change_item(session, block_id, row.position, time_ms=spent.item_ms)
        return row


def _block_row(session: Session, user_id: int, block_id: int) -> BlockRow:
    row = session.get(BlockRow, block_id)
    if row is None or row.user_id != user_id:
        raise UserFault(f"There is no block {block_id}.")
    return row


def _open_item(session: Session, block: BlockRow) -> BlockItemRow:
    item = session.get_one(BlockItemRow, derived_id("block_item", block.id, block.position))
    if item.submitted:
        raise UserFault("This item is settled and cannot be changed.")
    return item


def _change_item(session: Session, block_id: int, position: int, **values: Any) -> None:
    session.execute(
        update(BlockItemRow)
        .where(col(BlockItemRow.id) == derived_id("block_item", block_id, position))
        .values(**values)
    )


def _item(row: BlockItemRow) -> Item:
    return Item(
        position=row.position,
        question_id=row.question_id,
        order=tuple(row.choice_order),
        answer=places(row.answer),
        struck=places(row.struck),
        seen=row.seen,
        submitted=row.submitted,
        time_ms=row.time_ms,
    )
