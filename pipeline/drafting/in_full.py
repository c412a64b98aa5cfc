"""Say in full what an act takes for known: the lead stands alone, nobody has met "planen".

The words come from the title of the item, which the act is about.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.danish.nouns import definite, find_noun
from pipeline.danish.words import content_words
from pipeline.drafting.case import Case, expand
from pipeline.drafting.headings.capitals import small
from pipeline.drafting.headings.headlines import telling_topic
from pipeline.drafting.plain.compress import count_words
from pipeline.lexicon import load_lexicon

# A yes to what was asked for is one to the thing itself, where that can be adopted.
_SAYS_YES = frozenset(("godkendte", "tiltrådte", "anbefalede", "indstillede", "vedtog"))
_ASKED_FOR = re.compile(
    r"(?:sagen|(?:indstillingen|forslaget|anbefalingen|det indstillede)(?: i sagen)?)"
    r"(?P<more>(?: om .*)?(?: over for .*| med .*stemmer.*| enstemmigt)?)$"
)


def in_full(case: Case, verb: str, rest: str) -> str:
    """Return what follows *verb*, with the thing that the case is about said in full."""
    rest = _adopted(case, verb, rest)
    said = _object_in_full(case, rest)
    topic = small(telling_topic(case.matter.topic), case.minutes.text)
    if " og " in topic and len(case.labelled.decisions) > 1:
        # Of two things that a title joins, each may have had an outcome of its own.
        return rest
    return said if said != rest else with_case(topic, rest)


def with_proposal(case: Case, rest: str, about: str) -> str | None:
    """Say which proposal "forslaget" is, where the title tells that; None where it doesn't.

    "at forslaget sendes i høring" under "Forslag til lokalplan 8 for Engen" is "at forslaget til
    lokalplan for Engen sendes i høring".
    """
    match = _PROPOSED.match(case.labelled.item.title)
    topic = about.removeprefix("sagen om ")
    if match is None or re.search(r"[?:»,]|^(?:forslag|sagen)", topic):
        return None
    return re.sub(r"\bforslaget\b", f"forslaget {match['link'].lower()} {topic}", rest, count=1)


_PROPOSED = re.compile(r"(?:[A-ZÆØÅ][a-zæøå]+ (?:af|på) )?[Ff]orslag (?P<link>til|om) ")


def _adopted(case: Case, verb: str, rest: str) -> str:
    """Name the thing that was said yes to: "planen" for "forslaget i sagen om plan"."""
    match = _ASKED_FOR.match(rest) if verb in _SAYS_YES else None
    named = case.matter.approved
    refused = any(point.refuses for point in case.proposals)
    if match is None or named == case.matter.case or "»" in named or refused:
        return rest
    about = f" om {case.matter.case.removeprefix('sagen om ')}"
    return f"{named}{match['more'].removeprefix(about)}"


def _object_in_full(case: Case, rest: str) -> str:
    """Say in full what a noun alone behind the verb stands for: "vedtog standarderne"."""
    match = _OBJECT.match(rest)
    if match is None:
        return rest
    full = expand(case, match["noun"])
    own = full.removeprefix(match["noun"])
    after = match["after"]
    if after and (after.startswith(own) or own.startswith(after)):
        # "aftalen med Skovby Erhverv 2026" is in full already.
        return rest
    return rest if "," in full else f"{full}{after}"


_OBJECT = re.compile(
    r"(?P<noun>[a-zæøå-]+(?:en|et|erne|ene|ne))(?P<after>(?: (?:med|som|uden)\b|,|$).*)"
)


def with_case(topic: str, rest: str) -> str:
    """Put the topic for the first noun alone that stands for it.

    >>> with_case("regler for gaver", "forslaget om, at reglerne træder i kraft i maj")
    'forslaget om, at reglerne for gaver træder i kraft i maj'
    >>> with_case("budgetopfølgning 2", ", at opfølgningen godkendes")
    ', at budgetopfølgning 2 godkendes'
    >>> with_case("budgetopfølgning III", "budgetopfølgningen III over for Byrådet")
    'budgetopfølgningen III over for Byrådet'
    >>> with_case("politik for gaver", "udkastet i høring")
    'udkastet til politik for gaver i høring'
    >>> with_case("budget for 2024–2027", "budgettet for 2024–2027")
    'budgettet for 2024–2027'
    >>> with_case("regler for gaver", "reglerne for rejser"), with_case("nye biler", "busserne")
    ('reglerne for rejser', 'busserne')
    """
    known, head = definite(topic), _head(topic)
    if known is None or head is None or re.search(r"[?:»,]", known):
        return _proposal_in_full(topic, rest)
    for match in _ALONE.finditer(rest):
        word = match.group()
        if rest.startswith(known, match.start()):
            return rest
        named = head == word or (len(word) > _SHORTEST and head.endswith(word))
        draft = word == "udkastet" and _DRAFTED.search(topic.partition(" ")[0])
        if draft and not _OF_WHAT.match(rest, match.end()):
            return f"{rest[: match.end()]} til {topic}{rest[match.end() :]}"
        if named and known != word and not _is_narrowed(known, rest, match.end()):
            return f"{rest[: match.start()]}{known}{rest[match.end() :]}"
    return _proposal_in_full(topic, rest)


def _is_narrowed(known: str, rest: str, end: int) -> bool:
    """Tell whether a noun goes on to what it is about: "reglerne for rejser" are not the title's.

    "pilotforsøget for jobcentret" in a case of "pilotforsøg med robotter" says where, not which.
    """
    narrowed = _NARROWED.match(rest, end)
    own = known.split()[1:2]
    return bool(narrowed) and not (
        narrowed and narrowed.group().strip() in _WHERE and own and own[0] in ("med", "af")
    )


_WHERE = frozenset(("for", "ved", "på"))


def _proposal_in_full(topic: str, rest: str) -> str:
    """Say what was proposed where the title tells it: an act, or something new.

    >>> _proposal_in_full("salg af havnen", "forslaget i høring")
    'forslaget om salg af havnen i høring'
    >>> _proposal_in_full("sygefravær", "forslaget i høring")
    'forslaget i høring'
    """
    told = _ACT.match(topic) and not re.search(r"[?:»,]", topic)
    return _PROPOSAL.sub(lambda match: f"{match[1]} om {topic}", rest) if told else rest


_PROPOSAL = re.compile(
    r"^((?:nej til |ikke (?:godkende|anbefale) )?forslaget)(?= (?:i høring|til |tilbage )|$)"
)
# "udkastet til planen", not "udkastet til Hovedudvalget"
_OF_WHAT = re.compile(r" til (?!den |det |de |[A-ZÆØÅ])")
_ACT = re.compile(r"(?:\S*(?:ning|else|ing|salg|køb) af |(?:ny|nye|nyt|fælles|gratis) )")
_DRAFTED = re.compile(
    r"(?:retningslinjer?|politik|planen?|strategi|vedtægter?|regulativ|standarder?|regler|principper)$"
)
_SHORTEST = 5
# Not "den plan", nor "planens".
_ALONE = re.compile(r"(?<![\w-])(?<!den )(?<!det )(?<!de )[a-zæøå]+(?:en|et|erne|ene|ne)\b")
# "reglerne for rejser" are not those of the title.
_NARROWED = re.compile(
    r" (?:for (?!20\d\d\b)|(?:om|af|ved|mellem|fra|under|over|mod|langs)\b|på (?!\d)|"
    r"i (?!den|det|høring|\d)|\d|[A-ZÆØÅ]|til (?![A-ZÆØÅ]))|,? (?:som|der) |-"
)


def _head(topic: str) -> str | None:
    """Return the definite form of the noun that a topic is about, an adjective before it or not.

    >>> _head("ny fælles plan"), _head("ny plan for havnen"), _head("sygefravær")
    (None, 'planen', 'sygefraværet')
    """
    for word in topic.split()[:2]:
        if noun := find_noun(word):
            return noun.definite
        if word.endswith(("en", "et", "erne", "ene")) and len(word) > _SHORTEST:
            return word
    return None


def _takes_for_known(case: Case, rest: str) -> bool:
    """Tell whether the act names something definite that only the minutes have brought in."""
    told = case.minutes.text[case.labelled.item.span.start : case.labelled.item.span.end].lower()
    for match in _DEFINITE.finditer(rest):
        noun = match["noun"]
        if noun in _general() or (_SPECIFIED.match(rest, match.end()) and not match["whose"]):
            continue
        stem = re.sub(r"(?:erne|ene|en|et|ne)$", "", noun)
        stem = stem[:-1] if stem[-1] == stem[-2] else stem
        if len(noun) > _COMPOUND and stem in case.matter.topic.lower():
            continue
        if find_noun(stem) is not None or re.search(rf"\b{re.escape(stem)}(?:er|e)?\b", told):
            return True
    return False


# "seniorpolitikken" tells what it is, "politikken" doesn't.
_COMPOUND = 11


def names_case(case: Case, rest: str) -> bool:
    """Tell whether the act itself names the case, and takes nothing else for known."""
    if _COUNTED.search(rest):
        return False
    words, told = content_words(telling_topic(case.matter.topic)), content_words(rest)
    words = words - _PAPERS or words
    shared = len(words & told)
    if _ONE_OF_THEM.search(rest) and shared < len(words):
        return False
    short = count_words(rest) < _SHORT
    return shared >= len(words) / 2 or (
        shared > 0 and not short and not _takes_for_known(case, rest)
    )


# "forslagene til Økonomiudvalget": which, a title tells by what else it names.
_PAPERS = content_words("forslag forslaget forslagene udkast udkastet sag sagen")
# "at der nedlægges forbud": against what?
_SHORT = 6


# "det samlede udbud": of what, the title tells.
_ONE_OF_THEM = re.compile(
    r"\b(?:den|det|de) (?:samlede|foreslåede|fulde|hele|begrænsede|mindre|større|reducerede|"
    r"oprindelige|fremlagte|beskrevne|nævnte|udvidede|vedlagte|øvrige) [a-zæøå]+(?=$|, )"
)
# "de 26 biler": which, and what the others are, only the minutes have told.
_COUNTED = re.compile(
    r"\b[Dd]e (?:\d+|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv) [a-zæøå]+(?!,? (?:som|der)\b)"
    r"(?=[ ,.]|$)"
)
# "platformen", not "platformen ved søen", which tells itself which.
_DEFINITE = re.compile(
    r"(?<![\w-])(?<!den )(?<!det )(?<!de )(?P<noun>[a-zæøå]{3,}(?:en|et|erne|ene))(?P<whose>s?)\b"
)
_SPECIFIED = re.compile(
    r" (?:for|om|af|ved|mellem|fra|under|over|mod|langs|om, at|i (?!den|det|høring|\d)|på (?!\d)|"
    r"til (?=[a-zæøå]{3,}(?:er|e|ing|else)\b)) ?|,? (?:som|der) "
)


@cache
def _general() -> frozenset[str]:
    return frozenset(load_lexicon("lead")["known"]["words"])
