"""What a body did in a case, as the lead says it: it stands alone, with no headline above it.

The words are those of the decision as it is told further down, cut to its first act. What it takes
for known ("modellen", "bilerne") is led in by what the case is about.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.danish.nouns import find_noun
from pipeline.danish.verbs import MODALS, verb_of_past, verb_of_present
from pipeline.danish.words import content_words
from pipeline.drafting.became import what_became, with_change
from pipeline.drafting.case import Case, expand
from pipeline.drafting.compress import count_words
from pipeline.drafting.headlines import telling_topic
from pipeline.drafting.realise import Decided
from pipeline.drafting.turned import is_put_off
from pipeline.lexicon import load_lexicon

LONGEST = 24


class Act(NamedTuple):
    """What a body did: its verb in the past, and what follows the body's place behind it.

    ``about`` is the case that it was done in, where ``rest`` doesn't tell it.
    """

    verb: str
    rest: str
    about: str = ""

    @property
    def is_no(self) -> bool:
        """Whether it says no: "også" would make a first no of the yes before it."""
        return self.rest.startswith(_NO)

    def after(self, start: str, body: str) -> str:
        """Return the act behind *start*: "På mødet godkendte Direktionen planen"."""
        led = f" i {self.about}" if self.about else ""
        if led and not re.search(r"[,.]| og ", self.rest):
            return f"{start} {self.verb} {body}{_glued(self.rest)}{led}"
        return f"{start} {self.verb} {body}{led}{_glued(self.rest)}"

    def also(self, who: str, before: Act) -> str:
        """Return the act as the second that is told of one body, or of the pronoun for it.

        It is one more only where it is like the act *before* it: who has approved one case and
        puts off another has not "also" put it off.
        """
        if self.about:
            name = who.lower() if who in ("Den", "Det", "De") else who
            return f"I {self.about} {self.verb} {name}{_glued(self.rest)}"
        like = self.verb == before.verb or {self.verb, before.verb} <= _ALIKE
        also = "" if self.is_no or not like or self.rest.startswith("sig ") else " også"
        return f"{who} {self.verb}{also}{_glued(self.rest)}"


def _glued(rest: str) -> str:
    return rest if rest.startswith(",") else f" {rest}"


_NO = ("ikke ", "nej", "afslag")
_ALIKE = frozenset(("godkendte", "tiltrådte", "vedtog"))


def told_act(decided: Decided, about: str) -> Act | None:
    """Return the first act that the decision tells, None where it tells none by itself.

    Args:
        decided: An item with a decision, and how that is said.
        about: "sagen om …", which leads in what the act takes for known.
    """
    case, told = decided
    said = (
        rf"(?:Et flertal i )?{re.escape(case.body)} (?P<verb>[a-zæøå]{{2,}})(?P<rest>,? [^»]+)\.$"
    )
    match = re.match(said, told[0].text) if told else None
    if match is None or is_put_off(case):
        return None
    verb = _past(match["verb"])
    rest = _first_of(match["rest"].strip())
    untold = _UNCLEAR.search(rest) or re.match(r"ikke(?:,|$)", rest)
    if verb is None or match["verb"] in _SAYS_NOTHING or untold:
        return None
    rest = _in_full(case, _adopted(case, verb, rest))
    if count_words(rest) > LONGEST:
        rest = _without_proviso(rest)
    if not rest or count_words(rest) > LONGEST:
        return None
    if "sagen om" in rest or _names_case(case, rest):
        return Act(verb, rest)
    return Act(verb, rest, about)


def act_of(decided: Decided, about: str) -> Act | None:
    """Return the act that the decision tells, or a frame of what became of the case."""
    told = told_act(decided, about)
    if told is not None:
        return told
    became = what_became(decided.case, about)
    return Act(*became) if became else None


# A yes to what was asked for is one to the thing itself, where that can be adopted.
_SAYS_YES = frozenset(("godkendte", "tiltrådte", "anbefalede", "indstillede", "vedtog"))
_ASKED_FOR = re.compile(
    r"(?:sagen|(?:indstillingen|forslaget|anbefalingen|det indstillede)(?: i sagen)?)"
    r"(?P<more>(?: om .*)?(?: over for .*| med .*stemmer.*| enstemmigt)?)$"
)


def _without_proviso(rest: str) -> str:
    """Say that there is a proviso, in place of one that is too long; "" where there is none.

    >>> _without_proviso("planen, idet skolerne får et år til at følge med")
    'planen med en tilføjelse'
    """
    head, joined, tail = re.split(r"(, (?:idet|dog|men sådan at) )", f"{rest}, idet ", maxsplit=1)
    alone = tail and "," not in head and head[:1].isalpha()
    return f"{head}{with_change(joined + tail.removesuffix(', idet '))}" if alone else ""


# Verbs after which nothing of the decision is told.
_SAYS_NOTHING = frozenset(
    {"behandlede", "behandler", "har", "havde", "er", "var", "blev", "bliver"}
)
# Which point, which model: only who has the minutes before him knows.
_UNCLEAR = re.compile(
    r"\b(?:punkt(?:et|erne)?|pkt\.?|ad|model|scenarie|gruppe|afsnit|alternativ|variant|fase|spor|"
    r"tema|forslag|bilag) \d|\bmodel [A-Z]\b|\b(?:bilag|ovennævnte|nævnte|førstnævnte|sidstnævnte|"
    r"punkterne|indstillingspunkt\w*|denne|dette|disse|dem|hans|hendes|deres|sådan|heraf|hertil|dertil|"
    r"foreliggende)\b|\[|…|\d\)"
)
# Where a second act, a reason or a voter begins: the lead does without.
_NEXT = re.compile(
    r", og (?:at )?|, (?:da|fordi|hvorefter|hvorfor|mens|hvilket) |; |: |"
    r", (?:som|der) |"
    r" og (?=(?:godkendte|tiltrådte|vedtog|anbefaler|indstiller|sender|sendte|beder|bad|frigav|"
    r"udpegede|drøftede|ønsker|tog|afgiver|bevilgede|oversender)\b)"
)
# What must not be cut off: it says under what condition, or how much of it.
_BOUND = re.compile(
    r"\b(?:hvis|såfremt|dog|ikke|medmindre|forudsat|forudsætning|betinge\w*|undtagen|først|kun|"
    r"højst|ændring\w*|tilføjelse\w*|forbehold|bortset|hverken|men|indtil|forsøg\w*|foreløbig\w*|"
    r"midlertidig\w*|eventuelt|undersøge\w*|uden)\b",
    re.IGNORECASE,
)


def _first_of(rest: str) -> str:
    """Return the first act of what follows the verb, and what must be told with it.

    >>> _first_of(", at hallen lukkes, og at klubben flytter")
    ', at hallen lukkes'
    >>> _first_of(", at hallen lukkes, men først i maj")
    ', at hallen lukkes, men først i maj'
    >>> _first_of("planen, dog kun for ansatte, der arbejder ude")
    'planen, dog kun for ansatte, der arbejder ude'
    """
    rest = re.sub(r" ,", ",", rest)
    for cut in _NEXT.finditer(rest):
        head = rest[: cut.start()]
        which = cut.group() in (", som ", ", der ") and _BOUND.search(head)
        needed = _BOUND.search(rest[cut.start() :]) or _WHICH.search(head) or which
        if len(head.split()) > 2 and not needed:
            return head
    return rest


# "med de ændringer, som udvalget ønsker"
_WHICH = re.compile(r"\b(?:de|den|det)(?: \w+)? \w+$")


def _past(verb: str) -> str | None:
    """Return the past of a verb, which may be told in the present.

    >>> _past("anbefaler"), _past("kan"), _past("vedtog"), _past("zapper")
    ('anbefalede', 'kunne', 'vedtog', None)
    """
    if verb in MODALS:
        return dict(zip(MODALS[::2], MODALS[1::2], strict=True)).get(verb, verb)
    present = verb_of_present(verb)
    if present is not None:
        return present.past
    return verb if verb_of_past(verb) else load_lexicon("lead")["past"].get(verb)


def _adopted(case: Case, verb: str, rest: str) -> str:
    """Name the thing that was said yes to: "planen" for "forslaget i sagen om plan"."""
    match = _ASKED_FOR.match(rest) if verb in _SAYS_YES else None
    named = case.matter.approved
    if match is None or named == case.matter.case or "»" in named:
        return rest
    about = f" om {case.matter.case.removeprefix('sagen om ')}"
    return f"{named}{match['more'].removeprefix(about)}"


def _in_full(case: Case, rest: str) -> str:
    """Say in full what a noun alone behind the verb stands for: "vedtog standarderne"."""
    match = _OBJECT.match(rest)
    if match is None:
        return rest
    full = expand(case, match["noun"])
    return rest if "," in full else f"{full}{match['after']}"


_OBJECT = re.compile(
    r"(?P<noun>[a-zæøå-]+(?:en|et|erne|ene|ne))(?P<after>(?: (?:med|som|uden)\b|,|$).*)"
)


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


def _names_case(case: Case, rest: str) -> bool:
    """Tell whether the act itself names the case, and takes nothing else for known."""
    if _COUNTED.search(rest):
        return False
    words, told = content_words(telling_topic(case.matter.topic)), content_words(rest)
    shared = len(words & told)
    return shared >= len(words) / 2 or (shared > 0 and not _takes_for_known(case, rest))


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
