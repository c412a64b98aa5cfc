"""HTML: the minutes on a council portal's page or a municipality's own, without the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.reading.access import is_closed_part, is_lock, says_closed
from pipeline.reading.agenda import agenda_blocks
from pipeline.reading.blocks import Block, clean_text, settle_levels, squeeze
from pipeline.reading.flow import Flow
from pipeline.reading.limits import Budget
from pipeline.reading.noise import is_silent
from pipeline.reading.tables import Row, render_table

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset((
    "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "form", "header", "hr", "legend", "li", "main",
    "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
    "ul",
))  # fmt: skip
_LISTS = frozenset(("table", "dl", "ul", "ol"))
# What may bear words for a screen reader alone, and how long those are at most.
_SPOKEN = frozenset(("span", "p", "div", "i", "b", "em", "small", "abbr", "svg", "title"))
_SHORT = 40
_ITEM = re.compile(r"(?:punkt|pkt\.?)\s*\d", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:(?:dagsordens)?punkt|pkt\.?|sag|nr\.?)?\s*\d{1,4}\s*[.:)]?", re.IGNORECASE
)
_CLOSED = re.compile(r"(?<![a-z])(?:lukket|closed|lock|glyphicon-lock|fa-lock)(?![a-z])")


def read_html(text: str, budget: Budget) -> list[Block]:
    """Return the blocks of an HTML page.

    Raises:
        LimitExceeded: Elements nested too deep, or out of time.

    >>> from pipeline.reading.limits import Limits, start_budget
    >>> page = "<nav>Menu</nav><h1>Referat</h1><p>Mødet<br>den 3. maj</p>"
    >>> [block.text for block in read_html(page, start_budget(Limits(), "a.html"))]
    ['Referat', 'Mødet', 'den 3. maj']
    """
    from selectolax.lexbor import LexborHTMLParser

    _check_nesting(text, budget)
    tree = LexborHTMLParser(text)
    body = tree.body
    if body is None:
        return []
    portal = tree.css_first("tr.punktrow") is not None
    flow = Flow(budget, frozenset(_unfolded(tree)), portal=portal)
    _render(_content_root(body), flow, 1)
    flow.close()
    if portal:
        return [_above_items(block) for block in flow.blocks]
    return settle_levels(flow.blocks)


def _check_nesting(text: str, budget: Budget) -> None:
    """Raise LimitExceeded for far more open elements than any page has, before parsing them."""
    depth = 0
    for match in re.finditer(r"<(/?)(?:div|span|b|i|font|table|ul|blockquote|section)\b", text):
        depth += -1 if match.group(1) else 1
        budget.check_depth(depth - 20 * budget.limits.max_depth)


def _unfolded(tree: Any) -> Iterator[str]:
    """Yield the ids of the parts that a button of the page unfolds."""
    for node in tree.css("[aria-controls], [data-target], [data-bs-target]"):
        for name in ("aria-controls", "data-target", "data-bs-target"):
            yield from (node.attributes.get(name) or "").replace("#", "").split()


def _content_root(body: Any) -> Any:
    """Return the element that holds the minutes: the main part, if most of the text is in it."""
    whole = len(body.text(deep=True))
    for selector in ("main", "[role=main]", "article"):
        found = body.css(selector)
        if len(found) == 1 and len(found[0].text(deep=True)) * 2 > whole:
            return found[0]
    mains = body.css("main, [role=main]")
    return mains[0] if len(mains) == 1 and mains[0].css_first("h1, h2") is not None else body


def _above_items(block: Block) -> Block:
    """Return *block* with no level 2 but that of an agenda item."""
    if block.level == 2 and not _ITEM.match(block.text):
        return block._replace(level=1)
    return block


def _render(node: Any, flow: Flow, depth: int) -> None:
    flow.budget.check_depth(depth)
    child = node.child
    while child is not None:
        tag = child.tag
        if tag == "-text":
            flow.words.append(_text_of(child, node.tag))
        elif tag == "br":
            flow.words.append("\n")
        elif not tag.startswith(("-", "!")):
            silent = is_silent(tag, child.attributes, flow.shown)
            if _is_lock(child, tag, silent=silent):
                number = _NUMBER.match(child.text(deep=True).strip())
                flow.words.append(f"{number.group() if number else ''} (Lukket) ")
            elif not silent:
                _render_element(child, tag, flow, depth)
        child = child.next


def _is_lock(node: Any, tag: str, *, silent: bool) -> bool:
    """Tell whether an element says that an item is closed, if only to those who can't see it."""
    if is_lock(tag, node.attributes):
        return True
    short = silent and tag in _SPOKEN and len(node.text(deep=True)) < _SHORT
    return short and says_closed(node.text(deep=True))


