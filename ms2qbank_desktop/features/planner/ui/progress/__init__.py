"""The page "Progress"."""
