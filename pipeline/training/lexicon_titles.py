"""The lexicon's words as titles to learn from: what is known of a topic beyond any corpus.

A model that learns the pieces of these words knows compounds of them that nobody has listed. It
gets them without the lexicon's points: else it would learn that the points say it all.
"""

from __future__ import annotations

from pipeline.labelling import ItemText
from pipeline.labels import Topic
from pipeline.lexicon import load_lexicon
from pipeline.training.prepare import Example

SOURCE = "lexicon"
PLAIN = 2.0  # points of a row whose words are more than a hint


def example_titles() -> tuple[Example, ...]:
    """Return the titles that the lexicon's rows give as their examples."""
    return tuple(
        _title(title, row["topic"])
        for row in load_lexicon("topics")["row"]
        for title in row.get("example", ())
    )


def word_titles() -> tuple[Example, ...]:
    """Return each stem of the rows that tell a topic plainly, as if it were a title.

    >>> any(one.item.title == "lokalplan" for one in word_titles())
    True
    """
    return tuple(
        _title(part.strip("*!"), row["topic"])
        for row in load_lexicon("topics")["row"]
        if row["weight"] >= PLAIN
        for part in row["parts"]
    )


def _title(title: str, topic: str) -> Example:
    item = ItemText.of_title(title)
    return Example(item, (), (), Topic(topic), (), SOURCE, SOURCE, "train", hard=False)
