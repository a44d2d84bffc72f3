"""Blocks of questions: making, answering, ending them, and the log of attempts."""
