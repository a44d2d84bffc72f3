"""Qt is used in the way that keeps start-up quick and Python readable."""

from __future__ import annotations

import ast
import functools
import re
from typing import TYPE_CHECKING

from PySide6 import QtCore, QtGui, QtWidgets

from tests.support import sources

if TYPE_CHECKING:
    from collections.abc import Iterator

# Declarations in a class body; they make no object of the running program.
DECLARATIONS = {"ClassInfo", "Property", "Signal", "Slot"}
CAMEL_CASE = re.compile(r"[a-z]+[a-z0-9]*[A-Z]\w*")


def run_at_import(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what runs when a module is imported: everything but the bodies of functions."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield child
            yield from run_at_import(child)


def names_from_qt(tree: ast.Module) -> set[str]:
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6")
        for alias in node.names
    }


@functools.cache
def names_qt_knows() -> frozenset[str]:
    """Return every attribute of every Qt class: what may be overridden."""
    return frozenset(
        name
        for module in (QtCore, QtGui, QtWidgets)
        for kind in dir(module)  # classes are loaded as they are asked for
        for name in dir(getattr(module, kind))
    )


def test_no_module_makes_a_qt_object_when_it_is_imported() -> None:
    made = []
    for place in sources.python_files(sources.PACKAGE):
        tree = sources.syntax_tree(place)
        qt = names_from_qt(tree) - DECLARATIONS
        for node in run_at_import(tree):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                if called.split(".")[0] in qt:
                    made.append(f"{sources.shown(place)}:{node.lineno} {called}")
    assert made == []


def test_camel_case_is_used_only_to_override_qt() -> None:
    own = []
    for place in sources.python_files(sources.PACKAGE):
        own += [
            f"{sources.shown(place)}:{node.lineno} {node.name}"
            for node in ast.walk(sources.syntax_tree(place))
            if isinstance(node, ast.FunctionDef)
            and CAMEL_CASE.fullmatch(node.name)
            and node.name not in names_qt_knows()
        ]
    assert own == []
