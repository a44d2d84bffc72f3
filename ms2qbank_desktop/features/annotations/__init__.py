"""What a user puts onto a text: highlights, notes in the margin, reports of problems."""
