"""The tree holds what architecture.md lists, in files of one idea each."""

from __future__ import annotations

import ast
import re
import sys
from graphlib import CycleError, TopologicalSorter

import pytest

from tests.support import sources
from tests.support.shared_data import REPOSITORY

FOLDERS = {"ms2qbank_desktop", "resources", "tests", ".ci"}
MOST_LINES = 400
VAGUE = re.compile(r"(?i)(manager|helper|util|utilitie)s?$")

# Spelt in halves, so that this file does not name them.
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:home|root|Users|work|opt|srv)" + r"/\w")
REGISTRY = re.compile(
    "|".join(["pypi" + r"\.org", "python" + "hosted", "npm" + "js", "ana" + "conda"])
)


def test_no_python_file_is_longer_than_400_lines() -> None:
    long = {
        sources.shown(place): lines
        for place in sources.python_files()
        if (lines := len(place.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }
    assert long == {}


def test_the_repository_has_no_other_top_level_folder() -> None:
    places = [place.relative_to(REPOSITORY) for place in sources.project_files()]
    assert {place.parts[0] for place in places if len(place.parts) > 1} <= FOLDERS


def test_no_file_names_a_path_of_one_machine_or_a_package_registry() -> None:
    found = []
    for place in sources.project_files():
        try:
            text = place.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or a font
        found += [
            f"{sources.shown(place)}: {match[0]}"
            for pattern in (MACHINE_PATH, REGISTRY)
            for match in pattern.finditer(text)
        ]
    assert found == []


def test_no_module_or_class_is_a_manager_a_helper_or_a_utility() -> None:
    vague = []
    for place in sources.python_files():
        names = [place.stem, place.parent.name]
        names += [
            node.name
            for node in ast.walk(sources.syntax_tree(place))
            if isinstance(node, ast.ClassDef)
        ]
        vague += [f"{sources.shown(place)}: {name}" for name in names if VAGUE.search(name)]
    assert vague == []


def test_bootstrap_imports_only_the_standard_library() -> None:
    tree = sources.syntax_tree(sources.PACKAGE / "bootstrap.py")
    imported = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add("." * node.level + (node.module or ""))
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


def test_the_package_itself_imports_nothing() -> None:
    tree = sources.syntax_tree(sources.PACKAGE / "__init__.py")
    assert not [n for n in ast.walk(tree) if isinstance(n, ast.Import | ast.ImportFrom)]


def test_no_modules_import_each_other_in_a_circle_not_even_for_their_types() -> None:
    graph = {
        importer: {
            imported
            for imported in sources.imports().find_modules_directly_imported_by(importer)
            if not importer.startswith(f"{imported}.")  # of its own package: what all of it share
        }
        for importer in sources.imports().modules
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(" -> ".join(circle.args[1]))
