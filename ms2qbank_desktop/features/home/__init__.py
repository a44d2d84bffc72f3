"""Home: what today asks for, what was begun, and how it goes; the first tab."""
