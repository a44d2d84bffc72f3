"""Fourth step of a plan: what counts more."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QStackedWidget, QWidget

from ms2qbank_desktop.features.planner.demand import weakness
from ms2qbank_desktop.features.planner.plan_models import PlanMode
from ms2qbank_desktop.features.practice.blueprint import SYSTEMS, short_label
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.field import NumberField
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.widgets.segmented import Segmented

from .row_list import ListRow, RowList

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ms2qbank_desktop.features.planner.plan_models import PlanDraft
    from ms2qbank_desktop.features.planner.planning import Supply

_MODES = ((PlanMode.SPREAD.value, "By system"), (PlanMode.EVEN.value, "Even, by subject"))
_HELP = {
    PlanMode.SPREAD.value: "Every system all the time, by its share of the exam; weak ones more.",
    PlanMode.EVEN.value: "Subject after subject, each as long as its priority says, as in MS2 "
    "QBank. No blocks, cards or lectures are planned.",
}
_FACTORS = (("0.0", "Out"), ("0.5", "Less"), ("1.0", "Usual"), ("2.0", "More"))
MOST_PRIORITY = 99
FEW_ANSWERS = 10
"""Below them nothing is said of a system."""


class PrioritiesStep(QWidget):
    """``changed``: something else stands here."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.mode = Segmented(_MODES, "How the plan goes")
        self._help = Label("", "caption", "text-muted", wrap=True)
        self.factors: dict[str, Segmented] = {}
        self._own: dict[str, float] = {}
        self._accuracy: dict[str, Label] = {}
        self.subjects = SubjectList()
        self._known: list[str] = []
        self._stack = QStackedWidget()
        self._stack.addWidget(self._systems())
        self._stack.addWidget(self.subjects)
        self.setLayout(column(row(self.mode, None), self._help, self._stack, None, gap=8))
        self.mode.chosen.connect(self._on_mode)
        self.subjects.changed.connect(self.changed.emit)

    def show_supply(self, supply: Supply, subjects: Sequence[str]) -> None:
        """Say how sure one is of each system; ``subjects`` of the bank are offered."""
        for name, label in self._accuracy.items():
            correct, answered = supply.answers.get(name, (0, 0))
            weak = answered >= FEW_ANSWERS and weakness(correct, answered) > 1
            if answered < FEW_ANSWERS:
                label.setText("–")
            else:
                label.setText(f"{correct / answered:.0%}".replace("%", " %") + (", weak" * weak))
            label.set_ink("warning" if weak else "text-muted")
        self._known = list(subjects)

    def put(self, draft: PlanDraft) -> None:
        """Show a draft."""
        self._own = dict(draft.priorities)
        for name, factor in self.factors.items():
            value = draft.priorities.get(name, 1.0)
            near = min(_FACTORS, key=lambda one: abs(float(one[0]) - value))
            factor.set_value(near[0] if value else "0.0")
        self.mode.set_value(draft.mode.value)
        self.subjects.put_subjects(draft.subjects)
        self._on_mode()

    def take(self, draft: PlanDraft) -> PlanDraft:
        """Return a draft with what stands here."""
        usual = {name: value for name, value in self._own.items() if name not in self.factors}
        said = {name: self._factor(name) for name in self.factors}
        priorities = usual | {name: value for name, value in said.items() if value != 1.0}
        mode = PlanMode(self.mode.value)
        subjects = self.subjects.take() if mode is PlanMode.EVEN else draft.subjects
        return replace(draft, priorities=priorities, mode=mode, subjects=subjects)

    def fact(self) -> str:
        """Return in short what stands here."""
        if self.mode.value == PlanMode.EVEN.value:
            return "Subject after subject"
        changed = sum(factor.value != "1.0" for factor in self.factors.values())
        return f"{changed} changed by you" if changed else "As the exam weighs"

    def _factor(self, name: str) -> float:
        """Return the factor of a system; one of the command line stays unless another is chosen."""
        chosen, own = self.factors[name].value, self._own.get(name, 1.0)
        near = min(_FACTORS, key=lambda one: abs(float(one[0]) - own))[0] if own else "0.0"
        return own if chosen == near else float(chosen)

    def _systems(self) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(px(4))
        grid.setHorizontalSpacing(px(12))
        for at, head in enumerate(("System", "Of the exam", "You", "")):
            side = Qt.AlignmentFlag.AlignRight if at in {1, 2} else Qt.AlignmentFlag.AlignLeft
            grid.addWidget(Label(head, "caption", "text-muted"), 0, at, side)
        for line, system in enumerate(SYSTEMS, start=1):
            label = short_label(system.name)
            factor = Segmented(_FACTORS, f"Weight of {label}", size="small")
            factor.chosen.connect(lambda _key: self.changed.emit())
            self.factors[system.name] = factor
            accuracy = self._accuracy[system.name] = Label("–", "caption", "text-muted")
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(Elided(label), line, 0)
            grid.addWidget(Label(f"{system.weight:.0f} %", "caption", "text-muted"), line, 1, right)
            grid.addWidget(accuracy, line, 2, right)
            grid.addWidget(factor, line, 3)
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(2, px(76))
        table = QWidget()
        table.setLayout(grid)
        return table

    def _on_mode(self) -> None:
        even = self.mode.value == PlanMode.EVEN.value
        if even and not self.subjects.take():
            self.subjects.put_subjects((name, 1) for name in self._known or [""])
        self._stack.setCurrentIndex(int(even))
        self._help.setText(_HELP[self.mode.value])
        self.changed.emit()


class SubjectRow(ListRow):
    """A subject and its priority."""

    def __init__(self, name: str = "", priority: int = 1) -> None:
        super().__init__()
        self.name = QLineEdit(name)
        self.name.setAccessibleName("Subject")
        self.priority = NumberField(1, MOST_PRIORITY, "Priority")
        self.priority.setFixedWidth(px(64))
        self.priority.setValue(priority)
        label = Label("Priority", "caption", "text-muted")
        self.lay_out(self.name, label, self.priority, remove="Remove this subject")
        self.setFocusProxy(self.name)
        self.name.textChanged.connect(lambda _text: self.changed.emit())
        self.priority.valueChanged.connect(lambda _value: self.changed.emit())


class SubjectList(RowList[SubjectRow]):
    """Subjects with their priorities; the highest priority comes first in the plan."""

    def __init__(self) -> None:
        super().__init__("Add a subject", SubjectRow)

    def put_subjects(self, subjects: Iterable[tuple[str, int]]) -> None:
        """Show other subjects."""
        self.put(SubjectRow(name, priority) for name, priority in subjects)

    def take(self) -> tuple[tuple[str, int], ...]:
        """Return the subjects that have a name."""
        named = ((one.name.text().strip(), one.priority.value()) for one in self.rows)
        return tuple((name, priority) for name, priority in named if name)
