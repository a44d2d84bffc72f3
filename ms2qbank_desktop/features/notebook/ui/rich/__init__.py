"""The text of a note as it is written: rich text on the screen, Markdown underneath."""
