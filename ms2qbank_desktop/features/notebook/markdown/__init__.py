"""The Markdown of notes as blocks and spans, and back: what was not edited stays as it is."""
