"""Cut a decision text into clauses, and tell its outcome from what surrounds it.

Around the outcome stand lists of the absent, votes, a minority's view, conditions, what happens
next, and other bodies' decisions. The rows that know them are in ``lexicon/decisions.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.danish.blocks import BULLETS, counted_noun
from pipeline.danish.remarks import recommends_from
from pipeline.danish.sentences import split_sentences
from pipeline.labelling.outcome_rows import outcome_rows
from pipeline.labelling.repair import Mended, after_key_word, mend
from pipeline.labelling.rules import PassageRule, passage_rules_for
from pipeline.records import Passage, PassageKind, Span

_QUOTE = re.compile(r"[\"”“»]([^\"”“»«]{25,2000}?)([.!?]?)[\"”“«]")
# Where a clause ends within a sentence: behind a blank, after a comma or without one.
_BREAK = re.compile(
    r" (?:(?<=; )"
    r"|(?=(?:fraværende|ikke til ?stede|afbud) ?(?::|med afbud|fra ))(?<!var )(?<!er )(?<!med )"
    r"|(?<!\bvar )(?<!\ber )(?<!\bblev )(?<!\bmed )(?<!, )(?=(?-i:Fraværende|Afbud)\b)"
    r"|(?<=[.)\d] )(?=(?-i:Indstillingen|Forslaget|Sagen|Dermed|Hermed)\b)"
    r"|(?<=[.)\d] )(?=(?-i:Godkendt|Vedtaget|Tiltrådt|Forkastet)\b)"
    r"|(?=(?-i:For|Imod|Undlod) (?:stemte|at stemme)\b)|(?=(?-i:Imod):)"
    r"|(?<= og )(?=(?:begærer|begærede|indbringer|indbragte|standser|standsede) )"
    r"|(?<=[.:,\w] )(?=(?-i:Ad)\.? ?(?:\d|[A-F]\b)))"
    r"|,(?: (?=(?:mens|medens|men|hvorimod|hvorefter|hvorpå) )"
    r"| og (?=(?:indstillingen|forslaget) (?:blev|er)\b)"
    r"| (?=hvilket (?:[\wæøå]+ )?(?:tiltrådte|vedtog|godkendte|imødekom|fulgte|gik med til)\b)"
    r"| ?(?=(?-i:Imod):))",
    re.IGNORECASE,
)
# An outcome printed beforehand that nobody ticked: "[ ] Udsat", up to the next box or line.
_UNTICKED = re.compile(r"(?:\[ ?\]|☐)[^\[☐☑☒\n]*")
# What may be glued to the word before it.
_GLUED = re.compile("Fraværende|Afbud|Bilag|Sagsfremstilling|Indstilling|Beslutning")
_LETTER = re.compile("[a-zæøå]", re.IGNORECASE)
_LIST_MARK = re.compile(
    r"^(?:beslutning(?:er)?\b(?! (?:i|fra|på|af|for|den|d)\b)[ :]*(?=.)"
    r"|(?:bemærkning|kommentar|konklusion|afgørelse|udfald)(?:er)? ?: ?"
    rf"|(?:mens|medens|men|hvorimod|hvorefter|hvorpå) |at ?: ?|(?:[→⇒»>¤+{BULLETS}]|[=-]>) "
    r"|(?-i:[A-ZÆØÅ]|\d{1,2}) \| "
    # "1. sal" is no first point.
    rf"|\[ ?(?:[x✓✗×*] ?\] ?)?|[☑☒] ?|\(?\d{{1,2}}[.):] (?!{counted_noun()})|[a-f][.)] "
    r"|(?:(?:om|til|vedr\.?|vedrørende) )?(?:ad|pkt|punkt|at|indstillingspunkt)\.? ?"
    r"(?:\d[\d ,.og-]*|[a-f])[:.)]? ?[:.)–-] ?|til \d{1,2}: "
    r"|ad\.? ?(?:\d[\d,-]*|[a-f]) )+",
    re.IGNORECASE,
)
# What a clause is about, if it begins by naming a part of the decision: "Pkt. 3 udsættes".
_NAMED_PART = re.compile(
    r"^(?:indstillingens )?(?:at-)?(?:pkt|punkt|indstillingspunkt|led|ansøgning)\.? ?"
    r"(?:\d+(?:(?:,| og|-|–|\.)? ?\d+)*|[a-f]\b)"
    r"|^(?:den|det|de) (?:to |tre |fire )?(?:første|anden|andet|tredje|fjerde|sidste|øvrige)"
    r" (?:dele?|led|etaper?|punkt(?:er)?|ansøgning(?:er)?)\b",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"[a-f][.)]", re.IGNORECASE)
_NAMES = re.compile(
    r"^(?:ingen|alle|[A-ZÆØÅ][\wæøåéöü.-]*(?:[ ,/]+(?:og |samt |af |van |von |de )?"
    r"(?:[A-ZÆØÅ][\wæøåéöü.-]*|\([^)]*\)))+),?\.?$"
)
_ANSWER = re.compile(r"(?:ja|nej|jo)\b", re.IGNORECASE)
_MINORITY_GOES_ON = ("kan ", "kunne ", "vil ", "ville ", "ønsker ", "ønskede ")
# "Med den bemærkning, at mødet holdes en lørdag, blev planen godkendt": the outcome stands last.
_FRONTED = re.compile(
    r"^(?:med|idet|under|på) .*, (?=(?:blev|bliver|er|godkend\w+|tiltr\w+|vedt\w+|anbefal\w+|"
    r"indstill\w+|beslutte\w+|tog|tages|udsæt\w+)\b)",
    re.IGNORECASE,
)
_LISTED = re.compile(rf"^(?:[{BULLETS}] |\(?\d{{1,2}}[.)] ?|[a-f][.)] |at )", re.IGNORECASE)
_OPENS_POINTS = re.compile(
    r"\b(?:(?:anbefaler|anbefalede|indstiller|indstillede|foreslår)\b[^.]*(?:\bat|:)"
    r"|(?:godkender|godkendte|godkendt),? at):?$",
    re.IGNORECASE,
)


class Clause(NamedTuple):
    """A clause as it is read.

    ``part`` is the part of the decision it belongs to ("Ad 2:", or ""), and ``listed`` tells
    whether it is a point of a list.
    """

    mended: Mended
    part: str
    listed: bool

    @property
    def text(self) -> str:
        """The clause's words, mended."""
        return self.mended.text

    @property
    def span(self) -> Span:
        """Where the clause stands in the minutes."""
        return self.mended.span(0, len(self.mended.text))


