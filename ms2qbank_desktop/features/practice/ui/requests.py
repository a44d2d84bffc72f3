"""What other slices ask of the bank without knowing it: a question, or a block to practise.

Loaded at the start: what is heavy is imported by the first request.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.ui.command import Command

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ms2qbank_desktop.features.attempts.models import BankRow, QuestionFilter
    from ms2qbank_desktop.features.links.models import Place
    from ms2qbank_desktop.features.practice.models import BlockRequest
    from ms2qbank_desktop.ui.context import UiContext

_MAKING = "Making a block"


def serve_requests(ctx: UiContext) -> None:
    """Say that questions are opened, practised and begun anew with here."""
    ctx.commands.serve("open-question", partial(_open, ctx))
    ctx.commands.serve("beside-question", partial(_open_beside, ctx))
    ctx.commands.serve("restore-question", partial(_put_back, ctx))
    ctx.commands.serve("find-in-bank", partial(_find, ctx))
    ctx.commands.serve("practise", partial(_practise, ctx))
    ctx.commands.serve("prepare-block", partial(_prepare, ctx))
    ctx.commands.serve("begin-block", partial(_begin, ctx))
    ctx.commands.serve("begin-due", partial(_begin_due, ctx))
    ctx.commands.serve("open-block", partial(_open_block, ctx))
    ctx.commands.serve("show-picture", partial(_show_picture, ctx))
    reset = partial(_reset, ctx)
    ctx.commands.add(
        Command("reset-progress", "Reset progress…", reset, menu="Edit", section="reset")
    )


def _show_picture(ctx: UiContext, name: str) -> None:
    """Show a picture of the media folder over the window, to be looked at closely."""
    from ms2qbank_desktop.features.questions.service import QuestionService

    from .image_viewer import ImageViewer

    data = ctx.service(QuestionService).picture(name)
    ImageViewer(ctx.window, ctx.tasks, data).open_over()


def _open(ctx: UiContext, place: Place, words: Sequence[str] = ()) -> None:
    from ms2qbank_desktop.features.questions.service import QuestionService

    from .bank_preview import BankPreview, read
    from .found_place import show_found

    rows = _rows(ctx, place)
    if not rows:
        return
    packs = {pack.id: pack for pack in ctx.service(QuestionService).packs()}
    page = BankPreview(ctx, large=True)
    ctx.navigate.open("questions", "bank")
    ctx.navigate.open_detail(page, "Question", "")
    page.show_question(read(ctx, rows[0]), packs)
    page.setFocus()
    show_found(page, place, words)


def _open_beside(ctx: UiContext, place: Place, words: Sequence[str] = ()) -> None:
    """Show a question over whatever is open, an exam too."""
    from .found_place import show_found
    from .related_preview import RelatedPreview

    rows = _rows(ctx, place)
    if not rows:
        return
    dialog = RelatedPreview(ctx, rows, rows[0], ctx.window, "Question")
    dialog.shown.connect(lambda: show_found(dialog.preview, place, words))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _rows(ctx: UiContext, place: Place) -> list[BankRow]:
    """Return the line of a question; where it was removed, none, and offer to put it back."""
    from ms2qbank_desktop.features.attempts.service import AttemptService
    from ms2qbank_desktop.features.links.service import LinkService

    end = ctx.service(LinkService).described(ctx.user_id, [place]).get(place)
    if end is not None and not end.gone:
        return ctx.service(AttemptService).browse_rows(ctx.user_id, [place.id])
    action = None if end is None else ("Put back", partial(_put_back, ctx, place))
    ctx.messages.toast("This question is no longer in the bank", action=action)
    return []


def _put_back(ctx: UiContext, place: Place) -> None:
    from ms2qbank_desktop.features.questions.service import QuestionService

    ctx.service(QuestionService).restore_question(place.id)
    ctx.messages.toast("Put back into the bank")


def _find(ctx: UiContext, text: str) -> None:
    """Show what a search of the bank finds."""
    ctx.navigate.open("questions", "bank")
    ctx.commands.request("filter-bank", text)


def _practise(ctx: UiContext, wanted: QuestionFilter) -> None:
    """Show the page that makes blocks with ``wanted`` ticked."""
    ctx.navigate.open("questions", "create")
    ctx.commands.request("choose-questions", wanted)


def _prepare(ctx: UiContext, request: BlockRequest) -> None:
    """Show the page that makes blocks with a whole block described."""
    ctx.navigate.open("questions", "create")
    ctx.commands.request("describe-block", request)


def _begin(ctx: UiContext, wanted: BlockRequest | Collection[int]) -> None:
    """Make a block and open it: as it is described, or in tutor mode of some questions. It is said
    if there are none of them."""
    from ms2qbank_desktop.features.practice.models import BlockRequest
    from ms2qbank_desktop.features.practice.service import PracticeService

    if any(job.name == _MAKING for job in ctx.tasks.running):
        return  # a second click
    request = wanted if isinstance(wanted, BlockRequest) else _of_questions(wanted)
    ctx.tasks.run(
        _MAKING,
        lambda _progress: ctx.service(PracticeService).create_block(ctx.user_id, request),
        done=partial(_open_block, ctx),
    )


def _begin_due(ctx: UiContext, number: int) -> None:
    """Make a block of due questions and open it, as the settings say: ``number`` of them, at most
    as many as a block has."""
    from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status
    from ms2qbank_desktop.features.practice.models import BlockRequest, Mode

    settings = ctx.settings
    wanted = BlockRequest(
        QuestionFilter(statuses=frozenset({Status.DUE})),
        Mode.TUTOR,
        min(number, settings.get("block_size")),
        shuffle_questions=settings.get("shuffle_questions"),
        shuffle_choices=settings.get("shuffle_choices"),
        vary=settings.get("vary_due"),
    )
    _begin(ctx, wanted)


def _of_questions(questions: Collection[int]) -> BlockRequest:
    from ms2qbank_desktop.features.attempts.models import QuestionFilter
    from ms2qbank_desktop.features.practice.models import BlockRequest, Mode
    from ms2qbank_desktop.features.questions.models import BankFilter

    wanted = QuestionFilter(BankFilter(ids=frozenset(questions)))
    return BlockRequest(wanted, Mode.TUTOR, len(questions))


def _open_block(ctx: UiContext, block_id: int) -> None:
    """Open a block where it was left."""
    from .opening import open_block

    open_block(ctx, block_id)


def _reset(ctx: UiContext) -> None:
    from .reset_packs import choose_packs

    choose_packs(ctx)
