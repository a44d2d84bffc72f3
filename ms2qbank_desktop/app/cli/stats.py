"""What the attempts amount to: accuracy, pace, streaks, weak areas."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.progress import Silent

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping

    from ms2qbank_desktop.features.analytics.models import Tally
    from ms2qbank_desktop.features.questions.models import Pack

    from . import Output

NAME = "stats"
_BY = ("subject", "system", "difficulty", "day")


def add(parser: argparse.ArgumentParser, _common: argparse.ArgumentParser) -> None:
    """Declare the options."""
    for option, name, help_ in (
        ("--from", "first", "first study day"),
        ("--to", "last", "last study day"),
    ):
        parser.add_argument(option, dest=name, type=date.fromisoformat, metavar="DATE", help=help_)
    parser.add_argument("--pack", metavar="TITLE", help="only of this pack, by its title or id")
    parser.add_argument("--by", choices=_BY, default="subject", help="what the lines tell apart")


def run(options: argparse.Namespace, output: Output) -> int:
    """Count what is still to be counted, then say the sums."""
    from ms2qbank_desktop.app.context import AppContext
    from ms2qbank_desktop.features.accounts.service import AccountService
    from ms2qbank_desktop.features.analytics.models import Dimension, Scope
    from ms2qbank_desktop.features.analytics.service.counting import CountingService
    from ms2qbank_desktop.features.analytics.service.statistics import StatsService
    from ms2qbank_desktop.features.questions.service import QuestionService

    if options.first and options.last and options.first > options.last:
        raise UserFault("--from is after --to.", field="from")
    context = AppContext(options.data_dir)
    try:
        user_id = context.service(AccountService).acting(options.user).id
        context.service(CountingService).catch_up(Silent())
        pack_id = None
        if options.pack is not None:
            pack_id = _pack(context.service(QuestionService).packs(), options.pack)
        scope = Scope(options.first, options.last, pack_id)
        stats = context.service(StatsService)
        total = stats.total(user_id, scope)
        streak = stats.streak(user_id, forgiving=context.settings.get("streak_forgives"))
        percentile = stats.percentile(user_id)
        groups = {
            "by_subject": _groups(stats.by(user_id, scope, Dimension.SUBJECT), by_accuracy=True),
            "by_system": _groups(stats.by(user_id, scope, Dimension.SYSTEM), by_accuracy=True),
            "by_difficulty": _groups(stats.by(user_id, scope, Dimension.DIFFICULTY)),
            "by_day": _groups(
                {day.isoformat(): one for day, one in stats.days(user_id, scope).items()}
            ),
        }
        weak = [
            {"kind": area.kind.value, "rank": area.rank, **_line(area.name, area.tally)}
            for area in stats.weak_areas(user_id, scope)
        ]
    finally:
        context.close()
    document = {
        **_numbers(total),
        "streak_days": streak.now,
        "best_streak": streak.best,
        "percentile": None if percentile is None else round(percentile, 2),
        **groups,
        "weak_areas": weak,
    }
    lines = [
        f"{total.attempts:,} attempts, {_words(total)}",
        f"Streak: {streak.now} days, best {streak.best}",
        *(f"{one['name'] or '(none)'}: {_told(one)}" for one in groups[f"by_{options.by}"]),
        *(f"Weak {one['kind']}: {one['name']}, {one['accuracy']} %" for one in weak),
    ]
    output.result(document, lines)
    return 0


def _pack(packs: Iterable[Pack], wanted: str) -> int:
    for pack in packs:
        if wanted == str(pack.id) or wanted.casefold() == pack.info.title.casefold():
            return pack.id
    raise UserFault(f"There is no pack “{wanted}”.", field="pack")


def _groups(found: Mapping[str, Tally], *, by_accuracy: bool = False) -> list[dict[str, Any]]:
    """Return a line of each, the best first or in the order of their names, those without one
    last."""
    names = sorted(found, key=lambda name: (not name, name))
    if by_accuracy:
        names.sort(key=lambda name: -(found[name].accuracy or 0.0))
    return [_line(name, found[name]) for name in names]


def _line(name: str, tally: Tally) -> dict[str, Any]:
    low, high = tally.range
    return {
        "name": name,
        **_numbers(tally),
        "omitted": tally.omitted,
        "low": round(100 * low, 2),
        "high": round(100 * high, 2),
    }


def _numbers(tally: Tally) -> dict[str, Any]:
    """Return accuracy in per cent of all attempts, omitted ones included; null without any."""
    return {
        "attempts": tally.attempts,
        "correct": tally.correct,
        "accuracy": None if tally.accuracy is None else round(100 * tally.accuracy, 2),
        "mean_seconds": None if tally.seconds is None else round(tally.seconds, 2),
    }


def _words(tally: Tally) -> str:
    if tally.accuracy is None:
        return "nothing answered yet"
    return f"{100 * tally.accuracy:.2f} % right"


def _told(line: dict[str, Any]) -> str:
    return f"{line['accuracy']} % of {line['attempts']:,} ({line['low']} to {line['high']})"