# Rules and model read the same sections.
@lru_cache(maxsize=512)
def split_clauses(text: str, span: Span) -> tuple[Clause, ...]:
    """Return the clauses of a decision text, in order; long quotations are blanked.

    So is what wasn't ticked on a form.

    >>> text = "Godkendt; sagen sendes i høring. Fraværende: Ingen"
    >>> [clause.text for clause in split_clauses(text, Span(0, len(text)))]
    ['Godkendt;', 'sagen sendes i høring.', 'Fraværende: Ingen']
    >>> form = "[ ] Godkendt  [X] Udsat  [ ] Afvist"
    >>> [clause.text for clause in split_clauses(form, Span(0, len(form)))]
    ['Udsat']
    """
    raw = _QUOTE.sub(
        lambda m: m[0][0] + "·" * len(m[1]) + m[2] + m[0][-1], text[span.start : span.end]
    )
    raw = _UNTICKED.sub(lambda m: " " * len(m[0]), raw)
    clauses, raw = _of_rows(raw, span.start)
    part = ""
    for start, end in split_sentences(raw):
        for own_part, clause in _cut(raw[start:end]):
            part = own_part or part
            if clause is not None:
                mended = clause.mended.moved(span.start + start)
                clauses.append(Clause(mended, part, clause.listed))
    return tuple(sorted(clauses, key=lambda clause: clause.span))


