"""What can be done with questions selected in the bank: a block, marks, tags, an export …"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from ms2qbank_desktop.features.attempts.models import QuestionFilter
from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.practice.models import MAX_BLOCK, BlockRequest, Mode
from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.features.questions.models import BankFilter
from ms2qbank_desktop.features.questions.service import QuestionService
from ms2qbank_desktop.ui.files import ask_target
from ms2qbank_desktop.ui.words import counted

from .bank_dialogs import BlockDialog, ResetDialog, TagDialog
from .custom_rules import kept_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from ms2qbank_desktop.ui.context import UiContext

_FILTERS = ["Questions (*.json)"]
_LOOKED_AT = 2_000
"""Questions whose tags are looked up for a menu; for more it offers every tag."""


class _Write(Protocol):
    """Writes something about questions and returns those that this changed."""

    def __call__(self, user_id: int, ids: Sequence[int], /, *, on: bool) -> list[int]: ...


class BankActions:
    """Does what the action bar, the menus and the keys of the page ask for."""

    def __init__(self, ctx: UiContext) -> None:
        self._ctx = ctx
        self._practice = ctx.service(PracticeService)
        self._attempts = ctx.service(AttemptService)
        self._bank = ctx.service(QuestionService)

    def make_block(self, ids: Sequence[int]) -> None:
        """Ask how, then open a block of these questions."""
        dialog = BlockDialog(self._ctx.window, self._ctx.settings, len(ids))
        dialog.accepted.connect(lambda: self._start(dialog, ids))
        dialog.open_once()

    def _start(self, dialog: BlockDialog, ids: Sequence[int]) -> None:
        from .opening import open_block

        request = BlockRequest(
            QuestionFilter(BankFilter(ids=frozenset(ids))),
            Mode(dialog.mode.value),
            min(len(ids), MAX_BLOCK),
            dialog.shuffle.isChecked(),
            self._ctx.settings.get("shuffle_choices"),
            custom=kept_rules(self._ctx.settings),
            time_factor=self._ctx.settings.get("extra_time") / 100,
        )
        self._ctx.tasks.run(
            "Making a block",
            lambda _progress: self._practice.create_block(self._ctx.user_id, request),
            done=lambda block_id: open_block(self._ctx, block_id),
        )

    def mark(self, ids: Sequence[int], *, marked: bool) -> None:
        """Set or take away marks, and offer Undo."""

        def write(user_id: int, ids: Sequence[int], *, on: bool) -> list[int]:
            return self._attempts.mark(user_id, ids, marked=on)

        self._change(ids, write, "marked", "unmarked", on=marked)

    def suspend(self, ids: Sequence[int], *, suspended: bool) -> None:
        """Leave questions out of everything, or let them in again, and offer Undo."""

        def write(user_id: int, ids: Sequence[int], *, on: bool) -> list[int]:
            return self._attempts.suspend(user_id, ids, suspended=on)

        self._change(ids, write, "suspended", "let in again", on=suspended)

    def tag(self, ids: Sequence[int]) -> None:
        """Ask for a tag and put it on the questions."""
        known = self._attempts.all_own_tags(self._ctx.user_id)
        dialog = TagDialog(self._ctx.window, len(ids), known)
        dialog.accepted.connect(lambda: self.write_tag(ids, dialog.tag, on=True))
        dialog.open()

    def write_tag(self, ids: Sequence[int], tag: str, *, on: bool) -> None:
        """Put a tag on questions or take it away, and offer Undo."""

        def write(user_id: int, ids: Sequence[int], *, on: bool) -> list[int]:
            return self._attempts.tag(user_id, ids, tag, on=on)

        self._change(ids, write, f"tagged “{tag}”", f"rid of the tag “{tag}”", on=on)

    def own_tags(self, ids: Sequence[int]) -> list[str]:
        """Return the user's own tags of some questions."""
        if len(ids) > _LOOKED_AT:
            return self._attempts.all_own_tags(self._ctx.user_id)
        tags = self._attempts.own_tags(self._ctx.user_id, ids)
        return sorted({tag for of_one in tags.values() for tag in of_one})

    def _change(
        self, ids: Sequence[int], write: _Write, word: str, undone: str, *, on: bool
    ) -> None:
        """Write something about questions off this thread; say what it changed, offer Undo."""
        user_id = self._ctx.user_id
        done_word = word if on else undone

        def undo(changed: list[int]) -> None:
            self._ctx.tasks.run(
                "Undoing",
                lambda _progress: write(user_id, changed, on=not on),
                done=lambda _changed: None,
            )

        def done(changed: list[int]) -> None:
            if changed:
                words = f"{counted(len(changed), 'question')} {done_word}"
                self._ctx.messages.toast(words, lambda: undo(changed))
            else:
                self._ctx.messages.toast(f"All of them are {done_word} already")

        self._ctx.tasks.run(
            "Changing questions", lambda _progress: write(user_id, ids, on=on), done=done
        )

    def reset(self, ids: Sequence[int]) -> None:
        """Ask, then begin anew with the questions, and offer Undo."""
        if ids:
            reset_progress(self._ctx, counted(len(ids), "question"), lambda: ids)

    def export(self, ids: Sequence[int]) -> None:
        """Ask for a file and write the questions to it."""
        title = f"Export {counted(len(ids), 'question')}"
        ask_target(self._ctx.window, title, "questions.json", partial(self.write, ids), _FILTERS)

    def write(self, ids: Sequence[int], path: Path) -> None:
        """Write the questions to ``path``."""
        self._ctx.tasks.run(
            f"Writing {path.name}",
            lambda progress: self._bank.export(
                ids, path, progress, self._attempts.own_tags(self._ctx.user_id, ids)
            ),
            done=lambda _nothing: self._ctx.messages.toast(
                f"{counted(len(ids), 'question')} written to {path.name}"
            ),
        )


def reset_progress(ctx: UiContext, which: str, find: Callable[[], Sequence[int]]) -> None:
    """Ask whether to begin anew with ``which`` questions; ``find`` names them, on a worker."""
    attempts, user_id = ctx.service(AttemptService), ctx.user_id

    def undo(changed: list[int]) -> None:
        ctx.tasks.run(
            "Restoring progress",
            lambda progress: attempts.unreset(user_id, changed, progress),
            done=lambda _nothing: None,
        )

    def done(changed: list[int]) -> None:
        if changed:
            words = f"Progress of {counted(len(changed), 'question')} reset"
            ctx.messages.toast(words, lambda: undo(changed))
        else:
            ctx.messages.toast("None of them has any progress")

    def reset() -> None:
        ctx.tasks.run(
            "Resetting progress", lambda _progress: attempts.reset(user_id, find()), done=done
        )

    dialog = ResetDialog(ctx.window, which)
    dialog.accepted.connect(reset)
    dialog.open()
