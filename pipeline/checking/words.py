"""Words, names and bodies that the item does not hold.

A name has to stand in the item or in the meeting's header. Any other word that carries meaning
has to be in the item, in the same form or another, as part of a compound, or as a plain word for
one of the item's; the words of the frames are free. What is left is red where it is specific and
yellow where it is an everyday word: this is what finds a word from a closed item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.checking.acts import find_acts
from pipeline.checking.claims import Claim
from pipeline.checking.grounding import Evidence, is_named_so, mentions_in
from pipeline.checking.meaning.stage import bodies_after, body_of
from pipeline.checking.parties import parties_in
from pipeline.checking.roots import frame_roots, root_of, rooted_words, roots_of
from pipeline.labels import SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.records import Flag, Span

_PLACEHOLDER = re.compile(r"\[[^\]]*\]")
_CASE = re.compile(r"\b\d{2}[-/]\d{4,6}\b|\b\d{2}\.\d{2}\.\d{2}-[A-ZÆØÅ]\d+")
# Who has it next: "sendes nu til X", "går til X", "forelægges X".
_GENERIC_BODY = re.compile(
    r"\b(?:sende[rs]?|sendte|videre|går|(?:over|frem)sende[rs]?)\b[^.;]*\btil\s(?:de[nt]\s)?$|"
    r"\b(?:forelægges|fremlægges)\b(?: nu| senere)?(?: for)?\s$"
)
_RECOMMENDED = re.compile(r"(?:, at |\sover for |\s)(?:[\wæøåÆØÅ-]+ og )?")
# This many added everyday words, and this share of what the sentence tells, make a sentence of
# one's own.
_MANY = 3
# A word with a shorter root than this may be any word; the names of closed matters are compounds.
_SPECIFIC = 9
_SHARE = 0.67
_LEAST_NEAR = 0.25
_EFFECT = re.compile(
    r"^(?:Det (?:betyder|giver|medfører|skaber|sikrer|gør|koster)|Derfor|Dermed|"
    r"Konsekvensen|Følgen|Resultatet|Årsagen|Grunden|På den måde|Så )\b|"
    r"\b(?:fordi|så|hvilket|hvorved)\b",
)
_OF_REFERAT = re.compile(r"\b(?:beslutning|referatet)")
_SENTENCE_START = re.compile(r"(?:^|[.!?:»\"(–]\s?|^-\s)$")


def check_words(claim: Claim) -> Iterator[Flag]:
    """Yield a flag for the bodies, the names and the words that the sentence adds."""
    yield from _bodies(claim)
    if match := _CASE.search(claim.text):
        yield claim.flag(
            "red",
            "sagsnummer",
            f"Sagsnummeret »{match.group()}« skal ikke med i teksten. Slet det.",
        )
    added = tuple(_added(claim))
    names = [span.of(claim.text) for span, _ in added if _is_name(claim.text, span)]
    rest = [(span, root) for span, root in added if not _is_name(claim.text, span)]
    if names:
        yield claim.flag(
            "red",
            "navn-uden-kilde",
            f"{'Navnet' if len(names) == 1 else 'Navnene'} {_quoted(names)} står ikke i punktet. "
            f"Ret {'det' if len(names) == 1 else 'dem'} efter kilden, eller slet "
            f"{'det' if len(names) == 1 else 'dem'}.",
        )
    yield from _added_words(claim, rest)


def _added_words(claim: Claim, added: list[tuple[Span, str]]) -> Iterator[Flag]:
    """Yield a flag for added words: red if they are specific, or if little else is left."""
    source = claim.evidence.roots
    words = [span.of(claim.text) for span, _ in added]
    rare = [
        word
        for word, (_, root) in zip(words, added, strict=True)
        if is_sensitive(word)
        or not (len(root) < _SPECIFIC or is_everyday(root) or has_part_in(root, source))
    ]
    plain = [word for word in words if word not in rare]
    if rare:
        yield claim.flag(
            "red",
            "ord-uden-kilde",
            f"{_quoted(rare)} står ikke i punktet. Skriv det med kildens ord, eller slet det.",
        )
    told = sum(root not in frame_roots() for root in claim.unit.roots)
    told += len(claim.unit.facts) + len(mentions_in(claim.text))
    bare = _OF_REFERAT.search(claim.text) or claim.unit.facts or find_acts(claim.text)
    content = claim.unit.roots - roots_of(" ".join(claim.evidence.bodies))
    alone = not bare and len(content) > _MANY
    asks = claim.text.endswith("?")
    unlike = alone and claim.role == "body" and _near(claim) < _LEAST_NEAR * len(claim.unit.roots)
    if ((len(added) >= _MANY and len(added) > _SHARE * told) or unlike) and not asks:
        # An editor's own words for what the item says look the same; an invented effect does not.
        yield claim.flag(
            "red" if _EFFECT.search(claim.text) or not _near(claim) else "yellow",
            "saetning-uden-kilde",
            f"Det meste af sætningen står ikke i punktet ({_quoted(words)}). Find kilden, eller "
            "slet sætningen.",
        )
    elif plain:
        yield claim.flag(
            "yellow",
            "ord-uden-kilde",
            f"{_quoted(plain)} står ikke i punktet. Tjek, at meningen er den samme.",
        )


def _near(claim: Claim) -> int:
    """Return how many of its words the sentence shares with the one that it shares most with."""
    return max((len(claim.unit.roots & one.roots) for one in claim.evidence.units), default=0)


def _bodies(claim: Claim) -> Iterator[Flag]:
    evidence = claim.evidence
    own = body_of(evidence.minutes)
    acts = [act for act in find_acts(claim.text) if act.governed is None]
    for mention in mentions_in(claim.text):
        name = mention.body.name
        plain = name.removesuffix("s")
        known = plain in evidence.bodies or any(is_named_so(name, one) for one in evidence.bodies)
        if not known and not roots_of(name) <= evidence.roots:
            yield claim.flag(
                "red",
                "organ-uden-kilde",
                f"{name} er ikke nævnt i punktet. Ret organet efter kilden.",
            )
            continue
        before = claim.text[: mention.span.start]
        recommended = any(
            act.stage.kind == "anbefalet"
            and act.body != name
            and _RECOMMENDED.fullmatch(claim.text, act.end, mention.span.start)
            for act in acts
        )
        sent = not claim.is_carried and _GENERIC_BODY.search(before)
        if (recommended or sent) and name not in _next(evidence):
            whom = f"{name} selv" if name == own else name
            yield claim.flag(
                "red",
                "naeste-led",
                f"Kilden sender ikke sagen videre til {whom}. Ret, hvem der får den.",
            )


def _next(evidence: Evidence) -> frozenset[str]:
    """Return the bodies that the items may go on to."""
    kinds = (SectionKind.BESLUTNING, SectionKind.INDSTILLING)
    named = {
        mention.body.name for unit in evidence.within(*kinds) for mention in mentions_in(unit.text)
    }
    later = {
        name
        for labelled in evidence.items
        for name in bodies_after(labelled.item, evidence.minutes)
    }
    return frozenset(named | later) - {body_of(evidence.minutes) or ""}


def _added(claim: Claim) -> Iterator[tuple[Span, str]]:
    """Yield the words of the sentence that the item does not bear out."""
    strange = {root for root in claim.unit.roots if not is_grounded(root, claim.evidence.roots)}
    if not strange:
        return
    free = [mention.span for mention in mentions_in(claim.text)]
    free += [Span(*match.span()) for match in _PLACEHOLDER.finditer(claim.text)]
    free += [fact.span for fact in claim.unit.facts]
    free += _known_parties(claim)
    for span, root in rooted_words(claim.text):
        inside = any(one.overlaps(span) for one in free)
        if root in strange and not inside:
            yield span, root


def _known_parties(claim: Claim) -> list[Span]:
    """Return where the sentence names a party that the minutes name, as behind who took part."""
    told = parties_in(claim.text)
    known = parties_in(claim.evidence.minutes.text) if told else ()
    letters = {letter for _, one in known for letter in one}
    return [span for span, one in told if one & letters]


def is_grounded(root: str, source: frozenset[str]) -> bool:
    """Tell whether the root word is in *source*, in some form.

    >>> is_grounded("servic", frozenset({"serviceudgift"})), is_grounded("hal", frozenset({"bil"}))
    (True, False)
    """
    if root in source or root in frame_roots() or len(root) == 1:
        return True
    if len(root) >= 4 and any(
        one.startswith(root) or one.endswith(root) for one in source if len(one) > len(root)
    ):
        return True
    return _is_compound(root, source) or _is_near(root, source)


def _is_compound(root: str, source: frozenset[str]) -> bool:
    """Tell whether the word is made of two of the source's: "ladeplads" of "lade" and "plads"."""
    known = {one for one in source if len(one) >= 3}
    for cut in range(3, len(root) - 2):
        head, tail = root[:cut], root[cut:]
        if _heads(head) & known and (tail in known or tail in frame_roots()):
            return True
    return False


