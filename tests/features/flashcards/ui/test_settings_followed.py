"""What is set for the whole program is seen at once at the card that is studied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from ms2qbank_desktop.ui.settings.dialog import SettingsDialog

if TYPE_CHECKING:
    from tests.support.learner import Learner


def test_ctrl_comma_leads_from_a_card_to_the_size_of_cards(learner: Learner) -> None:
    learner.study()
    before = learner.page.frame.card.text.own_zoom
    learner.press("Ctrl+Comma")
    (dialog,) = learner.shell.findChildren(SettingsDialog)
    dialog.activateWindow()
    learner.wait(dialog.isActiveWindow)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Flashcards: Text size"
    learner.press("Up")
    assert learner.ui.settings.get("study_zoom") == 110
    assert learner.page.frame.card.text.own_zoom > before
    dialog.reject()
