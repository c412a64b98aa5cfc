"""A sentence in plain words, shorter, and in the right time.

``wording`` puts word for word, ``counts`` numbers in words; ``compress`` cuts a sentence short and
``retold`` tells it otherwise; ``order`` and ``fronting`` move what stands in the way, or the time.
``preterite`` tells what was done on a named day in the past. ``past`` and ``glossary`` go over the
whole draft: what has passed since, and words explained once.
"""
