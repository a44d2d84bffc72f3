"""Kernel of the program: what every layer may use. Standard library and platformdirs only."""