def _of_rows(raw: str, offset: int) -> tuple[list[Clause], str]:
    """Return what the lines of a table decide, each of its part, and the text without them."""
    clauses = []
    for row in outcome_rows(raw):
        said = mend(raw[row.start : row.end]).moved(offset + row.start)
        clauses.append(Clause(said, row.part, listed=False))
        first, last = row.line
        raw = raw[:first] + " " * (last - first) + raw[last:]
    return clauses, raw


# The same few sentences fill an archive ("Godkendt.", "Fraværende: Ingen"): each is read once.
@lru_cache(maxsize=1 << 13)
def _cut(sentence: str) -> tuple[tuple[str, Clause | None], ...]:
    """Return the clauses of a sentence, None for what says nothing, each with its part or ""."""
    mended = mend(sentence)
    text = mended.text
    cuts = {match.end() for match in _BREAK.finditer(text)}
    cuts |= {match.end() for match in after_key_word().finditer(text)}
    glued = (match.start() for match in _GLUED.finditer(text))
    cuts |= {at for at in glued if at and _LETTER.match(text, at - 1)}
    # "Fremsendes med bemærkning, at …" only leads to what is recommended.
    first = recommends_from(text)
    return tuple(
        (_part(text[start:end]), _clause(mended, start, end))
        for start, end in pairwise(sorted({first, *cuts, len(text)}))
        if start >= first
    )


def sift_passages(
    clauses: Sequence[Clause],
) -> tuple[tuple[Clause, ...], tuple[Passage, ...]]:
    """Return the clauses in which an outcome may stand, and the passages around them.

    >>> text = "Godkendt, dog således at taksten ses efter. Fraværende: Ingen"
    >>> outcome, passages = sift_passages(split_clauses(text, Span(0, len(text))))
    >>> [clause.text for clause in outcome], [passage.kind for passage in passages]
    (['Godkendt'], ['reservation', 'attendance'])
    """
    outcome: list[Clause] = []
    passages: list[Passage] = []
    running: PassageRule | None = None
    points = False
    for clause in clauses:
        if points and clause.listed:
            continue
        if running is not None and _goes_on(running, clause):
            _note(passages, running.kind, clause.span)
            continue
        front, tails = _cut_tails(clause)
        running = None if front is None else whole_rule(front.text)
        if running is not None and running.behind and not outcome:
            running = None
        if front is not None and running is not None:
            _note(passages, running.kind, front.span)
        elif front is not None:
            outcome.append(front)
            for kind in _marks(front.text):
                _note(passages, kind, front.span)
        for kind, span in tails:
            _note(passages, kind, span)
        # What is recommended or approved point by point is no outcome of its own.
        points = _OPENS_POINTS.search(clause.text) is not None
    return tuple(outcome), tuple(passages)


