"""What a wiki link means: a title, an alias of the front matter, a title in a folder."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.links.models import Kind
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.notebook.formats import front_matter
from ms2qbank_desktop.features.notebook.models import NoteFilter
from ms2qbank_desktop.features.notebook.service.notebooks import NotebooksService
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from tests.support.vaults import by_title, counts, edit, exchange, take

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.bank import Desk

ALIASED = "---\naliases: [MI, Heart attack]\n---\nText"
revision = importlib.import_module("ms2qbank_desktop.storage.migrations.versions.0010_note_aliases")


def notes(desk: Desk) -> NotebookService:
    return desk.context.service(NotebookService)


def goes_to(desk: Desk, note_id: int) -> set[int]:
    """Return the ids of what a note's text links."""
    links = desk.context.service(LinkService).of(desk.user_id, Kind.NOTE, note_id)
    return {link.b.id for link in links if link.a.id == note_id}


@pytest.mark.parametrize("link", ["[[MI]]", "[[mi|words]]", "[[Heart attack#cause]]"])
def test_a_link_by_an_alias_goes_to_its_note(desk: Desk, link: str) -> None:
    infarct = notes(desk).add(desk.user_id, "Myocardial infarction", ALIASED)
    assert goes_to(desk, notes(desk).add(desk.user_id, "Other", link)) == {infarct}


def test_links_that_waited_for_an_alias_find_it_and_lose_it_again(desk: Desk) -> None:
    other = notes(desk).add(desk.user_id, "Other", "See [[MI]].")
    infarct = notes(desk).add(desk.user_id, "Myocardial infarction", "Text")
    assert goes_to(desk, other) == set()
    edit(desk, "Myocardial infarction", lambda _body: ALIASED)
    assert goes_to(desk, other) == {infarct}
    edit(desk, "Myocardial infarction", lambda _body: "Text")
    assert goes_to(desk, other) == set()


def test_a_note_with_aliases_that_is_new_is_found_by_those_that_waited(desk: Desk) -> None:
    other = notes(desk).add(desk.user_id, "Other", "See [[MI]].")
    infarct = notes(desk).add(desk.user_id, "Myocardial infarction", ALIASED)
    assert goes_to(desk, other) == {infarct}


def test_a_title_comes_before_an_alias(desk: Desk) -> None:
    notes(desk).add(desk.user_id, "Myocardial infarction", ALIASED)
    own = notes(desk).add(desk.user_id, "MI", "Michigan")
    assert goes_to(desk, notes(desk).add(desk.user_id, "Other", "[[MI]]")) == {own}


def test_a_note_in_the_trash_is_not_called_by_its_alias(desk: Desk) -> None:
    infarct = notes(desk).add(desk.user_id, "Myocardial infarction", ALIASED)
    notes(desk).remove(desk.user_id, infarct)
    assert goes_to(desk, notes(desk).add(desk.user_id, "Other", "[[MI]]")) == set()


def test_of_two_notes_of_one_title_the_folder_says_which(desk: Desk) -> None:
    notebooks = desk.context.service(NotebooksService)
    heart, kidney = (notebooks.create(desk.user_id, name) for name in ("Heart", "Kidney"))
    first = notes(desk).add(desk.user_id, "Failure", "a", notebook_id=heart)
    second = notes(desk).add(desk.user_id, "Failure", "b", notebook_id=kidney)
    links = "[[Kidney/Failure]]", "[[kidney/failure|x]]", "[[Elsewhere/Failure]]"
    found = [
        goes_to(desk, notes(desk).add(desk.user_id, f"N{n}", it)) for n, it in enumerate(links)
    ]
    assert found == [{second}, {second}, {first}]


def test_a_title_with_a_slash_is_meant_first(desk: Desk) -> None:
    notes(desk).add(desk.user_id, "ml", "a unit")
    whole = notes(desk).add(desk.user_id, "mg/ml", "another")
    other = notes(desk).add(desk.user_id, "Other", "[[mg/ml]]")
    assert goes_to(desk, other) == {whole}
    edit(desk, "ml", lambda body: body)
    notes(desk).write(desk.user_id, by_title(desk)["ml"].id, "millilitre", "a unit", ())
    assert by_title(desk)["Other"].body == "[[mg/ml]]"


def test_a_link_with_a_folder_follows_a_new_title(desk: Desk) -> None:
    note_id = notes(desk).add(desk.user_id, "Failure", "a")
    other = notes(desk).add(desk.user_id, "Other", "[[Heart/Failure|f]] and [[Failure]]")
    notes(desk).write(desk.user_id, note_id, "Insufficiency", "a", ())
    assert by_title(desk)["Other"].body == "[[Heart/Insufficiency|f]] and [[Insufficiency]]"
    assert goes_to(desk, other) == {note_id}


def test_a_vault_from_elsewhere_links_by_folders_and_aliases(desk: Desk, tmp_path: Path) -> None:
    vault = tmp_path / "Vault"
    (vault / "Heart").mkdir(parents=True)
    (vault / "A.md").write_text("[[Heart/Failure]] [[CHF]]", encoding="utf-8")
    text = "---\naliases:\n  - CHF\n  - Cardiac\n---\nPump"
    (vault / "Heart" / "Failure.md").write_text(text, encoding="utf-8")
    assert counts(take(desk, vault)) == (2, 0, 0)
    found = by_title(desk)
    assert goes_to(desk, found["A"].id) == {found["Failure"].id}
    (vault / "B.md").write_text("[[Cardiac]]", encoding="utf-8")
    take(desk, vault)
    assert goes_to(desk, by_title(desk)["B"].id) == {found["Failure"].id}


def test_aliases_go_out_and_come_in_with_their_links(
    desk: Desk, other: Desk, tmp_path: Path
) -> None:
    infarct = notes(desk).add(desk.user_id, "Myocardial infarction", ALIASED)
    note_id = notes(desk).add(desk.user_id, "Other", "[[MI]]")
    exchange(desk).export_vault(desk.user_id, tmp_path / "v")
    take(other, tmp_path / "v")
    assert notes(other).note(other.user_id, infarct).body == ALIASED
    assert goes_to(other, note_id) == {infarct}
    assert len(notes(other).lines(other.user_id, NoteFilter())) == 2


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("aliases: [MI, Heart attack]\n---\naliases: [no]", []),
        ("---\naliases: [MI, Heart attack, mi]\n---\n", ["mi", "Heart attack"]),
        ("---\naliases:\n- MI\n- 'a: b'\n---\n", ["MI", "a: b"]),
        ("---\r\nalias: MI\r\n---\r\n", ["MI"]),
        ("---\naliases: []\n---\n", []),
        ("---\naliases:\n---\n", []),
        ("---\naliases: MI", []),
        ("no front matter", []),
    ],
)
def test_aliases_are_read_from_the_front_matter(text: str, names: list[str]) -> None:
    assert front_matter.aliases(text) == names
    then = {name.casefold() for name in revision._aliases(text)}  # noqa: SLF001 - as it was then
    assert then == {name.casefold() for name in names}
