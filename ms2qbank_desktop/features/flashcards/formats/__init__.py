"""Decks of other programs and our own, one module or package per format."""
