"""Which keys run which command: presets, own choices, the sheet of all keys and its editor."""
