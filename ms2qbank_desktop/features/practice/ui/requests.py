"""What other slices ask of the bank without knowing it: a question, or a block to practise.

Loaded at the start: what is heavy is imported by the first request.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ms2qbank_desktop.features.attempts.models import BankRow, QuestionFilter
    from ms2qbank_desktop.features.links.models import Place
    from ms2qbank_desktop.features.practice.models import BlockRequest
    from ms2qbank_desktop.ui.context import UiContext


def serve_requests(ctx: UiContext) -> None:
    """Say that questions are opened and practised here."""
    ctx.commands.serve("open-question", partial(_open, ctx))
    ctx.commands.serve("beside-question", partial(_open_beside, ctx))
    ctx.commands.serve("restore-question", partial(_put_back, ctx))
    ctx.commands.serve("practise", partial(_practise, ctx))
    ctx.commands.serve("prepare-block", partial(_prepare, ctx))
    ctx.commands.serve("begin-block", partial(_begin, ctx))


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
    show_found(page, place.spot, words)


def _open_beside(ctx: UiContext, place: Place, words: Sequence[str] = ()) -> None:
    """Show a question over whatever is open, an exam too."""
    from .found_place import show_found
    from .related_preview import RelatedPreview

    rows = _rows(ctx, place)
    if not rows:
        return
    dialog = RelatedPreview(ctx, rows, rows[0], ctx.window, "Question")
    dialog.shown.connect(lambda: show_found(dialog.preview, place.spot, words))
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


def _practise(ctx: UiContext, wanted: QuestionFilter) -> None:
    """Show the page that makes blocks with ``wanted`` ticked."""
    ctx.navigate.open("questions", "create")
    ctx.commands.request("choose-questions", wanted)


def _prepare(ctx: UiContext, request: BlockRequest) -> None:
    """Show the page that makes blocks with a whole block described."""
    ctx.navigate.open("questions", "create")
    ctx.commands.request("describe-block", request)


def _begin(ctx: UiContext, questions: Collection[int]) -> None:
    """Make a tutor block of some questions and open it. Fault if there are none of them."""
    from ms2qbank_desktop.features.attempts.models import QuestionFilter
    from ms2qbank_desktop.features.practice.models import BlockRequest, Mode
    from ms2qbank_desktop.features.practice.service import PracticeService
    from ms2qbank_desktop.features.questions.models import BankFilter

    from .opening import open_block

    wanted = QuestionFilter(BankFilter(ids=frozenset(questions)))
    request = BlockRequest(wanted, Mode.TUTOR, len(questions))
    ctx.navigate.open("questions", "blocks")
    open_block(ctx, ctx.service(PracticeService).create_block(ctx.user_id, request))
