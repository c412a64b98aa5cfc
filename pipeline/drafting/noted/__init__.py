"""Notes and fields of a case, "Pris 1,2 mio. kr.", "Frist: 1. maj", told as sentences."""
