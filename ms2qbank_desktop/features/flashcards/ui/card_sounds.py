"""The sounds of the card on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from .sounds import Sounds

if TYPE_CHECKING:
    from pathlib import Path

    from ms2qbank_desktop.features.flashcards.models import Preset
    from ms2qbank_desktop.ui.messages import Messages

    from .card_content import CardContent

NO_SOUND = "Sounds need VLC, which was not found."
HOW_TO_GET_VLC = "Install VLC from videolan.org (Linux: the package libvlc5), then start again."


class CardSounds(QObject):
    """Plays what stands on a side: by itself where the preset says so, and again when asked."""

    def __init__(self, messages: Messages, parent: QObject) -> None:
        super().__init__(parent)
        self._messages = messages
        self.player = Sounds(self)
        self._content: CardContent | None = None
        self._here: tuple[Path, ...] = ()
        self.player.missing.connect(self._on_missing)

    @property
    def any(self) -> bool:
        """Whether the side on the screen has sounds."""
        return bool(self._here)

    def turn_to(self, content: CardContent, preset: Preset, *, answer: bool) -> None:
        """Take up a side that is shown now."""
        rendered = content.rendered
        own = content.sounds(rendered.back if answer else rendered.front)
        self._content, self._here = content, own
        if answer and preset.replay_question_audio:
            self._here = (*content.sounds(rendered.front), *own)
        if preset.autoplay:
            self.player.play(own)

    def clear(self) -> None:
        """Play nothing: there is no card."""
        self._content, self._here = None, ()
        self.player.stop()

    def replay(self) -> None:
        """Play the sounds of the side again."""
        self.player.play(self._here)

    def play_link(self, address: str) -> None:
        """Play the one sound that was clicked."""
        if self._content is not None and (file := self._content.sound(address)):
            self.player.play((file,))

    def _on_missing(self) -> None:
        self._messages.banner(NO_SOUND, HOW_TO_GET_VLC)
