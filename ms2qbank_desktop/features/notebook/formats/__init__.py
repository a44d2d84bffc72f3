"""Notes in files: vaults, Joplin's archives, pages of HTML."""
