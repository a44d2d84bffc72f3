"""The search language of cards, as a tree. Pure functions."""
