"""The places of the tree, without a window."""

from __future__ import annotations

from ms2qbank_desktop.features.notebook.models import Notebook, NoteFilter
from ms2qbank_desktop.features.notebook.ui.note_naming import paths
from ms2qbank_desktop.features.notebook.ui.note_shelves import (
    ALL,
    TRASH,
    Shelf,
    name_of,
    tag_tree,
    wanted_on,
    with_inside,
)

BOOKS = (
    Notebook(1, "Systems", None, 1),
    Notebook(2, "Renal", 1, 3),
    Notebook(3, "Tubules", 2, 2),
    Notebook(4, "Lectures", None, 0),
)


def test_a_notebook_counts_the_notes_of_those_inside_it() -> None:
    assert with_inside(BOOKS) == {1: 6, 2: 5, 3: 2, 4: 0}


def test_a_tag_brings_what_stands_above_it_once() -> None:
    tags = ["renal/tubule", "pharm", "Renal/acid", "renal"]
    assert tag_tree(tags) == [
        ("pharm", "pharm"),
        ("renal", "renal"),
        ("Renal/acid", "acid"),
        ("renal/tubule", "tubule"),
    ]


def test_the_filter_of_a_tag_holds_those_below_it_only() -> None:
    wanted = wanted_on(Shelf("tag", tag="renal"), "salt", ["renal", "Renal/acid", "renalis"])
    assert wanted == NoteFilter("salt", tags=frozenset({"renal", "Renal/acid"}))


def test_places_have_names_and_one_that_is_gone_has_none() -> None:
    assert name_of(ALL, BOOKS) == "All notes"
    assert name_of(TRASH, BOOKS) == "Trash"
    assert name_of(Shelf("notebook", 2), BOOKS) == "Renal"
    assert name_of(Shelf("notebook", 99), BOOKS) == ""
    assert name_of(Shelf("tag", tag="renal/acid"), BOOKS) == "#renal/acid"


def test_notebooks_are_told_with_those_they_stand_in() -> None:
    assert paths(BOOKS)[3] == "Systems / Renal / Tubules"
