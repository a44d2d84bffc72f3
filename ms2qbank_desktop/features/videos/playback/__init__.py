"""What libvlc tells and shows of a file, without Qt: its tracks, its pictures, its loudness."""