def _text_of(node: Any, parent: str) -> str:
    text = clean_text(node.text_content or "")
    return text if parent == "pre" else re.sub(r"\s+", " ", text)


def _render_element(node: Any, tag: str, flow: Flow, depth: int) -> None:
    classes = (node.attributes.get("class") or "").split()
    if is_closed_part(tag, node.attributes) and "punktrow" not in classes:
        _render_closed(node, flow)
    elif tag in _HEADINGS:
        _render_heading(node, tag, flow, depth)
    elif tag == "button" or node.attributes.get("role") == "button":
        _render_button(node, flow, depth)
    elif tag == "tr" and "punktrow" in classes:
        _render_portal_item(node, flow, depth)
    elif tag in _LISTS:
        _render_listing(node, tag, flow, depth)
    elif tag in _BLOCKS or "sagsnummer" in classes:
        flow.budget.check_time()
        if not _is_frame(node, tag, flow):
            flow.close()
            _render(node, flow, depth + 1)
            flow.close()
    else:
        _render(node, flow, depth + 1)


def _is_frame(node: Any, tag: str, flow: Flow) -> bool:
    """Tell whether an element is a site's own header, or the heads over a portal's agenda."""
    if tag == "header":
        return node.css_first("h1, h2") is None and node.css_first("a") is not None
    return tag == "thead" and flow.portal


def _render_listing(node: Any, tag: str, flow: Flow, depth: int) -> None:
    if tag == "table":
        _render_table(node, flow, depth)
    elif tag == "dl":
        _render_pairs(node, flow, depth)
    else:
        _render_list(node, tag, flow, depth)


def _render_heading(node: Any, tag: str, flow: Flow, depth: int) -> None:
    flow.close()
    start = len(flow.blocks)
    _render(node, flow, depth + 1)
    flow.words = [" ".join("".join(flow.words).split())]  # a heading is one line
    level = _HEADINGS[tag]
    flow.close(level)
    flow.unheaded = flow.in_item and len(flow.blocks) == start
    flow.blocks[start:] = [block._replace(level=level) for block in flow.blocks[start:]]


def _render_button(node: Any, flow: Flow, depth: int) -> None:
    """Render a button only where it bears the heading of what it unfolds."""
    parent = node.parent
    in_heading = parent is not None and parent.tag in _HEADINGS
    if in_heading or node.css_first("h1, h2, h3, h4, h5, h6") is not None:
        _render(node, flow, depth + 1)
    elif node.attributes.get("aria-controls") in flow.shown and node.css_first("ul") is None:
        flow.close()
        _render(node, flow, depth + 1)
        flow.close()


def _render_portal_item(node: Any, flow: Flow, depth: int) -> None:
    """Render an agenda item of a FirstAgenda portal; nothing but the number of a closed one."""
    flow.close()
    first = node.css_first("td")
    number = squeeze(first.text(deep=True)) if first is not None else ""
    heading = node.css_first(".overskrift, h1, h2, h3")
    title = squeeze(heading.text(deep=True)) if heading is not None else ""
    classes = [node.attributes.get("class") or ""]
    classes += [part.attributes.get("class") or "" for part in node.css("[class*=lock], .lukket")]
    closed = any(_CLOSED.search(name.lower()) for name in classes)
    shown = "Lukket" if closed or not title else title
    flow.blocks.append(Block(f"Punkt {number}: {shown}" if number else shown, 2))
    details = node.css_first(".details, .punkt")
    if details is not None and shown is title:
        flow.in_item = True
        _render(details, flow, depth + 1)
        flow.close()
        flow.in_item = flow.unheaded = False


