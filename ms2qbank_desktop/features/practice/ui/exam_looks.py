"""How the exam looks: its settings, applied at once and remembered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ms2qbank_desktop.ui.settings.following import follow
from ms2qbank_desktop.ui.viewmenu import next_zoom

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.context import UiContext

    from .exam_frame import ExamFrame

_KEYS = (
    *("exam_zoom", "theme", "explanation_beside", "exam_time_shown"),
    *("exam_list_shown", "strike_eye_shown", "ask_confidence"),
)


class ExamLooks(QObject):
    """Applies the settings of the exam to its frame. ``changed``: one of them is another now."""

    changed = Signal()

    def __init__(self, ctx: UiContext, frame: ExamFrame) -> None:
        super().__init__(frame)
        self._ctx = ctx
        self._frame = frame
        frame.bottom.time_shown.connect(partial(self.set, "exam_time_shown"))
        for key in _KEYS:
            follow(ctx.settings, key, self, partial(self._on_changed, key))
        follow(ctx.settings, "text_zoom", self, self._on_zoomed)

    def values(self) -> dict[str, Any]:
        """Return the settings of the exam by key."""
        return {key: self._ctx.settings.get(key) for key in _KEYS}

    def apply(self) -> None:
        """Let the frame look as it is set."""
        values = self.values()
        if values["exam_zoom"] != 100:  # the program's own size is there already
            self._frame.desk.set_zoom(values["exam_zoom"])
        for key in _KEYS[3:]:
            self._apply(key, values[key])

    def set(self, key: str, value: object) -> None:
        """Change a setting and keep it; it is shown as if it were changed elsewhere."""
        self._ctx.settings.set(key, value)

    def toggle(self, key: str) -> None:
        """Turn a setting on or off."""
        self.set(key, not self._ctx.settings.get(key))

    def zoom(self, step: int) -> None:
        """Make the text larger (1), smaller (−1) or of normal size (0)."""
        size = next_zoom(self._ctx.settings.get("exam_zoom"), step) if step else 100
        self.set("exam_zoom", size)

    def _on_changed(self, key: str, value: Any) -> None:
        self._apply(key, value)
        self.changed.emit()

    def _on_zoomed(self, _zoom: int) -> None:
        """Keep the exam's share of the program's text zoom."""
        self._apply("exam_zoom", self._ctx.settings.get("exam_zoom"))

    def _apply(self, key: str, value: Any) -> None:
        frame = self._frame
        match key:
            case "exam_zoom":
                frame.desk.set_zoom(value)
            case "explanation_beside":
                frame.desk.set_beside(wanted=value)
            case "exam_time_shown":
                frame.bottom.set_time_shown(shown=value)
            case "exam_list_shown":
                frame.show_list(shown=value)
            case "strike_eye_shown":
                frame.question.set_eye_shown(shown=value)
            case "ask_confidence" if frame.explanation is not None:
                frame.explanation.card.set_asking(asking=value)
