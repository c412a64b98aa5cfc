"""How well Referat does on labelled minutes: figures with intervals, pictures and a report.

Documents are read from their raw files and every item found is held against the labelled ones
(``outcomes``). What was said of an item becomes an answer (``answers``), answers become counts
that add up over meetings, and counts become figures (``figures``).
"""
