"""Notes and fields of a case, "Pris 1,2 mio. kr.", "Frist: 1. maj", told as sentences.

``lines`` is the way in: a section line by line. ``reading`` tells a line by ``fields`` (what, and
how much), ``states`` (a note without a verb) and ``values`` (what is said of a thing);
``entries`` and ``tables`` are lines of another form, and ``quoted`` what no rule can
tell.
"""
