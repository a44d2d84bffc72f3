"""The tools of the exam: docks at its right edge, navigator, calculator."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ms2qbank_desktop.core import paths
from ms2qbank_desktop.features.practice import labs
from ms2qbank_desktop.ui.settings.following import follow

from .calculator import CalculatorPanel
from .exam_navigator import ExamNavigator
from .exam_settings import SettingsDrawer
from .labs_dock import LabsDock
from .notes_panel import NotesPanel

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.practice.session import BlockSession
    from ms2qbank_desktop.ui.context import UiContext

    from .exam_frame import ExamFrame
    from .exam_looks import ExamLooks


@cache
def _lab_table() -> labs.LabTable:
    return labs.load(paths.resources() / "labs.toml")


def _read_labs(_progress: Progress) -> labs.LabTable:
    return _lab_table()


class ExamTools(QObject):
    """Opens and closes the tools over a frame; each is made when it is first asked for.

    ``go_to`` opens an item. ``note_saved``: the question, and what is written to it now.
    """

    note_saved = Signal(object, str)

    def __init__(
        self,
        ctx: UiContext,
        session: BlockSession,
        frame: ExamFrame,
        looks: ExamLooks,
        go_to: Callable[[int], None],
    ) -> None:
        super().__init__(frame)
        self._ctx = ctx
        self._session = session
        self._frame = frame
        self._looks = looks
        self._go_to = go_to
        self._reading = False
        self._left = False
        self.labs: LabsDock | None = None
        self.notes: NotesPanel | None = None
        self.settings: SettingsDrawer | None = None
        self.calculator: CalculatorPanel | None = None
        self.navigator: ExamNavigator | None = None
        self._built = QTimer(self)  # making the dock and laying it out share no turn of the window
        self._built.setSingleShot(True)
        self._built.timeout.connect(self._on_labs_built)
        top = frame.top
        for button, tool, opens in (
            (top.labs, "labs", self.open_labs),
            (top.notes, "notes", self.open_notes),
            (top.settings, "settings", self.open_settings),
            (top.calculator, "calculator", self.open_calculator),
            (top.navigator, "navigator", self.open_navigator),
        ):
            button.clicked.connect(partial(self._on_clicked, tool, opens))
        looks.changed.connect(self._on_looks_changed)
        frame.installEventFilter(self)

    @property
    def docks(self) -> list[QWidget]:
        """The docks that have been made."""
        return [dock for dock in (self.labs, self.notes, self.settings) if dock is not None]

    def finish(self) -> None:
        """Save the note and let nothing open any more; called before the frame goes."""
        self._left = True
        self.save()

    def save(self) -> None:
        """Save what was typed."""
        if self.notes is not None:
            self.notes.save()

    def show_item(self) -> None:
        """Let the notes follow to another item, and close the navigator."""
        self.close("navigator")
        if self.notes is not None and not self.notes.isHidden():
            item = self._session.item
            self.notes.show_question(item.question_id, f"Item {item.position + 1}")

    def open_labs(self) -> None:
        """Open the lab values, or go to their search field."""
        if self.labs is not None:
            self._open(self.labs)
        elif not self._reading:
            self._reading = True
            self._ctx.tasks.run("Reading the lab values", _read_labs, done=self._on_labs_read)

    def open_notes(self) -> None:
        """Open the note of the open item, or go to it."""
        if self.notes is None:
            self.notes = NotesPanel(self._ctx)
            self.notes.saved.connect(self.note_saved)
            self.notes.close_requested.connect(partial(self.close, "notes"))
            self._add(self.notes)
        self._open(self.notes)
        self.show_item()

    def open_settings(self) -> None:
        """Open the settings or go to them; close them if they have the keyboard."""
        drawer = self.settings
        if drawer is None:
            drawer = self.settings = SettingsDrawer(explains=self._frame.explanation is not None)
            drawer.changed.connect(self._looks.set)
            drawer.resized.connect(self._looks.zoom)
            drawer.keys_requested.connect(partial(self._ctx.commands.run, "keys"))
            everything = partial(self._ctx.commands.request, "open-setting", "exam_zoom")
            drawer.all_requested.connect(everything)
            drawer.close_requested.connect(partial(self.close, "settings"))
            self._ctx.commands.bind(drawer.larger, "exam-larger")
            self._ctx.commands.bind(drawer.smaller, "exam-smaller")
            self._ctx.commands.bind(drawer.keys, "keys")
            self._add(drawer)
        elif self._has_focus(drawer):
            self._close(drawer)
            return
        drawer.show_values(self._looks.values())
        self._open(drawer)

    def open_navigator(self) -> None:
        """Show all items; if they are shown, close them."""
        if self.navigator is None:
            self.navigator = ExamNavigator(self._frame.body, self._frame.items)
            self.navigator.item_requested.connect(self._go_to)
            self.navigator.close_requested.connect(partial(self.close, "navigator"))
        elif self.navigator.isVisible():
            self._close(self.navigator)
            return
        self.navigator.open()
        self._tick()

    def open_calculator(self) -> None:
        """Open the calculator or go to it; close it if it has the keyboard."""
        panel = self.calculator
        if panel is None:
            panel = self.calculator = CalculatorPanel(self._frame.body)
            panel.close_requested.connect(partial(self.close, "calculator"))
        elif panel.hasFocus():
            self._close(panel)
            return
        self._open(panel)

    def close(self, tool: str) -> None:
        """Close a tool by its name here."""
        widget = getattr(self, tool)
        if widget is not None and not widget.isHidden():
            self._close(widget)

    def close_innermost(self) -> bool:
        """Close the tool that has the keyboard, else the uppermost; False if none is open."""
        made = [self.navigator, self.calculator, *self.docks]
        tools = [tool for tool in made if tool is not None and tool.isVisible()]
        tools.sort(key=lambda tool: not self._has_focus(tool))
        if tools:
            self._close(tools[0])
        return bool(tools)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            for dock in (self.labs, self.notes, self.settings):
                if dock is not None:
                    dock.limit_width(self._frame.width())
        return super().eventFilter(watched, event)

    def _add(self, dock: LabsDock | NotesPanel | SettingsDrawer) -> None:
        dock.hide()
        self._frame.add_dock(dock)
        dock.limit_width(self._frame.width())

    def _open(self, tool: QWidget) -> None:
        if tool in self.docks:
            for other in self.docks:
                other.setVisible(other is tool)
        tool.show()
        if self.calculator is not None:
            self.calculator.raise_()
        tool.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._tick()

    def _close(self, tool: QWidget) -> None:
        if self._has_focus(tool):
            self._frame.question.setFocus(Qt.FocusReason.OtherFocusReason)
        tool.hide()
        self._tick()

    @staticmethod
    def _has_focus(tool: QWidget) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and (focus is tool or tool.isAncestorOf(focus))

    def _tick(self) -> None:
        """Let the buttons of the bar say what is open, and the calculator not cover a dock."""
        top = self._frame.top
        for button, tool in (
            (top.labs, self.labs),
            (top.notes, self.notes),
            (top.settings, self.settings),
            (top.calculator, self.calculator),
            (top.navigator, self.navigator),
        ):
            button.setChecked(tool is not None and not tool.isHidden())
        if self.calculator is not None:
            widths = [dock.width() for dock in self.docks if not dock.isHidden()]
            self.calculator.keep_clear(sum(widths))

    def _on_clicked(self, tool: str, opens: Callable[[], None]) -> None:
        widget = getattr(self, tool)
        if widget is not None and widget.isVisible():
            self._close(widget)
        else:
            opens()
        self._tick()

    def _on_looks_changed(self) -> None:
        if self.settings is not None:
            self.settings.show_values(self._looks.values())

    def _on_labs_read(self, table: labs.LabTable) -> None:
        if self._left:
            return
        self._dock = LabsDock(table, self._ctx.settings.get("lab_units"))
        self._built.start()

    def _on_labs_built(self) -> None:
        dock = self.labs = self._dock
        dock.units_chosen.connect(partial(self._ctx.settings.set, "lab_units"))
        follow(self._ctx.settings, "lab_units", dock, dock.show_units)
        dock.left.connect(self._on_labs_left)
        dock.close_requested.connect(partial(self.close, "labs"))
        self._add(dock)
        self._open(dock)

    def _on_labs_left(self) -> None:
        self._frame.question.setFocus(Qt.FocusReason.OtherFocusReason)
