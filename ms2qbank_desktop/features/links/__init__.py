"""The web between things: which question, card, video second, note or article belongs to which."""
