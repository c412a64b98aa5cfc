"""HTML: a whole page that stands alone, and a fragment to paste into an intranet.

Both keep WCAG 2.1 AA: the language is set, one h1, an h2 an item, real lists, nothing told by
colour, dark text on white, lines of at most 70 characters that reflow at 320 pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from pipeline.drafting.formats.outline import Block, Heading, Listing, Run

_STYLE = """\
body { margin: 0 auto; max-width: 70ch; padding: 1rem; color: #1a1a1a; background: #fff;
  font: 1rem/1.6 system-ui, sans-serif; overflow-wrap: break-word; }
h1, h2 { line-height: 1.25; }
li { margin-bottom: .5rem; }"""


def to_fragment(blocks: Sequence[Block]) -> str:
    """Return the blocks as one ``article``, to be put into a page.

    >>> print(to_fragment([Heading("Vej & Park", 1)]), end="")
    <article lang="da">
    <h1>Vej &amp; Park</h1>
    </article>
    """
    return f'<article lang="da">\n{_body(blocks)}\n</article>\n'


def to_page(blocks: Sequence[Block]) -> str:
    """Return the blocks as a whole page, with the post's headline as its title."""
    title = next(block.text for block in blocks if isinstance(block, Heading))
    return f"""\
<!DOCTYPE html>
<html lang="da">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>
{_STYLE}
</style>
</head>
<body>
<main>
{_body(blocks)}
</main>
</body>
</html>
"""


def _body(blocks: Sequence[Block]) -> str:
    return "\n".join(_element(block) for block in blocks)


def _element(block: Block) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level}>{escape(block.text)}</h{block.level}>"
    if isinstance(block, Listing):
        entries = "\n".join(f"<li>{_marked(entry)}</li>" for entry in block.entries)
        return f"<ul>\n{entries}\n</ul>"
    return f"<p>{_marked(block.runs)}</p>"


def _marked(runs: Sequence[Run]) -> str:
    return "".join(
        f"<strong>{escape(run.text)}</strong>" if run.strong else escape(run.text) for run in runs
    )
