"""Lectures: a catalogue of the user's own video and audio files, a player with bookmarks,
transcripts and notes, playlists."""
