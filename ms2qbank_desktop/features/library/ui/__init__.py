"""The window's side of the library: its page, the reader, and what stands beside an article."""