def _is_near(root: str, source: frozenset[str]) -> bool:
    """Tell whether the source has another form of the word: "ekspropriere", "ekspropriation"."""
    for one in source:
        shared = 0
        for left, right in zip(root, one, strict=False):
            if left != right:
                break
            shared += 1
        if shared >= 5 and shared >= 0.7 * max(len(root), len(one)):
            return True
    return False


def _is_name(text: str, span: Span) -> bool:
    word = span.of(text)
    if not word[0].isupper():
        return False
    if _SENTENCE_START.search(text[: span.start]):
        following = re.match(r"\s([A-ZÆØÅ])[a-zæøå]+", text[span.end :])
        return bool(following) or (len(word) > 1 and word.isupper())
    return True


def _quoted(words: list[str]) -> str:
    return ", ".join(f"»{word}«" for word in dict.fromkeys(words))


def is_everyday(root: str) -> bool:
    """Tell whether the root is of an everyday word, which an editor may have chosen.

    >>> is_everyday(root_of("kandidaten")), is_everyday(root_of("onboardingsystemet"))
    (True, False)
    """
    return root in _everyday()


def is_sensitive(word: str) -> bool:
    """Tell whether the word is of what closed items are about.

    >>> is_sensitive("fratrædelsesaftalen"), is_sensitive("aftalen")
    (True, False)
    """
    return _sensitive().search(word.lower()) is not None


