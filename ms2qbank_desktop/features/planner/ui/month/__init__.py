"""The page "Month"."""
