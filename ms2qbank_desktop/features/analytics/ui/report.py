"""The report for a tutor: a page that sums up, then the details, black on white."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextDocument

from ms2qbank_desktop.features.accounts.service import AccountService
from ms2qbank_desktop.features.analytics.models import (
    DELAYS,
    NOTHING,
    SPEEDS,
    ChangeKind,
    Dimension,
    Scope,
)
from ms2qbank_desktop.features.analytics.readiness import NotYet
from ms2qbank_desktop.features.analytics.service.advice import AdviceService
from ms2qbank_desktop.features.analytics.service.readiness import ReadinessService
from ms2qbank_desktop.features.analytics.service.statistics import StatsService
from ms2qbank_desktop.features.attempts.models import Confidence
from ms2qbank_desktop.features.practice.blueprint import SYSTEMS, short_label
from ms2qbank_desktop.ui import paper
from ms2qbank_desktop.ui.words import counted, day_words, long_day, share

from .coaching import on_changes, on_confidence, on_halves, on_speed
from .looking import look_state, period_words
from .readiness_card import driver_words
from .streak_card import forgiving
from .wording import NAMELESS, mode_words, percent_or_dash, range_words, seconds_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.features.analytics.confusions import Confusion
    from ms2qbank_desktop.features.analytics.models import CardTally, Streak, Tally, WeakArea
    from ms2qbank_desktop.features.analytics.next_steps import Step
    from ms2qbank_desktop.features.analytics.readiness import Readiness
    from ms2qbank_desktop.ui.context import ServiceDoor, UiContext

TITLE = "Study report"
_POINTS = 9
_WEEKS = 16
_WEAKEST = 5
_BAR, _TRACK = "steelblue", "gainsboro"
_STYLE = "th { font-weight: normal; color: dimgray; } .muted { color: dimgray; }"


@dataclass(frozen=True, slots=True)
class Report:
    """All that stands on the paper. ``by``: sums of the period by the values of dimensions."""

    name: str
    today: date
    scope: Scope
    total: Tally
    by: Mapping[Dimension, Mapping[str, Tally]]
    systems: Mapping[str, Tally]
    modes: Mapping[str, Tally]
    days: Mapping[date, Tally]
    cards: CardTally
    card_systems: Mapping[str, CardTally]
    streak: Streak
    weak: Sequence[WeakArea]
    readiness: Readiness | NotYet
    steps: Sequence[Step]
    confusions: Sequence[Confusion]


def read(
    service: ServiceDoor, clock: Clock, user_id: int, scope: Scope, *, forgiving: bool = False
) -> Report:
    """Gather a report; on a worker. ``forgiving``: one missed day does not end a streak."""
    stats, advice = service(StatsService), service(AdviceService)
    profiles = service(AccountService).profiles()
    return Report(
        name=next(one.name or one.email for one in profiles if one.id == user_id),
        today=clock.study_day(clock.now()),
        scope=scope,
        total=stats.total(user_id, scope),
        by={one: stats.by(user_id, scope, one) for one in Dimension},
        systems=stats.by_official(user_id, scope),
        modes=stats.by_mode(user_id, scope),
        days=stats.days(user_id, scope),
        cards=stats.cards(user_id, scope),
        card_systems=stats.cards_by_system(user_id, scope),
        streak=stats.streak(user_id, forgiving=forgiving),
        weak=stats.weak_areas(user_id, scope),
        readiness=service(ReadinessService).readiness(user_id),
        steps=advice.next_steps(user_id),
        confusions=advice.confusions(user_id, 12),
    )


def document(report: Report) -> QTextDocument:
    """Return a report as a document; it may be made and printed on any thread."""
    made = QTextDocument()
    paper.set_type(made, _POINTS, _STYLE)
    made.setHtml(_summary(report) + _details(report))
    return made


def save_report(ctx: UiContext) -> None:
    """Ask where to, and write the report of what is looked at there."""
    paper.save_as_pdf(ctx, "Save the report as PDF", TITLE, TITLE, _maker(ctx))


def print_report(ctx: UiContext) -> None:
    """Ask for a printer, and print the report of what is looked at."""
    paper.print_out(ctx, TITLE, _maker(ctx))


def _maker(ctx: UiContext) -> paper.Make:
    scope = look_state(ctx).look.scope
    return lambda _progress: document(
        read(ctx.service, ctx.clock, ctx.user_id, scope, forgiving=forgiving(ctx))
    )


# The first page


def _summary(report: Report) -> str:
    total = report.total
    facts = [
        ("Questions answered", f"{total.attempts - total.omitted:,}", f"{total.omitted:,} omitted"),
        ("Right", percent_or_dash(total.accuracy), f"95 % range {range_words(total.range)}"),
        (
            "Right at first attempts",
            f"{total.firsts_right:,} of {total.firsts:,}",
            share(total.firsts_right / total.firsts) if total.firsts else "",
        ),
        ("Time per question", seconds_words(total.seconds), ""),
        (
            "Cards remembered",
            percent_or_dash(report.cards.retention),
            counted(report.cards.answers, "answer"),
        ),
        (
            "Study days in a row",
            f"{report.streak.now:,}",
            f"longest {counted(report.streak.best, 'day')}",
        ),
    ]
    return (
        f"<h2>Study report: {escape(report.name)}</h2>"
        f"<p class='muted'>{long_day(report.today)}. "
        f"Looked at: {escape(period_words(report.scope, report.today))}.</p>"
        + _table({"": 40, " ": 20, "  ": 40}, facts)
        + _ready(report.readiness)
        + _by_system(report)
        + _weak(report)
        + _next(report)
    )


def _ready(found: Readiness | NotYet) -> str:
    if isinstance(found, NotYet):
        return _part(
            "Readiness",
            f"<p>Not told yet: {found.answers:,} of {found.answers_needed:,} first attempts of the "
            f"last year, {found.systems} of {found.systems_needed} systems that have enough.</p>",
        )
    drivers = "; ".join(
        f"{driver_words(one)} ({'+' if one.points > 0 else '−'}{abs(one.points):.0f})"
        for one in found.drivers
    )
    return _part(
        "Readiness",
        f"<p><b>{share(found.chance)}</b> chance to pass, if the exam were this week "
        f"(80 % band {range_words((found.low, found.high))}, "
        f"from {counted(found.answers, 'first attempt')}).</p>"
        + (f"<p>What it hangs on most: {escape(drivers)}.</p>" if drivers else ""),
    )


def _by_system(report: Report) -> str:
    weights = {system.name: f"{system.weight:.0f} %" for system in SYSTEMS}
    rows = [
        (
            short_label(name) or NAMELESS,
            weights.get(name, ""),
            f"{tally.correct:,} of {tally.attempts:,}",
            percent_or_dash(tally.accuracy),
            range_words(tally.range),
            _bar(tally.accuracy),
            percent_or_dash(report.card_systems[name].retention)
            if name in report.card_systems
            else "–",
        )
        for name, tally in report.systems.items()
    ]
    head = {"System": 28, "Exam": 7, "Right": 14, "": 8, "95 % range": 13, " ": 20}
    return _part("Systems", _table({**head, "Cards": 10}, rows, raw=5)) if rows else ""


def _weak(report: Report) -> str:
    rows = [
        (
            f"{area.kind.value.capitalize()} {area.rank}",
            area.name,
            percent_or_dash(area.tally.accuracy),
            f"of {area.tally.attempts:,}",
        )
        for area in report.weak
        if area.rank <= _WEAKEST
    ]
    head = {"Weak (below 70 %)": 22, "": 48, " ": 12, "  ": 18}
    return _part("Weak areas", _table(head, rows)) if rows else ""


def _next(report: Report) -> str:
    lines = [f"<li>{escape(step.title)}: {escape(step.why)}</li>" for step in report.steps]
    return _part("What next, by expected gain", f"<ul>{''.join(lines)}</ul>") if lines else ""


# The pages after it


def _details(report: Report) -> str:
    by = report.by
    speeds = _bins(by[Dimension.SPEED], _edges(SPEEDS, "s"))
    delays = _bins(by[Dimension.RETEST], _edges(DELAYS, "days"))
    sureness = {str(one.value): one.name.capitalize() for one in Confidence}
    halves = {"1": "First half", "2": "Second half"}
    parts = [
        _shares("Week", _weekly(report)),
        _shares("Subject", _named(by[Dimension.SUBJECT])),
        _shares("Difficulty", _named(by[Dimension.DIFFICULTY], lambda name: f"Level {name}")),
        _shares("Mode", _named(report.modes, mode_words)),
        _shares("Time of an answer", speeds, on_speed(_counted(by[Dimension.SPEED], SPEEDS))),
        _shares("Block", _bins(by[Dimension.HALF], halves), on_halves(by[Dimension.HALF])),
        _shares(
            "How sure",
            _bins(by[Dimension.CONFIDENCE], sureness),
            on_confidence(by[Dimension.CONFIDENCE]),
        ),
        _shares("Missed question, asked again after", delays),
        _changed(by[Dimension.CHANGE]),
        _confused(report),
    ]
    body = "".join(parts)
    return f"<h2 style='page-break-before: always'>Details</h2>{body}" if body else ""


def _weekly(report: Report) -> list[tuple[str, Tally]]:
    weeks: dict[date, Tally] = {}
    for day, tally in report.days.items():
        monday = day - timedelta(days=day.weekday())
        weeks[monday] = weeks[monday].plus(tally) if monday in weeks else tally
    return [
        (f"from {day_words(monday, report.today)}", weeks[monday])
        for monday in sorted(weeks)[-_WEEKS:]
    ]


def _named(
    found: Mapping[str, Tally], words: Callable[[str], str] = str
) -> list[tuple[str, Tally]]:
    names = sorted(found, key=lambda name: (not name, name))
    return [(words(name) if name else NAMELESS, found[name]) for name in names]


def _bins(found: Mapping[str, Tally], names: Mapping[str, str]) -> list[tuple[str, Tally]]:
    return [(words, found[value]) for value, words in names.items() if value in found]


def _counted(found: Mapping[str, Tally], edges: Sequence[int]) -> list[Tally]:
    return [found.get(str(at), NOTHING) for at in range(len(edges) + 1)]


def _edges(ends: Sequence[int], unit: str) -> dict[str, str]:
    """Return the words of bins by their number: "under 40 s", "40 to 60 s", "over 100 s"."""
    middle = [f"{low} to {high} {unit}" for low, high in pairwise(ends)]
    words = [f"under {ends[0]} {unit}", *middle, f"over {ends[-1]} {unit}"]
    return {str(at): one for at, one in enumerate(words)}


def _shares(title: str, rows: Iterable[tuple[str, Tally]], words: str = "") -> str:
    lines = [
        (
            name,
            f"{tally.correct:,} of {tally.attempts:,}",
            percent_or_dash(tally.accuracy),
            range_words(tally.range),
            _bar(tally.accuracy),
            seconds_words(tally.seconds),
        )
        for name, tally in rows
    ]
    head = {title: 30, "Right": 16, "": 8, "95 % range": 14, " ": 22, "Mean": 10}
    said = f"<p>{escape(words)}</p>" if words else ""
    return _table(head, lines, raw=4) + said if lines else ""


def _changed(found: Mapping[str, Tally]) -> str:
    rows = [
        (kind.value.capitalize(), f"{found[kind.value].attempts:,}")
        for kind in ChangeKind
        if kind.value in found
    ]
    said = f"<p>{escape(on_changes(found))}</p>"
    return _table({"Changed answers": 50, "": 50}, rows) + said if rows else ""


def _confused(report: Report) -> str:
    rows = [
        (one.name, f"{one.times:,} times", day_words(one.last, report.today))
        for one in report.confusions
    ]
    return _table({"Taken for each other": 60, "": 15, "Last": 25}, rows) if rows else ""


# Pieces


def _part(title: str, body: str) -> str:
    return f"<h3>{escape(title)}</h3>{body}"


def _bar(value: float | None) -> str:
    """Return a bar of a share of 0-1, as rich text."""
    if value is None:
        return ""
    width = min(99, max(1, round(100 * value)))
    thin = "<span style='font-size: 3pt'>&nbsp;</span>"
    cells = f"<td width='{width}%' bgcolor='{_BAR}'>{thin}</td><td bgcolor='{_TRACK}'>{thin}</td>"
    return f"<table width='100%' cellspacing='0' cellpadding='0'><tr>{cells}</tr></table>"


def _table(head: Mapping[str, int], rows: Iterable[Sequence[str]], raw: int = -1) -> str:
    """Return a table; ``head``: title of each column and its width in per cent; ``raw``: number
    of a column that is rich text already."""
    titles = "".join(
        f"<th align='left' width='{width}%'>{escape(title.strip())}</th>"
        for title, width in head.items()
    )
    lines = [
        "".join(f"<td>{cell if at == raw else escape(cell)}</td>" for at, cell in enumerate(row))
        for row in rows
    ]
    body = "".join(f"<tr>{line}</tr>" for line in (titles, *lines))
    return f"<table width='100%' cellspacing='0' cellpadding='2'>{body}</table><br>"
