"""Lists of the page "Questions": weak areas, answers one confuses, recent blocks, mastery."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.analytics.models import Dimension
from ms2qbank_desktop.features.analytics.service.statistics import StatsService
from ms2qbank_desktop.features.attempts.models import QuestionFilter
from ms2qbank_desktop.features.links.models import Excerpt, Kind, Place
from ms2qbank_desktop.features.practice.blueprint import short_label
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode
from ms2qbank_desktop.features.questions.models import BankFilter
from ms2qbank_desktop.ui.charts.plot import Form, Plot, Series, per_cent
from ms2qbank_desktop.ui.words import counted, day_words, duration, share, short_when

from .action_list import Line
from .readings import Figure
from .wording import mode_words, range_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.analytics.confusions import Confusion
    from ms2qbank_desktop.features.analytics.mastery import Mastery
    from ms2qbank_desktop.features.analytics.models import WeakArea
    from ms2qbank_desktop.features.practice.models import BlockSummary
    from ms2qbank_desktop.ui.context import UiContext

    from .looking import Look

_AREAS, _PAIRS, _BLOCKS, _CONCEPTS = 6, 6, 6, 14
"""How many are listed."""


def read_weak(ctx: UiContext, look: Look) -> Sequence[WeakArea]:
    """Return the weak areas, subjects and systems together, the worst first."""
    found = ctx.service(StatsService).weak_areas(ctx.user_id, look.scope)
    return sorted(found, key=lambda one: one.tally.accuracy or 0)[:_AREAS]


def say_weak(ctx: UiContext, area: WeakArea) -> Line:
    """Return a weak area with the block that works on it."""
    kind = "Subject" if area.kind is Dimension.SUBJECT else "System"
    right = f"{share(area.tally.accuracy or 0)} right of {area.tally.attempts:,}"
    return Line(
        "target",
        short_label(area.name),
        f"{kind}, {right}, 95 % range {range_words(area.tally.range)}",
        (("Focused test", partial(_focus, ctx, area)),),
    )


def read_pairs(ctx: UiContext, _look: Look) -> Sequence[Confusion]:
    """Return the answers that are taken for each other."""
    from ms2qbank_desktop.features.analytics.service.advice import AdviceService

    return ctx.service(AdviceService).confusions(ctx.user_id, _PAIRS)


def say_pair(ctx: UiContext, pair: Confusion) -> Line:
    """Return a pair with what helps against it."""
    today = ctx.clock.study_day(ctx.clock.now())
    last = day_words(pair.last, today)
    where = counted(len(pair.question_ids), "question")
    return Line(
        "swap",
        f"{pair.right}, taken for {pair.chosen}",
        f"{counted(pair.times, 'time')} in {where}, last {last}",
        (
            ("Practise", partial(ctx.commands.request, "begin-block", pair.question_ids)),
            ("Card", partial(_make_card, ctx, pair)),
        ),
    )


def read_blocks(ctx: UiContext, _look: Look) -> Sequence[BlockSummary]:
    """Return the last blocks that have ended."""
    from ms2qbank_desktop.features.practice.service import PracticeService

    ended = [one for one in ctx.service(PracticeService).blocks(ctx.user_id) if one.ended_at]
    return ended[:_BLOCKS]


def say_block(ctx: UiContext, block: BlockSummary) -> Line:
    """Return a block with the way to its result."""
    systems = ", ".join(map(short_label, block.systems[:2])) or "no system"
    when = short_when(block.created_at, ctx.clock.now())
    return Line(
        "squares-four",
        f"Block {block.number}, {share(block.correct / max(1, block.size))} right",
        f"{mode_words(block.mode)}, {when}, {duration(block.elapsed_ms)}, {systems}",
        (("Result", partial(ctx.commands.request, "open-block", block.id)),),
    )


def read_mastery(ctx: UiContext, _look: Look, system: str) -> Figure:
    """Return how well systems are mastered, from questions and cards together, or the weakest
    topics of one."""
    from ms2qbank_desktop.features.analytics.service.readiness import ReadinessService

    found = ctx.service(ReadinessService).mastery(ctx.user_id, system)
    seen = [one for one in found if one.seen]
    return Figure(mastery_plot(seen), f"the {_CONCEPTS} weakest" if len(seen) > _CONCEPTS else "")


def mastery_plot(found: Sequence[Mastery]) -> Plot | None:
    """Return concepts with their ranges, the first ones of them; None without any."""
    if not found:
        return None
    shown = found[:_CONCEPTS]
    return Plot(
        "Concept",
        tuple(short_label(one.name) for one in shown),
        (
            Series(
                "mastered",
                tuple(one.share for one in shown),
                band=tuple((one.low, one.high) for one in shown),
            ),
        ),
        Form.ROWS,
        words=per_cent,
        top=1.0,
        band="80 % range",
        note="Seen",
        notes=tuple(f"{share(one.seen)} seen" for one in shown),
    )


def read_ability(ctx: UiContext, _look: Look, _view: str) -> Figure:
    """Return what share is expected right in the exam, by system."""
    from ms2qbank_desktop.features.analytics.service.readiness import ReadinessService

    found = ctx.service(ReadinessService).abilities(ctx.user_id)
    known = [(name, one) for name, one in found.systems.items() if one.answers]
    if sum(one.answers for _, one in known) < 10:
        return Figure(None)
    return Figure(
        Plot(
            "System",
            tuple(short_label(name) for name, _ in known),
            (
                Series(
                    "expected right",
                    tuple(one.expected for _, one in known),
                    band=tuple((one.low, one.high) for _, one in known),
                ),
            ),
            Form.ROWS,
            words=per_cent,
            top=1.0,
            band="80 % range",
            note="First answers",
            notes=tuple(f"{one.answers:,}" for _, one in known),
        ),
        "on items as hard as the exam's",
    )


def _focus(ctx: UiContext, area: WeakArea) -> None:
    """Describe a block of an area on the page that makes blocks."""
    names = frozenset({area.name})
    bank = (
        BankFilter(subjects=names) if area.kind is Dimension.SUBJECT else BankFilter(systems=names)
    )
    settings = ctx.settings
    ctx.commands.request(
        "prepare-block",
        BlockRequest(
            QuestionFilter(bank), Mode(settings.get("block_mode")), settings.get("block_size")
        ),
    )


def _make_card(ctx: UiContext, pair: Confusion) -> None:
    place = Place(Kind.QUESTION, pair.question_ids[0])
    text = f"{pair.right} or {pair.chosen}: what tells them apart?"
    ctx.commands.request("make-card", Excerpt(place, "a question you missed", text))
