"""What is seen of flashcards: decks, the study screen, cards."""
