"""What a reading looks like elsewhere: one file a format."""
