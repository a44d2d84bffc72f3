"""How links are shown and made, wherever one studies: the lowest slice, so all may use it."""
