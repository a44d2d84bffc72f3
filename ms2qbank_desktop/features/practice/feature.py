"""The practice slice, described. Its pages stand in the tab of the bank."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.feature import FeatureSpec, PageSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ms2qbank_desktop.storage.context import ServiceContext
    from ms2qbank_desktop.ui.context import UiContext

    from .service.misses import MissDoors


def _tables() -> tuple[type, ...]:
    from .tables import AnswerChangeRow, BlockItemRow, BlockRow, RecipeRow

    return (BlockRow, BlockItemRow, AnswerChangeRow, RecipeRow)


def _services(ctx: ServiceContext) -> tuple[object, ...]:
    from ms2qbank_desktop.features.questions.service import QuestionService

    from .service import PracticeService
    from .service.misses import MissService

    practice = PracticeService(ctx.store, ctx.clock, ctx.service(QuestionService))
    return practice, MissService(ctx.store, partial(_miss_doors, ctx))


def _miss_doors(ctx: ServiceContext) -> MissDoors:
    from ms2qbank_desktop.features.flashcards.service.cards import CardService
    from ms2qbank_desktop.features.flashcards.service.decks import DeckService
    from ms2qbank_desktop.features.flashcards.service.notes import NoteService
    from ms2qbank_desktop.features.library.service.articles import LibraryService
    from ms2qbank_desktop.features.links.service import LinkService
    from ms2qbank_desktop.features.notebook.service.error_log import ErrorLogService
    from ms2qbank_desktop.features.questions.service import QuestionService

    from .service.misses import MissDoors

    return MissDoors(
        ctx.service(QuestionService),
        ctx.service(ErrorLogService),
        ctx.service(LinkService),
        ctx.service(CardService),
        ctx.service(NoteService),
        ctx.service(DeckService),
        ctx.service(LibraryService),
    )


def _create_page(ctx: UiContext) -> object:
    from .ui.create_page import CreateBlockPage

    return CreateBlockPage(ctx)


def _blocks_page(ctx: UiContext) -> object:
    from .ui.blocks_page import BlocksPage

    return BlocksPage(ctx)


def _bank_page(ctx: UiContext) -> object:
    from .ui.bank_page import BankPage

    return BankPage(ctx)


def _tour(ctx: UiContext) -> Iterator[str]:
    from .ui.tour import screens

    return screens(ctx)


FEATURE = FeatureSpec(
    "practice",
    "Practice",
    None,
    30,
    _tables,
    _services,
    pages=(
        PageSpec("create", "questions", "Create block", 10, _create_page),
        PageSpec("blocks", "questions", "Blocks", 20, _blocks_page),
        PageSpec("bank", "questions", "Bank", 30, _bank_page),
    ),
    tour=_tour,
)
