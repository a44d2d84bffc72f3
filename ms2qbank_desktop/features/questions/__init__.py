"""The question bank: packs of questions, their formats, and finding them."""
