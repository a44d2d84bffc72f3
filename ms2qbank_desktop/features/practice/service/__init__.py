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
from ms2qbank_desktop.features.attempts.models import letters
from ms2qbank_desktop.features.practice.blueprint import draw_by_weight
from ms2qbank_desktop.features.practice.models import (
    LEAST_SECONDS,
    MAX_BLOCK,
    MOST_SECONDS,
    TIME_FACTORS,
    Block,
    BlockRequest,
    BlockResult,
    BlockSummary,
    Recipe,
    Spent,
)
from ms2qbank_desktop.features.practice.queries import blocks, drawing, recipes, results
from ms2qbank_desktop.features.practice.scoring import by_difficulty, tally
from ms2qbank_desktop.features.practice.selection import draw, with_series
from ms2qbank_desktop.features.practice.tables import AnswerChangeRow, BlockItemRow, BlockRow

if TYPE_CHECKING:
    from ms2qbank_desktop.features.questions.models import Question
    from ms2qbank_desktop.features.questions.service import QuestionService
    from ms2qbank_desktop.storage.store import Store, WriteSession


class PracticeService:
    """Blocks of one data folder. ``user_id`` says whose; a block of another is unknown."""

    def __init__(self, store: Store, clock: Clock, questions: QuestionService) -> None:
        self._store = store
        self._clock = clock
        self._questions = questions

    # Blocks

    def create_block(self, user_id: int, request: BlockRequest, seed: int | None = None) -> int:
        """Make a block and return its id. UserFault if nothing matches or the size is off.

        ``seed`` repeats a draw; without it each block is drawn anew.
        """
        if not 1 <= request.size <= MAX_BLOCK:
            raise UserFault(f"A block has 1 to {MAX_BLOCK} questions.", field="size")
        _check_rules(request)
        seed = secrets.randbits(32) if seed is None else seed
        now = self._clock.now()
        with self._store.write() as session:
            viewer = drawing.viewer(user_id, now, self._clock.day_end(now))
            systems = drawing.candidates(session, viewer, request.wanted)
            if not systems:
                raise UserFault("No question matches.", advice="Untick some of the filters.")
            found, size, shuffle = list(systems), request.size, request.shuffle_questions
            if request.by_blueprint:
                ids = draw_by_weight(systems, found, size, shuffle=shuffle, seed=seed)
            else:
                ids = draw(found, size, shuffle=shuffle, seed=seed)
            ids = with_series(ids, drawing.series(session, ids, systems))
            stands_for = drawing.varied(session, viewer, ids) if request.vary else {}
            block_id = blocks.make(session, user_id, request, ids, stands_for, seed, now)
            session.touch("blocks")
        return block_id

    def block(self, user_id: int, block_id: int) -> Block:
        """Return a block with its items; UserFault if the user has no such block."""
        with self._store.read() as session:
            return blocks.whole(session, _block_row(session, user_id, block_id))

    def has_ended(self, user_id: int, block_id: int) -> bool:
        """Say whether a block has ended; UserFault if the user has no such block."""
        with self._store.read() as session:
            return _block_row(session, user_id, block_id).ended_at is not None

    def blocks(self, user_id: int) -> list[BlockSummary]:
        """Return the user's blocks, newest first."""
        with self._store.read() as session:
            return blocks.summaries(session, blocks.blocks(session, user_id))

    def left_open(self, user_id: int, task_id: int) -> int | None:
        """Return the newest block for a task that was made on this study day and has not ended;
        None if there is none."""
        since = self._clock.day_start(self._clock.study_day(self._clock.now()))
        with self._store.read() as session:
            return blocks.left_open(session, user_id, task_id, since)

    def remove_block(self, user_id: int, block_id: int, *, removed: bool = True) -> None:
        """Take a block out of the list (its attempts stay), or put it back."""
        with self._store.write() as session:
            row = _block_row(session, user_id, block_id)
            row.deleted_at = self._clock.now() if removed else None
            session.add(row)
            session.touch("blocks")

    # Recipes

    def last_request(self, user_id: int) -> BlockRequest | None:
        """Return what the user's last block was made of; None if no block says so."""
        with self._store.read() as session:
            return recipes.last_request(session, user_id)

    def recipes(self, user_id: int) -> list[Recipe]:
        """Return the user's saved recipes, by name."""
        with self._store.read() as session:
            return recipes.saved(session, user_id)

    def save_recipe(self, user_id: int, name: str, request: BlockRequest) -> None:
        """Keep a block to be made again; UserFault if the name is blank or taken."""
        with self._store.write() as session:
            recipes.save(session, user_id, name, request, self._clock.now())
            session.touch("recipes")

    def rename_recipe(self, user_id: int, recipe_id: int, name: str) -> None:
        """Give a recipe another name; UserFault if it is blank or taken."""
        with self._store.write() as session:
            recipes.rename(session, user_id, recipe_id, name, self._clock.now())
            session.touch("recipes")

    def remove_recipe(self, user_id: int, recipe_id: int, *, removed: bool = True) -> None:
        """Delete a recipe, or put it back."""
        with self._store.write() as session:
            recipes.remove(session, user_id, recipe_id, self._clock.now(), removed=removed)
            session.touch("recipes")

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

    def use_hint(self, user_id: int, block_id: int, spent: Spent) -> None:
        """Note that the hint of the open item was read."""
        self._note(user_id, block_id, spent, hint_used=True)

    def use_phrases(self, user_id: int, block_id: int, spent: Spent) -> None:
        """Note that the key phrases of the open item were shown."""
        self._note(user_id, block_id, spent, phrases_used=True)

    def submit(self, user_id: int, block_id: int, spent: Spent) -> None:
        """Settle the open item of a block that reveals: its attempt is logged, it stays as it
        is."""
        with self._store.write() as session:
            row = self._save_time(session, user_id, block_id, spent)
            item = _open_item(session, row)
            if not item.answer:
                raise UserFault("Choose an answer first.")
            _change_item(session, block_id, row.position, submitted=True)
            session.refresh(item)
            results.record(session, row, [item], self._clock.now())
            session.touch("attempts")

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
            results.record(session, row, [item for item in items if not item.submitted], now)
            row.ended_at = now
            session.add(row)
            session.touch("attempts", "blocks")

    # Results

    def answer_changes(self, user_id: int, block_id: int) -> dict[int, list[tuple[str, str]]]:
        """Return the answer changes of a block by position, in order, as letters (from, to)."""
        with self._store.read() as session:
            _block_row(session, user_id, block_id)
            return results.answer_changes(session, block_id)

    def result(self, user_id: int, block_id: int) -> BlockResult:
        """Return the result of an ended block; UserFault if it is still open."""
        with self._store.read() as session:
            row = _block_row(session, user_id, block_id)
            if row.ended_at is None:
                raise UserFault("This block has not ended yet.")
            (summary,) = blocks.summaries(session, [row])
            found = results.results(session, row)
        stems = self._questions.titles([item.question_id for item in found])
        items = tuple(replace(item, stem=stems[item.question_id]) for item in found)
        return BlockResult(
            summary,
            items,
            by_system=tally(items, lambda item: item.system),
            by_subject=tally(items, lambda item: item.subject),
            by_difficulty=by_difficulty(items),
        )

    def blocks_before(self, user_id: int, block_id: int, limit: int = 10) -> list[BlockSummary]:
        """Return the user's ended blocks of the same mode before this one, newest first."""
        with self._store.read() as session:
            row = _block_row(session, user_id, block_id)
            return blocks.summaries(session, blocks.before(session, row, limit))

    def question(self, question_id: int) -> Question:
        """Return the question behind an item."""
        return self._questions.get(question_id)

    def _note(self, user_id: int, block_id: int, spent: Spent, **used: bool) -> None:
        with self._store.write() as session:
            row = self._save_time(session, user_id, block_id, spent)
            _open_item(session, row)
            _change_item(session, block_id, row.position, **used)

    def _save_time(
        self, session: WriteSession, user_id: int, block_id: int, spent: Spent
    ) -> BlockRow:
        row = _block_row(session, user_id, block_id)
        if row.ended_at is not None:
            raise UserFault("This block has ended.")
        row.elapsed_ms = spent.block_ms
        session.add(row)
        _change_item(session, block_id, row.position, time_ms=spent.item_ms, scroll=spent.scroll)
        return row


def _check_rules(request: BlockRequest) -> None:
    seconds = request.rules.seconds_per_item
    if seconds is not None and not LEAST_SECONDS <= seconds <= MOST_SECONDS:
        raise UserFault(
            f"An item has {LEAST_SECONDS} to {MOST_SECONDS} seconds.", field="seconds_per_item"
        )
    if request.time_factor not in TIME_FACTORS:
        raise UserFault("The time can be ×1, ×1.25, ×1.5 or ×2.", field="time_factor")


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
