"""The study screen: card after card in the whole window, everything by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from shiboken6 import Shiboken

from ms2qbank_desktop.features.flashcards.models import (
    AnswerAction,
    QuestionAction,
    Rating,
)
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.ui.settings.following import follow
from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.viewmenu import next_zoom
from ms2qbank_desktop.ui.widgets.layouts import column
from ms2qbank_desktop.ui.widgets.pictures import Pictures
from ms2qbank_desktop.ui.words import duration

from .auto_advance import AutoAdvance
from .card_links import CardLinks, make_note
from .card_reader import CardReader
from .card_sounds import CardSounds
from .study_actions import StudyActions
from .study_end import StudyEnd
from .study_frame import StudyFrame

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.features.flashcards.session import StudySession
    from ms2qbank_desktop.features.flashcards.study_models import Shown
    from ms2qbank_desktop.ui.command import Command
    from ms2qbank_desktop.ui.context import UiContext

    from .card_content import CardContent


class StudyPage(QWidget):
    """Drives a StudySession; an answer is on the disk before the next card is shown.

    ``left`` asks to be taken away, ``another_requested`` for another deck by its id.
    """

    may_be_searched_over = True
    """One's own cards may be looked up while they are studied; see features/search."""
    left = Signal()
    another_requested = Signal(object)

    def __init__(self, ctx: UiContext, session: StudySession) -> None:
        super().__init__()
        self._ctx = ctx
        self._reader = CardReader(ctx.service(NoteService), ctx.user_id)
        self.session = session
        self._steps = 0
        self.pictures = Pictures(ctx.tasks, self)
        self.sounds: CardSounds = CardSounds(ctx.messages, self)
        self.frame = StudyFrame(self.pictures)
        self.banners = self.frame.banners
        self.links: CardLinks = CardLinks(ctx)
        self.frame.add_below(self.links)
        self.links.hide()
        self.card_actions: StudyActions = StudyActions(ctx, self.session, self)
        self._end = StudyEnd(ctx, session, self.frame)
        self.advance = AutoAdvance(self.sounds.player, self)
        self.content: CardContent | None = None
        self._opened: frozenset[str] = frozenset()
        self._idle = QTimer(self)  # what comes next is read once this card is painted
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._on_idle)
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._on_second)
        self._commands: tuple[Command, ...] = ()
        layout = column(gap=0)
        layout.addWidget(self.frame, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.frame.bottom)
        follow(ctx.settings, "study_zoom", self, self.frame.card.set_size)
        self._connect()

    def begin(self, commands: tuple[Command, ...]) -> None:
        """Start the keys (``study_commands``) and show the first card, once the page has the
        window."""
        self._commands = commands
        self._ctx.commands.add(*commands)
        self.frame.bind_keys(self._ctx.commands)
        self.frame.card.set_size(self._ctx.settings.get("study_zoom"))
        self._second.start()
        self._ctx.window.setProperty("toast_above", self.frame.bottom.sizeHint().height() + px(12))
        self.show_card()

    def finish(self) -> None:
        """Let go of keys, clocks and sounds; called before the window is given back."""
        self._ctx.window.setProperty("toast_above", None)
        self._second.stop()
        self._idle.stop()
        self.advance.stop()
        self.sounds.player.close()
        self._ctx.commands.remove(*(command.id for command in self._commands))

    # What the keys ask

    def can(self, key: str, view: str) -> bool:
        """Say whether the command ``key``, which wants ``view``, can be run now."""
        now = self.frame.view
        if view and not (view == now or (view == "card" and now != "done")):
            return False
        match key:
            case "undo":
                return self.session.can_undo
            case "redo":
                return self.session.can_redo
            case "hint":
                return bool(self._hints())
            case "replay" | "hold":
                return self.sounds.any
        return True

    # What the keys do

    def go_on(self) -> None:
        """Press the button that has the keyboard: at first Show answer, then Good."""
        stop = QApplication.focusWidget()
        if isinstance(stop, QAbstractButton) and self.isAncestorOf(stop):
            stop.click()
        elif self.frame.view == "question":
            self.show_answer()
        else:
            self.rate(Rating.GOOD)

    def show_answer(self) -> None:
        """Show the back of the card, with what was typed compared."""
        shown = self.session.current
        if shown is None or self.content is None:
            return
        self.session.reveal()
        if self.content.rendered.typing is not None:
            typed = self.frame.card.typed.text()
            self.content = self._reader.read(shown, self._opened, typed)
        self.frame.show_answer(shown, self.content)
        self.links.show_card(shown.card.id)
        self._ctx.commands.refresh()
        preset = shown.preset
        self.sounds.turn_to(self.content, preset, answer=True)
        self.advance.begin(preset.auto_answer, after_sounds=preset.wait_for_audio)

    def rate(self, rating: Rating) -> None:
        """Answer the card and go to the next one."""
        if self.frame.view != "answer":
            return
        leech = False

        def answer() -> None:
            nonlocal leech
            leech = self.session.answer(rating)

        if not self.card_actions.act(answer):
            return
        self.show_card()
        if leech:
            words = "That card keeps being forgotten. Reword it, or split it into easier ones."
            self._ctx.messages.toast(words)

    def undo(self) -> None:
        """Take the last step back; its card comes again."""
        self._go_back(self.session.undo, "Undone")

    def redo(self) -> None:
        """Take the last step that was undone again."""
        self._go_back(self.session.redo, "Done again")

    def toggle_advance(self) -> None:
        """Let cards go on by themselves, or no more."""
        shown = self.session.current
        preset = shown.preset if shown else None
        if not self.advance.on and preset and not (preset.auto_question or preset.auto_answer):
            self._ctx.messages.toast(
                "This deck gives no times for that yet.", action=("Options", self.show_options)
            )
            return
        self.advance.on = not self.advance.on
        self.frame.bottom.show_advance("goes on by itself" if self.advance.on else "")
        if preset and self.advance.on:
            waits = preset.auto_answer if self.frame.view == "answer" else preset.auto_question
            self.advance.begin(waits, after_sounds=preset.wait_for_audio)
        else:
            self.advance.stop()

    def open_hint(self, address: str = "") -> None:
        """Unfold a hint: the next one that is closed, or the one at ``address``."""
        shown, waiting = self.session.current, self._hints()
        if shown is None or not (address or waiting):
            return
        self._opened |= {address or waiting[0]}
        self._show_side()
        self._ctx.commands.refresh()

    def zoom(self, step: int) -> None:
        """Make cards larger (1), smaller (−1) or of normal size (0)."""
        size = next_zoom(self._ctx.settings.get("study_zoom"), step) if step else 100
        self._ctx.settings.set("study_zoom", size)

    def open_settings(self) -> None:
        """Show what can be set about cards."""
        self._ctx.commands.request("open-setting", "study_zoom")

    def edit(self) -> None:
        """Open the editor on the note."""
        from .editor_dialog import edit_note

        shown = self.session.current
        if shown is not None:
            edit_note(self._ctx, shown.note.id).finished.connect(self.begin_anew)

    def make_note(self) -> None:
        """Begin a quick note at the card."""
        shown = self.session.current
        if shown is not None:
            self.advance.stop()  # the card stays while something is written about it
            make_note(self._ctx, shown.card.id, self.frame.card.text)

    def show_options(self) -> None:
        """Open the options of the card's deck."""
        from .options_dialog import open_options

        shown = self.session.current
        saved = self.begin_anew if Shiboken.isValid(self) else None  # a toast may ask for it later
        open_options(self._ctx, (shown or self.session).deck.id, saved)

    def open_menu(self) -> None:
        """Open the menu of what else can be done."""
        self.frame.top.more.showMenu()

    def leave(self) -> None:
        """Ask to go back to the decks."""
        self.left.emit()

    # What follows from it

    def show_card(self) -> None:
        """Show the session's card, or that nothing is left."""
        self._steps += 1
        self.sounds.clear()
        self.advance.stop()
        self.links.show_card(0)
        self._opened = frozenset()
        if self.session.current is None:
            self.session.refresh()  # what was buried or held back meanwhile is offered at the end
        shown, counts = self.session.current, self.session.counts
        self.frame.top.counts.show_counts(counts, shown.kind if shown else "")
        self.frame.progress.show_done(self.session.done, sum(counts))
        if shown is None:
            self.content = None
            self._end.show()
        else:
            self._show_question(shown)
        self._ctx.commands.refresh()
        self._idle.start()

    def begin_anew(self) -> None:
        """Take up what options, limits or the editor have changed."""
        self._reader.forget()
        self.session.refresh()
        self.show_card()

    def _show_state(self) -> None:
        """Show flag and mark as they are now."""
        self._steps += 1
        if shown := self.session.current:
            self.frame.top.show_flag(shown.card.flag)
            self.frame.top.show_marked(marked=shown.marked)
        self._ctx.commands.refresh()

    def _show_question(self, shown: Shown) -> None:
        self.content = self._reader.read(shown)
        self._show_time()
        self.frame.show_question(shown, self.content, self.session.deck.name)
        preset = shown.preset
        self.sounds.turn_to(self.content, preset, answer=False)
        self.advance.begin(preset.auto_question, after_sounds=preset.wait_for_audio)

    def _show_side(self) -> None:
        """Show the open side once more, in other colours or with another hint open."""
        shown, card = self.session.current, self.frame.card
        if shown is None or self.frame.view == "done":
            return
        answer = self.frame.view == "answer"
        self.content = self._reader.read(shown, self._opened, card.typed.text() if answer else None)
        if answer:
            card.show_answer(self.content)
        else:
            card.show_question(self.content)

    def _on_idle(self) -> None:
        """Get ready what the next keys will need."""
        if self.content is not None:
            self.frame.card.text.prepare(self.content)
        following = self.session.following()
        if following is not None:
            self.frame.card.text.prepare(self._reader.read_ahead(following))

    def _on_second(self) -> None:
        if self.frame.view == "done":
            self._end.wait()
        else:
            self._show_time()

    def _show_time(self) -> None:
        shown = self.session.current
        wanted = shown is not None and shown.preset.show_timer
        self.frame.bottom.show_time(duration(self.session.elapsed_ms) if wanted else "")

    def _on_time_up(self) -> None:
        shown = self.session.current
        if shown is None:
            return
        if self.frame.view == "question":
            if shown.preset.question_action is QuestionAction.SHOW_ANSWER:
                self.show_answer()
            else:
                self._ctx.messages.toast("The time for the question is over.")
            return
        match shown.preset.answer_action:
            case AnswerAction.BURY:
                self.card_actions.bury()
            case AnswerAction.REMIND:
                self._ctx.messages.toast("The time for the answer is over.")
            case action:
                self.rate(Rating[action.name])

    def _on_taken_away(self, words: str) -> None:
        self.show_card()
        at = self._steps

        def undo() -> None:
            # Undo goes back step by step: it must not take back an answer given since.
            if self._steps != at:
                self._ctx.messages.toast("Other steps came after it. Undo goes back one by one.")
            elif Shiboken.isValid(self):
                self.undo()
            elif title := self.session.undo():  # the page was left meanwhile
                self._ctx.messages.toast(f"Undone: {title}")

        self._ctx.messages.toast(words, undo)

    def _on_source(self) -> None:
        shown = self.session.current
        source = shown.card.source if shown is not None else None
        if source is not None:
            self.leave()
            self._ctx.commands.request(f"open-{source.kind}", source)

    def _on_theme_changed(self) -> None:
        self._reader.forget()
        self._show_side()

    def _go_back(self, step: Callable[[], str | None], words: str) -> None:
        title: str | None = None

        def act() -> None:
            nonlocal title
            title = step()

        if self.card_actions.act(act) and title:
            self.show_card()
            self._ctx.messages.toast(f"{words}: {title}")

    def _hints(self) -> tuple[str, ...]:
        answer = self.frame.view == "answer"
        return self.content.hints(answer=answer) if self.content else ()

    def _connect(self) -> None:
        frame = self.frame
        frame.top.back.clicked.connect(self.leave)
        frame.top.undo.clicked.connect(self.undo)
        frame.top.edit.clicked.connect(self.edit)
        frame.top.mark.clicked.connect(self.card_actions.mark)
        frame.top.suspend.clicked.connect(self.card_actions.suspend)
        frame.bottom.show_answer.clicked.connect(self.show_answer)
        frame.bottom.ratings.rated.connect(self.rate)
        frame.card.sound_requested.connect(self.sounds.play_link)
        frame.card.hint_requested.connect(self.open_hint)
        frame.source_requested.connect(self._on_source)
        frame.finished.left.connect(self.leave)
        self._end.due.connect(self.show_card)
        self._end.widened.connect(self.begin_anew)
        self._end.another_requested.connect(self.another_requested)
        self.card_actions.changed.connect(self._show_state)
        self.card_actions.taken_away.connect(self._on_taken_away)
        self.advance.time_up.connect(self._on_time_up)
        signals().changed.connect(self._on_theme_changed)