def _render_closed(node: Any, flow: Flow) -> None:
    """Render of a part that its markup closes nothing but that it is, and the item's number."""
    flow.close()
    heading = node.css_first("h1, h2, h3, h4, h5, h6")
    words = squeeze((heading or node).text(deep=True))
    number = _NUMBER.match(words)
    level = _HEADINGS[heading.tag] if heading is not None else None
    flow.marker = ""
    flow.blocks.append(Block(f"{number.group()} Lukket" if number else "Lukket", level))


def _render_list(node: Any, tag: str, flow: Flow, depth: int) -> None:
    flow.close()
    plain = "list-unstyled" in (node.attributes.get("class") or "").split()
    start = node.attributes.get("start") or "1"
    number = int(start) if start.lstrip("-").isdigit() and len(start) < 9 else 1
    child, first = node.child, True
    while child is not None:
        if child.tag == "li" and not is_silent("li", child.attributes, flow.shown):
            flow.marker = "" if plain else f"{number}. " if tag == "ol" else "- "
            flow.tight = not first
            if is_closed_part("li", child.attributes):
                _render_closed(child, flow)
            else:
                _render(child, flow, depth + 1)
            flow.close()
            flow.marker, flow.tight = "", False
            number, first = number + 1, False
        elif child.tag in ("ul", "ol"):
            _render_list(child, child.tag, flow, depth + 1)
        child = child.next


def _render_table(node: Any, flow: Flow, depth: int) -> None:
    """Render a table as readable rows, or part by part if it only lays out the page."""
    flow.close()
    inside = node.css("table, h1, h2, h3, h4, h5, h6, tr.punktrow")
    if any(part.mem_id != node.mem_id for part in inside):
        _render(node, flow, depth + 1)
        flow.close()
        return
    found = (_table_row(part, flow, depth + 1) for part in node.css("tr"))
    rows = [row for row in found if row is not None]
    agenda = agenda_blocks([cells for _, cells in rows])
    if agenda is None:
        _add_rows([row for row, _ in rows], flow)
    else:
        flow.open_part()
        flow.blocks += agenda


def _render_pairs(node: Any, flow: Flow, depth: int) -> None:
    """Render a list of terms and what they stand for as a table of two columns."""
    flow.close()
    if node.css_first("h1, h2, h3, h4, table, dl dl") is not None:
        _render(node, flow, depth + 1)
        flow.close()
        return
    rows: list[Row] = []
    for part in node.css("dt, dd"):
        inner = Flow(flow.budget, flow.shown)
        _render(part, inner, depth + 1)
        inner.close()
        words = " ".join(block.text for block in inner.blocks)
        if part.tag == "dd" and rows and len(rows[-1].cells) == 1:
            rows[-1] = Row((*rows[-1].cells, words))
        else:
            rows.append(Row((words,) if part.tag == "dt" else ("", words)))
    _add_rows(rows, flow)


def _add_rows(rows: list[Row], flow: Flow) -> None:
    for place, line in enumerate(render_table(rows)):
        flow.open_part()
        flow.blocks.append(Block(line, tight=place > 0))


def _table_row(node: Any, flow: Flow, depth: int) -> tuple[Row, list[list[Block]]] | None:
    """Return a row as text, and what stands in each of its cells."""
    flow.budget.check_time()
    if is_silent("tr", node.attributes, flow.shown):
        return None
    cells: list[str] = []
    heads: list[bool] = []
    parts: list[list[Block]] = []
    child = node.child
    while child is not None:
        if child.tag in ("td", "th"):
            inner = Flow(flow.budget, flow.shown)
            if not is_silent(child.tag, child.attributes, flow.shown):
                _render(child, inner, depth + 1)
                inner.close()
            span = child.attributes.get("colspan") or "1"
            wide = min(int(span), 50) if span.isdigit() and len(span) < 5 else 1
            cells += [" ".join(block.text for block in inner.blocks), *[""] * (max(wide, 1) - 1)]
            heads.append(child.tag == "th")
            parts.append(inner.blocks)
        child = child.next
    if is_closed_part("tr", node.attributes) and len(cells) > 1:
        kept = [cells[0] if _NUMBER.fullmatch(cells[0]) else "", "Lukket"]
        return Row(tuple(kept)), [[Block(word)] if word else [] for word in kept]
    return Row(tuple(cells), bool(heads) and all(heads)), parts
