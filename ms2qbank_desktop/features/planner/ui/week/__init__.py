"""The page "Week"."""
