"""The map of the bank: systems down, subjects across, and how much of each is held."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ms2qbank_desktop.features.analytics.models import NOTHING, Coverage, CoverageCell
from ms2qbank_desktop.features.attempts.models import QuestionFilter
from ms2qbank_desktop.features.practice.blueprint import SYSTEMS, official, short_label
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode
from ms2qbank_desktop.features.questions.models import BankFilter
from ms2qbank_desktop.ui.charts.card import ChartCard
from ms2qbank_desktop.ui.charts.heatgrid import HeatGrid, HeatScale
from ms2qbank_desktop.ui.charts.plot import Form, Plot, Series, per_cent
from ms2qbank_desktop.ui.tasks import Reading
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.segmented import Segmented
from ms2qbank_desktop.ui.words import counted

from .wording import NAMELESS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ms2qbank_desktop.features.analytics.models import Tally
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

    from .looking import Look

VIEWS = {
    "secure": ("Secure", "questions you hold securely; click a cell for a block"),
    "seen": ("Seen", "questions you have answered; click a cell for a block"),
    "correct": ("Right", "questions whose last answer was right; click a cell for a block"),
}
MOST_SUBJECTS = 11
"""Columns; further subjects stand together in the last one."""
OTHERS = "Others"
_WEIGHTS = {system.name: system.weight / 100 for system in SYSTEMS}
_SHORT = {
    "Behavioral Sciences": "Behav.",
    "Biochemistry": "Bioch.",
    "Biostatistics": "Biost.",
    "Microbiology": "Micro.",
    "Pathology": "Path.",
    "Pharmacology": "Pharm.",
    "Physiology": "Physiol.",
}


class Map(NamedTuple):
    """``groups``: the subjects of each column; ``names``: of each official system, how the packs
    write it; ``right``: what was answered by official system."""

    coverage: Coverage
    groups: tuple[tuple[str, ...], ...]
    names: dict[str, frozenset[str]]
    right: Mapping[str, Tally]

    def cell(self, place: int, column: int) -> CoverageCell:
        """Return the questions of a system and of the subjects of a column."""
        found = CoverageCell()
        for subject in self.groups[column]:
            system = self.coverage.systems[place]
            found = found.plus(self.coverage.cells.get((system, subject), CoverageCell()))
        return found


def groups(coverage: Coverage) -> tuple[tuple[str, ...], ...]:
    """Return the subjects of each column: the largest have one of their own."""
    subjects = coverage.subjects
    if len(subjects) <= MOST_SUBJECTS:
        return tuple((one,) for one in subjects)
    own = subjects[: MOST_SUBJECTS - 1]
    return (*((one,) for one in own), subjects[MOST_SUBJECTS - 1 :])


def map_plot(shown: Map, view: str) -> Plot | None:
    """Return the map; None without questions."""
    systems = shown.coverage.systems
    if not systems:
        return None
    places = range(len(systems))
    columns = [
        Series(
            _name(group),
            tuple(_value(shown.cell(place, column), view) for place in places),
            short=_short(_name(group)),
        )
        for column, group in enumerate(shown.groups)
    ]
    right = tuple(shown.right.get(system, NOTHING).accuracy for system in systems)
    weights = tuple(_WEIGHTS.get(system) for system in systems)
    return Plot(
        "System",
        tuple(short_label(system) or NAMELESS for system in systems),
        (*columns, Series("Correct", right, plain=True), Series("Exam", weights, plain=True)),
        Form.HEAT,
        words=per_cent,
    )


def cell_words(cell: CoverageCell) -> str:
    """Return what a cell stands for: "13 of 60 secure, 41 seen, 23 right"."""
    if not cell.questions:
        return "no questions"
    return (
        f"{cell.secure:,} of {cell.questions:,} secure, {cell.seen:,} seen, {cell.correct:,} right"
    )


class CoverageCard(ChartCard):
    """Reads on a worker; a cell that is clicked, or chosen with Enter, becomes a block."""

    least_width = 640

    def __init__(self, ctx: UiContext) -> None:
        self.grid = HeatGrid("Coverage map")
        super().__init__(
            "Coverage map",
            "There are no questions in the bank yet.",
            ctx.messages.show,
            chart=self.grid,
        )
        self._ctx = ctx
        self._look: Look | None = None
        self._map: Map | None = None
        self.views = Segmented(
            [(key, words) for key, (words, _) in VIEWS.items()], "Share of questions", size="small"
        )
        self.views.chosen.connect(lambda _view: self._show())
        self.add_control(HeatScale())
        self.add_control(self.views)
        self.grid.cell_clicked.connect(self._prepare)
        packs = Button("Open the packs", size="small")
        packs.clicked.connect(lambda: ctx.navigate.open("questions", "packs"))
        self.add_begin(packs)
        self._reading = Reading(self._start, self)

    def fill(self, look: Look) -> None:
        """Show the bank, or the pack that is looked at; days concern the column Correct only."""
        self._look = look
        self._reading.ask()

    def _start(self) -> Task:
        look = self._look
        assert look is not None  # noqa: S101 - only asked for with one
        return self._ctx.tasks.run(
            "Reading the coverage", lambda _progress: _read(self._ctx, look), done=self._take
        )

    def _take(self, found: Map) -> None:
        self._map = found
        self._show()

    def _show(self) -> None:
        if self._map is None:
            return
        shown = self._map
        self.show_plot(map_plot(shown, self.views.value), VIEWS[self.views.value][1])
        self.grid.set_words(
            {
                (place, column): cell_words(shown.cell(place, column))
                for place in range(len(shown.coverage.systems))
                for column in range(len(shown.groups))
            }
        )

    def _prepare(self, place: int, column: int) -> None:
        """Describe a block of the questions of a cell on the page that makes blocks."""
        if self._map is None or self._look is None:
            return
        system = self._map.coverage.systems[place]
        pack = self._look.scope.pack_id
        bank = BankFilter(
            packs=frozenset(() if pack is None else (pack,)),
            systems=self._map.names.get(system, frozenset()),
            subjects=frozenset(self._map.groups[column]),
        )
        settings = self._ctx.settings
        request = BlockRequest(
            QuestionFilter(bank), Mode(settings.get("block_mode")), settings.get("block_size")
        )
        self._ctx.commands.request("prepare-block", request)
        size = self._map.cell(place, column).questions
        self._ctx.messages.toast(f"{counted(size, 'question')} chosen; Ctrl+Enter starts")


def _read(ctx: UiContext, look: Look) -> Map:
    from ms2qbank_desktop.features.analytics.service.statistics import StatsService
    from ms2qbank_desktop.features.attempts.service import AttemptService

    stats, user_id = ctx.service(StatsService), ctx.user_id
    coverage = stats.coverage(user_id, look.scope.pack_id)
    names: dict[str, set[str]] = {}
    for name in ("", *ctx.service(AttemptService).vocabulary(user_id).systems):
        names.setdefault(official(name) or "", set()).add(name)
    return Map(
        coverage,
        groups(coverage),
        {system: frozenset(found) for system, found in names.items()},
        stats.by_official(user_id, look.scope),
    )


def _value(cell: CoverageCell, view: str) -> float | None:
    if not cell.questions:
        return None
    return {"secure": cell.secure, "seen": cell.seen, "correct": cell.correct}[
        view
    ] / cell.questions


def _name(group: tuple[str, ...]) -> str:
    return OTHERS if len(group) > 1 else group[0] or NAMELESS


def _short(name: str) -> str:
    """Return a subject as the head of a narrow column says it."""
    if name in _SHORT:
        return _SHORT[name]
    word = name.split()[0]
    return name if len(name) <= 7 else f"{word[:6].rstrip('.')}." if len(word) > 7 else word