def has_part_in(root: str, source: frozenset[str]) -> bool:
    """Tell whether the word is a compound with a part that *source* has: "jobopslag", "opslag".

    >>> has_part_in("lønforhandling", frozenset({"løn"}))
    True
    >>> has_part_in("lønforhandling", frozenset({"hal"}))
    False
    """
    for cut in range(3, len(root) - 1):
        head, tail = root[:cut], root[cut:]
        heads = _heads(head)
        tail = root_of(tail)
        known = frame_roots() | _everyday()
        if heads & known and tail in known and (heads & frame_roots() or tail in frame_roots()):
            return True
        if len(head) >= 5 and tail in known and any(one.startswith(head) for one in source):
            return True
        if (tail in source and len(tail) > 3 and heads & (_everyday() | source)) or (
            heads & source and (tail in _everyday() or tail in source)
        ):
            return True
    return False


def _heads(head: str) -> frozenset[str]:
    """Return the roots that the first part of a compound may have: "byggegrund", "solcellesag"."""
    linked = {head[:-1]} if head[-1] in "se" else set()
    return frozenset({head, root_of(head), *linked})


@cache
def _everyday() -> frozenset[str]:
    words = load_lexicon("grounding")["general"].split() + load_lexicon("everyday")["words"].split()
    verbs = (row["infinitive"] for row in load_lexicon("verbs")["verb"])
    return frozenset(root_of(word) for word in (*words, *verbs)) | frame_roots()


@cache
def _sensitive() -> re.Pattern[str]:
    table = load_lexicon("everyday")
    return re.compile("|".join([*table["sensitive"], *table["actors"]]))
