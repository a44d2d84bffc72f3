"""Every slice has the one shape, so that knowing one is knowing all."""

from __future__ import annotations

import ast
import importlib
import json
import subprocess
import sys

import pytest
from sqlalchemy import inspect

from ms2qbank_desktop.core.feature import FeatureSpec
from tests.support import sources
from tests.support.shared_data import REPOSITORY

FEATURES = "ms2qbank_desktop.features"
LAYERS = {"feature", "ui", "session", "service", "queries", "tables", "models"}
FOLDERS = {
    *("formats", "queries", "service", "ui"),
    *("markdown", "notes", "scheduling", "searching", "text", "playback"),
}
"""Layers, formats, and where a slice has many algorithms, what groups them."""
CLOSED_TO_OTHER_SLICES = {"feature", "ui", "session", "queries", "tables", "formats"}
"""Open are models and service, and the algorithms: pure functions that know models only."""
SHOWN_BY_OTHERS = {"links", "notebook", "planner"}
"""Their widgets stand in the pages of the slices above: what a thing is linked to, a quick note,
the tasks of today."""
CLOSED_TO_QUERIES = CLOSED_TO_OTHER_SLICES - {"queries", "tables"}
"""A query may join what lower slices keep: that is what one database is for."""

each_slice = pytest.mark.parametrize("name", sources.SLICES)


def spec(name: str) -> FeatureSpec:
    module = importlib.import_module(f"{FEATURES}.{name}.feature")
    found = module.FEATURE
    assert isinstance(found, FeatureSpec)
    return found


def part_of_slice(module: str) -> tuple[str, str]:
    """Return (slice, part) of a module: ms2qbank_desktop.features.questions.ui.page → ui."""
    words = module.removeprefix(f"{FEATURES}.").split(".")
    return words[0], words[1] if len(words) > 1 else ""


def shows(importer: str, imported: str) -> bool:
    """Say whether the pages of a slice show a widget of one that may stand in them."""
    owner, part = part_of_slice(imported)
    return owner in SHOWN_BY_OTHERS and part == part_of_slice(importer)[1] == "ui"


def imports_between_slices(name: str) -> list[tuple[str, str]]:
    return [
        (importer, imported)
        for importer, imported in sources.imports_within(f"{FEATURES}.{name}")
        if imported.startswith(f"{FEATURES}.")
    ]


@each_slice
def test_a_slice_introduces_itself_by_a_docstring_and_nothing_else(name: str) -> None:
    tree = sources.syntax_tree(sources.PACKAGE / "features" / name / "__init__.py")
    assert ast.get_docstring(tree)
    assert len(tree.body) == 1


@each_slice
def test_a_slice_describes_itself_under_its_own_name(name: str) -> None:
    assert spec(name).id == name


@each_slice
def test_a_slice_has_no_folder_but_formats_queries_service_and_ui(name: str) -> None:
    root = sources.PACKAGE / "features" / name
    places = [place.relative_to(root) for place in sources.project_files() if root in place.parents]
    assert {place.parts[0] for place in places if len(place.parts) > 1} <= FOLDERS


@each_slice
def test_a_slice_opens_only_models_service_and_algorithms_to_others(name: str) -> None:
    trespasses = [
        f"{importer} imports {imported}"
        for importer, imported in imports_between_slices(name)
        if part_of_slice(imported)[0] != name
        and part_of_slice(imported)[1]
        in (
            CLOSED_TO_QUERIES if part_of_slice(importer)[1] == "queries" else CLOSED_TO_OTHER_SLICES
        )
        and not shows(importer, imported)
    ]
    assert trespasses == []


@each_slice
def test_algorithms_and_formats_import_no_layer_of_their_slice_but_models(name: str) -> None:
    trespasses = []
    for importer, imported in imports_between_slices(name):
        owner, part = part_of_slice(imported)
        if part_of_slice(importer)[1] in LAYERS or owner != name:
            continue
        if part in LAYERS - {"models"} or (part == "formats" != part_of_slice(importer)[1]):
            trespasses.append(f"{importer} imports {imported}")
    assert trespasses == []


@each_slice
def test_the_description_of_a_slice_imports_its_heavy_parts_only_when_called(name: str) -> None:
    tree = sources.syntax_tree(sources.PACKAGE / "features" / name / "feature.py")
    at_once = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    own = [
        node for node in at_once if node.level in {1, 2} or (node.module or "").startswith(FEATURES)
    ]
    assert [ast.unparse(node) for node in own] == []


def test_the_rows_of_a_slice_are_known_to_sqlalchemy_apart_from_those_of_others() -> None:
    """One registry would be changed by the thread that loads a slice while another reads it."""
    owners: dict[int, set[str]] = {}
    for name in sources.SLICES:
        for table in spec(name).tables():
            owners.setdefault(id(inspect(table).registry), set()).add(name)
    assert owners
    assert all(len(slices) == 1 for slices in owners.values())


def test_pages_belong_to_a_tab_that_exists_and_have_ids_of_their_own() -> None:
    specs = [spec(name) for name in sources.SLICES]
    tabs = {feature.id for feature in specs if feature.icon}
    pages = [page for feature in specs for page in feature.pages]
    assert {page.tab for page in pages} <= tabs
    assert len({(page.tab, page.id) for page in pages}) == len(pages)


def test_listing_all_features_loads_neither_qt_nor_sql() -> None:
    program = (
        "import json, sys\n"
        "from ms2qbank_desktop.app.features import FEATURES\n"
        "print(json.dumps([[feature.id for feature in FEATURES], sorted(sys.modules)]))\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    listed, loaded = json.loads(result.stdout)
    assert sorted(listed) == sources.SLICES
    assert {"PySide6", "sqlmodel", "sqlalchemy"}.isdisjoint(loaded)
