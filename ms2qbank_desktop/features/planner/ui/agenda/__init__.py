"""The page "Agenda"."""
