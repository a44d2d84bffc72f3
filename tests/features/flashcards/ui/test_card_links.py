"""Links and quick notes at a card, while it is studied and in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.service.cards import CardService
from ms2qbank_desktop.features.flashcards.ui.browser_page import BrowserPage
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.links.ui.links_dialog import LinksDialog
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.notebook.ui.note_dialog import NoteDialog
from tests.support.quick import quick_note

if TYPE_CHECKING:
    from tests.support.learner import Learner


def note_at(learner: Learner, place: Place) -> int:
    notes = learner.program.context.service(NotebookService)
    return notes.add(learner.user_id, "Rule", "Always.", places=[place])


def first_card(learner: Learner) -> int:
    shown = learner.page.session.current
    assert shown is not None
    return shown.card.id


def dialogs(learner: Learner) -> list[LinksDialog]:
    return [one for one in learner.shell.findChildren(LinksDialog) if one.isVisible()]


def test_the_answer_says_quietly_how_many_links_there_are_and_leads_to_them(
    learner: Learner,
) -> None:
    learner.study()
    card = Place(Kind.CARD, first_card(learner))
    note_at(learner, card)
    assert not learner.page.links.isVisible()
    learner.press("Space")
    learner.wait(learner.page.links.isVisible)
    assert learner.page.links.text() == "1 link"
    learner.press("L")
    (dialog,) = dialogs(learner)
    learner.wait(lambda: [row.text() for row in dialog.section.list.rows] == ["Rule"])
    dialog.section.list.rows[0].click()
    assert dialogs(learner) == []
    (note,) = (one for one in learner.shell.findChildren(NoteDialog) if one.isVisible())
    note.accept()
    assert learner.page.isVisible()


def test_the_next_card_shows_nothing_of_the_one_before(learner: Learner) -> None:
    learner.study()
    note_at(learner, Place(Kind.CARD, first_card(learner)))
    learner.press("Space")
    learner.wait(learner.page.links.isVisible)
    learner.press("3")
    assert not learner.page.links.isVisible()
    learner.press("Space")
    learner.settle()
    assert not learner.page.links.isVisible()


def test_a_quick_note_is_written_while_a_card_is_studied(learner: Learner) -> None:
    learner.study()
    card_id = first_card(learner)
    learner.press("N")
    note = quick_note(learner)
    assert note.place.text() == "Card “Front 1”"
    learner.press("E", "3", "Space", "Z")
    assert note.text.lower() == "e3 z"
    learner.press("Escape")
    notes = learner.program.context.service(NotebookService)
    (placed,) = notes.notes_at(learner.user_id, Kind.CARD, card_id)
    assert placed.note.title == "Card “Front 1”, note"
    assert learner.page.frame.view == "question"
    learner.press("Space")
    assert learner.page.frame.view == "answer"


def test_words_selected_on_a_card_are_quoted_and_are_where_the_note_leads_to(
    learner: Learner,
) -> None:
    learner.study()
    learner.press("Space")
    learner.page.frame.card.text.selectAll()
    learner.press("N")
    note = quick_note(learner)
    assert note.excerpt is not None
    words = note.excerpt.place.phrase
    assert words == (" ".join(note.excerpt.text.split()),)
    assert "Back 1" in words[0]


def test_in_the_browser_notes_and_links_are_one_key_away(learner: Learner) -> None:
    learner.shell.open("flashcards", "browser")
    (page,) = learner.shell.findChildren(BrowserPage)
    learner.wait(lambda: page.preview.shown is not None)
    page.table.setFocus()
    learner.press("N")
    note = quick_note(learner)
    note.editor.setPlainText("Reword it")
    learner.press("Ctrl+Return")
    learner.press("Ctrl+L")
    (dialog,) = dialogs(learner)
    learner.wait(lambda: len(dialog.section.list.rows) == 1)
    assert dialog.section.list.rows[0].detail == "Reword it"
    dialog.reject()


def test_a_removed_card_is_put_back_with_its_note(learner: Learner) -> None:
    context = learner.program.context
    learner.study()
    shown = learner.page.session.current
    assert shown is not None
    card = Place(Kind.CARD, shown.card.id)
    context.service(CardService).remove_notes(learner.user_id, [shown.note.id])
    links = context.service(LinkService)
    assert links.described(learner.user_id, [card])[card].gone
    learner.ui.commands.request("restore-card", card)
    assert not links.described(learner.user_id, [card])[card].gone
