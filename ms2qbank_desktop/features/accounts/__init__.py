"""Profiles of the people who study on this computer."""
