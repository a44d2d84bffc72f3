"""Articles: the user's open textbooks and our own, to be read, marked and linked."""
