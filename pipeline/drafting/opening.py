"""What a body did in a case, as the lead says it: it stands alone, with no headline above it.

The words are those of the decision as it is told further down, cut to its first act. What it takes
for known ("modellen", "bilerne") is led in by what the case is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.danish.dates import MONTHS
from pipeline.danish.nouns import lower_first, upper_first
from pipeline.drafting.became import what_became, with_change
from pipeline.drafting.case import Case
from pipeline.drafting.chosen_way import hides_case, with_option
from pipeline.drafting.decision.realise import Decided
from pipeline.drafting.decision.smaller import smaller_yes
from pipeline.drafting.decision.turned import is_put_off
from pipeline.drafting.first_act import BOUND, first_of
from pipeline.drafting.in_full import in_full, names_case, with_proposal
from pipeline.drafting.in_past import all_past, past_of
from pipeline.drafting.plain.compress import count_words

LONGEST = 24


_IF = re.compile(
    r"Det (?:er (?:en betingelse|med forbehold|dog)|gælder kun, (?:hvis|forudsat))\b|"
    r"Anbefalingen gives dog\b"
)


class Act(NamedTuple):
    """What a body did: its verb in the past, and what follows the body's place behind it.

    ``about`` is the case that it was done in, where ``rest`` doesn't tell it, and ``by`` who did
    it where that is only a part of the body ("et flertal i Byrådet").
    """

    verb: str
    rest: str
    about: str = ""
    by: str = ""

    @property
    def is_no(self) -> bool:
        """Whether it says no: "også" would make a first no of the yes before it."""
        return self.rest.startswith(_NO) or self.verb in _REFUSED

    def after(self, start: str, body: str) -> str:
        """Return the act behind *start*: "På mødet godkendte Direktionen planen"."""
        led = f" i {self.about}" if self.about else ""
        who = self.by or body
        if (
            led
            and not re.search(r"[,:]|(?<!\d)\.| og ", self.rest)
            and self.rest.count(" ") < _LONG_OBJECT
        ):
            return f"{start} {self.verb} {who}{_glued(self.rest)}{led}"
        if self.rest.startswith("sig "):
            return f"{start} {self.verb} {who} sig{led}{_glued(self.rest.removeprefix('sig '))}"
        return f"{start} {self.verb} {who}{led}{_glued(self.rest)}"

    def also(self, who: str, before: Act) -> str:
        """Return the act as the second that is told of one body, or of the pronoun for it.

        It is one more only where it is like the act *before* it: who has approved one case and
        puts off another has not "also" put it off.
        """
        if self.about:
            name = self.by or (who.lower() if who in ("Den", "Det", "De") else who)
            return f"I {self.about} {self.verb} {name}{_glued(self.rest)}"
        like = self.verb == before.verb or {self.verb, before.verb} <= _ALIKE
        like = like and self.by == before.by
        also = "" if self.is_no or not like or self.rest.startswith("sig ") else " også"
        return f"{upper_first(self.by) or who} {self.verb}{also}{_glued(self.rest)}"


def _glued(rest: str) -> str:
    return rest if rest.startswith(",") else f" {rest}"


_NO = ("ikke ", "nej", "afslag")
_REFUSED = frozenset(("afviste", "afslog", "forkastede"))
_LONG_OBJECT = 8
_ALIKE = frozenset(("godkendte", "tiltrådte", "vedtog"))


def told_act(decided: Decided, about: str) -> Act | None:
    """Return the weightiest act that the decision tells, None where it tells none by itself.

    Args:
        decided: An item with a decision, and how that is said.
        about: "sagen om …", which leads in what the act takes for known.
    """
    case, told = decided
    if is_put_off(case) or any(_IF.match(one.text) for one in told):
        return None  # a yes on a condition is none without it
    texts = [one.text for one in told]
    acts = [list(_acts_in(case, texts, at, about)) for at in range(len(texts))]
    if smaller_yes(case):
        # A no stands with the smaller yes beside it, or not at all.
        acts = [[act for act in one if not act.is_no or ", men " in act.rest] for one in acts]
    if acts and not acts[0] and (became := what_became(case, about)):
        # Where the first sentence can't be told, one after it may be beside the point.
        return Act(*became)
    weighed = [
        (weight_of(act) - _LATER * (at + place > 0), act)
        for at, of_one in enumerate(acts)
        for place, act in enumerate(of_one)
    ]
    return max(weighed, key=lambda one: one[0], default=(0.0, None))[1]


def _acts_in(case: Case, told: list[str], at: int, about: str) -> Iterator[Act]:
    """Yield what a sentence of the decision tells that the body did; of two at-clauses, each."""
    text, first = told[at], at == 0
    match = re.match(
        rf"(?P<who>(?:Et flertal i |\w+ medlemmer af )?{re.escape(case.body)}|Den|Det) "
        r"(?P<verb>[a-zæøå]{2,})(?: også)?(?P<rest>,? [^»]+)\.$",
        text,
    )
    verb = past_of(match["verb"]) if match else None
    rest = _by_then(match["verb"], match["rest"].strip()) if match else None
    if match is None or verb is None or rest is None or match["verb"] in _SAYS_NOTHING:
        return
    pronoun = match["who"] in ("Den", "Det")
    if (pronoun or not first) and (verb not in _LATER_VERBS or _LEANS.search(match["rest"])):
        return
    by = lower_first(match["who"]) if match["who"].endswith(f" {case.body}") else ""
    if verb == "sagde" and rest.endswith(" op"):
        # "siger lejemålet op"
        verb, rest = "opsagde", rest.removesuffix(" op")
    talked = re.match(r"og (?P<then>godkendte|vedtog) (?=\S)", rest) if verb == "drøftede" else None
    verb, rest = (talked["then"], rest[talked.end() :]) if talked else (verb, rest)
    if verb == "sagde" and rest.startswith(", at "):
        return  # a remark beside the decision
    for one in (rest, *_second_clause(rest)):
        done = first_of(one)
        full = with_option(done, told)
        if full is None:
            continue
        if full != done and count_words(full) <= LONGEST:
            yield Act(verb, full, "" if hides_case(about) else about, by)
        elif (act := _act(case, verb, done, about)) is not None:
            alone = hides_case(act.about) and count_words(act.rest) >= _TELLING
            yield act._replace(by=by, about="" if alone else act.about)


def _by_then(verb: str, rest: str) -> str | None:
    """Return what had been done when the meeting ended, None for a deed of a day to come.

    >>> _by_then("sender", "planen til Byrådet den 9. maj"), _by_then("holder", "fest i maj")
    ('planen til Byrådet', None)
    """
    ahead = _TO_COME.match(rest) if verb in _DEEDS else None
    if ahead is None:
        return rest
    return f"{ahead['what']}{rest[ahead.end() :]}" if verb == "sender" else None


_DEEDS = frozenset(("sender", "evaluerer", "holder", "drøfter", "behandler", "gennemgår"))
_TO_COME = re.compile(
    r"(?P<what>(?:(?!, | og | som |\bfrist|\bmøde).)+?) "
    rf"(?:den \d{{1,2}}\.|i) (?:{'|'.join(MONTHS)})(?: \d{{4}})?(?=[ ,]|$)"
)


def _second_clause(rest: str) -> list[str]:
    """Return the act of a second at-clause behind the words that lead it in.

    >>> _second_clause(", at sagen sendes til Byrådet, og at hallen lukkes")
    [', at hallen lukkes']
    >>> _second_clause("forslaget om, at planen gælder, og at den sendes ud")
    []
    """
    match = _CLAUSES.fullmatch(rest)
    if match is None or BOUND.search(match["first"]) or _LEANS.search(match["second"]):
        return []
    return [f"{match['before']}{match['second']}"]


# So many words tell what was settled where the title of the case doesn't.
_TELLING = 3
_CLAUSES = re.compile(
    r"(?P<before>(?:forslaget om|[^,]{0,40})?, at )(?P<first>[^,]+), og at (?P<second>.+)"
)


def _act(case: Case, verb: str, rest: str, about: str) -> Act | None:
    """Return an act that fits a lead, its case named by it or led in; None where it doesn't."""
    if _UNCLEAR.search(rest) or _CUT_OFF.search(rest) or re.match(r"ikke(?:,|$)|det\b", rest):
        return None
    # "I sagen om salg af hallen sendte det sagen videre": it is that case which was sent.
    rest = re.sub(r"^sagen(?= (?:videre|tilbage|til|i|ud) )", about, rest)
    rest = re.sub(r"^sagen(?= over for )", "forslaget", rest) if verb in _SAYS_YES else rest
    rest = all_past(rest)
    sent = _SENT_ON.fullmatch(rest)
    if sent:
        on = "" if sent["how"] == "sendes" else "videre "
        return Act("sendte", f"{about} {on}til {sent['to']}")
    if verb in _SAYS_YES and rest.startswith("sagen om"):
        # Nobody says yes to a case.
        rest = f"forslaget i {rest}"
    if _PROPOSAL.match(rest):
        # Behind another case, "forslaget" alone would be that one's.
        known = with_proposal(case, rest, about)
        rest, about = (known, "") if known and count_words(known) <= LONGEST else (rest, about)
        return Act(verb, rest, about) if count_words(rest) <= LONGEST else None
    whole = in_full(case, verb, rest)
    if count_words(whole) > LONGEST and count_words(rest) > LONGEST:
        rest = _without_proviso(rest)
        whole = in_full(case, verb, rest)
    if count_words(whole) <= LONGEST and whole != rest:
        return Act(verb, whole)
    if not rest or count_words(rest) > LONGEST:
        return None
    alone = "sagen om" in rest or _STANDS.match(rest) or names_case(case, rest)
    return Act(verb, rest, "" if alone else about)


