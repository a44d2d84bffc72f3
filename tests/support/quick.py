"""The quick note of a student at the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.notebook.ui.quick_panel import QuickPanel

if TYPE_CHECKING:
    from ms2qbank_desktop.features.notebook.ui.quick_note import QuickNote
    from tests.support.student import Student


def quick_note(student: Student) -> QuickNote:
    """Return the note in the small panel, once that is open."""

    def panels() -> list[QuickPanel]:
        return [one for one in student.shell.findChildren(QuickPanel) if one.isVisible()]

    student.wait(panels)
    (panel,) = panels()
    return panel.note
