"""The language: sentences, bodies, amounts, dates, verbs, noun phrases, readability.

Nothing here knows of minutes; everything else builds on it.
"""
