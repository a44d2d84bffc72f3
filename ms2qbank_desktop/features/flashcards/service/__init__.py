"""The use cases of flashcards. Every call that returns has put its answer on the disk."""