_PROPOSAL = re.compile(r"(?:, at|at [a-zæøå]+) forslaget\b(?! (?:om|til|fra|af|i sagen)\b)")
# "gav sin tilslutning til": to what stood in the next word.
_CUT_OFF = re.compile(r"\b(?:til|om|af|for|på|med|i|at)$|^over for [^,]+$")


_SAYS_YES = frozenset(("godkendte", "tiltrådte", "anbefalede", "vedtog"))
# "modellen, og sagen sendes til Hovedudvalget": the second is what became of it.
_SENT_ON = re.compile(
    r"(?:[^,]+, og|, at) sagen (?P<how>oversendes|sendes(?: videre)?) til (?P<to>[^,]+)"
)
# What is new needs no case to be understood.
_STANDS = re.compile(
    r"(?:nej til )?(?:forslaget om)?, at der (?:(?:indføres|etableres|oprettes|ansættes|opsættes|"
    r"anlægges|indkøbes|købes|opføres|bygges) (?:\S+ ){2}|"
    r"(?:gives|bevilges|afsættes|frigives) .*\bkr\. til [a-zæøå]{4,})"
)


def weight_of(act: Act) -> float:
    """Return how much an act is news: handling a paper is none, an outcome is."""
    weight = _VERB_WEIGHTS.get(act.verb, 0.0)
    untold = act.verb != "sendte" and _UNTOLD.match(act.rest)
    done = _AND_THEN.split(act.rest, maxsplit=1)[0]
    weight -= 2.5 * bool(_FORMAL.search(done)) + 2.0 * bool(untold)
    return weight + bool(_AMOUNT.search(act.rest)) + 0.5 * act.is_no - 0.5 * bool(act.about)


