"""Anki's packages, `.apkg` and `.colpkg`: read in all three layouts, written as legacy 2."""
