"""Markdown (CommonMark)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.drafting.formats.outline import Block, Heading, Listing, Run

# What would begin a list, a quotation or a rule at the start of a line: "1. maj", "- ja".
_OPENS = re.compile(r"^(?:(?P<number>\d{1,9})(?P<point>[.)])|(?P<mark>[-+>=~]))")


def to_markdown(blocks: Sequence[Block]) -> str:
    r"""Return the blocks as Markdown, every mark of the text itself escaped.

    >>> from pipeline.drafting.formats.outline import Prose
    >>> print(to_markdown([Heading("Nyt", 1), Prose((Run("1. maj er *fri*."),))]), end="")
    # Nyt
    <BLANKLINE>
    1\. maj er \*fri\*.
    """
    return "\n\n".join(_written(block) for block in blocks) + "\n"


def _written(block: Block) -> str:
    if isinstance(block, Heading):
        # A closing row of "#" would be taken as part of the mark.
        return f"{'#' * block.level} {_escaped(block.text)}"
    if isinstance(block, Listing):
        return "\n".join(f"- {_marked(entry)}" for entry in block.entries)
    return _marked(block.runs)


def _marked(runs: Sequence[Run]) -> str:
    text = "".join(
        f"**{_escaped(run.text)}**" if run.strong else _escaped(run.text) for run in runs
    )
    return _OPENS.sub(
        lambda at: f"{at['number']}\\{at['point']}" if at["number"] else f"\\{at['mark']}", text
    )


def _escaped(text: str) -> str:
    text = re.sub(r"[\\*_`<#]", r"\\\g<0>", text)
    # A bracket is a link only by what follows it, so that "[link indsættes]" stays readable.
    text = re.sub(r"\](?=[(:\[])", r"\\]", text)
    # "&amp;" in a text is those five characters; "Vej & Park" needs no mark.
    return re.sub(r"&(?=#?\w+;)", r"\\&", text)
