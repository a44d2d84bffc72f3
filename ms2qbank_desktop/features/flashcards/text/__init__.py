"""From the fields of a note to what is shown and played. Pure functions."""