# What was done first stands first where something else is not much weightier.
_LATER = 1.6
_VERB_WEIGHTS = {
    "drøftede": -3.0,
    "tog": -3.0,
    "noterede": -3.0,
    "sendte": -1.0,
    "bad": -1.0,
    "fulgte": -1.0,
}
_LATER_VERBS = frozenset(
    {
        "anbefalede", "godkendte", "vedtog", "tiltrådte", "sagde", "bevilgede", "frigav",
        "besluttede", "bad", "pålagde", "gav", "afslog", "fastsatte", "valgte", "indstillede",
    }
)  # fmt: skip
_FORMAL = re.compile(
    r"\b(?:orienter\w+|efterretning|redegørelse\w*|lægges frem|forelægges|indgår i|oversendes|"
    r"sendes (?!i )|drøftes|noteres|evalueres|tages op|behandles|udarbejde[rs]|arbejder videre)\b"
)
# "at regnskabet aflægges og sendes til revisionen": what comes first is what is done.
_AND_THEN = re.compile(r" og (?=\w+s\b)")
# Which proposal that is, only the case tells.
_UNTOLD = re.compile(
    r"(?:nej til )?(?:forslag(?:et|ene)|indstillingen|sagen|en del af|de (?:to|tre|fire))\b"
    r"(?! om, at)"
)
_AMOUNT = re.compile(r"\d[\d.,]*\s(?:mio\.\s|mia\.\s)?kr\b")
# What needs the sentence before it.
_LEANS = re.compile(
    r"\b(?:i stedet|dog|samtidig|derfor|dermed|yderligere|desuden|heller|dem)\b|"
    r"\b(?:den|det|de)\b(?! \d| [a-zæøå]+e\b)"
)


def act_of(decided: Decided, about: str) -> Act | None:
    """Return the act that the decision tells, or a frame of what became of the case."""
    told = told_act(decided, about)
    became = None if told else what_became(decided.case, about)
    return Act(*became) if became else told


def _without_proviso(rest: str) -> str:
    """Say that there is a proviso, in place of one that is too long; "" where there is none.

    >>> _without_proviso("planen, idet skolerne får et år til at følge med")
    'planen med en tilføjelse'
    """
    head, joined, tail = re.split(r"(, (?:idet|dog|men sådan, at) )", f"{rest}, idet ", maxsplit=1)
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
    r"punkterne|indstillingspunkt\w*|denne|dette|disse|dem|hans|hendes|deres|heraf|hertil|dertil|"
    r"sådan(?!, at\b)|"
    r"foreliggende)\b|\[|…|\d\)|\.\s?[A-ZÆØÅ]|"
    r"\b(?:meddeles|gives|bevilges|sker|foretages) som (?:foreslået|indstillet)\b"
)
