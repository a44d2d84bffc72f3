"""What the user writes: notes in Markdown, linked to whatever they are about."""