def remarks_of(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Return what a body remarked or a member told. Where nothing else is said, that was done.

    >>> text = "Udvalget opfordrer regionen til at svare. Fraværende: Ingen"
    >>> [clause.text for clause in remarks_of(split_clauses(text, Span(0, len(text))))]
    ['Udvalget opfordrer regionen til at svare.']
    """
    rules = ((clause, whole_rule(clause.text)) for clause in clauses)
    told = ("reservation", "told by a member")
    return tuple(clause for clause, rule in rules if rule and {rule.kind, rule.id} & {*told})


def _clause(mended: Mended, start: int, end: int) -> Clause | None:
    """Return a part of *mended* as a clause without its list mark, or None if it says nothing."""
    mark = _LIST_MARK.match(mended.text[start:end])
    listed = _LISTED.match(mended.text[start:end]) is not None
    start += mark.end() if mark else 0
    while start < end and mended.text[start].isspace():
        start += 1
    # "[ Udsat ]": the brackets set the decision apart, and the first one is a list mark.
    closing = " ,]" if "[" not in mended.text[start:end] else " ,"
    while start < end and mended.text[end - 1] in closing:
        end -= 1
    if not any(char.isalnum() for char in mended.text[start:end]):
        return None
    return Clause(mended.part(start, end), "", listed)


def _part(clause: str) -> str:
    """Return the list mark of a clause if it numbers a part of the decision, else ""."""
    named = _NAMED_PART.match(clause)
    if named:
        return named.group()
    match = _LIST_MARK.match(f"{clause} ")
    mark = match.group().strip() if match else ""
    numbered = any(char.isdigit() for char in mark) or mark[:2].lower() == "ad"
    return mark if numbered or _LETTERED.fullmatch(mark) else ""


def _cut_tails(clause: Clause) -> tuple[Clause | None, list[tuple[PassageKind, Span]]]:
    """Cut the clause where a condition, a dissent or the like begins."""
    found = _tails_in(clause.text)
    if not found:
        return clause, []
    cuts = sorted(found)
    fronted = _FRONTED.match(clause.text) if cuts[0] == 0 else None
    if fronted:
        last = _clause(clause.mended, fronted.end(), len(clause.text))
        before = _clause(clause.mended, 0, fronted.end())
        if last is not None and before is not None:
            return last._replace(part=clause.part), [(found[0], before.span)]
    tails = []
    for start, end in zip(cuts, [*cuts[1:], len(clause.text)], strict=True):
        tail = _clause(clause.mended, start, end)
        if tail is not None:
            tails.append((found[start], tail.span))
    front = _clause(clause.mended, 0, cuts[0])
    return (None if front is None else front._replace(part=clause.part)), tails


@lru_cache(maxsize=1 << 14)
def _tails_in(text: str) -> dict[int, PassageKind]:
    """Return where a condition, a dissent or the like begins, and its kind."""
    found: dict[int, PassageKind] = {}
    for rule, pattern in passage_rules_for(text, "tail"):
        match = rule.search(text, pattern)
        if match is not None and rule.kind is not None:
            found.setdefault(match.start(), rule.kind)
    return found


@lru_cache(maxsize=1 << 14)
def whole_rule(text: str) -> PassageRule | None:
    """Return the rule that takes the whole clause, if one does.

    >>> getattr(whole_rule("Venstre stemte imod."), "kind", None)
    'minority'
    """
    rules = passage_rules_for(text, "clause")
    return next((rule for rule, pattern in rules if rule.search(text, pattern)), None)


@lru_cache(maxsize=1 << 14)
def _marks(text: str) -> tuple[PassageKind, ...]:
    """Return the kinds of passage that stand in the midst of an outcome."""
    rules = passage_rules_for(text, "mark")
    return tuple(rule.kind for rule, pattern in rules if rule.kind and rule.search(text, pattern))


def _goes_on(rule: PassageRule, clause: Clause) -> bool:
    """Tell whether *clause* is the next line of what *rule* began."""
    if rule.kind == "attendance":
        return bool(_NAMES.match(clause.text) or clause.text.lower().strip(". ") == "ingen")
    if rule.id == "question of fact":
        return _ANSWER.match(clause.text) is not None
    if rule.kind == "minority":  # "X kan ikke anbefale købet, men kan godkende lejen"
        return clause.text.lower().startswith(_MINORITY_GOES_ON)
    return rule.kind is None and clause.listed


def _note(passages: list[Passage], kind: PassageKind | None, span: Span) -> None:
    """Add a passage, or let the one before it run on if it is of the same kind and close by."""
    if kind is None:
        return
    if (
        passages
        and passages[-1].kind == kind == "attendance"
        and span.start > passages[-1].span.end
    ):
        passages[-1] = Passage(kind, Span(passages[-1].span.start, span.end))
    else:
        passages.append(Passage(kind, span))
