"""The SQL of the bank."""
