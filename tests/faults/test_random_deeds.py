"""Whatever is pressed, clicked, dragged and dropped: nothing crashes, hangs, warns or is left."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.paths import DataPaths
from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.library.service.importing import ImportService
from ms2qbank_desktop.features.library.service.starter import StarterArticles
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.planner.plan_models import Goals, PlanDraft
from ms2qbank_desktop.features.planner.service.planning import PlanningService
from ms2qbank_desktop.features.planner.service.plans import PlanService
from ms2qbank_desktop.storage import backup
from tests.support.bank import open_desk
from tests.support.pdfs import pdf
from tests.support.random_deeds import BOOK
from tests.support.shared_data import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

_TOLD = 12
"""Of the last deeds, where something went wrong."""
_NOTES = {
    "Renal": "# Tubule\n\nSee [[Liddle]] and $Na^+$.\n\n- [ ] revise\n- **ENaC**",
    "Table": "|a|b|\n|-|-|\n|1|2|\n\n> quoted\n\n    code",
    "Liddle": "==Gain of function== of the channel. #renal/tubule\n\n$$\\frac{a}{b}$$",
    "Long": "\n\n".join(f"## Part {at}\n\nSodium and water follow. " * 20 for at in range(20)),
}

_PAGES = [
    [f"Page {at} tells of salt and water.", *(f"{line} is the line." for line in "ABCDEFGHIJK")]
    for at in range(40)
]

pytestmark = pytest.mark.usefixtures("qapp")  # it writes the book


def furnished(data_dir: Path) -> Path:
    """Return a profile that has something in every tab but the lectures."""
    desk = open_desk(data_dir, 30)
    context, user_id = desk.context, desk.user_id
    decks = context.service(DeckService)
    (basic,) = (one for one in decks.note_types(user_id) if one.name == "Basic")
    deck_id = decks.create_deck(user_id, "Step 1::Renal")
    for number in range(12):
        texts = (f"Front {number} <b>b</b>", f"Back {number}")
        context.service(NoteService).add_note(user_id, deck_id, basic.id, texts)
    for title, body in _NOTES.items():
        context.service(NotebookService).add(user_id, title, body)
    context.service(StarterArticles).install()
    book = data_dir.parent / "book.pdf"
    book.write_bytes(pdf(_PAGES, title=BOOK, outline=((0, "Filter", 0), (0, "Tubule", 20))))
    context.service(ImportService).import_paths([book], Silent())
    today = desk.clock.now().date()
    draft = PlanDraft("Step 1", today, today + timedelta(60), (120,) * 7, Goals())
    plan_id = context.service(PlanService).create(user_id, draft)
    context.service(PlanningService).replan(user_id, plan_id)
    context.close()
    return data_dir


def live(data_dir: Path, seed: int, deeds: int) -> None:
    """Do random deeds in a process of its own, and see that it and its data are well."""
    command = [sys.executable, "-m", "tests.support.random_deeds", str(data_dir), str(seed)]
    ended = subprocess.run(
        [*command, str(deeds)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
        timeout=120 + deeds,
    )
    deeds_before = "\n".join(ended.stdout.splitlines()[-_TOLD:])
    assert (ended.returncode, ended.stderr) == (0, ""), f"{deeds_before}\n{ended.stderr}"
    assert backup.inspect(DataPaths(data_dir).database) == []


def test_random_deeds_harm_nothing(data_dir: Path) -> None:
    furnished(data_dir)
    for seed in (1, 2):
        live(data_dir, seed, 250)


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(100, 140))
def test_many_random_deeds_harm_nothing(data_dir: Path, seed: int) -> None:
    live(furnished(data_dir), seed, 1_500)
