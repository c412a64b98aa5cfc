"""A sentence in plain words, shorter, and in the right time."""
