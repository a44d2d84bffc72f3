"""The SQL of flashcards."""
