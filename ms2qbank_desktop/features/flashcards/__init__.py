"""Flashcards: decks, notes, cards, their scheduling by SM-2 or FSRS, and Anki's packages."""
