"""The flags of cards by their numbers."""

FLAGS = ("No flag", "Red", "Orange", "Green", "Blue", "Pink", "Turquoise", "Purple")
